"""Every gap that holds a shipment, as (kind, subject) pairs.

A shipment's own rows may disagree; then a gap is listed when it exists whichever of them is taken as right.
"""

from dataclasses import dataclass
from fractions import Fraction

from .articles import article_of, claims_usmca, origin_of, parts_of, spi_ignored
from .books import (
    Books,
    Row,
    digits,
    dotted,
    fee_row,
    hts_row,
    invoice_lines,
    is_packaging,
    product_of,
    shipment_rows,
    usd_per_unit,
)
from .column_one import can_be_counted, is_known_unit, read_rate
from .exact import number
from .measures import NON_METAL, Article, Gap, metals_in_force, stack_of

VESSEL = ("10", "11")
MUST_AGREE = ("Mode", "Export Date", "Entry Date", "Country of Export", "Entry Type")


@dataclass(frozen=True, slots=True)
class Header:
    """What a shipment row says of the whole shipment."""

    mode: str
    export_date: str
    entry_date: str

    @property
    def by_vessel(self) -> bool:
        """Mode 10 or 11: the harbor maintenance fee is due."""
        return self.mode in VESSEL


def header_of(row: Row) -> Header:
    """The header of one shipment row."""
    return Header(row["Mode"], row["Export Date"], row["Entry Date"])


def gaps_of(books: Books, shipment: str) -> set[Gap]:
    """All gaps of a shipment."""
    rows = shipment_rows(books, shipment)
    invoices = sorted({row["Invoice"] for row in rows})
    gaps = set.intersection(*(gaps_under(books, header_of(row), invoices) for row in rows))
    if any(row[field] != rows[0][field] for row in rows for field in MUST_AGREE):
        gaps.add(("SHIPMENT_CONFLICT", shipment))
    for invoice in invoices:
        if len({row["Shipment"] for row in books.shipments if row["Invoice"] == invoice}) > 1:
            gaps.add(("INVOICE_IN_SEVERAL_SHIPMENTS", invoice))
    return gaps


def gaps_under(books: Books, header: Header, invoices: list[str]) -> set[Gap]:
    """The gaps of the fees and the invoices with this header taken as right."""
    gaps = fee_gaps(books, header)
    for invoice in invoices:
        gaps |= invoice_gaps(books, header, invoice)
    return gaps


def fee_gaps(books: Books, header: Header) -> set[Gap]:
    """MISSING_FEE: no row for the date; HMF is asked of a vessel only."""
    fees = ("MPF", "HMF") if header.by_vessel else ("MPF",)
    missing = any(fee_row(books, fee, header.entry_date) is None for fee in fees)
    return {("MISSING_FEE", header.entry_date)} if missing else set()


def invoice_gaps(books: Books, header: Header, invoice: str) -> set[Gap]:
    """The gaps of one invoice and its lines; packaging is asked for its currency and sign only."""
    lines = invoice_lines(books, invoice)
    goods = [line for line in lines if not is_packaging(books, line["Material"])]
    gaps: set[Gap] = set()
    if not lines:
        gaps.add(("MISSING_INVOICE", invoice))
    elif not goods:
        gaps.add(("PACKAGING_ONLY", invoice))
    for line in lines:
        if number(line["Amount"]) < 0 or number(line["Quantity"]) < 0:
            gaps.add(("NEGATIVE_AMOUNT", invoice))
        if usd_per_unit(books, line["Currency"], header.export_date) is None:
            gaps.add(("MISSING_EXCHANGE_RATE", line["Currency"]))
    for line in goods:
        gaps |= goods_gaps(books, line, header.entry_date)
    return gaps


def goods_gaps(books: Books, line: Row, entry_date: str) -> set[Gap]:
    """The gaps of one goods line; only one with product, HTS, rate and origin is asked about measures."""
    material = line["Material"]
    product = product_of(books, material)
    if product is None:
        return {("MISSING_PRODUCT", material)}
    gaps: set[Gap] = set()
    if not product["Net Weight (kg)"].strip() or not product["Gross Weight (kg)"].strip():
        gaps.add(("MISSING_WEIGHT", material))
    if not origin_of(line, product):
        gaps.add(("MISSING_ORIGIN", material))
    if not product["HTS Code"].strip():
        gaps.add(("MISSING_HTS", material))
    else:
        gaps |= rate_gaps(books, product, origin_of(line, product), entry_date)
    article = article_of(books, line, entry_date)
    return gaps | measure_gaps(books, article) if article else gaps


def rate_gaps(books: Books, product: Row, origin: str, entry_date: str) -> set[Gap]:
    """MISSING_HTS_RATE and UNIT. A specific rate's own unit is asked where the rate is sure to be applied."""
    hts = digits(product["HTS Code"])
    row = hts_row(books, hts, entry_date)
    if row is None:
        return {("MISSING_HTS_RATE", dotted(hts))}
    gaps: set[Gap] = set()
    rate = read_rate(row["General Rate"])
    if rate is None:
        gaps.add(("MISSING_HTS_RATE", dotted(hts)))
    if not is_known_unit(row["Unit 1"]):
        gaps.add(("UNIT", row["Unit 1"]))
    applied = not claims_usmca(product) or (origin != "" and spi_ignored(product, origin))
    if rate is not None and applied:
        gaps |= {("UNIT", specific.unit) for specific in rate.specific if not can_be_counted(specific.unit)}
    return gaps


def measure_gaps(books: Books, article: Article) -> set[Gap]:
    """Metal shares asked for by content measures in force, and metal weights asked for by clauses reached.

    Where the shares do not tell which parts there are, a gap counts when every possible part would have it.
    """
    in_force = metals_in_force(books, article)
    known = [article.metal_share[metal] for metal in in_force]
    total = sum((share for share in known if share is not None), Fraction(0))
    gaps: set[Gap] = set()
    if None in known:
        gaps.add(("MISSING_METAL_VALUE", article.material))
    if total > 100:
        gaps.add(("METAL_VALUE_OVER_100", article.material))
    if not gaps:
        return set().union(*(part_gaps(books, article, part) for part, _ in parts_of(books, article)))
    sure = [metal for metal in in_force if article.metal_share[metal] and total <= 100]
    maybe = [
        NON_METAL,
        *(metal for metal in in_force if metal not in sure and article.metal_share[metal] != 0),
    ]
    for part in sure:
        gaps |= part_gaps(books, article, part)
    if total != 100:
        gaps |= set.intersection(*(part_gaps(books, article, part) for part in maybe))
    return gaps


def part_gaps(books: Books, article: Article, part: str) -> set[Gap]:
    """The gaps that settling the programmes for one part brings up."""
    gaps: set[Gap] = set()
    stack_of(books, article, part, gaps)
    return gaps
