"""The sources of deliveries, declared as data: what each field of SAP's endpoints becomes in a canonical row.

Names marked † in the documents are still to be confirmed by the SAP team; a changed name is a change here, or
of a setting (`feeds.renaming`). CSV files of the business map one to one; which data sets each of them fills
the catalogue (`feeds.catalogue`) says.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from chalicelib.customs import tables
from chalicelib.customs.declarations import Table
from chalicelib.etl import habits
from chalicelib.etl.habits import AS_DELIVERED, Habit
from chalicelib.feeds.catalogue import source_of_file

PRODUCT_MASTER = "product master"
HTS_REFERENCE = "HTS reference"
TRANSACTIONS = "transactions"
PACKAGING = "packaging"
"""The four ETLs; exchange rates, which only a file delivers, go with the HTS reference."""


class FieldMap(NamedTuple):
    """A column, and the SAP field that fills it; `beside` is another field that its reading needs."""

    header: str
    field: str
    habit: Habit = AS_DELIVERED
    beside: str = ""


class SapSource(NamedTuple):
    """An endpoint of SAP and what its fields become.

    `passed_over` are fields that are known and not used; `sequence` is the field whose numbers are the order
    of the rows, where their order counts.
    """

    name: str
    etl: str
    set: str
    fields: tuple[FieldMap, ...]
    passed_over: tuple[str, ...] = ()
    sequence: str = ""

    @property
    def sets(self) -> tuple[str, ...]:
        """The data sets that a delivery fills."""
        return (self.set,)

    @property
    def needed(self) -> tuple[str, ...]:
        """The SAP fields without which nothing can be read."""
        named = [name for each in self.fields for name in (each.field, each.beside) if name]
        return tuple(dict.fromkeys([*named, *([self.sequence] if self.sequence else [])]))


class CsvFileSource(NamedTuple):
    """A file of the business; its columns are those of its table."""

    name: str
    etl: str
    table: Table[Any]
    sets: tuple[str, ...]


Source = SapSource | CsvFileSource

_WEIGHTS = SapSource(
    "ZFMIOR002",
    PRODUCT_MASTER,
    "product_weights",
    (
        FieldMap("Material", "MATNR", habits.MATERIAL),
        FieldMap("Net Weight (kg)", "NTGEW", habits.WEIGHT, "GEWEI"),
        FieldMap("Gross Weight (kg)", "BRGEW", habits.WEIGHT, "GEWEI"),
        FieldMap("Steel (kg)", "STEEL_WT", habits.WEIGHT, "GEWEI"),
        FieldMap("Aluminum (kg)", "ALU_WT", habits.WEIGHT, "GEWEI"),
        FieldMap("Copper (kg)", "COPPER_WT", habits.WEIGHT, "GEWEI"),
    ),
    passed_over=("AEDAT",),
)
_MASTER = SapSource(
    "ZEMM005",
    PRODUCT_MASTER,
    "product_master",
    (
        FieldMap("Material", "MATNR", habits.MATERIAL),
        FieldMap("Description", "MAKTX"),
        FieldMap("HTS Code", "STAWN", habits.TARIFF_NUMBER),
        FieldMap("Country of Origin", "HERKL"),
        FieldMap("Base Unit", "MEINS"),
        FieldMap("Steel Value %", "STEEL_VAL", habits.NUMBER),
        FieldMap("Aluminum Value %", "ALU_VAL", habits.NUMBER),
        FieldMap("Copper Value %", "COPPER_VAL", habits.NUMBER),
        FieldMap("SPI", "SPI"),
        FieldMap("Exclusion Claim", "EXCL", habits.TARIFF_NUMBER),
        FieldMap("Status", "LVORM", habits.DELETION_FLAG),
    ),
    passed_over=("AEDAT",),
)
_HTS_RATES = SapSource(
    "ZFMIOR003",
    HTS_REFERENCE,
    "hts_rates",
    (
        FieldMap("HTS Code", "STAWN", habits.TARIFF_NUMBER),
        FieldMap("Description", "TEXT"),
        FieldMap("General Rate", "RATE_TXT", habits.RATE_TEXT),
        FieldMap("Unit 1", "UOM1", habits.UNIT),
        FieldMap("Unit 2", "UOM2", habits.UNIT),
        FieldMap("Effective From", "DATAB", habits.DATE),
        FieldMap("Effective To", "DATBI", habits.LAST_DAY),
    ),
)
_MEASURES = SapSource(
    "TARIFF_SEQUENCE",
    HTS_REFERENCE,
    "measures",
    (
        FieldMap("Program", "PROGRAM"),
        FieldMap("Tariff Code", "TARIFF", habits.TARIFF_NUMBER),
        FieldMap("HTS Scope", "HTS_SCOPE", habits.TARIFF_NUMBER),
        FieldMap("HTS Except", "HTS_EXCEPT", habits.TARIFF_NUMBER),
        FieldMap("Origin", "ORIGIN"),
        FieldMap("Rate", "RATE", habits.NUMBER),
        FieldMap("Cap", "CAP", habits.NUMBER),
        FieldMap("Basis", "BASIS"),
        FieldMap("Condition", "COND"),
        FieldMap("Effective From", "DATAB", habits.DATE),
        FieldMap("Effective To", "DATBI", habits.LAST_DAY),
        FieldMap("Source", "SOURCE"),
    ),
    sequence="SEQNO",
)
_PACKAGING = SapSource(
    "PACKAGING",
    PACKAGING,
    "packaging",
    (
        FieldMap("Material", "MATNR", habits.MATERIAL),
        FieldMap("Description", "MAKTX"),
        FieldMap("Is Packaging", "PACKAGING", habits.PACKAGING_FLAG),
    ),
)
_INVOICES = SapSource(
    "ZEMM004",
    TRANSACTIONS,
    "invoice_lines",
    (
        FieldMap("Invoice", "INVNO"),
        FieldMap("Line", "POSNR", habits.POSITION),
        FieldMap("Material", "MATNR", habits.MATERIAL),
        FieldMap("Quantity", "MENGE", habits.NUMBER),
        FieldMap("Amount", "NETWR", habits.NUMBER),
        FieldMap("Currency", "WAERS"),
        FieldMap("Country of Origin", "HERKL"),
        FieldMap("Invoice Date", "INVDT", habits.DATE),
        FieldMap("Supplier", "LIFNR", habits.VENDOR),
        FieldMap("Incoterm", "INCO1"),
        FieldMap("PO", "EBELN"),
        FieldMap("Unit", "MEINS"),
        FieldMap("Unit Price", "NETPR", habits.NUMBER),
    ),
)
_SHIPMENTS = SapSource(
    "ZEMM07",
    TRANSACTIONS,
    "shipments",
    (
        FieldMap("Shipment", "SHIPNO"),
        FieldMap("Bill of Lading", "BOLNO"),
        FieldMap("Container", "CONTNO"),
        FieldMap("Mode", "MODE"),
        FieldMap("Port of Lading", "POL"),
        FieldMap("Port of Entry", "POE"),
        FieldMap("Country of Export", "EXPCTRY"),
        FieldMap("Export Date", "EXPDT", habits.DATE),
        FieldMap("Entry Date", "ENTRYDT", habits.DATE),
        FieldMap("Entry Type", "ENTTYPE"),
        FieldMap("Invoice", "INVNO"),
    ),
)
_REPORT = SapSource(
    "ZSDR002",
    TRANSACTIONS,
    "report",
    (
        FieldMap("Shipment", "SHIPNO"),
        FieldMap("Invoice", "INVNO"),
        FieldMap("Entry Date", "ENTRYDT", habits.DATE),
        FieldMap("Line", "LINENO"),
        FieldMap("HTS Code", "STAWN", habits.TARIFF_NUMBER),
        FieldMap("Country of Origin", "HERKL"),
        FieldMap("Ordinal", "ORDNR", habits.POSITION),
        FieldMap("Tariff Code", "TARIFF", habits.TARIFF_NUMBER),
        FieldMap("Entered Value", "ENTVAL", habits.NUMBER),
        FieldMap("Duty", "DUTY", habits.NUMBER),
        FieldMap("Quantity", "QTY", habits.NUMBER),
        FieldMap("Unit", "UOM", habits.UNIT),
        FieldMap("Net Weight (kg)", "NTGEW", habits.NUMBER),
        FieldMap("Gross Weight (kg)", "BRGEW", habits.NUMBER),
        FieldMap("MPF", "MPF", habits.NUMBER),
        FieldMap("HMF", "HMF", habits.NUMBER),
    ),
)
SAP_SOURCES = (_WEIGHTS, _MASTER, _HTS_RATES, _MEASURES, _PACKAGING, _INVOICES, _SHIPMENTS, _REPORT)


def _file(table: Table[Any], etl: str) -> CsvFileSource:
    return CsvFileSource(table.file, etl, table, source_of_file(table.file).data_sets)


CSV_SOURCES = (
    _file(tables.PRODUCTS, PRODUCT_MASTER),
    _file(tables.HTS_RATES, HTS_REFERENCE),
    _file(tables.MEASURES, HTS_REFERENCE),
    _file(tables.PACKAGING, PACKAGING),
    _file(tables.EXCHANGE_RATES, HTS_REFERENCE),
    _file(tables.SHIPMENTS, TRANSACTIONS),
    _file(tables.INVOICE_LINES, TRANSACTIONS),
    _file(tables.REPORT, TRANSACTIONS),
)
SOURCES: Mapping[str, Source] = {source.name: source for source in (*SAP_SOURCES, *CSV_SOURCES)}
