"""How fast the same input can be read at all: the floors that reading and generating are held against."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec


class InvoiceLine(
    msgspec.Struct,
    rename={  # type: ignore[call-arg, unused-ignore]
        "invoice": "Invoice",
        "line": "Line",
        "material": "Material",
        "quantity": "Quantity",
        "amount": "Amount",
        "currency": "Currency",
        "origin": "Country of Origin",
        "invoice_date": "Invoice Date",
        "supplier": "Supplier",
        "incoterm": "Incoterm",
        "purchase_order": "PO",
        "unit": "Unit",
        "unit_price": "Unit Price",
    },
):
    """An invoice line, parsed: texts, Decimals and a date; nothing else is checked."""

    invoice: str
    line: str
    material: str
    quantity: Decimal
    amount: Decimal
    currency: str
    origin: str
    invoice_date: date
    supplier: str
    incoterm: str
    purchase_order: str
    unit: str
    unit_price: Decimal


_DECODER = msgspec.json.Decoder(list[InvoiceLine])


def typed(content: bytes) -> list[InvoiceLine]:
    """The fastest typed parse of a JSON array there is."""
    return _DECODER.decode(content)


def texts(content: bytes) -> object:
    """A JSON array as dicts of texts."""
    return json.loads(content)


def cells(path: Path) -> list[list[str]]:
    """A CSV file as lists of texts."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def typed_cells(path: Path) -> list[InvoiceLine]:
    """A CSV file through the standard reader, then typed."""
    with path.open(encoding="utf-8", newline="") as file:
        return msgspec.convert(list(csv.DictReader(file)), list[InvoiceLine], strict=False)
