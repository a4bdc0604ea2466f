"""A feed is fetched with all its pages, and its bytes are kept as they came."""

import json
from dataclasses import replace
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.feeds.catalogue import FEEDS, Feed, feed
from chalicelib.feeds.errors import RefusedBySap
from chalicelib.feeds.fetched import manifest_of, parts_of
from infra.local import sap_faults as faults
from infra.local.sap import SapStandIn
from infra.local.sap_answers import Ask
from tests.feeds.world import BEGUN, PLENTY, SAMPLES, Time, client, fetched, small_pages


@pytest.mark.parametrize("one", FEEDS, ids=lambda one: one.key)
def test_every_feed_of_the_samples_is_fetched_whole(sap: SapStandIn, time: Time, one: Feed) -> None:
    files = sorted((SAMPLES / one.key).glob("page-*.json"))
    rows = [row for file in files for row in json.loads(file.read_bytes())["DATA"]]
    result = fetched(sap, time, one)
    assert [row for page in result.pages for row in json.loads(page)["DATA"]] == rows
    assert result.rows == len(rows)
    assert (result.feed, result.retries) == (one.key, ())


def test_pages_are_kept_byte_for_byte(sap: SapStandIn, time: Time) -> None:
    result = fetched(sap, time, small_pages("ZEMM005"))
    asked = [{"page": str(page), "page_size": "25"} for page in (1, 2, 3)]
    assert list(result.pages) == [sap.folder.reply(Ask("ZEMM005", one)).body for one in asked]
    assert sap.pages_asked("ZEMM005") == [1, 2, 3]


def test_a_packed_page_is_kept_unpacked(sap: SapStandIn, time: Time) -> None:
    sap.script("ZEMM005", faults.packed())
    assert fetched(sap, time, "ZEMM005").pages == fetched(sap, time, "ZEMM005").pages


def test_a_fetch_is_dated_when_it_began_and_in_the_zone_of_the_business(sap: SapStandIn, time: Time) -> None:
    """G7"""
    sap.script("ZEMM07", faults.status(503))
    result = fetched(sap, time, "ZEMM07", zone=ZoneInfo("America/Los_Angeles"))
    assert result.fetched_at == BEGUN
    assert result.fetched_at.tzinfo is UTC
    assert result.business_date == date(2026, 11, 22)
    assert result.retries == ("page 1, try 1: SAP answered 503",)


def test_a_fetched_feed_is_landed_under_its_name(sap: SapStandIn, time: Time) -> None:
    result = fetched(sap, time, small_pages("ZEMM005"))
    assert [name for name, _ in parts_of(result)] == ["page-001.json", "page-002.json", "page-003.json"]
    manifest = manifest_of(result, 17, feed("ZEMM005"))
    assert (manifest.feed, manifest.sequence, manifest.rows) == ("ZEMM005", 17, 73)
    assert (manifest.business_date, manifest.fetched_at) == ("2026-11-23", "2026-11-23T06:00:00Z")


def test_a_delta_may_be_empty(sap: SapStandIn, time: Time) -> None:
    sap.script("ZEMM07", faults.empty())
    assert fetched(sap, time, "ZEMM07").rows == 0


def test_changes_are_asked_for_only_where_the_feed_delivers_them(sap: SapStandIn, time: Time) -> None:
    asking = client(sap.address, time)
    result = asking.fetch(feed("ZEMM07"), date(2026, 11, 21), PLENTY)
    assert result.changed_since == date(2026, 11, 21)
    assert sap.asked[-1].ask.parameters["changed_since"] == "20261121"
    with pytest.raises(ValueError, match="ZEMM005 is delivered whole"):
        asking.fetch(feed("ZEMM005"), date(2026, 11, 21), PLENTY)
    asking.close()


@pytest.mark.parametrize("kind", ["E", "W", "A", "I", "", "s"])
def test_what_sap_does_not_call_a_success_is_refused_with_its_message(
    sap: SapStandIn, time: Time, kind: str
) -> None:
    sap.script("ZEMM005", faults.reports(kind, "Table is\nlocked\x07"))
    with pytest.raises(RefusedBySap, match=r"^ZEMM005, page 1: SAP reports \w*: 042 Table is locked\. "):
        fetched(sap, time, "ZEMM005")
    assert sap.pages_asked("ZEMM005") == [1]


def test_an_error_of_sap_without_rows_is_refused_with_its_message(sap: SapStandIn, time: Time) -> None:
    sap.script("ZEMM005", faults.refusal("User is not authorised"))
    with pytest.raises(RefusedBySap, match="SAP reports E: 042 User is not authorised"):
        fetched(sap, time, "ZEMM005")


def test_an_unknown_function_is_refused_by_sap(sap: SapStandIn, time: Time) -> None:
    gone = replace(feed("ZEMM005"), path="ZEMM999")
    with pytest.raises(RefusedBySap, match="Function ZEMM999 does not exist"):
        fetched(sap, time, gone)


def test_a_client_fetches_one_feed_after_another_over_one_connection(sap: SapStandIn, time: Time) -> None:
    asking = client(sap.address, time)
    for one in FEEDS:
        time.seconds += timedelta(minutes=5).total_seconds()
        assert asking.fetch(one, None, time.clock() + 60).rows > 0
    asking.close()
