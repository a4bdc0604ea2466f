"""Pages: packed and unpacked, bounded, cut to size, always alike."""

import json
import zlib
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.store.errors import Spoiled, TooLarge
from chalicelib.store.pages import canonical, in_pages, inflate, joined, pack, unpack

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


@given(PLAIN)
def test_a_document_comes_back(document: Any) -> None:
    assert unpack(pack(document)) == document
    assert unpack(pack(document, sort_keys=True)) == document
    assert json.loads(inflate(pack(document))) == document


def test_the_same_document_is_the_same_bytes() -> None:
    document = {"b": "é", "a": [1, None]}
    assert canonical(document) == '{"b":"é","a":[1,null]}'.encode()
    assert canonical(document, sort_keys=True) == '{"a":[1,null],"b":"é"}'.encode()
    turned = dict(reversed(document.items()))
    assert pack(document) == pack(dict(document)) != pack(turned)
    assert pack(document, sort_keys=True) == pack(turned, sort_keys=True)


@pytest.mark.parametrize(
    "value", [Decimal("1.5"), b"bytes", {1, 2}, object()], ids=["Decimal", "b", "set", "o"]
)
def test_what_json_does_not_have(value: Any) -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        pack({"value": value})


def test_numbers_that_are_none() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        pack([float("nan")])


def test_numbers_with_places_are_read_exactly() -> None:
    found = unpack(zlib.compress(b'{"rate":0.10}'))
    assert str(found["rate"]) == "0.10"


@pytest.mark.parametrize(("limit", "taken"), [(1001, False), (1002, True), (1003, True)])
def test_a_page_is_unpacked_to_its_limit(limit: int, taken: bool) -> None:
    """n-1, n, n+1 of the unpacked bytes."""
    body = pack("x" * 1000)
    if taken:
        assert unpack(body, limit) == "x" * 1000
    else:
        with pytest.raises(Spoiled, match=f"more than {limit:,} bytes unpacked"):
            unpack(body, limit)


def test_a_bomb_is_not_unpacked() -> None:
    """200 MB of zeros in a page of 200 KB cost no more than the limit."""
    packing = zlib.compressobj(9)
    bomb = b"".join(packing.compress(bytes(1 << 20)) for _ in range(200)) + packing.flush()
    with pytest.raises(Spoiled, match="more than 67,108,864 bytes"):
        unpack(bomb)


def test_a_deep_bomb_is_not_read() -> None:
    with pytest.raises(Spoiled, match="does not hold JSON"):
        unpack(zlib.compress(b"[" * 1_000_000))


GOOD = pack(["row"] * 100)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "cut off"),
        (GOOD[:-1], "cut off"),
        (GOOD[:5], "cut off"),
        (GOOD + b"x", "1 bytes too many"),
        (GOOD[:-1] + b"x", "cannot be unpacked"),
        (b"not zlib at all", "cannot be unpacked"),
        (zlib.compress(b"{]"), "does not hold JSON"),
        (zlib.compress(b"\xff"), "does not hold JSON"),
    ],
)
def test_a_damaged_page(body: bytes, why: str) -> None:
    """D17: no damage goes unnoticed."""
    with pytest.raises(Spoiled, match=why):
        unpack(body)


def test_no_flipped_bit_changes_what_is_read() -> None:
    """D17: a few bits say nothing about the content; all others are noticed."""
    body = pack([f"line {n}" for n in range(50)])
    noticed = 0
    for position in range(len(body) * 8):
        damaged = bytearray(body)
        damaged[position // 8] ^= 1 << position % 8
        try:
            assert unpack(bytes(damaged)) == unpack(body)
        except Spoiled:
            noticed += 1
    assert noticed > len(body) * 8 - 16


def noise(rng: Random, size: int) -> str:
    return rng.randbytes(size // 2).hex()


@given(st.lists(st.integers(0, 3000), max_size=40), st.integers(2000, 9000), st.integers(1, 10))
def test_pages_stay_within_their_limits(sizes: list[int], most_bytes: int, most_rows: int) -> None:
    rng = Random(1)
    rows = [{"text": noise(rng, size)} for size in sizes]
    pages = in_pages(rows, most_bytes, most_rows)
    assert [row for page in pages for row in page] == rows
    assert all(0 < len(page) <= most_rows and len(pack(page)) <= most_bytes for page in pages)
    assert in_pages(tuple(rows), most_bytes, most_rows) == pages


def test_no_rows_no_pages() -> None:
    assert in_pages([]) == []


def test_rows_at_the_end_leave_full_pages_as_they_are() -> None:
    rows = [f"{n}" for n in range(2500)]
    assert [len(page) for page in in_pages(rows)] == [1000, 1000, 500]
    assert in_pages(rows)[:2] == in_pages([*rows, "more"])[:2]


def test_a_row_too_large_for_a_page() -> None:
    """D8: n-1, n and n+1 packed bytes."""
    row = noise(Random(1), 10_000)
    size = len(pack([row]))
    for most in (size, size + 1):
        assert in_pages(["a", row, "b"], most, 1) == [["a"], [row], ["b"]]
    with pytest.raises(TooLarge, match="one row has more than"):
        in_pages(["a", row], size - 1)


@given(st.lists(st.lists(PLAIN, max_size=4), max_size=4))
def test_pages_are_joined_without_being_read(pages: list[list[Any]]) -> None:
    whole = [row for page in pages for row in page]
    assert joined([pack(page) for page in pages]) == canonical(whole)
