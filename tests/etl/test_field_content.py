"""Content that must not come through, and content that must come through as it is."""

import pytest

from tests.etl.building import sap

AS_TEXT = "Format the column as Text, copy the number from its source again and save as CSV UTF-8"

QUARANTINED: list[tuple[str, str, dict[str, object], str]] = [
    (
        "B3: a NUL",
        "ZEMM004",
        {"MATNR": "47\x0011"},
        "MATNR (Material): contains a character that cannot be seen",
    ),
    ("B3: a zero-width space", "ZEMM07", {"SHIPNO": "SH\u200b1"}, "SHIPNO (Shipment): contains a character"),
    (
        "B3: right-to-left override",
        "ZEMM005",
        {"MAKTX": "a\u202eb"},
        "MAKTX (Description): contains a control",
    ),
    ("B7: ambiguous 1,234", "ZEMM004", {"NETWR": "1,234"}, "NETWR (Amount): is not a plain decimal number"),
    ("B7: 1'234", "ZEMM004", {"NETWR": "1'234"}, "NETWR (Amount): is not a plain decimal number"),
    ("B8: 1_000", "ZEMM004", {"MENGE": "1_000"}, "MENGE (Quantity): is not a plain decimal number"),
    (
        "B8: full-width digits",
        "ZEMM004",
        {"MENGE": "１２"},
        "MENGE (Quantity): is not a plain decimal number",
    ),
    ("B8: Arabic digits", "ZEMM004", {"MENGE": "٣"}, "MENGE (Quantity): is not a plain decimal number"),
    ("B8: an exponent", "ZEMM004", {"MENGE": "1e3"}, "MENGE (Quantity): is not a plain decimal number"),
    ("B8: NaN", "ZEMM004", {"NETWR": "NaN"}, "NETWR (Amount): is not a plain decimal number"),
    ("B8: Infinity", "ZEMM004", {"NETWR": "Infinity"}, "NETWR (Amount): is not a plain decimal number"),
    ("B8: seven places", "ZEMM004", {"NETWR": "1.2345678"}, "NETWR (Amount): has more than 6 decimal places"),
    ("B9: a negative weight", "ZFMIOR002", {"NTGEW": "1.000-"}, "NTGEW (Net Weight (kg)): is negative"),
    ("B9: a tiny negative weight", "ZFMIOR002", {"NTGEW": "0.0001-"}, "NTGEW (Net Weight (kg)): is negative"),
    (
        "B9: an absurd weight",
        "ZFMIOR002",
        {"NTGEW": "9" * 16},
        "NTGEW (Net Weight (kg)): is larger than 999,999,999,999,999",
    ),
    ("B9: a negative share", "ZEMM005", {"ALU_VAL": "2-"}, "ALU_VAL (Aluminum Value %): is negative"),
    ("B9: no quantity", "ZEMM004", {"MENGE": ""}, "MENGE (Quantity): is empty"),
    (
        "B10: no unit of weight",
        "ZFMIOR002",
        {"GEWEI": ""},
        "NTGEW (Net Weight (kg)): is a weight without a unit",
    ),
    ("B10: an unknown unit", "ZFMIOR002", {"GEWEI": "OZ"}, "BRGEW (Gross Weight (kg)): is a weight in 'OZ'"),
    ("B11: six digits", "ZEMM005", {"STAWN": "610910"}, "STAWN (HTS Code): has 6 digits, not ten"),
    ("B11: a lost zero in front", "ZFMIOR003", {"STAWN": "610910001"}, "STAWN (HTS Code): has nine digits"),
    ("B11: scientific notation", "ZEMM005", {"STAWN": "6.10911E+09"}, f"digits are lost. {AS_TEXT}"),
    ("B11: an apostrophe", "ZEMM005", {"STAWN": "'6109100012"}, "STAWN (HTS Code): contains an apostrophe"),
    (
        "B11: a superscript digit",
        "ZEMM005",
        {"STAWN": "610910001²"},
        "contains digits that are not plain 0 to 9",
    ),
    (
        "B11: dots in the wrong places",
        "ZEMM005",
        {"STAWN": "61.0910.0012"},
        "has its dots in the wrong places",
    ),
    ("B13: 30 February", "ZEMM07", {"EXPDT": "20250230"}, "EXPDT (Export Date): is no day of the calendar"),
    (
        "B13: the leap day of 1900",
        "ZEMM07",
        {"EXPDT": "19000229"},
        "EXPDT (Export Date): is no day of the calendar",
    ),
    (
        "B13: a spreadsheet's day",
        "ZEMM07",
        {"EXPDT": "45717"},
        "EXPDT (Export Date): is not a date of the form",
    ),
    ("B13: slashes", "ZEMM07", {"EXPDT": "03/04/2025"}, "EXPDT (Export Date): is not a date of the form"),
    (
        "B13: two digits of a year",
        "ZEMM07",
        {"EXPDT": "250304"},
        "EXPDT (Export Date): is not a date of the form",
    ),
    ("B13: no date where one is needed", "ZEMM07", {"ENTRYDT": "00000000"}, "ENTRYDT (Entry Date): is empty"),
    (
        "B14: UK",
        "ZEMM005",
        {"HERKL": "UK"},
        "HERKL (Country of Origin): is not an ISO 3166 country code. Write GB",
    ),
    (
        "B14: EL",
        "ZEMM005",
        {"HERKL": "EL"},
        "HERKL (Country of Origin): is not an ISO 3166 country code. Write GR",
    ),
    (
        "B14: CHN",
        "ZEMM005",
        {"HERKL": "CHN"},
        "HERKL (Country of Origin): is not an ISO 3166 country code. Write CN",
    ),
    (
        "B14: lower case",
        "ZEMM005",
        {"HERKL": "cn"},
        "HERKL (Country of Origin): is not an ISO 3166 country code",
    ),
    ("B15: no currency", "ZEMM004", {"WAERS": ""}, "WAERS (Currency): is empty"),
    ("B15: a sign for a currency", "ZEMM004", {"WAERS": "US$"}, "WAERS (Currency): is not a currency code"),
    ("a mode of one digit", "ZEMM07", {"MODE": "1"}, "MODE (Mode): is not a mode of transport"),
    ("an entry type of one digit", "ZEMM07", {"ENTTYPE": "1"}, "ENTTYPE (Entry Type): is not an entry type"),
    (
        "a period that ends before it begins",
        "ZFMIOR003",
        {"DATBI": "20161231"},
        "DATBI (Effective To): ends before",
    ),
    (
        "a tariff code of another number",
        "ZSDR002",
        {"TARIFF": "8501312000"},
        "TARIFF (Tariff Code): is neither a Chapter 99 heading nor the line's HTS number",
    ),
    ("an unknown basis", "TARIFF_SEQUENCE", {"BASIS": "metal:gold"}, "BASIS (Basis): is not a basis"),
    ("an unknown condition", "TARIFF_SEQUENCE", {"COND": "moon:full"}, "COND (Condition):"),
    ("A20: a number", "ZEMM004", {"MENGE": 5}, "MENGE (Quantity): is not text"),
    ("A20: null", "ZEMM004", {"HERKL": None}, "HERKL (Country of Origin): is not text"),
    ("A20: a truth value", "PACKAGING", {"PACKAGING": True}, "PACKAGING (Is Packaging): is not text"),
    ("A20: a list", "ZEMM004", {"MATNR": ["4711"]}, "MATNR (Material): is not text"),
    ("A20: a unit that is no text", "ZFMIOR002", {"GEWEI": 5}, "NTGEW (Net Weight (kg)): is not text"),
    ("B23: a description of a megabyte", "ZEMM005", {"MAKTX": "x" * 1_000_000}, "row: has more than 100,000"),
]


