"""Headers: columns are found by name, in any order, whatever the case and the blanks around them."""

from typing import Any

from chalicelib.customs.cells import BLANKS
from chalicelib.customs.checking import FaultList
from chalicelib.customs.declarations import Table

_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def find_columns(table: Table[Any], header: list[str], faults: FaultList) -> list[int] | None:
    """Where each column of the table stands in a file's header; None, and faults, where one is not there."""
    names = [name.strip(BLANKS).casefold() for name in header]
    wanted = {column.header.casefold(): column.header for column in table.columns}
    missing = [shown for name, shown in wanted.items() if name not in names]
    twice = [shown for name, shown in wanted.items() if names.count(name) > 1]
    if missing:
        _report_missing(table, header, names, missing, faults)
    for shown in twice:
        faults.add(1, shown, None, "is in the header twice", "Delete or rename one of the two columns")
    if missing or twice:
        return None
    return [names.index(column.header.casefold()) for column in table.columns]


def _report_missing(
    table: Table[Any], header: list[str], names: list[str], missing: list[str], faults: FaultList
) -> None:
    shown = ", ".join(name.strip(BLANKS) for name in header)
    other = _table_like(names)
    if len(header) == 1 and (delimiter := next((sign for sign in _DELIMITERS if sign in header[0]), None)):
        problem = f"has its cells separated by {_DELIMITERS[delimiter]}, not by commas"
        faults.add(1, None, shown, problem, "Save the sheet as CSV UTF-8 (comma delimited)")
    elif other is not None:
        remedy = f"Put a file with the columns of {table.file} in its place"
        faults.add(1, None, shown, f"looks like the header of {other.file}", remedy)
    elif len(missing) == len({column.header for column in table.columns}):
        columns = ", ".join(missing)
        faults.add(1, None, shown, "has no known column", f"Row 1 must name the columns: {columns}")
    else:
        for name in missing:
            faults.add(1, name, None, "is missing from the header", f"Add the column {name!r} to row 1")


def _table_like(names: list[str]) -> Table[Any] | None:
    """The table all of whose columns are in a header; with several, the one with the most columns."""
    from chalicelib.customs.tables import BUSINESS, LAW

    tables: tuple[Table[Any], ...] = (*BUSINESS, *LAW)
    fitting = [
        table for table in tables if {column.header.casefold() for column in table.columns} <= set(names)
    ]
    return max(fitting, key=lambda table: len(table.columns), default=None)
