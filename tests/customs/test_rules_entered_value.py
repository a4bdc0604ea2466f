"""Entered value in whole dollars that add up to the invoice's (R2.07; 19 CFR 159.3)."""

from typing import Any

import pytest

from tests.customs.building import (
    InvoicedLine,
    Row,
    column,
    entry_of,
    findings,
    goods,
    hts_row,
    measure,
    order,
)


def number(place: int) -> str:
    """HTS numbers in ascending order: the line of place 1 stands first."""
    return f"9403.20.{place:02d}00"


def values(entry: dict[str, Any]) -> list[str]:
    """The entered values of the lines, which add up to the entry's."""
    assert findings(entry) == []
    found: list[str] = column(entry, "value")
    assert sum(map(int, found)) == int(entry["totals"]["value"])
    return found


def entered(amounts: str, rates: str = "") -> list[str]:
    """The entered values of lines of these amounts, each at its column 1 rate or Free, in line order."""
    general = rates.split() or ["Free"] * len(amounts.split())
    lines = [goods(number(place), amount) for place, amount in enumerate(amounts.split(), start=1)]
    rows = [hts_row(number(place), rate) for place, rate in enumerate(general, start=1)]
    return values(entry_of(*lines, hts=rows, measures=()))


CASES: dict[str, tuple[str, str, str]] = {
    # One line
    "R2.07 19 CFR 159.3: 100.49 -> 100": ("100.49", "", "100"),
    "R2.07 19 CFR 159.3: 100.50 -> 101": ("100.50", "", "101"),
    "R2.07 19 CFR 159.3: 100.499999 -> 100": ("100.499999", "", "100"),
    "R2.07 19 CFR 159.3: 0.49 -> 0": ("0.49", "", "0"),
    "R2.07 19 CFR 159.3: 0.50 -> 1": ("0.50", "", "1"),
    # No unit to adjust
    "R2.07 10.20 + 20.80 = 31.00 -> 10 + 21": ("10.20 20.80", "", "10 21"),
    "R2.07 10.20 + 20.20 = 30.40, half-up 30 -> 10 + 20": ("10.20 20.20", "", "10 20"),
    # Over: one is taken from lines rounded up, smallest fraction first
    "R2.07 19 CFR 159.3: 100.50 + 200.50 + 300.50 -> 602": ("100.50 200.50 300.50", "", "100 201 301"),
    "R2.07 over by 1, smallest fraction: 10.90 + 20.60 + 30.50 = 62.00, half-up 63": (
        "10.90 20.60 30.50",
        "",
        "11 21 30",
    ),
    "R2.07 over by 1, a fraction of .50 before one of .51: 10.51 + 20.50 = 31.01": (
        "10.51 20.50",
        "",
        "11 20",
    ),
    "R2.07 over by 2: 10.50 + 20.50 + 30.50 + 40.50 = 102, half-up 104": (
        "10.50 20.50 30.50 40.50",
        "",
        "10 20 31 41",
    ),
    "R2.07 over by 2, smallest fractions: 10.70 + 20.50 + 30.60 + 40.60 + 50.60 = 153.00, half-up 155": (
        "10.70 20.50 30.60 40.60 50.60",
        "",
        "11 20 30 41 51",
    ),
    "R2.07 over, and a line rounded down stays: 10.40 + 20.55 + 30.55 + 40.50 = 102.00, half-up 103": (
        "10.40 20.55 30.55 40.50",
        "",
        "10 21 31 40",
    ),
    "R2.07 over, and a whole number stays: 10 + 20.50 + 30.50 = 61": ("10 20.50 30.50", "", "10 20 31"),
    "R2.07 a line of 0.50 may come to 0: 0.50 + 0.50 = 1": ("0.50 0.50", "", "0 1"),
    # Under: one is added to lines rounded down, largest fraction first
    "R2.07 under by 1, largest fraction: 10.30 + 20.40 + 30.45 = 61.15, half-up 60": (
        "10.30 20.40 30.45",
        "",
        "10 20 31",
    ),
    "R2.07 under by 1, equal fractions by line order: 10.40 + 20.40 + 30.40 = 61.20": (
        "10.40 20.40 30.40",
        "",
        "11 20 30",
    ),
    "R2.07 under by 2: five of .40, 152.00, half-up 150": (
        "10.40 20.40 30.40 40.40 50.40",
        "",
        "11 21 30 40 50",
    ),
    "R2.07 under, and a line rounded up stays: 10.90 + 20.30 + 30.40 = 61.60 -> 62": (
        "10.90 20.30 30.40",
        "",
        "11 20 31",
    ),
    "R2.07 under, and a whole number stays: 10 + 20.40 + 30.40 = 60.80 -> 61": (
        "10 20.40 30.40",
        "",
        "10 21 30",
    ),
    "R2.07 under, and a line of 0 may get the dollar: 0.40 + 0.40 = 0.80 -> 1": ("0.40 0.40", "", "1 0"),
    # Equal fractions: the lower total ad valorem rate first, then line order
    "R2.07 equal fractions, under: 10.40 at 25 %, 20.40 Free, 30.40 at 25 %": (
        "10.40 20.40 30.40",
        "25% Free 25%",
        "10 21 30",
    ),
    "R2.07 equal fractions, over: 10.50 at 6 % and 20.50 Free": ("10.50 20.50", "6% Free", "11 20"),
    "R2.07 equal fractions and rates: line order, over": ("10.50 20.50 30.50", "6% 3% 3%", "11 20 31"),
    "R2.07 equal fractions and rates: line order, under": ("10.40 20.40 30.40", "6% 3% 3%", "10 21 30"),
    "R2.07 rates as numbers: 9 % before 10 %": ("10.50 20.50", "10% 9%", "11 20"),
    "R2.07 the fraction before the rate, over: .50 at 25 % before .51 Free": (
        "10.51 20.50",
        "Free 25%",
        "11 20",
    ),
    "R2.07 the fraction before the rate, under: .45 at 25 % before .40 Free": (
        "10.40 20.45 30.30",
        "Free 25% Free",
        "10 21 30",
    ),
    "R2.07 over by 2, three equal fractions: the two lower rates": (
        "10.50 20.50 30.50 40.50",
        "1% 3% 2% 4%",
        "10 21 30 41",
    ),
    # A specific rate is no ad valorem rate: the second line counts 0 and gives way.
    "R2.07 a specific rate counts 0": ("10.50 20.50", "3% $1.20/No.", "11 20"),
    "R2.07 of a compound rate the ad valorem part counts: 2 % before 3 %": (
        "10.50 20.50",
        "3% 2%+$9/No.",
        "11 20",
    ),
}


