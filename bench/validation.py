"""Measures the generated loader against the schema it is generated from, and against merely parsing."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from marshmallow import ValidationError

from bench.clock import medians
from bench.data import Row, Size
from bench.figures import Figure, at_least, at_most, fact
from bench.plan import Plan
from bench.worlds import world
from chalicelib.etl.compiling import Loaded, compile_loader
from chalicelib.etl.fingerprints import fingerprint
from chalicelib.etl.schemas import RowSchema, schema_of
from chalicelib.etl.transforming import transform

SET, ENDPOINT = "invoice_lines", "ZEMM004"
BROKEN_EVERY = 100


def validation(plan: Plan) -> Iterator[Figure]:
    """Invoice lines as texts by header, every cell of 13 columns checked, canonical rows made."""
    of = world(Size(plan.lines))
    rows = of.invoices
    array = json.dumps(rows).encode()
    schema = schema_of(SET)
    warm = compile_loader(schema)
    broken = [{**row, "Quantity": "1e3"} if at % BROKEN_EVERY == 0 else row for at, row in enumerate(rows)]
    _agree(schema, warm(rows), rows)
    _agree(schema, warm(broken[:10_000]), broken[:10_000])
    times = medians(
        [
            lambda: schema.load(rows, many=True),
            lambda: compile_loader(schema)(rows),
            lambda: warm(rows),
            lambda: compile_loader(schema)(broken),
            lambda: json.loads(array),
            lambda: fingerprint(ENDPOINT, [("page-001.json", array)]),
        ],
        plan.repeat,
    )
    by_schema, anew, again, with_broken, parsed, hashed = of.each(times)
    yield fact("bytes of JSON per invoice line", f"{len(array) / of.count:.0f} B")
    yield at_least("a loader generated anew", anew, by_schema, 8, "us", "Schema.load")
    yield at_least("the same loader again", again, by_schema, None, "us", "Schema.load")
    yield at_least("every hundredth row refused", with_broken, by_schema, None, "us", "Schema.load")
    yield at_most("a loader generated anew", anew, parsed, 1.6, "us", "json.loads")
    yield at_least("an unchanged delivery, by its hash", hashed, by_schema, 12, "us", "Schema.load")
    yield from _whole_delivery(plan)


def _agree(schema: RowSchema, loaded: Loaded, rows: Sequence[Row]) -> None:
    """Fail unless the loader gives what the schema gives, row by row."""
    for at, row in enumerate(rows):
        expected: tuple[Any, Any]
        try:
            expected = schema.load(row), None
        except ValidationError as error:
            expected = None, error.messages
        if (loaded.rows[at], loaded.errors.get(at)) != expected:
            raise AssertionError(f"row {at}: {expected} by the schema, {loaded.rows[at]} by the loader")


def _whole_delivery(plan: Plan) -> Iterator[Figure]:
    """From SAP's page to canonical rows: parsed strictly, normalised, checked, searched for repeats."""
    of = world(Size(plan.lines))
    page = json.dumps(
        {
            "RETURN": {"TYPE": "S"},
            "FUNCTION": ENDPOINT,
            "PAGE": 1,
            "PAGES": 1,
            "TOTAL": of.count,
            "DATA": [_of_sap(row) for row in of.invoices],
        }
    ).encode()
    parts = [("page-001.json", page)]
    whole, parsed = of.each(
        medians([lambda: transform(ENDPOINT, parts), lambda: json.loads(page)], plan.repeat)
    )
    yield at_most("SAP's page to canonical rows", whole, parsed, None, "us", "json.loads")


def _of_sap(row: Row) -> Row:
    """An invoice line as SAP writes it."""
    return {
        "INVNO": row["Invoice"],
        "INVDT": row["Invoice Date"].replace("-", ""),
        "LIFNR": row["Supplier"].rjust(10, "0"),
        "WAERS": row["Currency"],
        "INCO1": row["Incoterm"],
        "POSNR": row["Line"].rjust(6, "0"),
        "EBELN": row["PO"],
        "MATNR": row["Material"].rjust(18, "0"),
        "MENGE": f"{row['Quantity']}.000 ",
        "MEINS": row["Unit"],
        "NETPR": f"{row['Unit Price']} ",
        "NETWR": f"{row['Amount']} ",
        "HERKL": row["Country of Origin"],
    }
