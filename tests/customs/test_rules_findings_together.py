"""Several gaps at once, sorted and without duplicates, and what is not asked of a gap (R2.15)."""

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
    packing,
    shipment,
    unlisted,
    world,
)

BED, FITTINGS, MOUNTING, CABLE = "9403.20.0035", "9403.99.9045", "8302.42.3065", "8544.42.9090"
WINTER = {"entered": "2026-01-15"}
UNREADABLE = {"hts": [hts_row(MOUNTING, "see note", "kg")]}

CASES: dict[str, tuple[list[InvoicedLine], dict[str, Any], list[str]]] = {
    "R2.15 the worked example: no HTS number and no weight": (
        [goods(BED, "900", material="A"), goods("", material="B", net="")],
        {},
        ["MISSING_HTS B", "MISSING_WEIGHT B"],
    ),
    "R2.15 nothing known but the name": (
        [goods("", origin="", net="")],
        {},
        ["MISSING_HTS M1", "MISSING_ORIGIN M1", "MISSING_WEIGHT M1"],
    ),
    "R2.15 by kind, then by subject": (
        [
            goods(BED, material="B", net=""),
            goods("", material="B2"),
            goods("", material="A"),
            goods(BED, material="A2", net=""),
        ],
        {},
        ["MISSING_HTS A", "MISSING_HTS B2", "MISSING_WEIGHT A2", "MISSING_WEIGHT B"],
    ),
    "R2.15 subjects as text: M10 before M9": (
        [unlisted(material="M9"), unlisted(material="M10")],
        {},
        ["MISSING_PRODUCT M10", "MISSING_PRODUCT M9"],
    ),
    "R2.15 one material on three lines and two invoices is one finding": (
        [unlisted(material="A"), unlisted(material="A"), unlisted(material="A", invoice="INV2")],
        {},
        ["MISSING_PRODUCT A"],
    ),
    "R2.15 one HTS number of two materials is one finding": (
        [goods("9999.99.9999"), goods("9999.99.9999", origin="VN")],
        {},
        ["MISSING_HTS_RATE 9999.99.9999"],
    ),
    "R2.15 a negative amount and all that its article lacks": (
        [goods("", "-5", origin="", currency="EUR")],
        {},
        ["MISSING_EXCHANGE_RATE EUR", "MISSING_HTS M1", "MISSING_ORIGIN M1", "NEGATIVE_AMOUNT INV1"],
    ),
    "R2.15 packaging only, in a currency without a rate, negative": (
        [packing("-5", currency="EUR")],
        {},
        ["MISSING_EXCHANGE_RATE EUR", "NEGATIVE_AMOUNT INV1", "PACKAGING_ONLY INV1"],
    ),
    "R2.15 the rate of the number is asked for although the origin is not known": (
        [goods("9999.99.9999", origin="")],
        {},
        ["MISSING_HTS_RATE 9999.99.9999", "MISSING_ORIGIN M1"],
    ),
    "R2.15 the unit is asked for although the weight is not known": (
        [goods(BED, net="")],
        {"hts": [hts_row(BED, "Free", "m2")]},
        ["MISSING_WEIGHT M1", "UNIT m2"],
    ),
    "R2.15 before the first fee row: the fee, and the rate of a younger number": (
        [goods(FITTINGS)],
        {"entered": "2017-09-30"},
        ["MISSING_FEE 2017-09-30", f"MISSING_HTS_RATE {FITTINGS}"],
    ),
    "R2.15 a missing weight does not hide a missing share": (
        [goods(FITTINGS, net="", steel_share="")],
        WINTER,
        ["MISSING_METAL_VALUE M1", "MISSING_WEIGHT M1"],
    ),
    "R2.15 two materials, each with its metal": (
        [goods(FITTINGS, material="B", steel_share=""), goods(FITTINGS, material="A", steel_share="101")],
        WINTER,
        ["METAL_VALUE_OVER_100 A", "MISSING_METAL_VALUE B"],
    ),
    # What is not asked: an article without product, HTS number, rate or origin and the measures
    "R2.15 without an HTS number no metal is asked for": (
        [goods("", steel_share="", steel="")],
        WINTER,
        ["MISSING_HTS M1"],
    ),
    "R2.15 without an origin no metal share is asked for": (
        [goods(FITTINGS, origin="", steel_share="")],
        WINTER,
        ["MISSING_ORIGIN M1"],
    ),
    "R2.15 without an origin no metal weight is asked for": (
        [goods(MOUNTING, origin="", steel="")],
        {},
        ["MISSING_ORIGIN M1"],
    ),
    "R2.15 without a rate no metal weight is asked for": (
        [goods(MOUNTING, steel="")],
        UNREADABLE,
        [f"MISSING_HTS_RATE {MOUNTING}"],
    ),
    "R2.15 without a rate no metal share is asked for": (
        [goods(FITTINGS, steel_share="")],
        {**WINTER, "hts": [hts_row(FITTINGS, "see note", "kg")]},
        [f"MISSING_HTS_RATE {FITTINGS}"],
    ),
    "R2.15 a unit that is not known does not keep from asking": (
        [goods(MOUNTING, steel="")],
        {"hts": [hts_row(MOUNTING, "3.9%", "m2")]},
        ["MISSING_METAL_WEIGHT M1", "UNIT m2"],
    ),
}


