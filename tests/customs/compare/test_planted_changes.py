"""Each single change of a right report gives exactly one finding, of the right kind, on the right line."""

import random
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from chalicelib.customs.compare import Comparison, compare
from chalicelib.customs.compare.severity import ALWAYS_MATERIAL
from chalicelib.customs.entries import GENERATED, Entry
from chalicelib.customs.processor import generate
from chalicelib.customs.reference import Reference
from tests.customs.building import samples
from tests.customs.compare.planting import PLANTS, UNUSED_NUMBER
from tests.customs.compare.reporting import Rows, kinds, read_report, right_rows

PICKS = st.integers(min_value=0, max_value=10**9)
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@cache
def sample_reference() -> Reference:
    return Reference(samples())


@cache
def sample_entries() -> list[Entry]:
    """Those of the samples that have lines."""
    entries = generate(samples(), sample_reference())
    return [entry for entry in entries if entry.status == GENERATED]


def picked(pick: int) -> tuple[random.Random, Entry, dict[str, Rows]]:
    """Chance, an entry, and its right report by line number."""
    rng = random.Random(pick)
    entry = rng.choice(sample_entries())
    lines: dict[str, Rows] = {}
    for row in right_rows([entry]):
        lines.setdefault(row["Line"], []).append(row)
    return rng, entry, lines


def against(entry: Entry, lines: dict[str, Rows]) -> Comparison:
    rows = [row for line in lines.values() for row in line]
    (comparison,) = compare([entry], read_report(rows), sample_reference())
    return comparison


def below_zero(rows: Rows) -> bool:
    """Whether a plant went further down than there was."""
    return any(cell.startswith("-") for row in rows for cell in row.values())


@pytest.mark.parametrize("kind", PLANTS)
@MANY
@given(pick=PICKS)
def test_one_change_one_finding(kind: str, pick: int) -> None:
    """G14, R5.02, R5.03."""
    rng, entry, lines = picked(pick)
    line = rng.choice(sorted(lines))
    changed = PLANTS[kind](rng, lines[line])
    assume(changed is not None)
    assert changed is not None
    assume(not below_zero(changed))
    comparison = against(entry, lines | {line: changed})
    assert [(finding.kind, finding.line) for finding in comparison.findings] == [(kind, line)]
    (finding,) = comparison.findings
    large = abs(int(finding.duty_effect.replace(".", ""))) >= 2000
    material = kind in ALWAYS_MATERIAL or large
    assert (finding.severity, comparison.status) == (("material", "fail") if material else ("minor", "warn"))


@MANY
@given(pick=PICKS)
def test_a_line_left_off(pick: int) -> None:
    """G13, R5.01."""
    rng, entry, lines = picked(pick)
    assume(len(lines) > 1)
    gone = rng.choice(sorted(lines))
    comparison = against(entry, {line: rows for line, rows in lines.items() if line != gone})
    (finding,) = comparison.findings
    duty = sum(entry.lines[int(gone) - 1].duties)
    assert (finding.kind, finding.line, comparison.status) == ("MISSING_LINE", gone, "fail")
    assert finding.duty_effect == f"{'-' if duty else ''}{duty // 100}.{duty % 100:02d}"


@MANY
@given(pick=PICKS, repeated=st.booleans())
def test_a_line_too_many(pick: int, repeated: bool) -> None:
    """G13, R5.01: one of other goods, or one of ours a second time."""
    rng, entry, lines = picked(pick)
    again = [{**row, "Line": "901"} for row in lines[rng.choice(sorted(lines))]]
    if not repeated:
        again = [{**again[-1], "HTS Code": UNUSED_NUMBER, "Tariff Code": UNUSED_NUMBER}]
    comparison = against(entry, lines | {"901": again})
    assert [(finding.kind, finding.line) for finding in comparison.findings] == [("EXTRA_LINE", "901")]
    assert comparison.status == "fail"


@MANY
@given(pick=PICKS)
def test_two_changes_on_two_lines_are_two_findings(pick: int) -> None:
    """R5.03: among lines of which no two are of the same goods."""
    rng, entry, lines = picked(pick)
    goods = {(line.treatment.hts, line.treatment.origin, line.invoice) for line in entry.lines}
    assume(len(lines) > 1 and len(goods) == len(lines))
    first, second = sorted(rng.sample(sorted(lines), 2))
    free = ["VALUE", "QUANTITY", "UNIT", "NET_WEIGHT", "GROSS_WEIGHT", "EXTRA_CH99", "MPF", "HMF"]
    planted = {first: rng.choice(free), second: rng.choice(free)}
    wrong = {line: PLANTS[kind](rng, lines[line]) for line, kind in planted.items()}
    assume(
        not any(
            cell.startswith("-") for rows in wrong.values() for row in rows or () for cell in row.values()
        )
    )
    comparison = against(entry, lines | {line: rows for line, rows in wrong.items() if rows is not None})
    assert kinds(comparison) == [planted[first], planted[second]]
