"""Reads the business's files and the law tables into checked rows, and finds every fault in one go."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from chalicelib.customs.checking import Block, Checker, FaultList
from chalicelib.customs.collector import collector_paused
from chalicelib.customs.csv_files import CsvFile, without_repeated_header
from chalicelib.customs.declarations import Row, Table
from chalicelib.customs.errors import Fault, InputErrors
from chalicelib.customs.keys import CompactKeySet, KeySet
from chalicelib.customs.mappings import careful_blocks, quick_blocks
from chalicelib.customs.rows import Dataset, InvoiceLine
from chalicelib.customs.tables import BUSINESS, INVOICE_LINES, LAW

LAW_FOLDER = Path(__file__).parent / "law"
BlockSource = Callable[[FaultList], Iterator[Block]]
"""Reads a source from its top; what is wrong with the source itself goes to the faults."""


def read_dataset(
    folder: Path,
    *,
    encoding: str | None = None,
    law: Path | None = None,
    leave_out: Collection[Table[Any]] = (),
) -> Dataset:
    """Read a folder of the business's files, and the law tables from `law` or as they ship with the product.

    `encoding` is that of the business's files where they are not Unicode (`gb18030`). Raises `InputErrors`
    with every fault of every file. Tables to `leave_out` are not read and are empty: only comparing needs the
    customs report, and a stream reads the invoice lines by itself.
    """
    if not folder.is_dir():
        remedy = "Name the folder that holds the CSV files"
        raise InputErrors([Fault(str(folder), None, None, None, "is not a folder", remedy)])
    parts: dict[str, Any] = {table.name: None if table.optional else [] for table in leave_out}
    faults: list[Fault] = []
    business = ((table, folder, encoding) for table in BUSINESS if table not in leave_out)
    for table, place, codec in chain(business, ((table, law or LAW_FOLDER, None) for table in LAW)):
        try:
            parts[table.name] = _read_file(table, place, codec)
        except InputErrors as errors:
            faults += errors.faults
    if faults:
        raise InputErrors(faults)
    return Dataset(**parts)


def read_table(table: Table[Row], source: Path | bytes, *, encoding: str | None = None) -> list[Row]:
    """Read one file, from its path or its bytes. Raises `InputErrors` with all its faults."""
    file = CsvFile(table, source, encoding)
    return _checked_rows(table, file.blocks)


def rows_from_mappings(table: Table[Row], mappings: Sequence[dict[str, str]]) -> list[Row]:
    """Make rows of records that arrived as texts by header (JSON), with the checks of a file.

    The first record counts as row 2, as in a file. Raises `InputErrors` with all faults.
    """
    try:
        return _checked_rows(table, partial(quick_blocks, table, mappings))
    except (AttributeError, KeyError, TypeError):
        return _checked_rows(table, partial(careful_blocks, table, mappings))


def iter_invoice_blocks(
    path: Path, rows: int = 50_000, *, encoding: str | None = None
) -> Iterator[list[InvoiceLine]]:
    """Read `Invoices.csv` in lists of at most `rows` lines, in the order of the file and in bounded memory.

    Raises `InputErrors` with all faults when the file is read through; after the first fault no more lines
    come. As a repeated key is known only at the end, the lines that came before the error are not to be used.
    """
    file = CsvFile(INVOICE_LINES, path, encoding)
    waiting: list[InvoiceLine] = []
    blocks = _checked_blocks(INVOICE_LINES, file.blocks, CompactKeySet())
    while _fill(waiting, blocks, rows):
        while len(waiting) >= rows:
            yield waiting[:rows]
            del waiting[:rows]
    if waiting:
        yield waiting


def _read_file(table: Table[Any], folder: Path, encoding: str | None) -> Any:
    path = folder / table.file
    if not path.exists():
        if table.optional:
            return None if table.name == "report" else ()
        raise InputErrors([Fault(table.file, None, None, None, "is missing", _missing_remedy(path))])
    rows = read_table(table, path, encoding=encoding)
    return rows if table.name == "invoice_lines" else tuple(rows)


def _missing_remedy(path: Path) -> str:
    def letters(name: str) -> str:
        return "".join(filter(str.isalnum, name.casefold()))

    alike = (other.name for other in path.parent.iterdir() if letters(other.name) == letters(path.name))
    found = next(alike, None)
    return f"Rename {found!r} to {path.name!r}" if found else f"Put the file into {path.parent}"


def _checked_rows(table: Table[Row], blocks: BlockSource) -> list[Row]:
    with collector_paused():
        rows: list[Row] = []
        for block in _checked_blocks(table, blocks, KeySet()):
            rows += block
        return rows


def _checked_blocks(table: Table[Row], blocks: BlockSource, keys: KeySet) -> Iterator[list[Row]]:
    faults = FaultList(table.file)
    checker = Checker(table, faults, keys)
    for block in blocks(faults):
        rows = _rows_of(checker, block)
        if rows is not None and not faults:
            yield rows
    checker.check_keys(blocks(FaultList(table.file)))
    if faults:
        raise InputErrors(faults.all())


def _fill(waiting: list[Row], blocks: Iterator[list[Row]], wanted: int) -> bool:
    """Add blocks until so many rows wait; False when there are no more."""
    with collector_paused():
        for block in blocks:
            waiting += block
            if len(waiting) >= wanted:
                return True
    return False


def _rows_of(checker: Checker[Row], block: Block) -> list[Row] | None:
    rows = checker.rows(block)
    if rows is None:
        checker.explain(without_repeated_header(checker.table, block, checker.faults))
    return rows
