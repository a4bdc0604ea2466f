"""The audit trail: every change of state, by whom, in the transaction that makes it, chained by hashes.

Each row holds the hash of the row before it, so that none can be changed, dropped, added or moved without the
chain breaking. A day has several chains, so that work done side by side does not queue up for one of them.
When a day is over its chains are closed, and their heads go into a bucket where nobody can change them: a
chain that was cut off, made longer, or written anew as a whole shows there.

    hash of a row = SHA-256 over its canonical JSON, with the hash of the row before it
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from chalicelib.store import keys
from chalicelib.store.pages import canonical
from chalicelib.store.records import Absent, Below, Change, Condition, Equals, Put, Record
from chalicelib.store.table import Busy, Conflict, Spoiled, Table

PIPELINE = "pipeline"
"""Who makes a change that no person asked for."""
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
    """What there is to know of it, in texts and whole numbers; `before` and `after` where one took the place
    of the other."""


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
    closed: bool = False
    """Whether nothing is appended any more."""
    is_damaged: bool = False
    """Whether the table's record could not be read: count and hash are what the rows said instead."""


class DayClosed(Busy):
    """The day of an event is over and its heads are put away: what happens now belongs to a later one."""


def transact(table: Table, changes: Sequence[Change], *events: Event) -> None:
    """Make changes and append the events of one date that tell of them: all or nothing.

    Raises `Conflict` where one of the changes does not find what it expects. Where only the chain has grown
    in the meantime it is tried again; `Busy` after many times. Raises `DayClosed` for a day that is over:
    whoever was held up so long begins anew.
    """
    for _ in range(TRIES):
        appended = _append(table, events)
        try:
            table.transact([*changes, *appended])
        except Conflict as conflict:
            if any(change not in appended for change in conflict.changes) or not conflict.changes:
                raise
        else:
            return
    first = events[0]
    raise Busy(f"the audit trail of {first.at[:10]} grew {TRIES} times while {first.subject} was recorded")


def rows(table: Table, date: str, chain: int) -> Iterator[Row]:
    """The rows of a chain, in their order."""
    return (row_of(record, date, chain) for record in row_records(table, date, chain))


def row_records(table: Table, date: str, chain: int) -> Iterator[Record]:
    """The rows of a chain as they are stored, in the order of their keys."""
    yield from table.query(keys.audit_partition(date, chain), prefix="ROW#")


def row_records_after(table: Table, date: str, chain: int, number: int) -> Iterator[Record]:
    """The rows of a chain that stand behind a number, as they are stored."""
    first, last = (keys.audit_row(date, chain, row)[1] for row in (number + 1, keys.MOST))
    yield from table.query(keys.audit_partition(date, chain), start=first, end=last)


def rows_before(table: Table, date: str, chain: int, number: int, most: int | None = None) -> Iterator[Row]:
    """The rows of a chain that stand before a number, the last first; at most so many, if given."""
    first, last = keys.audit_row(date, chain, 0)[1], keys.audit_row(date, chain, number - 1)[1]
    partition = keys.audit_partition(date, chain)
    for record in table.query(partition, start=first, end=last, backwards=True, limit=most):
        yield row_of(record, date, chain)


def head(table: Table, date: str, chain: int) -> Head:
    """The end of a chain as the table has it; of an empty chain, count 0. Raises `Spoiled`."""
    return _head(date, chain, table.get(*keys.audit_head(date, chain)))


def readable_heads(table: Table, date: str) -> list[Head]:
    """The ends of those chains of a date whose heads can be read, by chain."""
    found = []
    for chain, record in _head_records(table, date):
        with suppress(Spoiled):
            found.append(_head(date, chain, record))
    return found


def ends(table: Table, date: str) -> list[int]:
    """The number of the last row of each chain of a date, by chain; 0 where it has none.

    As its head says, or, where that says nothing or cannot be read, the rows themselves.
    """
    said = {head.chain: head.count for head in readable_heads(table, date)}
    return [said.get(chain) or last_row(table, date, chain) for chain in range(keys.AUDIT_CHAINS)]


def last_row(table: Table, date: str, chain: int) -> int:
    """The number of the last row that a chain has, whatever its head says; 0 where it has none."""
    first, last = (keys.audit_row(date, chain, row)[1] for row in (0, keys.MOST))
    found = table.query(keys.audit_partition(date, chain), start=first, end=last, backwards=True, limit=1)
    return next((row_number(record) for record in found), 0)


