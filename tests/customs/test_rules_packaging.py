"""Packaging: its value over the goods in cents, its weight into their gross weight (R2.02).

GRI 5(b): packing is classified with the goods; 19 USC 1401a(b)(1)(A): packing costs are part of the value.
The goods are of different HTS numbers, all Free and without measures, so that every one is a line of its own;
a share of cents is seen where it carries a line over or under half a dollar.
"""

import pytest

from chalicelib.customs.rounding import apportion
from tests.customs.building import InvoicedLine, column, entry_of, findings, goods, hts_row, packing

A, B, C = "9403.20.0010", "9403.20.0020", "9403.20.0030"
KINDS = [hts_row(hts) for hts in (A, B, C)]


def lines_of(
    *lines: InvoicedLine, figure: str = "value", exchange: tuple[tuple[str, str, str], ...] = ()
) -> list[str]:
    """One figure of the customs lines, which stand in the order A, B, C."""
    entry = entry_of(*lines, hts=KINDS, measures=(), exchange=exchange)
    assert findings(entry) == []
    return column(entry, figure)


VALUES: dict[str, tuple[list[InvoicedLine], list[str]]] = {
    # 1,000 cents over 600: 166.67, 333.33, 500; the cent to the largest remainder. 101.67 + 203.33 + 305.00.
    "R2.02 19 USC 1401a(b)(1)(A): 10.00 over 100, 200 and 300": (
        [goods(A, "100"), goods(B, "200"), goods(C, "300"), packing("10.00")],
        ["102", "203", "305"],
    ),
    # 33.33 cents each, one cent over: 100.50 + 100.49 + 100.49 = 301.48.
    "R2.02 equal remainders: the odd cent goes to the earlier line": (
        [goods(A, "100.16"), goods(B, "100.16"), goods(C, "100.16"), packing("1.00")],
        ["101", "100", "100"],
    ),
    # The same, but the third kind stands on the first invoice line.
    "R2.02 earlier is the invoice line's number, not the customs line's": (
        [
            goods(A, "100.16", line="30"),
            goods(B, "100.16", line="20"),
            goods(C, "100.16", line="9"),
            packing("1.00", line="40"),
        ],
        ["100", "100", "101"],
    ),
    # 16.67 cents each, two cents over: 100.50 + 100.50 + 100.49 = 301.49, so that one of 101 + 101 + 100 has
    # to give way, and that is the first (R2.07).
    "R2.02 two odd cents, one each to the first two: 0.17 + 0.17 + 0.16": (
        [goods(A, "100.33"), goods(B, "100.33"), goods(C, "100.33"), packing("0.50")],
        ["100", "101", "100"],
    ),
    # One cent over 100.49 and 200.49: 0.33 and 0.67. 200.50 goes up; 300.99 is 301 in all.
    "R2.02 the larger remainder before the earlier line": (
        [goods(A, "100.49"), goods(B, "200.49"), packing("0.01")],
        ["100", "201"],
    ),
    # 1.50 each, 3.00 in all: 2 and 2 are one too many, and line order takes it from the first (R2.07).
    "R2.02 goods all worth 0 share equally: 3.00 over two": (
        [goods(A, "0"), goods(B, "0"), packing("3.00")],
        ["1", "2"],
    ),
    "R2.02 goods all worth 0: 0.99 over two, the odd cent to the earlier: 0.50 and 0.49": (
        [goods(A, "0"), goods(B, "0"), packing("0.99")],
        ["1", "0"],
    ),
    "R2.02 goods worth 0 among others get nothing": (
        [goods(A, "0"), goods(B, "100"), packing("3.00")],
        ["0", "103"],
    ),
    # 3.00 over 100 and 0.00; and the second invoice keeps its own.
    "R2.02 an invoice's packaging stays on that invoice": (
        [goods(A, "100"), packing("3.00"), goods(A, "100", invoice="INV2")],
        ["103", "100"],
    ),
    "R2.02 two invoices, each with its packaging": (
        [
            goods(A, "100"),
            packing("3.00"),
            goods(A, "100", invoice="INV2"),
            packing("7.00", invoice="INV2"),
        ],
        ["103", "107"],
    ),
    "R2.02 packaging worth 0 adds nothing": ([goods(A, "100.49"), packing("0")], ["100"]),
    "R2.02 GRI 5(b): packaging makes no line, wherever it stands": (
        [packing("1"), goods(A, "100"), packing("1"), goods(B, "100"), packing("2")],
        ["102", "102"],
    ),
    "R2.02 a material marked N is goods": ([goods(A, "100"), goods(B, "10", packaging="N")], ["100", "10"]),
    "R2.02 packaging is shared out over a material marked N too": (
        [goods(A, "100"), goods(B, "100", packaging="N"), packing("4")],
        ["102", "102"],
    ),
}


