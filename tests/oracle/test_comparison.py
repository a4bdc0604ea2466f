"""Planted discrepancies, one at a time, against the reference comparison."""

from typing import Any

import pytest

from .compare import compare
from .files import Tables, read_tables
from .small import ROOT, law, small_tables
from .worlds import report, right_report, world

REPORTED = {
    "Shipment": "SH1",
    "Invoice": "A",
    "Entry Date": "2026-10-15",
    "Line": "001",
    "HTS Code": "9404.29.9087",
    "Country of Origin": "CN",
    "Entered Value": "10000",
    "Quantity": "100",
    "Unit": "no",
    "Net Weight (kg)": "200.000",
    "Gross Weight (kg)": "300",
    "MPF": "34.64",
    "HMF": "12.50",
}
FIGURES = ("Quantity", "Unit", "Net Weight (kg)", "Gross Weight (kg)", "MPF", "HMF")
DUTIES = (("9903.88.03", "2500.00"), ("9903.05.31", "1250.00"), ("9404.29.9087", "600.00"))


def reported(change: dict[str, str], numbers: tuple[tuple[str, str], ...] = DUTIES) -> list[dict[str, str]]:
    """Our line of 100 mattresses for 10,000 from China as it ought to be reported, with changes."""
    line = {**REPORTED, **change}
    rows = []
    for ordinal, (code, duty) in enumerate(numbers, 1):
        row = {**line, "Ordinal": str(ordinal), "Tariff Code": code, "Duty": duty}
        if code != line["HTS Code"]:
            row |= {"Entered Value": "0", **dict.fromkeys(FIGURES, "")}
        rows.append(row)
    return rows


def mattresses() -> Tables:
    """The tables behind that line: 6 %, 301 list at 25 %, forced labor at 12.5 %."""
    return small_tables(
        [{"Amount": "10000", "Quantity": "100"}],
        products=[{"HTS Code": "9404.29.9087", "Net Weight (kg)": "2", "Gross Weight (kg)": "3"}],
        hts=[{"HTS Code": "9404.29.9087", "General Rate": "6%"}],
    )


