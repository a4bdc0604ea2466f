"""CSV files as blocks of columns: encoding, header, quotes and the number of cells in every row.

Strict on purpose: a missing quote read leniently swallows the rest of a file, and bytes read in a wrong
encoding are silently other letters. UTF-8 is read with or without its byte order mark, UTF-16 with its mark,
any other encoding only when it is declared.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from chalicelib.customs.cells import BLANKS
from chalicelib.customs.checking import BLOCK_ROWS, Block, FaultList
from chalicelib.customs.declarations import Table
from chalicelib.customs.headers import find_columns

SAVE_AS_CSV = "Save the sheet as CSV UTF-8 (comma delimited)"
DECLARE = "Save the sheet as CSV UTF-8, or pass --encoding gb18030 if that is how it was written"

_OTHER_FILES = {
    b"%PDF": "is a PDF document, not a CSV file",
    b"PK\x03\x04": "is a workbook or a zip archive, not a CSV file",
    b"\xd0\xcf\x11\xe0": "is an old Excel workbook, not a CSV file",
    b"\x1f\x8b": "is a compressed file, not a CSV file",
}
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_QUOTES = "Write a quotation mark inside a cell twice, and put one before and one after the cell"
_REFUSALS = (
    ("unexpected end of data", "opens a quotation mark that is never closed", _QUOTES),
    ("expected after", "has a quotation mark inside a cell", _QUOTES),
    ("new-line character", "has a line end of an unknown kind (a lone carriage return)", SAVE_AS_CSV),
    (
        "field larger than field limit",
        "has a cell of more than 131,072 characters, or a quotation mark that is never closed",
        _QUOTES,
    ),
)
Rows = list[list[str]]


class CsvFile:
    """One CSV file of a table, from a path or from its bytes; `blocks` reads it from the top each time."""

    def __init__(self, table: Table[Any], source: Path | bytes, encoding: str | None) -> None:
        self.table = table
        self._source = source
        self._encoding = encoding

    def blocks(self, faults: FaultList) -> Iterator[Block]:
        """The file's rows in blocks of columns; what is wrong with the file itself goes to the faults."""
        for numbers, rows, places in self._regular_blocks(faults):
            columns = list(zip(*rows, strict=True))
            yield numbers, [columns[place] for place in places]

    def _regular_blocks(self, faults: FaultList) -> Iterator[tuple[Sequence[int], Rows, list[int]]]:
        try:
            with self._open() as stream:
                problem = _unusable(stream, self._encoding)
                if problem is not None:
                    faults.add(None, None, None, *problem)
                    return
                codec = _codec(stream, self._encoding)
                text = io.TextIOWrapper(stream, codec, newline="\n")
                yield from _Records(self.table, text, faults).blocks()
        except UnicodeError:
            self._undecodable(faults)
        except OSError as error:
            reason = f"cannot be read ({error.strerror})"
            faults.add(None, None, None, reason, "Check the file and its rights")

    def _open(self) -> BinaryIO:
        return io.BytesIO(self._source) if isinstance(self._source, bytes) else self._source.open("rb")

    def _undecodable(self, faults: FaultList) -> None:
        with self._open() as stream:
            codec = _codec(stream, self._encoding)
            text = io.TextIOWrapper(stream, codec, errors="replace", newline="\n")
            number, value = _first_damaged(text)
        # Where the file came as bytes, nobody stands at a command line.
        remedy = SAVE_AS_CSV if isinstance(self._source, bytes) else DECLARE
        faults.add(number, None, value, f"is not text in the encoding {codec.removesuffix('-sig')}", remedy)


