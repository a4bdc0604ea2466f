"""What came of a delivery: what it changed, which entries were made anew and how, which rows were lost."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from chalicelib.customs.entries import GENERATED
from chalicelib.data_sets import REFERENCE
from chalicelib.etl.data_sets import DATA_SETS
from chalicelib.store import deliveries, entries, keys, runs
from chalicelib.store.datasets import Pins, by_unit, read_pins, read_snapshot, read_unit
from chalicelib.store.deliveries import Delivery
from chalicelib.store.entries import StoredEntry
from chalicelib.store.pages import unpack
from chalicelib.store.runs import Run
from chalicelib.store.table import Table
from infra.local import standing, words
from infra.local.cloud import Uploaded

MOST_UNITS = 300
"""Units of traffic that are looked up one by one, to tell what is new from what is changed."""
MOST_REASONS = 10
"""Newly held entries of which it is looked up why."""


OF_THE_ROW = "row"
"""What a problem begins with that is of no column."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a delivery did to a data set, in units (products, invoices, programmes)."""

    data_set: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Remade:
    """An entry that a run made anew. Duties are in US dollars, as text; None: it was not there before."""

    shipment: str
    duty: str
    duty_before: str | None
    held: bool
    held_before: bool | None
    why: str = ""
    """Why it is held; empty where it was before, and where many are."""

    @property
    def is_newly_held(self) -> bool:
        """Whether it is held, and was not before."""
        return self.held and not self.held_before


class Rejected(NamedTuple):
    """A row that was not taken: its number, its key, the values and the reasons; and whether it is known
    whose it is: then what was there of it before stays."""

    text: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a dropped file came to."""

    delivery: Delivery
    run: Run | None = None
    changed: tuple[Changed, ...] = ()
    remade: tuple[Remade, ...] = ()
    """The entries that the run made anew, by shipment."""
    rejected: tuple[Rejected, ...] = ()
    """The rows that were not taken."""

    @property
    def is_good(self) -> bool:
        """Whether all of the file was taken in."""
        return self.delivery.state in deliveries.GOOD and not self.delivery.rejected


def outcome_of(table: Table, uploaded: Uploaded, before: Pins) -> Outcome:
    """What came of an uploaded file that the pipeline is done with; `before` was visible until then."""
    delivery = standing.delivery_of(table, uploaded)
    assert delivery is not None, "asked for before it was taken in"
    run = runs.find(table, delivery.run) if delivery.run else None
    return Outcome(
        delivery,
        run,
        tuple(_changed(table, delivery, run, before)),
        tuple(_remade(table, run)) if run else (),
        tuple(rejected_rows(table, delivery)),
    )


def rejected_rows(table: Table, delivery: Delivery) -> list[Rejected]:
    """The rows that a delivery lost, each once."""
    partition = keys.rejected(delivery.sequence, 1)[0]
    pages = table.query(partition, prefix="REJECTED#") if delivery.rejected else ()
    rows: dict[int, list[dict[str, Any]]] = {}
    # A file that fills two data sets has a row that cannot be read in both.
    for row in (row for page in pages for row in unpack(page.body)):
        rows.setdefault(int(row["row_number"]), []).append(row)
    return [_row(number, found) for number, found in sorted(rows.items())]


def _row(number: int, found: list[dict[str, Any]]) -> Rejected:
    told = (_with_value(one["source_row"], problem) for one in found for problem in one["problems"])
    text = f"row {number}{_key(found[0])}: {'; '.join(dict.fromkeys(told))}"
    return Rejected(text, all(map(_is_known, found)))


def _is_known(row: Mapping[str, Any]) -> bool:
    unit = DATA_SETS[row["set"]].unit
    is_broken = any(problem.startswith(f"{unit}: ") for problem in row["problems"])
    return bool(row["source_row"]) and not is_broken


def _key(row: Mapping[str, Any]) -> str:
    cells = ((name, row["source_row"].get(name, "")) for name in DATA_SETS[row["set"]].key)
    return "".join(f", {name} {words.cut(value)}" for name, value in cells if value)


def _with_value(source_row: Mapping[str, str], problem: str) -> str:
    """A problem with the value of the column that it begins with.

    SAP's names stand before ours: `NETWR (Amount): is not a plain decimal number`.
    """
    column, _, what = problem.partition(": ")
    if column == OF_THE_ROW:
        return what
    value = source_row.get(column, source_row.get(column.partition(" (")[0]))
    return problem if value is None else f"{column} {words.cut(value)!r}: {what}"


def _changed(table: Table, delivery: Delivery, run: Run | None, before: Pins) -> Iterator[Changed]:
    scope = runs.scope_of(table, run.id) if run else runs.Scope()
    of_traffic = {
        "shipments": scope.shipments,
        "invoice_lines": scope.invoices,
        "report": scope.reported,
    }
    for name, count in delivery.changed.items():
        if not count:
            continue
        if name in REFERENCE:
            old, new = _snapshots(table, name, delivery, before)
        elif len(of_traffic[name]) <= MOST_UNITS:
            old, new = _units(table, name, delivery, of_traffic[name])
        else:
            yield Changed(name, 0, count, 0)
            continue
        yield Changed(
            name,
            added=len(new.keys() - old.keys()),
            changed=sum(old[unit] != new[unit] for unit in old.keys() & new.keys()),
            removed=len(old.keys() - new.keys()),
        )


Units = dict[str, list[dict[str, str]]]


def _snapshots(table: Table, name: str, delivery: Delivery, before: Pins) -> tuple[Units, Units]:
    after = replace(before, snapshots={name: delivery.sequence})
    return (
        by_unit(name, read_snapshot(table, name, before)),
        by_unit(name, read_snapshot(table, name, after)),
    )


def _units(table: Table, name: str, delivery: Delivery, units: Iterable[str]) -> tuple[Units, Units]:
    pins = read_pins(table)
    old, new = (
        {unit: read_unit(table, name, unit, replace(pins, sequences={name: sequence})) for unit in units}
        for sequence in (delivery.sequence - 1, delivery.sequence)
    )
    return {unit: rows for unit, rows in old.items() if rows}, {
        unit: rows for unit, rows in new.items() if rows
    }


def _remade(table: Table, run: Run) -> Iterator[Remade]:
    shipments = [name for number in range(1, run.chunks + 1) for name in runs.chunk(table, run.id, number)]
    heads = {name: head for name, head in entries.heads(table, shipments).items() if head.run == run.id}
    former = table.get_many(
        keys.entry_version(name, head.version - 1) for name, head in heads.items() if head.version > 1
    )
    before = {record.data["shipment"]: record.data for record in former.values()}
    explained = 0
    for name, head in sorted(heads.items()):
        one = _compared(head, before.get(name))
        explained += one.is_newly_held
        explain = one.is_newly_held and explained <= MOST_REASONS
        yield replace(one, why=_why(table, name)) if explain else one


def _compared(head: StoredEntry, then: Mapping[str, Any] | None) -> Remade:
    return Remade(
        head.shipment,
        head.totals["duty"],
        then["totals"]["duty"] if then else None,
        head.status != GENERATED,
        then["status"] != GENERATED if then else None,
    )


def _why(table: Table, shipment: str) -> str:
    found = entries.document(table, shipment)
    return words.findings(found["findings"]) if found else ""
