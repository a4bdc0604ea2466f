"""From an invoice line and its product to an article: origin, preference, column 1 as applied, parts."""

from collections.abc import Mapping
from fractions import Fraction

from .books import Books, Row, digits, hts_row, pieces, product_of
from .column_one import FREE, read_rate
from .exact import number, number_or_none
from .measures import NON_METAL, PARTS, Article, metal_amounts, metals_in_force

USMCA_SPI = ("S", "S+")
USMCA_ORIGINS = ("MX", "CA")


def origin_of(invoice_line: Row, product: Row | None) -> str:
    """The invoice line's origin, else the product's, else empty."""
    return invoice_line["Country of Origin"].strip() or (
        product["Country of Origin"].strip() if product else ""
    )


def origins_differ(invoice_line: Row, product: Row) -> bool:
    """Do both name an origin, and not the same?"""
    named = {invoice_line["Country of Origin"].strip(), product["Country of Origin"].strip()} - {""}
    return len(named) == 2


def claims_usmca(product: Row) -> bool:
    """Does the product claim `S` or `S+`?"""
    return product["SPI"].strip() in USMCA_SPI


def spi_ignored(product: Row, origin: str) -> bool:
    """Is USMCA claimed for an origin where it does not count?"""
    return claims_usmca(product) and origin not in USMCA_ORIGINS


def spi_of(product: Row, origin: str) -> str:
    """The SPI the line is grouped by: USMCA outside MX and CA is as if not claimed, any other is kept."""
    return "" if spi_ignored(product, origin) else product["SPI"].strip()


def article_of(books: Books, invoice_line: Row, entry_date: str) -> Article | None:
    """The article the measures are asked about; None without product, HTS, readable rate or origin."""
    product = product_of(books, invoice_line["Material"])
    if product is None:
        return None
    hts, origin = digits(product["HTS Code"]), origin_of(invoice_line, product)
    row = hts_row(books, hts, entry_date) if hts else None
    rate = read_rate(row["General Rate"]) if row else None
    if rate is None or not origin:
        return None
    spi = spi_of(product, origin)
    return Article(
        material=product["Material"],
        hts=hts,
        origin=origin,
        spi=spi,
        column_one=FREE if spi in USMCA_SPI else rate,
        entry_date=entry_date,
        claims=frozenset(digits(claim) for claim in pieces(product["Exclusion Claim"])),
        net_kg=number_or_none(product["Net Weight (kg)"]),
        metal_kg=metal_amounts(product, "{} (kg)"),
        metal_share=metal_amounts(product, "{} Value %"),
    )


def parts_of(books: Books, article: Article) -> list[tuple[str, Fraction]]:
    """The parts and their share of the value, in order; parts with share 0 are dropped (CSMS 65236374).

    Only metals whose content measures are in force are split off; without any it is one part, `non_metal`.
    """
    shares: Mapping[str, Fraction] = {
        metal: (article.metal_share[metal] or Fraction(0)) / 100 for metal in metals_in_force(books, article)
    }
    all_shares = {NON_METAL: 1 - sum(shares.values(), Fraction(0)), **shares}
    return [(part, all_shares[part]) for part in PARTS if all_shares.get(part)]


def usd(invoice_line: Row, usd_rate: Fraction) -> Fraction:
    """The line's amount in USD, exact."""
    return number(invoice_line["Amount"]) * usd_rate
