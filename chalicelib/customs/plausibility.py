"""What is well written and yet hardly meant: references that lead nowhere, numbers out of all proportion.

Nothing here stops anything. A measure of a programme that no order names is simply not reported (R3.05), an
article without an HTS row is held when it is shipped; but whoever checks files wants to hear of it before
that.
"""

from collections.abc import Iterator
from itertools import pairwise

from chalicelib.customs.codes import dotted
from chalicelib.customs.column1 import parse_rate, unit_kind
from chalicelib.customs.conditions import parse
from chalicelib.customs.epochs import day_after
from chalicelib.customs.numbers import MICRO, format_scaled
from chalicelib.customs.rows import Dataset

HIGHEST_RATE = 2 * MICRO
"""A duty of more than 200 % of the value is taken for a percentage written as a share. †"""
MODES = frozenset("10 11 12 20 21 30 31 32 33 34 40 41 50 60 70".split())
"""Modes of transport as CBP numbers them."""


def implausible(data: Dataset) -> list[str]:
    """One sentence for each thing that a person should look at."""
    return [*_measures(data), *_order(data), *_hts(data), *_shipments(data)]


def _measures(data: Dataset) -> Iterator[str]:
    ordered = {program for row in data.sequence_order for program in row.programs}
    programs = {measure.program for measure in data.measures}
    for program in sorted(programs - ordered):
        yield f"HTS Tariff.csv: programme {program} is in no row of sequence_order.csv: it is never reported."
    for measure in data.measures:
        where = f"HTS Tariff.csv, row {measure.number}"
        if max(measure.rate, measure.cap) > HIGHEST_RATE:
            rate = format_scaled(max(measure.rate, measure.cap))
            yield f"{where}: the rate {rate} is {rate} times the value; 25 % is written 0.25."
        asked = {
            word
            for clause in parse(measure.condition)
            if clause.kind == "subject_to"
            for word in clause.words
        }
        for program in sorted(asked - programs):
            yield f"{where}: asks programme {program}, which has no rows."


def _order(data: Dataset) -> Iterator[str]:
    rows = sorted(data.sequence_order, key=lambda row: row.effective_from)
    for earlier, later in pairwise(rows):
        first = day_after(earlier.effective_to) if earlier.effective_to else later.effective_from
        if first < later.effective_from:
            yield (
                f"sequence_order.csv: no order from {first} until {later.effective_from}: "
                "no Chapter 99 heading is reported between."
            )


def _hts(data: Dataset) -> Iterator[str]:
    known = {row.hts for row in data.hts_rates}
    for product in data.products:
        if product.hts and product.hts not in known:
            number = dotted(product.hts)
            yield f"Product_List.csv: HTS {number} of material {product.material} is not in HTS_Code.csv."
    for row in data.hts_rates:
        if parse_rate(row.general_rate) is None:
            yield f"HTS_Code.csv: nobody can read the rate {row.general_rate!r} of {dotted(row.hts)}."
        if unit_kind(row.unit_1) is None:
            yield f"HTS_Code.csv: no conversion is known into the unit {row.unit_1!r} of {dotted(row.hts)}."


def _shipments(data: Dataset) -> Iterator[str]:
    for row in data.shipments:
        if row.mode not in MODES:
            yield f"Shipments.csv: mode {row.mode} of {row.shipment} is not one of CBP's."
        if row.entry_date < row.export_date:
            yield f"Shipments.csv: {row.shipment} is entered on {row.entry_date}, before its export."
