"""F11: no answer grows beyond what a function can carry and a page can wait for."""

import gzip
import json
from random import Random
from typing import Any

import pytest

from chalicelib.api import compared, lines_csv, listing
from chalicelib.api.cursors import Cursors
from chalicelib.api.replies import Problem
from chalicelib.customs.processor import generate
from chalicelib.customs.publish import entry_document
from chalicelib.customs.reading import read_dataset
from chalicelib.store import comparisons, entries
from chalicelib.store.datasets import Pins
from chalicelib.store.memory import MemoryTable
from tests.contract.views import cursors
from tests.pipeline.world import SAMPLES, World

MOST_PACKED = 150_000
NUMBERS = ("quantity", "net_kg", "gross_kg", "value", "duty", "mpf", "hmf")
DAY = "2026-11-18"
DIFFERS_EVERY = 3
"""A day that went badly: every third line differs."""


def many_lines(count: int, seed: int) -> list[dict[str, Any]]:
    """Lines like those of the samples, no two of them with the same figures."""
    chance = Random(seed)
    samples = [line for entry in generate(read_dataset(SAMPLES)) for line in entry_document(entry)["lines"]]
    lines = []
    for number in range(1, count + 1):
        line = json.loads(json.dumps(chance.choice(samples))) | {"line": f"{number:03d}"}
        for name in NUMBERS:
            if line[name]:
                line[name] = f"{chance.randrange(100_000)}.{chance.randrange(100):02d}"
        for tariff in line["tariffs"]:
            tariff["duty"] = f"{chance.randrange(1000)}.{chance.randrange(100):02d}"
        lines.append(line)
    return lines


def store(table: MemoryTable, shipment: str, lines: list[dict[str, Any]]) -> None:
    """Store an entry of these lines."""
    totals = {"value": "1", "duty": "0.10", "mpf": "0.01", "hmf": "0.01", "gross_kg": "5"}
    document = {
        "shipment": shipment,
        "entry_date": DAY,
        "status": "generated",
        "findings": [],
        "lines": lines,
        "totals": totals,
        "advisories": [],
    }
    result = entries.Result(document, [], [], [], Pins(), "test")
    assert entries.store(table, result, None, "2026-11-23T14:00:00Z", "")
    store_comparison(table, shipment, lines[::DIFFERS_EVERY])


def store_comparison(table: MemoryTable, shipment: str, differing: list[dict[str, Any]]) -> None:
    """Store a comparison that found something of some lines."""
    findings = [
        {"kind": "VALUE", "severity": "minor" if place % 3 else "material", "line": line["line"]}
        for place, line in enumerate(differing)
    ]
    document = {"shipment": shipment, "entry_date": DAY, "status": "fail", "findings": findings}
    outcome = comparisons.Outcome(document, 1, 1, 1)
    assert comparisons.store(table, outcome, None, "2026-11-23T14:00:00Z", "")


@pytest.fixture(scope="module")
def busy_day() -> MemoryTable:
    """A day of 2,000 lines in 80 entries."""
    table = MemoryTable()
    for number in range(80):
        store(table, f"SH2611{number:05d}", many_lines(25, number))
    return table


def test_a_day_of_2000_lines_is_small_on_the_wire(busy_day: MemoryTable) -> None:
    found = listing.customs_lines(busy_day, cursors(), {"date": DAY})
    assert isinstance(found, dict)
    assert found["totals"]["lines"] == sum(len(entry["lines"]) for entry in found["entries"]) == 2000
    assert sum(len(entry["comparison"]["lines"]) for entry in found["entries"]) == 720
    packed = len(gzip.compress(json.dumps(found, separators=(",", ":")).encode(), 6))
    assert packed <= MOST_PACKED, packed


def test_a_page_ends_where_an_answer_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are asked for: 500 entries of 100 lines are not one answer."""
    monkeypatch.setattr(listing, "MOST_LINES", 100)
    table = MemoryTable()
    for number in range(6):
        store(table, f"SH{number}", many_lines(40, number))
    sizes, asked = [], {"date": DAY, "limit": "500"}
    while True:
        page = listing.customs_lines(table, cursors(), asked)
        assert isinstance(page, dict)
        sizes.append([entry["shipment"] for entry in page["entries"]])
        if page["next"] is None:
            break
        asked["cursor"] = page["next"]
    assert sizes == [["SH0", "SH1", "SH2"], ["SH3", "SH4", "SH5"]]


def test_one_entry_is_on_a_page_however_long_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_LINES", 10)
    table = MemoryTable()
    store(table, "SH1", many_lines(50, 1))
    store(table, "SH2", many_lines(5, 2))
    page = listing.customs_lines(table, cursors(), {"date": DAY})
    assert isinstance(page, dict)
    assert [len(entry["lines"]) for entry in page["entries"]] == [50]
    assert page["next"]


def test_a_file_that_would_be_too_long_is_refused(
    busy_day: MemoryTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines_csv, "MOST_ROWS", 1000)
    with pytest.raises(Problem) as told:
        listing.customs_lines(busy_day, cursors(), {"date": DAY}, "text/csv")
    assert told.value.status == 400


@pytest.mark.parametrize(
    "limit", ["0", "501", "1000000000", "-1", "1e2", "", "٣", "0x10", " 5", "5.0", "NaN"]
)
def test_a_limit_has_limits(day: World, limit: str) -> None:
    for ask in (listing.customs_lines, compared.listed):
        with pytest.raises(Problem) as told:
            ask(day.table, Cursors(lambda: b"k" * 32), {"date": DAY, "limit": limit})
        assert (told.value.status, told.value.title) == (400, "Not a limit")


@pytest.mark.parametrize(
    ("last", "fits"), [("2026-12-01", True), ("2026-12-02", False), ("2026-10-31", False)]
)
def test_a_list_is_of_31_days_at_most(day: World, last: str, fits: bool) -> None:
    asked = {"from": "2026-11-01", "to": last}
    if fits:
        assert listing.customs_lines(day.table, cursors(), asked)
        return
    with pytest.raises(Problem, match="within 31 days"):
        listing.customs_lines(day.table, cursors(), asked)


@pytest.mark.parametrize(("last", "fits"), [("2026-11-22", True), ("2026-11-23", False)])
def test_days_are_summed_over_a_year_at_most(day: World, last: str, fits: bool) -> None:
    asked = {"from": "2025-11-22", "to": last}
    if fits:
        assert listing.days(day.table, asked)["days"]
        return
    with pytest.raises(Problem, match="within 366 days"):
        listing.days(day.table, asked)
