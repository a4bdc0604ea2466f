"""Where a line's facts come from: hashes of the data it was made with, and versions of single rows (R4.01).

A row is hashed as the JSON array of its fields: numbers as whole millionths (exchange rates: ten-thousand-
millionths), sets sorted. Its version is the first twelve hex digits of the SHA-256 of its kind and its
fields. A table is hashed as its sorted rows, so that the order of a file does not count; of the measures the
order is law and counts.
"""

from collections.abc import Iterable
from copy import copy
from functools import cached_property
from hashlib import sha256
from json import JSONEncoder
from typing import Any

from chalicelib.customs.invoices import InvoiceDraft
from chalicelib.customs.processor import Working
from chalicelib.customs.rows import Dataset, ExchangeRate, InvoiceLine, Measure, Packaging, Shipment

VERSION_DIGITS = 12
REFERENCE_TABLES = (
    "products",
    "hts_rates",
    "measures",
    "packaging",
    "exchange_rates",
    "sequence_order",
    "fees",
    "adcvd",
)
ORDERED_TABLE = "measures"

_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=sorted).encode


class Provenance:
    """What can be said of where one data set's rows come from; worked out when first asked for."""

    def __init__(self, data: Dataset) -> None:
        self._data = data
        self._versions: dict[tuple[str, tuple[Any, ...]], str] = {}

    def of_shipment(self, rows: tuple[Shipment, ...]) -> "Provenance":
        """The same reference data beside the rows of one shipment; what was worked out is shared."""
        _ = self.reference_hash, self._exchange_rates, self._packaging
        beside = copy(self)
        beside.__dict__["_shipments"] = {row.shipment: tuple(sorted(rows)) for row in rows[:1]}
        return beside

    @cached_property
    def reference_hash(self) -> str:
        """SHA-256 of the reference data: everything that a line depends on but shipments and invoices."""
        digest = sha256()
        for name in REFERENCE_TABLES:
            texts = [_encode(row) for row in getattr(self._data, name)]
            if name != ORDERED_TABLE:
                texts.sort()
            _add(digest, name, texts)
        return digest.hexdigest()

    def version(self, row: tuple[Any, ...]) -> str:
        """The version of a row: the same wherever in its file it stands."""
        key = type(row).__name__, row[1:] if isinstance(row, Measure) else row
        found = self._versions.get(key)
        if found is None:
            found = self._versions[key] = sha256(_encode(key).encode()).hexdigest()[:VERSION_DIGITS]
        return found

    def inputs_of(self, working: Working) -> str:
        """SHA-256 of a shipment's own rows and of its invoices' lines."""
        lines = (row for _, invoice in working.invoices for row in invoice_rows(invoice))
        return inputs_hash(self.shipment_rows(working.shipment), lines)

    def shipment_rows(self, shipment: Shipment) -> tuple[Shipment, ...]:
        """All rows of a row's shipment, sorted; the row itself where the data set does not hold it."""
        return self._shipments.get(shipment.shipment, (shipment,))

    def exchange_rate(self, currency: str, export_date: str) -> ExchangeRate | None:
        """The row that a currency is converted by (R2.01): the latest on or before the export date."""
        rows = [row for row in self._exchange_rates.get(currency, ()) if row.date <= export_date]
        return rows[-1] if rows else None

    def packaging(self, material: str) -> Packaging | None:
        """The packaging file's row of a material, if it has one."""
        return self._packaging.get(material)

    @cached_property
    def _shipments(self) -> dict[str, tuple[Shipment, ...]]:
        rows: dict[str, list[Shipment]] = {}
        for row in self._data.shipments:
            rows.setdefault(row.shipment, []).append(row)
        return {shipment: tuple(sorted(found)) for shipment, found in rows.items()}

    @cached_property
    def _exchange_rates(self) -> dict[str, list[ExchangeRate]]:
        rates: dict[str, list[ExchangeRate]] = {}
        for row in sorted(self._data.exchange_rates, key=lambda row: row.date):
            rates.setdefault(row.currency, []).append(row)
        return rates

    @cached_property
    def _packaging(self) -> dict[str, Packaging]:
        return {row.material: row for row in self._data.packaging}


def inputs_hash(rows: Iterable[Shipment], lines: Iterable[InvoiceLine]) -> str:
    """SHA-256 of the rows of a shipment and the lines of its invoices, in whatever order they come."""
    digest = sha256()
    _add(digest, "shipments", sorted(map(_encode, rows)))
    _add(digest, "invoice_lines", sorted(map(_encode, lines)))
    return digest.hexdigest()


def invoice_rows(invoice: InvoiceDraft) -> list[InvoiceLine]:
    """Every line of an invoice that was worked out: goods and packaging."""
    return [*(line[0] for line in invoice.goods), *invoice.packaging]


def _add(digest: Any, name: str, texts: list[str]) -> None:
    digest.update(f"{name} {len(texts)}\n".encode())
    digest.update("\n".join([*texts, ""]).encode())
