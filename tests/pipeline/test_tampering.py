"""H2: somebody changes the audit trail past the application; verifying names the place."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from random import Random
from typing import Any

import pytest

from chalicelib.pipeline.verify import verify
from chalicelib.store import audit, audit_check, keys
from chalicelib.store.audit import Row
from chalicelib.store.audit_check import Break
from chalicelib.store.memory import MemoryTable
from tests.pipeline import eventful
from tests.pipeline.tampering import (
    Place,
    append,
    put_data,
    record_at,
    remove,
    rows_at,
    swap,
    write_anew,
)
from tests.pipeline.trail import events
from tests.pipeline.twin import Twin

TAMPERS = 300


@pytest.fixture
def world() -> Twin:
    return eventful.eventful()


@pytest.fixture
def table(world: Twin) -> MemoryTable:
    assert isinstance(world.table, MemoryTable)
    return world.table


def breaks(world: Twin, date: str = eventful.FIRST) -> list[Break]:
    """What is wrong with a date, against what was put away."""
    found = verify(world.table, world.audit, date, world.ports.stamp()[:10])
    assert found.anchored
    return found.breaks


def alone(table: MemoryTable, place: Place) -> list[Break]:
    """What is wrong with a chain by itself, as on the day itself."""
    return audit_check.verify_chain(table, *place)


def first(found: list[Break]) -> tuple[int, int]:
    """The chain and the row of the first place that is named."""
    return found[0].chain, found[0].number


@cache
def longest() -> Place:
    """The longest chain of the first day."""
    table = eventful.eventful().table
    heads = audit.readable_heads(table, eventful.FIRST)
    longest = max(heads, key=lambda head: head.count)
    assert longest.count > 4
    return eventful.FIRST, longest.chain


# Each field of each kind of event


def one_of_each() -> list[Row]:
    """Of each kind of event, one row."""
    table = eventful.eventful().table
    places = [(day, chain) for day in (eventful.FIRST, eventful.SECOND) for chain in range(keys.AUDIT_CHAINS)]
    return list({row.event.action: row for place in places for row in audit.rows(table, *place)}.values())


def altered(value: Any) -> Iterator[Any]:
    """A value as somebody might change it, in each of its parts."""
    match value:
        case dict():
            for name in value:
                yield from (value | {name: other} for other in altered(value[name]))
                yield {key: kept for key, kept in value.items() if key != name}
            yield value | {"more": "x"}
        case int():
            yield from (value + 1, str(value))
        case str():
            yield from (f"{value}x", value[:-1] if value else "y", 7)


FIELDS = ("at", "actor", "action", "subject", "facts", "number", "previous", "hash")


@pytest.mark.parametrize("row", one_of_each(), ids=lambda row: row.event.action)
def test_each_field_of_each_kind_of_event(table: MemoryTable, row: Row) -> None:
    """H2: whatever is changed, the row is named, and what was put away is not even needed."""
    place = row.date, row.chain
    record = record_at(table, place, row.number)
    assert set(record.data) == set(FIELDS)
    changed = [record.data | {name: other} for name in FIELDS for other in altered(record.data[name])]
    changed += [{key: kept for key, kept in record.data.items() if key != name} for name in FIELDS]
    changed.append(record.data | {"more": 1})
    for data in changed:
        put_data(table, record, data)
        assert first(alone(table, place)) == (row.chain, row.number), data
    for spoiled in (replace(record, body=b"x"), replace(record, gsi1pk="x", gsi1sk="x")):
        table.put(spoiled)
        assert first(alone(table, place)) == (row.chain, row.number)
    table.put(replace(record, expires_at=1))
    assert first(alone(table, place)) == (row.chain, row.number)
    table.put(record)
    assert alone(table, place) == []


def test_every_kind_of_event_is_tried() -> None:
    kinds = {row.event.action for row in one_of_each()}
    assert kinds >= eventful.BY_THE_PIPELINE | {"upload confirmed", "finding acknowledged", "user created"}


@pytest.mark.parametrize("name", ["count", "hash", "closed"])
def test_each_field_of_a_head(world: Twin, table: MemoryTable, name: str) -> None:
    """H2."""
    place = longest()
    head = table.get(*keys.audit_head(*place))
    assert head is not None
    for other in altered(head.data[name]):
        put_data(table, head, head.data | {name: other})
        assert first(breaks(world))[0] == place[1], other
    put_data(table, head, {key: kept for key, kept in head.data.items() if key != name})
    assert first(breaks(world))[0] == place[1]
    table.delete_many([head.key])
    assert first(breaks(world)) == (place[1], 1)


# Rows that go, come and move


@pytest.mark.parametrize("numbers", [(1,), (2,), (2, 3), (1, 3)])
def test_rows_that_are_gone(table: MemoryTable, numbers: tuple[int, ...]) -> None:
    """H2: the first row that is missing is named."""
    place = longest()
    remove(table, place, *numbers)
    found = alone(table, place)
    assert first(found) == (place[1], numbers[0])
    assert "missing" in found[0].problem
    assert {one.number for one in found if "missing" in one.problem} <= set(numbers)


@pytest.mark.parametrize("count", [1, 2])
def test_rows_that_are_gone_from_the_end(world: Twin, table: MemoryTable, count: int) -> None:
    """H2: with the head corrected, what was put away tells."""
    place = longest()
    rows = rows_at(table, place)
    kept = rows[:-count]
    remove(table, place, *(row.number for row in rows[-count:]))
    assert first(alone(table, place)) == (place[1], len(kept) + 1)
    write_anew(table, place, [row.event for row in kept], with_head=True)
    assert alone(table, place) == []
    found = breaks(world)
    assert [(one.chain, one.number) for one in found] == [(place[1], len(kept) + 1)]
    assert f"a head of {len(rows)} rows was put away" in found[0].problem


@pytest.mark.parametrize("numbers_too", [True, False])
@pytest.mark.parametrize("pair", [(1, 2), (2, 3), (2, 4)])
def test_rows_that_changed_places(table: MemoryTable, pair: tuple[int, int], numbers_too: bool) -> None:
    """H2."""
    place = longest()
    swap(table, place, *pair, numbers_too=numbers_too)
    found = alone(table, place)
    assert first(found) == (place[1], pair[0])
    assert set(pair) <= {one.number for one in found}


def test_a_row_behind_the_last(world: Twin, table: MemoryTable) -> None:
    """H2: behind the head it shows by itself; with the head corrected, against what was put away."""
    place = longest()
    number = append(table, place, with_head=False)
    assert first(alone(table, place)) == (place[1], number)
    assert "added behind" in alone(table, place)[0].problem
    write_anew(table, place, [row.event for row in rows_at(table, place)], with_head=True)
    assert alone(table, place) == []
    [found] = breaks(world)
    assert (found.chain, found.number) == (place[1], number)
    assert "added after the day" in found.problem


def test_a_row_in_a_chain_that_had_none(world: Twin, table: MemoryTable) -> None:
    """H2."""
    [empty, *_] = [head.chain for head in audit.readable_heads(table, eventful.SECOND) if not head.count]
    event = replace(events(world)[0], at=f"{eventful.SECOND}T00:00:00Z")
    write_anew(table, (eventful.SECOND, empty), [event], with_head=True)
    assert first(breaks(world, eventful.SECOND)) == (empty, 1)


def test_something_among_the_rows_that_is_none(table: MemoryTable) -> None:
    """H2."""
    place = longest()
    record = record_at(table, place, 2)
    for sort in ("ROW#2", "ROW#", "ROW#00000000020", "ROW#٠٠٠٠٠٠٠٠٠٢"):
        table.put(replace(record, sk=sort))
        found = alone(table, place)
        assert any(repr(sort) in one.problem for one in found), sort
        table.delete_many([(record.pk, sort)])


def test_a_day_that_was_written_anew(world: Twin, table: MemoryTable) -> None:
    """H2: every hash and every head is right, and only what was put away tells."""
    changed = set()
    for chain in range(keys.AUDIT_CHAINS):
        rows = rows_at(table, (eventful.FIRST, chain))
        told = [replace(row.event, actor="nobody") for row in rows]
        write_anew(table, (eventful.FIRST, chain), told, with_head=True)
        changed |= {(chain, len(rows))} if rows else set()
    assert audit_check.verify(table, eventful.FIRST) == []
    found = breaks(world)
    assert {(one.chain, one.number) for one in found} == changed
    assert all("written anew" in one.problem and one.date == eventful.FIRST for one in found)


def test_a_day_that_is_gone(world: Twin, table: MemoryTable) -> None:
    """H2: with all its rows and heads."""
    places = [(eventful.FIRST, chain) for chain in range(keys.AUDIT_CHAINS)]
    lost = {chain for chain in range(keys.AUDIT_CHAINS) if rows_at(table, (eventful.FIRST, chain))}
    for place in places:
        table.delete_many([record.key for record in table.query(keys.audit_partition(*place))])
    assert {(one.chain, one.number) for one in breaks(world)} == {(chain, 1) for chain in lost}


def test_three_hundred_tampers_drawn_by_a_seed() -> None:
    """H2: one row changed each time, all hashes right to the end of its chain, the head too: all found."""
    world, random = eventful.eventful(), Random(2)
    table = world.table
    assert isinstance(table, MemoryTable)
    chains = [head.chain for head in audit.readable_heads(table, eventful.FIRST) if head.count]
    for _ in range(TAMPERS):
        place = eventful.FIRST, random.choice(chains)
        told = [row.event for row in rows_at(table, place)]
        changed = list(told)
        at, name = random.randrange(len(told)), random.choice(["actor", "action", "subject"])
        other: dict[str, Any] = {name: f"{asdict(told[at])[name]}{random.randrange(10)}"}
        changed[at] = replace(told[at], **other)
        write_anew(table, place, changed, with_head=True)
        assert first(breaks(world)) == (place[1], len(told))
        write_anew(table, place, told, with_head=True)
    assert breaks(world) == []
