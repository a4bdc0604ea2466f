"""CSV files of the business as deliveries: read by the domain's strict reader, columns found by name.

What is wrong with the file itself (encoding, quotes, header) refuses the delivery; a row with a cell too few
or too many is a rejected row.
"""

import codecs
import csv
import io
import re
from typing import Any

from chalicelib.customs.cells import BLANKS
from chalicelib.customs.checking import Block, FaultList
from chalicelib.customs.csv_files import CsvFile, without_repeated_header
from chalicelib.customs.declarations import Table
from chalicelib.customs.errors import Fault
from chalicelib.etl.data_sets import Row
from chalicelib.etl.deliveries import DeliveredTexts, Unreadable
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.etl.options import Options
from chalicelib.etl.results import EXTRA_COLUMN, QualityIssue
from chalicelib.etl.sap_pages import Parts
from chalicelib.etl.sources import CsvFileSource

_OF_ONE_ROW = re.compile(r"has [0-9]+ cells, the header has|is blank$|repeats the header$")
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_csv(source: CsvFileSource, parts: Parts, options: Options) -> DeliveredTexts:
    """Read a file of the business. Raises `DeliveryRefused` where it cannot be used."""
    if len(parts) != 1:
        problem = f"came in {len(parts)} parts"
        fault = Fault(source.name, None, None, None, problem, "Deliver the file in one piece")
        raise DeliveryRefused(source.name, [fault])
    data = parts[0][1]
    columns = tuple(column for column in source.table.columns if not column.verbatim)
    table = source.table._replace(columns=columns)
    faults = _RowFaults(source.name)
    headers = [column.header for column in columns]
    numbers: list[int] = []
    texts: list[Row] = []
    for block in CsvFile(table, data, options.encoding).blocks(faults):
        kept, cells = _without_repeated_header(table, block, faults)
        numbers += kept
        texts += [dict(zip(headers, row, strict=True)) for row in zip(*cells, strict=True)]
    if faults:
        raise DeliveryRefused(source.name, faults.all())
    issues = _drift(source, headers, data, options)
    return DeliveredTexts(
        numbers, texts, texts, {}, faults.rows, issues, {header: header for header in headers}
    )


class _RowFaults(FaultList):
    """The faults of a file; those that one row alone has are kept apart, however many there are."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.rows: list[Unreadable] = []

    def add(self, row: int | None, column: str | None, value: str | None, problem: str, remedy: str) -> None:
        """See `FaultList.add`."""
        if row is not None and row > 1 and column is None and _OF_ONE_ROW.match(problem):
            self.rows.append(Unreadable(row, {}, f"row: {problem}. {remedy}"))
        else:
            super().add(row, column, value, problem, remedy)


def _without_repeated_header(table: Table[Any], block: Block, faults: FaultList) -> Block:
    _, columns = block
    first = table.columns[0].header.casefold()
    if any(cell.strip(BLANKS).casefold() in ("", first) for cell in columns[0]):
        return without_repeated_header(table, block, faults)
    return block


def _drift(source: CsvFileSource, known: list[str], data: bytes, options: Options) -> list[QualityIssue]:
    """Columns in the header that nobody has declared."""
    codec = next(
        (codec for mark, codec in _MARKS.items() if data.startswith(mark)), options.encoding or "utf-8"
    )
    header = next(csv.reader(io.TextIOWrapper(io.BytesIO(data), codec, newline="\n")), [])
    names = {name.casefold() for name in known}
    extra = [name.strip(BLANKS) for name in header if name.strip(BLANKS).casefold() not in names]
    return [
        QualityIssue(
            EXTRA_COLUMN, source.sets[0], name, f"{source.name} has the column {name!r}, which is not used."
        )
        for name in extra
    ]
