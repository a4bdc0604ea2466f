"""Entries in the table: current, every version, their customs lines and trails.

One record holds an entry: what lists and sums need as fields, its customs lines as one packed page beside
them. Lines that do not fit are in pages of their own, trails always. Pages are filed under the hash of all
that the entry's version holds, so the same result written twice is the same bytes under the same key.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from chalicelib.store import audit, keys, versioning
from chalicelib.store.by_day import in_period, place
from chalicelib.store.datasets import Pins, pins_data, pins_of
from chalicelib.store.pages import canonical, in_pages, pack, unpack
from chalicelib.store.table import Record, Table

BODY_LIMIT = 300_000
"""Bytes of packed lines that an entry's own record holds; a record ends at 400 KB."""
HASH_DIGITS = 20


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """A version of an entry, as it is listed."""

    shipment: str
    entry_date: str
    status: str
    version: int
    digest: str
    """SHA-256 of the document: two versions that follow each other differ in it."""
    content: str
    """Hash of the document and its trails: what the pages are filed under."""
    pins: Pins
    """What it was made from."""
    materials: list[str]
    lines_of: dict[str, list[int]]
    """The numbers of the customs lines of each material that is on one; packaging is on none."""
    hts: list[str]
    generated_at: str
    code_version: str
    """The version of the engine that made it; of the current version, the newest that is known to give it."""
    totals: dict[str, str]
    duties: dict[str, str]
    """The duty in USD by heading or HTS number."""
    line_count: int
    finding_count: int
    advisory_count: int
    run: str
    checked: int
    """The newest revision that is known to give this version."""


@dataclass(frozen=True, slots=True)
class Result:
    """An entry as it was generated, to be stored."""

    document: dict[str, Any]
    """The entry in the JSON shape of `customs.publish`."""
    trails: Sequence[dict[str, Any]]
    materials: list[str]
    hts: list[str]
    pins: Pins
    code_version: str

    def digest(self) -> str:
        """SHA-256 of the document."""
        return digest_of(self.document)

    def content(self) -> str:
        """Hash of the document and the trails."""
        return digest_of([self.document, *self.trails])[:HASH_DIGITS]


def digest_of(document: Any) -> str:
    """SHA-256 of a document's canonical JSON."""
    return sha256(canonical(document)).hexdigest()


def head(table: Table, shipment: str) -> StoredEntry | None:
    """The current version of an entry."""
    record = table.get(*keys.entry(shipment))
    return _entry(record) if record else None


def heads(table: Table, shipments: Sequence[str]) -> dict[str, StoredEntry]:
    """The current versions of many entries, by shipment; what was never generated is missing."""
    found = table.get_many([keys.entry(shipment) for shipment in shipments])
    return {record.data["shipment"]: _entry(record) for record in found.values()}


def store(table: Table, result: Result, current: StoredEntry | None, at: str, run: str) -> StoredEntry | None:
    """Make a result the next version of its entry. None if it says what the current version says.

    Raises `Conflict` if the entry has changed since `current` was read, or was made of newer data already.
    """
    digest, revision = result.digest(), result.pins.revision
    unchanged_since = versioning.as_read(current, revision)
    if current is not None and current.digest == digest:
        key = keys.entry(current.shipment)
        newer = {"checked": revision, "code_version": result.code_version}
        versioning.note_checked(table, key, current, newer, unchanged_since)
        return None
    entry = _stored(result, digest, current.version + 1 if current else 1, at, run)
    pages, body = _lines(result.document, entry)
    table.put_many([*pages, *_trails(result.trails, entry)])
    former = keys.entry_version(entry.shipment, entry.version)
    event = _event(entry, current)
    versioning.store(table, _record(entry, body, len(pages)), former, unchanged_since, event)
    return entry


def document(table: Table, shipment: str, version: int | None = None) -> dict[str, Any] | None:
    """An entry in the JSON shape of `customs.publish`: its current version, or a former one."""
    key = keys.entry(shipment) if version is None else keys.entry_version(shipment, version)
    record = table.get(*key)
    return whole(table, record) if record else None


def whole(table: Table, record: Record) -> dict[str, Any]:
    """The document of an entry's record, with the lines that are in pages of their own."""
    found: dict[str, Any] = unpack(record.body)
    if record.data["line_pages"]:
        prefix = keys.entry_lines(record.data["shipment"], record.data["content"], 0)[1].rpartition("#")[0]
        pages = table.query(record.pk, prefix=f"{prefix}#")
        found["lines"] = [line for page in pages for line in unpack(page.body)]
    return found


