"""Uploads: files that people send through the web app, each looked at and confirmed before it is landed.

An upload waits for its file, is checked, and then for a person to confirm or refuse it. Each change of its
state names the edition that it was read in, so that of several at once one is made, and stands in the audit
trail. Two states are never written: an upload that nobody has decided on in time is *expired*, and one that
is confirmed becomes *loaded*, or *refused* after all, by what becomes of its delivery.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from chalicelib.store import audit, deliveries, keys
from chalicelib.store.audit import Event
from chalicelib.store.pages import in_pages, pack, unpack
from chalicelib.store.table import Absent, Change, Delete, Equals, Put, Record, Table

WAITING, CHECKING, READY = "waiting", "checking", "ready"
REFUSED, CONFIRMED, LOADED, EXPIRED = "refused", "confirmed", "loaded", "expired"
UNDECIDED = (WAITING, CHECKING, READY)
LATE = {
    WAITING: "Its file did not arrive in time. Upload it again.",
    CHECKING: "Its check did not come to an end in time. Upload the file again.",
    READY: "Nobody has decided on it in time. Upload the file again.",
}
"""Why an upload has expired, by the state that it was in."""
KIND = "UPLOAD"
LISTED_MONTHS = 13
MOST_REJECTED = 20_000
"""Rejected rows that are kept of an upload; a file with more has one fault in all its rows."""


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload as it is stored. Times are ISO, UTC; empty and 0 where nothing has happened yet."""

    id: str
    file_name: str
    """As the person's computer calls it; never part of a key."""
    source: str
    """What it is taken for: the name of a business file."""
    by: str
    created_at: str
    size: int
    """Bytes: as announced, and once it is there, as it is."""
    lapses: int
    """Epoch seconds from which on it has expired, unless it is decided by then."""
    kept_until: int
    """Epoch seconds at which its record goes away; 0: it stays."""
    stamp: str
    """Says which writing this is, so that one whose answer was lost can be told from another like it."""
    state: str = WAITING
    since: str = ""
    """When it came into its state."""
    edition: int = 1
    """Raised by one with every writing."""
    bucket: str = ""
    version: str = ""
    """The version of the object that is this upload: the first of which was told."""
    sha256: str = ""
    counts: Mapping[str, Any] = field(default_factory=dict)
    """`rows`, `rejected`, `withheld`, and under `changed` per data set how many units are what."""
    shrinks: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By set that only a person may want, its rows `before`, those `taken` of the file, and all `after`."""
    affected_entries: int = 0
    held_entries: int = 0
    """Those that would be held, since they name what would not be there any more."""
    digest: str = ""
    """SHA-256 over everything that it changes, before and after."""
    revision: int = 0
    """The revision of the visible data that it was compared with."""
    seconds: int = 0
    """How long the check took."""
    problem: str = ""
    decided_by: str = ""
    decided_at: str = ""
    business_date: str = ""
    delivery: int = 0
    """The sequence that it is landed under."""
    findings: bytes = b""
    """Its problems and samples of its changes, packed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An upload, and what has become of it by now."""

    upload: Upload
    state: str
    problem: str
    run: str
    """The run that its delivery has started."""


def begin(table: Table, upload: Upload, event: Event) -> None:
    """Record a new upload, whose file is waited for."""
    audit.transact(table, [Put(_record(upload), (Absent(),)), in_hand(upload)], event)


def advance(table: Table, before: Upload, after: Upload, event: Event, *more: Change) -> Upload:
    """Put an upload into its next state, and answer it. Raises `Conflict` where it is not in `before`."""
    written = replace(after, edition=before.edition + 1)
    changes = [Put(_record(written), (Equals("edition", before.edition),)), *more]
    audit.transact(table, changes, event)
    return written


def find(table: Table, upload_id: str) -> Upload | None:
    """An upload by its id."""
    record = table.get(*keys.upload(upload_id))
    return _upload(record) if record else None


def latest(table: Table, today: date, limit: int) -> list[Upload]:
    """The uploads of the last months, the newest first, as they are now."""
    listed: list[Record] = []
    for month in _months(today):
        if len(listed) < limit:
            rest = limit - len(listed)
            listed += table.query_index(keys.uploads_of(month), backwards=True, limit=rest)
    # The index is late: what it lists is read again.
    return [_upload(record) for record in table.get_many([record.key for record in listed]).values()]


def shown(table: Table, uploads: Sequence[Upload], now: int) -> list[Shown]:
    """Uploads with what has become of them at a moment in epoch seconds."""
    landed = table.get_many([keys.delivery(upload.delivery) for upload in uploads if upload.delivery])
    return [_shown(upload, landed.get(keys.delivery(upload.delivery)), now) for upload in uploads]


def is_open(upload: Upload, now: int) -> bool:
    """Whether an upload can still be decided on."""
    return upload.state in UNDECIDED and now < upload.lapses


def in_hand(upload: Upload) -> Put:
    """The change that notes that an upload is not done with, so that it is not forgotten."""
    return Put(Record(*keys.waiting(KIND, upload.id), {"since": upload.since}))


def out_of_hand(upload: Upload) -> Delete:
    """The change that notes that nothing is left to be done."""
    return Delete(*keys.waiting(KIND, upload.id))


def unfinished(table: Table) -> Iterator[Upload]:
    """Uploads whose file has not come, or whose check or landing was begun and not ended."""
    for record in table.query(keys.waiting_partition(KIND)):
        upload = find(table, record.sk)
        if upload is not None:
            yield upload


def keep_rejected(table: Table, upload: Upload, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep rows that would be lost, each with its number and its problems, as long as the upload."""
    pages = in_pages(list(rows[:MOST_REJECTED]))
    table.put_many(
        Record(
            *keys.upload_rejected(upload.id, position),
            {"rows": len(page)},
            pack(page),
            expires_at=upload.kept_until,
        )
        for position, page in enumerate(pages, start=1)
    )


def rejected(table: Table, upload_id: str) -> Iterator[dict[str, Any]]:
    """The rows that were kept, in their order."""
    for record in table.query(keys.upload(upload_id)[0], prefix="REJECTED#"):
        yield from unpack(record.body)


def _months(today: date) -> Iterator[str]:
    first = today.replace(day=1)
    for _ in range(LISTED_MONTHS):
        yield first.isoformat()[:7]
        first = (first - timedelta(days=1)).replace(day=1)


def _shown(upload: Upload, delivery: Record | None, now: int) -> Shown:
    if delivery is not None and delivery.data["state"] in deliveries.GOOD:
        return Shown(upload, LOADED, "", delivery.data["run"])
    if delivery is not None and delivery.data["state"] in deliveries.FINISHED:
        return Shown(upload, REFUSED, delivery.data["problem"], "")
    if upload.state in UNDECIDED and not is_open(upload, now):
        return Shown(upload, EXPIRED, LATE[upload.state], "")
    return Shown(upload, upload.state, upload.problem, "")


def _record(upload: Upload) -> Record:
    data = {name: getattr(upload, name) for name in Upload.__slots__ if name != "findings"}
    return Record(
        *keys.upload(upload.id),
        data,
        upload.findings,
        gsi1pk=keys.uploads_of(upload.created_at[:7]),
        gsi1sk=upload.created_at + upload.id,
        expires_at=upload.kept_until or None,
    )


def _upload(record: Record) -> Upload:
    return Upload(**record.data, findings=record.body)
