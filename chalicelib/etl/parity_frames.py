"""`customs.parity` once more, with pandas: for reports at a desk, where a second opinion is worth a package.

Rows become frames of texts, are merged on their keys and compared column by column. A test holds both ways
to the same answer. pandas is no requirement of what is deployed: `requirements-report.txt` has it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from chalicelib.customs.declarations import Table
from chalicelib.customs.parity import Difference, Move, Parity, TableParity, longest_rise
from chalicelib.customs.rows import Dataset
from chalicelib.customs.tables import BUSINESS, LAW

TIMES, PLACE = "times", "place"
"""Columns of a frame beside those of its file: the how-manieth row of its key it is, and of the file."""


def parity(a: Dataset, b: Dataset) -> Parity:
    """Compare two datasets: every table, every row, every field. Raises ImportError where pandas is not."""
    tables: tuple[Table[Any], ...] = (*BUSINESS, *LAW)
    return Parity(
        tuple(_compare(table, getattr(a, table.name) or (), getattr(b, table.name) or ()) for table in tables)
    )


def name_of_comparer() -> str:
    """pandas with its version. Raises ImportError where it is not installed."""
    import pandas

    return f"pandas {pandas.__version__}"


def _compare(table: Table[Any], rows_a: Sequence[Any], rows_b: Sequence[Any]) -> TableParity:
    frame_a, frame_b = _frame(table, rows_a), _frame(table, rows_b)
    on = [*table.key, TIMES]
    both = frame_a.merge(frame_b, on=on, how="inner", suffixes=("_a", "_b"), sort=False)
    unlike = _unlike(table, both)
    return TableParity(
        table.file,
        len(frame_a),
        len(frame_b),
        len(both) - unlike["row"].nunique(),
        tuple(_shown_keys(table, _without(frame_a, frame_b, on))),
        tuple(_shown_keys(table, _without(frame_b, frame_a, on))),
        tuple(_differences(table, both, unlike)),
        tuple(_moves(table, both)) if table.numbered else (),
    )


def _frame(table: Table[Any], rows: Sequence[Any]) -> Any:
    """The rows as texts, with the place of each in the file and among those of its key."""
    import pandas

    columns = {
        column.field: [column.kind.show(getattr(row, column.field)) for row in rows]
        for column in table.columns
        if not column.verbatim
    }
    frame = pandas.DataFrame(columns, dtype=object)
    frame[PLACE] = range(len(rows))
    frame[TIMES] = frame.groupby(list(table.key), sort=False).cumcount() + 1
    return frame


def _without(frame: Any, other: Any, on: list[str]) -> Any:
    """The rows of a frame whose keys another has not, in their order."""
    marked = frame.merge(other[on], on=on, how="left", indicator=True, sort=False)
    return marked[marked["_merge"] == "left_only"]


def _unlike(table: Table[Any], both: Any) -> Any:
    """The row and the column of every field that is not the same, with both values, in that order."""
    import pandas

    found = [pandas.DataFrame({"row": [], "column": [], "a": [], "b": []})]
    for position, column in enumerate(table.columns):
        if column.verbatim or column.field in table.key:
            continue
        a, b = both[f"{column.field}_a"], both[f"{column.field}_b"]
        at = (a != b).to_numpy().nonzero()[0]
        found.append(pandas.DataFrame({"row": at, "column": position, "a": a[at], "b": b[at]}))
    unlike = pandas.concat([one for one in found if len(one)] or found[:1])
    return unlike.sort_values(["row", "column"], kind="stable")


def _differences(table: Table[Any], both: Any, unlike: Any) -> Iterator[Difference]:
    keys = list(_shown_keys(table, both)) if len(unlike) else []
    for row in unlike.itertuples(index=False):
        yield Difference(table.file, keys[row.row], table.columns[row.column].header, row.a, row.b)


def _moves(table: Table[Any], both: Any) -> Iterator[Move]:
    """The fewest rows that stand elsewhere, their places counted among the rows that both have."""
    places = both[f"{PLACE}_b"].rank(method="first").astype("int64").tolist()
    in_order = longest_rise(places)
    for place_a, (key, place_b) in enumerate(zip(_shown_keys(table, both), places, strict=True), start=1):
        if place_b not in in_order:
            yield Move(table.file, key, place_a, place_b)


def _shown_keys(table: Table[Any], frame: Any) -> Iterator[str]:
    """What each row is known by, as people read it."""
    for *values, times in frame[[*table.key, TIMES]].itertuples(index=False, name=None):
        shown = " + ".join(value or "(empty)" for value in values)
        yield shown if times == 1 else f"{shown} ({times}. row of this key)"
