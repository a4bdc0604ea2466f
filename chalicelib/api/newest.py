"""The newest entry dates that there is something of: where a page begins that nobody gave dates to."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

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
    compared = _listed(table, comparisons.of_period, days)
    return {
        "entries": _date_of(_listed(table, entries.of_period, days)),
        "comparisons": _date_of(one for one in compared if one.data["status"] != PENDING),
    }


def _listed(table: Table, of_period: Callable[..., Iterator[Record]], days: list[str]) -> Iterator[Record]:
    """What is listed of dates, the newest first; of a month without any nothing is read."""
    for _, found in groupby(days, key=lambda day: day[:7]):
        dates = list(found)
        yield from of_period(table, dates[-1], dates[0], backwards=True)


def _date_of(records: Iterator[Record]) -> str | None:
    found = next(records, None)
    return str(found.data["entry_date"]) if found else None