@pytest.mark.parametrize(
    ("source", "change", "problem"), [case[1:] for case in QUARANTINED], ids=[case[0] for case in QUARANTINED]
)
def test_a_broken_value_costs_its_own_row(source: str, change: dict[str, object], problem: str) -> None:
    other = {"ZFMIOR003": {"STAWN": "9403200050"}, "TARIFF_SEQUENCE": {"SEQNO": "0002", "PROGRAM": "P2"}}
    keys = {"ZEMM004": "INVNO", "ZEMM07": "SHIPNO", "ZSDR002": "SHIPNO"}
    good = other.get(source) or {keys.get(source, "MATNR"): "OTHER"}
    transformed = sap(source, change, good)
    ((taken,),) = transformed.sets.values()
    assert taken
    (rejected,) = transformed.rejected
    assert rejected.row_number == 1
    assert any(problem in found for found in rejected.problems), rejected.problems


TAKEN: list[tuple[str, str]] = [
    ("B16: a formula", '=HYPERLINK("http://x","y")'),
    ("B16: a plus", "+1"),
    ("B16: a minus", "-1+1"),
    ("B16: an at", "@SUM(A1)"),
    ("B17: a script", "<script>alert(1)</script>"),
    ("B17: an image", '"><img src=x onerror=alert(1)>'),
    ("B17: a link", "javascript:alert(1)"),
    ("other alphabets", "可调床 – größe 90×200 ½"),
]


@pytest.mark.parametrize("text", [case[1] for case in TAKEN], ids=[case[0] for case in TAKEN])
def test_a_description_is_kept_as_it_is(text: str) -> None:
    """It is what writes files and pages that has to take care."""
    (row,) = sap("ZEMM005", {"MAKTX": text}).sets["product_master"]
    assert row["Description"] == text


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    (rejected,) = sap("ZEMM004", {"MENGE": "1e3", "INVDT": "x", "WAERS": "", "HERKL": 5}).rejected
    assert [problem.split(":")[0] for problem in rejected.problems] == [
        "MENGE (Quantity)",
        "WAERS (Currency)",
        "HERKL (Country of Origin)",
        "INVDT (Invoice Date)",
    ]


def test_a_rejected_row_can_always_be_stored() -> None:
    """B23: a value of a megabyte, or none"""
    (rejected,) = sap("ZEMM005", {"MAKTX": "\u0301" + "x" * 10_000, "SPI": None}).rejected
    assert "\n".join(rejected.source_row.values()).encode()
    assert len(rejected.source_row["MAKTX"]) < 2_100
    assert rejected.source_row["SPI"] == "None"
    assert rejected.source_row["STAWN"] == "9403200035"
