"""A few rows of each file of the samples: two shipments, four products, and whatever those need."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date

from chalicelib.feeds.catalogue import Feed
from chalicelib.feeds.fetched import Fetched
from tests.pipeline.world import MORNING, SAMPLES, sample

Row = dict[str, str]

SHIPMENTS = ("SH261100080", "SH261000086")
INVOICES = ("INV00080A", "INV00086A")
MATERIALS = ("10005543", "10005213", "10005242", "10004796")
HTS = ("7318.15.8069", "8504.40.9580", "9404.29.9087")
PACKAGING = ("910005960", "910005825", "910005836")
FILES = (
    "Product_List.csv",
    "HTS_Code.csv",
    "HTS Tariff.csv",
    "Packaging_Material.csv",
    "Exchange_Rate.csv",
    "Shipments.csv",
    "Invoices.csv",
    "Customs_Report.csv",
)
"""In an order in which nothing is held for want of another."""

_KEPT: Mapping[str, Callable[[Row], bool]] = {
    "Product_List.csv": lambda row: row["Material"] in MATERIALS,
    "HTS_Code.csv": lambda row: row["HTS Code"] in HTS,
    "HTS Tariff.csv": lambda row: row["Program"] in ("S122", "S232"),
    "Packaging_Material.csv": lambda row: row["Material"] in PACKAGING,
    "Exchange_Rate.csv": lambda row: row["Date"] >= "2026-07-01",
    "Shipments.csv": lambda row: row["Shipment"] in SHIPMENTS,
    "Invoices.csv": lambda row: row["Invoice"] in INVOICES,
    "Customs_Report.csv": lambda row: row["Shipment"] in SHIPMENTS,
}


def small(name: str) -> bytes:
    """A file of the samples, cut down."""
    return written([row for row in rows_of(sample(name)) if _KEPT[name](row)])


def rows_of(body: bytes) -> list[Row]:
    """The rows of a file by its header."""
    return list(csv.DictReader(io.StringIO(body.decode())))


def written(rows: list[Row]) -> bytes:
    """Rows as a file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def edited(body: bytes, change: Callable[[Row], Row | None]) -> bytes:
    """A file with each row changed, or left out where the change is None."""
    return written([new for row in rows_of(body) if (new := change(dict(row))) is not None])


def without(name: str, column: str, *values: str) -> bytes:
    """A file of the samples without some of its rows."""
    return edited(sample(name), lambda row: None if row[column] in values else row)


def only(name: str, column: str, *values: str) -> bytes:
    """Some rows of a file of the samples."""
    return edited(sample(name), lambda row: row if row[column] in values else None)


def heavier(body: bytes, *materials: str) -> bytes:
    """A product list in which some materials weigh ten grams more."""

    def change(row: Row) -> Row:
        if row["Material"] in materials:
            row["Net Weight (kg)"] = f"{float(row['Net Weight (kg)']) + 0.01:.3f}"
            row["Gross Weight (kg)"] = f"{float(row['Gross Weight (kg)']) + 0.01:.3f}"
        return row

    return edited(body, change)


def small_packaging(feed: Feed, changed_since: date | None, seconds: float) -> Fetched:
    """What SAP delivers of two packaging materials, one of them no packaging any more."""
    page = json.loads((SAMPLES / "sap" / feed.path / "page-001.json").read_bytes())
    rows = [row for row in page["DATA"] if row["MATNR"].lstrip("0") in PACKAGING]
    rows[0]["PACKAGING"] = ""
    page |= {"PAGES": 1, "TOTAL": len(rows), "DATA": rows}
    body = json.dumps(page).encode()
    return Fetched(feed.key, (body,), len(rows), MORNING, MORNING.date(), changed_since, ())
