"""Keeps, while entries are generated, what their trails are written from (R4.01).

What is kept is the engine's own `Working`: the invoices as drafted, each goods line with its exact value and
weights, shared by all lines of the entry. Nothing is copied and no text is written, so that keeping the
trails of a run costs little more than running it; a document is written when somebody asks for it, and
nothing is computed again.
"""

from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.customs.entries import CustomsLine, Entry
from chalicelib.customs.invoices import InvoiceDraft, LineDraft
from chalicelib.customs.processor import Processor, Working, lines_by_invoice, rows_by_shipment
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset


class LineTrail(NamedTuple):
    """What is kept of one customs line; all but the record itself is shared with the rest of the entry."""

    working: Working
    line: CustomsLine
    invoice: InvoiceDraft
    draft: LineDraft


def generate_with_trails(
    data: Dataset, reference: Reference | None = None
) -> Iterator[tuple[Entry, tuple[LineTrail, ...]]]:
    """Every entry in the order of the shipment numbers, with what is kept of each of its lines.

    A held entry has no lines and no trails. A large run that keeps everything is made inside
    `processor.collector_paused()`.
    """
    processor = Processor(reference or Reference(data))
    lines = lines_by_invoice(data.invoice_lines)
    shipments, shared = rows_by_shipment(data.shipments)
    for shipment in sorted(shipments):
        working = processor.work(shipments[shipment], lines, shared)
        if isinstance(working, Working):
            yield working.entry, line_trails(working)
        else:
            yield working, ()


def line_trails(working: Working) -> tuple[LineTrail, ...]:
    """What is kept of each line of an entry, in the order of the lines."""
    make = LineTrail._make
    lines = iter(working.entry.lines)
    return tuple(
        [
            make((working, next(lines), invoice, draft))
            for _, invoice in working.invoices
            for draft in invoice.drafts
        ]
    )
