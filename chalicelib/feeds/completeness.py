"""Whether a delivery is big enough to replace the last good one, and whether a source has gone quiet.

Pure functions: the loader knows what was loaded last, and decides.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol


class Expectation(Protocol):
    """The part of a Feed or a CsvSource that says how small a delivery may get."""

    @property
    def key(self) -> str: ...
    @property
    def may_be_empty(self) -> bool: ...
    @property
    def least_share(self) -> Decimal | None: ...


class Shortfall(NamedTuple):
    """A delivery that is too small: its rows, and the least that would have been taken."""

    source: str
    rows: int
    least: int
    last_good: int | None

    def __str__(self) -> str:
        last = "" if self.last_good is None else f"; the last good load had {self.last_good}"
        return (
            f"{self.source}: {self.rows} rows are fewer than the {self.least} that are needed{last}. "
            "See with the sender whether rows are missing; if the set really shrank, let an admin accept it."
        )


def shortfall(source: Expectation, rows: int, last_good: int | None) -> Shortfall | None:
    """What a delivery lacks, or None if it is big enough.

    `rows` and `last_good` count what was delivered, before anything was set aside; `last_good` is None before
    the first load. 80 rows after 100 are enough, 79 are not.
    """
    least = least_rows(source, last_good)
    return Shortfall(source.key, rows, least, last_good) if rows < least else None


def least_rows(source: Expectation, last_good: int | None) -> int:
    """The fewest rows that a delivery may have: the declared share of the last good load, rounded up."""
    floor = 0 if source.may_be_empty else 1
    if source.least_share is None or last_good is None:
        return floor
    exact = Fraction(source.least_share) * last_good
    return max(floor, -(-exact.numerator // exact.denominator))


def overdue(fresh_for: timedelta, last_good_at: datetime | None, now: datetime) -> timedelta | None:
    """By how much a source has broken its promise; None while it keeps it, or if there was never a load.

    Both times carry a zone. Exactly `fresh_for` after the last good load it is not overdue yet.
    """
    if last_good_at is None:
        return None
    age = now - last_good_at
    return age - fresh_for if age > fresh_for else None
