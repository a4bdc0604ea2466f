"""The contract of a table: conditions, alone and in transactions."""

from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest

from chalicelib.store.table import (
    Absent,
    Below,
    Change,
    Check,
    Condition,
    Conflict,
    Delete,
    Equals,
    Put,
    Record,
    Table,
    TooLarge,
)

STORED = Record(
    "P",
    "S",
    {"state": "open", "version": 3, "rate": Decimal("1.50"), "flag": True, "none": None, "list": [1]},
)
HOLD: list[tuple[str, Condition]] = [
    ("text", Equals("state", "open")),
    ("number", Equals("version", 3)),
    ("number of other places", Equals("rate", Decimal("1.5"))),
    ("whole number as Decimal", Equals("version", Decimal("3.0"))),
    ("below", Below("version", 4)),
    ("below where the field is missing", Below("missing", 0)),
]
FAIL: list[tuple[str, Condition]] = [
    ("absent", Absent()),
    ("other text", Equals("state", "closed")),
    ("other number", Equals("version", 4)),
    ("number against text", Equals("version", "3")),
    ("text against number", Equals("state", 3)),
    ("one against true", Equals("flag", 1)),
    ("field is missing", Equals("missing", "x")),
    ("field is none", Equals("none", "")),
    ("field is a list", Equals("list", 1)),
    ("not below itself", Below("version", 3)),
    ("not below less", Below("version", 2)),
    ("text is not below", Below("state", 9)),
    ("none is not below", Below("none", 9)),
]


@pytest.mark.parametrize("condition", [c[1] for c in HOLD], ids=[c[0] for c in HOLD])
def test_a_condition_that_holds(table: Table, condition: Condition) -> None:
    table.put(STORED)
    table.transact([Check("P", "S", (condition,))])
    table.put(Record("P", "S", {"new": 1}), condition)
    assert table.get("P", "S") == Record("P", "S", {"new": 1})


@pytest.mark.parametrize("condition", [c[1] for c in FAIL], ids=[c[0] for c in FAIL])
def test_a_condition_that_does_not_hold(table: Table, condition: Condition) -> None:
    table.put(STORED)
    change = Put(Record("P", "S", {"new": 1}), (condition,))
    with pytest.raises(Conflict, match="P S") as conflict:
        table.put(change.record, condition)
    assert conflict.value.changes == (change,)
    with pytest.raises(Conflict):
        table.transact([change])
    assert table.get("P", "S") == STORED


@pytest.mark.parametrize(
    ("condition", "holds"),
    [(Absent(), True), (Below("version", 1), True), (Equals("version", 1), False)],
    ids=["absent", "below", "equals"],
)
def test_conditions_on_no_record(table: Table, condition: Condition, holds: bool) -> None:
    if holds:
        table.put(STORED, condition)
    else:
        with pytest.raises(Conflict):
            table.put(STORED, condition)
    assert (table.get("P", "S") is not None) == holds


def test_all_conditions_must_hold(table: Table) -> None:
    table.put(STORED)
    with pytest.raises(Conflict):
        table.put(Record("P", "S", {}), Equals("version", 3), Equals("state", "closed"))
    table.put(Record("P", "S", {}), Equals("version", 3), Equals("state", "open"), Below("version", 9))
    assert table.get("P", "S") == Record("P", "S", {})


@pytest.mark.parametrize("name", ["with.dot", "with space", "size", "data", ":v", "#n", "naïve", "a-b", "1"])
def test_any_field_name_can_be_asked_for(table: Table, name: str) -> None:
    table.put(Record("P", "S", {name: 1, "with": {"dot": 2}}))
    with pytest.raises(Conflict):
        table.put(Record("P", "S", {}), Equals(name, 2))
    table.put(Record("P", "S", {}), Equals(name, 1))


