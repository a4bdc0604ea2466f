"""Every path through the engine gives what the independent reference gives, on random worlds that mean
harm."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from typing import Any

from bench.figures import Figure, fact
from bench.plan import Plan
from chalicelib.customs.entries import Entry
from chalicelib.customs.errors import InputErrors
from chalicelib.customs.processor import (
    Processor,
    generate,
    generate_stream,
    lines_by_invoice,
    rows_by_shipment,
)
from chalicelib.customs.publish import entry_document
from chalicelib.customs.reading import rows_from_mappings
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset
from chalicelib.customs.tables import BUSINESS, LAW
from chalicelib.customs.trail.keep import generate_with_trails
from tests.oracle.generate import generate as reference_entries
from tests.oracle.worlds import world

WORLDS = 500


def equality(plan: Plan) -> Iterator[Figure]:
    """All paths on 500 worlds."""
    del plan
    readable = islice((seed for seed in count() if read_world(seed)), WORLDS)
    found = [(seed, path) for seed in readable if (path := differing_path(seed))]
    yield fact(f"of {WORLDS} random worlds, other than the reference", f"{len(found)}", not found)
    if found:
        yield fact(
            "the first of them, and on which path", ", ".join(f"{seed} {path}" for seed, path in found[:3])
        )
    yield fact("paths through the engine", ", ".join(PATHS))


def differing_path(seed: int) -> str | None:
    """The first path through the engine that does not give what the reference gives for a world; None: all
    do."""
    tables, law = world(seed)
    data = read_world(seed)
    if data is None:
        return None
    expected = reference_entries(tables, law, sources=True)["entries"]
    for name, path in PATHS.items():
        found = [document(entry) for entry in sorted(path(data), key=lambda entry: entry.shipment)]
        if found != expected:
            return name
    return None


def document(entry: Entry) -> dict[str, Any]:
    """An entry as it is published, with the invoice lines that went into each of its lines."""
    shown = entry_document(entry)
    for line, made in zip(shown["lines"], entry.lines, strict=True):
        line["sources"] = [str(number) for number in made.sources]
    return shown


def read_world(seed: int) -> Dataset | None:
    """The checked and typed rows of a world; None where they are refused, so that nothing is generated at
    all."""
    tables, law = world(seed)
    records = {**tables, **law}
    parts: dict[str, Any] = {}
    try:
        for table in (*BUSINESS, *LAW):
            parts[table.name] = tuple(
                rows_from_mappings(table, records.get(table.file.removesuffix(".csv"), []))
            )
    except InputErrors:
        return None
    return Dataset(**{**parts, "report": None, "invoice_lines": list(parts["invoice_lines"])})


def _one_by_one(data: Dataset) -> Iterable[Entry]:
    processor = Processor(Reference(data))
    lines = lines_by_invoice(data.invoice_lines)
    shipments, shared = rows_by_shipment(data.shipments)
    return [processor.entry(shipments[number], lines, shared) for number in sorted(shipments, reverse=True)]


def _stream(data: Dataset) -> Iterable[Entry]:
    counted = {invoice: len(lines) for invoice, lines in lines_by_invoice(data.invoice_lines).items()}
    return generate_stream(data._replace(invoice_lines=[]), data.invoice_lines, counted)


def _with_trails(data: Dataset) -> Iterable[Entry]:
    return [entry for entry, _ in generate_with_trails(data)]


PATHS: dict[str, Callable[[Dataset], Iterable[Entry]]] = {
    "generate": generate,
    "one by one": _one_by_one,
    "stream": _stream,
    "with trails": _with_trails,
}
