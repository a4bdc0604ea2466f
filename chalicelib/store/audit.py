"""The audit trail: every change of state, by whom, in the transaction that makes it, chained by hashes.

Each row holds the hash of the row before it, so that none can be changed, dropped, added or moved without the
chain breaking. A day has several chains, so that work done side by side does not queue up for one of them;
what concerns one subject is always in the same one. At the end of a day the head of each chain goes into a
bucket where nobody can change it: a chain that was cut off or written anew as a whole shows there.

    hash of a row = SHA-256 over its canonical JSON, with the hash of the row before it
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from chalicelib.store import keys
from chalicelib.store.pages import canonical
from chalicelib.store.records import Absent, Change, Equals, Put, Record
from chalicelib.store.table import Busy, Conflict, Table

FIRST = "0" * 64
"""What the first row of a chain has in the place of a hash before it."""
TRIES = 60


@dataclass(frozen=True, slots=True)
class Event:
    """Something that changed."""

    at: str
    """ISO, UTC, to the second."""
    actor: str
    """Who: a user's name, or `pipeline`."""
    action: str
    """What was done, in the past: `entry generated`, `user disabled`."""
    subject: str
    """To what: `entry SH261100042`."""
    facts: dict[str, Any]
    """What there is to know of it: texts and whole numbers."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event in its chain."""

    date: str
    chain: int
    number: int
    """Counted from 1."""
    event: Event
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain."""

    date: str
    chain: int
    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain is not what it was."""

    date: str
    chain: int
    number: int
    problem: str


def transact(table: Table, changes: Sequence[Change], event: Event) -> None:
    """Make changes and append the event that tells of them: both or neither.

    Raises `Conflict` where one of the changes does not find what it expects. Where only the chain has grown
    in the meantime it is tried again; `Busy` after many times.
    """
    for _ in range(TRIES):
        appended = _append(table, event)
        try:
            table.transact([*changes, *appended])
        except Conflict as conflict:
            if any(change not in appended for change in conflict.changes) or not conflict.changes:
                raise
        else:
            return
    raise Busy(f"the audit trail of {event.at[:10]} grew {TRIES} times while {event.subject} was recorded")


def rows(table: Table, date: str, chain: int) -> Iterator[Row]:
    """The rows of a chain, in their order."""
    for record in table.query(keys.audit_partition(date, chain), prefix="ROW#"):
        yield _row(record, date, chain)


def rows_before(table: Table, date: str, chain: int, number: int) -> Iterator[Row]:
    """The rows of a chain that stand before a number, the last first."""
    first, last = keys.audit_row(date, chain, 0)[1], keys.audit_row(date, chain, number - 1)[1]
    for record in table.query(keys.audit_partition(date, chain), start=first, end=last, backwards=True):
        yield _row(record, date, chain)


def head(table: Table, date: str, chain: int) -> Head:
    """The end of a chain as the table has it; of an empty chain, count 0."""
    record = table.get(*keys.audit_head(date, chain))
    if record is None:
        return Head(date, chain, 0, FIRST)
    return Head(date, chain, int(record.data["count"]), record.data["hash"])


def verify(table: Table, date: str, anchors: dict[int, Head] | None = None) -> list[Break]:
    """Every break in the chains of a date, against the `anchors` that were put away, by chain, if given."""
    return [
        found
        for chain in range(keys.AUDIT_CHAINS)
        for found in _breaks(table, date, chain, (anchors or {}).get(chain))
    ]


def row_hash(event: Event, date: str, chain: int, number: int, previous: str) -> str:
    """The hash of a row."""
    said = {"date": date, "chain": chain, "number": number, "previous": previous, **asdict(event)}
    return sha256(canonical(said, sort_keys=True)).hexdigest()


def _append(table: Table, event: Event) -> list[Change]:
    date = event.at[:10]
    chain = keys.shard(event.subject, keys.AUDIT_CHAINS)
    last = head(table, date, chain)
    number = last.count + 1
    hashed = row_hash(event, date, chain, number, last.hash)
    data = {**asdict(event), "number": number, "previous": last.hash, "hash": hashed}
    as_read = (Equals("count", last.count),) if last.count else (Absent(),)
    return [
        Put(Record(*keys.audit_row(date, chain, number), data), (Absent(),)),
        Put(Record(*keys.audit_head(date, chain), {"count": number, "hash": hashed}), as_read),
    ]


def _breaks(table: Table, date: str, chain: int, anchor: Head | None) -> Iterator[Break]:
    expected = Head(date, chain, 0, FIRST)
    anchored = anchor is None or anchor.count == 0
    for row in rows(table, date, chain):
        if row.number != expected.count + 1:
            yield Break(date, chain, expected.count + 1, f"rows are missing or added before {row.number}")
        elif row.previous != expected.hash:
            yield Break(date, chain, row.number, "it does not follow the row before it")
        if row_hash(row.event, date, chain, row.number, row.previous) != row.hash:
            yield Break(date, chain, row.number, "it is not what was written")
        expected = replace(expected, count=row.number, hash=row.hash)
        anchored = anchored or expected == anchor
    if not anchored and anchor is not None:
        problem = f"the chain is not the one whose head was put away with {anchor.count} rows"
        yield Break(date, chain, min(anchor.count, expected.count), problem)
    if expected != head(table, date, chain):
        yield Break(date, chain, expected.count, "rows are missing at the end")


def _row(record: Record, date: str, chain: int) -> Row:
    data = record.data
    event = Event(data["at"], data["actor"], data["action"], data["subject"], data["facts"])
    return Row(date, chain, int(data["number"]), event, data["previous"], data["hash"])
