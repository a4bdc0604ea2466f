"""Reference data: the rows of the business's files, as texts by their headers."""

from typing import Any

from marshmallow import Schema, fields

from chalicelib.api.schemas.kinds import Answer, count, cursor, day, moment, several, text
from chalicelib.customs import tables
from chalicelib.customs.cells import (
    AMOUNT,
    EXCHANGE_RATE,
    NOT_NEGATIVE,
    NOT_NEGATIVE_OR_ZERO,
    PERCENT,
    QUANTITY,
)
from chalicelib.customs.declarations import Table

NUMBERS = (AMOUNT, EXCHANGE_RATE, NOT_NEGATIVE, NOT_NEGATIVE_OR_ZERO, PERCENT, QUANTITY)
_NUMBER = {"description": "A plain decimal, or empty.", "format": "decimal"}
_NAMED: dict[str, fields.Field[Any]] = {
    "key": text(metadata={"description": "What it is filed under, with others perhaps."}),
    "row": count("Its number in the file, as a spreadsheet counts: no other row of this revision has it."),
}


class Pages(Answer):
    """What every list of reference data says beside its rows."""

    as_of = day("Only what is in force on this date; null: all.", allow_none=True)
    revision = count("The version of the data; 0 where the rows are from files.")
    source = text("table", "csv", metadata={"description": "`csv`: the table is out of reach."})
    next = cursor()


def _columns(table: Table[Any]) -> dict[str, fields.Field[Any]]:
    return {
        column.header: text(metadata=_NUMBER if column.kind in NUMBERS else {})
        for column in table.columns
        if not column.verbatim
    }


def _version(name: str, row: type[Schema]) -> type[Schema]:
    said: dict[str, fields.Field[Any]] = {
        "sequence": count("The delivery that brought it."),
        "at": moment("When that came.", allow_none=True),
        "source": text(allow_none=True, metadata={"description": "The feed, or the file."}),
        "rows": several(row),
    }
    return Answer.from_dict(said, name=f"{name}Version")


def _made(name: str, table: Table[Any]) -> tuple[type[Schema], type[Schema]]:
    """The schemas of a kind: a page of its rows, and one key with all its versions."""
    row = Answer.from_dict(_columns(table), name=f"{name}Row")
    keyed = Answer.from_dict({**_NAMED, **_columns(table)}, name=f"{name}KeyedRow")
    history: dict[str, fields.Field[Any]] = {
        "key": text(),
        "source": text("table", "csv"),
        "rows": several(row),
        "versions": several(_version(name, row)),
    }
    return (
        Pages.from_dict({"rows": several(keyed)}, name=f"{name}Rows"),
        Answer.from_dict(history, name=f"{name}History"),
    )


ProductRows, ProductHistory = _made("Product", tables.PRODUCTS)
HtsRows, HtsHistory = _made("Hts", tables.HTS_RATES)
TariffRows, TariffHistory = _made("Tariff", tables.MEASURES)
PackagingRows, PackagingHistory = _made("Packaging", tables.PACKAGING)
ExchangeRateRows, ExchangeRateHistory = _made("ExchangeRate", tables.EXCHANGE_RATES)
