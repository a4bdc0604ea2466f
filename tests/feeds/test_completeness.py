"""A10, A11: a delivery that is too small does not replace the last good one; a quiet source is noticed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.feeds.catalogue import FEEDS, Feed, feed, source_of_file
from chalicelib.feeds.completeness import least_rows, overdue, shortfall

ROWS = st.integers(0, 10**7)
NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rows", "last_good", "enough"),
    [
        (80, 100, True),
        (79, 100, False),
        (59, 73, True),
        (58, 73, False),
        (200, 100, True),
        (1, 1, True),
        (0, 1, False),
        (1, 0, True),
        (0, 0, False),
        (1, None, True),
        (0, None, False),
    ],
)
def test_a10_four_fifths_of_the_last_good_load_are_needed(
    rows: int, last_good: int | None, enough: bool
) -> None:
    """A10: 80 % of 73 are 58.4, so 59 rows are needed."""
    assert (shortfall(feed("ZEMM005"), rows, last_good) is None) is enough
    assert (shortfall(source_of_file("Product_List.csv"), rows, last_good) is None) is enough


@pytest.mark.parametrize("one", FEEDS, ids=lambda one: one.key)
def test_a11_an_empty_feed_is_short_unless_it_may_be_empty(one: Feed) -> None:
    """A11: nothing is never taken for "all deleted"."""
    assert (shortfall(one, 0, 100) is None) is one.may_be_empty


def test_a10_a_shortfall_says_what_was_expected() -> None:
    """A10: with the figures and what to do."""
    assert str(shortfall(feed("ZEMM005"), 50, 73)) == (
        "ZEMM005: 50 rows are fewer than the 59 that are needed; the last good load had 73. "
        "See with the sender whether rows are missing; if the set really shrank, let an admin accept it."
    )


@given(ROWS, ROWS, st.decimals(0, 1, places=4))
def test_the_bound_is_exact(rows: int, last_good: int, share: Decimal) -> None:
    """A10: enough means rows >= share x last good, without rounding; and one row at least."""
    one = replace(feed("ZEMM005"), least_share=share)
    assert (shortfall(one, rows, last_good) is None) == (rows >= share * last_good and rows >= 1)


@given(ROWS, st.none() | ROWS)
def test_as_many_rows_as_before_are_always_enough(more: int, last_good: int | None) -> None:
    """A10: growth is no fault."""
    assert shortfall(feed("ZEMM005"), (last_good or 1) + more, last_good) is None


@given(ROWS, st.none() | ROWS)
def test_a_delta_has_no_least_size(rows: int, last_good: int | None) -> None:
    """A11: what a delta does not name stays as it was."""
    assert shortfall(feed("ZEMM07"), rows, last_good) is None
    assert least_rows(source_of_file("Shipments.csv"), last_good) == 1


@pytest.mark.parametrize(
    ("age", "late"),
    [
        (timedelta(0), None),
        (timedelta(days=8), None),
        (timedelta(days=8, seconds=1), timedelta(seconds=1)),
        (timedelta(days=10), timedelta(days=2)),
        (-timedelta(minutes=5), None),
    ],
)
def test_a_source_is_overdue_after_its_promise(age: timedelta, late: timedelta | None) -> None:
    assert overdue(feed("ZEMM005").fresh_for, NOW - age, NOW) == late


def test_a_source_that_never_delivered_is_not_overdue() -> None:
    assert overdue(timedelta(days=1), None, NOW) is None
