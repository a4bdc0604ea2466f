"""What a delivery changes, unit by unit, and which entries that concerns."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from chalicelib.data_sets import REFERENCE, UNIT_COLUMNS
from chalicelib.etl.data_sets import DATA_SETS
from chalicelib.pipeline.in_time import TimeIsUp, insist, no_limit
from chalicelib.store import keys
from chalicelib.store.datasets import (
    Pins,
    Rows,
    by_unit,
    read_snapshot,
    read_unit,
    rows_of,
    write_snapshot,
    write_units,
)
from chalicelib.store.runs import Scope
from chalicelib.store.table import Key, Record, Table

_UNIT_ORDER: dict[str, Callable[[dict[str, str]], tuple[object, ...]]] = {
    "shipments": lambda row: (row["Invoice"],),
    "invoice_lines": lambda row: (int(row["Line"]),),
    "report": lambda row: (row["Invoice"], row["Line"], int(row["Ordinal"])),
}
"""The rows of a unit of traffic are kept in this order, whatever order they were delivered in."""

DATED = {"shipments": keys.day_shipment, "report": keys.day_reported}
"""The data sets whose units are shipments with entry dates, and what makes the signpost of one."""
PORTION = 500
"""Units that are written between two looks at the time: a second or two of work."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a delivery changes in one data set."""

    units: dict[str, Rows]
    """The units that differ, as they are now; no rows: the unit is gone."""
    rows: Rows
    """The whole set as it is now; of traffic nothing."""
    differs: bool
    moved: frozenset[str] = frozenset()
    """Of shipments: the invoices that one of them did not list before, or does not list any more."""


Changes = dict[str, Change]


def find_changes(
    table: Table,
    delivered: Mapping[str, Rows],
    pins: Pins,
    doubtful: Mapping[str, frozenset[str]],
    unattributed: Collection[str],
    time_is_up: TimeIsUp = no_limit,
) -> Changes:
    """What delivered sets change against what is visible.

    A reference set is replaced: what is not delivered is gone, but for `doubtful` units, of which a row was
    rejected: they stay as they were. In a set that is `unattributed`, because nobody can say which unit a
    rejected row is about, any missing unit may be that one, and all of them stay. Of traffic, what is not
    delivered stays. Raises `OutOfTime`.
    """
    return {
        name: _reference(table, name, rows, pins, doubtful.get(name, frozenset()), name in unattributed)
        if name in REFERENCE
        else _traffic(table, name, rows, pins, time_is_up)
        for name, rows in delivered.items()
    }


def without(changes: Changes, settled: Mapping[str, frozenset[str]]) -> Changes:
    """Changes of traffic without the units of which something newer is known."""
    kept = {}
    for name, change in changes.items():
        units = {unit: rows for unit, rows in change.units.items() if unit not in settled[name]}
        kept[name] = Change(units, [], bool(units), change.moved)
    return kept


def write_changes(
    table: Table, sequence: int, changes: Changes, time_is_up: TimeIsUp = no_limit, again: bool = False
) -> None:
    """Write what differs under the delivery's sequence; nobody sees it before the pins show it.

    Where it was begun before (`again`), what was written then is not written anew. Raises `OutOfTime`.
    """
    for name, change in changes.items():
        if change.differs:
            for portion in _portions(change.units):
                insist(time_is_up, f"delivery {sequence}, {name}")
                lacking = _lacking(table, name, sequence, portion) if again else portion
                write_units(table, name, sequence, lacking)
                table.put_many(_signposts(name, portion))
            if name in REFERENCE:
                write_snapshot(table, name, sequence, change.rows)


