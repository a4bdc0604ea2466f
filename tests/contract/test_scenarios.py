"""What-if over HTTP: the answers of the command line, several goods at once, and what is refused."""

import json
from typing import Any

import pytest

from chalicelib.api.bodies import Invalid, checked
from chalicelib.api.scenarios import scenarios
from chalicelib.customs.numbers import MICRO
from chalicelib.customs.reading import read_dataset
from chalicelib.customs.scenario import WhatIf, ask, outcomes_document
from tests.api.calling import Caller, document
from tests.pipeline.world import SAMPLES, World

DATA = read_dataset(SAMPLES)
PRODUCTS = {product.material: product for product in DATA.products}
LINE = {"material": "10004946", "value": "50000", "quantity": "1000"}
KEPT = ("status", "findings", "lines", "totals", "advisories", "duty_and_fees")


def body(**said: Any) -> dict[str, Any]:
    return {"lines": [LINE], "entry_dates": ["2026-11-22"], "mode": "11"} | said


def answered(day: World, **said: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = scenarios(day.ports, checked("scenarios.WhatIf", body(**said)))["scenarios"]
    return found


@pytest.mark.parametrize("mode", ["11", "40"])
@pytest.mark.parametrize("material", ["10004946", "10004156", "10005467"])
def test_one_line_is_what_the_command_line_answers(day: World, material: str, mode: str) -> None:
    origins, dates = ["CN", "VN", "MX", "DE"], ["2018-10-01", "2024-06-15", "2026-10-15", "2026-11-22"]
    lines = [LINE | {"material": material}]
    found = answered(day, lines=lines, origins=origins, entry_dates=dates, mode=mode)
    product = PRODUCTS[material]
    asked = [
        WhatIf(product, origin, date, mode, 50_000 * MICRO, 1000 * MICRO)
        for origin in origins
        for date in dates
    ]
    expected = outcomes_document(ask(DATA, asked))["scenarios"]
    assert len(found) == len(expected) == 16
    for one, other in zip(found, expected, strict=True):
        assert (one["origin"], one["entry_date"]) == (other["origin"], other["entry_date"])
        assert {name: one[name] for name in KEPT} == {name: other[name] for name in KEPT}
        assert one["changes_next"] == (other["next_change"] and other["next_change"]["entry_date"])


def test_each_duty_says_what_it_is_reckoned_on(day: World) -> None:
    [found] = answered(day, origins=["CN"])
    assert all(tariff["base"].endswith("USD") for line in found["lines"] for tariff in line["tariffs"])


def test_goods_of_several_lines_are_one_entry(day: World) -> None:
    """MPF has a maximum per entry: two lines of one entry pay it once."""
    one = LINE | {"value": "400000"}
    [found] = answered(day, lines=[one, one | {"material": "10004156"}], origins=["VN"])
    assert len(found["lines"]) == 2
    [apart] = answered(day, lines=[one], origins=["VN"])
    assert found["totals"]["mpf"] == apart["totals"]["mpf"]


def test_the_same_material_may_be_asked_about_in_two_ways(day: World) -> None:
    lines = [LINE, LINE | {"hts": "9403.20.0035"}, LINE | {"net_kg": "1.5"}, LINE]
    [found] = answered(day, lines=lines, origins=["VN"])
    assert found["status"] == "generated"
    assert {line["hts"] for line in found["lines"]} == {"8501.31.2000", "9403.20.0035"}
    assert sum(int(line["value"]) for line in found["lines"]) == 200_000


def test_without_origins_each_line_has_its_own(day: World) -> None:
    lines = [LINE, LINE | {"material": "10004156"}, LINE | {"material": "10005467", "origin": "DE"}]
    [found] = answered(day, lines=lines)
    assert found["origin"] is None
    assert {line["origin"] for line in found["lines"]} == {PRODUCTS["10004946"].origin, "MX", "DE"}


def test_an_article_that_nobody_lists_needs_its_number_and_weight(day: World) -> None:
    line = {"hts": "8501.31.2000", "value": "100.50", "quantity": "3", "net_kg": "2.5", "origin": "CN"}
    [found] = answered(day, lines=[line])
    assert found["status"] == "generated"
    assert found["lines"][0]["net_kg"] == "7.500"
    [held] = answered(day, lines=[{name: value for name, value in line.items() if name != "net_kg"}])
    assert [finding["kind"] for finding in held["findings"]] == ["MISSING_WEIGHT"]


def test_the_exchange_rate_is_that_of_the_export_date(day: World) -> None:
    line = LINE | {"currency": "CNY"}
    [then] = answered(day, lines=[line], origins=["CN"], export_date="2018-01-02")
    [now] = answered(day, lines=[line], origins=["CN"])
    assert then["lines"][0]["value"] == "7036"  # 50,000 × 0.140725
    assert then["lines"][0]["value"] != now["lines"][0]["value"]
    [missing] = answered(day, lines=[line], origins=["CN"], export_date="2017-12-31")
    assert [finding["kind"] for finding in missing["findings"]] == ["MISSING_EXCHANGE_RATE"]


def test_what_changes_next_is_the_law_and_not_the_exchange_rate(day: World) -> None:
    [dollars] = answered(day, origins=["CN"], entry_dates=["2024-01-01"])
    line = LINE | {"currency": "CNY", "value": "350000"}
    [yuan] = answered(day, lines=[line], origins=["CN"], entry_dates=["2024-01-01"])
    assert dollars["changes_next"] == yuan["changes_next"] is not None


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"lines": []}, ["lines"]),
        ({"lines": [LINE] * 51}, ["lines"]),
        ({"lines": [{}]}, ["lines.0.quantity", "lines.0.value"]),
        ({"lines": [{"value": "1", "quantity": "1"}]}, ["lines.0.material"]),
        ({"lines": [LINE | {"value": 50000}]}, ["lines.0.value"]),
        ({"lines": [LINE | {"value": "-1"}]}, ["lines.0.value"]),
        ({"lines": [LINE | {"value": "1e3"}]}, ["lines.0.value"]),
        ({"lines": [LINE | {"quantity": "1.1234567"}]}, ["lines.0.quantity"]),
        ({"lines": [LINE | {"hts": "8501.31"}]}, ["lines.0.hts"]),
        ({"lines": [LINE | {"claims": ["8501.31.2000"]}]}, ["lines.0.claims.0"]),
        ({"lines": [LINE | {"spi": "s"}]}, ["lines.0.spi"]),
        ({"lines": [LINE | {"currency": "usd"}]}, ["lines.0.currency"]),
        ({"lines": [LINE | {"origin": "XX"}]}, ["lines.0.origin"]),
        ({"lines": [LINE | {"duty": "0"}]}, ["lines.0.duty"]),
        ({"entry_dates": []}, ["entry_dates"]),
        ({"entry_dates": ["2026-11-22"] * 5}, ["entry_dates"]),
        ({"entry_dates": ["22.11.2026"]}, ["entry_dates.0"]),
        ({"origins": ["CN"] * 5}, ["origins"]),
        ({"origins": ["China"]}, ["origins.0"]),
        ({"mode": "99"}, ["mode"]),
        ({"export_date": "x"}, ["export_date"]),
        ({"stored": True}, ["stored"]),
    ],
)
def test_what_makes_no_sense_is_told_by_field(said: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(Invalid) as told:
        checked("scenarios.WhatIf", body(**said))
    assert sorted(told.value.errors) == fields


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"material": "nobody's", "value": "1", "quantity": "1"}, "lines.0.material"),
        ({"hts": "8501.31.2000", "value": "1", "quantity": "1", "net_kg": "1"}, "lines.0.origin"),
    ],
)
def test_what_nobody_knows_is_told_by_field(day: World, line: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as told:
        answered(day, lines=[line])
    assert list(told.value.errors) == [field]


def test_nothing_is_stored(changing: Caller, fresh: Any) -> None:
    before = {record.key: record for record in fresh.records()}
    sent = json.dumps(body(origins=["CN", "VN"])).encode()
    response = changing.send("POST", "/api/scenarios", sent, content_type="application/json")
    assert len(document(response)["scenarios"]) == 2
    assert {record.key: record for record in fresh.records()} == before
