"""`compare DIR`

Generate the customs lines and compare them, line by line and field by field, with what SAP reports as
declared (Customs_Report.csv). Exit code 1 says that there are findings; an entry
that is held, or not reported yet, is pending and has none.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Container, Iterable
from functools import partial

from chalicelib.cli.generate import add_selection, select, tell_of_none
from chalicelib.cli.progress import track
from chalicelib.cli.shared import (
    BAD_INPUT,
    DONE,
    FINDINGS,
    add_directory,
    add_encoding,
    add_output,
    json_chunks,
    read,
    write,
)
from chalicelib.customs.compare import compare
from chalicelib.customs.compare.document import comparison_document
from chalicelib.customs.compare.tolerances import DEFAULT, read_tolerances
from chalicelib.customs.processor import generate
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset, ReportedTariff
from chalicelib.customs.tables import REPORT


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_directory(parser)
    add_selection(parser)
    parser.add_argument(
        "--tolerance",
        metavar="NAME=LIMIT",
        action="append",
        default=[],
        help=f"another limit for this comparison; repeat for several ({', '.join(DEFAULT.as_text())})",
    )
    add_output(parser, "json", "table")
    add_encoding(parser)


def run(asked: Namespace) -> int:
    """Generate, compare and write."""
    tolerances = read_tolerances(dict(text.partition("=")[::2] for text in asked.tolerance))
    data = read(asked)
    if data.report is None:
        print(
            f"{asked.directory / REPORT.file} is missing: there is nothing to compare with.", file=sys.stderr
        )
        return BAD_INPUT
    reference = Reference(data)
    only = select(data, asked)
    entries = generate(data, reference, only, partial(track, what="entries"))
    comparisons = compare(entries, _wanted(data.report, data, only, asked), reference, tolerances)
    if asked.form == "json":
        write(json_chunks("comparisons", map(comparison_document, comparisons)), asked.output)
    else:
        from chalicelib.cli.comparison_tables import overview

        write(overview(comparisons), asked.output)
    if not comparisons:
        tell_of_none(data, only, asked.shipment)
    return FINDINGS if any(comparison.findings for comparison in comparisons) else DONE


def _wanted(
    report: Iterable[ReportedTariff], data: Dataset, only: Container[str] | None, asked: Namespace
) -> list[ReportedTariff]:
    """The reported rows of the shipments asked for, and with a date those of shipments that nobody knows."""
    known = {row.shipment for row in data.shipments}
    return [
        row
        for row in report
        if only is None
        or row.shipment in only
        or (not asked.shipment and row.shipment not in known and row.entry_date == asked.date)
    ]
