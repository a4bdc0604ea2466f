"""Generated business data, the same for the same seed: an importer of the samples' kind, as large as one asks
for.

A shipment is 20 invoice lines of one invoice: 18 of goods, drawn from few materials as a purchase order is,
and 2 of packaging. Products, HTS numbers and measures are those of `samples/`; amounts have two places. Every
row is complete: no shipment is held.
"""

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.customs.reading import LAW_FOLDER, read_table, rows_from_mappings
from chalicelib.customs.rows import Dataset
from chalicelib.customs.tables import BUSINESS, INVOICE_LINES, LAW

Row = dict[str, str]
Tables = dict[str, list[Row]]

SAMPLES = Path(__file__).parent.parent / "samples"
LINES_PER_SHIPMENT = 20
PACKING_LINES = 2
MATERIALS_PER_SHIPMENT = (5, 6, 6, 7, 8, 9)
ORIGINS = ("CN", "VN", "TW", "TH", "MX", "KH", "IT", "CA")
GOODS, PACKING = 65, 8
WINDOWS = (
    "2018-07-10 2018-08-23 2018-09-24 2019-05-10 2019-09-01 2020-02-14 2021-05-14 2022-10-01 2024-06-15 "
    "2025-02-04 2025-03-07 2025-03-12 2025-04-05 2025-05-14 2025-06-04 2025-08-01 2025-08-07 2025-08-18 "
    "2025-11-10 2026-02-24 2026-04-06 2026-07-24 2026-08-27 2026-11-10 2026-11-22"
).split()
"""Dates on which some reference row begins; a shipment falls into any of the stretches between them."""
METAL_CONTENT = ("2025-03-12", "2026-04-05")
"""When articles were split by metal: each stretch a third as likely, so that one line in nine is split as in
the samples."""
RATES = {"CNY": "0.139480", "EUR": "1.084300", "VND": "0.0000392157"}
"""USD per unit, from 2018 on; twice a year another."""


_STRETCHES = [
    (date.fromisoformat(first), date.fromisoformat(last))
    for first, last in pairwise(WINDOWS)
    for _ in range(1 if METAL_CONTENT[0] <= first <= METAL_CONTENT[1] else 3)
]


class Size(NamedTuple):
    """What to generate. `prefixes`: at least so many HTS prefixes in the measures (0: as the samples have
    them); `packing`: how many of a shipment's lines are packaging."""

    lines: int = 100_000
    products: int = GOODS + PACKING
    prefixes: int = 0
    currencies: tuple[str, ...] = ("USD",)
    seed: int = 1
    packing: int = PACKING_LINES


