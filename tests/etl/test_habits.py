"""Every habit of SAP, worked out by hand."""

import pytest

from chalicelib.customs.codes import Refused
from chalicelib.etl import habits
from chalicelib.etl.habits import Habit
from chalicelib.etl.options import Options
from tests.etl.building import sap

COMMA = Options(decimal_comma=True)
POINT = Options()

READ: list[tuple[str, Habit, str, str, Options, str]] = [
    ("a material padded to 18", habits.MATERIAL, "000000000010004156", "", POINT, "10004156"),
    ("a material of letters, padded to 18", habits.MATERIAL, "00000000000000AB-1", "", POINT, "AB-1"),
    ("a material whose own name begins with zeros", habits.MATERIAL, "00A1", "", POINT, "00A1"),
    ("a short material of digits", habits.MATERIAL, "00123", "", POINT, "123"),
    ("no material", habits.MATERIAL, "000000000000000000", "", POINT, ""),
    ("a vendor padded to 10", habits.VENDOR, "00000V1001", "", POINT, "V1001"),
    ("a vendor of digits", habits.VENDOR, "0000100234", "", POINT, "100234"),
    ("a vendor whose own name begins with a zero", habits.VENDOR, "0V1", "", POINT, "0V1"),
    ("a number", habits.NUMBER, "5.00", "", POINT, "5.00"),
    ("a trailing minus", habits.NUMBER, "5.00-", "", POINT, "-5.00"),
    ("a trailing minus after a blank", habits.NUMBER, "5.00 -", "", POINT, "-5.00"),
    ("no number", habits.NUMBER, "", "", POINT, ""),
    ("B7: a thousands comma is left for the schema to refuse", habits.NUMBER, "1,234", "", POINT, "1,234"),
    ("B7: a decimal comma", habits.NUMBER, "12,5", "", COMMA, "12.5"),
    ("B7: thousands and a decimal comma", habits.NUMBER, "1.234.567,89", "", COMMA, "1234567.89"),
    ("B7: thousands alone", habits.NUMBER, "1.234", "", COMMA, "1234"),
    ("B7: neither", habits.NUMBER, "1234", "", COMMA, "1234"),
    ("B7: a decimal comma and a trailing minus", habits.NUMBER, "1.234,50-", "", COMMA, "-1234.50"),
    ("B7: nothing with a decimal comma", habits.NUMBER, "", "", COMMA, ""),
    ("kilograms", habits.WEIGHT, "66.712", "KG", POINT, "66.712"),
    ("kilograms of many places, half up", habits.WEIGHT, "0.0005", "KG", POINT, "0.001"),
    ("kilograms of many places, down", habits.WEIGHT, "0.00049", "KG", POINT, "0.000"),
    ("B10: a pound is 0.45359237 kg", habits.WEIGHT, "1", "LB", POINT, "0.454"),
    ("B10: 1000 lb", habits.WEIGHT, "1000.000", "LB", POINT, "453.592"),
    ("B10: 150.507 lb is 68.2688… kg", habits.WEIGHT, "150.507", "LB", POINT, "68.269"),
    ("B10: grams", habits.WEIGHT, "43121.000", "G", POINT, "43.121"),
    ("B10: half a gram goes up", habits.WEIGHT, "0.5", "G", POINT, "0.001"),
    ("no weight, whatever the unit", habits.WEIGHT, "", "", POINT, ""),
    ("a weight with a decimal comma", habits.WEIGHT, "1,5", "KG", COMMA, "1.500"),
    ("a negative weight stays negative for the schema", habits.WEIGHT, "0.0001-", "KG", POINT, "-0.0001"),
    ("a date", habits.DATE, "20261101", "", POINT, "2026-11-01"),
    ("no date", habits.DATE, "00000000", "", POINT, ""),
    ("an empty date", habits.DATE, "", "", POINT, ""),
    ("a day that is none is left for the schema", habits.DATE, "20250230", "", POINT, "2025-02-30"),
    ("an open end", habits.LAST_DAY, "99991231", "", POINT, ""),
    ("an end", habits.LAST_DAY, "20260223", "", POINT, "2026-02-23"),
    ("no end", habits.LAST_DAY, "00000000", "", POINT, ""),
    ("free of duty", habits.RATE_TEXT, "FREE", "", POINT, "Free"),
    ("a rate", habits.RATE_TEXT, "2.8%", "", POINT, "2.8%"),
    ("pieces", habits.UNIT, "NO", "", POINT, "No."),
    ("weight", habits.UNIT, "KG", "", POINT, "kg"),
    ("pairs", habits.UNIT, "PRS", "", POINT, "prs"),
    ("dozens", habits.UNIT, "DOZ", "", POINT, "doz"),
    ("no quantity", habits.UNIT, "X", "", POINT, "X"),
    ("a unit nobody converts", habits.UNIT, "M2", "", POINT, "M2"),
    ("packaging", habits.PACKAGING_FLAG, "X", "", POINT, "Y"),
    ("goods", habits.PACKAGING_FLAG, "", "", POINT, "N"),
    ("in use", habits.DELETION_FLAG, "", "", POINT, "Active"),
    ("marked for deletion", habits.DELETION_FLAG, "X", "", POINT, "Inactive"),
]
REFUSED: list[tuple[str, Habit, str, str, Options, str]] = [
    ("two minuses", habits.NUMBER, "-5-", "", POINT, "has a minus before and after the digits"),
    ("a minus alone", habits.NUMBER, "-", "", POINT, "has a minus before and after the digits"),
    (
        "B7: a decimal point where commas are set",
        habits.NUMBER,
        "12.5",
        "",
        COMMA,
        "is not a number with a decimal comma",
    ),
    ("B7: thousands in twos", habits.NUMBER, "1.23.456", "", COMMA, "is not a number with a decimal comma"),
    (
        "B7: both the other way round",
        habits.NUMBER,
        "1,234.5",
        "",
        COMMA,
        "is not a number with a decimal comma",
    ),
    ("B10: no unit", habits.WEIGHT, "5", "", POINT, "is a weight without a unit"),
    ("B10: an unknown unit", habits.WEIGHT, "5", "TO", POINT, "is a weight in 'TO', which is no known unit"),
    (
        "B10: a unit in small letters",
        habits.WEIGHT,
        "5",
        "kg",
        POINT,
        "is a weight in 'kg', which is no known unit",
    ),
    ("B8: a weight with an exponent", habits.WEIGHT, "1e3", "KG", POINT, "is not a plain decimal number"),
    ("B13: a date with dashes", habits.DATE, "2026-11-01", "", POINT, "is not a date of the form YYYYMMDD"),
    ("B13: a spreadsheet's day", habits.DATE, "45717", "", POINT, "is not a date of the form YYYYMMDD"),
    (
        "B13: digits of another alphabet",
        habits.DATE,
        "２０２６1101",
        "",
        POINT,
        "is not a date of the form YYYYMMDD",
    ),
    ("a flag of another kind", habits.PACKAGING_FLAG, "Y", "", POINT, "is neither X nor empty"),
    ("a deletion flag of another kind", habits.DELETION_FLAG, "N", "", POINT, "is neither X nor empty"),
]


