"""The catalogue: seven ingestions, eight endpoints, every data set fed; file names as people write them."""

import contextlib
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.customs.tables import BUSINESS
from chalicelib.data_sets import REFERENCE, TRAFFIC, UNIT_COLUMNS
from chalicelib.feeds import catalogue
from chalicelib.feeds.catalogue import CSV_SOURCES, FEEDS, INGESTIONS, Cron, CsvSource, Owner
from chalicelib.feeds.errors import SettingRefused, UnknownSource
from chalicelib.feeds.renaming import configured
from tests.feeds.world import SAMPLES


def test_there_are_seven_ingestions_with_eight_endpoints() -> None:
    assert [one.number for one in INGESTIONS] == [1, 2, 3, 4, 5, 6, 7]
    assert {one.key for one in FEEDS} == {folder.name for folder in SAMPLES.iterdir()}
    assert len(FEEDS) == 8
    assert [len(one.feeds) for one in INGESTIONS] == [1, 2, 1, 1, 1, 1, 1]


def test_shipments_and_report_come_daily_and_the_rest_weekly() -> None:
    daily = {one.feeds[0].key for one in INGESTIONS if one.schedule == "daily"}
    assert daily == {"ZEMM07", "ZSDR002"}


def test_no_two_ingestions_start_at_the_same_moment() -> None:
    assert max(Counter((one.cron.hours, one.cron.minutes) for one in INGESTIONS).values()) == 1


@pytest.mark.parametrize("one", INGESTIONS, ids=lambda one: one.name)
def test_a_schedule_is_one_that_eventbridge_takes(one: catalogue.Ingestion) -> None:
    """One of the two days is `?`; a weekly one names a day of the week."""
    assert Cron(*one.cron) == one.cron
    assert [one.cron.day_of_month, one.cron.day_of_week].count("?") == 1
    assert (one.cron.day_of_week == "MON") is (one.schedule == "weekly")


@pytest.mark.parametrize("data_set", UNIT_COLUMNS)
def test_every_data_set_is_fed_and_has_a_promise(data_set: str) -> None:
    by_file = [one for one in CSV_SOURCES if data_set in one.data_sets]
    by_feed = [one for one in FEEDS if data_set in one.data_sets]
    assert len(by_file) == 1
    assert len(by_feed) == (0 if data_set == "exchange_rates" else 1)
    assert catalogue.fresh_for(data_set) >= timedelta(days=1)
    assert bool(by_file[0].fresh_for) is not bool(by_feed)


def test_reference_comes_whole_and_traffic_as_a_delta() -> None:
    assert all(
        set(one.data_sets) <= set(REFERENCE) or set(one.data_sets) <= set(TRAFFIC) for one in CSV_SOURCES
    )
    for one in FEEDS:
        assert one.delta is one.may_be_empty is (set(one.data_sets) <= set(TRAFFIC))
        assert one.delta or set(one.data_sets) <= set(REFERENCE)


def test_every_feed_is_fetched_until_a_setting_says_that_it_is_not_there_yet() -> None:
    assert all(one.live for one in FEEDS)
    changed = configured({"ZEMM07": {"live": "no"}})
    assert [one.key for each in changed for one in each.feeds if not one.live] == ["ZEMM07"]


def test_files_are_those_of_the_business() -> None:
    assert {one.file_name for one in CSV_SOURCES} == {table.file for table in BUSINESS}


def test_things_are_found_by_name() -> None:
    assert catalogue.ingestion("hts-reference").feeds[1] is catalogue.feed("TARIFF_SEQUENCE")
    assert catalogue.source("ZEMM005") is catalogue.feed("ZEMM005")
    assert catalogue.source("HTS Tariff.csv").data_sets == ("measures",)
    assert catalogue.data_sets_of("Product_List.csv") == ("product_weights", "product_master")