def scope_of(changes: Changes) -> Scope | None:
    """Which entries the changes concern; None where nothing changed."""
    changed = {name: list(change.units) for name, change in changes.items() if change.differs}
    if not changed:
        return None
    materials = ("product_weights", "product_master", "packaging")
    moved = changes["shipments"].moved if "shipments" in changed else frozenset()
    return Scope(
        shipments=changed.get("shipments", []),
        # An invoice that moves concerns every shipment that lists it: none may count what another counts.
        invoices=[*changed.get("invoice_lines", []), *sorted(moved)],
        reported=changed.get("report", []),
        materials=sorted({unit for name in materials for unit in changed.get(name, [])}),
        hts=changed.get("hts_rates", []),
        everything="measures" in changed or "exchange_rates" in changed,
    )


def _reference(
    table: Table, name: str, rows: Rows, pins: Pins, doubtful: frozenset[str], keeps_missing: bool
) -> Change:
    before, unit = read_snapshot(table, name, pins), UNIT_COLUMNS[name]
    if keeps_missing:
        doubtful |= {row[unit] for row in before} - {row[unit] for row in rows}
    if doubtful:
        rows = _with_kept(rows, before, [row[unit] in doubtful for row in before], DATA_SETS[name].key)
    if before == rows and name in pins.snapshots:
        return Change({}, rows, differs=False)
    old, new = by_unit(name, before), by_unit(name, rows)
    units = {unit: new.get(unit, []) for unit in old | new if old.get(unit) != new.get(unit)}
    return Change(units, rows, differs=True)


def _with_kept(rows: Rows, before: Rows, kept: list[bool], key: tuple[str, ...]) -> Rows:
    """What is delivered, and in their old places the rows that stay: each after the one it stood behind."""
    key_of = itemgetter(*key)
    there = {key_of(row) for row in rows}
    after: dict[object, Rows] = {}
    behind = None
    for row, stays in zip(before, kept, strict=True):
        if stays:
            after.setdefault(behind, []).append(row)
        elif key_of(row) in there:
            behind = key_of(row)
    found = after.pop(None, [])
    for row in rows:
        found += [row, *after.pop(key_of(row), [])]
    return found


def _portions(units: dict[str, Rows]) -> Iterator[dict[str, Rows]]:
    items = list(units.items())
    for start in range(0, len(items), PORTION):
        yield dict(items[start : start + PORTION])


def _lacking(table: Table, name: str, sequence: int, units: dict[str, Rows]) -> dict[str, Rows]:
    """The units that are not written yet as they are to be."""
    places = {unit: keys.unit_version(name, unit, sequence) for unit in units}
    found = {key: rows_of(record) for key, record in table.get_many(places.values()).items()}
    return {unit: rows for unit, rows in units.items() if found.get(places[unit]) != rows}


def _traffic(table: Table, name: str, rows: Rows, pins: Pins, time_is_up: TimeIsUp) -> Change:
    units, moved = {}, set()
    for unit, found in by_unit(name, rows).items():
        insist(time_is_up, f"what is delivered of {name}")
        now, before = sorted(found, key=_UNIT_ORDER[name]), read_unit(table, name, unit, pins)
        if now != before:
            units[unit] = now
            moved |= _invoices(before) ^ _invoices(now) if name == "shipments" else set()
    return Change(units, [], bool(units), frozenset(moved))


def _invoices(rows: Rows) -> set[str]:
    return {row["Invoice"] for row in rows}


def _signposts(data_set: str, units: Mapping[str, Rows]) -> list[Record]:
    """Lead from dates to shipments, announced or reported, and from invoices to those that list them.

    What they lead to says itself whether it is so still. Of other data sets there are none.
    """
    posts: set[Key] = set()
    for shipment, rows in units.items() if data_set in DATED else ():
        for date in {row["Entry Date"] for row in rows}:
            posts |= {
                (keys.years(), date[:4]),
                (keys.days(date[:4]), date),
                DATED[data_set](date, shipment),
            }
        if data_set == "shipments":
            posts |= {keys.under_shipment(invoice, shipment) for invoice in _invoices(rows)}
    return [Record(*key, {}) for key in sorted(posts)]