@pytest.mark.parametrize(("lines", "values"), VALUES.values(), ids=VALUES)
def test_the_packing_is_part_of_the_value_of_the_goods(lines: list[InvoicedLine], values: list[str]) -> None:
    assert lines_of(*lines) == values


EUR_AT_2 = (("EUR", "2026-01-01", "2"),)
EUR_AT_11 = (("EUR", "2026-01-01", "1.1"),)
FOREIGN: dict[str, tuple[list[InvoicedLine], tuple[tuple[str, str, str], ...], list[str]]] = {
    # EUR 100 is worth 200 USD: 3.00 over 200 and 100 is 2.00 and 1.00. By the bare amounts: 1.50 each.
    "R2.02 shared by the worth in USD, not by the amounts": (
        [goods(A, "100", currency="EUR"), goods(B, "100"), packing("3.00")],
        EUR_AT_2,
        ["202", "101"],
    ),
    # EUR 0.05 at 1.1 = 0.055, half-up 0.06: 100.44 + 0.06 = 100.50. Unrounded 100.495.
    "R2.02 the packaging's total is rounded half-up to cents": (
        [goods(A, "100.44"), packing("0.05", currency="EUR")],
        EUR_AT_11,
        ["101"],
    ),
    # Two of EUR 0.15 at 1.1 are 0.165 each and 0.33 together; rounded one by one 0.34, and 100.50.
    "R2.02 the total is rounded, not each packaging line": (
        [goods(A, "100.16"), packing("0.15", currency="EUR"), packing("0.15", currency="EUR")],
        EUR_AT_11,
        ["100"],
    ),
    # 0.004 is 0 cents: 100.496 stays under, though 100.50 is near.
    "R2.02 less than half a cent is nothing": ([goods(A, "100.496"), packing("0.004")], (), ["100"]),
}


@pytest.mark.parametrize(("lines", "exchange", "values"), FOREIGN.values(), ids=FOREIGN)
def test_the_packing_in_usd_and_cents(
    lines: list[InvoicedLine], exchange: tuple[tuple[str, str, str], ...], values: list[str]
) -> None:
    assert lines_of(*lines, exchange=exchange) == values


def heavy(hts: str, net: str, gross: str = "", **said: str) -> InvoicedLine:
    """Goods of a net weight, and of a gross weight where it is another."""
    return goods(hts, "100", net=net, gross=gross or net, **said)


