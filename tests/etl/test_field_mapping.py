"""The document of the field maps is what the maps say, and the maps are whole."""

from pathlib import Path

import pytest

from chalicelib.etl.data_sets import DATA_SETS
from chalicelib.etl.field_mapping import document
from chalicelib.etl.sources import CSV_SOURCES, SAP_SOURCES, SOURCES, SapSource
from tests.etl.building import SAP_ROWS, sample_parts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "field-mapping.md"


def test_the_page_is_written_from_the_maps() -> None:
    told = "python -m chalicelib.etl.field_mapping > docs/field-mapping.md"
    assert PAGE.read_text("utf-8") == document() + "\n", f"write it again: {told}"


@pytest.mark.parametrize("source", SAP_SOURCES, ids=lambda source: source.name)
def test_every_column_of_a_set_is_filled_by_its_endpoint(source: SapSource) -> None:
    assert {each.header for each in source.fields} == set(DATA_SETS[source.set].headers)
    assert {*source.needed, *source.passed_over} == set(SAP_ROWS[source.name])


def test_every_set_has_a_file_and_all_but_exchange_rates_an_endpoint() -> None:
    assert {name for source in CSV_SOURCES for name in source.sets} == set(DATA_SETS)
    assert {source.set for source in SAP_SOURCES} == set(DATA_SETS) - {"exchange_rates"}


def test_there_are_samples_of_every_source() -> None:
    assert all(sample_parts(name) for name in SOURCES)
