"""Compares two datasets table by table and field by field, as when one comes from files and one from SAP.

Rows are matched by their table's key. Rows of a table whose keys may repeat are matched in their order, and
where the order of the rows is law a row that stands elsewhere is a difference too.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from chalicelib.customs.declarations import Table
from chalicelib.customs.rows import Dataset
from chalicelib.customs.tables import BUSINESS, LAW

Key = tuple[Any, ...]


class Difference(NamedTuple):
    """A field that differs between the two rows of one key, as both write it."""

    file: str
    key: str
    column: str
    value_a: str
    value_b: str


class Move(NamedTuple):
    """A row that stands in another place among the rows both have: its place in A and in B, from 1."""

    file: str
    key: str
    place_a: int
    place_b: int


class TableParity(NamedTuple):
    """What one table of A and of B have in common and what not."""

    file: str
    rows_a: int
    rows_b: int
    equal: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    differences: tuple[Difference, ...]
    moves: tuple[Move, ...]

    @property
    def identical(self) -> bool:
        """Whether the table is the same, field by field."""
        return not (self.only_a or self.only_b or self.differences or self.moves)


class Parity(NamedTuple):
    """All tables of two datasets, compared."""

    tables: tuple[TableParity, ...]

    @property
    def identical(self) -> bool:
        """Whether the datasets are the same, field by field."""
        return all(table.identical for table in self.tables)


def parity(a: Dataset, b: Dataset) -> Parity:
    """Compare two datasets: every table, every row, every field."""
    tables: tuple[Table[Any], ...] = (*BUSINESS, *LAW)
    return Parity(
        tuple(_compare(table, getattr(a, table.name) or (), getattr(b, table.name) or ()) for table in tables)
    )


def describe(result: Parity) -> list[str]:
    """Tell the comparison in lines: 100 % for a table that is the same, every difference of any other."""
    lines = [line for table in result.tables for line in _describe_table(table)]
    lines.append("100 % equal" if result.identical else "not equal")
    return lines


def _compare(table: Table[Any], rows_a: Sequence[Any], rows_b: Sequence[Any]) -> TableParity:
    by_key_a, by_key_b = _by_key(table, rows_a), _by_key(table, rows_b)
    both = [key for key in by_key_a if key in by_key_b]
    differing = [list(_differences(table, key, by_key_a[key], by_key_b[key])) for key in both]
    return TableParity(
        table.file,
        len(rows_a),
        len(rows_b),
        differing.count([]),
        tuple(_show(table, key) for key in by_key_a if key not in by_key_b),
        tuple(_show(table, key) for key in by_key_b if key not in by_key_a),
        tuple(difference for differences in differing for difference in differences),
        tuple(_moves(table, both, by_key_b)) if table.numbered else (),
    )


def _by_key(table: Table[Any], rows: Sequence[Any]) -> dict[Key, Any]:
    """The rows by their key and, last in it, the how-manieth row of that key it is."""
    met: Counter[Key] = Counter()
    by_key = {}
    for row in rows:
        key = tuple(getattr(row, field) for field in table.key)
        met[key] += 1
        by_key[(*key, met[key])] = row
    return by_key


def _differences(table: Table[Any], key: Key, row_a: Any, row_b: Any) -> Iterator[Difference]:
    if row_a == row_b:
        return
    for column in table.columns:
        value_a, value_b = getattr(row_a, column.field), getattr(row_b, column.field)
        if value_a != value_b and not column.verbatim:
            shown = column.kind.show(value_a), column.kind.show(value_b)
            yield Difference(table.file, _show(table, key), column.header, *shown)


def _moves(table: Table[Any], order_a: Sequence[Key], by_key_b: dict[Key, Any]) -> Iterator[Move]:
    common = set(order_a)
    places = {key: place for place, key in enumerate((key for key in by_key_b if key in common), start=1)}
    in_order = longest_rise([places[key] for key in order_a])
    for place_a, key in enumerate(order_a, start=1):
        if places[key] not in in_order:
            yield Move(table.file, _show(table, key), place_a, places[key])


def longest_rise(places: Sequence[int]) -> set[int]:
    """The most places that stand in rising order: the others are the fewest rows that were moved."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    rise: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        rise.add(last)
        last = before[last]
    return rise


def _show(table: Table[Any], key: Key) -> str:
    columns = {column.field: column for column in table.columns}
    *values, times = key
    fields = zip(table.key, values, strict=True)
    shown = " + ".join(columns[field].kind.show(value) or "(empty)" for field, value in fields)
    return shown if times == 1 else f"{shown} ({times}. row of this key)"


def _describe_table(table: TableParity) -> Iterator[str]:
    differing = len({difference.key for difference in table.differences})
    rows = table.equal + differing + len(table.only_a) + len(table.only_b)
    hundredths = 10_000 * table.equal // rows if rows else 10_000
    share = "100 %" if hundredths == 10_000 else f"{hundredths // 100}.{hundredths % 100:02d} %"
    order = f", {len(table.moves)} in another place" if table.moves else ""
    yield (
        f"{table.file}: {table.rows_a} rows in A, {table.rows_b} in B: {table.equal} equal ({share}), "
        f"{differing} differ, {len(table.only_a)} only in A, {len(table.only_b)} only in B{order}"
    )
    yield from (f"  only in A: {key}" for key in table.only_a)
    yield from (f"  only in B: {key}" for key in table.only_b)
    for _, key, column, value_a, value_b in table.differences:
        yield f"  {key}, column {column!r}: A has {value_a!r}, B has {value_b!r}"
    for _, key, place_a, place_b in table.moves:
        yield f"  {key}: place {place_a} in A, place {place_b} in B"