WEIGHTS: dict[str, tuple[list[InvoicedLine], list[str], list[str]]] = {
    "R2.02 4 pieces of 2 kg over net 10 and 30: 2 and 6 more gross": (
        [heavy(A, "10"), heavy(B, "30"), packing(net="2", quantity="4")],
        ["12", "36"],
        ["10.000", "30.000"],
    ),
    "R2.02 by net weight, not by gross": (
        [heavy(A, "10", "11"), heavy(B, "30", "90"), packing(net="8")],
        ["13", "96"],
        ["10.000", "30.000"],
    ),
    "R2.02 by net weight of all pieces: 10 x 1 and 1 x 30": (
        [heavy(A, "1", quantity="10"), heavy(B, "30"), packing(net="8")],
        ["12", "36"],
        ["10.000", "30.000"],
    ),
    "R2.02 net all 0: equally, 8 kg over two": (
        [heavy(A, "0", "5"), heavy(B, "0", "7"), packing(net="8")],
        ["9", "11"],
        ["0.000", "0.000"],
    ),
    "R2.02 net all 0: equally over the invoice lines of goods, 9 kg as 6 and 3": (
        [heavy(A, "0"), heavy(A, "0"), heavy(B, "0"), packing(net="9")],
        ["6", "3"],
        ["0.000", "0.000"],
    ),
    "R2.02 goods of net 0 among others get nothing": (
        [heavy(A, "0", "5"), heavy(B, "10"), packing(net="8")],
        ["5", "18"],
        ["0.000", "10.000"],
    ),
    "R2.02 a weight that is not known adds nothing": (
        [heavy(A, "10"), packing("5"), packing("5", net="")],
        ["10"],
        ["10.000"],
    ),
    "R2.02 a known and an unknown weight: the known one counts": (
        [heavy(A, "10"), packing(net="3"), packing()],
        ["13"],
        ["10.000"],
    ),
    # 1.333 + 1.333 + 1.333 = 4: each rounds down to 1, and the first takes the missing kilogram (R2.09).
    "R2.02 unrounded: 1 kg over three of 1 kg is 4 kg in all": (
        [heavy(A, "1"), heavy(B, "1"), heavy(C, "1"), packing(net="1")],
        ["2", "1", "1"],
        ["1.000", "1.000", "1.000"],
    ),
    "R2.02 an invoice's packaging weighs on that invoice": (
        [heavy(A, "1"), packing(net="10"), heavy(A, "1", invoice="INV2")],
        ["11", "1"],
        ["1.000", "1.000"],
    ),
    "R2.02 packaging worth 0 weighs all the same": (
        [heavy(A, "10"), packing("0", net="3")],
        ["13"],
        ["10.000"],
    ),
}


@pytest.mark.parametrize(("lines", "gross", "net"), WEIGHTS.values(), ids=WEIGHTS)
def test_the_packing_weighs_on_gross_only(
    lines: list[InvoicedLine], gross: list[str], net: list[str]
) -> None:
    assert (lines_of(*lines, figure="gross_kg"), lines_of(*lines, figure="net_kg")) == (gross, net)


SHARES: dict[str, tuple[int, list[int], list[int]]] = {
    "R2.02 1,000 cents over 100, 200 and 300": (1000, [100, 200, 300], [167, 333, 500]),
    "R2.02 100 cents over three equals": (100, [7, 7, 7], [34, 33, 33]),
    "R2.02 2 cents over three equals": (2, [5, 5, 5], [1, 1, 0]),
    "R2.02 all weights 0": (5, [0, 0], [3, 2]),
    "R2.02 one weight 0": (5, [0, 9], [0, 5]),
    "R2.02 nothing to share": (0, [1, 2], [0, 0]),
    "R2.02 remainders .5 and .5 of three: 10 over 1, 2, 1": (10, [1, 2, 1], [3, 5, 2]),
    "R2.02 remainders .1, .3 and .6: 1 over 10 %, 30 %, 60 %": (1, [1, 3, 6], [0, 0, 1]),
}


@pytest.mark.parametrize(("cents", "weights", "shares"), SHARES.values(), ids=SHARES)
def test_largest_remainder(cents: int, weights: list[int], shares: list[int]) -> None:
    assert apportion(cents, weights) == shares


def test_packaging_is_split_with_the_metal_parts_of_its_goods() -> None:
    """R2.02 and R2.04: 9,990 and 10 of packing are 10,000, of which steel is 80 % and aluminum 15 %."""
    fittings = goods("9403.99.9045", "9990", steel_share="80", aluminum_share="15")
    entry = entry_of(fittings, packing("10"), entered="2026-01-15")
    assert column(entry, "value") == ["500", "8000", "1500"]


def test_packaging_is_asked_for_nothing() -> None:
    """R2.02: packaging without HTS number, origin, weights or active status is no gap and no advisory."""
    entry = entry_of(goods(origin="VN"), packing(net="", invoiced_origin="CN"))
    assert (findings(entry), entry["advisories"]) == ([], [])
    assert [line["sources"] for line in entry["lines"]] == [["10"]]
