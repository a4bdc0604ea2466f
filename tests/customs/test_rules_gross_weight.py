"""Gross weight in whole kilograms over the shipment (R2.09; as 19 CFR 159.3, by line order only)."""

import pytest

from tests.customs.building import (
    InvoicedLine,
    column,
    documents,
    entry_of,
    findings,
    goods,
    hts_row,
    packing,
    shipment,
    world,
)

NUMBERS = [f"9403.20.{place:02d}00" for place in range(10)]


def gross(weights: str, rates: str = "") -> list[str]:
    """Gross weights reported of `INVOICE:kg INVOICE:kg ...`, each a line of its own, and the sum checked."""
    invoiced = [text.rpartition(":") for text in weights.split()]
    general = rates.split() or ["Free"] * len(invoiced)
    lines = [
        goods(number, "100", net="0", gross=kg, invoice=invoice or "INV1")
        for number, (invoice, _, kg) in zip(NUMBERS, invoiced, strict=False)
    ]
    rows = [hts_row(number, rate) for number, rate in zip(NUMBERS, general, strict=False)]
    entry = entry_of(*lines, hts=rows, measures=())
    assert findings(entry) == []
    found: list[str] = column(entry, "gross_kg")
    assert sum(map(int, found)) == int(entry["totals"]["gross_kg"])
    return found


CASES: dict[str, tuple[str, str, str]] = {
    "R2.09 10.5 -> 11": ("10.5", "", "11"),
    "R2.09 10.499999 -> 10": ("10.499999", "", "10"),
    "R2.09 0.499 -> 0": ("0.499", "", "0"),
    "R2.09 0 is 0": ("0", "", "0"),
    "R2.09 as 19 CFR 159.3: 10.5 + 20.5 + 30.5 = 61.5 -> 62": ("10.5 20.5 30.5", "", "10 21 31"),
    "R2.09 under by 1: 10.4 + 20.4 + 30.4 = 61.2": ("10.4 20.4 30.4", "", "11 20 30"),
    "R2.09 over, smallest fraction: 10.9 + 20.6 + 30.5 = 62.0": ("10.9 20.6 30.5", "", "11 21 30"),
    "R2.09 under, largest fraction: 10.3 + 20.4 + 30.45 = 61.15": ("10.3 20.4 30.45", "", "10 20 31"),
    "R2.09 line order only, over: the Free line does not give way": ("10.5 20.5", "6% Free", "10 21"),
    "R2.09 line order only, under: 25 % before Free": ("10.4 20.4 30.4", "25% Free Free", "11 20 30"),
    "R2.09 over several invoices: 10.5 + 20.5 + 30.5 = 61.5 -> 62, not 11 + 51": (
        "A:10.5 B:20.5 B:30.5",
        "",
        "10 21 31",
    ),
    "R2.09 over three invoices, under: 10.4 + 20.4 + 30.4 = 61.2": ("A:10.4 B:20.4 C:30.4", "", "11 20 30"),
    "R2.09 over several invoices, the largest fraction in the last": (
        "A:10.3 B:20.4 C:30.45",
        "",
        "10 20 31",
    ),
    "R2.09 over two invoices, over by 2: 4 x 0.5 = 2": ("A:0.5 A:0.5 B:0.5 B:0.5", "", "0 0 1 1"),
}


@pytest.mark.parametrize(("weights", "rates", "expected"), CASES.values(), ids=CASES)
def test_whole_kilograms_that_add_up(weights: str, rates: str, expected: str) -> None:
    assert gross(weights, rates) == expected.split()


A, B, C = NUMBERS[:3]
PACKED: dict[str, tuple[list[InvoicedLine], list[str]]] = {
    # 1 + 1/3 each: 4 in all, half-up 3 x 1.
    "R2.09 thirds of packaging: 3 x 1.333 = 4": (
        [goods(A), goods(B), goods(C), packing(net="1")],
        ["2", "1", "1"],
    ),
    # INV1 3 x 1.333 and INV2 3 x 2.333: 11 in all, half-up 9; six equal fractions of a third.
    "R2.09 thirds on two invoices of unlike weight are equal fractions: 3 x 1.333 + 3 x 2.333 = 11": (
        [
            *(goods(hts) for hts in (A, B, C)),
            packing(net="1"),
            *(goods(hts, net="2", invoice="INV2") for hts in (A, B, C)),
            packing(net="1", invoice="INV2"),
        ],
        ["2", "2", "1", "2", "2", "2"],
    ),
    "R2.09 halves and thirds: 2 x 1.5 + 3 x 1.333 = 7": (
        [
            *(goods(hts) for hts in (A, B)),
            packing(net="1"),
            *(goods(hts, invoice="INV2") for hts in (A, B, C)),
            packing(net="1", invoice="INV2"),
        ],
        ["2", "2", "1", "1", "1"],
    ),
    # 1.4 + 1.4 = 2.8, and 1.5 without packaging: 4.3 in all; half-up 1 + 1 + 2.
    "R2.09 an invoice without packaging beside one with": (
        [goods(A), goods(B), packing(net="0.8"), goods(A, gross="1.5", invoice="INV2")],
        ["1", "1", "2"],
    ),
    # 2.5 and 1.5: 4 in all; half-up 3 + 2 is one over, and the first gives way.
    "R2.09 packaging of 1 kg over net 1 and 1: gross 2 + 0.5 and 1 + 0.5": (
        [goods(A, net="1", gross="2"), goods(B, net="1"), packing(net="1")],
        ["2", "2"],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), PACKED.values(), ids=PACKED)
def test_with_packaging(lines: list[InvoicedLine], expected: list[str]) -> None:
    entry = entry_of(*lines, hts=[hts_row(hts) for hts in (A, B, C)], measures=())
    assert column(entry, "gross_kg") == expected


def test_line_order_is_that_of_the_customs_lines() -> None:
    """R2.09: by invoice, then number; the rows of the files stand the other way round."""
    lines = [
        goods(B, net="0", gross="30.5", invoice="INV2"),
        goods(A, net="0", gross="20.5", invoice="INV2"),
        goods(C, net="0", gross="10.5", invoice="INV1"),
    ]
    entry = entry_of(*lines, hts=[hts_row(hts) for hts in (A, B, C)], measures=())
    assert column(entry, "gross_kg") == ["10", "21", "31"]


def test_pieces_and_materials_of_a_line_are_added_exactly() -> None:
    """R2.09: 3 x 0.3 + 2 x 0.3 = 1.5 -> 2; one by one they would be 1 + 1."""
    entry = entry_of(
        goods(A, quantity="3", gross="0.3"), goods(A, quantity="2", gross="0.3"), hts=[hts_row(A)]
    )
    assert column(entry, "gross_kg") == ["2"]


def test_metal_parts_without_weights_take_no_kilogram() -> None:
    """R2.09 and R2.04: 10.5 on the first part and 0 on the others; 11 in all."""
    article = goods("9403.99.9045", net="10", gross="10.5", steel_share="80", aluminum_share="15")
    assert column(entry_of(article, entered="2026-01-15"), "gross_kg") == ["11", "0", "0"]


def test_every_shipment_by_itself() -> None:
    """R2.09: 10.5 in each of two shipments is 11 and 11."""
    lines = [goods(A, gross="10.5", invoice=invoice) for invoice in ("INV1", "INV2")]
    rows = [shipment("INV1", number="SH1"), shipment("INV2", number="SH2")]
    entries = documents(world(*lines, shipments=rows, hts=[hts_row(A)]))
    assert [entry["totals"]["gross_kg"] for entry in entries] == ["11", "11"]
