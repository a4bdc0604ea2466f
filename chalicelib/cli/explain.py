"""`explain DIR SHIPMENT LINE`

Explain every figure of one customs line: the invoice lines that went in, why each tariff number applies and
the others do not, each rounding, duty and fee. As text, as JSON, or as an HTML page to print and file.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from chalicelib.cli.entry_tables import overview
from chalicelib.cli.shared import (
    DONE,
    FINDINGS,
    add_directory,
    add_encoding,
    add_output,
    read,
    unknown,
    write,
)
from chalicelib.customs.errors import UnknownSubject
from chalicelib.customs.processor import Processor, Working, lines_by_invoice, rows_by_shipment
from chalicelib.customs.reference import Reference
from chalicelib.customs.tables import REPORT
from chalicelib.customs.trail.document import explain_line
from chalicelib.customs.trail.provenance import Provenance


def line_number(text: str) -> int:
    """A line number, with or without its leading zeros."""
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"{text!r} is not a line number, such as 7 or 007")
    return int(text)


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_directory(parser)
    parser.add_argument("shipment", metavar="SHIPMENT", help="the shipment")
    parser.add_argument("line", metavar="LINE", type=line_number, help="the customs line, such as 7")
    parser.add_argument("--html", metavar="FILE", type=Path, help="write the printable page to this file")
    add_output(parser, "json", "table")
    add_encoding(parser)


def run(asked: Namespace) -> int:
    """Make the entry again and tell how the line was reached."""
    trail = _trail(asked)
    if trail is None:
        return FINDINGS
    if asked.html:
        from chalicelib.customs.trail.page import page

        write([page(trail)], asked.html)
        print(f"Wrote {asked.html}.")
        if asked.form == "table" and asked.output is None:
            return DONE
    if asked.form == "json":
        from json import dumps

        write([dumps(trail, ensure_ascii=False, indent=2), "\n"], asked.output)
    else:
        from chalicelib.cli.trail_text import trail_text

        write([trail_text(trail)], asked.output)
    return DONE


def _trail(asked: Namespace) -> dict[str, Any] | None:
    data = read(asked, leave_out=[REPORT])
    shipments, shared = rows_by_shipment(data.shipments)
    if asked.shipment not in shipments:
        asked.usage_error(unknown("shipment", asked.shipment, shipments))
    reference = Reference(data)
    working = Processor(reference).work(
        shipments[asked.shipment], lines_by_invoice(data.invoice_lines), shared
    )
    if not isinstance(working, Working):
        print(*overview([working], in_full=False), sep="", end="", file=sys.stderr)
        return None
    try:
        return explain_line(working, asked.line, reference, Provenance(data))
    except UnknownSubject as error:
        asked.usage_error(str(error))
    return None
