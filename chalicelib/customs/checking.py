"""Checks the columns of a table and makes its rows.

A file of a hundred thousand lines holds few different texts: every text of a column is read once and
remembered, and columns of amounts are checked by one pattern over the whole column. Where in the file a fault
stands is looked for only when there is one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any, Generic

from chalicelib.customs.cells import BLANKS
from chalicelib.customs.codes import Refused
from chalicelib.customs.declarations import Column, Row, RowCheck, Table
from chalicelib.customs.errors import Fault
from chalicelib.customs.keys import KeySet
from chalicelib.customs.wording import counted

FAULTS_SHOWN = 1000
"""Faults listed per file; the rest is counted."""
VALUE_SHOWN = 80
BLOCK_ROWS = 512
"""Rows worked on at once: so few stay in the processor's cache, which halves the time."""
_TEXTS_REMEMBERED = 50_000

Columns = Sequence[Sequence[str]]
Block = tuple[Sequence[int], Columns]
"""Row numbers, and the cells column by column in the order of the table's columns."""


class FaultList:
    """The faults of one file, of which the first thousand are kept."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._kept: dict[Fault, None] = {}
        self._more = 0

    def add(self, row: int | None, column: str | None, value: str | None, problem: str, remedy: str) -> None:
        """Add a fault; a long value is cut off."""
        if len(self._kept) >= FAULTS_SHOWN:
            self._more += 1
            return
        if value is not None and len(value) > VALUE_SHOWN:
            value = value[:VALUE_SHOWN] + "…"
        self._kept[Fault(self.file, row, column, value, problem, remedy)] = None

    def __bool__(self) -> bool:
        return bool(self._kept)

    def all(self) -> list[Fault]:
        """The faults from the top of the file to its end, and one more that counts those left out."""
        faults = sorted(self._kept, key=lambda fault: fault.row or 0)
        if self._more:
            problem = counted(self._more, "more fault is", "more faults are") + " not listed"
            remedy = "Mend the listed ones and read the file again"
            faults.append(Fault(self.file, None, None, None, problem, remedy))
        return faults


class _Memo(dict[str, Any]):
    """The value of every text of a column, read when it is first met; what was refused is in `refused`."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self.refused: dict[str, Refused] = {}

    def __missing__(self, text: str) -> Any:
        if not isinstance(text, str):
            raise TypeError("a cell is text")
        trimmed = text.strip(BLANKS)
        value = self._column.kind.empty
        try:
            if trimmed:
                value = self._column.kind.read(trimmed)
            elif self._column.required:
                raise Refused("is empty", f"Fill in {self._column.header}")
        except Refused as refusal:
            self.refused[text] = refusal
        self[text] = value
        return value


@cache
def _decimals(places: int) -> Callable[[str], object]:
    fraction = rf"\.[0-9]{{{places}}}+" if places else ""
    return re.compile(rf"(?:-?[0-9]{{1,12}}+{fraction}\n)*+").fullmatch


def _read_at_once(texts: Sequence[str], places: int) -> list[int] | None:
    """Read a column of decimals that all have as many places as the first; None for any other column."""
    whole, _, fraction = texts[0].partition(".")
    if len(fraction) > places or not whole:
        return None
    joined = "\n".join(texts) + "\n"
    if not _decimals(len(fraction))(joined):
        return None
    scaled = joined.replace(".", "").replace("\n", "0" * (places - len(fraction)) + "\n").split()
    return list(map(int, scaled)) if len(scaled) == len(texts) else None


class _Reader:
    """Reads one column, block after block."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.memo = _Memo(column)

    def read(self, texts: Sequence[str]) -> list[Any]:
        """The values of the column's texts."""
        return list(self.lazily(texts))

    def lazily(self, texts: Sequence[str]) -> Iterable[Any]:
        """The values, to be gone through once: a list less to build and to free."""
        if self.column.kind.bulk is not None:
            values = _read_at_once(texts, self.column.kind.bulk)
            if values is not None:
                return values
        if len(self.memo) > _TEXTS_REMEMBERED:
            self.memo.clear()
            self.memo.refused.clear()
        return map(self.memo.__getitem__, texts)

    def refusals(self, texts: Sequence[str]) -> Iterator[tuple[int, Refused]]:
        refused = self.memo.refused
        if refused:
            yield from ((at, refused[text]) for at, text in enumerate(texts) if text in refused)


