"""Reads what is filed by day: what is listed of a period, the dates that there are, their shipments."""

from collections.abc import Callable, Iterator
from heapq import merge

from chalicelib.store import keys
from chalicelib.store.ranges import LAST
from chalicelib.store.table import Key, Record, Table

EVER = ("0001-01-01", "9999-12-31")
"""A period that holds every entry date."""
Listed = Callable[[str, int], str]
"""Gives the index partition of a shard of a month (`2026-11`)."""


def place(listed: Listed, date: str, shipment: str) -> Key:
    """Where the index lists a shipment of an entry date: its partition, and its place in it."""
    part = keys.shard(shipment, keys.LIST_SHARDS)
    return listed(_month(date), part), keys.listed_on(date, shipment)


def in_period(
    table: Table, listed: Listed, first: str, last: str, *, backwards: bool = False
) -> Iterator[Record]:
    """What is listed of the dates from `first` to `last`, by date and shipment; read as it is asked for."""
    months = list(_months(first, last))
    for month in reversed(months) if backwards else months:
        shards = (
            table.query_index(
                listed(month, part), start=first, end=keys.listed_on(last, LAST), backwards=backwards
            )
            for part in range(keys.LIST_SHARDS)
        )
        yield from merge(*shards, key=_place_of, reverse=backwards)


def shipment_days(table: Table, first: str, last: str) -> Iterator[str]:
    """The entry dates from `first` to `last` that there are, or were, shipments of, ascending.

    Whether somebody has announced or reported them; an entry, or a comparison, there need not be.
    """
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


def shipments_of_dates(table: Table, first: str, last: str, *, announced: bool = False) -> Iterator[str]:
    """The shipments that have, or had, an entry date in a period, inclusive; one may come more than once.

    Announced with that date, or reported; where only the `announced` are asked for, none that the report
    alone knows.
    """
    for day in shipment_days(table, first, last):
        for part in range(keys.DAY_SHARDS):
            for record in table.query(keys.day_partition(day, part), prefix="SHIPMENT#" if announced else ""):
                yield record.sk.partition("#")[2]


def _months(first: str, last: str) -> Iterator[str]:
    """The months that the dates from `first` to `last` are in."""
    for number in range(_number(first), _number(last) + 1):
        yield f"{number // 12:04}-{number % 12 + 1:02}"


def _number(date: str) -> int:
    """The months of the calendar before that of a date."""
    return int(date[:4]) * 12 + int(date[5:7]) - 1


def _month(date: str) -> str:
    return date[:7]


def _place_of(record: Record) -> str:
    return str(record.gsi1sk)
