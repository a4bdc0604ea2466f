"""The contract of a table: sizes at their limits, numbers to their last digit, records that expire."""

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.store.limits import MOST_RECORD_BYTES
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import (
    Absent,
    Below,
    Check,
    Conflict,
    Delete,
    Equals,
    Put,
    Record,
    Table,
    TooLarge,
)
from tests.store.conftest import Clock

OVERHEAD = len("pk") + 1 + len("sk") + 1 + len("data") + 3 + len("body")
"""What a record with keys of one letter, no fields and a body counts as, besides its body."""


@pytest.mark.parametrize("more", [-1, 0])
def test_a_record_as_large_as_may_be(table: Table, more: int) -> None:
    """D8: n-1 and n of 400 KB."""
    record = Record("P", "S", {}, bytes(MOST_RECORD_BYTES - OVERHEAD + more))
    table.put(record)
    table.put_many([record])
    table.transact([Put(record)])
    assert table.get("P", "S") == record


def test_a_record_too_large(table: Table) -> None:
    """D8: n+1 of 400 KB; nothing is written, not even what is all right beside it."""
    record = Record("P", "S", {}, bytes(MOST_RECORD_BYTES - OVERHEAD + 1))
    small = Record("P", "small", {})
    calls: list[Callable[[], None]] = [
        lambda: table.put(record),
        lambda: table.put_many([small, record]),
        lambda: table.transact([Put(small), Put(record)]),
    ]
    for call in calls:
        with pytest.raises(TooLarge, match="P S has 409,601 bytes, 409,600 is the limit"):
            call()
    assert list(table.query("P")) == []


@pytest.mark.parametrize(
    "data",
    [
        {"text": "é" * 1000},
        {"numbers": [10**37 + 1, Decimal("-1.25"), 0, Decimal("0.001"), -(10**30)] * 50},
        {"flags": [True, None, False] * 100, "map": {"é": {}, "empty": []}},
    ],
    ids=["text", "numbers", "flags"],
)
def test_no_record_is_larger_for_the_table_than_for_us(table: Table, data: dict[str, Any]) -> None:
    """D8: what we take for the limit, the table takes too."""
    rest = MOST_RECORD_BYTES
    while True:
        try:
            return table.put(Record("P", "S", data, bytes(rest)))
        except TooLarge as error:
            counted = int(str(error).split(" has ")[1].split(" bytes")[0].replace(",", ""))
            rest -= counted - MOST_RECORD_BYTES


@pytest.mark.parametrize(("name", "most"), [("pk", 2048), ("sk", 1024), ("gsi1pk", 2048), ("gsi1sk", 1024)])
def test_the_length_of_keys(table: Table, name: str, most: int) -> None:
    """D8: n and n+1 bytes."""

    def record(length: int) -> Record:
        fields: dict[str, Any] = {"pk": "P", "sk": "S", "data": {}, "gsi1pk": "L", "gsi1sk": "1"}
        return Record(**{**fields, name: "k" * length})

    table.put(record(most))
    assert table.get(*record(most).key) == record(most)
    with pytest.raises(TooLarge, match=f"{name} has {most + 1} bytes"):
        table.put(record(most + 1))


def test_as_many_bytes_as_a_transaction_takes(table: Table) -> None:
    """D8: n and n+1 of 4 MB; n in memory only: MiniStack counts the request, not the records."""
    full = [Record("P", f"{n:02}", {}, bytes(380_000)) for n in range(11)]
    rest = 4 * 1024 * 1024 - 11 * (380_000 + OVERHEAD + 1) - OVERHEAD - 1
    last = Record("P", "zz", {}, bytes(rest))
    with pytest.raises(TooLarge, match="4,194,305 bytes"):
        table.transact([Put(record) for record in (*full, Record("P", "zz", {}, bytes(rest + 1)))])
    assert list(table.query("P")) == []
    changes = [Put(record) for record in (*full, last)]
    if isinstance(table, MemoryTable):
        table.transact(changes)
        assert table.get("P", "zz") == last
    else:
        with pytest.raises(TooLarge, match=r"transaction of 12 changes: .* exceeds the 4MB"):
            table.transact(changes)


@pytest.mark.parametrize(
    ("number", "comes_back"),
    [
        (Decimal("0.1"), Decimal("0.1")),
        (Decimal("1.50"), Decimal("1.5")),
        (Decimal("3.00"), 3),
        (Decimal("3E+2"), 300),
        (Decimal("-0.0"), 0),
        (10**38 - 1, 10**38 - 1),
        (Decimal("9" * 18 + "." + "9" * 20 + "000"), Decimal("9" * 18 + "." + "9" * 20)),
        (Decimal("9.9E+125"), 99 * 10**124),
        (Decimal("1E-130"), Decimal("1E-130")),
        (Decimal("1." + "0" * 60), 1),
        (12345678901234567890, 12345678901234567890),
    ],
    ids=str,
)
def test_a_number_to_its_last_digit(table: Table, number: int | Decimal, comes_back: int | Decimal) -> None:
    """D12: 38 digits, trailing zeros, the ends of the range."""
    table.put(Record("P", "S", {"n": number}, expires_at=1_900_000_000))
    found = table.get("P", "S")
    assert found is not None
    assert (found.data["n"], type(found.data["n"])) == (comes_back, type(comes_back))
    table.transact([Check("P", "S", (Equals("n", number),))])