@pytest.mark.parametrize(
    ("habit", "text", "beside", "options", "expected"),
    [case[1:] for case in READ],
    ids=[case[0] for case in READ],
)
def test_a_habit_is_undone(habit: Habit, text: str, beside: str, options: Options, expected: str) -> None:
    assert habit.read(text, beside, options) == expected


@pytest.mark.parametrize(
    ("habit", "text", "beside", "options", "problem"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_nothing_is_guessed(habit: Habit, text: str, beside: str, options: Options, problem: str) -> None:
    with pytest.raises(Refused) as refusal:
        habit.read(text, beside, options)
    assert problem in refusal.value.problem
    assert refusal.value.remedy


CANONICAL: list[tuple[str, str, dict[str, str], dict[str, str]]] = [
    (
        "positions and quantities lose needless zeros, money keeps two places",
        "ZEMM004",
        {"POSNR": "000120", "MENGE": "107.000 ", "NETPR": "253.07 ", "NETWR": "27078.49 "},
        {"Line": "120", "Quantity": "107", "Unit Price": "253.07", "Amount": "27078.49"},
    ),
    ("half a piece", "ZEMM004", {"MENGE": "0.500 "}, {"Quantity": "0.5"}),
    ("B9: a credit is a person's decision, not an error", "ZEMM004", {"NETWR": "7.50-"}, {"Amount": "-7.50"}),
    (
        "B15: three places of a currency are kept",
        "ZEMM004",
        {"NETWR": "7.505 ", "WAERS": "KWD"},
        {"Amount": "7.505"},
    ),
    ("B15: yen", "ZEMM004", {"NETWR": "1000 ", "WAERS": "JPY"}, {"Amount": "1000.00", "Currency": "JPY"}),
    ("no origin", "ZEMM004", {"HERKL": " "}, {"Country of Origin": ""}),
    ("numbers with dots", "ZEMM005", {"STAWN": "9403200035"}, {"HTS Code": "9403.20.0035"}),
    ("B11: dots already there", "ZEMM005", {"STAWN": "9403.20.00.35"}, {"HTS Code": "9403.20.0035"}),
    (
        "headings with dots",
        "ZEMM005",
        {"EXCL": "99038869|9903.88.67"},
        {"Exclusion Claim": "9903.88.69|9903.88.67"},
    ),
    ("shares", "ZEMM005", {"STEEL_VAL": "55.0 "}, {"Steel Value %": "55"}),
    ("no material gone", "ZEMM005", {"LVORM": "X"}, {"Status": "Inactive"}),
    ("weights", "ZFMIOR002", {"GEWEI": "LB"}, {"Net Weight (kg)": "4.536", "Copper (kg)": ""}),
    ("a weight of 0 is known", "ZFMIOR002", {"COPPER_WT": "0.000 "}, {"Copper (kg)": "0.000"}),
    ("a rate", "ZFMIOR003", {"UOM1": "KG"}, {"General Rate": "Free", "Unit 1": "kg", "Effective To": ""}),
    (
        "scopes with dots where the length has them",
        "TARIFF_SEQUENCE",
        {"HTS_SCOPE": "84122980|9403|940320| 8517620090|84122", "HTS_EXCEPT": "*"},
        {"HTS Scope": "8412.29.80|9403|9403.20|8517.62.0090|84122", "HTS Except": "*"},
    ),
    ("origins in their order", "TARIFF_SEQUENCE", {"ORIGIN": "VN | CN"}, {"Origin": "VN|CN"}),
    (
        "a rate is kept as written",
        "TARIFF_SEQUENCE",
        {"RATE": "0.10 ", "CAP": "0"},
        {"Rate": "0.10", "Cap": "0"},
    ),
    (
        "the report is evidence: quantities as declared",
        "ZSDR002",
        {"QTY": "0.00 ", "UOM": "KG", "NTGEW": "3480.360", "BRGEW": "3931", "MPF": "1.3"},
        {
            "Quantity": "0.00",
            "Unit": "kg",
            "Net Weight (kg)": "3480.360",
            "Gross Weight (kg)": "3931",
            "MPF": "1.30",
        },
    ),
    ("a line number is a name", "ZSDR002", {"LINENO": "001 "}, {"Line": "001"}),
]


@pytest.mark.parametrize(
    ("source", "change", "expected"), [case[1:] for case in CANONICAL], ids=[case[0] for case in CANONICAL]
)
def test_a_row_of_sap_becomes_canonical(
    source: str, change: dict[str, str], expected: dict[str, str]
) -> None:
    transformed = sap(source, change)
    ((row,),) = transformed.sets.values()
    assert {header: row[header] for header in expected} == expected
