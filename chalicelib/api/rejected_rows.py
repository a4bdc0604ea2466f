"""The rows of an upload that are not taken, as a CSV file: number, problems, and the row as it came."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.pipeline.spreadsheets import csv_line

MOST_BYTES = 5 * 1024 * 1024
"""Of the file, in the JSON in which a function answers: with 6 MB at most."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes the file for one in the letters of its country."""
MORE = "There are more rows than this file holds: mend these first."


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """As many rows as an answer holds; the last line says that there are more."""
    headers = list(dict.fromkeys(header for row in rows for header in row["source_row"]))
    lines = [BYTE_ORDER_MARK + csv_line(["Row", "Problems", *headers])]
    room = MOST_BYTES - _size_of(lines[0])
    for row in rows:
        cells = [row["source_row"].get(header, "") for header in headers]
        line = csv_line([str(row["row_number"]), "; ".join(row["problems"]), *cells])
        room -= _size_of(line)
        if room < 0:
            lines.append(csv_line(["", MORE]))
            break
        lines.append(line)
    return "".join(lines)


def _size_of(line: str) -> int:
    """Bytes that a line takes in JSON; Lambda may write what is not ASCII as `\\u4e2d`: six for three."""
    return len(json.dumps(line)) - len('""')
