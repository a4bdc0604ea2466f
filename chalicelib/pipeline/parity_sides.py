"""The two sides of a parity report: the business's files, and the table, each as a dataset.

Reference data are compared whole. Of the traffic the table has every year there ever was, the files a part:
compared is what the files name, and what the table has of the entry dates between their first and last.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from typing import NamedTuple

from chalicelib.customs.rows import Dataset
from chalicelib.data_sets import REFERENCE, TRAFFIC
from chalicelib.etl.csv_set import CsvSet, FileRead
from chalicelib.etl.sources import CSV_SOURCES
from chalicelib.pipeline.workshop import reference_of, traffic_of
from chalicelib.store.by_day import shipments_of_dates
from chalicelib.store.datasets import Pins, Rows, read_snapshot, read_unit
from chalicelib.store.table import Table

AT_ONCE = 8
"""Units that are read side by side: the time goes into waiting for the table."""
Sets = dict[str, Rows]


class Sides(NamedTuple):
    """Both sides, and how each file was read, by its name."""

    files: Dataset
    table: Dataset
    read: Mapping[str, FileRead]


def both_sides(table: Table, pins: Pins, files: CsvSet) -> Sides:
    """Read the files, and the part of the table that they are compared with."""
    read = {source.name: files.file(source.name) for source in CSV_SOURCES}
    told = {name: rows for one in read.values() for name, rows in one.sets.items()}
    of_files: Sets = {name: told.get(name, []) for name in (*REFERENCE, *TRAFFIC)}
    of_table: Sets = {name: read_snapshot(table, name, pins) for name in REFERENCE}
    of_table |= _traffic(table, pins, of_files, {name for name in TRAFFIC if name in told})
    return Sides(_dataset(of_files), _dataset(of_table), read)


def _traffic(table: Table, pins: Pins, files: Sets, there: set[str]) -> Sets:
    """The traffic of the table that the files are compared with; none of a set that the files have not."""
    shipments = _shipments(table, pins, files["shipments"])
    named = {row["Shipment"] for row in shipments}
    invoices = {row["Invoice"] for row in shipments} | {row["Invoice"] for row in files["invoice_lines"]}
    reported = named | {row["Shipment"] for row in files["report"]}
    return {
        "shipments": shipments,
        "invoice_lines": _units(table, pins, "invoice_lines", invoices) if "invoice_lines" in there else [],
        "report": _units(table, pins, "report", reported) if "report" in there else [],
    }


def _shipments(table: Table, pins: Pins, files: Rows) -> Rows:
    """The shipments that the files name, and those with an entry date between their first and last."""
    if not files:
        return []
    named = {row["Shipment"] for row in files}
    first, last = (pick(row["Entry Date"] for row in files) for pick in (min, max))
    rows = _units(table, pins, "shipments", named | set(shipments_of_dates(table, first, last)))
    return [row for row in rows if row["Shipment"] in named or first <= row["Entry Date"] <= last]


def _units(table: Table, pins: Pins, data_set: str, units: Iterable[str]) -> Rows:
    """The visible rows of units, by unit."""
    read: Callable[[str], Rows] = partial(_unit, table, data_set, pins)
    with ThreadPoolExecutor(AT_ONCE, "parity") as pool:
        return list(chain.from_iterable(pool.map(read, sorted(units))))


def _unit(table: Table, data_set: str, pins: Pins, unit: str) -> Rows:
    return read_unit(table, data_set, unit, pins)


def _dataset(sets: Sets) -> Dataset:
    reference = reference_of(sets)
    return reference._replace(**traffic_of(*(sets[name] for name in TRAFFIC)))
