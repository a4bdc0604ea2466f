"""The contract of a table: one record at a time, and many."""

from decimal import Decimal

import pytest

from chalicelib.store.table import Record, Table

WHOLE = Record(
    "ENTRY#S1",
    "HEAD",
    {
        "text": "Edelstahltöpfe 不锈钢",
        "empty": "",
        "yes": True,
        "no": False,
        "nothing": None,
        "count": 73,
        "rate": Decimal("0.034"),
        "list": ["a", 1, [Decimal("-2.5"), {}], {"deep": [None]}],
        "map": {"with.dot": 1, "with space": {"size": "keyword"}},
    },
    b"\x00\xff packed",
    gsi1pk="DAY#2026-11-23#0",
    gsi1sk="S1",
    expires_at=1_900_000_000,
)


def test_a_record_comes_back_as_it_was_put(table: Table) -> None:
    table.put(WHOLE)
    assert table.get(*WHOLE.key) == WHOLE


def test_a_record_without_anything_but_its_key(table: Table) -> None:
    table.put(Record("P", "S", {}))
    assert table.get("P", "S") == Record("P", "S", {}, b"", None, None, None)


def test_truth_and_one_are_not_the_same(table: Table) -> None:
    table.put(Record("P", "S", {"true": True, "one": 1, "zero": 0, "false": False}))
    found = table.get("P", "S")
    assert found is not None
    assert {name: type(value) for name, value in found.data.items()} == {
        "true": bool,
        "one": int,
        "zero": int,
        "false": bool,
    }


def test_what_is_not_there(table: Table) -> None:
    assert table.get("P", "S") is None
    assert table.get_many([("P", "S")]) == {}
    assert table.get_many([]) == {}


def test_a_put_replaces_the_whole_record(table: Table) -> None:
    table.put(Record("P", "S", {"old": 1}, b"old", gsi1pk="L", gsi1sk="1"))
    table.put(Record("P", "S", {"new": 2}))
    assert table.get("P", "S") == Record("P", "S", {"new": 2})
    assert list(table.query_index("L")) == []


def test_what_a_caller_holds_is_not_what_is_stored(table: Table) -> None:
    data = {"list": [1], "map": {"a": 1}}
    table.put(Record("P", "S", data))
    data["list"] = ["changed"]
    for found in (table.get("P", "S"), next(table.query("P")), table.get_many([("P", "S")])["P", "S"]):
        assert found is not None
        assert found.data == {"list": [1], "map": {"a": 1}}
        found.data["map"]["a"] = "changed"
        found.data["list"].append(2)
    assert table.get("P", "S") == Record("P", "S", {"list": [1], "map": {"a": 1}})


@pytest.mark.parametrize("many", [0, 1, 24, 25, 26, 50, 51, 99, 100, 101])
def test_many_are_written_read_and_deleted(table: Table, many: int) -> None:
    """D8: requests take 25 writes and 100 reads; n-1, n, n+1."""
    records = [Record(f"P{number % 3}", f"{number:03}", {"number": number}) for number in range(many)]
    table.put_many(iter(records))
    keys = [record.key for record in records]
    assert table.get_many(iter([*keys, ("P0", "none")])) == dict(zip(keys, records, strict=True))
    table.delete_many(iter(keys[1:]))
    assert table.get_many(keys) == dict(list(zip(keys, records, strict=True))[:1])


def test_the_same_key_twice_in_many(table: Table) -> None:
    """D9: the last one stays, whether the two fall into one request or not."""
    near = [Record("P", "near", {"n": n}) for n in range(3)]
    fill = [Record("P", f"{n}", {"n": n}) for n in range(30)]
    table.put_many([near[0], *fill[:10], near[1], *fill[10:], near[2]])
    assert table.get("P", "near") == near[2]
    assert len(table.get_many([record.key for record in fill] * 2)) == 30
    table.delete_many([("P", "near"), ("P", "near")])
    assert table.get("P", "near") is None


def test_many_are_found_in_the_order_of_their_keys(table: Table) -> None:
    table.put_many(Record("P", f"{n:03}", {}) for n in range(120))
    keys = [("P", f"{n * 7 % 120:03}") for n in range(120)]
    assert list(table.get_many(keys)) == keys


def test_deleting_what_is_not_there_is_nothing(table: Table) -> None:
    table.delete_many([("P", "S")])


@pytest.mark.parametrize(("pk", "sk"), [("", "S"), ("P", "")])
def test_an_empty_key_is_refused(table: Table, pk: str, sk: str) -> None:
    for call in (table.get, lambda *key: table.get_many([key]), lambda *key: table.delete_many([key])):
        with pytest.raises(ValueError, match="at least one character"):
            call(pk, sk)
    with pytest.raises(ValueError, match="is empty"):
        Record(pk, sk, {})
    with pytest.raises(ValueError, match="partition"):
        table.query("")
    with pytest.raises(ValueError, match="partition"):
        table.query_index("")


def test_the_keys_of_the_index_come_together() -> None:
    with pytest.raises(ValueError, match="together"):
        Record("P", "S", {}, gsi1pk="L")
    with pytest.raises(ValueError, match="gsi1sk is empty"):
        Record("P", "S", {}, gsi1pk="L", gsi1sk="")
