"""Acknowledgements: somebody has seen a finding of a comparison, and says why it may stand.

An acknowledgement belongs to what a finding says, not to its number in a version of a comparison: a newer
version that still has the finding has it acknowledged, and one that differs in any figure has not. The line's
number does not count, because lines before it may come and go; of several findings that are alike in all
else, the first is the first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chalicelib.store import audit, keys
from chalicelib.store.comparisons import StoredComparison
from chalicelib.store.entries import digest_of
from chalicelib.store.table import Absent, Check, Delete, Equals, Put, Record, Table

DIGITS = 20
NOT_CONTENT = ("line", "advice")
"""Of a finding: where it stands, and words that follow from the rest."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Who acknowledged a finding, when, and why."""

    by: str
    at: str
    """ISO, UTC, to the second."""
    reason: str


def fingerprints(findings: Sequence[Mapping[str, Any]]) -> list[str]:
    """What each finding of a comparison is known by, in their order."""
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        content = {name: value for name, value in finding.items() if name not in NOT_CONTENT}
        alike = digest_of(sorted(content.items()))
        seen[alike] += 1
        made.append(digest_of([alike, seen[alike]])[:DIGITS])
    return made


def of_comparisons(
    table: Table, asked: Iterable[tuple[str, Sequence[str]]]
) -> dict[tuple[str, str], Acknowledgement]:
    """The acknowledgements of findings, by shipment and fingerprint; what has none is missing."""
    wanted = {
        keys.acknowledgement(shipment, finding): (shipment, finding)
        for shipment, findings in asked
        for finding in findings
    }
    found = table.get_many(wanted)
    return {wanted[key]: _acknowledgement(record) for key, record in found.items()}


def find(table: Table, shipment: str, finding: str) -> Acknowledgement | None:
    """The acknowledgement of a finding."""
    record = table.get(*keys.acknowledgement(shipment, finding))
    return _acknowledgement(record) if record else None


def acknowledge(
    table: Table,
    comparison: StoredComparison,
    finding: str,
    said: Mapping[str, Any],
    made: Acknowledgement,
) -> None:
    """Acknowledge a finding, of which `said` is what it says, and record that in the audit trail.

    Raises `Conflict` where the comparison has a newer version, or the finding is acknowledged already.
    """
    record = Record(*keys.acknowledgement(comparison.shipment, finding), asdict(made))
    event = _event("finding acknowledged", comparison, finding, said, made)
    audit.transact(table, [_still_current(comparison), Put(record, (Absent(),))], event)


def withdraw(
    table: Table,
    comparison: StoredComparison,
    finding: str,
    said: Mapping[str, Any],
    before: Acknowledgement,
    undone: Acknowledgement,
) -> None:
    """Undo an acknowledgement as it was read, and record that; `undone` says who, when and why.

    Raises `Conflict` where the comparison has a newer version, or the acknowledgement is another by now.
    """
    key = keys.acknowledgement(comparison.shipment, finding)
    gone = Delete(*key, (Equals("by", before.by), Equals("at", before.at)))
    event = _event("acknowledgement withdrawn", comparison, finding, said, undone)
    audit.transact(table, [_still_current(comparison), gone], event)


def _still_current(comparison: StoredComparison) -> Check:
    return Check(*keys.comparison(comparison.shipment), (Equals("version", comparison.version),))


def _event(
    action: str,
    comparison: StoredComparison,
    finding: str,
    said: Mapping[str, Any],
    made: Acknowledgement,
) -> audit.Event:
    told = {name: said[name] for name in ("kind", "severity", "invoice", "line", "field")}
    facts = {"comparison": comparison.id, "finding": finding, "reason": made.reason, **told}
    return audit.Event(made.at, made.by, action, f"comparison {comparison.shipment}", facts)


def _acknowledgement(record: Record) -> Acknowledgement:
    return Acknowledgement(**{name: record.data[name] for name in Acknowledgement.__slots__})