@pytest.mark.parametrize(
    ("find", "known"),
    [
        (catalogue.feed, "ZFMIOR002, ZFMIOR003, TARIFF_SEQUENCE"),
        (catalogue.source, "ZFMIOR002"),
        (catalogue.ingestion, "product-weights, hts-reference"),
        (catalogue.source_of_file, "Product_List.csv, HTS_Code.csv, HTS Tariff.csv"),
        (catalogue.fresh_for, "product_weights, product_master"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(find: object, known: str) -> None:
    with pytest.raises(UnknownSource, match=known):
        find("no\nsuch")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Product_List.csv", "Product_List.csv"),
        ("product list.CSV", "Product_List.csv"),
        ("HTS_Tariff.csv", "HTS Tariff.csv"),
        ("hts code.csv", "HTS_Code.csv"),
        ("incoming/ExchangeRate.csv", "Exchange_Rate.csv"),
        ("C:\\Exports\\customs-report.csv", "Customs_Report.csv"),
        ("Packaging\u00a0Material.csv", "Packaging_Material.csv"),
    ],
)
def test_a_file_is_known_however_it_is_written(name: str, file: str) -> None:
    assert catalogue.source_of_file(name).file_name == file


@given(st.sampled_from(CSV_SOURCES), st.data())
def test_case_and_separators_do_not_count(source: CsvSource, data: st.DataObject) -> None:
    letters = [
        data.draw(st.sampled_from([" ", "_", "-", ""])) if letter in " _" else data.draw(_cases(letter))
        for letter in source.file_name
    ]
    assert catalogue.source_of_file("".join(letters)) is source


def _cases(letter: str) -> st.SearchStrategy[str]:
    return st.sampled_from([letter.lower(), letter.upper()])


@given(st.text())
def test_any_name_is_known_or_refused(name: str) -> None:
    """B22: a name is never used, only compared."""
    with contextlib.suppress(UnknownSource):
        assert catalogue.source_of_file(name) in CSV_SOURCES


@pytest.mark.parametrize("name", ["Product_List.xlsx", "Product_List.csv.exe", "", "..", "Product_List"])
def test_another_file_is_refused(name: str) -> None:
    with pytest.raises(UnknownSource):
        catalogue.source_of_file(name)


def test_settings_rename_a_feed_and_leave_its_key() -> None:
    settings = {"TARIFF_SEQUENCE": {"path": "ior/ZFM_SEQ", "live": "No", "page_size": "50"}}
    changed = catalogue.feed("TARIFF_SEQUENCE", configured(settings))
    before = catalogue.feed("TARIFF_SEQUENCE")
    assert changed == replace(before, path="ior/ZFM_SEQ", function="ZFM_SEQ", live=False, page_size=50)
    assert configured({}) == INGESTIONS


def test_settings_say_how_a_feed_is_written() -> None:
    """A18: names of fields, and the comma of whoever fetches."""
    settings = {"PACKAGING": {"fields": {"MATNR": "MATERIAL", "MAKTX": "/IOR/TEXT"}, "decimal": ","}}
    changed = catalogue.feed("PACKAGING", configured(settings))
    renamed = (("MAKTX", "/IOR/TEXT"), ("MATNR", "MATERIAL"))
    assert changed == replace(catalogue.feed("PACKAGING"), renamed=renamed, decimal_comma=True)
    assert not catalogue.feed("PACKAGING", configured({"PACKAGING": {"decimal": "."}})).decimal_comma


def test_settings_declare_whose_data_are_ours() -> None:
    changed = configured({"ZEMM004": {"owners": "BUKRS=1000|2000 WERKS=US01", "fresh_for_hours": "48"}})
    assert catalogue.feed("ZEMM004", changed).owners == (
        Owner("BUKRS", frozenset({"1000", "2000"})),
        Owner("WERKS", frozenset({"US01"})),
    )
    assert catalogue.fresh_for("invoice_lines", changed) == timedelta(days=2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("path", text)
        for text in ("", "/etc", "a//b", "../x", "a/../b", "https://evil", "a?b", "a b", "é", ".")
    ]
    + [("page_size", text) for text in ("0", "-1", "10001", "1e3", "²", "")]
    + [("live", "maybe"), ("fresh_for_hours", "0"), ("owners", ""), ("owners", "BUKRS"), ("owners", "a=b")]
    + [("function", "Z EMM"), ("key", "X"), ("may_be_empty", "yes")]
    + [("decimal", text) for text in ("", ";", "comma", True)]
    + [("fields", "MATNR=MATERIAL"), ("fields", ["MATNR"]), ("fields", {}), ("fields", {"MATNR": ""})]
    + [("fields", {"MATNR": 5}), ("fields", {"MAT NR": "X"}), ("fields", {"MATNR": "X", "MAKTX": "X"})]
    + [("page_size", 50), ("live", True), ("path", None)],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(field: str, value: object) -> None:
    """A13: a path stays below the base address."""
    with pytest.raises(SettingRefused, match=f"ZEMM004.{field}"):
        configured({"ZEMM004": {field: value}})


@pytest.mark.parametrize("value", ["ZEMM004X", None, ["path"]])
def test_a_feeds_settings_are_an_object(value: Any) -> None:
    with pytest.raises(SettingRefused, match="Setting ZEMM004"):
        configured({"ZEMM004": value})


def test_a_setting_of_an_unknown_feed_is_refused() -> None:
    with pytest.raises(UnknownSource, match="There is no feed 'ZEMM008'"):
        configured({"ZEMM008": {"path": "x"}})
