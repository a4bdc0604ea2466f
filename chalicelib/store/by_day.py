"""Reads what is filed by day: the shards of one, several days at once, the shipments of a period."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from chalicelib.store import keys
from chalicelib.store.limits import portions
from chalicelib.store.table import Record, Table

EVER = ("0001-01-01", "9999-12-31")
"""A period that holds every entry date."""
AT_ONCE = 8
"""Days that are read side by side: the time goes into waiting for the table."""

OfDay = Callable[[Table, str], list[Record]]


def all_shards(table: Table, listed: Callable[[int], str]) -> list[Record]:
    """The records of a day, by shipment; `listed` gives the index partition of each of its shards."""
    records = [record for part in range(keys.DAY_SHARDS) for record in table.query_index(listed(part))]
    return sorted(records, key=lambda record: str(record.data["shipment"]))


def any_listed(table: Table, listed: Callable[[int], str]) -> bool:
    """Whether a day has any record; `listed` as for `all_shards`."""
    return any(any(table.query_index(listed(part), limit=1)) for part in range(keys.DAY_SHARDS))


def each_day(of_day: OfDay, table: Table, days: Sequence[str]) -> Iterator[list[Record]]:
    """The records of each day, in the order of the days; no more than some days are held at a time."""
    if len(days) == 1:
        yield of_day(table, days[0])
        return
    from concurrent.futures import ThreadPoolExecutor  # not for one day, nor for who comes for one record

    with ThreadPoolExecutor(AT_ONCE, "by-day") as pool:
        for portion in portions(days, AT_ONCE):
            yield from pool.map(partial(of_day, table), portion)


def shipment_days(table: Table, first: str, last: str) -> Iterator[str]:
    """The entry dates from `first` to `last` that there are, or were, shipments of, ascending."""
    for year in table.query(keys.years(), start=first[:4], end=last[:4]):
        for record in table.query(keys.days(year.sk), start=first, end=last):
            yield record.sk


def latest_shipment_days(table: Table, last: str, most: int) -> Iterator[str]:
    """At most so many entry dates up to a day that there are, or were, shipments of, the newest first."""
    for year in table.query(keys.years(), start=EVER[0][:4], end=last[:4], backwards=True):
        for record in table.query(keys.days(year.sk), start=EVER[0], end=last, backwards=True, limit=most):
            most -= 1
            yield record.sk
        if most == 0:
            return


def shipments_of_dates(table: Table, first: str, last: str) -> Iterator[str]:
    """The shipments that have, or had, an entry date in a period, inclusive; one may come more than once."""
    for day in shipment_days(table, first, last):
        for part in range(keys.DAY_SHARDS):
            for record in table.query(keys.day_partition(day, part), prefix="SHIPMENT#"):
                yield record.sk.removeprefix("SHIPMENT#")
