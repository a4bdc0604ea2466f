"""Epochs: the stretches of days between which no reference row begins or ends.

Every lookup is as of the entry date (R1.01). Within one epoch every lookup has the same answer, so what is
found once for an HTS number and an origin holds for all entries of that epoch.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
LAST_DAY = "9999-12-31"


@cache
def day_after(day: str) -> str:
    """The next calendar day of an ISO date; the last representable day has no next one and stays.

    >>> day_after("2026-02-28")
    '2026-03-01'
    """
    return day if day == LAST_DAY else (date.fromisoformat(day) + DAY).isoformat()


class Epochs:
    """The epochs that a set of inclusive periods (from, to; empty is open) cuts time into, oldest first."""

    def __init__(self, periods: Iterable[tuple[str, str]]) -> None:
        cuts: set[str] = set()
        for start, end in periods:
            cuts.add(start)
            if end:
                cuts.add(day_after(end))
        cuts.discard("")
        self.starts: tuple[str, ...] = ("", *sorted(cuts))
        """First day of each epoch; the first epoch has no beginning and is written as empty text."""
        self._index: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.starts)

    def index(self, day: str) -> int:
        """The epoch that an ISO date lies in."""
        found = self._index.get(day)
        if found is None:
            found = self._index[day] = bisect_right(self.starts, day) - 1
        return found

    def after(self, day: str) -> tuple[str, ...]:
        """The first days of the epochs that begin after a date."""
        return self.starts[bisect_right(self.starts, day) :]


def in_force(start: str, end: str, day: str) -> bool:
    """Whether an inclusive period covers a day; an empty start or end is open."""
    return start <= day and (not end or day <= end)
