"""The newest entry dates that there is something of: where a page begins that nobody gave dates to."""

from datetime import date
from functools import partial

from chalicelib.store import by_day, comparisons, keys
from chalicelib.store.table import Table

LOOKED_AT = 31
"""Entry dates that are looked at, from the newest backwards: one that its shipments have left has nothing."""
PENDING = "pending"


def newest(table: Table, today: date) -> dict[str, str | None]:
    """The newest entry dates up to `today`: with entries, and with comparisons that came out.

    None where there is none, or none within the newest 31 dates that shipments have or had.
    """
    days = list(by_day.latest_shipment_days(table, today.isoformat(), LOOKED_AT))
    return {
        "entries": next((day for day in days if _has_entries(table, day)), None),
        "comparisons": next((day for day in days if _was_compared(table, day)), None),
    }


def _has_entries(table: Table, day: str) -> bool:
    return by_day.any_listed(table, partial(keys.entries_of_day, day))


def _was_compared(table: Table, day: str) -> bool:
    return any(record.data["status"] != PENDING for record in comparisons.of_day(table, day))
