"""The table and its twin are asked the same, at random, and must answer the same."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.store.dynamo import DynamoTable
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import (
    Absent,
    Below,
    Change,
    Check,
    Conflict,
    Delete,
    Equals,
    Key,
    Put,
    Record,
    Table,
)
from tests.store.conftest import Clock

Step = tuple[str, Any]

KEYS = st.tuples(st.sampled_from(["P", "Q"]), st.sampled_from(["A", "A#1", "B"]))
VALUES = st.sampled_from([0, 1, 2, Decimal("1.5"), "1", "open", True, None])
LISTED = st.sampled_from([(None, None), ("L", "1"), ("L", "2"), ("M", "1")])
RECORDS = st.builds(
    lambda key, data, listed, expires: Record(key[0], key[1], data, b"", listed[0], listed[1], expires),
    KEYS,
    st.dictionaries(st.sampled_from(["n", "m"]), VALUES),
    LISTED,
    st.sampled_from([None, None, 1_800_000_005, 1_800_000_010]),
)
CONDITION = st.one_of(
    st.just(Absent()),
    st.builds(Equals, st.sampled_from(["n", "m"]), st.sampled_from([0, 1, Decimal("1.50"), "1"])),
    st.builds(Below, st.sampled_from(["n", "m"]), st.integers(-1, 3)),
)
CONDITIONS = st.one_of(st.just(()), st.tuples(CONDITION), st.tuples(CONDITION, CONDITION))
PUTS = st.builds(Put, RECORDS, CONDITIONS)
CHANGES = st.one_of(
    PUTS,
    st.builds(lambda key, conditions: Delete(key[0], key[1], conditions), KEYS, CONDITIONS),
    st.builds(lambda key, conditions: Check(key[0], key[1], conditions), KEYS, st.tuples(CONDITION)),
)
STEPS = st.one_of(
    st.tuples(st.just("put"), PUTS),
    st.tuples(st.just("put_many"), st.lists(RECORDS, max_size=4)),
    st.tuples(st.just("delete_many"), st.lists(KEYS, max_size=2)),
    st.tuples(
        st.just("transact"), st.lists(CHANGES, min_size=1, max_size=4, unique_by=lambda change: change.key)
    ),
    st.tuples(st.just("wait"), st.integers(1, 6)),
)


def within(space: str, record: Record) -> Record:
    """The record, in a part of the table that no other example touches."""
    listed = record.gsi1pk and space + record.gsi1pk
    return Record(space + record.pk, record.sk, record.data, b"", listed, record.gsi1sk, record.expires_at)


def moved(space: str, change: Change) -> Change:
    if isinstance(change, Put):
        return Put(within(space, change.record), change.conditions)
    return type(change)(space + change.pk, change.sk, change.conditions)


def attempt(call: Callable[[], None]) -> list[Key]:
    """The keys in conflict, none where the call did what it should."""
    try:
        call()
    except Conflict as conflict:
        return sorted(change.key for change in conflict.changes)
    return []


def take(table: Table, space: str, step: Step) -> list[Key]:
    name, what = step
    match name:
        case "put":
            return attempt(lambda: table.put(within(space, what.record), *what.conditions))
        case "put_many":
            return attempt(lambda: table.put_many(within(space, record) for record in what))
        case "delete_many":
            return attempt(lambda: table.delete_many((space + pk, sk) for pk, sk in what))
        case _:
            return attempt(lambda: table.transact([moved(space, change) for change in what]))


def everything(table: Table, space: str) -> list[list[Record]]:
    found = [list(table.query(space + pk)) for pk in ("P", "Q")]
    for gsi1pk in ("L", "M"):
        found.append(sorted(table.query_index(space + gsi1pk), key=lambda r: (r.gsi1sk, r.key)))
    return found


@given(st.lists(STEPS, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_answer_the_same(dynamo: DynamoTable, clock: Clock, steps: list[Step]) -> None:
    twin, space = MemoryTable(clock=clock), uuid4().hex
    clock.now = 1_800_000_000
    for step in steps:
        if step[0] == "wait":
            clock.now += step[1]
        else:
            assert take(dynamo, space, step) == take(twin, space, step)
        assert everything(dynamo, space) == everything(twin, space)
