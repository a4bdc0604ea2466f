"""What holds for every delivery."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.customs.errors import Fault
from chalicelib.etl.data_sets import DATA_SETS, DataSet
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.etl.sources import SAP_SOURCES, CsvFileSource, SapSource
from chalicelib.etl.transforming import transform
from tests.etl.building import SAP_ROWS, SETS, csv_file, file_of, name_of, page, sample_set
from tests.etl.damage import NASTY, OTHER_TYPES

IN_PAGES = [text for text in NASTY if text.isascii() or text.encode("utf-8", "ignore").decode() == text]
"""Half a letter refuses the whole page."""
SINGLE_SETS = [data_set for data_set in SETS if not data_set.name.startswith("product")]


@pytest.mark.parametrize("data_set", SINGLE_SETS, ids=name_of)
def test_canonical_rows_are_transformed_into_themselves(data_set: DataSet) -> None:
    rows = sample_set(data_set.name)
    source = file_of(data_set.name).name
    transformed = transform(source, [(source, csv_file(data_set.name, rows))])
    assert transformed.sets == {data_set.name: rows}
    assert (transformed.rejected, transformed.issues) == ([], [])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_rows_keep_the_order_of_the_delivery(data: st.DataObject) -> None:
    data_set = data.draw(st.sampled_from(SINGLE_SETS))
    rows = data.draw(st.permutations(sample_set(data_set.name)[:30]))
    source = file_of(data_set.name).name
    assert transform(source, [(source, csv_file(data_set.name, rows))]).sets == {data_set.name: list(rows)}


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[SapSource, list[Any]]:
    source = draw(st.sampled_from(SAP_SOURCES))
    fields = list(SAP_ROWS[source.name])
    values = st.one_of(st.sampled_from([*IN_PAGES, *SAP_ROWS[source.name].values()]), st.text(max_size=8))
    changes = st.dictionaries(st.sampled_from(fields), st.one_of(values, values, json_values), max_size=2)
    rows = draw(st.lists(changes, min_size=1, max_size=8))
    keyed = [{**SAP_ROWS[source.name], **row} for row in rows]
    return source, [*keyed, *draw(st.lists(json_values, max_size=1))]


json_values = st.sampled_from([value for value in OTHER_TYPES if not isinstance(value, bytes | tuple)])


@settings(max_examples=500, deadline=None)
@given(deliveries())
def test_every_row_ends_in_one_place(delivery: tuple[SapSource, list[Any]]) -> None:
    """A16 A17 A20: taken, rejected, withheld, or a repetition; nothing is lost and nothing raises"""
    source, rows = delivery
    data_set = DATA_SETS[source.set]
    transformed = transform(source.name, [("page-001.json", page(source.name, rows))])
    taken = transformed.sets[source.set]
    told = [*transformed.rejected, *transformed.withheld]
    repeated = transformed.delivered[source.set] - len(taken) - len(told)
    assert transformed.delivered == {source.set: len(rows)}
    assert 0 <= repeated < len(rows)
    assert repeated == 0 or any(issue.kind == "IDENTICAL_ROWS" for issue in transformed.issues)
    assert len({row.row_number for row in told}) == len(told)
    assert all(row.problems and row.set == source.set for row in told)
    keys = [tuple(row[header] for header in data_set.key) for row in taken]
    assert len(set(keys)) == len(keys) or not data_set.table.unique
    assert not {row[data_set.unit] for row in taken} & transformed.doubtful.get(source.set, frozenset())


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([file_of(data_set.name) for data_set in SETS]), st.binary(max_size=200), st.data())
def test_no_bytes_bring_down_the_reader_of_files(
    source: CsvFileSource, tail: bytes, data: st.DataObject
) -> None:
    """B2 B4 B5 B20: whatever is appended to a good file, it is read or refused with its faults"""
    good = csv_file(source.sets[0], sample_set(source.sets[0])[:3])
    cut = data.draw(st.integers(0, len(good)))
    sets, faults = read_or_refused(source.name, good[:cut] + tail)
    assert bool(faults) != (set(sets) == set(source.sets))


def read_or_refused(name: str, data: bytes) -> tuple[dict[str, Any], list[Fault]]:
    try:
        return dict(transform(name, [(name, data)]).sets), []
    except DeliveryRefused as refused:
        return {}, refused.faults
