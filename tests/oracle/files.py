"""Tables and law as the files hold them, all values text."""

import csv
from pathlib import Path

Tables = dict[str, list[dict[str, str]]]
TABLE_NAMES = (
    "Product_List",
    "HTS_Code",
    "HTS Tariff",
    "Packaging_Material",
    "Exchange_Rate",
    "Shipments",
    "Invoices",
    "Customs_Report",
)
LAW_NAMES = ("sequence_order", "fees", "adcvd")


def read_tables(folder: Path) -> Tables:
    """The business files of a folder; those that may be missing are left out when they are."""
    return {
        name: read_rows(folder / f"{name}.csv") for name in TABLE_NAMES if (folder / f"{name}.csv").exists()
    }


def read_law(folder: Path) -> Tables:
    """The three tables of law of a folder."""
    return {name: read_rows(folder / f"{name}.csv") for name in LAW_NAMES}


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
