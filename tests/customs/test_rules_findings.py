"""Gaps hold a shipment whole, and every gap is listed (R2.15)."""

from typing import Any

import pytest

from tests.customs.building import (
    InvoicedLine,
    Row,
    documents,
    entry_of,
    fee,
    findings,
    goods,
    hts_row,
    packing,
    shipment,
    unlisted,
    world,
)

BED, FITTINGS, MOUNTING = "9403.20.0035", "9403.99.9045", "8302.42.3065"
WINTER = {"entered": "2026-01-15"}
"""Steel and aluminum by content at FITTINGS."""

CASES: dict[str, tuple[list[InvoicedLine], dict[str, Any], list[str]]] = {
    "R2.15 nothing is missing": ([goods(BED)], {}, []),
    "R2.15 MISSING_PRODUCT": ([unlisted()], {}, ["MISSING_PRODUCT M1"]),
    "R2.15 MISSING_PRODUCT, whatever the invoice says of its origin": (
        [unlisted(invoiced_origin="VN")],
        {},
        ["MISSING_PRODUCT M1"],
    ),
    "R2.15 MISSING_HTS": ([goods("")], {}, ["MISSING_HTS M1"]),
    "R2.15 MISSING_ORIGIN": ([goods(BED, origin="")], {}, ["MISSING_ORIGIN M1"]),
    "R2.15 MISSING_ORIGIN not where the invoice says it": (
        [goods(BED, origin="", invoiced_origin="VN")],
        {},
        [],
    ),
    "R2.15 MISSING_WEIGHT: net empty": ([goods(BED, net="", gross="1")], {}, ["MISSING_WEIGHT M1"]),
    "R2.15 MISSING_WEIGHT: gross empty": ([goods(BED, net="1", gross="")], {}, ["MISSING_WEIGHT M1"]),
    "R2.15 MISSING_WEIGHT: both empty, said once": ([goods(BED, net="")], {}, ["MISSING_WEIGHT M1"]),
    "R2.15 a gross of 0 is known": ([goods(BED, net="1", gross="0")], {}, []),
    "R2.15 a net of 0 is known": ([goods(BED, net="0", gross="1")], {}, []),
    "R2.15 MISSING_WEIGHT: a metal share asked of net 0": (
        [goods(MOUNTING, net="0", gross="1", steel="1")],
        {},
        ["MISSING_WEIGHT M1"],
    ),
    "R2.15 net 0 of which no metal share is asked": (
        [goods(MOUNTING, net="0", steel_share="0", aluminum_share="0")],
        {"entered": "2026-01-15"},
        [],
    ),
    "R2.15 MISSING_HTS_RATE: no row": ([goods("9999.99.9999")], {}, ["MISSING_HTS_RATE 9999.99.9999"]),
    "R2.15 MISSING_HTS_RATE: no row for the date": (
        [goods(FITTINGS)],
        {"entered": "2022-01-26"},
        [f"MISSING_HTS_RATE {FITTINGS}"],
    ),
    "R2.15 MISSING_HTS_RATE: a text nobody can read": (
        [goods(BED)],
        {"hts": [hts_row(BED, "see note")]},
        [f"MISSING_HTS_RATE {BED}"],
    ),
    "R2.15 MISSING_HTS_RATE: an empty text": (
        [goods(BED)],
        {"hts": [hts_row(BED, "")]},
        [f"MISSING_HTS_RATE {BED}"],
    ),
    "R2.15 MISSING_HTS_RATE although S would make it free": (
        [goods(BED, origin="MX", spi="S")],
        {"hts": [hts_row(BED, "see note")]},
        [f"MISSING_HTS_RATE {BED}"],
    ),
    "R2.15 MISSING_EXCHANGE_RATE": ([goods(BED, currency="EUR")], {}, ["MISSING_EXCHANGE_RATE EUR"]),
    "R2.15 MISSING_FEE": ([goods(BED)], {"fees": []}, ["MISSING_FEE 2026-10-15"]),
    "R2.15 MISSING_FEE: HMF by vessel": (
        [goods(BED)],
        {"fees": [fee("MPF", "0.003464")]},
        ["MISSING_FEE 2026-10-15"],
    ),
    "R2.15 UNIT": ([goods(BED)], {"hts": [hts_row(BED, "Free", "m2")]}, ["UNIT m2"]),
    "R2.15 UNIT of the row and of the rate": (
        [goods(BED)],
        {"hts": [hts_row(BED, "$1/liter", "m2")]},
        ["UNIT liter", "UNIT m2"],
    ),
    "R2.15 UNIT and a text nobody can read": (
        [goods(BED)],
        {"hts": [hts_row(BED, "see note", "m2")]},
        [f"MISSING_HTS_RATE {BED}", "UNIT m2"],
    ),
    "R2.15 MISSING_METAL_VALUE": (
        [goods(FITTINGS, steel_share="")],
        WINTER,
        ["MISSING_METAL_VALUE M1"],
    ),
    "R2.15 METAL_VALUE_OVER_100": (
        [goods(FITTINGS, steel_share="60", aluminum_share="41")],
        WINTER,
        ["METAL_VALUE_OVER_100 M1"],
    ),
    "R2.15 MISSING_METAL_WEIGHT": ([goods(MOUNTING, steel="")], {}, ["MISSING_METAL_WEIGHT M1"]),
    "R2.15 a metal weight of 0 is known": ([goods(MOUNTING, steel="0", aluminum="0")], {}, []),
    "R2.15 both weights: steel empty and net 0": (
        [goods(MOUNTING, steel="", net="0")],
        {},
        ["MISSING_METAL_WEIGHT M1", "MISSING_WEIGHT M1"],
    ),
    "R2.15 both weights: steel empty and net empty": (
        [goods(MOUNTING, steel="", net="")],
        {},
        ["MISSING_METAL_WEIGHT M1", "MISSING_WEIGHT M1"],
    ),
    "R2.15 PACKAGING_ONLY": ([packing()], {}, ["PACKAGING_ONLY INV1"]),
    "R2.15 PACKAGING_ONLY beside an invoice of goods": (
        [goods(BED), packing(invoice="INV2")],
        {},
        ["PACKAGING_ONLY INV2"],
    ),
    "R2.15 NEGATIVE_AMOUNT": ([goods(BED, "-0.01")], {}, ["NEGATIVE_AMOUNT INV1"]),
    "R2.15 NEGATIVE_AMOUNT: the quantity": ([goods(BED, quantity="-1")], {}, ["NEGATIVE_AMOUNT INV1"]),
    "R2.15 NEGATIVE_AMOUNT of packaging": ([goods(BED), packing("-1")], {}, ["NEGATIVE_AMOUNT INV1"]),
    "R2.15 NEGATIVE_AMOUNT: a credit line beside goods, said once": (
        [goods(BED, "100"), goods(BED, "-20"), goods(BED, "-30")],
        {},
        ["NEGATIVE_AMOUNT INV1"],
    ),
    "R2.15 an amount and a quantity of 0 are known": ([goods(BED, "0", quantity="0")], {}, []),
}


