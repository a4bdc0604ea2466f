"""Entries as other programs read them: the JSON shape, every number as text, and rows for a CSV file.

Numbers are written with the places they are declared with: dollars whole, duty and fees to the cent, net kg
to the gram, gross kg whole, quantity as its unit is reported.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from chalicelib.customs.codes import dotted
from chalicelib.customs.entries import CustomsLine, Entry, Totals
from chalicelib.customs.numbers import format_cents, format_scaled

CSV_HEADER = (
    "Shipment",
    "Invoice",
    "Entry Date",
    "Line",
    "HTS Code",
    "Country of Origin",
    "Ordinal",
    "Tariff Code",
    "Entered Value",
    "Duty",
    "Quantity",
    "Unit",
    "Net Weight (kg)",
    "Gross Weight (kg)",
    "MPF",
    "HMF",
)
"""The columns of `Customs_Report.csv`, so that the two files can be laid side by side."""


def entry_document(entry: Entry) -> dict[str, Any]:
    """One entry in the JSON shape."""
    return {
        "shipment": entry.shipment,
        "entry_date": entry.entry_date,
        "status": entry.status,
        "findings": [finding._asdict() for finding in entry.findings],
        "lines": [line_document(line) for line in entry.lines],
        "totals": totals_document(entry.totals),
        "advisories": [advisory._asdict() for advisory in entry.advisories],
    }


def totals_document(totals: Totals) -> dict[str, str]:
    """The sums of an entry in the JSON shape."""
    return {
        "value": str(totals.value),
        "duty": format_cents(totals.duty),
        "mpf": format_cents(totals.mpf),
        "hmf": format_cents(totals.hmf),
        "gross_kg": str(totals.gross_kg),
    }


def line_document(line: CustomsLine) -> dict[str, Any]:
    """One customs line in the JSON shape; the tariff numbers in reported order, the HTS number last."""
    treatment = line.treatment
    return {
        "line": line_number(line),
        "invoice": line.invoice,
        "hts": dotted(treatment.hts),
        "origin": treatment.origin,
        "part": treatment.part,
        "quantity": quantity_text(line),
        "unit": treatment.unit,
        "net_kg": format_scaled(line.net_grams, 3, least=3),
        "gross_kg": str(line.gross_kg),
        "value": str(line.value),
        "tariffs": [
            {"code": code, "rate": rate, "duty": format_cents(duty)}
            for code, rate, duty in zip(treatment.codes, treatment.rate_texts, line.duties, strict=True)
        ],
        "duty": format_cents(sum(line.duties)),
        "mpf": format_cents(line.mpf),
        "hmf": format_cents(line.hmf),
    }


def line_number(line: CustomsLine) -> str:
    """The line's number as it is reported: 001, 002, …"""
    return f"{line.number:03d}"


def quantity_text(line: CustomsLine) -> str | None:
    """The quantity as it is reported, or None where the unit asks for none."""
    if line.quantity is None:
        return None
    places = line.quantity_places
    return format_scaled(line.quantity, 2, least=places)


def csv_rows(entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """A row per tariff number of each line, in the columns of CSV_HEADER; Chapter 99 rows show value 0
    (R2.12)."""
    for entry in entries:
        for line in entry.lines:
            yield from _line_rows(entry, line)


def _line_rows(entry: Entry, line: CustomsLine) -> Iterator[tuple[str, ...]]:
    treatment = line.treatment
    head = (
        entry.shipment,
        line.invoice,
        entry.entry_date,
        line_number(line),
        dotted(treatment.hts),
        treatment.origin,
    )
    last = len(treatment.codes)
    for ordinal, (code, duty) in enumerate(zip(treatment.codes, line.duties, strict=True), start=1):
        if ordinal < last:
            yield (*head, str(ordinal), code, "0", format_cents(duty), "", "", "", "", "", "")
        else:
            yield (
                *head,
                str(ordinal),
                code,
                str(line.value),
                format_cents(duty),
                quantity_text(line) or "",
                treatment.unit,
                format_scaled(line.net_grams, 3, least=3),
                str(line.gross_kg),
                format_cents(line.mpf),
                format_cents(line.hmf),
            )
