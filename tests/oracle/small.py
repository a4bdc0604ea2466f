"""A world of one shipment for cases done by hand: name what matters, the rest is ordinary."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .files import Tables, read_law, read_tables
from .generate import generate

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, str]

PRODUCT = {
    "Material": "M1",
    "Description": "",
    "HTS Code": "9403.20.0035",
    "Country of Origin": "CN",
    "Base Unit": "EA",
    "Net Weight (kg)": "1",
    "Gross Weight (kg)": "1",
    "Steel (kg)": "0",
    "Aluminum (kg)": "0",
    "Copper (kg)": "0",
    "Steel Value %": "0",
    "Aluminum Value %": "0",
    "Copper Value %": "0",
    "SPI": "",
    "Exclusion Claim": "",
    "Status": "Active",
}
HTS = {
    "HTS Code": "9403.20.0035",
    "Description": "",
    "General Rate": "Free",
    "Unit 1": "No.",
    "Unit 2": "",
    "Effective From": "2017-01-01",
    "Effective To": "",
}
MEASURE = {
    "Program": "S301",
    "Tariff Code": "9903.88.03",
    "HTS Scope": "*",
    "HTS Except": "",
    "Origin": "*",
    "Rate": "0.1",
    "Cap": "",
    "Basis": "full",
    "Condition": "",
    "Effective From": "",
    "Effective To": "",
    "Source": "",
}
SHIPMENT = {
    "Shipment": "SH1",
    "Bill of Lading": "",
    "Container": "",
    "Mode": "11",
    "Port of Lading": "",
    "Port of Entry": "",
    "Country of Export": "CN",
    "Export Date": "2026-09-15",
    "Entry Date": "2026-10-15",
    "Entry Type": "01",
    "Invoice": "A",
}
LINE = {
    "Invoice": "A",
    "Invoice Date": "2026-09-01",
    "Supplier": "",
    "Currency": "USD",
    "Incoterm": "FCA",
    "Line": "10",
    "PO": "",
    "Material": "M1",
    "Quantity": "1",
    "Unit": "EA",
    "Unit Price": "",
    "Amount": "100",
    "Country of Origin": "",
}
Changes = Sequence[dict[str, str]]


def rows(ordinary: Row, changes: Changes) -> list[Row]:
    """One row per set of changes; a column nobody knows is a slip."""
    assert all(set(change) <= set(ordinary) for change in changes)
    return [{**ordinary, **change} for change in changes]


def small_tables(
    lines: Changes,
    *,
    products: Changes = ({},),
    hts: Changes = ({},),
    measures: Changes | None = None,
    packaging: Sequence[str] = (),
    shipments: Changes = ({},),
    exchange: Sequence[tuple[str, str, str]] = (),
) -> Tables:
    """The tables of a small world; without `measures` those of the samples."""
    in_samples = read_tables(ROOT / "samples")["HTS Tariff"]
    return {
        "Product_List": rows(PRODUCT, products),
        "HTS_Code": rows(HTS, hts),
        "HTS Tariff": in_samples if measures is None else rows(MEASURE, measures),
        "Packaging_Material": [
            {"Material": material, "Description": "", "Is Packaging": "Y"} for material in packaging
        ],
        "Exchange_Rate": [
            {"Currency": currency, "Date": date, "USD per Unit": rate} for currency, date, rate in exchange
        ],
        "Shipments": rows(SHIPMENT, shipments),
        "Invoices": rows(LINE, lines),
    }


def law() -> Tables:
    """The law that ships with the application."""
    return read_law(ROOT / "chalicelib" / "customs" / "law")


def one_entry(lines: Changes, **world: Any) -> dict[str, Any]:
    """The first entry of a small world."""
    return generate(small_tables(lines, **world), law(), sources=True)["entries"][0]


def tariffs(line: dict[str, Any]) -> list[tuple[str, str]]:
    """Numbers and duties of a line."""
    return [(tariff["code"], tariff["duty"]) for tariff in line["tariffs"]]


def findings(entry: dict[str, Any]) -> list[tuple[str, str]]:
    """The findings of an entry or comparison as pairs."""
    return [(finding["kind"], finding["subject"]) for finding in entry["findings"]]


def column(entry: dict[str, Any], name: str) -> list[Any]:
    """One figure of every line."""
    return [line[name] for line in entry["lines"]]
