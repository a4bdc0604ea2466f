"""Random worlds as the engine holds them, the ways through the engine, and its results as bytes."""

import random
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from chalicelib.cli.shared import json_chunks
from chalicelib.customs.entries import Entry
from chalicelib.customs.processor import (
    Processor,
    generate,
    generate_stream,
    lines_by_invoice,
    rows_by_shipment,
)
from chalicelib.customs.publish import entry_document
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset
from chalicelib.customs.trail.keep import generate_with_trails
from tests.customs.building import from_tables
from tests.oracle.worlds import world

SHUFFLED = (
    "products",
    "hts_rates",
    "packaging",
    "exchange_rates",
    "shipments",
    "invoice_lines",
    "sequence_order",
    "fees",
    "adcvd",
)
"""The tables in which the order of the rows says nothing: all but the measures."""
HELD = {
    "SH190700002": ["MISSING_HTS_RATE 9403.99.9045"],
    "SH261100100": ["MISSING_PRODUCT 19999999"],
    "SH261100101": ["MISSING_EXCHANGE_RATE THB"],
    "SH261100102": ["MISSING_METAL_WEIGHT 10005656"],
    "SH261100103": ["NEGATIVE_AMOUNT INV00103A"],
    "SH261100104": ["INVOICE_IN_SEVERAL_SHIPMENTS INV00104P", "PACKAGING_ONLY INV00104P"],
    "SH261100105": ["INVOICE_IN_SEVERAL_SHIPMENTS INV00104P", "PACKAGING_ONLY INV00104P"],
    "SH261100106": ["PACKAGING_ONLY INV00001AX", "SHIPMENT_CONFLICT SH261100106"],
    "SH261100107": ["MISSING_INVOICE INV00107A"],
}
"""The samples' shipments that lack something, and what."""


@cache
def world_data(seed: int) -> Dataset:
    """The random world of a seed."""
    return from_tables(*world(seed))


def worlds(count: int = 60) -> Iterator[tuple[int, Dataset]]:
    """The first random worlds, with their seeds."""
    return ((seed, world_data(seed)) for seed in range(count))


def as_bytes(entries: Iterable[Entry]) -> bytes:
    """Entries as the command line writes them."""
    return "".join(json_chunks("entries", map(entry_document, entries))).encode()


def generated(data: Dataset) -> bytes:
    """What the command line writes for a data set."""
    return as_bytes(generate(data))


def with_rows(data: Dataset, **tables: Iterable[object]) -> Dataset:
    """The data set with some tables' rows replaced."""
    return data._replace(**{name: type(getattr(data, name))(rows) for name, rows in tables.items()})


def shuffled(data: Dataset, seed: int, tables: Iterable[str] = SHUFFLED) -> Dataset:
    """The same rows in another order."""
    rng = random.Random(seed)
    return with_rows(data, **{name: rng.sample(rows := getattr(data, name), len(rows)) for name in tables})


def one_by_one(data: Dataset) -> list[Entry]:
    """Each shipment's entry on its own, the last shipment first, with reference data that is kept warm."""
    processor = Processor(Reference(data))
    lines = lines_by_invoice(data.invoice_lines)
    shipments, shared = rows_by_shipment(data.shipments)
    return [processor.entry(shipments[number], lines, shared) for number in sorted(shipments, reverse=True)]


def streamed(data: Dataset) -> list[Entry]:
    """From invoice lines that come one at a time, in the order in which the data set has them."""
    counts = {invoice: len(lines) for invoice, lines in lines_by_invoice(data.invoice_lines).items()}
    return list(generate_stream(data._replace(invoice_lines=[]), iter(data.invoice_lines), counts))


def with_trails(data: Dataset) -> list[Entry]:
    """With what the trails are written from kept."""
    return [entry for entry, _ in generate_with_trails(data)]


PATHS: dict[str, Callable[[Dataset], list[Entry]]] = {
    "generate": generate,
    "one by one": one_by_one,
    "stream": streamed,
    "with trails": with_trails,
}
"""Every way from a data set to its entries."""


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries by shipment number."""
    return sorted(entries, key=lambda entry: entry.shipment)
