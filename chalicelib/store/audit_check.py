"""Checks the audit trail of a date: whether each row is what was written, and where a chain is not whole.

Without what was put away, the rows are held against each other and against the chain's own head: whoever
writes a chain anew from some row to its end, the head included, is not seen. Against the heads that were put
away he is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from chalicelib.store import audit, keys
from chalicelib.store.audit import FIRST, Head
from chalicelib.store.table import Record, Spoiled, Table


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain is not what it was."""

    date: str
    chain: int
    number: int
    """Of the row; where rows are missing, of the first of them."""
    problem: str


def verify(table: Table, date: str, put_away: Mapping[int, Head] | None = None) -> list[Break]:
    """Every break in the chains of a date, by chain and row; against what was put away, if given."""
    found: list[Break] = []
    for chain in range(keys.AUDIT_CHAINS):
        empty = Head(date, chain, 0, FIRST)
        found += verify_chain(table, date, chain, None if put_away is None else put_away.get(chain, empty))
    return found


def verify_chain(table: Table, date: str, chain: int, put_away: Head | None = None) -> list[Break]:
    """Every break in one chain, by row. What is appended meanwhile belongs to it."""
    walk = _Walk(Head(date, chain, 0, FIRST), put_away)
    walk.go(audit.row_records(table, date, chain))
    try:
        head = audit.head(table, date, chain)
        while head.count > walk.last.count and walk.go(audit.row_records_after(table, *walk.place)):
            head = audit.head(table, date, chain)
        walk.found += _end(walk.last, head, put_away)
    except Spoiled:
        walk.found.append(_at(walk.last, walk.last.count, "the chain's head cannot be read"))
    if put_away:
        walk.found += _against(put_away, walk.then, walk.last)
    return sorted(walk.found, key=lambda one: one.number)


def end_by_rows(table: Table, date: str, chain: int) -> Head:
    """The end of a chain whose head cannot be read: that of its rows, whatever they are worth."""
    walk = _Walk(Head(date, chain, 0, FIRST), None)
    walk.go(audit.row_records(table, date, chain))
    return replace(walk.last, closed=True, is_damaged=True)


class _Walk:
    """A way along a chain: where it has come to, and what was found wrong."""

    def __init__(self, begin: Head, put_away: Head | None) -> None:
        self.last = begin
        """The end of what was seen."""
        self.then = FIRST
        """The hash that the row has now which was the last when the head was put away."""
        self.found: list[Break] = []
        self._put_away = put_away

    @property
    def place(self) -> tuple[str, int, int]:
        """Date, chain and number of the row that was seen last."""
        return self.last.date, self.last.chain, self.last.count

    def go(self, records: Iterable[Record]) -> bool:
        """Go on over some rows; whether there were any."""
        begin = self.last.count
        for record in records:
            self.last, breaks = _step(self.last, record)
            self.found += breaks
            if self._put_away and self.last.count == self._put_away.count:
                self.then = self.last.hash
        return self.last.count > begin


def _step(last: Head, record: Record) -> tuple[Head, list[Break]]:
    """The end of a chain after one more row, and what is wrong with that row."""
    expected, number = last.count + 1, audit.row_number(record)
    if number < expected:
        return last, [_at(last, expected, f"a record {record.sk!r} is none of the chain's rows")]
    missing = number - expected
    breaks = (
        [_at(last, expected, f"{missing} row{'s are' if missing > 1 else ' is'} missing")] if missing else []
    )
    problem = _problem(last, record, number, follows=not missing)
    if problem:
        breaks.append(_at(last, number, problem))
    hashed = record.data.get("hash")
    return replace(last, count=number, hash=hashed if isinstance(hashed, str) else ""), breaks


def _problem(last: Head, record: Record, number: int, *, follows: bool) -> str:
    """What is wrong with a row at its place; `follows`: no row is missing before it."""
    try:
        row = audit.row_of(record, last.date, last.chain)
        hashed = audit.row_hash(row.event, row.date, row.chain, number, row.previous)
        is_whole = audit.record_of(replace(row, number=number, hash=hashed)) == record
    except (Spoiled, TypeError):
        return "it cannot be read: a field is gone or of another kind"
    if row.number != number:
        return f"it is not what was written: it says that it is row {row.number}"
    if not is_whole:
        return "it is not what was written"
    if follows and row.previous != last.hash:
        return "it does not follow the row before it: one of the two is not what was written"
    return ""


def _end(last: Head, head: Head, put_away: Head | None) -> Iterator[Break]:
    """What is wrong with the chain's own head."""
    if head.count > last.count:
        yield _at(
            last, last.count + 1, f"it is missing, and all behind it: the head counts {head.count} rows"
        )
    elif head.count < last.count:
        yield _at(
            last, head.count + 1, f"it was added behind the chain's head, which counts {head.count} rows"
        )
    elif head.hash != last.hash:
        yield _at(last, last.count, "the chain's head has another hash than this row")
    elif put_away and put_away.count and last.count and not head.closed:
        yield _at(last, last.count, "the chain was opened again after its head was put away")


def _against(put_away: Head, then: str, last: Head) -> Iterator[Break]:
    """What is not as it was when the head was put away; `then` is the hash at its end now."""
    count = put_away.count
    if put_away.is_damaged:
        yield _at(last, count, "the chain's head could not be read: what was put away is what the rows said")
    if last.count < count:
        yield _at(last, last.count + 1, f"it is missing: a head of {count} rows was put away")
        return
    if then != put_away.hash:
        yield _at(last, count, "the chain was written anew: its hash is not the one that was put away")
    if last.count > count:
        yield _at(last, count + 1, f"it was added after the day: a head of {count} rows was put away")


def _at(last: Head, number: int, problem: str) -> Break:
    return Break(last.date, last.chain, number, problem)
