"""The comparison against the plain one of `tests/oracle`: every field of every finding but the advice.

They may differ only where the rules leave it open, and how little that is, is checked: among lines of the
same goods that share as many numbers and are as near in value (R5.01 says nothing of what comes after), and
on reported lines that do not have exactly one row of their own number. A report that the reader refuses is
left out.
"""

import random
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from chalicelib.customs.compare import DEFAULT, Comparison, Tolerances, compare
from chalicelib.customs.compare.document import comparison_document
from chalicelib.customs.compare.tolerances import read_tolerances
from chalicelib.customs.entries import Entry
from chalicelib.customs.errors import InputErrors
from chalicelib.customs.processor import generate
from chalicelib.customs.reference import Reference
from tests.customs.building import SAMPLES, from_tables, samples
from tests.customs.compare.reporting import Rows
from tests.oracle.compare import compare as plainly_compare
from tests.oracle.files import read_tables
from tests.oracle.small import law as shipped_law
from tests.oracle.worlds import report, world

WORLDS, BLOCK = 360, 20
NUMBERS = frozenset({"value", "quantity", "net_weight", "gross_weight", "duty", "mpf", "hmf"})
"""The fields whose values are numbers: 7 and 7.00 are the same."""
Found = dict[str, Any]


def in_numbers(finding: Found) -> Found:
    """A finding without advice, its numbers as numbers."""
    shown = {name: value for name, value in finding.items() if name != "advice"}
    numeric = ["duty_effect", "difference"]
    if shown["field"] in NUMBERS:
        numeric += ["expected", "reported"]
    return shown | {name: None if shown[name] is None else Decimal(shown[name]) for name in numeric}


def by_shipment(document: dict[str, list[Found]]) -> dict[str, Found]:
    return {
        each["shipment"]: each | {"findings": [in_numbers(finding) for finding in each["findings"]]}
        for each in document["comparisons"]
    }


def document(found: Iterable[Comparison]) -> dict[str, Found]:
    return by_shipment({"comparisons": list(map(comparison_document, found))})


def left_open(entry: Entry | None, rows: Rows) -> bool:
    """Whether the rules leave open what these rows of a shipment are."""
    lines: dict[tuple[str, str], Rows] = {}
    for row in rows:
        lines.setdefault((row["Invoice"], row["Line"]), []).append(row)
    own = [[row for row in line if row["Tariff Code"] == row["HTS Code"]] for line in lines.values()]
    if any(len(found) != 1 for found in own):
        return True
    candidates = product(entry.lines if entry else (), zip(own, lines.values(), strict=True))
    best: Counter[object] = Counter()
    for ours, ((figures,), line) in candidates:
        treatment = ours.treatment
        goods = (figures["Invoice"], figures["HTS Code"], figures["Country of Origin"])
        if goods == (ours.invoice, treatment.codes[-1], treatment.origin):
            shared = len({row["Tariff Code"] for row in line}.intersection(treatment.codes))
            rank = shared, abs(Decimal(figures["Entered Value"]) - ours.value)
            best[rank, "ours", ours.number] += 1
            best[rank, "reported", figures["Invoice"], figures["Line"]] += 1
    return max(best.values(), default=0) > 1


def edited(seed: int) -> tuple[Tolerances, dict[str, str]]:
    """Tolerances for a world, and the same for the other side: three worlds in four have the defaults."""
    rng = random.Random(seed)
    if seed % 4:
        return DEFAULT, {}
    limits = {name: rng.choice(("0", "0.01", "0.02", "1", "5", "20")) for name in DEFAULT._fields}
    limits["net_weight_info_percent"] = rng.choice(("20", "21"))
    theirs = {
        name.replace("_percent", "_share"): str(Decimal(text) / 100) if name.endswith("_percent") else text
        for name, text in limits.items()
    }
    return read_tolerances(limits), theirs


@pytest.mark.parametrize("first", range(0, WORLDS, BLOCK))
def test_both_find_the_same(first: int) -> None:
    """G14"""
    told, same, otherwise, refused = 0, 0, 0, 0
    for seed in range(first, first + BLOCK):
        tables, law = world(seed)
        rows = report(tables, law, seed)
        tables["Customs_Report"] = rows
        try:
            data = from_tables(tables, law)
        except InputErrors:
            refused += 1
            continue
        tolerances, theirs = edited(seed)
        reference = Reference(data)
        entries = generate(data, reference)
        mine = document(compare(entries, data.report or (), reference, tolerances))
        plain = by_shipment(plainly_compare(tables, law, theirs))
        assert list(mine) == list(plain)
        known = {entry.shipment: entry for entry in entries}
        for shipment, expected in plain.items():
            if mine[shipment] == expected:
                same += 1
                told += len(expected["findings"])
                continue
            of_shipment = [row for row in rows if row["Shipment"] == shipment]
            if not left_open(known.get(shipment), of_shipment):
                assert mine[shipment] == expected, f"world {seed}, {shipment}"
            assert mine[shipment]["status"] == expected["status"]
            otherwise += 1
    assert refused <= 1
    assert otherwise * 10 <= same
    assert told >= 3 * BLOCK


def test_both_find_the_same_in_the_samples() -> None:
    data = samples()
    reference = Reference(data)
    mine = document(compare(generate(data, reference), data.report or (), reference))
    assert mine == by_shipment(plainly_compare(read_tables(SAMPLES), shipped_law()))


def test_the_worlds_show_every_kind_and_status() -> None:
    """Not enough that both agree: they must have something to agree on."""
    kinds: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for seed in range(80):
        tables, law = world(seed)
        data = from_tables({**tables, "Customs_Report": report(tables, law, seed)}, law)
        reference = Reference(data)
        for each in compare(generate(data, reference), data.report or (), reference):
            statuses[each.status] += 1
            kinds.update(finding.kind for finding in each.findings)
    assert len(kinds) == 16
    assert min(kinds.values()) >= 5
    assert set(statuses) == {"pass", "warn", "fail", "pending"}
