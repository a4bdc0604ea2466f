"""What is listed of a period: by date and shipment, both ways, over the ends of months and years."""

import pytest

from chalicelib.store import keys
from chalicelib.store.by_day import in_period, place
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import Record
from tests.store.recording import RecordingTable

DATES = ("0001-01-01", "2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01", "2026-02-02", "9999-12-31")


@pytest.fixture(scope="module")
def table() -> MemoryTable:
    """Twenty entries of each date, under shipments of which one begins as another does."""
    found = MemoryTable()
    for date in DATES:
        for number in range(20):
            shipment = f"SH{number}"
            listed = place(keys.entries_of_month, date, shipment)
            found.put(Record(f"ENTRY#{date}{shipment}", "HEAD", {}, b"", *listed))
    return found


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("first", DATES[1:-1])
@pytest.mark.parametrize("last", DATES[1:-1])
def test_a_period_has_its_dates_and_no_others(
    table: MemoryTable, first: str, last: str, backwards: bool
) -> None:
    found = [
        str(one.gsi1sk) for one in in_period(table, keys.entries_of_month, first, last, backwards=backwards)
    ]
    expected = sorted(f"{date}#SH{number}" for date in DATES if first <= date <= last for number in range(20))
    assert found == (expected[::-1] if backwards else expected)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-11-22", "2026-11-22", 1),
        ("2026-10-23", "2026-11-22", 2),
        ("2025-11-23", "2026-11-22", 13),
        ("9999-12-31", "9999-12-31", 1),
        ("0001-01-01", "0001-01-31", 1),
    ],
)
def test_a_period_asks_each_month_once_per_shard(first: str, last: str, months: int) -> None:
    recording = RecordingTable()
    assert not list(in_period(recording, keys.entries_of_month, first, last))
    assert len(recording.queries) == months * keys.LIST_SHARDS