def row_number(record: Record) -> int:
    """The place of a row by its key; 0 where the key is none that we make."""
    digits = record.sk.removeprefix("ROW#")
    return int(digits) if digits.isdecimal() and record.sk == f"ROW#{keys.number(int(digits))}" else 0


def _head_records(table: Table, date: str) -> Iterator[tuple[int, Record | None]]:
    places = [keys.audit_head(date, chain) for chain in range(keys.AUDIT_CHAINS)]
    found = table.get_many(places)
    yield from ((chain, found.get(place)) for chain, place in enumerate(places))


def close(table: Table, date: str) -> list[Head]:
    """See to it that nothing is appended to the chains of a date any more; their ends. Twice is once.

    A chain whose head cannot be read is left out: nothing can be appended to it as it is.
    """
    while True:
        ends = readable_heads(table, date)
        going_on = [end for end in ends if not end.closed]
        try:
            table.transact([Put(_head_record(replace(end, closed=True)), _as_read(end)) for end in going_on])
        except Conflict:
            continue
        return [replace(end, closed=True) for end in ends]


def row_hash(event: Event, date: str, chain: int, number: int, previous: str) -> str:
    """The hash of a row. Raises TypeError where its facts hold what JSON does not have."""
    said = {"date": date, "chain": chain, "number": number, "previous": previous, **_said(event)}
    return sha256(canonical(said, sort_keys=True)).hexdigest()


def row_of(record: Record, date: str, chain: int) -> Row:
    """A row from its record. Raises `Spoiled` for what is none."""
    match record.data:
        case {
            "at": str(at),
            "actor": str(actor),
            "action": str(action),
            "subject": str(subject),
            "facts": dict(facts),
            "number": int(number),
            "previous": str(previous),
            "hash": str(hashed),
        }:
            return Row(date, chain, number, Event(at, actor, action, subject, facts), previous, hashed)
    raise Spoiled(
        f"{record.sk} in chain {chain} of the audit trail of {date} cannot be read; verify the trail"
    )


def record_of(row: Row) -> Record:
    """The record of a row."""
    data = {**_said(row.event), "number": row.number, "previous": row.previous, "hash": row.hash}
    return Record(*keys.audit_row(row.date, row.chain, row.number), data)


def _said(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in Event.__slots__}


def _append(table: Table, events: Sequence[Event]) -> list[Change]:
    date = events[0].at[:10]
    last = head(table, date, keys.shard(events[0].subject, keys.AUDIT_CHAINS))
    if last.closed:
        raise DayClosed(f"{events[0].subject}: {date} is over and its audit trail closed; try again")
    grown, changes = last, []
    for event in events:
        row = _following(grown, event)
        changes.append(Put(record_of(row), (Absent(),)))
        grown = replace(grown, count=row.number, hash=row.hash)
    return [*changes, Put(_head_record(grown), _as_read(last))]


def _following(last: Head, event: Event) -> Row:
    if event.at[:10] != last.date:
        raise ValueError(f"{event.action} of {event.at} is no event of {last.date}; record it by itself")
    number = last.count + 1
    hashed = row_hash(event, last.date, last.chain, number, last.hash)
    return Row(last.date, last.chain, number, event, last.hash, hashed)


def _as_read(last: Head) -> tuple[Condition, ...]:
    """That a chain still ends where it was read to end, and goes on."""
    return (Equals("count", last.count), Below("closed", 1)) if last.count else (Absent(),)


def _head(date: str, chain: int, record: Record | None) -> Head:
    if record is None:
        return Head(date, chain, 0, FIRST)
    match record.data:
        case {"count": int(count), "hash": str(hashed), **more} if more in ({}, {"closed": 1}):
            return Head(date, chain, count, hashed, bool(more))
    raise Spoiled(f"the head of chain {chain} of the audit trail of {date} cannot be read; verify the trail")


def _head_record(end: Head) -> Record:
    data: dict[str, Any] = {"count": end.count, "hash": end.hash} | ({"closed": 1} if end.closed else {})
    return Record(*keys.audit_head(end.date, end.chain), data)
