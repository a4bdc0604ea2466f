"""What a person should know of an entry that is made all the same (R2.14)."""

import pytest

from tests.customs.building import (
    InvoicedLine,
    advisories,
    case,
    column,
    entry_of,
    findings,
    goods,
    hts_row,
    packing,
)

MATTRESS, SPRUNG, PILLOW, BED = "9404.21.0013", "9404.29.9087", "9404.90.2000", "9403.20.0035"
OCTOBER = "2026-10-15"


def noted(*lines: InvoicedLine, entered: str = OCTOBER) -> list[str]:
    """The advisories of an entry that is made."""
    entry = entry_of(*lines, entered=entered)
    assert findings(entry) == []
    return advisories(entry)


# Antidumping and countervailing cases

ORDERS = {
    # origin: case, first day, Federal Register
    "KH": ("A-555-001", "2021-05-14", "86 FR 26460"),
    "ID": ("A-560-836", "2021-05-14", "86 FR 26460"),
    "MY": ("A-557-818", "2021-05-14", "86 FR 26460"),
    "RS": ("A-801-002", "2021-05-14", "86 FR 26460"),
    "TH": ("A-549-841", "2021-05-14", "86 FR 26460"),
    "TR": ("A-489-841", "2021-05-14", "86 FR 26460"),
    "VN": ("A-552-827", "2021-05-14", "86 FR 26460"),
}
DAY_BEFORE = "2021-05-13"
CASES: dict[str, tuple[str, str, str, list[str]]] = {
    # HTS, origin, entry date, cases
    **{
        f"R2.14 {source}: {number} on its first day": (MATTRESS, origin, day, [number])
        for origin, (number, day, source) in ORDERS.items()
    },
    **{
        f"R2.14 {source}: {number} the day before": (MATTRESS, origin, DAY_BEFORE, [])
        for origin, (number, _, source) in ORDERS.items()
    },
    **{
        f"R2.14 {source}: {number} of 9404.29 too": (SPRUNG, origin, OCTOBER, [number])
        for origin, (number, _, source) in ORDERS.items()
    },
    "R2.14 84 FR: A-570-092 the day before": (MATTRESS, "CN", "2019-12-15", []),
    "R2.14 84 FR: A-570-092 on its first day": (MATTRESS, "CN", "2019-12-16", ["A-570-092"]),
    "R2.14 86 FR 26460: C-570-128 the day before": (MATTRESS, "CN", "2021-05-13", ["A-570-092"]),
    "R2.14 86 FR 26460: C-570-128 beside A-570-092": (
        MATTRESS,
        "CN",
        "2021-05-14",
        ["A-570-092", "C-570-128"],
    ),
    "R2.14 a mattress of MX is in no case": (MATTRESS, "MX", OCTOBER, []),
    "R2.14 a pillow is in no case": (PILLOW, "VN", OCTOBER, []),
    "R2.14 a bed is in no case": (BED, "CN", OCTOBER, []),
}


@pytest.mark.parametrize(("hts", "origin", "day", "cases"), CASES.values(), ids=CASES)
def test_goods_in_the_scope_of_a_case(hts: str, origin: str, day: str, cases: list[str]) -> None:
    expected = [f"ADCVD {number} {hts} {origin}" for number in cases]
    assert noted(goods(hts, origin=origin), entered=day) == expected


def test_a_case_is_told_once_for_each_number_and_origin() -> None:
    """R2.14: three lines of one mattress, one of another number, one from elsewhere."""
    lines = [
        *(goods(MATTRESS, origin="VN") for _ in range(3)),
        goods(SPRUNG, origin="VN"),
        goods(MATTRESS, origin="TH"),
    ]
    assert noted(*lines) == [
        f"ADCVD A-549-841 {MATTRESS} TH",
        f"ADCVD A-552-827 {MATTRESS} VN",
        f"ADCVD A-552-827 {SPRUNG} VN",
    ]


def test_a_case_goes_by_the_origin_that_is_declared() -> None:
    """R2.14 and R2.03: listed as MX, invoiced as VN."""
    article = goods(MATTRESS, material="M1", origin="MX", invoiced_origin="VN")
    assert noted(article) == [f"ADCVD A-552-827 {MATTRESS} VN", f"ORIGIN_MISMATCH M1 {MATTRESS} VN"]


def test_a_case_row_may_name_whole_chapters_and_several_origins() -> None:
    """R2.14 and R3.01: prefixes and origins as in a measure; an empty first day is open."""
    rows = [case("A-1", "9403|9404.21", "CN|VN"), case("A-2", "*", "VN")]
    entry = entry_of(goods(BED, origin="CN"), goods(PILLOW, origin="VN"), cases=rows)
    assert advisories(entry) == [f"ADCVD A-1 {BED} CN", f"ADCVD A-2 {PILLOW} VN"]


# Products

