"""Comparison of our lines with the customs report: `compare(tables, law)` gives the JSON shape.

Findings stand in the order of our lines, then extra lines in the order of the report; within a line in the
order hts, origin, tariffs (missing in our order, extra and dead in reported order, then WRONG_ORDER), value,
quantity, unit, net weight, gross weight, duty (our order, Chapter 1-97 last), mpf, hmf.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .books import Books, Rows, open_books
from .exact import number
from .fields import field_findings, look_alike_findings
from .findings import ADVICE, Finding, Pair, line_finding
from .generate import Entry, entries_of
from .matching import Reported, match, reported_lines

DEFAULT_TOLERANCES = {
    "value": "0",
    "duty": "0.01",
    "mpf": "0.01",
    "hmf": "0.01",
    "quantity": "0",
    "net_weight_share": "0.005",
    "net_weight_kg": "1",
    "net_weight_info_share": "0.05",
    "gross_weight_share": "0.05",
    "gross_weight_kg": "5",
    "match_value_share": "0.01",
    "material_duty_effect": "20",
}
"""All inclusive: a difference equal to a tolerance is within it."""

ALWAYS_MATERIAL = {
    "HTS",
    "ORIGIN",
    "QUANTITY",
    "UNIT",
    "MISSING_CH99",
    "EXTRA_CH99",
    "DEAD_PROGRAM",
    "WRONG_ORDER",
    "MISSING_LINE",
    "EXTRA_LINE",
}

Comparisons = dict[str, list[dict[str, Any]]]


def compare(
    tables: Mapping[str, Rows], law: Mapping[str, Rows], tolerances: Mapping[str, str] | None = None
) -> Comparisons:
    """Every shipment, ours or only reported, sorted by shipment; tolerances not given keep their default."""
    books = open_books(tables, law)
    limits = {**DEFAULT_TOLERANCES, **(tolerances or {})}
    reported = reported_lines(books.report)
    entries = {entry.shipment: entry for entry in entries_of(books)}
    shipments = sorted({*entries, *(line.shipment for line in reported)})
    return {
        "comparisons": [
            comparison(
                books,
                limits,
                shipment,
                entries.get(shipment),
                [line for line in reported if line.shipment == shipment],
            )
            for shipment in shipments
        ]
    }


def comparison(
    books: Books,
    limits: Mapping[str, str],
    shipment: str,
    entry: Entry | None,
    reported: Sequence[Reported],
) -> dict[str, Any]:
    """One shipment: pending while held or not reported at all, never pass."""
    if entry is None:
        findings = [line_finding("EXTRA_LINE", reported=line) for line in reported]
        entry_date = max(line.entry_date for line in reported)
    else:
        entry_date = entry.header.entry_date
        findings = [] if entry.gaps else entry_findings(books, limits, entry, reported)
    pending = entry is not None and (bool(entry.gaps) or not reported)
    shown = [] if pending else [finding_json(finding, limits) for finding in findings]
    return {
        "shipment": shipment,
        "entry_date": entry_date,
        "status": "pending" if pending else status_of(shown),
        "findings": shown,
    }


def entry_findings(
    books: Books, limits: Mapping[str, str], entry: Entry, reported: Sequence[Reported]
) -> list[Finding]:
    """The findings of a generated entry: line by line, then the lines only the report has."""
    matched = match(entry.lines, reported, number(limits["match_value_share"]))
    findings: list[Finding] = []
    for place, line in enumerate(entry.lines):
        if place in matched.missing:
            findings.append(line_finding("MISSING_LINE", ours=line, place=place))
            continue
        alike = place in matched.look_alike
        their = reported[matched.look_alike[place] if alike else matched.same_article[place]]
        pair = Pair(books, entry.header, limits, line, place, their)
        findings += look_alike_findings(pair) if alike else []
        findings += field_findings(pair, with_tariffs=not alike)
    return findings + [line_finding("EXTRA_LINE", reported=reported[place]) for place in matched.extra]


def severity_of(finding: Finding, limits: Mapping[str, str]) -> str:
    """Material by kind or by a duty effect of $20 or more either way; a small net weight info; else minor."""
    large = abs(finding.duty_effect) >= number(limits["material_duty_effect"])
    if finding.kind in ALWAYS_MATERIAL or large:
        return "material"
    return "info" if finding.only_info else "minor"


def status_of(findings: Sequence[Mapping[str, Any]]) -> str:
    """Fail with something material, warn with something minor, else pass."""
    severities = {finding["severity"] for finding in findings}
    return "fail" if "material" in severities else "warn" if "minor" in severities else "pass"


def finding_json(finding: Finding, limits: Mapping[str, str]) -> dict[str, Any]:
    """One finding as it is printed."""
    return {
        "kind": finding.kind,
        "severity": severity_of(finding, limits),
        "invoice": finding.invoice,
        "hts": finding.hts,
        "origin": finding.origin,
        "line": finding.line,
        "field": finding.field,
        "expected": finding.expected,
        "reported": finding.reported,
        "difference": finding.difference,
        "duty_effect": finding.duty_effect_text,
        "advice": ADVICE[finding.kind],
    }
