"""A customs report to compare with: what we generated, shuffled, with about one row in a hundred not as it
should be.

Each planned difference is one cell, one missing line or one extra line, none hidden behind another, so that
it is known beforehand what everybody must find.
"""

import json
import random
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from bench.data import Size
from bench.worlds import World, world
from chalicelib.customs.entries import Entry
from chalicelib.customs.numbers import MICRO
from chalicelib.customs.processor import generate
from chalicelib.customs.publish import CSV_HEADER, csv_rows
from chalicelib.customs.reading import rows_from_mappings
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import ReportedTariff
from chalicelib.customs.tables import REPORT

DIFFERENT, MISSING, EXTRA = 0.02, 0.002, 0.002
"""Shares of the customs lines."""
CELLS = {
    "value": 7 * MICRO,
    "duty": 3 * MICRO,
    "quantity": 2 * MICRO,
    "net_weight": 500_000 * MICRO,
    "gross_weight": 500_000 * MICRO,
    "mpf": MICRO // 2,
    "hmf": MICRO // 2,
}
"""How much each field is off, beyond any tolerance."""
FIELDS = ReportedTariff._fields
KEY = ("shipment", "invoice", "line", "ordinal")

Rows = Sequence[ReportedTariff]
Texts = list[dict[str, str]]
"""Rows as they are delivered: every cell as text, by header."""
LineKey = tuple[str, str, str]
"""Shipment, invoice, line number."""


class Found(NamedTuple):
    """What a contender found: cells that differ, by line and field; lines only we have; lines only the report
    has."""

    cells: frozenset[tuple[LineKey, str]]
    missing: frozenset[LineKey]
    extra: frozenset[LineKey]


class Case:
    """Our entries, their rows, the report's rows, and the differences between them."""

    def __init__(self, lines: int) -> None:
        of: World = world(Size(lines))
        self.reference = Reference(of.data)
        self.entries: list[Entry] = generate(of.data)
        texts = [dict(zip(CSV_HEADER, row, strict=True)) for row in csv_rows(self.entries)]
        self.ours: list[ReportedTariff] = rows_from_mappings(REPORT, texts)
        self.theirs, self.planned = _report(random.Random(1), self.ours)
        self.texts = delivered(self.ours), delivered(self.theirs)
        """Our rows and the report's."""

    @cached_property
    def count(self) -> int:
        """How many rows the larger side has."""
        return max(len(self.ours), len(self.theirs))


def delivered(rows: Rows) -> Texts:
    """Rows as JSON brings them: no text is shared by two cells."""
    shown = [
        {
            column.header: "" if value is None else column.kind.show(value)
            for column, value in zip(REPORT.columns, row, strict=True)
        }
        for row in rows
    ]
    texts: Texts = json.loads(json.dumps(shown))
    return texts


def _report(rng: random.Random, ours: Rows) -> tuple[list[ReportedTariff], Found]:
    lines: dict[LineKey, list[ReportedTariff]] = {}
    for row in ours:
        lines.setdefault((row.shipment, row.invoice, row.line), []).append(row)
    theirs: list[ReportedTariff] = []
    cells, missing, extra = set(), set(), set()
    touched = set()
    for key, rows in lines.items():
        chance = rng.random()
        if chance < MISSING and key[0] not in touched:
            missing.add(key)
            touched.add(key[0])
        elif chance < MISSING + EXTRA and key[0] not in touched:
            shipment, invoice, number = key
            again = (shipment, invoice, f"9{number}")
            extra.add(again)
            touched.add(shipment)
            theirs += rows + [
                row._replace(line=again[2], value=row.value and row.value + 50 * MICRO) for row in rows
            ]
        elif chance < MISSING + EXTRA + DIFFERENT:
            field = rng.choice(list(CELLS))
            cells.add((key, field))
            theirs += [
                *rows[:-1],
                _changed(rows[-1], field),
            ]
        else:
            theirs += rows
    rng.shuffle(theirs)
    return theirs, Found(frozenset(cells), frozenset(missing), frozenset(extra))


def _changed(row: ReportedTariff, field: str) -> ReportedTariff:
    changed: dict[str, Any] = {field: (getattr(row, field) or 0) + CELLS[field]}
    return row._replace(**changed)
