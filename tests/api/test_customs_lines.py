"""Customs lines, entries and trails, as the routes give them."""

import json
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.customs.processor import generate
from chalicelib.customs.publish import entry_document
from chalicelib.customs.reading import read_dataset
from chalicelib.store import entries
from chalicelib.store.datasets import Pins
from tests.api.calling import Caller, connected, document, problem, secured
from tests.api.calls import DAY, ENTRY
from tests.pipeline.world import SAMPLES, World

MADE = ("shipment", "entry_date", "status", "findings", "lines", "totals", "advisories")


def plain(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry as the command line writes it, without what the API says beside it."""
    return {name: value for name, value in entry.items() if name in MADE}


def test_the_lines_are_those_of_the_command_line(somebody: Caller) -> None:
    """From SAP's pages through raw bucket, ETL, table and HTTP: nothing has changed on the way."""
    expected: dict[str, list[dict[str, Any]]] = {}
    for entry in generate(read_dataset(SAMPLES)):
        made = entry_document(entry)
        expected.setdefault(made["entry_date"], []).append(made)
    for day, made_that_day in expected.items():
        found = document(somebody.get(f"/api/customs-lines?date={day}"))["entries"]
        assert list(map(plain, found)) == sorted(made_that_day, key=lambda one: str(one["shipment"])), day


def test_a_period_includes_both_its_ends(somebody: Caller) -> None:
    found = document(somebody.get("/api/customs-lines?from=2026-10-31&to=2026-11-02"))["entries"]
    assert sorted({entry["entry_date"] for entry in found}) == ["2026-10-31", "2026-11-01", "2026-11-02"]
    days = [entry["entry_date"] for entry in found]
    assert days == sorted(days)


def test_a_day_without_entries_has_none(somebody: Caller) -> None:
    for path, name in (("customs-lines", "entries"), ("comparisons", "comparisons")):
        found = document(somebody.get(f"/api/{path}?date=1999-01-01"))
        assert (found[name], found["next"]) == ([], None)
        assert {Decimal(total) for total in found["totals"].values()} == {Decimal(0)}


def test_an_entry_is_the_same_by_its_path_by_its_shipment_and_by_its_date(somebody: Caller) -> None:
    by_path = document(somebody.get(f"/api/entries/{ENTRY}"))
    [by_shipment] = document(somebody.get(f"/api/customs-lines?shipment={ENTRY}"))["entries"]
    assert set(MADE) < set(by_shipment) < set(by_path)
    assert by_shipment.items() <= by_path.items()
    assert by_shipment in document(somebody.get(f"/api/customs-lines?date={DAY}"))["entries"]


def test_lines_on_pages_of_their_own_are_listed_with_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry of very many lines keeps them beside its own record."""
    world, made = World(), document_of_many_lines()
    result = entries.Result(made, [], [], [], Pins(), "test")
    monkeypatch.setattr(entries, "BODY_LIMIT", 1000)
    assert entries.store(world.table, result, None, "2026-11-23T00:00:00Z", "") is not None
    with connected(world) as somebody:
        assert plain(document(somebody.get("/api/entries/MANY"))) == made
        [listed] = document(somebody.get("/api/customs-lines?date=2026-11-18"))["entries"]
    assert plain(listed) == made


def document_of_many_lines() -> dict[str, Any]:
    """An entry of 2,500 lines."""
    lines = [{"line": f"{number:03d}", "value": str(number * 7), "tariffs": []} for number in range(1, 2501)]
    return {
        "shipment": "MANY",
        "entry_date": "2026-11-18",
        "status": "generated",
        "findings": [],
        "lines": lines,
        "totals": {},
        "advisories": [],
    }


@pytest.mark.parametrize("line", ["001", "1", "00001", "%30%30%31"])
def test_the_trail_of_a_line_tells_of_that_line(somebody: Caller, line: str) -> None:
    found = document(somebody.get(f"/api/entries/{ENTRY}/lines/{line}/trail"))
    entry = document(somebody.get(f"/api/entries/{ENTRY}"))
    assert found["line"] == entry["lines"][0]


@pytest.mark.parametrize(
    "accept",
    ["text/html", "text/html,application/xml;q=0.9,*/*;q=0.8", "TEXT/HTML", "application/json, text/html"],
)
def test_the_trail_is_a_page_for_a_browser(somebody: Caller, accept: str) -> None:
    response = somebody.get(f"/api/entries/{ENTRY}/lines/001/trail", accept=accept)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    secured(response)
    page = response.body.decode()
    assert page.startswith("<!DOCTYPE html>")
    assert "8517.62.0090" in page
    assert "<script" not in page.lower()


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "application/xml"])
def test_the_trail_is_json_for_a_program(somebody: Caller, accept: str) -> None:
    headers = {"accept": accept} if accept else {}
    assert document(somebody.get(f"/api/entries/{ENTRY}/lines/001/trail", **headers))["line"]


@pytest.mark.parametrize("line", ["999", "99999", "3"])
def test_a_line_that_there_is_not_is_not_found(somebody: Caller, line: str) -> None:
    told = problem(somebody.get(f"/api/entries/{ENTRY}/lines/{line}/trail"), 404, "No such line")
    assert f"{int(line):03d}" in told


@pytest.mark.parametrize(
    "line",
    ["0", "000", "-1", "1.0", "+1", "x", "1e3", "٣", "²", "100000", "0" * 5000 + "1", "%20", "1%0A"],
)
def test_what_is_no_line_is_told(somebody: Caller, line: str) -> None:
    problem(somebody.get(f"/api/entries/{ENTRY}/lines/{line}/trail"), 400, "Not a line")


@pytest.mark.parametrize("shipment", ["X", "sh261100084", "../pipeline", "SH261100084#", "a/b", "%41", "☃"])
@pytest.mark.parametrize("suffix", ["", "/lines/001/trail"])
def test_a_shipment_that_there_is_not_is_not_found(somebody: Caller, shipment: str, suffix: str) -> None:
    told = problem(somebody.get(f"/api/entries/{quote(shipment, safe='')}{suffix}"), 404)
    assert shipment in told


NO_NAMES = [*"%20 %00 %0A a%0Db %E2%80%AE %E2%80%8B %C2%A0 %FF a%C3 %ED%A0%80".split(), "x" * 101]


@pytest.mark.parametrize("shipment", NO_NAMES)
@pytest.mark.parametrize("suffix", ["", "/lines/001/trail"])
def test_what_is_no_name_is_told(somebody: Caller, shipment: str, suffix: str) -> None:
    problem(somebody.get(f"/api/entries/{shipment}{suffix}"), 400, "Not a name")


def test_a_name_is_unquoted_once_wherever_it_comes_from(somebody: Caller) -> None:
    """Percent signs that belong to a name stay; in a query and in a body nothing is left to unquote."""
    for sent in (
        somebody.get("/api/entries/100%2541"),
        somebody.get("/api/customs-lines?shipment=100%2541"),
        somebody.compare(json.dumps({"shipment": "100%41"}).encode()),
    ):
        assert "100%41" in problem(sent, 404)


def test_a_held_entry_says_what_it_lacks(somebody: Caller, day: World) -> None:
    held = [
        entry
        for date in ("2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22")
        for entry in document(somebody.get(f"/api/customs-lines?date={date}"))["entries"]
        if entry["status"] == "needs_input"
    ]
    assert held
    assert all(entry["findings"] and not entry["lines"] for entry in held)
