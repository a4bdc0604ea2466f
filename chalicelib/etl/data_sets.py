"""The nine sets of canonical rows: their columns, their unit, and how their numbers are written.

A canonical row is a dict of texts by the headers of the business's files, each value in the one form in which
those files write it: HTS numbers and headings with dots, ISO dates, nothing for none, plain decimals. Two
deliveries say the same exactly when their canonical rows are the same.

A *unit* is all rows of one key (an invoice, an HTS number, a programme); it is stored and versioned whole.
Columns, kinds of cells, keys and row checks are those of `customs.tables`; nothing of them is repeated here.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from chalicelib.customs import tables
from chalicelib.customs.declarations import Column, RowCheck, Table
from chalicelib.data_sets import REFERENCE, UNIT_COLUMNS

Row = dict[str, str]
AS_TEXT = "Deliver every value as text, an empty one as an empty text"
"""What is to be done about a value that is no text, whoever delivers it."""


class DataSet(NamedTuple):
    """A set of canonical rows. `unit` is the column that names the unit, `key` those that tell rows apart.

    The rows of a `whole` delivery of reference data are all there are: what is missing in it is gone. A
    delivery of traffic only adds and replaces units.
    """

    name: str
    table: Table[Any]
    columns: tuple[Column, ...]
    unit: str
    whole: bool
    places: Mapping[str, int]
    """Least decimal places of the numbers that have one form; any other number is kept as it is written."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns of a row, in the order of the business's file."""
        return tuple(column.header for column in self.columns)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell the rows apart, where `table.unique` says that they must."""
        headers = {column.field: column.header for column in self.columns}
        return tuple(headers[field] for field in self.table.key)

    @property
    def checks(self) -> tuple[RowCheck, ...]:
        """What the columns of one row must hold together."""
        return self.table.checks

    @property
    def several_rows_a_unit(self) -> bool:
        """Whether a unit can have more than one row, so that one of them can be lacking."""
        return self.key != (self.unit,)


def _columns(table: Table[Any]) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if not column.verbatim)


_PRODUCT_COLUMNS = _columns(tables.PRODUCTS)
_WEIGHT_COLUMNS = tuple(column for column in _PRODUCT_COLUMNS if column.header.endswith("(kg)"))
_MASTER_COLUMNS = tuple(column for column in _PRODUCT_COLUMNS if column not in _WEIGHT_COLUMNS)

_WEIGHT_PLACES = {column.header: 3 for column in _WEIGHT_COLUMNS}
_SHARE_PLACES = {column.header: 0 for column in _MASTER_COLUMNS if column.header.endswith("%")}
_INVOICE_PLACES = {"Quantity": 0, "Unit Price": 2, "Amount": 2}
_REPORT_PLACES = {
    "Entered Value": 0,
    "Duty": 2,
    "Net Weight (kg)": 3,
    "Gross Weight (kg)": 0,
    "MPF": 2,
    "HMF": 2,
}


def _made(
    name: str,
    table: Table[Any],
    places: Mapping[str, int] | None = None,
    columns: tuple[Column, ...] | None = None,
) -> DataSet:
    whole = name in REFERENCE
    return DataSet(name, table, columns or _columns(table), UNIT_COLUMNS[name], whole, places or {})


DATA_SETS: Mapping[str, DataSet] = {
    data_set.name: data_set
    for data_set in (
        _made("product_weights", tables.PRODUCTS, _WEIGHT_PLACES, (_PRODUCT_COLUMNS[0], *_WEIGHT_COLUMNS)),
        _made("product_master", tables.PRODUCTS, _SHARE_PLACES, _MASTER_COLUMNS),
        _made("hts_rates", tables.HTS_RATES),
        _made("measures", tables.MEASURES),
        _made("packaging", tables.PACKAGING),
        _made("exchange_rates", tables.EXCHANGE_RATES, {"USD per Unit": 6}),
        _made("shipments", tables.SHIPMENTS),
        _made("invoice_lines", tables.INVOICE_LINES, _INVOICE_PLACES),
        _made("report", tables.REPORT, _REPORT_PLACES),
    )
}
