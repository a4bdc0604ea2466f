"""Quantity in the HTS unit, and net weight (R2.08; the units of the HTS)."""

import pytest

from tests.customs.building import InvoicedLine, column, entry_of, findings, goods, hts_row, line_of

HTS = "9403.20.0010"


def quantity(unit: str, pieces: str, net: str, gross: str = "9") -> str | None:
    """The quantity of pieces of a net weight in a unit."""
    line = line_of(
        goods(HTS, quantity=pieces, net=net, gross=gross), hts=[hts_row(HTS, "Free", unit)], measures=()
    )
    assert line["unit"] == unit
    found: str | None = line["quantity"]
    return found


CASES: dict[str, tuple[str, str, str, str | None]] = {
    # unit, pieces, net kg per piece
    "R2.08 HTS No.: 250": ("No.", "250", "0.4138", "250"),
    "R2.08 HTS NO without a dot": ("NO", "250", "1", "250"),
    "R2.08 HTS no. in small letters": ("no.", "250", "1", "250"),
    "R2.08 HTS No without a dot": ("No", "250", "1", "250"),
    "R2.08 No. half-up: 2.5 -> 3": ("No.", "2.5", "1", "3"),
    "R2.08 No. half-up: 2.499999 -> 2": ("No.", "2.499999", "1", "2"),
    "R2.08 No. of 0 pieces": ("No.", "0", "1", "0"),
    "R2.08 HTS prs: 7": ("prs", "7", "1", "7"),
    "R2.08 HTS prs.: with a dot": ("prs.", "7", "1", "7"),
    "R2.08 HTS PRS in capitals": ("PRS", "7", "1", "7"),
    "R2.08 prs half-up: 6.5 -> 7": ("prs", "6.5", "1", "7"),
    "R2.08 HTS kg: 250 x 0.4138 = 103.45": ("kg", "250", "0.4138", "103.45"),
    "R2.08 HTS KG in capitals": ("KG", "250", "0.4138", "103.45"),
    "R2.08 HTS Kg. with a dot": ("Kg.", "250", "0.4138", "103.45"),
    "R2.08 kg half-up to 0.01: 50 x 0.0025 = 0.125 -> 0.13": ("kg", "50", "0.0025", "0.13"),
    "R2.08 kg half-up to 0.01: 0.124999 -> 0.12": ("kg", "1", "0.124999", "0.12"),
    "R2.08 kg half-up to 0.01: 0.005 -> 0.01": ("kg", "1", "0.005", "0.01"),
    "R2.08 kg of net 0 is 0.00, though gross is 9": ("kg", "1", "0", "0.00"),
    "R2.08 kg shows two places": ("kg", "2", "5", "10.00"),
    "R2.08 HTS doz: 250 / 12 = 20.8333 -> 20.83": ("doz", "250", "1", "20.83"),
    "R2.08 HTS DOZ. in capitals with a dot": ("DOZ.", "250", "1", "20.83"),
    "R2.08 doz: 12 -> 1.00": ("doz", "12", "1", "1.00"),
    "R2.08 doz: 6 -> 0.50": ("doz", "6", "1", "0.50"),
    "R2.08 doz: 1 / 12 = 0.0833 -> 0.08": ("doz", "1", "1", "0.08"),
    "R2.08 doz: 5 / 12 = 0.4167 -> 0.42": ("doz", "5", "1", "0.42"),
    "R2.08 doz half-up: 0.06 / 12 = 0.005 -> 0.01": ("doz", "0.06", "1", "0.01"),
    "R2.08 doz half-up: 0.059999 / 12 is less -> 0.00": ("doz", "0.059999", "1", "0.00"),
    "R2.08 HTS X: none is reported": ("X", "250", "1", None),
    "R2.08 HTS x in small letters": ("x", "250", "1", None),
    "R2.08 HTS X. with a dot": ("X.", "250", "1", None),
}


@pytest.mark.parametrize(("unit", "pieces", "net", "expected"), CASES.values(), ids=CASES)
def test_the_quantity_a_unit_asks_for(unit: str, pieces: str, net: str, expected: str | None) -> None:
    assert quantity(unit, pieces, net) == expected


UNKNOWN = ["liters", "m2", "t", "g", "pcs", "doz prs", "No.,kg", "kgs", "dozen", "k.g", "No..", ""]


