"""Moments as texts: one form, in which they sort as they follow one another."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.moments import moment_of, stamp

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=ZONES)


@given(MOMENTS)
def test_a_moment_is_read_as_it_was_written(at: datetime) -> None:
    assert moment_of(stamp(at)) == at.replace(microsecond=0)
    assert moment_of(stamp(at)).tzinfo is UTC


@given(MOMENTS, MOMENTS)
def test_the_texts_sort_as_the_moments_do(one: datetime, other: datetime) -> None:
    if stamp(one) != stamp(other):
        assert (stamp(one) < stamp(other)) is (one < other)


def test_a_moment_without_a_zone_is_refused() -> None:
    """On a machine in another zone it would be another moment."""
    with pytest.raises(ValueError, match="no time zone"):
        stamp(datetime(2026, 11, 23, 6))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Z",
        "2026-11-23",
        "2026-11-23T06:00:00",
        "2026-11-23T06:00:00+00:00",
        "2026-11-23T06:00:00.5Z",
        "2026-11-23T06:00Z",
        "2026-11-23 06:00:00Z",
        "20261123T060000Z",
        "2026-11-23T24:00:00Z",
        "2026-02-29T06:00:00Z",
        "2026-1-3T06:00:00Z",
    ],
)
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no moment|isoformat|hour|day"):
        moment_of(text)
