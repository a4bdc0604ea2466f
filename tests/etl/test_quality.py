"""The quality gate: when a delivery is refused, and that people are told once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.etl.limits import Limits
from chalicelib.etl.quality import COUNTS_SHOWN, describe, judge
from chalicelib.etl.results import QualityIssue, RejectedRow, Transformed
from chalicelib.etl.transforming import transform
from tests.etl.building import csv_bytes, page, sample, sample_parts, sap

ROW = {"Material": "M", "Description": "", "Is Packaging": "Y"}


def delivery(name: str, taken: int, rejected: int = 0, **fields: int) -> Transformed:
    rows = [RejectedRow(name, at, {}, (f"Material: is empty {at % 3}",)) for at in range(rejected)]
    unattributed = {name: fields["unattributed"]} if "unattributed" in fields else {}
    return Transformed(
        {name: [ROW] * taken}, rows, [], {name: taken + rejected}, unattributed=unattributed, source="S"
    )


CASES: list[tuple[str, Transformed, dict[str, int], Limits, str]] = [
    ("whole", delivery("packaging", 100), {}, Limits(), ""),
    ("whole, as large as before", delivery("packaging", 100), {"packaging": 100}, Limits(), ""),
    ("B25: 5 of 100 rejected", delivery("packaging", 95, 5), {}, Limits(), ""),
    (
        "B25: 6 of 100 rejected",
        delivery("packaging", 94, 6),
        {},
        Limits(),
        "6 of 100 rows are rejected, over the limit of 5 %",
    ),
    ("B25: a limit of 10 %", delivery("packaging", 90, 10), {}, Limits(rejected_percent=10), ""),
    ("B25: all rejected", delivery("packaging", 0, 3), {}, Limits(), "3 of 3 rows are rejected"),
    (
        "B25: a single measure",
        delivery("measures", 999, 1),
        {},
        Limits(),
        "1 of 1000 rows are rejected, over the limit of 0 %",
    ),
    ("B25: traffic", delivery("report", 94, 6), {}, Limits(), "6 of 100 rows are rejected"),
    ("A10: 80 % of the last good load", delivery("packaging", 80), {"packaging": 100}, Limits(), ""),
    (
        "A10: 79 %",
        delivery("packaging", 79),
        {"packaging": 100},
        Limits(),
        "79 rows, the last good load had 100",
    ),
    (
        "A10: 79 % taken, 80 % delivered",
        delivery("packaging", 79, 1),
        {"packaging": 100},
        Limits(),
        "79 rows, the last",
    ),
    ("A10: 59 of 73", delivery("packaging", 59), {"packaging": 73}, Limits(), ""),
    (
        "A10: 58 of 73",
        delivery("packaging", 58),
        {"packaging": 73},
        Limits(),
        "58 rows, the last good load had 73",
    ),
    ("A10: traffic may be any size", delivery("shipments", 1), {"shipments": 100}, Limits(), ""),
    ("A11: empty", delivery("packaging", 0), {}, Limits(), "packaging: the delivery is empty"),
    ("A11: empty traffic", delivery("shipments", 0), {}, Limits(), "shipments: the delivery is empty"),
    (
        "A11: empty, as it may be",
        delivery("shipments", 0),
        {},
        Limits(may_be_empty=frozenset({"shipments"})),
        "",
    ),
    (
        "a line of nobody's invoice",
        delivery("invoice_lines", 99, 1, unattributed=1),
        {},
        Limits(),
        "to which Invoice 1 of",
    ),
    ("a product of nobody", delivery("product_master", 99, 1, unattributed=1), {}, Limits(), ""),
]


@pytest.mark.parametrize(
    ("transformed", "last_good", "limits", "reason"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_gate(transformed: Transformed, last_good: dict[str, int], limits: Limits, reason: str) -> None:
    verdict = judge(transformed, last_good, limits)
    assert verdict.accepted is (reason == "")
    assert [reason in found for found in verdict.reasons] == ([True] if reason else [])
    if reason:
        assert verdict.alert is not None
        assert verdict.alert.reasons == verdict.reasons


@given(st.integers(1, 500), st.integers(0, 600), st.integers(1, 100))
def test_the_bound_is_exact(taken: int, before: int, percent: int) -> None:
    """A10: rows x 100 >= percent x last good, with nothing rounded; growth is no fault."""
    verdict = judge(delivery("packaging", taken), {"packaging": before}, Limits(smallest_percent=percent))
    assert verdict.accepted is (taken * 100 >= percent * before)


def test_a_good_delivery_is_worth_no_alert() -> None:
    assert judge(sample("ZEMM004"), {"invoice_lines": 9_999}).alert is None


def test_one_alert_for_ten_thousand_broken_rows() -> None:
    """C16: with counts, never one per row"""
    rows = [["M1", "bed", "Y"], *([f"X{at}", "", "maybe"] for at in range(9_000)), *[["short"]] * 1_000]
    data = csv_bytes(["Material", "Description", "Is Packaging"], rows)
    alert = judge(transform("Packaging_Material.csv", [("p", data)]), {}).alert
    assert alert is not None
    assert (alert.source, alert.accepted, alert.delivered) == ("Packaging_Material.csv", False, 10_001)
    assert alert.rejected == 10_000
    assert [count for _, count in alert.counts] == [9_000, 1_000]
    assert alert.counts[0][0] == "packaging: Is Packaging: is neither Y nor N. Write Y or N"
    text = describe(alert)
    assert "REFUSED" in text
    assert "9000 × packaging: Is Packaging: is neither Y nor N" in text
    assert len(text.splitlines()) == 5


def test_an_alert_does_not_grow_with_the_kinds_of_problems() -> None:
    """C16"""
    rows = [RejectedRow("packaging", at, {}, (f"Material: problem {at}",)) for at in range(500)]
    alert = judge(Transformed({"packaging": [ROW] * 99_500}, rows, [], {"packaging": 100_000}), {}).alert
    assert alert is not None
    assert alert.accepted
    assert len(alert.counts) == COUNTS_SHOWN + 1
    assert alert.counts[-1] == ("other problems", 500 - COUNTS_SHOWN)


def test_issues_are_worth_an_alert_without_a_refusal() -> None:
    issues = [QualityIssue("EXTRA_COLUMN", "packaging", "NEW", "…")]
    verdict = judge(Transformed({"packaging": [ROW]}, [], issues, {"packaging": 1}, source="PACKAGING"), {})
    assert verdict.accepted
    assert verdict.alert is not None
    assert verdict.alert.counts == (("packaging: EXTRA_COLUMN", 1),)
    assert describe(verdict.alert).startswith("Delivery of PACKAGING: accepted with remarks.")


def test_a_broken_measure_refuses_the_delivery() -> None:
    """The order of measures is law: one that lacks changes duty, and nobody would be asked."""
    good = [{"SEQNO": str(at), "PROGRAM": f"P{at}"} for at in range(1, 60)]
    assert judge(sap("TARIFF_SEQUENCE", *good), {}).accepted
    assert not judge(
        sap("TARIFF_SEQUENCE", *good, {"SEQNO": "60", "PROGRAM": "P60", "BASIS": "?"}), {}
    ).accepted


def test_one_broken_line_withholds_its_invoice_and_no_more() -> None:
    lines = [{"INVNO": f"I{at // 10}", "POSNR": str(at % 10 + 1)} for at in range(100)]
    lines[5]["MENGE"] = "x"
    verdict = judge(sap("ZEMM004", *lines), {})
    assert verdict.accepted
    assert verdict.alert is not None
    assert (verdict.alert.rejected, verdict.alert.withheld) == (1, 9)


def test_an_empty_feed_of_sap_is_refused() -> None:
    """A11: reference data is never wiped"""
    transformed = transform("PACKAGING", [("1", page("PACKAGING", []))])
    assert judge(transformed, {"packaging": 67}).reasons == ("packaging: the delivery is empty.",)


def test_a_file_of_its_header_alone_is_refused() -> None:
    """A11"""
    data = csv_bytes(["Material", "Description", "Is Packaging"], [])
    assert not judge(transform("Packaging_Material.csv", [("p", data)]), {}).accepted


def test_a_file_cut_at_the_end_of_a_row_is_refused() -> None:
    """A10: nothing in it is wrong to see"""
    name = "Product_List.csv"
    ((_, data),) = sample_parts(name)
    last_good = {data_set: len(rows) for data_set, rows in sample(name).sets.items()}
    half = transform(name, [(name, b"".join(data.splitlines(keepends=True)[:37]))])
    assert half.rejected == []
    assert len(judge(half, last_good).reasons) == 2
    assert judge(sample(name), last_good).accepted
