"""The files of the business and of the law, declared as data.

A new column or a new file is a declaration here; reading, checking and comparing follow from it.
"""

from chalicelib.customs import cells, rows
from chalicelib.customs.cells import Kind
from chalicelib.customs.codes import Refused, dotted
from chalicelib.customs.declarations import Column, RowCheck, Table
from chalicelib.customs.numbers import RATE_SCALE


def _optional(header: str, field: str, kind: Kind) -> Column:
    return Column(header, field, kind, required=False)


def _period_ends_after_start(start: str, end: str) -> Refused | None:
    if end and end < start:
        return Refused(f"ends before it begins ({start})", "Correct one of the two dates")
    return None


def _dollar_is_one(currency: str, rate: int) -> Refused | None:
    if currency == "USD" and rate != RATE_SCALE:
        return Refused("is a rate of the US dollar other than 1", "Delete the row, or write 1")
    return None


def _code_of_line(hts: str, code: str) -> Refused | None:
    if code.startswith("99") or code == dotted(hts):
        return None
    return Refused(
        f"is neither a Chapter 99 heading nor the line's HTS number {dotted(hts)}",
        "Correct the tariff code or the HTS number",
    )


_PERIOD = (RowCheck(("effective_from", "effective_to"), _period_ends_after_start),)
_FROM = _optional("Effective From", "effective_from", cells.DATE)
_TO = _optional("Effective To", "effective_to", cells.DATE)
_DESCRIPTION = _optional("Description", "description", cells.TEXT)
_ORIGIN = _optional("Country of Origin", "origin", cells.COUNTRY)
_SOURCE = _optional("Source", "source", cells.TEXT)

