"""The chains of the audit trail: changes and their events stand and fall together, side by side as well.

H3, H4.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any

import pytest

from chalicelib.store import audit, audit_check, audit_heads, keys
from chalicelib.store.audit import DayClosed, Event, Head
from chalicelib.store.memory import MemoryTable
from chalicelib.store.records import Absent, Equals, Key, Put, Record
from chalicelib.store.table import Busy, Conflict, Spoiled, Table
from tests.pipeline.interleaving import STAYS, Interleaving

DATE = "2026-11-23"


def event(subject: str, at: str = f"{DATE}T14:00:00Z") -> Event:
    return Event(at, audit.PIPELINE, "entry generated", subject, {"after": {"version": 1, "digest": "ab"}})


def entry(number: int) -> Put:
    """The first version of an entry."""
    return Put(Record(f"ENTRY#{number}", "HEAD", {"version": 1}), (Absent(),))


def subjects(table: Table, date: str = DATE) -> list[str]:
    chains = range(keys.AUDIT_CHAINS)
    return [row.event.subject for chain in chains for row in audit.rows(table, date, chain)]


# One after the other


def test_a_change_and_its_event_are_one(table: Table) -> None:
    """H3: both, or neither."""
    audit.transact(table, [entry(1)], event("entry 1"))
    with pytest.raises(Conflict) as refused:
        audit.transact(table, [entry(2), entry(1)], event("entry 2"))
    assert [change.key for change in refused.value.changes] == [("ENTRY#1", "HEAD")]
    assert table.get("ENTRY#2", "HEAD") is None
    assert subjects(table) == ["entry 1"]
    assert audit_check.verify(table, DATE) == []


def test_several_events_of_one_change_follow_each_other(table: Table) -> None:
    told = [event(f"entry {number}") for number in range(5)]
    audit.transact(table, [entry(1)], *told)
    audit.transact(table, [], told[0])
    chain = keys.shard("entry 0", keys.AUDIT_CHAINS)
    rows = list(audit.rows(table, DATE, chain))
    assert [row.event for row in rows] == [*told, told[0]]
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert audit.head(table, DATE, chain) == Head(DATE, chain, 6, rows[-1].hash)
    assert audit_check.verify(table, DATE) == []


def test_events_of_two_days_are_not_one_change() -> None:
    with pytest.raises(ValueError, match="no event of 2026-11-23"):
        audit.transact(MemoryTable(), [], event("entry 1"), event("entry 2", "2026-11-24T00:00:00Z"))


def test_what_json_does_not_have_is_refused_before_anything_is_done() -> None:
    table = MemoryTable()
    with pytest.raises(TypeError):
        audit.transact(table, [entry(1)], Event(f"{DATE}T14:00:00Z", "ann", "done", "x", {"n": object()}))
    assert table.get("ENTRY#1", "HEAD") is None


def test_a_trail_that_cannot_be_written_keeps_the_change_from_being_made() -> None:
    """H4: the command fails."""

    def refuse(operation: str, asked: Sequence[Key]) -> None:
        if any(pk.startswith("AUDIT#") for pk, _ in asked):
            raise Busy("the trail takes nothing")

    table = MemoryTable(before=refuse)
    with pytest.raises(Busy):
        audit.transact(table, [entry(1)], event("entry 1"))
    table.before = lambda operation, asked: None
    assert table.get("ENTRY#1", "HEAD") is None


def test_a_head_that_somebody_spoiled_is_said_and_nothing_appended() -> None:
    """H4."""
    table = MemoryTable()
    chain = keys.shard("entry 1", keys.AUDIT_CHAINS)
    table.put(Record(*keys.audit_head(DATE, chain), {"count": "many", "hash": ""}))
    with pytest.raises(Spoiled, match=f"chain {chain} of the audit trail of {DATE}"):
        audit.transact(table, [entry(1)], event("entry 1"))
    assert table.get("ENTRY#1", "HEAD") is None


# A day that is over


def test_nothing_is_appended_to_a_day_that_is_closed(table: Table) -> None:
    audit.transact(table, [entry(1)], event("entry 1"))
    heads = audit.close(table, DATE)
    assert [head.count for head in heads if head.count] == [1]
    assert all(head.closed for head in heads)
    for number in range(2, 20):
        with pytest.raises(DayClosed, match=f"{DATE} is over"):
            audit.transact(table, [entry(number)], event(f"entry {number}"))
        assert table.get(f"ENTRY#{number}", "HEAD") is None
    assert audit.close(table, DATE) == heads
    assert subjects(table) == ["entry 1"]
    audit.transact(table, [entry(2)], event("entry 2", "2026-11-24T00:00:01Z"))


@pytest.mark.parametrize("seed", range(60))
def test_a_day_is_closed_while_changes_are_made(seed: int) -> None:
    """Whatever is done at once: what the heads say is what there is, and nothing comes after it."""
    random, table = Random(seed), MemoryTable()
    closed: list[list[Head]] = []
    works: list[Callable[[], object]]
    works = [partial(audit.transact, table, [entry(n)], event(f"entry {n}")) for n in range(6)]
    jobs = [*works[:4], lambda: closed.append(audit.close(table, DATE)), *works[4:]]
    errors = Interleaving(table, random).run(jobs, crash_chance=0.2)
    table.before = lambda operation, asked: None
    assert all(isinstance(error, DayClosed) for error in errors)
    made = [n for n in range(6) if table.get(f"ENTRY#{n}", "HEAD")]
    assert sorted(subjects(table)) == [f"entry {n}" for n in made]
    put_away = {head.chain: head for head in closed[0]} if closed else None
    assert audit_check.verify(table, DATE, put_away) == []
    assert put_away is None or sum(head.count for head in put_away.values()) == len(made)


def test_what_is_appended_while_it_is_verified_is_no_break() -> None:
    """The head is read after the rows, and may count more of them; those are looked at, too."""
    table, left = MemoryTable(), list(range(5))
    audit.transact(table, [], event("entry 1"))
    chain = keys.shard("entry 1", keys.AUDIT_CHAINS)
    head = keys.audit_head(DATE, chain)

    def append(operation: str, asked: Sequence[Key]) -> None:
        if left and operation == "get" and list(asked) == [head]:
            left.pop()
            table.before = lambda operation, asked: None
            audit.transact(table, [], event("entry 1"))
            table.before = append

    table.before = append
    assert audit_check.verify(table, DATE) == []
    assert left == []
    table.delete_many([keys.audit_row(DATE, chain, 6)])
    [found] = audit_check.verify(table, DATE)
    assert (found.chain, found.number) == (chain, 6)


# Side by side


class Turns(Random):
    """Draws whose turn it is; nobody has two on end."""

    def choice(self, seq: Any) -> Any:
        return STAYS[0] if seq is STAYS else super().choice(seq)


def attempts(writers: int, each: int) -> float:
    """How often an event is tried by writers that do nothing but write, one call at a time."""
    table, tried = MemoryTable(), Counter[str]()

    def write(writer: int) -> None:
        for number in range(each):
            name = f"SH{writer:03d}{number:03d}"
            audit.transact(table, [], event(f"entry {name}"))

    interleaving = Interleaving(table, Turns(writers))
    turns = table.before

    def counted(operation: str, asked: Sequence[Key]) -> None:
        tried[operation] += 1
        turns(operation, asked)

    table.before = counted
    errors = interleaving.run([partial(write, writer) for writer in range(writers)], crash_chance=0)
    table.before = lambda operation, asked: None
    assert errors == []
    assert len(subjects(table)) == writers * each
    assert audit_check.verify(table, DATE) == []
    return tried["transact"] / (writers * each)


def test_writers_side_by_side_seldom_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty at once, with nothing in between: half are tried again; in one chain all, and often."""
    assert attempts(20, 25) < 1.6
    monkeypatch.setattr(keys, "AUDIT_CHAINS", 1)
    assert attempts(20, 25) > 3


