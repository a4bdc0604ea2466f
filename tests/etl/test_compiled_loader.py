"""The generated loader and the schema are one: rows, refusals and messages alike."""

import tracemalloc
from collections import UserDict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError, fields

from chalicelib.etl import compiling
from chalicelib.etl.compiling import compile_loader
from chalicelib.etl.data_sets import DATA_SETS, DataSet
from chalicelib.etl.fields import Cell
from chalicelib.etl.schemas import LARGEST_ROW, RowSchema, schema_of
from chalicelib.etl.sifting import loader_of
from tests.etl.building import SETS, name_of, sample_set
from tests.etl.damage import JOINED, NASTY, OTHER_TYPES, Damager

DAMAGED = 6_000
"""Rows per data set: nine sets make 54,000."""

values: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([*NASTY, *JOINED]),
    st.text(max_size=12),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    st.dates().map(str),
    st.sampled_from(OTHER_TYPES),
)


def by_schema(schema: RowSchema, rows: list[Any]) -> tuple[list[Any], dict[int, Any]]:
    loaded: list[Any] = []
    errors: dict[int, Any] = {}
    for at, row in enumerate(rows):
        try:
            loaded.append(schema.load(row))
        except ValidationError as error:
            loaded.append(None)
            errors[at] = error.messages
    return loaded, errors


def assert_alike(name: str, rows: list[Any]) -> None:
    loaded, errors = loader_of(name)(rows)
    expected, messages = by_schema(schema_of(name), rows)
    assert errors == messages
    assert loaded == expected
    texts = [(key, value) for row in loaded if row for key, value in row.items()]
    assert all(type(value) is str for _, value in texts)
    assert all(tuple(row) == DATA_SETS[name].headers for row in loaded if row)


def test_rows_that_are_all_broken_leave_nothing_behind_but_what_is_wrong() -> None:
    """B25, C7: a file of nothing but broken rows is refused, and not the death of the load."""
    rows = [dict.fromkeys(DATA_SETS["invoice_lines"].headers, "é?") for _ in range(2_000)]
    load = loader_of("invoice_lines")
    assert len(load(rows[:10]).errors) == 10
    tracemalloc.start()
    loaded = load(rows)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(loaded.errors) == 2_000
    assert most < 250 * 2_000, "bytes; texts and errors of each row take thousands"


@pytest.mark.parametrize("data_set", SETS, ids=name_of)
def test_damaged_rows_are_loaded_alike(data_set: DataSet) -> None:
    damager = Damager(data_set, seed=1)
    rows = [damager.row() for _ in range(DAMAGED)]
    assert_alike(data_set.name, rows)
    refused = len(loader_of(data_set.name)(rows).errors)
    assert DAMAGED // 5 < refused < DAMAGED * 4 // 5, "the damage is neither too little nor too much to tell"


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_invented_rows_are_loaded_alike(data: st.DataObject) -> None:
    data_set = data.draw(st.sampled_from(SETS))
    row = dict(data.draw(st.sampled_from(sample_set(data_set.name))))
    changed = data.draw(st.dictionaries(st.sampled_from(data_set.headers), values, max_size=4))
    assert_alike(data_set.name, [{**row, **changed}])


@pytest.mark.parametrize("data_set", SETS, ids=name_of)
def test_good_rows_never_reach_the_schema(data_set: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    load = compile_loader(schema_of(data_set.name))
    monkeypatch.setattr(RowSchema, "load", lambda *_, **__: pytest.fail("went to the schema"))
    rows = sample_set(data_set.name)
    assert load(rows) == (rows, {})


def test_columns_nobody_knows_are_passed_over_on_the_fast_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """A19"""
    load = compile_loader(schema_of("packaging"))
    monkeypatch.setattr(RowSchema, "load", lambda *_, **__: pytest.fail("went to the schema"))
    row = sample_set("packaging")[0]
    assert load([{**row, "Remark": {"nested": [1]}}]).rows == [row]


def test_a_column_of_ever_new_texts_takes_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "REMEMBERED", 10)
    known = compiling._Known(str.upper, 100)
    assert [known[f"m{at}"] for at in range(95)] == [f"M{at}" for at in range(95)]
    assert len(known) == 5


@pytest.mark.parametrize("length", [LARGEST_ROW - 3, LARGEST_ROW - 2, LARGEST_ROW, 1_000_000])
def test_a_row_larger_than_any_store_takes_is_refused(length: int) -> None:
    """B23"""
    row = {"Material": "M", "Description": "x" * length, "Is Packaging": "Y"}
    assert_alike("packaging", [row])
    errors = loader_of("packaging")([row]).errors
    told = {"_schema": ["has more than 100,000 characters. Shorten its texts"]}
    expected = {} if length + 2 <= LARGEST_ROW else {0: told}
    assert errors == expected


class Lookup:
    """Answers like a row, and is none."""

    def __getitem__(self, header: str) -> str:
        return sample_set("packaging")[0][header]


@pytest.mark.parametrize(
    "row", [Lookup(), UserDict(sample_set("packaging")[0])], ids=["no mapping", "a mapping"]
)
def test_what_is_no_dict_is_for_the_schema_to_judge(row: object) -> None:
    assert_alike("packaging", [row])


def test_a_schema_with_more_than_cells_is_not_compiled() -> None:
    made = RowSchema.from_dict({"number": fields.Integer()})()
    assert isinstance(made, RowSchema)
    with pytest.raises(TypeError, match="load with it"):
        compile_loader(made)


def test_a_cell_with_a_validator_of_its_own_is_not_compiled() -> None:
    cell = Cell(DATA_SETS["packaging"].columns[0])
    cell.validators = [lambda _: None]
    made = RowSchema.from_dict({"material": cell})()
    assert isinstance(made, RowSchema)
    with pytest.raises(TypeError, match="load with it"):
        compile_loader(made)