@pytest.mark.parametrize("name", ["", "list[0]", "]"])
def test_a_name_that_cannot_be_asked_for(name: str) -> None:
    with pytest.raises(ValueError, match="brackets"):
        Equals(name, 1)
    with pytest.raises(ValueError, match="brackets"):
        Below(name, 1)


def test_a_float_in_a_condition_is_refused() -> None:
    wrong: Any = 0.1
    for kind in (Equals, Below):
        with pytest.raises(TypeError, match=r"rate: 0\.1 is a float"):
            kind("rate", wrong)


def test_a_transaction_does_all(table: Table) -> None:
    table.put_many([STORED, Record("P", "gone", {}), Record("P", "kept", {"n": 1})])
    new, newer = Record("Q", "1", {}), Record("P", "S", {"version": 4})
    table.transact(
        [
            Put(new, (Absent(),)),
            Delete("P", "gone"),
            Check("P", "kept", (Equals("n", 1),)),
            Put(newer, (Equals("version", 3),)),
            Delete("P", "never there"),
        ]
    )
    assert list(table.query("P")) == [newer, Record("P", "kept", {"n": 1})]
    assert table.get("Q", "1") == new


def test_a_transaction_does_nothing_and_says_why(table: Table) -> None:
    """Whatever the order of the changes: the ones named are the ones that failed."""
    table.put_many([STORED, Record("P", "kept", {"n": 1})])
    before = list(table.query("P"))
    good: list[Change] = [Put(Record("Q", "1", {}), (Absent(),)), Delete("P", "kept", (Equals("n", 1),))]
    bad: list[Change] = [
        Put(Record("P", "S", {"new": 1}), (Equals("version", 9),)),
        Delete("P", "never there", (Equals("n", 1),)),
        Check("P", "nothing", (Equals("n", 2),)),
    ]
    with pytest.raises(Conflict) as conflict:
        table.transact([bad[0], good[0], bad[1], good[1], bad[2]])
    assert sorted(change.key for change in conflict.value.changes) == sorted(change.key for change in bad)
    assert all(change in bad for change in conflict.value.changes)
    assert list(table.query("P")) == before
    assert table.get("Q", "1") is None


@pytest.mark.parametrize("many", [0, 1, 99, 100])
def test_as_many_changes_as_a_transaction_takes(table: Table, many: int) -> None:
    """D8: n-1 and n of 100."""
    table.transact([Put(Record("P", f"{n}", {})) for n in range(many)])
    assert len(list(table.query("P"))) == many


def test_more_changes_than_a_transaction_takes(table: Table) -> None:
    """D8: n+1 of 100."""
    with pytest.raises(TooLarge, match="101 changes"):
        table.transact([Put(Record("P", f"{n}", {})) for n in range(101)])
    assert list(table.query("P")) == []


def test_the_same_key_twice_in_a_transaction(table: Table) -> None:
    """D9: refused before anything is sent; which of the two would count?"""
    with pytest.raises(ValueError, match="P S is in one transaction twice"):
        table.transact([Put(Record("P", "S", {})), Check("P", "S", (Absent(),))])


def test_a_check_needs_conditions() -> None:
    with pytest.raises(ValueError, match="checks nothing"):
        Check("P", "S", ())


def test_one_of_many_wins(table: Table) -> None:
    """D13: two who read the same version; the later one is told, and nothing is lost."""
    table.put(Record("P", "count", {"version": 0, "by": []}))
    conflicts = []
    start = Barrier(8)

    def add(name: str) -> None:
        start.wait()
        while True:
            found = table.get("P", "count")
            assert found is not None
            version = found.data["version"]
            data = {"version": version + 1, "by": [*found.data["by"], name]}
            try:
                return table.put(Record("P", "count", data), Equals("version", version))
            except Conflict:
                conflicts.append(name)

    threads = [Thread(target=add, args=[f"editor {n}"]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = table.get("P", "count")
    assert found is not None
    assert found.data["version"] == 8
    assert sorted(found.data["by"]) == [f"editor {n}" for n in range(8)]