PRODUCTS: dict[str, tuple[list[InvoicedLine], list[str]]] = {
    "R2.14 ORIGIN_MISMATCH": ([goods(origin="CN", invoiced_origin="VN")], [f"ORIGIN_MISMATCH M1 {BED} VN"]),
    "R2.14 no mismatch where they agree": ([goods(origin="CN", invoiced_origin="CN")], []),
    "R2.14 no mismatch where only one is known": (
        [goods(origin="", invoiced_origin="VN"), goods(origin="VN")],
        [],
    ),
    "R2.14 ORIGIN_MISMATCH of one material from two countries": (
        [
            goods(origin="CN", invoiced_origin="VN", material="M1"),
            goods(origin="CN", invoiced_origin="TH", material="M1"),
        ],
        [f"ORIGIN_MISMATCH M1 {BED} TH", f"ORIGIN_MISMATCH M1 {BED} VN"],
    ),
    "R2.14 ORIGIN_MISMATCH once for two lines": (
        [goods(origin="CN", invoiced_origin="VN", material="M1") for _ in range(2)],
        [f"ORIGIN_MISMATCH M1 {BED} VN"],
    ),
    "R2.14 SPI_IGNORED of S": ([goods(origin="VN", spi="S")], [f"SPI_IGNORED M1 {BED} VN"]),
    "R2.14 SPI_IGNORED of S+": ([goods(origin="CN", spi="S+")], [f"SPI_IGNORED M1 {BED} CN"]),
    "R2.14 S of MX is not ignored": ([goods(origin="MX", spi="S")], []),
    "R2.14 S+ of CA is not ignored": ([goods(origin="CA", spi="S+")], []),
    "R2.14 another SPI is not ignored": ([goods(origin="VN", spi="A")], []),
    "R2.14 INACTIVE_PRODUCT": ([goods(status="Inactive")], [f"INACTIVE_PRODUCT M1 {BED} CN"]),
    "R2.14 INACTIVE_PRODUCT is any status but Active": (
        [goods(status="Blocked")],
        [f"INACTIVE_PRODUCT M1 {BED} CN"],
    ),
    "R2.14 packaging may be inactive": ([goods(), packing(net="1")], []),
    "R2.14 all of one material, sorted by kind": (
        [goods(origin="MX", invoiced_origin="VN", spi="S", status="Blocked")],
        [f"INACTIVE_PRODUCT M1 {BED} VN", f"ORIGIN_MISMATCH M1 {BED} VN", f"SPI_IGNORED M1 {BED} VN"],
    ),
    "R2.14 two materials, sorted by subject": (
        [goods(status="Blocked", material="M9"), goods(status="Blocked", material="M10")],
        [f"INACTIVE_PRODUCT M10 {BED} CN", f"INACTIVE_PRODUCT M9 {BED} CN"],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), PRODUCTS.values(), ids=PRODUCTS)
def test_what_is_odd_of_a_product(lines: list[InvoicedLine], expected: list[str]) -> None:
    assert noted(*lines) == expected


# Lines of no value

OTHER = "9403.20.0050"
ZERO: dict[str, tuple[list[InvoicedLine], list[str], list[str]]] = {
    "R2.14 a value of 0 stays a line": ([goods(value="0")], ["0"], [f"ZERO_VALUE 001 {BED} CN"]),
    "R2.14 a value that rounds to 0: 0.49": ([goods(value="0.49")], ["0"], [f"ZERO_VALUE 001 {BED} CN"]),
    "R2.14 0.50 is 1": ([goods(value="0.50")], ["1"], []),
    "R2.14 the line's number is named": (
        [goods(BED, "10"), goods(OTHER, "0.20")],
        ["10", "0"],
        [f"ZERO_VALUE 002 {OTHER} CN"],
    ),
    "R2.14 two lines": (
        [goods(BED, "0"), goods(OTHER, "0")],
        ["0", "0"],
        [f"ZERO_VALUE 001 {BED} CN", f"ZERO_VALUE 002 {OTHER} CN"],
    ),
    "R2.14 0 with packing of 1 is no line of no value": ([goods(value="0"), packing("1")], ["1"], []),
}


@pytest.mark.parametrize(("lines", "values", "expected"), ZERO.values(), ids=ZERO)
def test_lines_of_no_value(lines: list[InvoicedLine], values: list[str], expected: list[str]) -> None:
    entry = entry_of(*lines, measures=())
    assert (column(entry, "value"), advisories(entry)) == (values, expected)


def test_a_part_of_no_value() -> None:
    """R2.14 and R2.04: 0.4 % of 100 is steel of 0.40; its line is the second and stays."""
    entry = entry_of(goods("9403.99.9045", "100", steel_share="0.4"), entered="2026-01-15")
    assert advisories(entry) == ["ZERO_VALUE 002 9403.99.9045 CN"]


def test_a_held_entry_has_none() -> None:
    """R2.14 and R2.15: a mattress of an inactive product, and one that has no HTS number."""
    entry = entry_of(goods(MATTRESS, origin="VN", status="Blocked"), goods("", material="M2"))
    assert (findings(entry), advisories(entry)) == (["MISSING_HTS M2"], [])


def test_kinds_in_their_order() -> None:
    """R2.14: ADCVD, INACTIVE_PRODUCT, ORIGIN_MISMATCH, SPI_IGNORED, ZERO_VALUE."""
    said = {"material": "M1", "origin": "MX", "invoiced_origin": "VN", "spi": "S", "status": "Blocked"}
    entry = entry_of(goods(MATTRESS, "0", **said), hts=[hts_row(MATTRESS)])
    assert [advisory["kind"] for advisory in entry["advisories"]] == [
        "ADCVD",
        "INACTIVE_PRODUCT",
        "ORIGIN_MISMATCH",
        "SPI_IGNORED",
        "ZERO_VALUE",
    ]
