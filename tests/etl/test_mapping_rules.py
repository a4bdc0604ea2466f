"""Which rule made a value: every column of every file that SAP delivers has one."""

import pytest

from chalicelib.customs.tables import BUSINESS, EXCHANGE_RATES
from chalicelib.etl.mapping_rules import NO_RULE, Rule, rule_of, rule_of_order
from tests.etl.building import SETS

FROM_SAP = [
    (data_set.table.file, header)
    for data_set in SETS
    for header in data_set.headers
    if data_set.table is not EXCHANGE_RATES
]


@pytest.mark.parametrize(("file", "header"), FROM_SAP)
def test_every_column_that_sap_delivers_has_a_rule(file: str, header: str) -> None:
    source, field, rule = rule_of(file, header)
    assert all((source, field, rule))


@pytest.mark.parametrize(
    ("file", "header", "source", "field"),
    [
        ("Product_List.csv", "Material", "ZEMM005", "MATNR"),
        ("Product_List.csv", "Net Weight (kg)", "ZFMIOR002", "NTGEW, GEWEI"),
        ("Product_List.csv", "Status", "ZEMM005", "LVORM"),
        ("HTS Tariff.csv", "Rate", "TARIFF_SEQUENCE", "RATE"),
        ("HTS_Code.csv", "Effective To", "ZFMIOR003", "DATBI"),
        ("Packaging_Material.csv", "Is Packaging", "PACKAGING", "PACKAGING"),
    ],
)
def test_a_rule_names_the_endpoint_and_its_field(file: str, header: str, source: str, field: str) -> None:
    assert rule_of(file, header)[:2] == (source, field)


def test_what_only_files_deliver_has_none() -> None:
    assert rule_of("Exchange_Rate.csv", "USD per Unit") == NO_RULE
    assert rule_of("Product_List.csv", "Colour") == NO_RULE


def test_the_order_of_measures_is_that_of_their_numbers() -> None:
    assert rule_of_order("HTS Tariff.csv") == Rule("TARIFF_SEQUENCE", "SEQNO", "the order of its numbers")
    others = [table.file for table in BUSINESS if table.file != "HTS Tariff.csv"]
    assert [rule_of_order(file) for file in others] == [NO_RULE] * len(others)
