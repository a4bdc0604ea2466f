"""Entries as the command line prints them: `generate(tables, law)` gives the JSON shape, numbers as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .articles import origin_of, origins_differ, spi_ignored
from .books import (
    Books,
    Rows,
    digits,
    dotted,
    fee_row,
    from_origin,
    in_force,
    in_scope,
    invoice_lines,
    is_packaging,
    open_books,
    product_of,
    shipment_rows,
)
from .column_one import PLACES, plain_unit
from .exact import half_up, number, number_or_none, text
from .gaps import Header, gaps_of, header_of
from .lines import ZERO, Line, duties, lines_of
from .measures import Gap

Advisory = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A shipment as an entry: held with gaps and no lines, or generated with lines and advisories."""

    shipment: str
    header: Header
    gaps: list[Gap]
    lines: list[Line]
    advisories: list[Advisory]


def generate(
    tables: Mapping[str, Rows], law: Mapping[str, Rows], *, sources: bool = False
) -> dict[str, list[dict[str, Any]]]:
    """All entries, sorted by shipment; `sources` adds to every line the invoice lines that went in."""
    books = open_books(tables, law)
    return {"entries": [entry_json(books, entry, sources) for entry in entries_of(books)]}


def entries_of(books: Books) -> list[Entry]:
    """All entries, sorted by shipment."""
    return [entry_of(books, shipment) for shipment in sorted({row["Shipment"] for row in books.shipments})]


def entry_of(books: Books, shipment: str) -> Entry:
    """One entry: a shipment with any gap is held whole and makes no lines and no advisories."""
    rows = shipment_rows(books, shipment)
    header = header_of(max(rows, key=lambda row: row["Entry Date"]))
    gaps = sorted(gaps_of(books, shipment))
    if gaps:
        return Entry(shipment, header, gaps, [], [])
    invoices = sorted(row["Invoice"] for row in rows)
    lines = lines_of(books, header, invoices)
    found = line_advisories(books, header, lines) | goods_advisories(books, invoices)
    return Entry(shipment, header, gaps, lines, sorted(found))


def line_advisories(books: Books, header: Header, lines: list[Line]) -> set[Advisory]:
    """ADCVD by HTS and origin (subject: the case), ZERO_VALUE (subject: the line)."""
    found = set()
    for place, line in enumerate(lines):
        if line.value == 0:
            found.add(("ZERO_VALUE", line_number(place), dotted(line.hts), line.origin))
        for row in books.adcvd:
            if (
                in_scope(line.hts, row["HTS Scope"])
                and from_origin(line.origin, row["Origin"])
                and in_force(row, header.entry_date)
            ):
                found.add(("ADCVD", row["Case"], dotted(line.hts), line.origin))
    return found


def goods_advisories(books: Books, invoices: list[str]) -> set[Advisory]:
    """ORIGIN_MISMATCH, SPI_IGNORED, INACTIVE_PRODUCT (subject: the material), of goods only."""
    found = set()
    for row in [row for invoice in invoices for row in invoice_lines(books, invoice)]:
        product = product_of(books, row["Material"])
        if is_packaging(books, row["Material"]) or product is None:
            continue
        origin = origin_of(row, product)
        about = (row["Material"], dotted(digits(product["HTS Code"])), origin)
        if origins_differ(row, product):
            found.add(("ORIGIN_MISMATCH", *about))
        if spi_ignored(product, origin):
            found.add(("SPI_IGNORED", *about))
        if product["Status"] != "Active":
            found.add(("INACTIVE_PRODUCT", *about))
    return found


def line_number(place: int) -> str:
    """001, 002, … per shipment."""
    return f"{place + 1:03d}"


def line_mpf(books: Books, header: Header, line: Line, value: int | Fraction) -> Fraction:
    """Merchandise processing fee of a line on a value, before the entry's clamp; 0 when USMCA counts."""
    row = fee_row(books, "MPF", header.entry_date)
    return ZERO if line.usmca or row is None else half_up(value * number(row["Rate"]), 2)


def line_hmf(books: Books, header: Header, value: int | Fraction) -> Fraction:
    """Harbor maintenance fee of a line on a value, vessel only, never clamped (19 CFR 24.24)."""
    row = fee_row(books, "HMF", header.entry_date)
    return half_up(value * number(row["Rate"]), 2) if header.by_vessel and row is not None else ZERO


def entry_mpf(books: Books, header: Header, lines: list[Line]) -> Fraction:
    """The entry's merchandise processing fee: the sum of the lines within the year's limits; 0 stays 0."""
    total = sum((line_mpf(books, header, line, line.value) for line in lines), ZERO)
    row = fee_row(books, "MPF", header.entry_date)
    if total == 0 or row is None:
        return total
    least, most = number_or_none(row["Minimum"]), number_or_none(row["Maximum"])
    total = total if least is None else max(total, least)
    return total if most is None else min(total, most)


def line_duty(line: Line, value: int | Fraction) -> Fraction:
    """All duty of a line on a value."""
    headings, column_one = duties(line, value)
    return sum(headings, column_one)


def quantity_text(line: Line) -> str | None:
    """Quantity with the places of its unit, None for `X`."""
    quantity = line.quantity
    return None if quantity is None else text(quantity, PLACES[plain_unit(line.unit)])


def tariffs_json(line: Line) -> list[dict[str, str]]:
    """The tariff numbers in reported order with their rate as written and their duty; the HTS last."""
    headings, column_one = duties(line, line.value)
    rows = [
        {"code": dotted(heading.code), "rate": heading.rate_text, "duty": text(duty, 2)}
        for heading, duty in zip(line.stack, headings, strict=True)
    ]
    return [*rows, {"code": dotted(line.hts), "rate": line.rate_text, "duty": text(column_one, 2)}]


def line_json(books: Books, header: Header, line: Line, place: int, sources: bool) -> dict[str, Any]:
    """One customs line."""
    shown: dict[str, Any] = {
        "line": line_number(place),
        "invoice": line.invoice,
        "hts": dotted(line.hts),
        "origin": line.origin,
        "part": line.part,
        "quantity": quantity_text(line),
        "unit": line.unit,
        "net_kg": text(line.net_kg, 3),
        "gross_kg": str(line.gross_kg),
        "value": str(line.value),
        "tariffs": tariffs_json(line),
        "duty": text(line_duty(line, line.value), 2),
        "mpf": text(line_mpf(books, header, line, line.value), 2),
        "hmf": text(line_hmf(books, header, line.value), 2),
    }
    return {**shown, "sources": sorted(set(line.sources), key=int)} if sources else shown


def entry_json(books: Books, entry: Entry, sources: bool) -> dict[str, Any]:
    """One entry; a held one has totals of 0."""
    lines, header = entry.lines, entry.header
    return {
        "shipment": entry.shipment,
        "entry_date": header.entry_date,
        "status": "needs_input" if entry.gaps else "generated",
        "findings": [{"kind": kind, "subject": subject} for kind, subject in entry.gaps],
        "lines": [line_json(books, header, line, place, sources) for place, line in enumerate(lines)],
        "totals": {
            "value": str(sum(line.value for line in lines)),
            "duty": text(sum((line_duty(line, line.value) for line in lines), ZERO), 2),
            "mpf": text(entry_mpf(books, header, lines), 2),
            "hmf": text(sum((line_hmf(books, header, line.value) for line in lines), ZERO), 2),
            "gross_kg": str(sum(line.gross_kg for line in lines)),
        },
        "advisories": [
            {"kind": kind, "subject": subject, "hts": hts, "origin": origin}
            for kind, subject, hts, origin in entry.advisories
        ],
    }
