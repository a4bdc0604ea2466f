"""Rows that come twice, and units of which a row is broken."""

from typing import Any

import pytest

from chalicelib.etl.transforming import transform
from tests.etl.building import csv_file, sample_set, sap

KEYS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("product_weights", "ZFMIOR002", {"NTGEW": "9.000"}, {"MATNR": "1"}),
    ("product_master", "ZEMM005", {"MAKTX": "Table"}, {"MATNR": "1"}),
    ("hts_rates", "ZFMIOR003", {"RATE_TXT": "6%"}, {"STAWN": "8501312000"}),
    ("packaging", "PACKAGING", {"PACKAGING": ""}, {"MATNR": "1"}),
    ("invoice_lines", "ZEMM004", {"MENGE": "6"}, {"INVNO": "INV2"}),
    ("shipments", "ZEMM07", {"MODE": "40"}, {"SHIPNO": "SH2"}),
    ("report", "ZSDR002", {"DUTY": "9.00"}, {"SHIPNO": "SH2"}),
]
IDS = [case[0] for case in KEYS]


@pytest.mark.parametrize(("name", "source", "_", "other"), KEYS, ids=IDS)
def test_identical_rows_count_once(name: str, source: str, _: object, other: dict[str, Any]) -> None:
    """A16"""
    transformed = sap(source, {}, other, {}, {})
    assert len(transformed.sets[name]) == 2
    assert transformed.rejected == []
    (issue,) = transformed.issues
    assert (issue.kind, issue.set) == ("IDENTICAL_ROWS", name)
    assert issue.message == "The rows 1, 3, 4 are identical and count once."


@pytest.mark.parametrize(("name", "source", "change", "other"), KEYS, ids=IDS)
def test_rows_that_contradict_each_other_are_all_rejected(
    name: str, source: str, change: dict[str, Any], other: dict[str, Any]
) -> None:
    """A17: also one that a third row repeats"""
    transformed = sap(source, {}, other, change, {})
    assert len(transformed.sets[name]) == 1
    assert [row.row_number for row in transformed.rejected] == [1, 3, 4]
    assert all("the same key comes with other values" in row.problems[0] for row in transformed.rejected)
    (issue,) = transformed.issues
    assert (issue.kind, issue.set) == ("CONFLICTING_ROWS", name)
    assert "The rows 1, 3, 4 contradict each other" in issue.message


def test_a_number_written_otherwise_is_no_contradiction() -> None:
    """A16"""
    transformed = sap("ZEMM004", {"NETWR": "7.50", "POSNR": "10"}, {"NETWR": "7.5000", "POSNR": "000010"})
    assert [row["Amount"] for row in transformed.sets["invoice_lines"]] == ["7.50"]


@pytest.mark.parametrize("change", [{"POSNR": "000020"}, {"INVNO": "INV2"}], ids=["line", "invoice"])
def test_the_key_of_an_invoice_line_is_invoice_and_line(change: dict[str, str]) -> None:
    """A17"""
    assert sap("ZEMM004", {}, {**change, "MENGE": "9"}).rejected == []


def test_the_same_heading_twice_is_no_contradiction() -> None:
    """A17: measures have no key but their place"""
    transformed = sap("TARIFF_SEQUENCE", {}, {"SEQNO": "2", "RATE": "0.10"}, {"SEQNO": "3"})
    assert [row["Rate"] for row in transformed.sets["measures"]] == ["0.25", "0.10"]
    assert [issue.kind for issue in transformed.issues] == ["IDENTICAL_ROWS"]


def test_a_rejected_row_is_no_repetition_of_a_good_one() -> None:
    transformed = sap("ZEMM004", {"MENGE": "x"}, {"MENGE": "5", "INVNO": "INV2"}, {"INVNO": "INV2"})
    assert [row.row_number for row in transformed.rejected] == [1]
    assert len(transformed.sets["invoice_lines"]) == 1


def test_an_invoice_without_one_of_its_lines_is_withheld() -> None:
    lines = [{"POSNR": "10"}, {"POSNR": "20", "MENGE": "x"}, {"POSNR": "30"}, {"INVNO": "INV2"}]
    transformed = sap("ZEMM004", *lines)
    assert [row["Invoice"] for row in transformed.sets["invoice_lines"]] == ["INV2"]
    assert [row.row_number for row in transformed.rejected] == [2]
    assert [row.row_number for row in transformed.withheld] == [1, 3]
    assert transformed.withheld[0].problems == (
        "Invoice: INV1 has another row that is broken. Mend that row and deliver all again",
    )
    assert transformed.doubtful == {"invoice_lines": frozenset({"INV1"})}
    assert [(issue.kind, issue.subject) for issue in transformed.issues] == [("UNIT_WITHHELD", "INV1")]


def test_a_doubtful_unit_is_named_as_its_rows_name_it() -> None:
    periods = [{"DATAB": "20170101"}, {"DATAB": "20260101", "UOM1": "a\x00"}]
    transformed = sap("ZFMIOR003", *periods)
    assert transformed.doubtful == {"hts_rates": frozenset({"9403.20.0035"})}
    assert [row.row_number for row in transformed.withheld] == [1]


def test_the_rows_of_a_broken_unit_count_once_too() -> None:
    """A16: what is withheld is not also told to be a repetition that counts"""
    transformed = sap("ZEMM004", {"POSNR": "20", "MENGE": "x"}, {}, {})
    assert [row.row_number for row in transformed.withheld] == [2]


def test_a_unit_that_cannot_be_read_is_counted() -> None:
    transformed = sap("ZEMM004", {"INVNO": " "}, {"INVNO": "a\u200bb"}, {"INVNO": 5}, {})
    assert len(transformed.sets["invoice_lines"]) == 1
    assert (transformed.unattributed, transformed.doubtful) == ({"invoice_lines": 3}, {})


def test_a_unit_is_found_under_any_of_its_spellings() -> None:
    """A broken row of ` ＩＮＶ1` is one of INV1."""
    transformed = sap("ZEMM004", {"INVNO": " ＩＮＶ1", "MENGE": "x"}, {})
    assert transformed.doubtful == {"invoice_lines": frozenset({"INV1"})}
    assert transformed.sets["invoice_lines"] == []


def test_exchange_rates_repeat_by_currency_and_date() -> None:
    """A16 A17"""
    row = sample_set("exchange_rates")[0]
    other = {**row, "Date": "2026-01-01"}
    data = csv_file("exchange_rates", [row, row, other, {**other, "USD per Unit": "0.2"}])
    transformed = transform("Exchange_Rate.csv", [("Exchange_Rate.csv", data)])
    # A currency that lacks a date is withheld whole: an older rate would be taken for the right one.
    assert transformed.sets["exchange_rates"] == []
    assert [row.row_number for row in transformed.rejected] == [4, 5]
    assert [row.row_number for row in transformed.withheld] == [2]
