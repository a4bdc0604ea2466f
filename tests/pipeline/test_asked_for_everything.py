"""Rows that a delta lost for our own reasons come when everything is asked for."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chalicelib.feeds.catalogue import Feed, ingestion
from chalicelib.feeds.fetched import Fetched
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.start import fetch_now
from chalicelib.store import deliveries
from chalicelib.store.datasets import read_pins, read_unit
from tests.pipeline.events import SCHEDULED, functions
from tests.pipeline.twin import Twin
from tests.pipeline.world import sap_samples

LOST = "INV00001A"


class Sap:
    """Delivers the samples, at first with a row that is not taken; to whoever asks for changes, none."""

    def __init__(self, world: Twin) -> None:
        self._world, self.asked = world, list[date | None]()

    def fetch(self, feed: Feed, since: date | None, seconds: float) -> Fetched:
        """A feed as it is at this time."""
        self.asked.append(since)
        now, found = self._world.clock(), sap_samples(feed, since, seconds)
        pages = [json.loads(page) for page in found.pages]
        if len(self.asked) == 1:
            pages[0]["DATA"][0]["WAERS"] = "us$"
        elif since:
            pages = [pages[0] | {"PAGES": 1, "TOTAL": 0, "DATA": []}]
        bodies = tuple(json.dumps(page).encode() for page in pages)
        return replace(found, pages=bodies, fetched_at=now, business_date=now.date())


@pytest.fixture
def world() -> Twin:
    """A world in which an invoice was withheld a week ago, and what it was withheld for is mended."""
    found = Twin()
    found.sap = Sap(found).fetch
    ingest(found.ports, "commercial-invoices", 60)
    found.work()
    delivery = deliveries.find(found.table, 1)
    assert delivery is not None
    assert (delivery.state, delivery.rejected > 0) == (deliveries.LOADED, True)
    found.clock.forward(days=7)
    return found


def is_there(world: Twin) -> bool:
    """Whether the invoice is visible."""
    world.work()
    return bool(read_unit(world.table, "invoice_lines", LOST, read_pins(world.table)))


@pytest.mark.parametrize("whole", [False, True])
def test_an_admin_asks_for_everything(world: Twin, whole: bool) -> None:
    assert not is_there(world)
    fetch_now(world.ports, "ann", ingestion("commercial-invoices"), "ZEMM004", 20.0, whole)
    assert is_there(world) is whole


@pytest.mark.parametrize(
    ("detail", "found"), [({"whole": True}, True), ({}, False), ({"whole": "yes"}, False)]
)
def test_a_large_feed_is_asked_for_everything_by_its_function(
    world: Twin, detail: dict[str, Any], found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has five minutes, where a request has twenty seconds."""
    answer = functions(world, monkeypatch).invoke(
        "ingest_commercial_invoices", SCHEDULED | {"detail": detail}
    )
    assert len(answer) == 1
    assert is_there(world) is found