@pytest.mark.parametrize(("amounts", "rates", "expected"), CASES.values(), ids=CASES)
def test_whole_dollars_that_add_up(amounts: str, rates: str, expected: str) -> None:
    assert entered(amounts, rates) == expected.split()


# Which total rate decides: two lines of .50, of which the one of the lower rate gives way

FIRST, SECOND = number(1), number(2)
FREE_3 = [hts_row(FIRST, "Free"), hts_row(SECOND, "3%")]
THREE_FREE = [hts_row(FIRST, "3%"), hts_row(SECOND, "Free")]
ALL_FREE = [hts_row(FIRST), hts_row(SECOND)]
RATES: dict[str, tuple[list[Row], list[Row], InvoicedLine, list[str]]] = {
    "R2.07 a Chapter 99 rate counts: 25 % on the first": (
        ALL_FREE,
        [measure("P", "9903.01.01", "0.25", scope=FIRST)],
        goods(SECOND, "20.50"),
        ["11", "20"],
    ),
    "R2.07 all headings count together: 2 % + 2 % on the first against 3 % column 1": (
        FREE_3,
        [
            measure("P", "9903.01.01", "0.02", scope=FIRST),
            measure("Q", "9903.02.01", "0.02", scope=FIRST),
        ],
        goods(SECOND, "20.50"),
        ["11", "20"],
    ),
    "R2.07 headings and column 1 together: 3 % + 1 % on the first against 3.5 %": (
        THREE_FREE,
        [
            measure("P", "9903.01.01", "0.01", scope=FIRST),
            measure("P", "9903.01.02", "0.035", scope=SECOND),
        ],
        goods(SECOND, "20.50"),
        ["11", "20"],
    ),
    "R2.07 a capped heading counts 0, whatever its cap": (
        THREE_FREE,
        [measure("P", "9903.01.01", cap="0.15", scope=SECOND)],
        goods(SECOND, "20.50"),
        ["11", "20"],
    ),
    "R2.07 a capped heading counts 0, whatever its rate": (
        THREE_FREE,
        [measure("P", "9903.01.01", "0.25", cap="0.15", scope=SECOND)],
        goods(SECOND, "20.50"),
        ["11", "20"],
    ),
    "R2.07 a heading of basis none counts 0, whatever its rate": (
        THREE_FREE,
        [measure("P", "9903.01.01", "0.25", basis="none", scope=SECOND)],
        goods(SECOND, "20.50"),
        ["11", "20"],
    ),
    "R2.07 column 1 as applied: 6 % under S is 0": (
        [hts_row(FIRST, "3%"), hts_row(SECOND, "6%")],
        [],
        goods(SECOND, "20.50", origin="MX", spi="S"),
        ["11", "20"],
    ),
    "R2.07 column 1 as applied: S of VN is no S": (
        [hts_row(FIRST, "3%"), hts_row(SECOND, "6%")],
        [],
        goods(SECOND, "20.50", origin="VN", spi="S"),
        ["10", "21"],
    ),
    "R2.07 a programme that is not reported does not count": (
        ALL_FREE,
        [measure("UNSAID", "9903.01.01", "0.25", scope=FIRST)],
        goods(SECOND, "20.50"),
        ["10", "21"],
    ),
}


@pytest.mark.parametrize(("hts", "measures", "second", "expected"), RATES.values(), ids=RATES)
def test_the_line_of_the_lower_rate_gives_way(
    hts: list[Row], measures: list[Row], second: InvoicedLine, expected: list[str]
) -> None:
    entry = entry_of(goods(FIRST, "10.50"), second, hts=hts, measures=measures, orders=[order("P Q")])
    assert values(entry) == expected


def test_every_invoice_by_itself() -> None:
    """R2.07: 100.50 on each of two invoices is 101 and 101; the shipment's 201 exactly is no target."""
    entry = entry_of(goods(value="100.50"), goods(value="100.50", invoice="INV2"))
    assert values(entry) == ["101", "101"]


def test_line_order_is_that_of_the_customs_lines() -> None:
    """R2.07: the first invoice line is the second customs line, and keeps its dollar."""
    entry = entry_of(goods(SECOND, "20.50"), goods(FIRST, "10.50"), hts=ALL_FREE, measures=())
    assert values(entry) == ["10", "21"]


def test_the_sum_is_rounded_and_not_the_invoice_lines() -> None:
    """R2.07: 3 x 0.50 in one line is 1.50, half-up 2; one by one they would be 3."""
    assert values(entry_of(*[goods(value="0.50") for _ in range(3)])) == ["2"]