def make_tables(size: Size) -> Tables:
    """All tables as texts by header, by the name of their file without `.csv`."""
    rng = random.Random(size.seed)
    goods, packing = _products(rng, size.products)
    shipments, invoices = _traffic(rng, size, goods, packing)
    return {
        "Product_List": goods + packing[: PACKING // 2],
        "HTS_Code": [{**row, "Effective From": "2017-01-01"} for row in _sample("HTS_Code")],
        "HTS Tariff": _measures(rng, size.prefixes),
        "Packaging_Material": [
            {"Material": row["Material"], "Description": row["Description"], "Is Packaging": "Y"}
            for row in packing
        ],
        "Exchange_Rate": list(_exchange_rates(size.currencies)),
        "Shipments": shipments,
        "Invoices": invoices,
    }


def law_tables() -> Tables:
    """The law's tables as texts by header."""
    return {path.stem: read_rows(path) for path in LAW_FOLDER.glob("*.csv")}


def make_dataset(tables: Mapping[str, Sequence[Row]], *, invoices: bool = True) -> Dataset:
    """The checked and typed rows of the tables; without the invoice lines where they come from elsewhere."""
    parts: dict[str, Any] = {}
    for table in BUSINESS:
        wanted = invoices or table is not INVOICE_LINES
        records = tables.get(table.file.removesuffix(".csv"), ()) if wanted else ()
        parts[table.name] = tuple(rows_from_mappings(table, list(records)))
    for law in LAW:
        parts[law.name] = tuple(read_table(law, LAW_FOLDER / law.file))
    return Dataset(**{**parts, "report": None, "invoice_lines": list(parts["invoice_lines"])})


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as a file of the business."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _products(rng: random.Random, wanted: int) -> tuple[list[Row], list[Row]]:
    """Goods and packaging: the samples' own, then more of their kind under other numbers and with other
    weights."""
    known = _sample("Product_List")
    whole = [row for row in known if row["HTS Code"] and row["Steel (kg)"]]
    goods = whole[:GOODS]
    packing = [row for row in known if not row["HTS Code"]][: PACKING // 2]
    listed = {row["Material"] for row in packing}
    others = (row for row in _sample("Packaging_Material") if row["Material"] not in listed)
    packing += [{**dict.fromkeys(goods[0], ""), **row} for row in islice(others, PACKING - len(packing))]
    for number in range(wanted - GOODS - PACKING):
        goods.append(_alike(rng, whole[number % len(whole)], f"2{number:07d}"))
    return goods, packing


def _alike(rng: random.Random, product: Row, material: str) -> Row:
    """A product like another, up to a fifth heavier in all its weights."""
    factor = rng.randint(1000, 1200)
    weights = {name: text for name, text in product.items() if name.endswith("(kg)")}
    heavier = {name: _thousandths(_whole(text) * factor // 1000) for name, text in weights.items()}
    return {**product, **heavier, "Material": material}


def _measures(rng: random.Random, prefixes: int) -> list[Row]:
    """The samples' measures on our origins; with `prefixes`, listed scopes grow by numbers that none of our
    goods has."""
    rows = [
        row
        for row in _sample("HTS Tariff")
        if row["Origin"] == "*" or set(row["Origin"].split("|")) & set(ORIGINS)
    ]
    ours = {row["HTS Code"].replace(".", "")[:4] for row in _sample("HTS_Code")}
    listed = [row for row in rows if row["HTS Scope"] != "*"]
    each = max(0, prefixes - sum(row["HTS Scope"].count("|") + 1 for row in rows)) // len(listed) + 1
    for row in listed if prefixes else ():
        numbers = (f"{rng.randrange(2800_00_00, 9700_00_00):08d}" for _ in count())
        others = (text for text in numbers if text[:4] not in ours)
        row["HTS Scope"] = "|".join([row["HTS Scope"], *islice(others, each)])
    return rows


def _traffic(
    rng: random.Random, size: Size, goods: list[Row], packing: list[Row]
) -> tuple[list[Row], list[Row]]:
    shipments: list[Row] = []
    invoices: list[Row] = []
    for number in range(1, -(-size.lines // LINES_PER_SHIPMENT) + 1):
        entry_date = _entry_date(rng)
        shipment = _shipment(rng, number, entry_date)
        shipments.append(shipment)
        invoice_date = (entry_date - timedelta(days=rng.randint(20, 60))).isoformat()
        head = {
            "Invoice": shipment["Invoice"],
            "Invoice Date": invoice_date,
            "Supplier": f"V10{rng.randint(1, 40):02d}",
            "Currency": rng.choice(size.currencies),
            "Incoterm": rng.choice(("FCA", "FOB", "EXW")),
            "Line": "",
            "PO": f"4539{rng.randint(100_000, 999_999)}",
        }
        ordered = rng.sample(goods, rng.choice(MATERIALS_PER_SHIPMENT))
        lines = [rng.choice(ordered) for _ in range(LINES_PER_SHIPMENT - size.packing)]
        lines += [rng.choice(packing) for _ in range(size.packing)]
        invoices += [_invoice_line(rng, head, place, product) for place, product in enumerate(lines, start=1)]
    return shipments, invoices[: size.lines]


def _shipment(rng: random.Random, number: int, entry_date: date) -> Row:
    return {
        "Shipment": f"SH{entry_date:%y%m}{number:06d}",
        "Bill of Lading": f"BL{number:08d}",
        "Container": f"TCLU{rng.randrange(10**6, 10**7)}",
        "Mode": rng.choice(("11", "11", "11", "40", "30")),
        "Port of Lading": rng.choice(("55206", "57035", "58309")),
        "Port of Entry": rng.choice(("2704", "1703", "2709")),
        "Country of Export": rng.choice(ORIGINS[:5]),
        "Export Date": (entry_date - timedelta(days=rng.randint(3, 35))).isoformat(),
        "Entry Date": entry_date.isoformat(),
        "Entry Type": "01",
        "Invoice": f"INV{number:06d}A",
    }


def _invoice_line(rng: random.Random, head: Row, place: int, product: Row) -> Row:
    quantity = rng.randint(1, 400)
    goods = bool(product["HTS Code"])
    price = rng.randint(40, 30_000) if goods else rng.choice((0, 45, 161, 320))
    origin = product["Country of Origin"] if goods and rng.random() < 0.75 else ""
    if origin and rng.random() < 0.01:
        origin = rng.choice(ORIGINS[:4])
    return {
        **head,
        "Line": str(place * 10),
        "Material": product["Material"],
        "Quantity": str(quantity),
        "Unit": "EA",
        "Unit Price": _hundredths(price),
        "Amount": _hundredths(price * quantity),
        "Country of Origin": origin,
    }


def _entry_date(rng: random.Random) -> date:
    first, last = rng.choice(_STRETCHES)
    return first + timedelta(days=rng.randrange((last - first).days))


def _exchange_rates(currencies: Sequence[str]) -> Iterator[Row]:
    for currency in currencies:
        for year in range(2018, 2027) if currency != "USD" else ():
            for day, last_digit in ((f"{year}-01-01", "1"), (f"{year}-07-01", "3")):
                yield {"Currency": currency, "Date": day, "USD per Unit": RATES[currency][:-1] + last_digit}


def _sample(name: str) -> list[Row]:
    return read_rows(SAMPLES / f"{name}.csv")


def read_rows(path: Path) -> list[Row]:
    """A file's rows as texts by header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _whole(text: str) -> int:
    return int(text.replace(".", ""))


def _thousandths(number: int) -> str:
    return f"{number // 1000}.{number % 1000:03d}"


def _hundredths(number: int) -> str:
    return f"{number // 100}.{number % 100:02d}"
