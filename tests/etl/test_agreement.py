"""The schemas accept and refuse what the domain's strict reader accepts and refuses, in the same words."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from chalicelib.customs.cells import BLANKS
from chalicelib.customs.errors import InputErrors
from chalicelib.customs.reading import rows_from_mappings
from chalicelib.etl.data_sets import DataSet
from chalicelib.etl.schemas import schema_of
from tests.customs.reading_examples import GOOD
from tests.etl.building import SETS, name_of
from tests.etl.damage import JOINED, NASTY, Damager

texts = st.one_of(
    st.sampled_from([*NASTY, *JOINED]),
    st.text(max_size=15),
    st.text("0123456789.,-|eE% ", max_size=14),
    st.from_regex(r"\A-?[0-9]{1,16}(\.[0-9]{1,8})?\Z"),
    st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"),
    st.from_regex(r"\A[A-Z]{2}(\|[A-Z]{2}){0,2}\Z"),
    st.from_regex(r"\A(99)?[0-9]{2}\.?[0-9]{2}\.?[0-9]{2}(\.?[0-9]{2}){0,2}\Z"),
)


def by_domain(data_set: DataSet, row: dict[str, str]) -> tuple[list[Any], dict[str, list[str]]]:
    """The typed row, or what the domain says of it by header."""
    try:
        return rows_from_mappings(data_set.table, [{**GOOD[data_set.table.name], **row}]), {}
    except InputErrors as errors:
        messages: dict[str, list[str]] = {}
        for fault in errors.faults:
            # The text of a rate is kept in a column of its own, which may find the same cell faulty again.
            messages.setdefault(fault.column or "", [f"{fault.problem}. {fault.remedy}"])
        return [], messages


def by_schema(data_set: DataSet, row: dict[str, str]) -> tuple[dict[str, str] | None, dict[str, Any]]:
    try:
        return schema_of(data_set.name).load(row), {}
    except ValidationError as error:
        return None, error.messages_dict


def assert_agreed(data_set: DataSet, row: dict[str, str]) -> None:
    if any(
        text.strip(BLANKS) and not unicodedata.normalize("NFKC", text).strip(BLANKS) for text in row.values()
    ):
        return  # a blank of another alphabet: test_a_key_of_blanks_only_is_empty
    typed, refused = by_domain(data_set, row)
    canonical, messages = by_schema(data_set, row)
    # A row that is blank throughout the domain does not go into cell by cell.
    assert messages == refused or (messages and "" in refused)
    if canonical is None:
        return
    read_again, refused = by_domain(data_set, canonical)
    assert refused == {}
    assert schema_of(data_set.name).load(canonical) == canonical, (
        "canonical rows are their own canonical form"
    )
    compatible = all(unicodedata.is_normalized("NFKC", text) for text in row.values())
    if compatible:
        assert [unwritten(one) for one in read_again] == [unwritten(one) for one in typed]


def unwritten(row: Any) -> Any:
    """A typed row without the texts that it keeps of its numbers as they were written."""
    return row._replace(rate_text="", cap_text="") if hasattr(row, "rate_text") else row


@pytest.mark.parametrize("data_set", SETS, ids=name_of)
def test_damaged_texts(data_set: DataSet) -> None:
    """B3 B7 B8 B9 B11 B13 B14: nothing is let through that the strict reader refuses"""
    damager = Damager(data_set, seed=2)
    for _ in range(800):
        row = damager.row()
        if isinstance(row, dict) and all(isinstance(row.get(header), str) for header in data_set.headers):
            assert_agreed(data_set, {header: row[header] for header in data_set.headers})


@settings(max_examples=800, deadline=None)
@given(st.data())
def test_invented_texts(data: st.DataObject) -> None:
    data_set = data.draw(st.sampled_from(SETS))
    good = {header: GOOD[data_set.table.name][header] for header in data_set.headers}
    changed = data.draw(st.dictionaries(st.sampled_from(data_set.headers), texts, min_size=1, max_size=3))
    assert_agreed(data_set, {**good, **changed})


def test_a_key_is_in_the_compatibility_form_of_unicode() -> None:
    """B3: what looks alike is alike"""
    loaded = schema_of("shipments").load(
        {**GOOD["shipments"], "Shipment": " ＳＨ１\u3000", "Container": "ﬁ é"}
    )
    assert (loaded["Shipment"], loaded["Container"]) == ("SH1", "fi é")


def test_a_key_of_blanks_only_is_empty() -> None:
    """B3: also of blanks that only the compatibility form shows as such"""
    with pytest.raises(ValidationError) as error:
        schema_of("shipments").load({**GOOD["shipments"], "Shipment": "\u2003"})
    assert error.value.messages == {"Shipment": ["is empty. Fill in Shipment"]}
