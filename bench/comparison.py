"""Measures comparing our lines with a customs report, against datacompy, a merge, and merely indexing one
side."""

from collections.abc import Iterable, Iterator

from bench.clock import medians
from bench.contenders import comparing
from bench.contenders.result import Unequal
from bench.declared import Case, Found, LineKey, Rows
from bench.figures import MICROSECONDS, Figure, at_least, at_most, fact
from bench.plan import Plan
from chalicelib.customs.compare import Comparison, compare
from chalicelib.customs.reading import rows_from_mappings
from chalicelib.customs.rows import ReportedTariff
from chalicelib.customs.tables import REPORT

LINES_PER_HUNDRED_ROWS = 132
"""Invoice lines that make about a hundred rows of the report."""


def comparison(plan: Plan) -> Iterator[Figure]:
    """From reported rows, typed or as delivered, to every finding with its duty effect and advice."""
    case = Case(plan.lines * LINES_PER_HUNDRED_ROWS // 100)
    ours, theirs = case.texts
    yield _found_by_all(case)
    times = medians(
        [
            lambda: compare(case.entries, case.theirs, case.reference),
            lambda: comparing.pandas_compare(case.ours, case.theirs),
            lambda: comparing.polars_compare(case.ours, case.theirs),
            lambda: comparing.merge(case.ours, case.theirs),
            lambda: indexed_rows(case.theirs),
            lambda: _from_texts(case),
            lambda: comparing.pandas_compare_texts(ours, theirs),
            lambda: comparing.polars_compare_texts(ours, theirs),
        ],
        plan.repeat,
    )
    typed, pandas, polars, merged, indexed, read, pandas_read, polars_read = (
        one / case.count * MICROSECONDS for one in times
    )
    yield at_least("typed rows to findings, per row", typed, pandas, 5, "us", "datacompy, pandas")
    yield at_least("typed rows to findings, per row", typed, polars, 2.5, "us", "datacompy, polars")
    yield at_least("typed rows to findings, per row", typed, merged, None, "us", "pandas merge, cells")
    yield at_most("typed rows to findings, per row", typed, indexed, 3, "us", "indexing one side")
    yield at_least("dicts of text, checked, to findings", read, pandas_read, None, "us", "datacompy, pandas")
    yield at_least("dicts of text, checked, to findings", read, polars_read, None, "us", "datacompy, polars")


def _from_texts(case: Case) -> list[Comparison]:
    return compare(case.entries, rows_from_mappings(REPORT, case.texts[1]), case.reference)


def _found_by_all(case: Case) -> Figure:
    """Everybody finds what was planned, from typed rows and from texts."""
    _must_find(case.planned, found_by_us(compare(case.entries, case.theirs, case.reference)), "compare")
    _must_find(case.planned, found_by_us(_from_texts(case)), "compare, from texts")
    for typed in (comparing.pandas_compare, comparing.polars_compare):
        _must_find(case.planned, comparing.found_by_datacompy(typed(case.ours, case.theirs)), typed.__name__)
    for read in (comparing.pandas_compare_texts, comparing.polars_compare_texts):
        _must_find(case.planned, comparing.found_by_datacompy(read(*case.texts)), read.__name__)
    _must_find(case.planned, comparing.found_by_merge(comparing.merge(case.ours, case.theirs)), "merge")
    planned = case.planned
    found = f"{len(planned.cells):,} / {len(planned.missing):,} / {len(planned.extra):,}"
    return fact(f"cells, missing, extra lines of {case.count:,} rows, found by all", found, True)


def indexed_rows(rows: Rows) -> dict[LineKey, list[ReportedTariff]]:
    """The floor: one side's rows by line, so that the other side could look them up."""
    lines: dict[LineKey, list[ReportedTariff]] = {}
    for row in rows:
        lines.setdefault((row.shipment, row.invoice, row.line), []).append(row)
    return lines


def found_by_us(comparisons: Iterable[Comparison]) -> Found:
    """What our findings say, as lines and fields."""
    cells, missing, extra = set(), set(), set()
    for one in comparisons:
        for finding in one.findings:
            line = (one.shipment, finding.invoice, finding.line)
            if finding.kind == "MISSING_LINE":
                missing.add(line)
            elif finding.kind == "EXTRA_LINE":
                extra.add(line)
            else:
                cells.add((line, finding.field))
    return Found(frozenset(cells), frozenset(missing), frozenset(extra))


def _must_find(planned: Found, found: Found, contender: str) -> None:
    for name, wanted, given in zip(Found._fields, planned, found, strict=True):
        if wanted != given:
            raise Unequal(
                f"{contender}, {name}: {sorted(wanted - given)[:3]} not found, "
                f"{sorted(given - wanted)[:3]} not planned"
            )
