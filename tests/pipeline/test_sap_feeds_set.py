"""What `SAP_FEEDS` says of a feed's promise and presence counts, and a refused delivery is seen."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chalicelib.feeds.catalogue import Feed
from chalicelib.feeds.fetched import Fetched
from chalicelib.feeds.renaming import configured
from chalicelib.pipeline.freshness import FAILED, GOOD, LATE, freshness, overdue, pipeline_status
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.load import load
from chalicelib.pipeline.sweep import sweep
from chalicelib.store import deliveries, sources
from tests.pipeline.asking import alerts, newest
from tests.pipeline.small import small
from tests.pipeline.test_load_protocol import BROKEN, landed, shipments
from tests.pipeline.twin import Twin
from tests.pipeline.world import World

PACKAGING = "Packaging_Material.csv"


def configure(world: World, settings: dict[str, dict[str, Any]]) -> None:
    world.ports = replace(world.ports, ingestions=configured(settings))


def shown(world: World, data_set: str) -> dict[str, Any]:
    """What `/api/pipeline` says of a data set."""
    [found] = [one for one in pipeline_status(world.ports)["data_sets"] if one["name"] == data_set]
    return dict(found)


def test_a_promise_that_is_set_is_the_one_that_counts(little_day: Twin) -> None:
    """A14: packaging is promised every two days instead of every eight."""
    configure(little_day, {"PACKAGING": {"fresh_for_hours": "48"}})
    little_day.clock.forward(hours=49)
    assert shown(little_day, "packaging")["state"] == LATE
    assert shown(little_day, "packaging")["due"] == "2026-11-25T14:00:00Z"
    assert shown(little_day, "measures")["state"] == GOOD
    assert "packaging" in {one.name for one in overdue(little_day.ports)}


def test_a_feed_that_is_not_live_is_neither_fetched_nor_complained_of(little_day: Twin) -> None:
    """Of the two feeds of an ingestion the other one is fetched; not live is shown."""
    asked: list[str] = []
    fetch = little_day.sap

    def noted(feed: Feed, since: date | None, seconds: float) -> Fetched:
        asked.append(feed.key)
        return fetch(feed, since, seconds)

    little_day.sap = noted
    configure(little_day, {"TARIFF_SEQUENCE": {"live": "no"}})
    heard = list(little_day.heard)
    sequences = [one.source for one in ingest(little_day.ports, "hts-reference", 60)]
    assert (asked, sequences) == (["ZFMIOR003"], ["ZFMIOR003"])
    assert little_day.heard == heard
    assert sources.find(little_day.table, "TARIFF_SEQUENCE").failure == ""
    assert {one.name: one.live for one in freshness(little_day.ports)} == {
        one.name: one.name not in ("measures", "exchange_rates") for one in freshness(little_day.ports)
    }


def test_who_is_told_of_what_is_overdue_is_told_where_it_comes_from(little_day: Twin) -> None:
    """A14: nobody is to ask SAP for what SAP does not deliver."""
    configure(little_day, {"ZEMM07": {"live": "no"}})
    little_day.clock.forward(hours=27)
    sweep(little_day.ports)
    little_day.work()
    shipments, report = (
        alerts(little_day)[f"overdue-{name}-2026-11-24"]["text"] for name in ("shipments", "report")
    )
    assert "No feed is fetched for it: drop the CSV file" in shipments
    assert "Find out why SAP does not deliver, or drop the CSV file" in report


@pytest.mark.parametrize("minutes", [1, 60 * 24])
def test_a_refused_delivery_is_shown_until_a_good_one_comes(little_day: Twin, minutes: int) -> None:
    """A14: `failed` is the last attempt, after the last good one, and `failure` says why."""
    little_day.clock.forward(minutes=minutes)
    little_day.upload(PACKAGING, BROKEN.encode())
    little_day.work()
    refused = newest(little_day)
    assert refused.state == deliveries.REFUSED
    assert shown(little_day, "packaging")["state"] == FAILED
    assert shown(little_day, "packaging")["failure"] == refused.problem != ""
    assert shown(little_day, "packaging")["last_good"] == "2026-11-23T14:00:00Z"
    assert pipeline_status(little_day.ports)["state"] == FAILED
    little_day.clock.forward(minutes=1)
    little_day.upload(PACKAGING, small(PACKAGING))
    little_day.work()
    assert shown(little_day, "packaging")["state"] == GOOD
    assert shown(little_day, "packaging")["failure"] == ""


def test_an_older_delivery_that_is_refused_after_a_newer_good_one_is_not_the_last_attempt() -> None:
    """A15: traffic that comes late does not make what is good bad."""
    world = World()
    late, good = landed(world, [("Shipments.csv", BROKEN), shipments(("S1", "01"))])
    world.clock.forward(minutes=1)
    load(world.ports, good)
    load(world.ports, late)
    found = deliveries.find(world.table, 1)
    assert found is not None
    assert found.state == deliveries.REFUSED
    assert sources.find(world.table, "Shipments.csv").failure == ""
    assert shown(world, "shipments")["state"] == GOOD
