"""Our customs lines compared with what was declared, line by line and field by field (R5.01 to R5.06).

    compare(entries, report, reference)     one Comparison per shipment

Most lines agree, and agreeing lines are cheap: both sides are put into one shape (`declared`) and settled by
`==`. Only what is left is matched (`matching`) and looked at field by field (`fields`).
"""

from collections.abc import Iterable

from chalicelib.customs.collector import collector_paused
from chalicelib.customs.compare.declared import (
    Declared,
    assemble,
    by_shipment,
    in_line_order,
    our_figures,
    reported_figures,
)
from chalicelib.customs.compare.fields import Standard
from chalicelib.customs.compare.findings import extra_lines, find
from chalicelib.customs.compare.headings import HeadingEnds
from chalicelib.customs.compare.matching import unequal
from chalicelib.customs.compare.restated import EntryFees
from chalicelib.customs.compare.results import Comparison, Discrepancy
from chalicelib.customs.compare.severity import FAIL, PASS, PENDING, status_of
from chalicelib.customs.compare.tolerances import DEFAULT, Tolerances
from chalicelib.customs.entries import GENERATED, Entry
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import ReportedTariff

__all__ = ["DEFAULT", "Comparison", "Discrepancy", "Tolerances", "compare"]


def compare(
    entries: Iterable[Entry],
    report: Iterable[ReportedTariff],
    reference: Reference,
    tolerances: Tolerances = DEFAULT,
) -> list[Comparison]:
    """Compare entries with the reported rows of the same shipments, by shipment.

    A shipment that is held, or that the report does not have, is `pending`; one that only the report has
    fails. Findings stand by our line number, then by field; lines that only the report has come last, in
    its order.
    """
    ends = HeadingEnds(reference.measures.rows)
    with collector_paused():
        reported = by_shipment(report)
        comparisons = [
            _compare_entry(entry, reported.pop(entry.shipment, []), reference, tolerances, ends)
            for entry in entries
        ]
        comparisons += [_unknown(shipment, rows, tolerances) for shipment, rows in reported.items()]
    comparisons.sort(key=lambda comparison: comparison.shipment)
    return comparisons


def _compare_entry(
    entry: Entry, rows: list[ReportedTariff], reference: Reference, tolerances: Tolerances, ends: HeadingEnds
) -> Comparison:
    shipment, day = entry.shipment, entry.entry_date
    if not rows or entry.status != GENERATED:
        return Comparison(shipment, day, PENDING, (), tolerances)
    ours = our_figures(entry.lines)
    figures, starts = reported_figures(rows)
    if ours == figures:
        return Comparison(shipment, day, PASS, (), tolerances)
    left, right = unequal(ours, figures, in_line_order(rows, starts))
    findings = find(
        [entry.lines[position] for position in left],
        [Declared._make(ours[position]) for position in left],
        [line for position in right for line in assemble(rows, starts, position)],
        Standard(tolerances, EntryFees(entry, reference.fees), ends, day),
    )
    return Comparison(
        shipment, day, status_of(finding.severity for finding in findings), findings, tolerances
    )


def _unknown(shipment: str, rows: list[ReportedTariff], tolerances: Tolerances) -> Comparison:
    """A shipment that only the report has: nothing to hold it against."""
    _, starts = reported_figures(rows)
    lines = [line for position in in_line_order(rows, starts) for line in assemble(rows, starts, position)]
    findings = tuple(extra_lines(lines, "UNKNOWN_SHIPMENT"))
    return Comparison(shipment, max(row.entry_date for row in rows), FAIL, findings, tolerances)