@pytest.mark.parametrize(("lines", "said", "expected"), CASES.values(), ids=CASES)
def test_gaps_together(lines: list[InvoicedLine], said: dict[str, Any], expected: list[str]) -> None:
    assert findings(entry_of(*lines, **said)) == expected


CONFLICTS: dict[str, tuple[list[Row], list[InvoicedLine], list[str]]] = {
    "R2.15 a conflict and a material that nobody knows": (
        [shipment("INV1", mode="10"), shipment("INV2", mode="11")],
        [unlisted(material="A"), goods(BED, invoice="INV2")],
        ["MISSING_PRODUCT A", "SHIPMENT_CONFLICT SH1"],
    ),
    "R2.15 a conflict of dates and a rate that is missing on both": (
        [shipment("INV1", exported="2026-09-15"), shipment("INV2", exported="2026-09-16")],
        [goods(BED, currency="EUR"), goods(BED, invoice="INV2")],
        ["MISSING_EXCHANGE_RATE EUR", "SHIPMENT_CONFLICT SH1"],
    ),
    "R2.15 a conflict of dates and a rate that is missing on one: that cannot be established": (
        [shipment("INV1", exported="2026-09-16"), shipment("INV2", exported="2026-09-17")],
        [goods(BED, currency="EUR"), goods(BED, invoice="INV2")],
        ["SHIPMENT_CONFLICT SH1"],
    ),
}


@pytest.mark.parametrize(("rows", "lines", "expected"), CONFLICTS.values(), ids=CONFLICTS)
def test_a_conflict_hides_no_other_gap(
    rows: list[Row], lines: list[InvoicedLine], expected: list[str]
) -> None:
    euro = [("EUR", "2026-09-17", "1.10")]
    (entry,) = documents(world(*lines, shipments=rows, exchange=euro))
    assert findings(entry) == expected


def test_a_shipment_is_held_whole_and_others_go_on() -> None:
    """R2.15: one bad line of one invoice holds the other invoice too; the second shipment is made."""
    lines = [goods(BED), goods("", invoice="INV2", material="BAD"), goods(BED, "100", invoice="INV3")]
    rows = [shipment("INV1"), shipment("INV2"), shipment("INV3", number="SH2")]
    held, made = documents(world(*lines, shipments=rows))
    assert findings(held) == ["MISSING_HTS BAD"]
    assert (findings(made), column(made, "value")) == ([], ["100"])


def test_when_the_data_arrives_the_entry_is_made() -> None:
    """R2.15: the worked example mended; 900 and 100 on two numbers."""
    complete = goods(BED, "900", material="A")
    assert entry_of(complete, goods("", "100", material="B", net=""))["status"] == "needs_input"
    entry = entry_of(complete, goods("9403.20.0050", "100", material="B"))
    assert (entry["status"], column(entry, "value")) == ("generated", ["900", "100"])


def test_a_held_entry_is_dated() -> None:
    """R2.15: shipment and entry date stay on it; where the rows disagree, the later date."""
    rows = [shipment("INV1", entered="2026-10-15"), shipment("INV2", entered="2026-10-16")]
    (entry,) = documents(world(goods(BED), goods(BED, invoice="INV2"), shipments=rows))
    assert (entry["shipment"], entry["entry_date"]) == ("SH1", "2026-10-16")


COPPER = measure("Q", "9903.78.01", "0.5", basis="metal:copper", condition="metal>=0.15:steel")
PARTS: dict[str, tuple[dict[str, str], list[str]]] = {
    # A clause that only the copper part reaches, of an article whose steel weight is empty
    "R2.15 a part that remains is asked": ({"copper_share": "40"}, ["MISSING_METAL_WEIGHT M1"]),
    "R2.15 a part that is dropped is not asked": ({"copper_share": "0"}, []),
    "R2.15 a part that may not remain is not asked": ({"copper_share": ""}, ["MISSING_METAL_VALUE M1"]),
}


@pytest.mark.parametrize(("shares", "expected"), PARTS.values(), ids=PARTS)
def test_a_clause_is_asked_of_parts_that_are_there(shares: dict[str, str], expected: list[str]) -> None:
    entry = entry_of(goods(CABLE, steel="", **shares), measures=[COPPER], orders=[order("Q")])
    assert findings(entry) == expected