def test_entries_are_spread_over_all_chains() -> None:
    """2,000 entries a day: no chain has much more than its share."""
    rows = Counter(keys.shard(f"entry SH{n:09d}", keys.AUDIT_CHAINS) for n in range(2_000))
    share = 2_000 // keys.AUDIT_CHAINS
    assert set(rows) == set(range(keys.AUDIT_CHAINS))
    assert max(rows.values()) < share * 1.5


def test_who_is_always_overtaken_is_told_in_the_end() -> None:
    table = MemoryTable()
    chain = keys.shard("entry 1", keys.AUDIT_CHAINS)

    def overtake(operation: str, asked: Sequence[Key]) -> None:
        if operation == "transact":
            table.before = lambda operation, asked: None
            audit.transact(table, [], event("entry 1"))
            table.before = overtake

    table.before = overtake
    with pytest.raises(Busy, match=f"grew {audit.TRIES} times"):
        audit.transact(table, [entry(1)], event("entry 1"))
    table.before = lambda operation, asked: None
    assert audit.head(table, DATE, chain).count == audit.TRIES
    assert table.get("ENTRY#1", "HEAD") is None


# What is put away


def test_heads_are_put_away_and_read_back() -> None:
    heads = [Head(DATE, chain, chain, f"{chain:064x}", closed=True) for chain in range(keys.AUDIT_CHAINS)]
    body = audit_heads.document_of(DATE, heads)
    assert audit_heads.heads_of(body, DATE) == {head.chain: head for head in heads}
    assert b'"events":120' in body


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b"{}", b"null", b'{"chains":[{}]}', b'{"chains":7}', b"\xff", b"[" * 100_000),
        audit_heads.document_of("2026-11-24", []),
        audit_heads.document_of(DATE, []) + b" ",
    ],
    ids=range(11),
)
def test_what_is_not_heads_is_not_taken_for_them(body: bytes) -> None:
    with pytest.raises(Spoiled, match="does not hold the heads"):
        audit_heads.heads_of(body, DATE)


def test_a_condition_asks_for_what_is_not_there_yet() -> None:
    """Heads that were written before there was a field `closed` go on."""
    table = MemoryTable()
    audit.transact(table, [], event("entry 1"))
    chain = keys.shard("entry 1", keys.AUDIT_CHAINS)
    head = table.get(*keys.audit_head(DATE, chain))
    assert head is not None
    assert "closed" not in head.data
    table.put(head, Equals("count", 1))
    audit.transact(table, [], event("entry 1"))
    assert audit.head(table, DATE, chain).count == 2
