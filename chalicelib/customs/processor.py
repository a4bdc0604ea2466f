"""The processor: from shipments and invoice lines to entries with customs lines (R2.01 to R2.14).

    generate(data)                    every entry of a data set
    Processor(reference).entry(...)   one shipment, with reference data that is already compiled

A shipment with any gap is held whole; the others go on. Same input, same bytes: nothing depends on the order
of rows (but of the measures), on the clock, or on what was generated before.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from chalicelib.customs.collector import collector_paused
from chalicelib.customs.entries import GENERATED, NEEDS_INPUT, Advisory, Entry, Totals
from chalicelib.customs.fees import VESSEL_MODES
from chalicelib.customs.gaps import InvoiceLines, agree, find_gaps
from chalicelib.customs.invoices import InvoiceDraft, draft_invoice
from chalicelib.customs.lines import make_lines
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset, InvoiceLine, Shipment

_by_invoice_number = itemgetter(0)
_by_line_number = itemgetter(1)
_by_invoice = itemgetter(10)


class Working(NamedTuple):
    """How an entry was worked out: what its trails are written from."""

    entry: Entry
    shipment: Shipment
    invoices: tuple[tuple[str, InvoiceDraft], ...]


class Processor:
    """Makes entries with one version of the reference data, compiled once and kept warm."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference

    def entry(
        self, rows: Sequence[Shipment], lines: InvoiceLines, shared: frozenset[str] = frozenset()
    ) -> Entry:
        """Make the entry of one shipment.

        `rows`: the shipment's rows, one per invoice. `lines`: invoice lines by invoice number, those of this
        shipment at least. `shared`: invoices that stand under several shipments.
        """
        working = self.work(rows, lines, shared)
        return working.entry if isinstance(working, Working) else working

    def work(
        self, rows: Sequence[Shipment], lines: InvoiceLines, shared: frozenset[str] = frozenset()
    ) -> Working | Entry:
        """As `entry`, with its working kept; a held entry has none and comes alone."""
        if len(rows) > 1:
            rows = sorted(rows, key=_by_invoice)
        if (len(rows) == 1 or agree(rows)) and not (shared and any(row.invoice in shared for row in rows)):
            advisories: set[Advisory] = set()
            drafts = self._draft(rows, lines, advisories)
            if drafts is not None:
                entry = self._finish(rows[0], drafts, advisories)
                if entry is not None:
                    return Working(entry, rows[0], drafts)
        return self._held(rows, lines, shared)

    def _draft(
        self, rows: Sequence[Shipment], lines: InvoiceLines, advisories: set[Advisory]
    ) -> tuple[tuple[str, InvoiceDraft], ...] | None:
        reference = self.reference
        first = rows[0]
        epoch = reference.epochs.index(first.entry_date)
        rates = reference.exchange_rates(first.export_date)
        drafts = []
        for row in rows:
            invoice_lines = lines.get(row.invoice)
            if not invoice_lines:
                return None
            draft = draft_invoice(
                reference, sorted(invoice_lines, key=_by_line_number), epoch, rates, advisories
            )
            if draft is None:
                return None
            drafts.append((row.invoice, draft))
        return tuple(drafts)

    def _finish(
        self, shipment: Shipment, invoices: tuple[tuple[str, InvoiceDraft], ...], advisories: set[Advisory]
    ) -> Entry | None:
        fees = self.reference.fees.on(shipment.entry_date)
        by_vessel = shipment.mode in VESSEL_MODES
        if fees.mpf is None or (by_vessel and fees.hmf is None):
            return None
        hmf_rate = fees.hmf.rate if by_vessel and fees.hmf is not None else 0
        lines, totals = make_lines(invoices, fees.mpf, hmf_rate, advisories)
        noted = tuple(sorted(advisories)) if advisories else ()
        return Entry(
            shipment.shipment, shipment.entry_date, GENERATED, (), tuple(lines), totals, noted, shipment.mode
        )

    def _held(self, rows: Sequence[Shipment], lines: InvoiceLines, shared: frozenset[str]) -> Entry:
        findings = find_gaps(self.reference, rows, lines, shared)
        return Entry(rows[0].shipment, entry_date(rows), NEEDS_INPUT, findings, (), Totals(), ())


def generate(
    data: Dataset,
    reference: Reference | None = None,
    only: Container[str] | None = None,
    track: Callable[[list[str]], Iterable[str]] = iter,
) -> list[Entry]:
    """Every entry of a data set, in the order of the shipment numbers.

    `reference`: the data's, where it is compiled already. `only`: make these shipments' entries. `track`:
    wraps the list of shipment numbers, to show how far a long run has come.
    """
    processor = Processor(reference or Reference(data))
    lines = lines_by_invoice(data.invoice_lines)
    shipments, shared = rows_by_shipment(data.shipments)
    wanted = sorted(shipment for shipment in shipments if only is None or shipment in only)
    with collector_paused():
        return [processor.entry(shipments[shipment], lines, shared) for shipment in track(wanted)]


def generate_stream(
    data: Dataset, invoice_lines: Iterable[InvoiceLine], lines_per_invoice: dict[str, int]
) -> Iterator[Entry]:
    """As `generate`, for more invoice lines than fit in memory: each entry is made when its last line has
    come.

    `lines_per_invoice` says how many lines each invoice has (a first pass over the file counts them). Entries
    come in the order in which they become complete; shipments that wait for an invoice without lines come
    last. Memory holds the open shipments only: cut the file at shipment ends and it is one shipment.
    """
    processor = Processor(Reference(data))
    shipments, shared = rows_by_shipment(data.shipments)
    waiting: dict[str, int] = {}
    shipments_of: dict[str, list[str]] = {}
    for shipment, rows in shipments.items():
        waiting[shipment] = sum(lines_per_invoice.get(row.invoice, 0) for row in rows)
        for row in rows:
            shipments_of.setdefault(row.invoice, []).append(shipment)
    held: dict[str, list[InvoiceLine]] = {}
    for line in invoice_lines:
        held.setdefault(line.invoice, []).append(line)
        for shipment in shipments_of.get(line.invoice, ()):
            waiting[shipment] -= 1
            if not waiting[shipment]:
                yield processor.entry(shipments[shipment], held, shared)
                del waiting[shipment]
                for row in shipments[shipment]:
                    if all(other not in waiting for other in shipments_of[row.invoice]):
                        held.pop(row.invoice, None)
        if line.invoice not in shipments_of:
            del held[line.invoice]
    for shipment in sorted(waiting):
        yield processor.entry(shipments[shipment], held, shared)


def lines_by_invoice(invoice_lines: Iterable[InvoiceLine]) -> dict[str, list[InvoiceLine]]:
    """Invoice lines by invoice number."""
    lines: dict[str, list[InvoiceLine]] = {}
    for invoice, run in groupby(invoice_lines, key=_by_invoice_number):
        lines.setdefault(invoice, []).extend(run)
    return lines


def rows_by_shipment(rows: Iterable[Shipment]) -> tuple[dict[str, list[Shipment]], frozenset[str]]:
    """The rows of each shipment, and the invoices that stand under more than one."""
    shipments: dict[str, list[Shipment]] = {}
    first_shipment: dict[str, str] = {}
    shared = set()
    for row in rows:
        shipments.setdefault(row.shipment, []).append(row)
        if first_shipment.setdefault(row.invoice, row.shipment) != row.shipment:
            shared.add(row.invoice)
    return shipments, frozenset(shared)


def entry_date(rows: Iterable[Shipment]) -> str:
    """The entry date of a shipment; where its rows disagree the latest, so that it is not passed over."""
    return max(row.entry_date for row in rows)
