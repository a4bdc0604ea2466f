"""Text for a spreadsheet that opens a CSV file: names come from invoices, and so from anybody."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def harmless(cell: str) -> str:
    """A cell as a spreadsheet shows it, whatever is in it; an apostrophe keeps it from being a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("-5.00"), harmless("ACME")
    ("'=HYPERLINK(1)", '-5.00', 'ACME')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def csv_line(cells: Iterable[str]) -> str:
    """A line of a file, of harmless cells.

    >>> csv_line(["a", "=1", "b,c"])
    'a,\\'=1,"b,c"\\r\\n'
    """
    text = StringIO()
    csv.writer(text).writerow(map(harmless, cells))
    return text.getvalue()
