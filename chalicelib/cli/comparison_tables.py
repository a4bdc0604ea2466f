"""Comparisons as tables for a person: the verdict first, then what differs, what it costs and what to do."""

from collections import Counter
from collections.abc import Iterable, Sequence

from chalicelib.cli.tables import table, thousands, wrapped
from chalicelib.customs.compare.results import Comparison, Discrepancy
from chalicelib.customs.wording import counted

_STATUSES = ("fail", "warn", "pending", "pass")


def overview(comparisons: Sequence[Comparison]) -> Iterable[str]:
    """The verdict, a row per finding, and the advice for each."""
    if not comparisons:
        yield "No entries.\n"
        return
    yield f"{verdict(comparisons)}\n\n"
    found = [(comparison, finding) for comparison in comparisons for finding in comparison.findings]
    if found:
        yield f"{_findings(found)}\n\nWhat to do\n"
        yield from (
            f"{wrapped(f'{comparison.shipment} line {finding.line}: {finding.advice}')}\n"
            for comparison, finding in found
        )
        yield "\n"
    pending = [comparison.shipment for comparison in comparisons if comparison.status == "pending"]
    if pending:
        yield f"{wrapped('Pending, held or not reported yet: ' + ', '.join(pending), 0)}\n"


def verdict(comparisons: Sequence[Comparison]) -> str:
    """One sentence: how many entries fail, warn, wait or pass."""
    statuses = Counter(comparison.status for comparison in comparisons)
    parts = ", ".join(f"{statuses[status]} {status}" for status in _STATUSES if statuses[status])
    return f"{counted(len(comparisons), 'entry', 'entries')}: {parts}"


def _findings(found: Sequence[tuple[Comparison, Discrepancy]]) -> str:
    header = (
        "Shipment",
        "Entry date",
        "Line",
        "HTS",
        "Origin",
        "Severity",
        "Kind",
        "Expected",
        "Reported",
        "Duty effect USD",
    )
    rows = [
        (
            comparison.shipment,
            comparison.entry_date,
            finding.line,
            finding.hts,
            finding.origin,
            finding.severity,
            finding.kind,
            _short(finding.expected),
            _short(finding.reported),
            thousands(finding.duty_effect),
        )
        for comparison, finding in found
    ]
    return table(header, rows, right=[9])


def _short(value: str | None) -> str:
    """A value as far as a column holds it; lists of tariff numbers are told in full in the advice."""
    if value is None:
        return "–"
    return value if len(value) <= 24 else f"{value[:23]}…"
