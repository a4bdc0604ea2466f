"""R5.02: every kind of finding, with its field, both values, the difference and the duty effect."""

import pytest

from chalicelib.customs.compare.severity import ALWAYS_MATERIAL
from tests.customs.building import goods, hts_row
from tests.customs.compare.reporting import FREE, OURS, RIGHT, Rows, compared, declared, told

NO_LIST3 = f"9903.05.31 1250.00 + {FREE} 0.00"
SWAPPED = f"9903.05.31 1250.00 + 9903.88.03 2500.00 + {FREE} 0.00"
ORDER = f"9903.88.03, 9903.05.31, {FREE}"
OTHER = "8537.10.9170"
CASES = {
    "R5.02 VALUE below ours": (
        {"value": "9990"},
        ("value", "VALUE | 10000 | 9990 | -10 | -3.75 minor"),
    ),
    "R5.02 VALUE above ours, with cents": (
        {"value": "10000.50"},
        ("value", "VALUE | 10000 | 10000.5 | 0.5 | 0.19 minor"),
    ),
    "R5.02 QUANTITY above ours": (
        {"quantity": "101"},
        ("quantity", "QUANTITY | 100 | 101 | 1 | 0.00 material"),
    ),
    "R5.02 QUANTITY below ours": (
        {"quantity": "99.5"},
        ("quantity", "QUANTITY | 100 | 99.5 | -0.5 | 0.00 material"),
    ),
    "R5.02 QUANTITY left empty": (
        {"quantity": ""},
        ("quantity", "QUANTITY | 100 | - | - | 0.00 material"),
    ),
    "R5.02 UNIT": ({"unit": "kg"}, ("unit", "UNIT | No. | kg | - | 0.00 material")),
    "R5.02 UNIT left empty": ({"unit": ""}, ("unit", "UNIT | No. | - | - | 0.00 material")),
    "R5.02 NET_WEIGHT above ours": (
        {"net": "220"},
        ("net_weight", "NET_WEIGHT | 200.000 | 220.000 | 20.000 | 0.00 minor"),
    ),
    "R5.02 NET_WEIGHT below ours": (
        {"net": "198.5"},
        ("net_weight", "NET_WEIGHT | 200.000 | 198.500 | -1.500 | 0.00 info"),
    ),
    "R5.02 NET_WEIGHT left empty": (
        {"net": ""},
        ("net_weight", "NET_WEIGHT | 200.000 | - | - | 0.00 minor"),
    ),
    "R5.02 GROSS_WEIGHT above ours": (
        {"gross": "316"},
        ("gross_weight", "GROSS_WEIGHT | 300 | 316 | 16 | 0.00 minor"),
    ),
    "R5.02 GROSS_WEIGHT below ours": (
        {"gross": "284.5"},
        ("gross_weight", "GROSS_WEIGHT | 300 | 284.5 | -15.5 | 0.00 minor"),
    ),
    "R5.02 GROSS_WEIGHT left empty": (
        {"gross": ""},
        ("gross_weight", "GROSS_WEIGHT | 300 | - | - | 0.00 minor"),
    ),
    "R5.02 HTS": (
        {"numbers": f"9903.88.03 2500.00 + 9903.05.31 1250.00 + {OTHER} 0.00"},
        ("hts", f"HTS | {FREE} | {OTHER} | - | 0.00 material"),
    ),
    "R5.02 ORIGIN": ({"origin": "MY"}, ("origin", "ORIGIN | CN | MY | - | 0.00 material")),
    "R5.02 ORIGIN left empty": ({"origin": ""}, ("origin", "ORIGIN | CN | - | - | 0.00 material")),
    "R5.02 MISSING_CH99": (
        {"numbers": NO_LIST3},
        ("tariffs", "MISSING_CH99 | 9903.88.03 | - | - | -2500.00 material"),
    ),
    "R5.02 EXTRA_CH99 that no measure has": (
        {"numbers": f"9903.99.99 7.00 + {RIGHT}"},
        ("tariffs", "EXTRA_CH99 | - | 9903.99.99 | - | 7.00 material"),
    ),
    "R5.02 DEAD_PROGRAM": (
        {"numbers": f"9903.03.01 1000.00 + {RIGHT}"},
        ("tariffs", "DEAD_PROGRAM | - | 9903.03.01 | - | 1000.00 material"),
    ),
    "R5.02 WRONG_ORDER": (
        {"numbers": SWAPPED},
        ("tariffs", f"WRONG_ORDER | {ORDER} | 9903.05.31, 9903.88.03, {FREE} | - | 0.00 material"),
    ),
    "R5.02 DUTY of a heading": (
        {"numbers": RIGHT.replace("1250.00", "1200.00")},
        ("duty", "DUTY | 1250.00 | 1200.00 | -50.00 | -50.00 material"),
    ),
    "R5.02 DUTY of the line's own number": (
        {"numbers": RIGHT.replace(" 0.00", " 1.50")},
        ("duty", "DUTY | 0.00 | 1.50 | 1.50 | 1.50 minor"),
    ),
    "R5.02 MPF": ({"mpf": "30.64"}, ("mpf", "MPF | 34.64 | 30.64 | -4.00 | -4.00 minor")),
    "R5.02 MPF left empty": ({"mpf": ""}, ("mpf", "MPF | 34.64 | - | - | -34.64 material")),
    "R5.02 HMF": ({"hmf": "12.75"}, ("hmf", "HMF | 12.50 | 12.75 | 0.25 | 0.25 minor")),
    "R5.02 HMF left empty": ({"hmf": ""}, ("hmf", "HMF | 12.50 | - | - | -12.50 minor")),
}
ADDED = f"{OTHER} 27.00"
LINES = {
    "R5.02 MISSING_LINE": (
        [declared(RIGHT, value="1", quantity="1", invoice="INV2", line="007")],
        [
            ("001", "line", "MISSING_LINE | 001 | - | - | -3750.00 material"),
            ("007", "line", "EXTRA_LINE | - | 007 | - | 3750.00 material"),
        ],
    ),
    "R5.02 EXTRA_LINE": (
        [declared(), declared(ADDED, line="002", value="1000")],
        [("002", "line", "EXTRA_LINE | - | 002 | - | 27.00 material")],
    ),
    "R5.02 EXTRA_LINE of the report in its order": (
        [declared(), *[declared(ADDED, line=line) for line in ("10", "9", "0A")]],
        [
            (line, "line", f"EXTRA_LINE | - | {line} | - | 27.00 material")
            for line in ("9", "10", "0A")
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CASES.values(), ids=CASES)
def test_one_field(said: dict[str, str], expected: tuple[str, str]) -> None:
    comparison = compared([declared(**said)])
    assert [(comparison.findings[0].field, *told(comparison))] == [expected]
    (finding,) = comparison.findings
    assert (finding.invoice, finding.hts, finding.origin, finding.line) == ("INV1", FREE, "CN", "001")


@pytest.mark.parametrize(("reported", "expected"), LINES.values(), ids=LINES)
def test_lines_that_only_one_side_has(reported: list[Rows], expected: list[tuple[str, ...]]) -> None:
    comparison = compared(reported)
    findings = zip(comparison.findings, told(comparison), strict=True)
    assert [(finding.line, finding.field, text) for finding, text in findings] == expected


def test_a_line_that_only_the_report_has_is_named_by_its_own_goods() -> None:
    comparison = compared([declared(), declared(ADDED, line="002", origin="MX", invoice="INV9", value="1")])
    (finding,) = comparison.findings
    assert finding[2:6] == ("INV9", OTHER, "MX", "002")


def test_these_are_all_kinds() -> None:
    shown = {text.split(" | ")[0] for _, (_, text) in CASES.values()} | {"MISSING_LINE", "EXTRA_LINE"}
    weights_and_money = {"VALUE", "NET_WEIGHT", "GROSS_WEIGHT", "DUTY", "MPF", "HMF"}
    assert shown == ALWAYS_MATERIAL | weights_and_money


@pytest.mark.parametrize(
    ("unit", "quantity", "reported", "expected"),
    [
        pytest.param("kg", "200.00", "200.5", "QUANTITY | 200.00 | 200.50 | 0.50", id="R5.02 kg, two places"),
        pytest.param("doz", "8.33", "8", "QUANTITY | 8.33 | 8.00 | -0.33", id="R5.02 dozens, two places"),
        pytest.param("prs", "100", "90", "QUANTITY | 100 | 90 | -10", id="R5.02 pairs, whole"),
        pytest.param("X", "", "5", "QUANTITY | - | 5 | -", id="R5.02 none is asked for"),
    ],
)
def test_a_quantity_is_written_with_the_places_of_its_unit(
    unit: str, quantity: str, reported: str, expected: str
) -> None:
    law = [hts_row(FREE, unit=unit)]
    assert told(compared([declared(unit=unit, quantity=quantity)], hts=law)) == []
    off = compared([declared(unit=unit, quantity=reported)], hts=law)
    assert told(off) == [f"{expected} | 0.00 material"]


@pytest.mark.parametrize("unit", ["no", "NO", "No", "NO.", "no."])
def test_units_are_compared_without_case_and_trailing_dot(unit: str) -> None:
    """R2.08."""
    assert told(compared([declared(unit=unit)])) == []


def test_findings_stand_by_our_line_then_by_field_then_what_only_the_report_has() -> None:
    ours = [OURS, goods(FREE, origin="AU", quantity="40"), goods(OTHER, "500", origin="AU", quantity="9")]
    numbers = f"9903.99.99 1.00 + 9903.05.31 3.00 + {FREE} 0.10"
    first = declared(
        numbers, value="9000", quantity="1", net="1", gross="1", mpf="9.00", hmf="9.00", line="003"
    )
    third = declared(f"{OTHER} 13.50", origin="NZ", value="500", unit="kg", line="001")
    extra = declared(f"{OTHER} 0.00", origin="IT", value="1", line="002")
    findings = compared([third, extra, first], ours).findings
    assert [(finding.line, finding.kind) for finding in findings] == [
        *[("001", "MISSING_LINE")],
        *[("002", kind) for kind in ("MISSING_CH99", "EXTRA_CH99", "VALUE", "QUANTITY")],
        *[("002", kind) for kind in ("NET_WEIGHT", "GROSS_WEIGHT", "DUTY", "DUTY", "MPF", "HMF")],
        *[("003", kind) for kind in ("ORIGIN", "UNIT", "NET_WEIGHT", "GROSS_WEIGHT", "MPF", "HMF")],
        *[("002", "EXTRA_LINE")],
    ]
