"""A reference set is read as its last writing left it: its pages, and none that lie beyond."""

from itertools import pairwise

import pytest

from chalicelib.store.datasets import Pins, Rows, read_snapshot, snapshot_size, write_snapshot
from chalicelib.store.memory import MemoryTable
from chalicelib.store.pages import MOST_ROWS

PINS = Pins(snapshots={"packaging": 3})
SIZES = (0, 1, MOST_ROWS, MOST_ROWS + 1, 3 * MOST_ROWS, 2 * MOST_ROWS, 1, 0, 2 * MOST_ROWS + 1)


def rows(count: int) -> Rows:
    return [{"Material": str(number), "Description": f"of {count}"} for number in range(count)]


@pytest.mark.parametrize(("before", "after"), list(pairwise(SIZES)))
def test_an_attempt_that_wrote_more_pages_leaves_none_that_is_read(before: int, after: int) -> None:
    """C12: the second attempt at a delivery has more rows or fewer."""
    table = MemoryTable(clock=lambda: 0)
    for count in (before, after):
        write_snapshot(table, "packaging", 3, rows(count))
    assert read_snapshot(table, "packaging", PINS) == rows(after)
    assert snapshot_size(table, "packaging", PINS) == after


def test_a_set_that_was_never_delivered_is_empty() -> None:
    table = MemoryTable(clock=lambda: 0)
    assert read_snapshot(table, "packaging", PINS) == read_snapshot(table, "packaging", Pins()) == []
    assert snapshot_size(table, "packaging", PINS) == snapshot_size(table, "packaging", Pins()) == 0
