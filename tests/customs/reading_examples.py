"""A good row of every table, and files made of it with some cells changed."""

from typing import Any

import pytest

from chalicelib.customs.declarations import Table
from chalicelib.customs.errors import Fault, InputErrors
from chalicelib.customs.reading import read_table
from chalicelib.customs.tables import BUSINESS, LAW

TABLES: tuple[Table[Any], ...] = (*BUSINESS, *LAW)
_ROWS = {
    "products": "M1;Bed;9403.20.0035;CN;EA;1.5;2;1;0;;55;2;;S;9903.88.69;Active",
    "hts_rates": "9403.20.0035;;Free;No.;;2017-01-01;2026-12-31",
    "measures": "S301;9903.88.03;9403.20|94;;CN|HK;0.25;;full;spi:S;2018-01-01;;note 20",
    "packaging": "M1;crate;Y",
    "exchange_rates": "CNY;2026-01-01;0.14",
    "shipments": "SH1;BL1;;11;57035;2704;CN;2026-01-01;2026-02-01;01;I1",
    "invoice_lines": "I1;10;M1;5;7.50;USD;CN;2026-01-01;V1;FCA;P1;EA;1.50",
    "report": "SH1;I1;2026-02-01;001;9403.20.0035;CN;1;9903.88.03;0;25.00;;;;;;",
    "sequence_order": "2018-07-06;;S301 S232",
    "fees": "MPF;0.003464;25.67;497.99;2017-10-01;2018-09-30;",
    "adcvd": "A-570-092;9404.21;CN;;2019-12-16;",
}


def names_of(table: Table[Any]) -> list[str]:
    """The header of a table's file."""
    return list(dict.fromkeys(column.header for column in table.columns))


GOOD = {table.name: dict(zip(names_of(table), _ROWS[table.name].split(";"), strict=True)) for table in TABLES}
OTHER_KEY = {
    "products": {"Material": "M2"},
    "hts_rates": {"HTS Code": "9403200050"},
    "measures": {},
    "packaging": {"Material": "M2"},
    "exchange_rates": {"Currency": "EUR"},
    "shipments": {"Shipment": "SH2"},
    "invoice_lines": {"Line": "20"},
    "report": {"Line": "002"},
    "sequence_order": {"Effective From": "2020-01-01"},
    "fees": {"Fee": "HMF"},
    "adcvd": {"Case": "C-570-128"},
}


def csv_of(table: Table[Any], *rows: dict[str, str]) -> bytes:
    """A file of good rows, each with some cells changed."""
    names = names_of(table)
    lines = [names, *([{**GOOD[table.name], **row}[name] for name in names] for row in rows)]
    return "\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines
    ).encode()


def faults_of(table: Table[Any], data: bytes, encoding: str | None = None) -> list[Fault]:
    """The faults of a file, all of which name the file, the problem and a remedy."""
    with pytest.raises(InputErrors) as errors:
        read_table(table, data, encoding=encoding)
    for fault in errors.value.faults:
        assert fault.file == table.file
        assert fault.problem
        assert fault.remedy
    return errors.value.faults