@pytest.mark.parametrize("unit", UNKNOWN, ids=lambda unit: f"R2.08 no conversion of {unit!r}")
def test_any_other_unit_needs_input(unit: str) -> None:
    """R2.08 and R2.15: nothing is guessed; the finding names the unit as it is written."""
    entry = entry_of(goods(HTS), hts=[hts_row(HTS, "Free", unit)], measures=())
    assert findings(entry) == [f"UNIT {unit}"]


SUMS: dict[str, tuple[str, list[InvoicedLine], str]] = {
    "R2.08 pieces are added, then rounded: 0.5 + 0.5 = 1": (
        "No.",
        [goods(HTS, quantity="0.5"), goods(HTS, quantity="0.5")],
        "1",
    ),
    "R2.08 kg are added, then rounded: 3 x 0.004 = 0.012": (
        "kg",
        [goods(HTS, net="0.004") for _ in range(3)],
        "0.01",
    ),
    "R2.08 kg are added, then rounded: 3 x 0.005 = 0.015": (
        "kg",
        [goods(HTS, net="0.005") for _ in range(3)],
        "0.02",
    ),
    "R2.08 dozens are counted on the sum: 5 + 7": (
        "doz",
        [goods(HTS, quantity="5"), goods(HTS, quantity="7")],
        "1.00",
    ),
    "R2.08 every material at its own weight: 3 x 2 + 4 x 0.25": (
        "kg",
        [goods(HTS, quantity="3", net="2"), goods(HTS, quantity="4", net="0.25")],
        "7.00",
    ),
}


@pytest.mark.parametrize(("unit", "lines", "expected"), SUMS.values(), ids=SUMS)
def test_the_quantity_of_a_line_of_several(unit: str, lines: list[InvoicedLine], expected: str) -> None:
    assert line_of(*lines, hts=[hts_row(HTS, "Free", unit)], measures=())["quantity"] == expected


NET: dict[str, tuple[list[InvoicedLine], str]] = {
    "R2.08 net kg to 0.001: 250 x 0.4138": ([goods(HTS, quantity="250", net="0.4138")], "103.450"),
    "R2.08 net kg half-up: 0.0005 -> 0.001": ([goods(HTS, net="0.0005")], "0.001"),
    "R2.08 net kg half-up: 0.000499 -> 0.000": ([goods(HTS, net="0.000499")], "0.000"),
    "R2.08 net kg are added, then rounded: 3 x 0.0005 = 0.0015": (
        [goods(HTS, net="0.0005") for _ in range(3)],
        "0.002",
    ),
    "R2.08 net kg of millionths: 1,000,000 x 0.000001 = 1": (
        [goods(HTS, quantity="1000000", net="0.000001")],
        "1.000",
    ),
    "R2.08 net kg of a part of a piece: 0.5 x 0.001": ([goods(HTS, quantity="0.5", net="0.001")], "0.001"),
}


@pytest.mark.parametrize(("lines", "expected"), NET.values(), ids=NET)
def test_net_weight(lines: list[InvoicedLine], expected: str) -> None:
    assert line_of(*lines, measures=(), hts=[hts_row(HTS)])["net_kg"] == expected


def test_the_unit_is_that_of_the_row_in_force() -> None:
    """R2.08 and R1.01: pieces to the end of October, kg from November on; Unit 2 is never computed."""
    rows = [
        hts_row(HTS, "Free", "No.", until="2026-10-31"),
        {**hts_row(HTS, "Free", "kg", since="2026-11-01"), "Unit 2": "nonsense"},
    ]
    article = goods(HTS, quantity="3", net="2.5")
    shown = [
        [line_of(article, hts=rows, entered=day)[name] for name in ("quantity", "unit")]
        for day in ("2026-10-31", "2026-11-01")
    ]
    assert shown == [["3", "No."], ["7.50", "kg"]]


def test_parts_without_weights_show_a_quantity_of_0() -> None:
    """R2.08 and R2.04: 10.00 kg on the first part that remains, 0.00 on the other."""
    article = goods("9403.99.9045", "100", quantity="5", net="2", steel_share="80")
    assert column(entry_of(article, entered="2026-01-15"), "quantity") == ["10.00", "0.00"]
