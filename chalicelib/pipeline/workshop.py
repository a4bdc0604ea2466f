"""The engine made ready for one version of the reference data, and what an entry is made from.

A workshop is compiled once per version and kept: an invocation that meets the version again makes entries at
once. What it keeps never changes, so that it may be shared by everything that runs in the process.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from chalicelib.customs import tables
from chalicelib.customs.declarations import Table as FileTable
from chalicelib.customs.entries import Entry
from chalicelib.customs.processor import Processor, Working, lines_by_invoice
from chalicelib.customs.publish import entry_document
from chalicelib.customs.reading import LAW_FOLDER, read_table, rows_from_mappings
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset, InvoiceLine, ReportedTariff, Shipment
from chalicelib.customs.trail.document import Explainer
from chalicelib.customs.trail.provenance import Provenance
from chalicelib.data_sets import REFERENCE
from chalicelib.etl.products import join_products
from chalicelib.pipeline.engine_version import engine_version
from chalicelib.store import keys
from chalicelib.store.datasets import Pins, Rows, read_snapshot, read_unit, read_version
from chalicelib.store.entries import Result
from chalicelib.store.table import Table

KEPT_VERSIONS = 4


@dataclass(frozen=True, slots=True)
class Workshop:
    """The engine, compiled for one version of the reference data."""

    data: Dataset
    """The reference data, without any traffic."""
    reference: Reference
    processor: Processor
    explainer: Explainer


class Workshops:
    """The workshops of the versions that were used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, Workshop] = OrderedDict()

    def of(self, table: Table, pins: Pins) -> Workshop:
        """The workshop of the reference data that the pins name."""
        version = pins.reference_version()
        found = self._kept.pop(version, None)
        if found is None:
            data = read_reference(table, pins)
            reference = Reference(data)
            found = Workshop(data, reference, Processor(reference), Explainer(reference, Provenance(data)))
        self._kept[version] = found
        while len(self._kept) > KEPT_VERSIONS:
            self._kept.popitem(last=False)
        return found


@dataclass(frozen=True, slots=True)
class Inputs:
    """What one entry is made from."""

    rows: tuple[Shipment, ...]
    """The shipment's rows, one per invoice; none if nobody has announced the shipment."""
    lines: tuple[InvoiceLine, ...]
    shared: frozenset[str]
    """Invoices of it that also stand under another shipment."""


def read_reference(table: Table, pins: Pins) -> Dataset:
    """The reference data that the pins name, and the law tables that ship with the product."""
    return reference_of({name: read_snapshot(table, name, pins) for name in REFERENCE})


def reference_of(sets: Mapping[str, Rows]) -> Dataset:
    """The reference data of these rows, by set, and the law tables that ship with the product."""
    return Dataset(
        products=_rows(tables.PRODUCTS, join_products(sets["product_master"], sets["product_weights"])),
        hts_rates=_rows(tables.HTS_RATES, sets["hts_rates"]),
        measures=_rows(tables.MEASURES, sets["measures"]),
        packaging=_rows(tables.PACKAGING, sets["packaging"]),
        exchange_rates=_rows(tables.EXCHANGE_RATES, sets["exchange_rates"]),
        shipments=(),
        invoice_lines=[],
        report=None,
        **_law(),
    )


def traffic_of(shipments: Rows, invoice_lines: Rows, report: Rows) -> dict[str, Any]:
    """The traffic of these rows, as fields of a dataset."""
    return {
        "shipments": _rows(tables.SHIPMENTS, shipments),
        "invoice_lines": list(_rows(tables.INVOICE_LINES, invoice_lines)),
        "report": _rows(tables.REPORT, report),
    }


def read_inputs(table: Table, shipment: str, pins: Pins) -> Inputs:
    """What the pins show of a shipment, its invoices, and others that list the same invoices."""
    found = read_unit(table, "shipments", shipment, pins)
    invoices = [row["Invoice"] for row in found]
    lines = [line for invoice in invoices for line in read_unit(table, "invoice_lines", invoice, pins)]
    shared = (invoice for invoice in invoices if _stands_elsewhere(table, invoice, shipment, pins))
    return Inputs(_rows(tables.SHIPMENTS, found), _rows(tables.INVOICE_LINES, lines), frozenset(shared))


def read_report(table: Table, shipment: str, pins: Pins) -> tuple[int, tuple[ReportedTariff, ...]]:
    """What SAP reports of a shipment, and the delivery that it came with (0: not reported yet)."""
    sequence, found = read_version(table, "report", shipment, pins)
    return sequence, _rows(tables.REPORT, found)


def shipments_of_invoice(table: Table, invoice: str) -> list[str]:
    """Every shipment that lists an invoice, or once did."""
    partition, prefix = keys.under_shipment(invoice, "")
    return [record.sk.removeprefix(prefix) for record in table.query(partition, prefix=prefix)]


def make_entry(workshop: Workshop, inputs: Inputs) -> Entry:
    """The entry of a shipment."""
    return workshop.processor.entry(inputs.rows, lines_by_invoice(inputs.lines), inputs.shared)


def make_result(workshop: Workshop, inputs: Inputs, pins: Pins) -> Result:
    """The entry of a shipment with the trail of each of its lines, to be stored."""
    made = workshop.processor.work(inputs.rows, lines_by_invoice(inputs.lines), inputs.shared)
    entry = made.entry if isinstance(made, Working) else made
    trails: list[dict[str, Any]] = []
    if isinstance(made, Working):
        explainer = workshop.explainer.of_shipment(inputs.rows)
        trails = [explainer.explain(made, line.number) for line in entry.lines]
    return Result(
        document=entry_document(entry),
        trails=trails,
        materials=sorted({line.material for line in inputs.lines}),
        hts=_hts_asked(workshop.reference, inputs.lines),
        pins=pins,
        code_version=engine_version(),
    )


def _hts_asked(reference: Reference, lines: Iterable[InvoiceLine]) -> list[str]:
    """The HTS numbers of the materials on the invoices."""
    products = (reference.products.get(line.material) for line in lines)
    return sorted({product.hts for product in products if product is not None and product.hts})


def _stands_elsewhere(table: Table, invoice: str, shipment: str, pins: Pins) -> bool:
    others = (other for other in shipments_of_invoice(table, invoice) if other != shipment)
    return any(
        row["Invoice"] == invoice for other in others for row in read_unit(table, "shipments", other, pins)
    )


def _rows(file: FileTable[Any], rows: Sequence[dict[str, str]]) -> tuple[Any, ...]:
    return tuple(rows_from_mappings(file, rows))


@cache
def _law() -> dict[str, tuple[Any, ...]]:
    return {file.name: tuple(read_table(file, LAW_FOLDER / file.file)) for file in tables.LAW}
