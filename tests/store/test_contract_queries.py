"""The contract of a table: partitions and the index, in order, in part, backwards, over many pages."""

from itertools import product

import pytest

from chalicelib.store.table import Record, Table

SORTED = ["A", "A#1", "A#10", "A#2", "AB", "B", "B#é", "B#不", "Z", "a", "é", "不", "😀"]
"""In the order of their UTF-8 bytes, which is that of their code points."""
KEYS = ["P", *SORTED]


def stretch(start: str, end: str, prefix: str) -> list[str]:
    return [k for k in SORTED if start <= k and (not end or k <= end) and k.startswith(prefix)]


def filled(table: Table) -> Table:
    table.put_many(
        Record(pk, sk, {}, gsi1pk=f"L{pk}", gsi1sk=sk) for pk in ("P", "Q") for sk in reversed(SORTED)
    )
    return table


def test_a_partition_is_in_the_order_of_its_keys(table: Table) -> None:
    filled(table)
    assert [record.key for record in table.query("P")] == [("P", key) for key in SORTED]
    assert [record.key for record in table.query("P", backwards=True)] == [("P", k) for k in SORTED[::-1]]
    assert list(table.query("nothing")) == []


def test_every_stretch_of_a_partition(table: Table) -> None:
    """Bounds included; with a prefix too; both ways; limited: 1,176 cases against their definition."""
    filled(table)
    bounds = ["", "A", "A#1", "A#5", "B#", "a", "😀"]
    for start, end, prefix in product(bounds, bounds, ["", "A", "A#", "B#", "é", "none"]):
        expected = stretch(start, end, prefix)
        for backwards, limit in product((False, True), (None, 2)):
            part = (expected[::-1] if backwards else expected)[:limit]
            how = {"start": start, "end": end, "prefix": prefix, "backwards": backwards, "limit": limit}
            assert [r.sk for r in table.query("P", **how)] == part, how  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "prefix"),
    [("", "", ""), ("A#1", "B", ""), ("", "", "A#"), ("A#10", "", "A#"), ("", "A#1", "A"), ("Z", "A", "")],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_stretches_of_the_index(table: Table, start: str, end: str, prefix: str, backwards: bool) -> None:
    filled(table)
    expected = stretch(start, end, prefix)
    found = table.query_index("LP", start=start, end=end, prefix=prefix, backwards=backwards)
    assert [(r.pk, r.gsi1sk) for r in found] == [
        ("P", k) for k in (expected[::-1] if backwards else expected)
    ]
    some = table.query_index("LP", start=start, end=end, prefix=prefix, limit=2)
    assert [record.gsi1sk for record in some] == expected[:2]


def test_the_index_has_whole_records(table: Table) -> None:
    record = Record("P", "S", {"list": [1]}, b"body", gsi1pk="L", gsi1sk="1", expires_at=1_900_000_000)
    table.put_many([record, Record("P", "T", {})])
    assert list(table.query_index("L")) == [record]


def test_the_index_may_have_a_key_often(table: Table) -> None:
    table.put_many(Record("P", f"{n}", {}, gsi1pk="L", gsi1sk="same") for n in range(5))
    assert sorted(record.sk for record in table.query_index("L", prefix="same")) == list("01234")


def test_a_record_moves_in_the_index(table: Table) -> None:
    table.put(Record("P", "S", {}, gsi1pk="L", gsi1sk="1"))
    table.put(Record("P", "S", {}, gsi1pk="M", gsi1sk="2"))
    assert list(table.query_index("L")) == []
    assert [record.gsi1sk for record in table.query_index("M")] == ["2"]
    table.delete_many([("P", "S")])
    assert list(table.query_index("M")) == []


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 4, 5, 6, None])
def test_limits_across_pages(table: Table, limit: int | None) -> None:
    """D8: an answer ends at 1 MB; five records of 350 KB come in two."""
    table.put_many(Record("P", f"{n}", {}, bytes(350_000), gsi1pk="L", gsi1sk=f"{n}") for n in range(5))
    expected = list("01234")[:limit]
    assert [record.sk for record in table.query("P", limit=limit)] == expected
    assert [record.sk for record in table.query_index("L", limit=limit)] == expected
    assert [r.sk for r in table.query("P", backwards=True, limit=limit)] == list("43210")[:limit]


def test_a_limit_below_nothing_is_refused(table: Table) -> None:
    with pytest.raises(ValueError, match="must be"):
        table.query("P", limit=-1)


def test_what_is_read_may_be_changed_meanwhile(table: Table) -> None:
    table.put_many(Record("P", f"{n}", {}) for n in range(3))
    for record in table.query("P"):
        table.delete_many([record.key])
        table.put(Record("Q", record.sk, {}))
    assert [record.sk for record in table.query("Q")] == list("012")
