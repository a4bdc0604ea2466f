"""Cells that cannot be read: every fault names row, column and value, what is wrong and how to mend it."""

from typing import Any

import pytest

from chalicelib.customs.declarations import Table
from chalicelib.customs.reading import read_table
from chalicelib.customs.tables import (
    ADCVD,
    EXCHANGE_RATES,
    FEES,
    HTS_RATES,
    INVOICE_LINES,
    MEASURES,
    PACKAGING,
    PRODUCTS,
    REPORT,
    SEQUENCE_ORDER,
    SHIPMENTS,
)
from tests.customs.reading_examples import OTHER_KEY, TABLES, csv_of, faults_of


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_good_rows_are_good(table: Table[Any]) -> None:
    assert len(read_table(table, csv_of(table, {}))) == 1


CELLS: list[tuple[Table[Any], str, str, str]] = [
    # characters that no one sees
    (INVOICE_LINES, "Invoice", "I\u200b1", "cannot be seen"),
    (INVOICE_LINES, "Material", "M\x001", "cannot be seen"),
    (PRODUCTS, "Material", "M\u202e1", "cannot be seen"),
    (SHIPMENTS, "Shipment", "SH\n1", "cannot be seen"),
    (SHIPMENTS, "Invoice", "I\ufffd1", "cannot be seen"),
    (PRODUCTS, "Description", "a\x00b", "control character"),
    (PRODUCTS, "Description", "a\u202eb", "control character"),
    # numbers in other notations
    (INVOICE_LINES, "Amount", "", "is empty"),
    (INVOICE_LINES, "Amount", "1.234,56", "plain decimal"),
    (INVOICE_LINES, "Amount", "1,234.56", "plain decimal"),
    (INVOICE_LINES, "Amount", "1'234", "plain decimal"),
    (INVOICE_LINES, "Amount", "1_000", "plain decimal"),
    (INVOICE_LINES, "Amount", "１２.50", "plain decimal"),
    (INVOICE_LINES, "Amount", "١٢", "plain decimal"),
    (INVOICE_LINES, "Amount", "1e3", "plain decimal"),
    (INVOICE_LINES, "Amount", "NaN", "plain decimal"),
    (INVOICE_LINES, "Amount", "Infinity", "plain decimal"),
    (INVOICE_LINES, "Amount", "+5", "plain decimal"),
    (INVOICE_LINES, "Amount", "5.00-", "plain decimal"),
    (INVOICE_LINES, "Amount", "$5", "plain decimal"),
    (INVOICE_LINES, "Amount", "1.00\n2.00", "plain decimal"),
    (INVOICE_LINES, "Amount", "1.0000001", "more than 6 decimal places"),
    (INVOICE_LINES, "Amount", "999999999999999999.99", "is larger than 999,999,999,999,999"),
    (INVOICE_LINES, "Amount", "1000000000000000", "is larger than 999,999,999,999,999"),
    (INVOICE_LINES, "Amount", "-1000000000000000", "is smaller than -999,999,999,999,999"),
    (INVOICE_LINES, "Amount", "0000000000000012", "more than 15 digits before the point"),
    (INVOICE_LINES, "Amount", "1." + "0" * 21, "more than 6 decimal places"),
    (INVOICE_LINES, "Quantity", "", "is empty"),
    (INVOICE_LINES, "Quantity", "=1+1", "plain decimal"),
    (INVOICE_LINES, "Unit Price", ".5", "plain decimal"),
    (REPORT, "Entered Value", "", "is empty"),
    (REPORT, "Duty", "1.2.3", "plain decimal"),
    # signs and ranges
    (PRODUCTS, "Net Weight (kg)", "-1", "is negative"),
    (PRODUCTS, "Copper (kg)", "-0.1", "is negative"),
    (PRODUCTS, "Steel Value %", "-0.5", "negative"),
    (PRODUCTS, "Aluminum Value %", "-1", "is negative"),
    (MEASURES, "Rate", "-0.1", "is negative"),
    (MEASURES, "Cap", "10%", "plain decimal"),
    (FEES, "Rate", "-1", "is negative"),
    (FEES, "Minimum", "1.234", "more than 2 decimal places"),
    (EXCHANGE_RATES, "USD per Unit", "0", "not above 0"),
    (EXCHANGE_RATES, "USD per Unit", "-1", "not above 0"),
    (EXCHANGE_RATES, "USD per Unit", "0.12345678901", "more than 10 decimal places"),
    # tariff numbers that a spreadsheet has damaged
    (PRODUCTS, "HTS Code", "9.40321E+09", "scientific notation"),
    (PRODUCTS, "HTS Code", "940320003", "nine digits"),
    (HTS_RATES, "HTS Code", "9403.2", "dropped zeros at the end"),
    (HTS_RATES, "HTS Code", "'9403200035", "apostrophe"),
    (REPORT, "HTS Code", "9403.20.003²", "plain 0 to 9"),
    (PRODUCTS, "Exclusion Claim", "9903.88.69|", "empty part"),
    (PRODUCTS, "Exclusion Claim", "9903", "not a Chapter 99 heading"),
    (REPORT, "Tariff Code", "9403.20.0050", "neither a Chapter 99 heading nor the line's HTS"),
    (MEASURES, "Tariff Code", "8504.40.95", "not a heading of Chapter 99"),
    (MEASURES, "HTS Scope", "", "is empty"),
    (MEASURES, "HTS Scope", "9403.2", "no HTS prefix"),
    (MEASURES, "HTS Except", "9403|x", "no HTS prefix"),
    (ADCVD, "HTS Scope", "9", "no HTS prefix"),
    # dates
    (SHIPMENTS, "Entry Date", "45717", "day number"),
    (SHIPMENTS, "Entry Date", "03/04/2025", "different days"),
    (SHIPMENTS, "Entry Date", "04.03.25", "different days"),
    (SHIPMENTS, "Entry Date", "2025-02-30", "no day of the calendar"),
    (SHIPMENTS, "Entry Date", "1900-02-29", "no day of the calendar"),
    (SHIPMENTS, "Entry Date", "2025-13-01", "no day of the calendar"),
    (SHIPMENTS, "Entry Date", "2025-00-10", "no day of the calendar"),
    (SHIPMENTS, "Export Date", "20250304", "not a date"),
    (SHIPMENTS, "Export Date", "2025-3-4", "is not written as dates are here"),
    (SHIPMENTS, "Export Date", "29.08.2018", "is not written as dates are here"),
    (SHIPMENTS, "Export Date", "08/29/2018", "is not written as dates are here"),
    (SHIPMENTS, "Export Date", "29.08.18", "different days"),
    (SHIPMENTS, "Export Date", "2025-W10-2", "not a date"),
    (SHIPMENTS, "Export Date", "２０２５-03-04", "not a date"),
    (SHIPMENTS, "Export Date", "0025-03-04", "year before 1900"),
    (SHIPMENTS, "Entry Date", "", "is empty"),
    (SHIPMENTS, "Export Date", "", "is empty"),
    (EXCHANGE_RATES, "Date", "", "is empty"),
    (HTS_RATES, "Effective To", "2016-12-31", "ends before it begins"),
    (MEASURES, "Effective To", "2017-12-31", "ends before it begins"),
    (SEQUENCE_ORDER, "Effective To", "2017-12-31", "ends before it begins"),
    # countries
    (PRODUCTS, "Country of Origin", "UK", "not an ISO 3166"),
    (INVOICE_LINES, "Country of Origin", "cn", "not an ISO 3166"),
    (SHIPMENTS, "Country of Export", "CHN", "not an ISO 3166"),
    (MEASURES, "Origin", "CN|EL", "not an ISO 3166"),
    (MEASURES, "Origin", "", "is empty"),
    # currencies
    (INVOICE_LINES, "Currency", "", "is empty"),
    (INVOICE_LINES, "Currency", "usd", "not a currency code"),
    (EXCHANGE_RATES, "Currency", "RMB¥", "not a currency code"),
    # what else must be there, and in its form
    (PRODUCTS, "Material", "", "is empty"),
    (PRODUCTS, "SPI", "USMCA-NAFTA", "longer than 10"),
    (INVOICE_LINES, "Material", "\u00a0", "is empty"),
    (INVOICE_LINES, "Line", "0", "not a number of 1 or more"),
    (INVOICE_LINES, "Line", "1.5", "not a number of 1 or more"),
    (INVOICE_LINES, "Line", "²", "not a number of 1 or more"),
    (SHIPMENTS, "Shipment", "", "is empty"),
    (SHIPMENTS, "Mode", "1", "not a mode"),
    (SHIPMENTS, "Mode", "", "is empty"),
    (SHIPMENTS, "Entry Type", "1", "not an entry type"),
    (PACKAGING, "Is Packaging", "yes", "neither Y nor N"),
    (PACKAGING, "Is Packaging", "", "is empty"),
    (MEASURES, "Program", "", "is empty"),
    (MEASURES, "Program", "s301", "not a programme name"),
    (MEASURES, "Basis", "metal:zinc", "not a basis"),
    (MEASURES, "Condition", "moon:full", "moon:full"),
    (REPORT, "Ordinal", "x", "not a number of 1 or more"),
    (SEQUENCE_ORDER, "Order", "S301 S301", "names a programme twice"),
    (SEQUENCE_ORDER, "Order", "S301,S232", "not a programme name"),
]


