"""Repeated keys: found in files of any length, and told only where keys are really the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.customs import checking, keys
from chalicelib.customs.reading import rows_from_mappings
from chalicelib.customs.tables import INVOICE_LINES
from tests.customs.reading_examples import GOOD


@pytest.mark.parametrize("kind", [keys.KeySet, keys.CompactKeySet])
@given(batches=st.lists(st.lists(st.integers(-3, 40), max_size=5), max_size=5))
def test_both_sets_know_whether_a_hash_was_added_twice(
    kind: type[keys.KeySet], batches: list[list[int]]
) -> None:
    added = kind()
    for batch in batches:
        added.add(iter(batch))
    every = [one for batch in batches for one in batch]
    assert added.has_repeats() == (len(set(every)) < len(every))


@pytest.mark.parametrize(
    ("hashes", "repeats"), [([1, 2, 3, 4, 5, 6], False), ([1, 2, 3, 4, 5, -7, -7], True)]
)
def test_long_lists_are_looked_through_in_parts(
    hashes: list[int], repeats: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_AT_ONCE", 2)
    added = keys.CompactKeySet()
    added.add(hashes)
    assert added.has_repeats() is repeats


def test_different_keys_of_one_hash_are_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys.KeySet, "has_repeats", lambda self: True)
    records = [GOOD["invoice_lines"] | {"Line": str(line)} for line in (1, 2, 3)]
    assert len(rows_from_mappings(INVOICE_LINES, records)) == 3


def test_more_texts_than_are_remembered_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [GOOD["invoice_lines"] | {"Line": str(line), "PO": f"P{line}"} for line in range(1, 2000)]
    expected = rows_from_mappings(INVOICE_LINES, records)
    monkeypatch.setattr(checking, "_TEXTS_REMEMBERED", 100)
    assert rows_from_mappings(INVOICE_LINES, records) == expected