class _Records:
    """The records of an open file below its header, in blocks in which every row is as wide as the header."""

    def __init__(self, table: Table[Any], text: io.TextIOWrapper, faults: FaultList) -> None:
        self._table = table
        self._reader = csv.reader(text, strict=True)
        self._faults = faults
        self._read = 0
        self._broken: UnicodeError | None = None
        self._ended = False
        self._blank: list[int] = []
        """Blank rows that may yet turn out to stand at the end of the file, where they are fine."""

    def blocks(self) -> Iterator[tuple[Sequence[int], Rows, list[int]]]:
        first = self._next(1)
        if not first:
            if not self._ended:
                self._faults.add(None, None, None, "is empty", "Deliver the file with its header and rows")
            return
        if _is_blank(first[0]):
            self._blank_header()
            return
        header = [name.strip(BLANKS).casefold() for name in first[0]]
        places = find_columns(self._table, first[0], self._faults)
        if places is None:
            return
        while rows := self._next(BLOCK_ROWS):
            numbers: Sequence[int] = range(self._read - len(rows) + 1, self._read + 1)
            if set(map(len, rows)) != {len(header)} or _is_blank(rows[-1]) or self._blank:
                numbers, rows = self._without_irregular(numbers, rows, header)
            if rows:
                yield numbers, rows, places

    def _next(self, count: int) -> Rows:
        """The next records; none follow one that cannot be read, as they would be read out of step."""
        if self._broken is not None:
            raise self._broken
        rows: Rows = []
        if self._ended:
            return rows
        try:
            rows.extend(islice(self._reader, count))
        except csv.Error as error:
            self._refused(error, self._read + len(rows) + 1)
            self._ended = True
        except UnicodeError as error:
            self._broken = error
            if not rows:
                raise
        self._read += len(rows)
        return rows

    def _refused(self, error: csv.Error, number: int) -> None:
        for sign, problem, remedy in _REFUSALS:
            if sign in str(error):
                self._faults.add(number, None, None, problem, remedy)
                return
        self._faults.add(number, None, None, f"is not CSV ({error})", SAVE_AS_CSV)

    def _blank_header(self) -> None:
        while rows := self._next(BLOCK_ROWS):
            if not all(map(_is_blank, rows)):
                self._faults.add(1, None, None, "is blank", "Put the header into row 1")
                return
        self._faults.add(None, None, None, "is empty", "Deliver the file with its header and rows")

    def _without_irregular(
        self, numbers: Sequence[int], rows: Rows, header: list[str]
    ) -> tuple[Sequence[int], Rows]:
        kept: list[tuple[int, list[str]]] = []
        for number, row in zip(numbers, rows, strict=True):
            if _is_blank(row):
                self._blank.append(number)
                continue
            self._report_blank()
            if len(row) == len(header):
                kept.append((number, row))
            else:
                problem = f"has {len(row)} cells, the header has {len(header)}"
                remedy = "Put quotation marks round a cell with a comma in it, or add what is missing"
                self._faults.add(number, None, None, problem, remedy)
        return [number for number, _ in kept], [row for _, row in kept]

    def _report_blank(self) -> None:
        for number in self._blank:
            self._faults.add(number, None, None, "is blank", "Delete the row")
        self._blank.clear()


def without_repeated_header(table: Table[Any], block: Block, faults: FaultList) -> Block:
    """Leave out the rows that repeat the header or are blank, as where two files were pasted together."""
    headers = [column.header.casefold() for column in table.columns]
    numbers, columns = block
    kept = []
    for at, cells in enumerate(zip(*columns, strict=True)):
        if [cell.strip(BLANKS).casefold() for cell in cells] == headers:
            faults.add(numbers[at], None, None, "repeats the header", "Delete the row")
        elif _is_blank(cells):
            faults.add(numbers[at], None, None, "is blank", "Delete the row")
        else:
            kept.append(at)
    return [numbers[at] for at in kept], [[column[at] for at in kept] for column in columns]


def _is_blank(row: Sequence[str]) -> bool:
    return not "".join(row).strip(BLANKS)


def _codec(stream: BinaryIO, encoding: str | None) -> str:
    start = stream.read(4)
    stream.seek(0)
    marked = (codec for mark, codec in _MARKS.items() if start.startswith(mark))
    return next(marked, encoding or "utf-8")


def _unusable(stream: BinaryIO, encoding: str | None) -> tuple[str, str] | None:
    """Why the file cannot be read as text at all, and the remedy."""
    start = stream.read(64)
    stream.seek(0)
    for sign, problem in _OTHER_FILES.items():
        if start.startswith(sign):
            return problem, SAVE_AS_CSV
    codec = _codec(stream, encoding)
    if codec == "utf-8" and start.count(b"\0") > len(start) // 4:
        return "is UTF-16 without a byte order mark, or no text at all", SAVE_AS_CSV
    try:
        io.TextIOWrapper(io.BytesIO(), codec)
    except (LookupError, ValueError):
        return f"cannot be read: no encoding is called {codec!r}", "Name one such as utf-8 or gb18030"
    return None


def _first_damaged(text: io.TextIOWrapper) -> tuple[int | None, str | None]:
    try:
        for number, row in enumerate(csv.reader(text), start=1):
            for cell in row:
                if "\ufffd" in cell:
                    return number, cell
    except (csv.Error, UnicodeError):
        pass
    return None, None