DIGITS = st.integers(-(10**38) + 1, 10**38 - 1)
NUMBERS = st.builds(lambda digits, places: Decimal(f"{digits}E-{places}"), DIGITS, st.integers(0, 60))


@given(st.lists(NUMBERS | DIGITS, max_size=20))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_numbers(table: Table, numbers: list[int | Decimal]) -> None:
    """D12: whatever precision the caller computes with."""
    with localcontext(Context(prec=5)):
        table.put(Record("P", "S", {"numbers": numbers}))
        found = table.get("P", "S")
    assert found is not None
    assert found.data["numbers"] == numbers


BEYOND: list[tuple[Any, str]] = [
    (10**38 + 1, "more than 38 digits"),
    (Decimal("1" * 19 + "." + "1" * 20), "more than 38 digits"),
    (Decimal("1E+126"), "out of the range"),
    (Decimal("1E-131"), "out of the range"),
    (Decimal("NaN"), "is not a number"),
    (Decimal("-Infinity"), "is not a number"),
    ("\ud800", "UTF-8"),
]


@pytest.mark.parametrize(("value", "why"), BEYOND, ids=[repr(case[0]) for case in BEYOND])
def test_what_is_beyond_the_table(table: Table, value: Any, why: str) -> None:
    """D12: refused with its place, never rounded."""
    with pytest.raises(ValueError, match=rf"data\.lines\[1\]\.duty: .*{why}"):
        table.put(Record("P", "S", {"lines": [{}, {"duty": value}]}))
    assert table.get("P", "S") is None


FOREIGN: list[Any] = [0.1, (1, 2), {1}, b"bytes", bytearray(b"x"), 1j, object]


@pytest.mark.parametrize("value", FOREIGN, ids=repr)
def test_what_the_table_does_not_keep(table: Table, value: Any) -> None:
    for call in (table.put, lambda record: table.put_many([record]), lambda r: table.transact([Put(r)])):
        with pytest.raises(TypeError, match=r"data\.lines\[1\]\.duty: .* is a "):
            call(Record("P", "S", {"lines": [{}, {"duty": value}]}))


def test_names_of_fields_are_text(table: Table) -> None:
    names: list[Any] = [1, "", None]
    for name in names:
        with pytest.raises(TypeError, match="is no name for a field"):
            table.put(Record("P", "S", {"map": {name: 1}}))


@pytest.mark.parametrize(("levels", "taken"), [(30, True), (31, False)])
def test_how_deep_fields_may_be(table: Table, levels: int, taken: bool) -> None:
    """D8: `data`, 30 lists in it and what is in the last are 32 levels; one more is refused."""
    deep: Any = "end"
    for _ in range(levels):
        deep = [deep]
    record = Record("P", "S", {"deep": deep})
    if taken:
        table.put(record)
        assert table.get("P", "S") == record
    else:
        with pytest.raises(ValueError, match="deeper than 31"):
            table.put(record)


def test_an_expired_record_is_not_there(table: Table, clock: Clock) -> None:
    """D11: the table may keep it for days; no reader sees it."""
    kept = Record("P", "kept", {}, gsi1pk="L", gsi1sk="2")
    table.put_many([Record("P", "S", {"n": 1}, gsi1pk="L", gsi1sk="1", expires_at=int(clock.now) + 10), kept])
    clock.now += 9.5
    assert table.get("P", "S")
    clock.now += 0.5
    assert table.get("P", "S") is None
    assert table.get_many([("P", "S")]) == {}
    assert list(table.query("P")) == list(table.query_index("L")) == [kept]
    assert list(table.query("P", limit=1)) == list(table.query("P", backwards=True, limit=1)) == [kept]


def test_an_expired_record_is_not_there_for_conditions(table: Table, clock: Clock) -> None:
    """D11: a lease that ran out can be taken, whether the table removed it or not."""
    lease = Record("P", "lease", {"owner": "a", "fence": 5}, expires_at=int(clock.now) + 10)
    table.put(lease, Absent())
    for live in (Equals("fence", 5), Below("fence", 6)):
        table.transact([Check("P", "lease", (live,))])
    with pytest.raises(Conflict):
        table.put(lease, Absent())
    clock.now += 10
    with pytest.raises(Conflict):
        table.put(lease, Equals("fence", 5))
    with pytest.raises(Conflict):
        table.transact([Delete("P", "lease", (Equals("owner", "a"),))])
    table.transact([Check("P", "lease", (Below("fence", 1),))])
    table.put(Record("P", "lease", {"owner": "b"}, expires_at=int(clock.now) + 10), Absent())
    found = table.get("P", "lease")
    assert found is not None
    assert found.data == {"owner": "b"}


def test_a_limit_counts_records_that_are_there(table: Table, clock: Clock) -> None:
    """D11: many expired ones before the first that is not."""
    expired = [Record("P", f"{n:03}", {}, expires_at=int(clock.now)) for n in range(60)]
    table.put_many([*expired, *(Record("P", f"{n}", {}) for n in range(100, 105))])
    assert [record.sk for record in table.query("P", limit=3)] == ["100", "101", "102"]