def found(rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    """Kind, severity and duty effect of every finding against these report rows."""
    result = compare({**mattresses(), "Customs_Report": rows}, law())["comparisons"][0]
    return [(f["kind"], f["severity"], f["duty_effect"]) for f in result["findings"]]


SWAPPED = (DUTIES[1], DUTIES[0], DUTIES[2])
ON_10100 = (("9903.88.03", "2525.00"), ("9903.05.31", "1262.50"), ("9404.29.9087", "606.00"))


@pytest.mark.parametrize(
    ("change", "numbers", "expected"),
    [
        ({}, DUTIES, []),
        ({"Entered Value": "10010"}, DUTIES, [("VALUE", "minor", "4.35")]),
        (
            {"Entered Value": "10100", "MPF": "34.99", "HMF": "12.63"},
            ON_10100,
            [("VALUE", "material", "43.50")],
        ),
        ({"Quantity": "101"}, DUTIES, [("QUANTITY", "material", "0.00")]),
        ({"Unit": "kg", "Quantity": "200.00"}, DUTIES, [("UNIT", "material", "0.00")]),
        ({"Net Weight (kg)": "201.000"}, DUTIES, []),
        ({"Net Weight (kg)": "210.000"}, DUTIES, [("NET_WEIGHT", "info", "0.00")]),
        ({"Net Weight (kg)": "189.999"}, DUTIES, [("NET_WEIGHT", "minor", "0.00")]),
        ({"Gross Weight (kg)": "315"}, DUTIES, []),
        ({"Gross Weight (kg)": "284"}, DUTIES, [("GROSS_WEIGHT", "minor", "0.00")]),
        ({}, DUTIES[1:], [("MISSING_CH99", "material", "-2500.00")]),
        ({}, (("9903.99.99", "1.00"), *DUTIES), [("EXTRA_CH99", "material", "1.00")]),
        ({}, (("9903.01.24", "9.00"), *DUTIES), [("DEAD_PROGRAM", "material", "9.00")]),
        ({}, SWAPPED, [("WRONG_ORDER", "material", "0.00")]),
        ({}, (DUTIES[2], *DUTIES[:2]), [("WRONG_ORDER", "material", "0.00")]),
        ({}, (*DUTIES[:2], ("9404.29.9087", "600.01")), []),
        ({}, (*DUTIES[:2], ("9404.29.9087", "619.99")), [("DUTY", "minor", "19.99")]),
        ({}, (*DUTIES[:2], ("9404.29.9087", "580.00")), [("DUTY", "material", "-20.00")]),
        ({"MPF": "34.66"}, DUTIES, [("MPF", "minor", "0.02")]),
        ({"HMF": "0.00"}, DUTIES, [("HMF", "minor", "-12.50")]),
        ({"Country of Origin": "MY"}, DUTIES[1:], [("ORIGIN", "material", "-2500.00")]),
        ({"HTS Code": "9404.90.2000"}, (("9404.90.2000", "600.00"),), [("HTS", "material", "-3750.00")]),
        (
            {"HTS Code": "9404.90.2000", "Country of Origin": "MY"},
            (("9404.90.2000", "600.00"),),
            [("HTS", "material", "-3750.00"), ("ORIGIN", "material", "0.00")],
        ),
    ],
)
def test_one_cause_one_finding(
    change: dict[str, str], numbers: tuple[tuple[str, str], ...], expected: list[tuple[str, str, str]]
) -> None:
    assert found(reported(change, numbers)) == expected


def test_lines_nobody_has_on_the_other_side() -> None:
    other = {"HTS Code": "9404.90.2000", "Entered Value": "77", "Quantity": "3", "Line": "002"}
    rows = reported({}) + reported(other, (("9404.90.2000", "4.62"),))
    assert found(rows) == [("EXTRA_LINE", "material", "4.62")]
    assert found(reported(other, (("9404.90.2000", "4.62"),))) == [
        ("MISSING_LINE", "material", "-4350.00"),
        ("EXTRA_LINE", "material", "4.62"),
    ]


def test_not_reported_is_pending_and_unknown_shipments_fail() -> None:
    rows = reported({"Shipment": "SH9"})
    result = compare({**mattresses(), "Customs_Report": rows}, law())["comparisons"]
    assert [(each["shipment"], each["status"]) for each in result] == [("SH1", "pending"), ("SH9", "fail")]
    assert [finding["kind"] for finding in result[1]["findings"]] == ["EXTRA_LINE"]


def test_own_tolerances_replace_the_defaults() -> None:
    tables = {**mattresses(), "Customs_Report": reported({"Entered Value": "10010"})}
    assert compare(tables, law(), {"value": "10"})["comparisons"][0]["status"] == "pass"


def test_samples_differ_only_where_something_was_planted() -> None:
    result: list[dict[str, Any]] = compare(read_tables(ROOT / "samples"), law())["comparisons"]
    statuses = [each["status"] for each in result]
    assert {status: statuses.count(status) for status in statuses} == {
        "pass": 70,
        "fail": 20,
        "warn": 8,
        "pending": 9,
    }
    assert max(len(each["findings"]) for each in result) == 1


def test_worlds_and_their_reports_are_the_same_every_time() -> None:
    for seed in range(10):
        tables, invented_law = world(seed)
        assert (tables, invented_law) == world(seed)
        assert report(tables, invented_law, seed) == report(tables, invented_law, seed)


def test_a_right_report_is_silent() -> None:
    for seed in range(40):
        tables, invented_law = world(seed)
        rows = right_report(tables, invented_law)
        result = compare({**tables, "Customs_Report": rows}, invented_law)["comparisons"]
        assert not [finding for each in result for finding in each["findings"]]
        assert {each["status"] for each in result} <= {"pass", "pending"}
