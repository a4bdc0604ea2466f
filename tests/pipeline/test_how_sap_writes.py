"""A18: names of fields and the decimal sign are settings; what SAP writes by them is loaded as ever."""

import json
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from chalicelib.feeds.catalogue import Feed
from chalicelib.feeds.fetched import Fetched
from chalicelib.feeds.renaming import configured
from chalicelib.pipeline.ingest import ingest
from chalicelib.store import deliveries
from chalicelib.store.datasets import read_pins, read_snapshot
from tests.pipeline.world import World, sap_samples

SETTINGS: dict[str, dict[str, Any]] = {
    "ZFMIOR002": {"fields": {"MATNR": "MATERIAL", "NTGEW": "NET"}, "decimal": ","},
}


def _otherwise(edit: bool, feed: Feed, changed_since: date | None, seconds: float) -> Fetched:
    """The samples with other names, and with decimal commas."""
    fetched = sap_samples(feed, changed_since, seconds)
    return replace(fetched, pages=tuple(map(_written_otherwise, fetched.pages))) if edit else fetched


def _written_otherwise(page: bytes) -> bytes:
    document = json.loads(page)
    names = SETTINGS["ZFMIOR002"]["fields"]
    document["DATA"] = [
        {
            names.get(name, name): text.replace(".", ",") if name in WEIGHTS else text
            for name, text in row.items()
        }
        for row in document["DATA"]
    ]
    return json.dumps(document).encode()


WEIGHTS = ("NTGEW", "BRGEW", "STEEL_WT", "ALU_WT", "COPPER_WT")


def _loaded(settings: dict[str, dict[str, Any]], otherwise: bool) -> tuple[str, str, list[dict[str, str]]]:
    world = World()
    world.ports = replace(world.ports, ingestions=configured(settings))
    world.sap = partial(_otherwise, otherwise)
    ingest(world.ports, "product-weights", 60)
    world.work()
    delivery = deliveries.find(world.table, 1)
    assert delivery is not None
    pins = read_pins(world.table)
    rows = read_snapshot(world.table, "product_weights", pins) if pins.snapshots else []
    return delivery.state, delivery.problem, list(rows)


def test_what_is_written_otherwise_is_read_as_the_settings_say() -> None:
    usual = _loaded({}, otherwise=False)
    assert usual[0] == deliveries.LOADED
    assert usual[2]
    assert _loaded(SETTINGS, otherwise=True) == usual


def test_without_the_settings_the_refusal_names_them() -> None:
    state, problem, rows = _loaded({}, otherwise=True)
    assert (state, rows) == (deliveries.REFUSED, [])
    assert 'SAP_FEEDS takes its new name, under "fields" of ZFMIOR002; new in it: MATERIAL, NET' in problem
    state, problem, _ = _loaded(SETTINGS, otherwise=False)
    assert state == deliveries.REFUSED
