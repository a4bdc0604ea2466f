"""Measures reading and generating together, against merely reading the same bytes."""

import json
from collections.abc import Iterator

from bench.clock import medians
from bench.contenders import floors as floor
from bench.data import Size
from bench.figures import Figure, at_most, fact
from bench.plan import Plan, csv_file
from bench.worlds import world
from chalicelib.customs.processor import generate
from chalicelib.customs.reading import read_table
from chalicelib.customs.tables import INVOICE_LINES


def floors(plan: Plan) -> Iterator[Figure]:
    """From texts, JSON and CSV to entries, every cell checked."""
    of = world(Size(plan.lines))
    array = json.dumps(of.invoices).encode()
    by_line = b"\n".join(json.dumps(row).encode() for row in of.invoices)
    with csv_file(of) as path:
        times = medians(
            [
                lambda: floor.texts(array),
                of.from_texts,
                lambda: floor.typed(array),
                lambda: of.from_texts(json.loads(array)),
                lambda: of.from_texts([json.loads(line) for line in by_line.splitlines()]),
                lambda: generate(of.reference._replace(invoice_lines=read_table(INVOICE_LINES, path))),
                lambda: floor.cells(path),
                lambda: floor.typed_cells(path),
            ],
            plan.repeat,
        )
    loads, rows, typed, from_array, from_lines, from_file, cells, typed_cells = of.each(times)
    yield fact("bytes of JSON per invoice line", f"{len(array) / of.count:.0f} B")
    yield at_most("dicts of text, checked, to entries", rows, loads, 1.5, "us", "json.loads")
    yield at_most("JSON array to entries", from_array, typed, 6, "us", "msgspec, typed")
    yield at_most("JSON lines to entries", from_lines, typed, 6, "us", "msgspec, typed")
    yield at_most("CSV file to entries", from_file, typed, 6, "us", "msgspec, typed (JSON)")
    yield at_most("CSV file to entries", from_file, cells, None, "us", "csv.reader")
    yield at_most("CSV file to entries", from_file, typed_cells, None, "us", "DictReader + msgspec")