@pytest.mark.parametrize(("table", "column", "value", "problem"), CELLS, ids=lambda part: str(part)[:20])
def test_a_bad_cell_is_named_with_row_column_and_value(
    table: Table[Any], column: str, value: str, problem: str
) -> None:
    """G9"""
    faults = faults_of(table, csv_of(table, {column: value}, OTHER_KEY[table.name]))
    assert [(fault.row, fault.column, fault.value) for fault in faults] == [
        (2, column, value.strip("\u00a0"))
    ]
    assert problem in faults[0].problem


@pytest.mark.parametrize(
    ("value", "remedy"),
    [
        ("999999999999999999.99", "See whether digits were typed twice, or two cells have run together"),
        ("9" * 400, "See whether digits were typed twice, or two cells have run together"),
        ("1.0000001", "Write at most 6 decimal places"),
        ("five", "Write plain digits with a point before the decimals, such as 1234.56"),
    ],
    ids=lambda part: part[:20],
)
def test_the_remedy_is_one_for_what_is_wrong(value: str, remedy: str) -> None:
    [fault] = faults_of(INVOICE_LINES, csv_of(INVOICE_LINES, {"Amount": value}))
    assert fault.remedy == remedy


def test_a_dollar_rate_other_than_one_is_a_fault() -> None:
    faults = faults_of(
        EXCHANGE_RATES, csv_of(EXCHANGE_RATES, {}, {"Currency": "USD", "USD per Unit": "1.01"})
    )
    assert [(fault.row, fault.column, fault.value) for fault in faults] == [(3, "USD per Unit", "1.01")]
