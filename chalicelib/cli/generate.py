"""`generate DIR`

Make the customs lines of every entry, as a table, JSON or CSV. An entry that lacks something is held whole
and listed with every gap; the others go on. Exit code 1 says that some entry is held.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from functools import partial

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
    leave_with_faults,
    read,
    unknown,
    write,
)
from chalicelib.customs.entries import Entry
from chalicelib.customs.errors import InputErrors
from chalicelib.customs.processor import entry_date, generate, rows_by_shipment
from chalicelib.customs.rows import Dataset


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_directory(parser)
    add_selection(parser)
    parser.add_argument("--latest", action="store_true", help="only entries of the latest date there is")
    add_output(parser, "json", "csv", "table")
    add_encoding(parser)


def add_selection(parser: ArgumentParser) -> None:
    """Which entries: all, one shipment's, one date's."""
    parser.add_argument("--shipment", metavar="S", help="only this shipment, its lines in full")
    parser.add_argument("--date", metavar="D", type=iso_date, help="only entries of this date")


def run(asked: Namespace) -> int:
    """Generate and write."""
    data = read(asked, with_report=False)
    try:
        entries = generate(data, only=select(data, asked), track=partial(track, what="entries"))
    except InputErrors as errors:
        leave_with_faults(errors)
    write(rendered(entries, asked.form, asked.shipment is not None), asked.output)
    return FINDINGS if any(entry.findings for entry in entries) else DONE


def select(data: Dataset, asked: Namespace) -> frozenset[str] | None:
    """The shipments asked for; None means all. A shipment that is not there is a usage error."""
    latest = getattr(asked, "latest", False)
    if not (asked.shipment or asked.date or latest):
        return None
    dates = {number: entry_date(rows) for number, rows in rows_by_shipment(data.shipments)[0].items()}
    if asked.shipment and asked.shipment not in dates:
        asked.usage_error(unknown("shipment", asked.shipment, dates))
    day = max(dates.values(), default=None) if latest else asked.date
    return frozenset(
        number for number, date in dates.items() if asked.shipment in (None, number) and day in (None, date)
    )


def rendered(entries: Sequence[Entry], form: str, in_full: bool) -> Iterable[str]:
    """Entries in one of the formats, in pieces."""
    if form == "table":
        from chalicelib.cli.entry_tables import overview

        return overview(entries, in_full)
    from chalicelib.customs.publish import CSV_HEADER, csv_rows, entry_document

    if form == "csv":
        return csv_chunks(CSV_HEADER, csv_rows(entries))
    return json_chunks("entries", map(entry_document, entries))