PRODUCTS = Table(
    "products",
    "Product_List.csv",
    rows.Product,
    (
        Column("Material", "material", cells.IDENTIFIER),
        _DESCRIPTION,
        _optional("HTS Code", "hts", cells.HTS),
        _ORIGIN,
        _optional("Base Unit", "base_unit", cells.TEXT),
        _optional("Net Weight (kg)", "net_weight", cells.NOT_NEGATIVE),
        _optional("Gross Weight (kg)", "gross_weight", cells.NOT_NEGATIVE),
        _optional("Steel (kg)", "steel_weight", cells.NOT_NEGATIVE),
        _optional("Aluminum (kg)", "aluminum_weight", cells.NOT_NEGATIVE),
        _optional("Copper (kg)", "copper_weight", cells.NOT_NEGATIVE),
        _optional("Steel Value %", "steel_share", cells.PERCENT),
        _optional("Aluminum Value %", "aluminum_share", cells.PERCENT),
        _optional("Copper Value %", "copper_share", cells.PERCENT),
        _optional("SPI", "spi", cells.SPI),
        _optional("Exclusion Claim", "claims", cells.HEADINGS),
        _optional("Status", "status", cells.TEXT),
    ),
    key=("material",),
)
HTS_RATES = Table(
    "hts_rates",
    "HTS_Code.csv",
    rows.HtsRate,
    (
        Column("HTS Code", "hts", cells.HTS),
        _DESCRIPTION,
        _optional("General Rate", "general_rate", cells.TEXT),
        _optional("Unit 1", "unit_1", cells.TEXT),
        _optional("Unit 2", "unit_2", cells.TEXT),
        _FROM,
        _TO,
    ),
    key=("hts", "effective_from"),
    checks=_PERIOD,
)
MEASURES = Table(
    "measures",
    "HTS Tariff.csv",
    rows.Measure,
    (
        Column("Program", "program", cells.PROGRAM),
        _optional("Tariff Code", "heading", cells.HEADING),
        Column("HTS Scope", "scope", cells.PREFIXES),
        _optional("HTS Except", "except_scope", cells.PREFIXES),
        Column("Origin", "origins", cells.COUNTRIES),
        _optional("Rate", "rate", cells.NOT_NEGATIVE_OR_ZERO),
        Column("Rate", "rate_text", cells.TEXT, required=False, verbatim=True),
        _optional("Cap", "cap", cells.NOT_NEGATIVE_OR_ZERO),
        Column("Cap", "cap_text", cells.TEXT, required=False, verbatim=True),
        Column("Basis", "basis", cells.BASIS),
        _optional("Condition", "condition", cells.CONDITION),
        _FROM,
        _TO,
        _SOURCE,
    ),
    key=("program", "heading", "scope", "origins", "effective_from"),
    unique=False,
    numbered=True,
    checks=_PERIOD,
)
PACKAGING = Table(
    "packaging",
    "Packaging_Material.csv",
    rows.Packaging,
    (
        Column("Material", "material", cells.IDENTIFIER),
        _DESCRIPTION,
        Column("Is Packaging", "is_packaging", cells.YES_NO),
    ),
    key=("material",),
)
EXCHANGE_RATES = Table(
    "exchange_rates",
    "Exchange_Rate.csv",
    rows.ExchangeRate,
    (
        Column("Currency", "currency", cells.CURRENCY),
        Column("Date", "date", cells.DATE),
        Column("USD per Unit", "rate", cells.EXCHANGE_RATE),
    ),
    key=("currency", "date"),
    optional=True,
    checks=(RowCheck(("currency", "rate"), _dollar_is_one),),
)
SHIPMENTS = Table(
    "shipments",
    "Shipments.csv",
    rows.Shipment,
    (
        Column("Shipment", "shipment", cells.IDENTIFIER),
        _optional("Bill of Lading", "bill_of_lading", cells.IDENTIFIER),
        _optional("Container", "container", cells.IDENTIFIER),
        Column("Mode", "mode", cells.MODE),
        _optional("Port of Lading", "port_of_lading", cells.IDENTIFIER),
        _optional("Port of Entry", "port_of_entry", cells.IDENTIFIER),
        _optional("Country of Export", "country_of_export", cells.COUNTRY),
        Column("Export Date", "export_date", cells.DATE),
        Column("Entry Date", "entry_date", cells.DATE),
        Column("Entry Type", "entry_type", cells.ENTRY_TYPE),
        Column("Invoice", "invoice", cells.IDENTIFIER),
    ),
    key=("shipment", "invoice"),
)
INVOICE_LINES = Table(
    "invoice_lines",
    "Invoices.csv",
    rows.InvoiceLine,
    (
        Column("Invoice", "invoice", cells.IDENTIFIER),
        Column("Line", "line", cells.COUNTING),
        Column("Material", "material", cells.IDENTIFIER),
        Column("Quantity", "quantity", cells.QUANTITY),
        Column("Amount", "amount", cells.AMOUNT),
        Column("Currency", "currency", cells.CURRENCY),
        _ORIGIN,
        _optional("Invoice Date", "invoice_date", cells.DATE),
        _optional("Supplier", "supplier", cells.IDENTIFIER),
        _optional("Incoterm", "incoterm", cells.IDENTIFIER),
        _optional("PO", "purchase_order", cells.IDENTIFIER),
        _optional("Unit", "unit", cells.TEXT),
        _optional("Unit Price", "unit_price", cells.AMOUNT),
    ),
    key=("invoice", "line"),
)
REPORT = Table(
    "report",
    "Customs_Report.csv",
    rows.ReportedTariff,
    (
        Column("Shipment", "shipment", cells.IDENTIFIER),
        Column("Invoice", "invoice", cells.IDENTIFIER),
        Column("Entry Date", "entry_date", cells.DATE),
        Column("Line", "line", cells.IDENTIFIER),
        Column("HTS Code", "hts", cells.HTS),
        _ORIGIN,
        Column("Ordinal", "ordinal", cells.COUNTING),
        Column("Tariff Code", "code", cells.TARIFF_CODE),
        Column("Entered Value", "value", cells.AMOUNT),
        Column("Duty", "duty", cells.AMOUNT),
        _optional("Quantity", "quantity", cells.QUANTITY),
        _optional("Unit", "unit", cells.TEXT),
        _optional("Net Weight (kg)", "net_weight", cells.QUANTITY),
        _optional("Gross Weight (kg)", "gross_weight", cells.QUANTITY),
        _optional("MPF", "mpf", cells.QUANTITY),
        _optional("HMF", "hmf", cells.QUANTITY),
    ),
    key=("shipment", "invoice", "line", "ordinal"),
    optional=True,
    checks=(RowCheck(("hts", "code"), _code_of_line),),
)
SEQUENCE_ORDER = Table(
    "sequence_order",
    "sequence_order.csv",
    rows.SequenceOrder,
    (_FROM, _TO, Column("Order", "programs", cells.PROGRAMS)),
    key=("effective_from",),
    checks=_PERIOD,
)
FEES = Table(
    "fees",
    "fees.csv",
    rows.Fee,
    (
        Column("Fee", "fee", cells.IDENTIFIER),
        Column("Rate", "rate", cells.NOT_NEGATIVE),
        _optional("Minimum", "minimum", cells.CENTS),
        _optional("Maximum", "maximum", cells.CENTS),
        _FROM,
        _TO,
        _SOURCE,
    ),
    key=("fee", "effective_from"),
    checks=_PERIOD,
)
ADCVD = Table(
    "adcvd",
    "adcvd.csv",
    rows.AdCvdCase,
    (
        Column("Case", "case", cells.IDENTIFIER),
        Column("HTS Scope", "scope", cells.PREFIXES),
        Column("Origin", "origins", cells.COUNTRIES),
        _optional("Product", "product", cells.TEXT),
        _FROM,
        _SOURCE,
    ),
    key=("case", "scope", "origins", "effective_from"),
)
LAW = (SEQUENCE_ORDER, FEES, ADCVD)
BUSINESS = (
    PRODUCTS,
    HTS_RATES,
    MEASURES,
    PACKAGING,
    EXCHANGE_RATES,
    SHIPMENTS,
    INVOICE_LINES,
    REPORT,
)