@pytest.mark.parametrize(("lines", "said", "expected"), CASES.values(), ids=CASES)
def test_every_kind_of_gap(lines: list[InvoicedLine], said: dict[str, Any], expected: list[str]) -> None:
    """G18"""
    assert findings(entry_of(*lines, **said)) == expected


ROWS: dict[str, tuple[list[Row], list[list[str]]]] = {
    # shipment rows of INV1 and INV2, both with goods; the findings of every shipment
    "R2.15 two invoices of one shipment that agree": ([shipment("INV1"), shipment("INV2")], [[]]),
    "R2.15 SHIPMENT_CONFLICT: mode": (
        [shipment("INV1", mode="10"), shipment("INV2", mode="11")],
        [["SHIPMENT_CONFLICT SH1"]],
    ),
    "R2.15 SHIPMENT_CONFLICT: export date": (
        [shipment("INV1", exported="2026-09-15"), shipment("INV2", exported="2026-09-16")],
        [["SHIPMENT_CONFLICT SH1"]],
    ),
    "R2.15 SHIPMENT_CONFLICT: entry date": (
        [shipment("INV1", entered="2026-10-15"), shipment("INV2", entered="2026-10-16")],
        [["SHIPMENT_CONFLICT SH1"]],
    ),
    "R2.15 SHIPMENT_CONFLICT: country of export": (
        [shipment("INV1", country="CN"), shipment("INV2", country="VN")],
        [["SHIPMENT_CONFLICT SH1"]],
    ),
    "R2.15 SHIPMENT_CONFLICT: country of export, one empty": (
        [shipment("INV1", country=""), shipment("INV2", country="VN")],
        [["SHIPMENT_CONFLICT SH1"]],
    ),
    "R2.15 SHIPMENT_CONFLICT: entry type": (
        [shipment("INV1", entry_type="01"), shipment("INV2", entry_type="03")],
        [["SHIPMENT_CONFLICT SH1"]],
    ),
    "R2.15 ports, bill and container may differ": (
        [
            shipment("INV1") | {"Port of Lading": "57035", "Port of Entry": "2704"},
            shipment("INV2") | {"Bill of Lading": "B", "Container": "C", "Port of Entry": "1703"},
        ],
        [[]],
    ),
    "R2.15 rows of two shipments may differ": (
        [shipment("INV1"), shipment("INV2", number="SH2", mode="40")],
        [[], []],
    ),
    "R2.15 MISSING_INVOICE": ([shipment("INV1"), shipment("INV3")], [["MISSING_INVOICE INV3"]]),
    "R2.15 MISSING_INVOICE twice": (
        [shipment("INV4"), shipment("INV3")],
        [["MISSING_INVOICE INV3", "MISSING_INVOICE INV4"]],
    ),
    "R2.15 MISSING_INVOICE: the other shipment goes on": (
        [shipment("INV1"), shipment("INV3", number="SH2")],
        [[], ["MISSING_INVOICE INV3"]],
    ),
    "R2.15 INVOICE_IN_SEVERAL_SHIPMENTS holds both": (
        [shipment("INV1"), shipment("INV1", number="SH2")],
        [["INVOICE_IN_SEVERAL_SHIPMENTS INV1"]] * 2,
    ),
    "R2.15 INVOICE_IN_SEVERAL_SHIPMENTS names only the shared invoice": (
        [shipment("INV1"), shipment("INV2"), shipment("INV2", number="SH2")],
        [["INVOICE_IN_SEVERAL_SHIPMENTS INV2"]] * 2,
    ),
    "R2.15 an invoice in several shipments that has no lines": (
        [shipment("INV3"), shipment("INV3", number="SH2"), shipment("INV1", number="SH3")],
        [["INVOICE_IN_SEVERAL_SHIPMENTS INV3", "MISSING_INVOICE INV3"]] * 2 + [[]],
    ),
    "R2.15 all three at once": (
        [shipment("INV1"), shipment("INV3", mode="40"), shipment("INV1", number="SH2")],
        [
            ["INVOICE_IN_SEVERAL_SHIPMENTS INV1", "MISSING_INVOICE INV3", "SHIPMENT_CONFLICT SH1"],
            ["INVOICE_IN_SEVERAL_SHIPMENTS INV1"],
        ],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), ROWS.values(), ids=ROWS)
def test_shipments_and_their_invoices(rows: list[Row], expected: list[list[str]]) -> None:
    entries = documents(world(goods(BED), goods(BED, invoice="INV2"), shipments=rows))
    assert [findings(entry) for entry in entries] == expected


def test_findings_name_kind_and_subject_and_nothing_else() -> None:
    """R2.15: as a person and a program read them."""
    entry = entry_of(unlisted(material="A 1"))
    assert entry["findings"] == [{"kind": "MISSING_PRODUCT", "subject": "A 1"}]
