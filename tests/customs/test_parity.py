"""Parity of two datasets: the same, or every difference by table, key, column and both values."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.customs.parity import Difference, Move, describe, parity
from chalicelib.customs.reading import read_dataset
from chalicelib.customs.rows import Dataset

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def samples() -> Dataset:
    return read_dataset(SAMPLES)


def test_a_dataset_equals_itself(samples: Dataset) -> None:
    result = parity(samples, samples)
    assert result.identical
    assert [table.equal for table in result.tables] == [table.rows_a for table in result.tables]
    assert describe(result)[-1] == "100 % equal"
    assert len(describe(result)) == len(result.tables) + 1


def test_a_changed_field_is_told_as_both_files_write_it(samples: Dataset) -> None:
    changed = samples.products[3]._replace(net_weight=1_500_000, hts="9403200050")
    other = samples._replace(products=(*samples.products[:3], changed, *samples.products[4:]))
    table = parity(samples, other).tables[0]
    assert table.differences == (
        Difference("Product_List.csv", changed.material, "HTS Code", "9403.20.0035", "9403.20.0050"),
        Difference("Product_List.csv", changed.material, "Net Weight (kg)", "68.269", "1.5"),
    )
    assert (table.equal, table.only_a, table.only_b) == (72, (), ())
    text = "\n".join(describe(parity(samples, other)))
    assert "72 equal (98.63 %), 1 differ" in text
    assert "column 'Net Weight (kg)': A has '68.269', B has '1.5'" in text


def test_rows_of_one_side_only(samples: Dataset) -> None:
    other = samples._replace(
        invoice_lines=[*samples.invoice_lines[1:], samples.invoice_lines[0]._replace(line=990)]
    )
    table = next(table for table in parity(samples, other).tables if table.file == "Invoices.csv")
    assert (table.only_a, table.only_b) == (("INV00001A + 10",), ("INV00001A + 990",))
    assert not table.moves


def test_the_order_of_measures_counts(samples: Dataset) -> None:
    first, *rest = samples.measures
    result = parity(samples, samples._replace(measures=(*rest, first)))
    table = result.tables[2]
    assert not result.identical
    assert (table.equal, len(table.moves)) == (75, 1)
    assert table.moves[0][2:] == (1, 75)
    assert "in another place" in "\n".join(describe(result))
    assert isinstance(table.moves[0], Move)


def test_the_row_number_and_the_text_of_a_rate_do_not_count(samples: Dataset) -> None:
    shifted = tuple(
        row._replace(number=row.number + 1, rate_text=row.rate_text + "0" if row.rate_text else "")
        for row in samples.measures
    )
    assert parity(samples, samples._replace(measures=shifted)).identical


def test_measures_of_one_key_are_matched_in_their_order(samples: Dataset) -> None:
    row = samples.measures[5]
    a = samples._replace(measures=(row, row._replace(condition="spi:S")))
    b = samples._replace(measures=(row, row._replace(condition="spi:S+")))
    (difference,) = parity(a, b).tables[2].differences
    assert "(2. row of this key)" in difference.key
    assert difference[2:] == ("Condition", "spi:S", "spi:S+")


def test_no_report_is_a_report_without_rows(samples: Dataset) -> None:
    assert samples.report is not None
    table = parity(samples, samples._replace(report=None)).tables[7]
    assert (table.rows_a, table.rows_b, len(table.only_a)) == (1259, 0, 1259)


@given(st.permutations(range(9)))
def test_moves_are_the_fewest_that_explain_the_order(order: list[int]) -> None:
    samples = read_dataset(SAMPLES)
    rows = samples.measures[:9]
    table = parity(
        samples._replace(measures=rows), samples._replace(measures=tuple(rows[at] for at in order))
    ).tables[2]
    moved = {move.place_a - 1 for move in table.moves}
    kept = [at for at in order if at not in moved]
    assert kept == sorted(kept)
    assert bool(moved) == (order != sorted(order))
