"""The business files and the law as rows of text, and every look-up into them as of a date, by linear scan.

Periods are inclusive on both ends, an empty end is open. Of several rows that cover a date the one that began
last counts, so that the order of rows never matters (in the measures it does; they are only listed here).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .exact import number

Row = Mapping[str, str]
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Books:
    """All tables of one run."""

    products: Rows
    hts: Rows
    measures: Rows
    packaging: Rows
    exchange: Rows
    shipments: Rows
    invoices: Rows
    report: Rows
    orders: Rows
    fees: Rows
    adcvd: Rows


def open_books(tables: Mapping[str, Rows], law: Mapping[str, Rows]) -> Books:
    """The books of a run; exchange rates and the customs report may be missing."""
    return Books(
        products=tables["Product_List"],
        hts=tables["HTS_Code"],
        measures=tables["HTS Tariff"],
        packaging=tables["Packaging_Material"],
        exchange=tables.get("Exchange_Rate", []),
        shipments=tables["Shipments"],
        invoices=tables["Invoices"],
        report=tables.get("Customs_Report", []),
        orders=law["sequence_order"],
        fees=law["fees"],
        adcvd=law["adcvd"],
    )


def digits(code: str) -> str:
    """A tariff number without dots."""
    return code.replace(".", "").strip()


def dotted(code: str) -> str:
    """A tariff number as people write it: 9403.20.0035, 9903.88.03.

    >>> dotted("9403200035"), dotted("99038803")
    ('9403.20.0035', '9903.88.03')
    """
    plain = digits(code)
    return ".".join(piece for piece in (plain[:4], plain[4:6], plain[6:]) if piece)


def pieces(field: str) -> list[str]:
    """The values of a field that joins several with `|`."""
    return [piece.strip() for piece in field.split("|") if piece.strip()]


def in_scope(hts: str, scope: str) -> bool:
    """Is the HTS under one of the prefixes (compared without dots), or is the scope `*`?"""
    return any(piece == "*" or digits(hts).startswith(digits(piece)) for piece in pieces(scope))


def from_origin(origin: str, field: str) -> bool:
    """Is the origin one of the ISO codes, or is the field `*`?"""
    return any(piece in ("*", origin) for piece in pieces(field))


def in_force(row: Row, date: str) -> bool:
    """Does the row's period cover the date, both ends included?"""
    begin, end = row.get("Effective From", ""), row.get("Effective To", "")
    return (not begin or begin <= date) and (not end or date <= end)


def latest_in_force(rows: Iterable[Row], date: str) -> Row | None:
    """The row that covers the date; of several the one that began last."""
    return max(
        (row for row in rows if in_force(row, date)), key=lambda row: row["Effective From"], default=None
    )


def product_of(books: Books, material: str) -> Row | None:
    """The product list's row of a material."""
    return next((row for row in books.products if row["Material"] == material), None)


def is_packaging(books: Books, material: str) -> bool:
    """Is the material flagged as packaging? Listed with `N` it is goods, and so is what is not listed."""
    return any(row["Material"] == material and row["Is Packaging"] == "Y" for row in books.packaging)


def hts_row(books: Books, hts: str, date: str) -> Row | None:
    """The HTS row of an HTS-10 as of a date."""
    return latest_in_force((row for row in books.hts if digits(row["HTS Code"]) == hts), date)


def usd_per_unit(books: Books, currency: str, date: str) -> Fraction | None:
    """USD per unit: the latest row on or before the date (31 USC 5151). USD is 1; no row is unknown."""
    if currency == "USD":
        return Fraction(1)
    rows = [row for row in books.exchange if row["Currency"] == currency and row["Date"] <= date]
    return number(max(rows, key=lambda row: row["Date"])["USD per Unit"]) if rows else None


def fee_row(books: Books, fee: str, date: str) -> Row | None:
    """The row of MPF or HMF as of a date."""
    return latest_in_force((row for row in books.fees if row["Fee"] == fee), date)


def reported_programmes(books: Books, date: str) -> list[str]:
    """The programmes that are reported on a date, in order (CSMS 39587858, 64680374, 69668138)."""
    row = latest_in_force(books.orders, date)
    return row["Order"].split() if row else []


def invoice_lines(books: Books, invoice: str) -> list[Row]:
    """The lines of an invoice, the earlier (lower number) first."""
    return sorted(
        (row for row in books.invoices if row["Invoice"] == invoice), key=lambda row: int(row["Line"])
    )


def shipment_rows(books: Books, shipment: str) -> list[Row]:
    """The rows of a shipment: one per invoice."""
    return [row for row in books.shipments if row["Shipment"] == shipment]
