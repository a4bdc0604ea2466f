"""How fresh the data are as time goes on, and who is told of what is overdue."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from chalicelib.feeds.catalogue import Feed
from chalicelib.feeds.errors import CredentialsRefused, SapUnavailable
from chalicelib.feeds.fetched import Fetched
from chalicelib.pipeline.freshness import FAILED, GOOD, LATE, NEVER, freshness, overdue, pipeline_status
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.sweep import sweep
from tests.pipeline.asking import alerts, newest
from tests.pipeline.small import small
from tests.pipeline.twin import Twin
from tests.pipeline.world import sap_samples

DAILY = {"shipments", "report"}
WEEKLY = {"product_weights", "product_master", "hts_rates", "measures", "packaging", "invoice_lines"}


def states(world: Twin) -> dict[str, str]:
    return {one.name: one.state for one in freshness(world.ports)}


def late(world: Twin) -> set[str]:
    return {name for name, state in states(world).items() if state == LATE}


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (24, set()),
        (25, DAILY),
        (8 * 24 - 2, DAILY),
        (8 * 24, DAILY | WEEKLY),
        (100 * 24 - 2, DAILY | WEEKLY),
        (100 * 24, DAILY | WEEKLY | {"exchange_rates"}),
    ],
)
def test_what_is_late_when(little_day: Twin, hours: int, expected: set[str]) -> None:
    """A14: a day and two hours for what comes daily, eight days, a quarter and a week."""
    little_day.clock.forward(hours=hours, seconds=1)
    assert late(little_day) == expected == {one.name for one in overdue(little_day.ports)}
    assert pipeline_status(little_day.ports)["state"] == (LATE if expected else GOOD)


def test_what_never_came_is_not_overdue() -> None:
    """A14: a system that has just been set up does not cry for everything."""
    world = Twin()
    assert set(states(world).values()) == {NEVER}
    world.clock.forward(days=30)
    assert sweep(world.ports)["overdue"] == 0
    assert pipeline_status(world.ports)["state"] == NEVER


def test_people_are_told_of_an_overdue_source_once_a_day(little_day: Twin) -> None:
    """A14, C16: whatever sweeps there are; the entries are made with what there is."""
    little_day.clock.forward(hours=26)
    for _ in range(6 * 47):
        sweep(little_day.ports)
        little_day.work()
        little_day.clock.forward(minutes=10)
    days = ["2026-11-24", "2026-11-25", "2026-11-26"]
    assert sorted(little_day.heard) == sorted(f"overdue-{name}-{day}" for name in DAILY for day in days)
    assert "drop the CSV file" in alerts(little_day)[little_day.heard[0]]["text"]


def test_what_comes_late_is_good_again(little_day: Twin) -> None:
    """A15: by either path."""
    little_day.clock.forward(hours=30)
    little_day.sap = partial(_now, little_day)
    assert late(little_day) == DAILY
    little_day.upload("Shipments.csv", small("Shipments.csv"))
    little_day.work()
    assert late(little_day) == DAILY - {"shipments"}
    ingest(little_day.ports, "customs-report", 60)
    little_day.work()
    assert not late(little_day)


def test_an_unchanged_delivery_is_fresh(little_day: Twin) -> None:
    """A21: SAP has nothing new to say, and has said so."""
    little_day.clock.forward(days=9)
    little_day.upload("Packaging_Material.csv", small("Packaging_Material.csv"))
    little_day.work()
    assert newest(little_day).state == "unchanged"
    assert states(little_day)["packaging"] == GOOD


def _now(world: Twin, feed: Feed, changed_since: date | None, seconds: float) -> Fetched:
    return replace(sap_samples(feed, changed_since, seconds), fetched_at=world.clock())


def _unavailable(feed: Feed, changed_since: date | None, seconds: float) -> Fetched:
    raise SapUnavailable(feed.key, None, "no answer", "Ask the SAP team")


def _refused(feed: Feed, changed_since: date | None, seconds: float) -> Fetched:
    raise CredentialsRefused(feed.key, None, "user and password are refused", "Put the right ones in place")


def test_a_feed_that_fails_is_told_once_a_day_and_shown_until_it_is_mended(little_day: Twin) -> None:
    """A1, A14: Lambda tries three times; people hear of it once."""
    little_day.sap = _unavailable
    for _ in range(3):
        with pytest.raises(SapUnavailable):
            ingest(little_day.ports, "packaging", 60)
        little_day.clock.forward(minutes=1)
    little_day.work()
    assert little_day.heard == ["feed-PACKAGING-SapUnavailable-2026-11-23"]
    [shown] = [one for one in freshness(little_day.ports) if one.state == FAILED]
    assert shown.name == "packaging"
    assert "no answer" in shown.failure
    assert pipeline_status(little_day.ports)["state"] == FAILED
    little_day.sap = partial(_now, little_day)
    ingest(little_day.ports, "packaging", 60)
    little_day.work()
    assert states(little_day)["packaging"] == GOOD


def test_a_failure_is_made_up_for_by_a_file(little_day: Twin) -> None:
    """A14: the manual path, for as long as SAP does not answer."""
    little_day.sap = _unavailable
    with pytest.raises(SapUnavailable):
        ingest(little_day.ports, "packaging", 60)
    little_day.clock.forward(minutes=5)
    little_day.upload("Packaging_Material.csv", small("Packaging_Material.csv"))
    little_day.work()
    assert states(little_day)["packaging"] == GOOD


def test_refused_credentials_are_not_tried_again_by_lambda(little_day: Twin) -> None:
    """A6: the invocation succeeds, and people are told once."""
    little_day.sap = _refused
    for _ in range(2):
        assert ingest(little_day.ports, "hts-reference", 60) == []
    little_day.work()
    assert sorted(little_day.heard) == [
        "feed-TARIFF_SEQUENCE-CredentialsRefused-2026-11-23",
        "feed-ZFMIOR003-CredentialsRefused-2026-11-23",
    ]


def test_one_feed_that_fails_does_not_keep_the_other_back(little_day: Twin) -> None:
    """A1: of two feeds of an ingestion."""
    genuine = little_day.sap

    def half(feed: Feed, changed_since: date | None, seconds: float) -> Fetched:
        fetch = _unavailable if feed.key == "ZFMIOR003" else genuine
        return fetch(feed, changed_since, seconds)

    little_day.sap = half
    with pytest.raises(SapUnavailable):
        ingest(little_day.ports, "hts-reference", 60)
    assert [key.split("/")[1] for key in little_day.landed] == ["TARIFF_SEQUENCE"]
