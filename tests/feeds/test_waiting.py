"""A1, A5: how long is waited before SAP is asked again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.feeds.waiting import LONGEST_WAIT, back_off, retry_after
from tests.feeds.world import BEGUN


@given(st.integers(1, 40), st.floats(0, 1))
def test_the_wait_is_drawn_from_nothing_to_a_bound_that_doubles(failed: int, drawn: float) -> None:
    """A1: full jitter."""
    assert back_off(failed, lambda: drawn) <= min(LONGEST_WAIT, 2 ** (failed - 1))
    assert back_off(failed, lambda: 0) == 0


@pytest.mark.parametrize(("failed", "bound"), [(1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (50, 30)])
def test_the_bounds_by_hand(failed: int, bound: int) -> None:
    """A1: 1, 2, 4, … seconds, never more than 30."""
    assert back_off(failed, lambda: 1) == bound


@given(st.integers(1, 10**8))
def test_seconds_and_dates_are_both_understood(seconds: int) -> None:
    """A5: the two forms of RFC 9110."""
    assert retry_after(str(seconds), BEGUN) == seconds
    until = BEGUN + timedelta(seconds=seconds)
    assert retry_after(format_datetime(until, usegmt=True), BEGUN) == seconds


@given(st.none() | st.text())
def test_anything_else_is_no_wait_or_a_positive_one(header: str | None) -> None:
    """A5: a header is never a crash."""
    wait = retry_after(header, datetime(2026, 11, 23, tzinfo=UTC))
    assert wait is None or wait > 0
