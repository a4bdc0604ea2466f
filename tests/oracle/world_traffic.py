"""Invented shipments and invoices for random worlds, with packaging, currencies and awkward amounts."""

import random
from dataclasses import dataclass, field
from fractions import Fraction

from .exact import text
from .world_reference import ENTRY_DATES, EXPORT_DATES, ORIGINS, Row, thousandths

PACKING = ("PK1", "PK2", "PK3", "PK4")
"""In the product list with a weight, there with none, not there, and there with weight 0."""


@dataclass(slots=True)
class Traffic:
    """The rows made so far."""

    shipments: list[Row] = field(default_factory=list)
    invoices: list[Row] = field(default_factory=list)


def packaging_rows(rng: random.Random, products: list[Row]) -> list[Row]:
    """Four packaging materials, and some goods listed with `N`."""
    goods = [product["Material"] for product in rng.sample(products, 2)]
    return [
        {"Material": material, "Description": "", "Is Packaging": "Y" if material in PACKING else "N"}
        for material in (*PACKING, *goods)
    ]


def packing_products(rng: random.Random, like: Row) -> list[Row]:
    """What the product list knows of packaging; its HTS, origin and status must never matter."""
    weights = {"PK1": thousandths(rng.randint(1, 9000)), "PK2": "", "PK4": "0"}
    return [
        {
            **dict.fromkeys(like, ""),
            "Material": material,
            "Net Weight (kg)": weight,
            "Gross Weight (kg)": weight,
            "Country of Origin": "CN",
            "SPI": "S",
            "Status": "Inactive",
        }
        for material, weight in weights.items()
    ]


def exchange_rows(rng: random.Random) -> list[Row]:
    """EUR from the first day, CNY from a later one, GBP with rates that make halves; THB never has a row."""
    dates = {"EUR": ("2020-01-01", "2025-01-01"), "GBP": ("2024-06-01", "2025-01-20"), "CNY": ("2024-12-31",)}
    rates = {"EUR": ("1.0843", "1.1"), "GBP": ("0.5", "1.5"), "CNY": ("0.139480",)}
    rows = [
        {"Currency": currency, "Date": date, "USD per Unit": rate}
        for currency, days in dates.items()
        for date, rate in zip(days, rates[currency], strict=True)
    ]
    yen = {"Currency": "JPY", "Date": "2025-01-20", "USD per Unit": f"0.00{rng.randint(600, 700)}"}
    return [*rows, yen]


def traffic(rng: random.Random, products: list[Row], faults: float) -> Traffic:
    """2 to 6 shipments of 1 to 3 invoices of 1 to 8 lines."""
    made = Traffic()
    for place in range(rng.randint(2, 6)):
        add_shipment(rng, made, f"SH{place:03d}", products, faults)
    if rng.random() < 0.3 * faults:
        borrowed, lent = rng.sample(sorted({row["Shipment"] for row in made.shipments}), 2)
        row = next(row for row in made.shipments if row["Shipment"] == borrowed)
        invoice = next(row["Invoice"] for row in made.shipments if row["Shipment"] == lent)
        made.shipments.append({**row, "Invoice": invoice})
    return made


def add_shipment(
    rng: random.Random, made: Traffic, shipment: str, products: list[Row], faults: float
) -> None:
    """One shipment; its rows may disagree, an invoice may not have arrived."""
    row = {
        "Shipment": shipment,
        "Bill of Lading": f"BL{shipment}",
        "Container": "",
        "Mode": rng.choice(("10", "11", "11", "30", "40")),
        "Port of Lading": "57035",
        "Port of Entry": "2704",
        "Country of Export": rng.choice(("CN", "VN")),
        "Export Date": rng.choice(EXPORT_DATES),
        "Entry Date": rng.choice(ENTRY_DATES),
        "Entry Type": "01",
    }
    invoices = [f"INV{shipment[2:]}{letter}" for letter in rng.sample("ABCDEF", rng.randint(1, 3))]
    made.shipments += [{**row, "Invoice": invoice, "Container": f"C{invoice}"} for invoice in invoices]
    if len(invoices) > 1 and rng.random() < 0.2 * faults:
        made.shipments[-1] |= rng.choice(
            (
                {"Mode": "40" if row["Mode"] != "40" else "11"},
                {"Entry Date": rng.choice(ENTRY_DATES)},
                {"Export Date": rng.choice(EXPORT_DATES)},
                {"Country of Export": "KR"},
                {"Entry Type": "03"},
            )
        )
    for invoice in invoices:
        if rng.random() >= 0.06 * faults:
            made.invoices += invoice_rows(rng, invoice, products, faults)


def invoice_rows(rng: random.Random, invoice: str, products: list[Row], faults: float) -> list[Row]:
    """One invoice; amounts are ordinary, all halves, or all zero, so that ties and equal weights come up."""
    style = rng.choice(("ordinary",) * 4 + ("halves",) * 2 + ("zero", "tiny"))
    currency = rng.choice(("USD", "USD", "USD", "EUR", "GBP", "CNY"))
    currency = rng.choice(("THB", "JPY")) if rng.random() < 0.05 * faults else currency
    materials = [rng.choice(products)["Material"] for _ in range(rng.randint(1, 6))]
    materials += rng.choices(PACKING, k=rng.choice((0, 0, 1, 2)))
    if rng.random() < 0.03 * faults:
        materials = [rng.choice(PACKING)]
    if rng.random() < 0.04 * faults:
        materials.append("M999")
    rng.shuffle(materials)
    numbers = rng.sample(range(1, 120), len(materials))
    rows = [
        invoice_row(rng, invoice, number, material, style, currency)
        for number, material in zip(numbers, materials, strict=True)
    ]
    if rng.random() < 0.04 * faults:
        rows[0] |= rng.choice(({"Amount": "-12.50"}, {"Quantity": "-3"}))
    return rows


def invoice_row(
    rng: random.Random, invoice: str, number: int, material: str, style: str, currency: str
) -> Row:
    """One invoice line."""
    amounts = {
        "ordinary": text(Fraction(rng.randint(0, 9_000_000), 100), 2),
        "halves": f"{rng.randint(0, 400)}.50",
        "zero": "0.00" if material not in PACKING else text(Fraction(rng.randint(0, 5000), 100), 2),
        "tiny": rng.choice(("0.49", "0.50", "0.51", "1.00", "0.005", "0", "2.5")),
    }
    amount = amounts[style]
    if material in PACKING and rng.random() < 0.3:
        amount = "0.00"
    return {
        "Invoice": invoice,
        "Invoice Date": "2024-12-01",
        "Supplier": "V1001",
        "Currency": currency,
        "Incoterm": "FCA",
        "Line": str(number),
        "PO": "",
        "Material": material,
        "Quantity": rng.choice(("0", "1", "6", "30", "2.5", "7", str(rng.randint(1, 5000)))),
        "Unit": "EA",
        "Unit Price": "",
        "Amount": amount,
        "Country of Origin": rng.choice(("", "", "", rng.choice(ORIGINS))),
    }