class Checker(Generic[Row]):
    """Makes the rows of one file from its blocks; `faults` receives whatever is wrong."""

    def __init__(self, table: Table[Row], faults: FaultList, keys: KeySet | None = None) -> None:
        self.table = table
        self.faults = faults
        self._readers = [_Reader(column) for column in table.columns]
        self._at = {column.field: at for at, column in enumerate(table.columns)}
        self._make: Callable[[tuple[Any, ...]], Row] = partial(tuple.__new__, table.row)
        self._keys = keys or KeySet()
        self._kept = {*table.key, *(field for check in table.checks for field in check.fields)}

    def rows(self, block: Block) -> list[Row] | None:
        """The rows of a block, or None when something in it is wrong: `explain` then says what."""
        numbers, columns = block
        if not numbers:
            return []
        values = [
            reader.read(texts) if reader.column.field in self._kept else reader.lazily(texts)
            for reader, texts in zip(self._readers, columns, strict=True)
        ]
        first = (numbers,) if self.table.numbered else ()
        rows = list(map(self._make, zip(*first, *values, strict=True)))
        if any(reader.memo.refused for reader in self._readers) or any(
            check.refuse(*fields)
            for check in self.table.checks
            for fields in set(self._fields(check.fields, values))
        ):
            return None
        if self.table.unique:
            self._keys.add(map(hash, self._fields(self.table.key, values)))
        return rows

    def explain(self, block: Block) -> None:
        """Record everything that is wrong in a block, in the order of its rows."""
        numbers, columns = block
        values = self._read(columns)
        found = [
            (at, place, refusal)
            for place, reader in enumerate(self._readers)
            for at, refusal in reader.refusals(columns[place])
        ]
        spoilt = {at for at, _, _ in found}
        found += [
            (at, self._at[check.fields[-1]], refusal)
            for check in self.table.checks
            for at, refusal in _refused_rows(check, self._fields(check.fields, values))
            if at not in spoilt
        ]
        for at, place, refusal in sorted(found, key=lambda one: one[:2]):
            text, header = columns[place][at].strip(BLANKS), self.table.columns[place].header
            self.faults.add(numbers[at], header, text, refusal.problem, refusal.remedy)
        if self.table.unique:
            without = self._spoilt_keys(columns)
            keys = self._fields(self.table.key, values)
            self._keys.add(hash(key) for at, key in enumerate(keys) if at not in without)
        for reader in self._readers:
            reader.memo.clear()
            reader.memo.refused.clear()

    def check_keys(self, blocks: Iterable[Block]) -> None:
        """Record the rows that repeat a key; the blocks are read again only if there may be one."""
        if not self._keys.has_repeats():
            return
        first: dict[tuple[Any, ...], int] = {}
        for numbers, columns in blocks:
            values = self._read(columns)
            spoilt = self._spoilt_keys(columns)
            keys = self._fields(self.table.key, values)
            texts = self._fields(self.table.key, columns)
            for at, (number, key, text) in enumerate(zip(numbers, keys, texts, strict=True)):
                if at not in spoilt and first.setdefault(key, number) != number:
                    self._repeated_key(first[key], number, text)

    def _read(self, columns: Columns) -> list[list[Any]]:
        return [reader.read(texts) for reader, texts in zip(self._readers, columns, strict=True)]

    def _fields(self, fields: tuple[str, ...], columns: Sequence[Iterable[Any]]) -> Iterator[tuple[Any, ...]]:
        return zip(*(columns[self._at[field]] for field in fields), strict=True)

    def _spoilt_keys(self, columns: Columns) -> set[int]:
        places = [self._at[field] for field in self.table.key]
        return {at for place in places for at, _ in self._readers[place].refusals(columns[place])}

    def _repeated_key(self, first: int, again: int, texts: tuple[str, ...]) -> None:
        headers = [self.table.columns[self._at[field]].header for field in self.table.key]
        self.faults.add(
            again,
            " + ".join(headers),
            " + ".join(text.strip(BLANKS) for text in texts),
            f"occurs a second time, first in row {first}",
            f"Delete one of the rows {first} and {again}, or correct it",
        )


def _refused_rows(check: RowCheck, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Refused]]:
    for at, fields in enumerate(rows):
        refusal = check.refuse(*fields)
        if refusal is not None:
            yield at, refusal
