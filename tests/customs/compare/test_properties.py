"""Our own lines reported pass whatever they are; the order of the report's rows never matters."""

import random

import pytest

from chalicelib.customs.compare import compare
from chalicelib.customs.entries import GENERATED
from chalicelib.customs.processor import generate
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset
from tests.customs.building import from_tables, samples
from tests.customs.compare.reporting import Rows, comparisons, read_report, right_rows
from tests.oracle.worlds import report, world

WORLDS = range(40)


def passes(data: Dataset, change: random.Random | None = None) -> None:
    """Every generated entry passes against its own lines, every other is pending, and nothing is found."""
    reference = Reference(data)
    entries = generate(data, reference)
    rows = right_rows(entries)
    if change:
        rows = renumbered_lines(change, rows)
        change.shuffle(rows)
    found = compare(entries, read_report(rows), reference)
    assert [each.findings for each in found] == [()] * len(entries)
    assert [each.status for each in found] == [
        "pass" if entry.status == GENERATED else "pending" for entry in entries
    ]


def renumbered_lines(rng: random.Random, rows: Rows) -> Rows:
    """The same lines under other numbers."""
    numbers = sorted({row["Line"] for row in rows})
    others = dict(zip(numbers, rng.sample(range(1, 10_000), len(numbers)), strict=True))
    return [{**row, "Line": str(others[row["Line"]])} for row in rows]


def test_our_own_lines_of_the_samples_pass() -> None:
    passes(samples())


@pytest.mark.parametrize("seed", WORLDS)
def test_our_own_lines_pass(seed: int) -> None:
    """R5.06, and R5.01: by whatever line numbers and in whatever order."""
    data = from_tables(*world(seed))
    passes(data)
    passes(data, random.Random(seed))


def test_the_order_of_rows_does_not_matter_to_the_samples() -> None:
    data = samples()
    assert data.report is not None
    reference = Reference(data)
    entries = generate(data, reference)
    rows = list(data.report)
    right = compare(entries, rows, reference)
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert compare(entries, rows, reference) == right
    assert compare(entries[::-1], rows[::-1], reference) == right


@pytest.mark.parametrize("seed", WORLDS)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    """R5.01: findings, their order and their advice are the same."""
    tables, law = world(seed)
    rows = report(tables, law, seed)
    data = from_tables(tables, law)
    right = comparisons(data, rows)
    assert comparisons(data, rows[::-1]) == right
    random.Random(seed).shuffle(rows)
    assert comparisons(data, rows) == right


@pytest.mark.parametrize("seed", WORLDS)
def test_what_is_compared_is_not_changed(seed: int) -> None:
    """A second comparison of the same entries and rows finds the same; neither is touched."""
    tables, law = world(seed)
    data = from_tables(tables, law)
    reference = Reference(data)
    entries, rows = generate(data, reference), read_report(report(tables, law, seed))
    before = tuple(entries), tuple(rows)
    first = compare(entries, rows, reference)
    assert compare(entries, rows, reference) == first
    assert (tuple(entries), tuple(rows)) == before


@pytest.mark.parametrize("seed", WORLDS)
def test_every_line_is_told_at_most_once_as_missing_or_extra(seed: int) -> None:
    """R5.01: and never more missing lines than ours, nor more extra ones than reported."""
    tables, law = world(seed)
    data = from_tables(tables, law)
    rows = report(tables, law, seed)
    numbers = {entry.shipment: len(entry.lines) for entry in generate(data)}
    for each in comparisons(data, rows):
        lines = {(row["Invoice"], row["Line"]) for row in rows if row["Shipment"] == each.shipment}
        missing = [finding.line for finding in each.findings if finding.kind == "MISSING_LINE"]
        extra = [(finding.invoice, finding.line) for finding in each.findings if finding.kind == "EXTRA_LINE"]
        assert len(missing) == len(set(missing)) <= numbers.get(each.shipment, 0)
        assert set(extra) <= lines
        if each.status != "pending":
            assert numbers.get(each.shipment, 0) - len(missing) == len(lines) - len(extra)