def of_period(table: Table, first: str, last: str, *, backwards: bool = False) -> Iterator[Record]:
    """The current entries' records of a period, by date and shipment; for showing, not for deciding."""
    return in_period(table, keys.entries_of_month, first, last, backwards=backwards)


def versions(table: Table, shipment: str) -> list[StoredEntry]:
    """Every version of an entry, the newest first."""
    return [
        _entry(record) for record in table.query(keys.entry_partition(shipment), prefix="V#", backwards=True)
    ]


def trail(table: Table, entry: StoredEntry, line: int) -> dict[str, Any] | None:
    """The trail of one line of an entry's version."""
    first = keys.entry_trails(entry.shipment, entry.content, 0)[1]
    last = keys.entry_trails(entry.shipment, entry.content, line)[1]
    found = table.query(keys.entry_partition(entry.shipment), start=first, end=last, backwards=True, limit=1)
    for page in found:
        trails: list[dict[str, Any]] = unpack(page.body)
        position = line - int(page.data["first"])
        return trails[position] if position < len(trails) else None
    return None


def _stored(result: Result, digest: str, version: int, at: str, run: str) -> StoredEntry:
    document = result.document
    return StoredEntry(
        shipment=document["shipment"],
        entry_date=document["entry_date"],
        status=document["status"],
        version=version,
        digest=digest,
        content=result.content(),
        pins=result.pins,
        materials=result.materials,
        lines_of=_lines_of(result.trails),
        hts=result.hts,
        generated_at=at,
        code_version=result.code_version,
        totals=document["totals"],
        duties=_duties(document["lines"]),
        line_count=len(document["lines"]),
        finding_count=len(document["findings"]),
        advisory_count=len(document["advisories"]),
        run=run,
        checked=result.pins.revision,
    )


def _lines_of(trails: Sequence[Mapping[str, Any]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, trail in enumerate(trails, start=1):
        for material in {article["material"] for article in trail["articles"]}:
            found[material].append(number)
    return dict(sorted(found.items()))


def _duties(lines: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        for tariff in line["tariffs"]:
            found[tariff["code"]] += Decimal(tariff["duty"])
    return {code: str(duty) for code, duty in sorted(found.items())}


def _event(entry: StoredEntry, before: StoredEntry | None) -> audit.Event:
    action = "entry generated" if entry.status == "generated" else "entry held"
    facts = versioning.told(before, entry, "version", "status", "digest")
    facts |= {"run": entry.run, "revision": entry.pins.revision, "code_version": entry.code_version}
    return audit.Event(entry.generated_at, audit.PIPELINE, action, f"entry {entry.shipment}", facts)


def _lines(document: Mapping[str, Any], entry: StoredEntry) -> tuple[list[Record], bytes]:
    """The pages of lines beside the entry, none where they fit into it, and the entry's own body."""
    body = pack(document)
    if len(body) <= BODY_LIMIT:
        return [], body
    pages = [
        Record(*keys.entry_lines(entry.shipment, entry.content, position), {"lines": len(page)}, pack(page))
        for position, page in enumerate(in_pages(document["lines"]), start=1)
    ]
    return pages, pack({**document, "lines": []})


def _trails(trails: Sequence[dict[str, Any]], entry: StoredEntry) -> Iterator[Record]:
    first = 1
    for page in in_pages(trails):
        key = keys.entry_trails(entry.shipment, entry.content, first)
        yield Record(*key, {"first": first, "trails": len(page)}, pack(page))
        first += len(page)


def _record(entry: StoredEntry, body: bytes, line_pages: int) -> Record:
    """The entry's record as the current one, listed by its date."""
    fields = {name: getattr(entry, name) for name in StoredEntry.__slots__}
    fields |= {"pins": pins_data(entry.pins), "line_pages": line_pages}
    listed = place(keys.entries_of_month, entry.entry_date, entry.shipment)
    return Record(*keys.entry(entry.shipment), fields, body, *listed)


_NUMBERS = ("version", "line_count", "finding_count", "advisory_count", "checked")


def _entry(record: Record) -> StoredEntry:
    data = {name: record.data[name] for name in StoredEntry.__slots__}
    numbers = {name: int(data[name]) for name in _NUMBERS}
    lines_of = {name: [int(number) for number in lines] for name, lines in data["lines_of"].items()}
    return StoredEntry(**(data | numbers | {"pins": pins_of(data["pins"]), "lines_of": lines_of}))
