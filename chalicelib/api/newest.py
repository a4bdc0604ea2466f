"""The newest entry dates that there is something of: where a page begins that nobody gave dates to."""

from collections.abc import Iterator
from datetime import date

from chalicelib.store import by_day, comparisons, entries
from chalicelib.store.table import Record, Table

LOOKED_AT = 31
"""Entry dates that are looked at, from the newest backwards: one that its shipments have left has nothing."""
PENDING = "pending"


def newest(table: Table, today: date) -> dict[str, str | None]:
    """The newest entry dates up to `today`: with entries, and with comparisons that came out.

    None where there is none, or none within the newest 31 dates that shipments have or had; those that only
    the report knows count as well.
    """
    days = list(by_day.latest_shipment_days(table, today.isoformat(), LOOKED_AT))
    if not days:
        return {"entries": None, "comparisons": None}
    made = entries.of_period(table, days[-1], days[0], backwards=True)
    compared = comparisons.of_period(table, days[-1], days[0], backwards=True)
    return {
        "entries": _date_of(made),
        "comparisons": _date_of(one for one in compared if one.data["status"] != PENDING),
    }


def _date_of(records: Iterator[Record]) -> str | None:
    found = next(records, None)
    return str(found.data["entry_date"]) if found else None
