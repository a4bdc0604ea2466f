"""Stored comparisons as they are shown: with numbered findings, and who has acknowledged which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from chalicelib.api import asking
from chalicelib.api import parameters as known
from chalicelib.api.cursors import Cursors
from chalicelib.api.paging import page_of
from chalicelib.api.replies import Problem
from chalicelib.store import acknowledgements, comparisons, keys
from chalicelib.store.acknowledgements import Acknowledgement, fingerprints
from chalicelib.store.comparisons import StoredComparison
from chalicelib.store.pages import unpack
from chalicelib.store.table import Record, Table

ROUTE = "/api/comparisons"
QUERY = (*known.PERIOD, known.COMPARISON_STATUS, *known.PAGE)
MOST_DAYS = 31
MOST_FINDINGS = 5_000
"""Findings on a page, but for the last comparison's."""
COUNTED = ("pass", "warn", "fail", "pending", "material", "minor", "info")
_SEVERITIES = COUNTED[4:]

Acknowledged = Mapping[tuple[str, str], Acknowledgement]


class Shown:
    """A stored comparison, unpacked once."""

    def __init__(self, record: Record) -> None:
        self.stored: StoredComparison = comparisons.comparison_of(record)
        self._body = record.body

    @cached_property
    def said(self) -> dict[str, Any]:
        """The comparison as it was stored."""
        found: dict[str, Any] = unpack(self._body)
        return found

    @property
    def findings(self) -> Sequence[Mapping[str, Any]]:
        """Its findings, in their order."""
        found: Sequence[Mapping[str, Any]] = self.said["findings"]
        return found

    @cached_property
    def fingerprints(self) -> list[str]:
        """What each finding is known by."""
        return fingerprints(self.findings)

    def document(self, table: Table) -> dict[str, Any]:
        """The comparison as an answer shows it, with its acknowledgements as they are now."""
        return self.document_with(
            acknowledgements.of_comparisons(table, [(self.stored.shipment, self.fingerprints)])
        )

    def document_with(self, acknowledged: Acknowledged) -> dict[str, Any]:
        """The comparison as an answer shows it."""
        stored = self.stored
        numbered = [
            {"n": number, **finding, "acknowledged": _shown(acknowledged.get((stored.shipment, known_by)))}
            for number, (finding, known_by) in enumerate(
                zip(self.findings, self.fingerprints, strict=True), start=1
            )
        ]
        head = {"id": stored.id, "version": stored.version, "compared_at": stored.compared_at}
        return {**head, **self.said, "findings": numbered}


@dataclass(slots=True)
class _Counts:
    numbers: dict[str, int]

    def add(self, shown: Shown) -> None:
        stored = shown.stored
        self.numbers[stored.status] += 1
        for severity in _SEVERITIES:
            self.numbers[severity] += int(getattr(stored, severity))


def listed(table: Table, cursors: Cursors, asked: Mapping[str, str]) -> dict[str, Any]:
    """A page of the current comparisons of some dates; the totals are those of the whole list.

    Raises `Problem`.
    """
    found = known.values(asked, QUERY)
    first, last = known.period(found, MOST_DAYS)
    begun = cursors.read(ROUTE, asked)
    counts = _Counts(dict(begun["totals"]) if begun else dict.fromkeys(COUNTED, 0))
    behind = (begun["date"], begun["shipment"]) if begun else ("", "")
    page, more = page_of(
        _found(table, first.isoformat(), last.isoformat(), found.get("status", ""), behind),
        found.get("limit", known.USUAL_ITEMS),
        lambda shown: shown.stored.material + shown.stored.minor + shown.stored.info,
        MOST_FINDINGS,
        None if begun else counts.add,
    )
    ends = {"date": page[-1].stored.entry_date, "shipment": page[-1].stored.shipment} if page else {}
    return {
        "comparisons": _documents(table, page),
        "totals": counts.numbers,
        "next": cursors.make(ROUTE, asked, {**ends, "totals": counts.numbers}) if more else None,
    }


def one(table: Table, identity: str) -> dict[str, Any]:
    """A comparison by its id as it stands in the path: `<shipment>.<version>`. Raises `Problem`."""
    return show(table, identity).document(table)


def show(table: Table, identity: str) -> Shown:
    """A stored comparison by its id as it stands in the path. Raises `Problem` if there is none."""
    name = asking.name_in_path(identity)
    shipment, _, version = name.rpartition(".")
    known_form = shipment and version.isascii() and version.isdigit() and len(version) <= 10
    record = table.get(*keys.comparison_version(shipment, int(version))) if known_form else None
    if record is None:
        raise Problem(404, "No such comparison", f"There is no comparison {name:.120}.")
    return Shown(record)


def _found(table: Table, first: str, last: str, status: str, behind: tuple[str, str]) -> Iterator[Shown]:
    for record in comparisons.of_period(table, max(first, behind[0]), last):
        shown = Shown(record)
        place = shown.stored.entry_date, shown.stored.shipment
        if place > behind and status in ("", shown.stored.status):
            yield shown


def _documents(table: Table, page: list[Shown]) -> list[dict[str, Any]]:
    acknowledged = acknowledgements.of_comparisons(
        table, [(shown.stored.shipment, shown.fingerprints) for shown in page]
    )
    return [shown.document_with(acknowledged) for shown in page]


def _shown(found: Acknowledgement | None) -> dict[str, str] | None:
    return asdict(found) if found else None
