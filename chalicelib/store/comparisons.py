"""Comparisons in the table: the current one of each shipment and every one before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.store import audit, keys, versioning
from chalicelib.store.by_day import in_period, place
from chalicelib.store.entries import digest_of
from chalicelib.store.pages import pack, unpack
from chalicelib.store.table import Check, Equals, Put, Record, Table

BEFORE_IT_WAS_KEPT: dict[str, Any] = {"code_version": "", "told_in": "before", "measures": 0}
"""Of a comparison whose record does not say so yet: whoever made it has told of it."""


@dataclass(frozen=True, slots=True)
class StoredComparison:
    """A version of a shipment's comparison, as it is listed."""

    shipment: str
    entry_date: str
    status: str
    version: int
    digest: str
    entry_version: int
    """The version of the entry that was compared; 0 where only the report knows the shipment."""
    report_sequence: int
    """The delivery that the report's rows came with; 0 if it has none yet."""
    material: int
    minor: int
    info: int
    compared_at: str
    run: str
    checked: int
    """The newest revision that is known to give this comparison."""
    code_version: str
    """The newest version of the engine that is known to give it; empty: it was not kept yet."""
    told_in: str
    """The run that tells people of it; empty: no run has yet."""
    measures: int
    """The delivery of the measures that say which reported headings have ended; 0: there were none."""

    @property
    def id(self) -> str:
        """What the comparison is asked for by."""
        return f"{self.shipment}.{self.version}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A comparison as it was made, to be stored."""

    document: dict[str, Any]
    """The comparison in the JSON shape of `customs.compare.document`."""
    entry_version: int
    report_sequence: int
    revision: int
    code_version: str = ""
    measures: int = 0

    def digest(self) -> str:
        """SHA-256 of the document."""
        return digest_of(self.document)


def head(table: Table, shipment: str) -> StoredComparison | None:
    """The current comparison of a shipment."""
    record = table.get(*keys.comparison(shipment))
    return comparison_of(record) if record else None


def heads(table: Table, shipments: Sequence[str]) -> dict[str, StoredComparison]:
    """The current comparisons of many shipments, by shipment."""
    found = table.get_many([keys.comparison(shipment) for shipment in shipments])
    return {record.data["shipment"]: comparison_of(record) for record in found.values()}


def store(
    table: Table,
    outcome: Outcome,
    current: StoredComparison | None,
    at: str,
    run: str,
    actor: str = audit.PIPELINE,
    provided: Sequence[Check] = (),
) -> StoredComparison | None:
    """Make an outcome the next version of its comparison. None if it says what the current version says.

    `actor` is who asked for it. Raises `Conflict` if the comparison has changed since `current` was read, or
    was made of newer data, or if what is `provided` does not hold.
    """
    digest = outcome.digest()
    unchanged_since = versioning.as_read(current, outcome.revision)
    if current is not None and current.digest == digest:
        newer = {
            "checked": outcome.revision,
            "entry_version": outcome.entry_version,
            "report_sequence": outcome.report_sequence,
            "code_version": outcome.code_version,
            "measures": outcome.measures,
        }
        # A run may begin to tell of it at this moment, and what is noted must not wipe that out.
        still_untold = () if current.told_in else (Equals("told_in", ""),)
        conditions = (*unchanged_since, *still_untold)
        versioning.note_checked(table, keys.comparison(current.shipment), current, newer, conditions)
        return None
    comparison = _stored(outcome, digest, current.version + 1 if current else 1, at, run)
    former = keys.comparison_version(comparison.shipment, comparison.version)
    event = _event(comparison, current, actor)
    record = _record(comparison, pack(outcome.document))
    versioning.store(table, record, former, unchanged_since, event, provided)
    return comparison


def tell(table: Table, comparison: StoredComparison, run: str, provided: Sequence[Check]) -> StoredComparison:
    """Have a run tell of a current comparison, of which no run has told.

    Raises `Conflict` if another run tells of it, there is a newer one, or what is `provided` does not hold.
    """
    record = table.get(*keys.comparison(comparison.shipment))
    if record is not None:
        told = replace(record, data=record.data | {"told_in": run})
        checked = int(record.data["checked"])
        as_read = Equals("version", comparison.version), Equals("told_in", ""), Equals("checked", checked)
        table.transact([Put(told, as_read), *provided])
    return replace(comparison, told_in=run)


def document(table: Table, shipment: str, version: int | None = None) -> dict[str, Any] | None:
    """A comparison in the JSON shape of `customs.compare.document`, current or former."""
    key = keys.comparison(shipment) if version is None else keys.comparison_version(shipment, version)
    record = table.get(*key)
    if record is None:
        return None
    found: dict[str, Any] = unpack(record.body)
    return found


def of_period(table: Table, first: str, last: str, *, backwards: bool = False) -> Iterator[Record]:
    """The current comparisons' records of entry dates, by date and shipment; for showing."""
    return in_period(table, keys.comparisons_of_month, first, last, backwards=backwards)


def comparison_of(record: Record) -> StoredComparison:
    """A comparison from its record."""
    data = BEFORE_IT_WAS_KEPT | {
        name: record.data[name] for name in StoredComparison.__slots__ if name in record.data
    }
    whole = (
        "version", "entry_version", "report_sequence", "material", "minor", "info", "checked", "measures"
    )  # fmt: skip
    return StoredComparison(**(data | {name: int(data[name]) for name in whole}))


def _stored(outcome: Outcome, digest: str, version: int, at: str, run: str) -> StoredComparison:
    document = outcome.document
    severities = [finding["severity"] for finding in document["findings"]]
    return StoredComparison(
        shipment=document["shipment"],
        entry_date=document["entry_date"],
        status=document["status"],
        version=version,
        digest=digest,
        entry_version=outcome.entry_version,
        report_sequence=outcome.report_sequence,
        material=severities.count("material"),
        minor=severities.count("minor"),
        info=severities.count("info"),
        compared_at=at,
        run=run,
        checked=outcome.revision,
        code_version=outcome.code_version,
        told_in=run,
        measures=outcome.measures,
    )


def _event(comparison: StoredComparison, before: StoredComparison | None, actor: str) -> audit.Event:
    fields = "version", "status", "digest", "material", "minor", "info"
    made_from = "entry_version", "report_sequence", "measures"
    facts = versioning.told(before, comparison, *fields, *made_from) | {"run": comparison.run}
    subject = f"comparison {comparison.shipment}"
    return audit.Event(comparison.compared_at, actor, "comparison made", subject, facts)


def _record(comparison: StoredComparison, body: bytes) -> Record:
    """The comparison's record as the current one, listed by its entry date."""
    fields = {name: getattr(comparison, name) for name in StoredComparison.__slots__}
    listed = place(keys.comparisons_of_month, comparison.entry_date, comparison.shipment)
    return Record(*keys.comparison(comparison.shipment), fields, body, *listed)
