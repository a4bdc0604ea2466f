"""`generate DIR`

Make the customs lines of every entry, as a table, JSON or CSV. An entry that lacks something is held whole
and listed with every gap; the others go on. Exit code 1 says that some entry is held.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from chalicelib.cli.progress import track
from chalicelib.cli.shared import (
    DONE,
    FINDINGS,
    add_directory,
    add_encoding,
    add_output,
    csv_chunks,
    iso_date,
    json_chunks,
    read,
    unknown,
    write,
)
from chalicelib.cli.tables import wrapped
from chalicelib.customs.entries import Entry
from chalicelib.customs.errors import Fault, InputErrors
from chalicelib.customs.processor import entry_date, generate, generate_stream, rows_by_shipment
from chalicelib.customs.reading import iter_invoice_blocks, read_dataset
from chalicelib.customs.rows import Dataset, InvoiceLine
from chalicelib.customs.tables import INVOICE_LINES, REPORT

BLOCK = 20_000
"""Invoice lines that a stream reads at a time."""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_directory(parser)
    add_selection(parser)
    parser.add_argument(
        "--stream",
        action="store_true",
        help="for more invoice lines than fit in memory: entries in the order in which they become complete",
    )
    add_output(parser, "json", "csv", "table")
    add_encoding(parser)


def add_selection(parser: ArgumentParser) -> None:
    """Which entries: all, one shipment's, one date's, those of the latest date."""
    parser.add_argument("--shipment", metavar="S", help="only this shipment, its lines in full")
    dates = parser.add_mutually_exclusive_group()
    dates.add_argument("--date", metavar="D", type=iso_date, help="only entries of this date")
    dates.add_argument("--latest", action="store_true", help="only entries of the latest date there is")


def run(asked: Namespace) -> int:
    """Generate and write."""
    if asked.stream:
        return _stream(asked)
    data = read(asked, leave_out=[REPORT])
    only = select(data, asked)
    entries = generate(data, only=only, track=partial(track, what="entries"))
    write(rendered(entries, asked.form, asked.shipment is not None), asked.output)
    tell_of_none(data, only, asked.shipment)
    held = [entry.shipment for entry in entries if entry.findings]
    if held and asked.form == "csv":
        print(wrapped(f"Held for want of input, and without lines: {', '.join(held)}", 0), file=sys.stderr)
    return FINDINGS if held else DONE


def _stream(asked: Namespace) -> int:
    """Go through the invoice lines twice: to check and count them, then to make entries from them."""
    if asked.form == "table" or asked.shipment or asked.date or asked.latest:
        asked.usage_error("--stream makes all entries, as --json or --csv")
    data, lines_per_invoice = _checked(asked)
    held = 0

    def entries() -> Iterator[Entry]:
        nonlocal held
        for entry in generate_stream(data, _invoice_lines(asked), lines_per_invoice):
            held += bool(entry.findings)
            yield entry

    write(rendered(entries(), asked.form, in_full=False), asked.output)
    return FINDINGS if held else DONE


def _checked(asked: Namespace) -> tuple[Dataset, Counter[str]]:
    """All but the invoice lines, and how many of those each invoice has; all faults of all files at once."""
    faults: list[Fault] = []
    try:
        data = read_dataset(asked.directory, encoding=asked.encoding, leave_out=[REPORT, INVOICE_LINES])
    except InputErrors as errors:
        faults += errors.faults
    try:
        counts = Counter(line.invoice for line in _invoice_lines(asked))
    except InputErrors as errors:
        faults += errors.faults
    if faults:
        raise InputErrors(faults)
    return data, counts


def _invoice_lines(asked: Namespace) -> Iterator[InvoiceLine]:
    path = asked.directory / INVOICE_LINES.file
    return chain.from_iterable(iter_invoice_blocks(path, BLOCK, encoding=asked.encoding))


def select(data: Dataset, asked: Namespace) -> frozenset[str] | None:
    """The shipments asked for; None means all. A shipment that is not there is a usage error.

    Where the latest date is asked for it is the date from then on.
    """
    if not (asked.shipment or asked.date or asked.latest):
        return None
    dates = {number: entry_date(rows) for number, rows in rows_by_shipment(data.shipments)[0].items()}
    if asked.shipment and asked.shipment not in dates:
        asked.usage_error(unknown("shipment", asked.shipment, dates))
    if asked.latest:
        asked.date = max(dates.values(), default=None)
    return frozenset(
        number
        for number, date in dates.items()
        if asked.shipment in (None, number) and asked.date in (None, date)
    )


def tell_of_none(data: Dataset, only: frozenset[str] | None, shipment: str | None) -> None:
    """Where nothing is of the date asked for, say on standard error of which dates there is something."""
    if only is None or only:
        return
    days = sorted({row.entry_date for row in data.shipments if shipment in (None, row.shipment)})
    if shipment:
        print(f"Entry {shipment} is of {days[-1]}.", file=sys.stderr)
    elif days:
        print(f"The first entry is of {days[0]}, the last of {days[-1]}.", file=sys.stderr)


def rendered(entries: Iterable[Entry], form: str, in_full: bool) -> Iterable[str]:
    """Entries in one of the formats, in pieces."""
    if form == "table":
        from chalicelib.cli.entry_tables import overview

        return overview(list(entries), in_full)
    from chalicelib.customs.publish import CSV_HEADER, csv_rows, entry_document

    if form == "csv":
        return csv_chunks(CSV_HEADER, csv_rows(entries))
    return json_chunks("entries", map(entry_document, entries))
