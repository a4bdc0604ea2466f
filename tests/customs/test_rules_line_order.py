"""The order of customs lines and their numbers (R2.06; lines of CBP Form 7501)."""

from typing import Any

import pytest

from tests.customs.building import (
    InvoicedLine,
    Row,
    column,
    documents,
    entry_of,
    findings,
    goods,
    hts_row,
    measure,
    order,
    shipment,
    world,
)

BED, FURNITURE, SUPPORT = "9403.20.0035", "9403.20.0050", "9404.10.0000"
CLAIM = "9903.88.69"
CLAIMED = f"claim:{CLAIM}"


def sources(entry: dict[str, Any]) -> list[list[str]]:
    """The invoice lines of every customs line, in its order."""
    assert findings(entry) == []
    found: list[list[str]] = column(entry, "sources")
    return found


P = measure("P", "9903.01.01", "0.1")
ORDERED: dict[str, tuple[list[InvoicedLine], list[Row], list[list[str]]]] = {
    "R2.06 by HTS digits": ([goods(SUPPORT), goods(FURNITURE), goods(BED)], [], [["30"], ["20"], ["10"]]),
    "R2.06 by invoice before number": (
        [goods(SUPPORT, invoice="INV1", line="1"), goods(BED, invoice="INV2", line="2")],
        [],
        [["1"], ["2"]],
    ),
    "R2.06 by invoice, wherever it stands in the file": (
        [goods(BED, invoice="INV2", line="2"), goods(SUPPORT, invoice="INV1", line="1")],
        [],
        [["1"], ["2"]],
    ),
    "R2.06 by number before origin": (
        [goods(FURNITURE, origin="CN"), goods(BED, origin="VN")],
        [],
        [["20"], ["10"]],
    ),
    "R2.06 by origin": (
        [goods(origin=origin) for origin in ("VN", "TW", "CN", "MX")],
        [],
        [["30"], ["40"], ["20"], ["10"]],
    ),
    "R2.06 by origin before SPI": (
        [goods(origin="VN"), goods(origin="CA", spi="S")],
        [],
        [["20"], ["10"]],
    ),
    "R2.06 by SPI: none, A, S, S+": (
        [goods(origin="MX", spi=spi) for spi in ("S+", "S", "A", "")],
        [],
        [["40"], ["30"], ["20"], ["10"]],
    ),
    "R2.06 by SPI before the stack": (
        [goods(origin="MX", spi="A", claims=CLAIM), goods(origin="MX")],
        [measure("P", "9903.01.01", condition=CLAIMED), measure("P", "9903.01.02")],
        [["20"], ["10"]],
    ),
    "R2.06 the shorter stack where it begins the longer": (
        [goods(claims=CLAIM), goods()],
        [P, measure("Q", "9903.02.01", "0", condition=CLAIMED)],
        [["20"], ["10"]],
    ),
    "R2.06 position by position: the longer stack where its first heading is less": (
        [goods(), goods(claims=CLAIM)],
        [
            measure("P", "9903.01.01", "0", condition=CLAIMED),
            measure("P", "9903.01.02", "0"),
            measure("Q", "9903.02.01", "0", condition=CLAIMED),
        ],
        [["20"], ["10"]],
    ),
    "R2.06 the rate of the first heading before the second heading": (
        [goods(claims=CLAIM), goods()],
        [
            measure("P", "9903.01.01", "0.2", condition=CLAIMED),
            P,
            measure("Q", "9903.02.01", "0", condition=CLAIMED),
            measure("Q", "9903.02.02", "0"),
        ],
        [["20"], ["10"]],
    ),
}


@pytest.mark.parametrize(("lines", "measures", "expected"), ORDERED.values(), ids=ORDERED)
def test_the_order_of_lines(
    lines: list[InvoicedLine], measures: list[Row], expected: list[list[str]]
) -> None:
    assert sources(entry_of(*lines, measures=measures, orders=[order("P Q")])) == expected


METALS = ("steel", "aluminum", "copper")
NUMBERS = [f"9403.20.{place:04d}" for place in range(50)]


def test_parts_stand_in_their_own_order_and_not_the_alphabet_s() -> None:
    """R2.06: where the stacks are equal; the content measures are in a programme that is not reported."""
    content = [measure("CONTENT", "9903.81.91", "0.5", basis=f"metal:{m}") for m in METALS]
    article = goods(BED, "100", steel_share="20", aluminum_share="30", copper_share="40")
    entry = entry_of(article, measures=[P, *content], orders=[order("P Q")])
    assert [(line["part"], line["value"]) for line in entry["lines"]] == [
        ("non_metal", "10"),
        ("steel", "20"),
        ("aluminum", "30"),
        ("copper", "40"),
    ]


def test_the_stack_stands_before_the_part() -> None:
    """R2.06: the steel's stack begins with the lesser heading, and so its line is the first."""
    rows = [
        measure("P", "9903.01.01", "0.5", basis="metal:steel"),
        measure("P", "9903.01.02", "0.1"),
    ]
    entry = entry_of(goods(BED, "100", steel_share="20"), measures=rows, orders=[order("P Q")])
    assert column(entry, "part") == ["steel", "non_metal"]


def test_numbers_run_through_a_shipment_and_begin_again() -> None:
    """R2.06: 001, 002, ... per shipment over its invoices, by their names as text: INV10 before INV2."""
    lines = [goods(hts, invoice=name) for name in ("INV2", "INV10", "INV3") for hts in (FURNITURE, BED)]
    rows = [
        shipment("INV2", number="SH1"),
        shipment("INV10", number="SH1"),
        shipment("INV3", number="SH2"),
    ]
    first, second = documents(world(*lines, shipments=rows))
    assert [(line["line"], line["invoice"], line["hts"]) for line in first["lines"]] == [
        ("001", "INV10", BED),
        ("002", "INV10", FURNITURE),
        ("003", "INV2", BED),
        ("004", "INV2", FURNITURE),
    ]
    assert [(line["line"], line["invoice"]) for line in second["lines"]] == [("001", "INV3"), ("002", "INV3")]


def test_a_hundred_lines_and_more() -> None:
    """R2.06: three digits, and as many as are needed."""
    origins = sorted({*"CN VN TW TH KH MX CA MY ID IN GB BD PH TR JP KR CH IT DE FR ES PL".split()})
    lines = [goods(hts, "1", origin=origin) for hts in NUMBERS for origin in origins]
    entry = entry_of(*lines, measures=(), hts=[hts_row(hts) for hts in NUMBERS])
    numbers = column(entry, "line")
    assert (len(numbers), numbers[0], numbers[98:101], numbers[-1]) == (
        1100,
        "001",
        ["099", "100", "101"],
        "1100",
    )
