"""Comparing with pandas says the same as comparing without, to the last difference and in the same order."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.customs.parity import parity
from chalicelib.customs.reading import read_dataset
from chalicelib.customs.rows import Dataset
from chalicelib.customs.tables import BUSINESS
from chalicelib.etl import parity_frames
from tests.etl.building import SAMPLES
from tests.repo.sources import ROOT

WHOLE = read_dataset(SAMPLES)
SMALL = WHOLE._replace(
    **{table.name: type(getattr(WHOLE, table.name))(getattr(WHOLE, table.name)[:8]) for table in BUSINESS}
)
TABLES = {table.name: table for table in BUSINESS}


def test_the_samples_equal_themselves() -> None:
    found = parity_frames.parity(WHOLE, WHOLE)
    assert found == parity(WHOLE, WHOLE)
    assert found.identical


@pytest.mark.parametrize("name", TABLES)
def test_a_side_without_rows(name: str) -> None:
    none: dict[str, Any] = {name: None if name == "report" else type(getattr(SMALL, name))()}
    without = SMALL._replace(**none)
    for a, b in ((SMALL, without), (without, SMALL), (without, without)):
        assert parity_frames.parity(a, b) == parity(a, b)


@st.composite
def changed(draw: st.DrawFn) -> Dataset:
    """A few rows of the samples, some of them dropped, repeated, moved, or given the fields of others."""
    parts: dict[str, Any] = {}
    for name, table in TABLES.items():
        rows = list(getattr(SMALL, name))
        if draw(st.booleans()):
            rows = [rows[at] for at in draw(st.lists(st.sampled_from(range(len(rows))), max_size=12))]
        for _ in range(draw(st.integers(0, 3)) if rows else 0):
            at, other = draw(st.sampled_from(range(len(rows)))), draw(st.sampled_from(rows))
            field = draw(st.sampled_from(table.columns)).field
            rows[at] = rows[at]._replace(**{field: getattr(other, field)})
        parts[name] = type(getattr(SMALL, name))(rows)
    return SMALL._replace(**parts)


@settings(max_examples=40, deadline=None)
@given(changed(), changed())
def test_both_ways_find_the_same(a: Dataset, b: Dataset) -> None:
    """R13: whatever is seeded, and whether rows of a key repeat or not."""
    assert parity_frames.parity(a, b) == parity(a, b)


def test_importing_it_does_not_bring_pandas() -> None:
    """What is deployed has no pandas and must not miss it; whoever asks for it meets ImportError."""
    program = """
import sys
sys.modules["pandas"] = None
from chalicelib.etl import parity_frames
from chalicelib.pipeline import cut_over, parity_keeping, parity_report
try:
    parity_report.with_pandas()
except ImportError:
    print(parity_report.plain().name)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert run.stdout == "standard library\n"


def test_the_name_says_which_pandas() -> None:
    assert parity_frames.name_of_comparer().startswith("pandas ")
