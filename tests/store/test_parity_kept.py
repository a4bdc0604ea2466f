"""The last comparison in brief: kept with its event, never replaced by an older one."""

from dataclasses import replace

import pytest

from chalicelib.store import audit, keys, parity
from chalicelib.store.errors import Conflict
from chalicelib.store.parity import DIFFERENT, EQUAL, INCOMPLETE, SetParity, Summary
from chalicelib.store.table import Table

ONE = SetParity("measures", "HTS Tariff.csv", 75, 75, EQUAL)
BRIEF = Summary(
    "20261123140000-0a1b2c3d",
    "2026-11-23T14:00:00Z",
    "pipeline",
    "/csv",
    "standard library",
    9,
    EQUAL,
    0,
    (ONE, replace(ONE, set="packaging", file="Packaging_Material.csv", problem="")),
    ("parity/2026-11-23/one.json", "parity/2026-11-23/one.csv"),
)


def test_what_is_kept_is_found_again(table: Table) -> None:
    assert parity.find(table) is None
    assert parity.keep(table, BRIEF, 100)
    assert parity.find(table) == BRIEF
    [row] = audit.rows(table, "2026-11-23", keys.shard(f"parity {BRIEF.id}", keys.AUDIT_CHAINS))
    assert row.event.facts == {"verdict": EQUAL, "differences": 0, "files": "/csv"}


@pytest.mark.parametrize(("made", "kept"), [(99, False), (100, True), (101, True)])
def test_an_older_one_does_not_take_the_place_of_a_newer(table: Table, made: int, kept: bool) -> None:
    other = replace(BRIEF, id="other", verdict=DIFFERENT)
    parity.keep(table, BRIEF, 100)
    assert parity.keep(table, other, made) is kept
    assert parity.find(table) == (other if kept else BRIEF)


def test_whoever_goes_by_one_sees_that_there_is_another(table: Table) -> None:
    parity.keep(table, BRIEF, 100)
    table.transact([parity.still(BRIEF)])
    parity.keep(table, replace(BRIEF, id="other"), 101)
    with pytest.raises(Conflict):
        table.transact([parity.still(BRIEF)])


@pytest.mark.parametrize(
    ("rows", "equal", "verdict", "percent"),
    [
        (0, 0, EQUAL, "100"),
        (75, 75, EQUAL, "100"),
        (75, 74, DIFFERENT, "98.66"),
        (100_000, 99_999, DIFFERENT, "99.99"),
        (3, 0, DIFFERENT, "0.00"),
        (200, 1, DIFFERENT, "0.50"),
        (73, 0, INCOMPLETE, "0"),
    ],
)
def test_only_what_is_equal_is_a_hundred_percent(rows: int, equal: int, verdict: str, percent: str) -> None:
    found = SetParity("x", "X.csv", rows, equal, verdict)
    assert (found.percent, found.differences) == (percent, rows - equal)
