"""The newest entry dates that there is something of: where a page begins that nobody gave dates to."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice

from chalicelib.store import comparisons, keys
from chalicelib.store.table import Table

LOOKED_AT = 31
"""Entry dates that are looked at, from the newest backwards: one that its shipments have left has nothing."""
PENDING = "pending"


def newest(table: Table, today: date) -> dict[str, str | None]:
    """The newest entry dates up to `today`: with entries, and with comparisons that came out.

    None where there is none, or none within the newest 31 dates that shipments have or had.
    """
    days = list(islice(_backwards(table, today.isoformat()), LOOKED_AT))
    return {
        "entries": next((day for day in days if _has_entries(table, day)), None),
        "comparisons": next((day for day in days if _was_compared(table, day)), None),
    }


def _backwards(table: Table, today: str) -> Iterator[str]:
    """The entry dates that there are, or were, shipments of, the newest first."""
    for year in table.query(keys.years(), end=today[:4], backwards=True):
        for record in table.query(keys.days(year.sk), end=today, backwards=True, limit=LOOKED_AT):
            yield record.sk


def _has_entries(table: Table, day: str) -> bool:
    listed = partial(keys.entries_of_day, day)
    return any(any(table.query_index(listed(part), limit=1)) for part in range(keys.DAY_SHARDS))


def _was_compared(table: Table, day: str) -> bool:
    return any(record.data["status"] != PENDING for record in comparisons.of_day(table, day))
