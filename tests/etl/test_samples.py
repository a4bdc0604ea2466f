"""The samples: what SAP delivers and what the files hold are the same canonical rows."""

import csv
from typing import Any

import pytest

from chalicelib.customs.reading import read_table, rows_from_mappings
from chalicelib.customs.tables import PRODUCTS
from chalicelib.etl.cross_checks import cross_check
from chalicelib.etl.data_sets import DataSet
from chalicelib.etl.products import join_products
from chalicelib.etl.sources import CSV_SOURCES, SAP_SOURCES, CsvFileSource, SapSource
from tests.etl.building import SAMPLES, SETS, endpoint_of, file_of, name_of, sample, sample_set

SOURCES: tuple[SapSource | CsvFileSource, ...] = (*SAP_SOURCES, *CSV_SOURCES)


def texts_of(file: str) -> list[dict[str, str]]:
    with (SAMPLES / file).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_sample_is_taken_whole(source: SapSource | CsvFileSource) -> None:
    transformed = sample(source.name)
    assert (transformed.rejected, transformed.withheld, transformed.issues) == ([], [], [])
    assert {name: len(rows) for name, rows in transformed.sets.items()} == transformed.delivered


@pytest.mark.parametrize("data_set", [each for each in SETS if endpoint_of(each.name)], ids=name_of)
def test_sap_and_file_give_the_same_rows_field_by_field(data_set: DataSet) -> None:
    endpoint = endpoint_of(data_set.name)
    assert endpoint is not None
    from_sap, from_file = sample(endpoint.name).sets[data_set.name], sample_set(data_set.name)
    differences = [
        (at, header, one[header], other[header])
        for at, (one, other) in enumerate(zip(from_sap, from_file, strict=True))
        for header in data_set.headers
        if one[header] != other[header]
    ]
    assert differences == []
    assert all(tuple(row) == data_set.headers for row in from_sap)


@pytest.mark.parametrize("data_set", SETS, ids=name_of)
def test_the_files_are_written_canonically(data_set: DataSet) -> None:
    texts = texts_of(file_of(data_set.name).name)
    assert sample_set(data_set.name) == [
        {header: row[header] for header in data_set.headers} for row in texts
    ]


@pytest.mark.parametrize("data_set", [each for each in SETS if each.table is not PRODUCTS], ids=name_of)
def test_the_engine_reads_canonical_rows_as_it_reads_the_file(data_set: DataSet) -> None:
    rows: list[Any] = rows_from_mappings(data_set.table, sample_set(data_set.name))
    assert rows == read_table(data_set.table, SAMPLES / data_set.table.file)


def test_master_and_weights_of_sap_are_the_product_list() -> None:
    """The derived weights: pounds and grams of ZFMIOR002 are the kilograms of the file, to the gram."""
    joined = join_products(
        sample("ZEMM005").sets["product_master"], sample("ZFMIOR002").sets["product_weights"]
    )
    assert joined == texts_of("Product_List.csv")
    assert rows_from_mappings(PRODUCTS, joined) == read_table(PRODUCTS, SAMPLES / PRODUCTS.file)


def test_a_product_without_weights_has_empty_ones() -> None:
    master = sample_set("product_master")[:2]
    weights = [{**sample_set("product_weights")[0]}, {**sample_set("product_weights")[7]}]
    first, second = join_products(master, weights)
    assert first["Net Weight (kg)"] == "66.712"
    assert [second[header] for header in second if header.endswith("(kg)")] == [""] * 5


def test_what_the_cross_references_say_of_the_samples() -> None:
    sets = {data_set.name: sample_set(data_set.name) for data_set in SETS}
    assert [(issue.kind, issue.set, issue.subject) for issue in cross_check(sets, sets)] == [
        (
            "IDLE_MEASURE",
            "measures",
            f"{sets['measures'][73]['Program']} 9903.82.09 of any origin for 8544.42.20",
        ),
        ("ORPHANS", "invoice_lines", "Material"),
        ("ORPHANS", "shipments", "Invoice"),
    ]
