"""The parity report: the business's files and the table, compared field by field, with the rule behind each
difference.

The comparing itself is given: `customs.parity`, which the deployed functions use, or `etl.parity_frames`,
which does the same with pandas at a desk.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from chalicelib.customs.declarations import Table as FileTable
from chalicelib.customs.parity import Parity, TableParity
from chalicelib.customs.rows import Dataset
from chalicelib.customs.tables import BUSINESS
from chalicelib.data_sets import TRAFFIC
from chalicelib.etl.csv_set import CsvSet, FileRead
from chalicelib.etl.mapping_rules import NO_RULE, Rule, rule_of, rule_of_order
from chalicelib.pipeline.parity_sides import both_sides
from chalicelib.store.datasets import read_pins
from chalicelib.store.pages import canonical
from chalicelib.store.parity import DIFFERENT, EQUAL, INCOMPLETE, SetParity, Summary
from chalicelib.store.table import Table

VALUE, ONLY_FILES, ONLY_TABLE, ORDER, UNREADABLE = "value", "only_files", "only_table", "order", "unreadable"
"""Kinds of differences: a field, a row of one side, a place in the order, a row of a file."""
DIGITS = 8


class Difference(NamedTuple):
    """Something that is not the same on both sides, and by which rule the table has its value."""

    set: str
    kind: str
    key: str
    column: str
    files: str
    """The value, or the place, in the files; what is wrong with a row that cannot be read."""
    table: str
    source: str
    """SAP's endpoint; empty where only files deliver it."""
    field: str
    rule: str


class Comparer(NamedTuple):
    """What compares, and the name by which the report says so."""

    name: str
    compare: Callable[[Dataset, Dataset], Parity]


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison in brief, and every difference."""

    summary: Summary
    differences: tuple[Difference, ...]


def plain() -> Comparer:
    """The comparer that needs no package."""
    from chalicelib.customs.parity import parity

    return Comparer("standard library", parity)


def with_pandas() -> Comparer:
    """The comparer for a desk. Raises `ImportError` where pandas is not installed."""
    from chalicelib.etl.parity_frames import name_of_comparer, parity

    return Comparer(name_of_comparer(), parity)


def compare(table: Table, files: CsvSet, comparer: Comparer, by: str, at: str) -> Report:
    """Compare the files with the table as it is visible now; `at` as times are stored."""
    pins = read_pins(table)
    sides = both_sides(table, pins, files)
    found = comparer.compare(sides.files, sides.table)
    pairs = {one.file: one for one in found.tables}
    compared = [
        (file, pairs[file.file], sides.read[file.file])
        for file in BUSINESS
        if file.name not in TRAFFIC or sides.read[file.file].there
    ]
    sets = tuple(_in_brief(*one) for one in compared)
    differences = tuple(each for one in compared for each in _differences(*one))
    content = [by, comparer.name, files.place, pins.revision, *map(asdict, sets), differences]
    summary = Summary(
        id=f"{''.join(filter(str.isdigit, at))}-{digest_of(content)}",
        made_at=at,
        by=by,
        place=files.place,
        comparer=comparer.name,
        revision=pins.revision,
        verdict=_worst(sets),
        findings=len(differences),
        sets=sets,
    )
    return Report(summary, differences)


def digest_of(told: Any) -> str:
    """What a content is known by."""
    return sha256(canonical(told)).hexdigest()[:DIGITS]


def document(report: Report) -> dict[str, Any]:
    """A report as a document: the summary, and each difference by names."""
    told = asdict(report.summary)
    del told["files"]
    sets = [{**asdict(one), "percent": one.percent} for one in report.summary.sets]
    return {"version": 1, **told, "sets": sets, "differences": [one._asdict() for one in report.differences]}


def describe(report: Report) -> Iterator[str]:
    """A report in lines: each data set, its differences, and at the end the verdict."""
    for one in report.summary.sets:
        if one.problem:
            yield f"{one.set}: {one.file} {one.problem}: not compared"
        else:
            counts = f"{one.rows} rows, {one.equal} equal ({one.percent} %), {one.differences} not"
            yield f"{one.set} ({one.file}): {counts}"
        yield from _told_of_set([each for each in report.differences if each.set == one.set], one.rows)
    compared = {one.set for one in report.summary.sets}
    for file in BUSINESS:
        if file.name not in compared:
            yield f"{file.name}: {file.file} is not there: not compared"
    yield {
        EQUAL: "100 % equal",
        DIFFERENT: "not equal",
        INCOMPLETE: "not equal: a file that has to be there cannot be used",
    }[report.summary.verdict]


def _in_brief(file: FileTable[Any], pair: TableParity, read: FileRead) -> SetParity:
    if read.problem:
        return SetParity(file.name, file.file, pair.rows_b, 0, INCOMPLETE, read.problem)
    elsewhere = {move.key for move in pair.moves} - {one.key for one in pair.differences}
    rows = pair.rows_a + len(pair.only_b) + len(read.left_out)
    same = pair.identical and not read.left_out
    return SetParity(file.name, file.file, rows, pair.equal - len(elsewhere), EQUAL if same else DIFFERENT)


def _differences(file: FileTable[Any], pair: TableParity, read: FileRead) -> Iterator[Difference]:
    if read.problem:
        return
    name, of_key = file.name, rule_of(file.file, _header(file, file.key[0]))
    for told in read.left_out:
        row, _, problem = told.partition(": ")
        yield _difference(name, UNREADABLE, row, "", problem, "", NO_RULE)
    for key in pair.only_a:
        yield _difference(name, ONLY_FILES, key, "", key, "", of_key)
    for key in pair.only_b:
        yield _difference(name, ONLY_TABLE, key, "", "", key, of_key)
    for _, key, column, a, b in pair.differences:
        yield _difference(name, VALUE, key, column, a, b, rule_of(file.file, column))
    for _, key, place_a, place_b in pair.moves:
        yield _difference(name, ORDER, key, "", str(place_a), str(place_b), rule_of_order(file.file))


def _difference(
    name: str, kind: str, key: str, column: str, files: str, table: str, rule: Rule
) -> Difference:
    return Difference(name, kind, key, column, files, table, *rule)


def _header(file: FileTable[Any], field: str) -> str:
    return next(column.header for column in file.columns if column.field == field)


def _worst(sets: tuple[SetParity, ...]) -> str:
    verdicts = {one.verdict for one in sets}
    return next(one for one in (INCOMPLETE, DIFFERENT, EQUAL) if one in verdicts)


def _told_of_set(differences: list[Difference], rows: int) -> Iterator[str]:
    if rows > 1 and [one.kind for one in differences] == [ONLY_TABLE] * rows:
        yield f"  all {rows} rows are only in the table: the files have none"
    else:
        yield from (f"  {_told(one)}" for one in differences)


def _told(one: Difference) -> str:
    said = {
        VALUE: f"{one.key}, column {one.column!r}: the files have {one.files!r}, the table {one.table!r}",
        ONLY_FILES: f"{one.key}: only in the files",
        ONLY_TABLE: f"{one.key}: only in the table",
        ORDER: f"{one.key}: place {one.files} in the files, place {one.table} in the table",
        UNREADABLE: f"{one.key} of the file is not taken: {one.files}",
    }[one.kind]
    return f"{said} [{one.source} {one.field}: {one.rule}]" if one.source else said
