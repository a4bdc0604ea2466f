"""Records that arrived as texts by header (JSON), as blocks of columns like those of a file."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from chalicelib.customs.cells import BLANKS
from chalicelib.customs.checking import BLOCK_ROWS, Block, FaultList
from chalicelib.customs.declarations import Table

FIRST_ROW = 2
"""The number of the first row below the header, as a spreadsheet counts."""
_AS_TEXT = "Deliver every value as text, an empty one as an empty text"


def quick_blocks(table: Table[Any], records: Sequence[Mapping[str, str]], _: FaultList) -> Iterator[Block]:
    """Blocks of records that have the very headers of the table. Raises KeyError or TypeError for others."""
    pick = itemgetter(*(column.header for column in table.columns))
    for start in range(0, len(records), BLOCK_ROWS):
        part = records[start : start + BLOCK_ROWS]
        columns: list[tuple[str, ...]] = list(zip(*map(pick, part), strict=True))
        yield range(start + FIRST_ROW, start + FIRST_ROW + len(part)), columns


def careful_blocks(table: Table[Any], records: Sequence[object], faults: FaultList) -> Iterator[Block]:
    """Blocks of whatever arrived: headers are found as in a file, and what is no text is a fault."""
    headers = [column.header for column in table.columns]
    for start in range(0, len(records), BLOCK_ROWS):
        numbers, rows = [], []
        for number, record in enumerate(records[start : start + BLOCK_ROWS], start + FIRST_ROW):
            cells = _texts(record, headers, number, faults)
            if cells is not None:
                numbers.append(number)
                rows.append(cells)
        yield numbers, list(zip(*rows, strict=True))


def _texts(record: object, headers: list[str], number: int, faults: FaultList) -> list[str] | None:
    if not isinstance(record, Mapping):
        faults.add(number, None, repr(record), "is not a record of texts by header", _AS_TEXT)
        return None
    by_name = {str(name).strip(BLANKS).casefold(): value for name, value in record.items()}
    cells = [by_name.get(header.casefold(), KeyError) for header in headers]
    for header, cell in zip(headers, cells, strict=True):
        if cell is KeyError:
            faults.add(number, header, None, "is missing from the record", f"Add {header!r}")
        elif not isinstance(cell, str):
            faults.add(number, header, repr(cell), "is not text", _AS_TEXT)
    texts = [cell for cell in cells if isinstance(cell, str)]
    return texts if len(texts) == len(headers) else None
