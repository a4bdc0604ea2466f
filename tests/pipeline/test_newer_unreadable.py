"""A late delivery of traffic where a newer one, which says what is left of it, cannot be read any more."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from chalicelib.customs.errors import Fault
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.feeds.landing import manifest_key
from chalicelib.pipeline import examine
from chalicelib.pipeline.load import load
from chalicelib.pipeline.sweep import sweep
from chalicelib.store import deliveries
from chalicelib.store.datasets import read_pins, read_unit
from tests.pipeline.asking import alerts, delivery
from tests.pipeline.test_load_protocol import shipments
from tests.pipeline.twin import Twin

NAME = "Shipments.csv"
PART, MANIFEST = f"raw/{NAME}/0000000002/{NAME}", manifest_key(NAME, 2)
REFUSAL = DeliveryRefused(NAME, [Fault(NAME, 2, "Shipment", "S1", "not as it has to be", "Correct it")])

Damage = Callable[[Twin, pytest.MonkeyPatch], None]


def altered(world: Twin, _: pytest.MonkeyPatch) -> None:
    world.raw.objects[PART] += b" "


def lost(world: Twin, _: pytest.MonkeyPatch) -> None:
    del world.raw.objects[PART]


def without_manifest(world: Twin, _: pytest.MonkeyPatch) -> None:
    world.raw.objects[MANIFEST] = b"{}"


def refused_by_now(world: Twin, patch: pytest.MonkeyPatch) -> None:
    """Code that was mended refuses what it took."""
    taken, read = world.raw.objects[PART], examine.read

    def mended(ports: Any, source: str, parts: Sequence[tuple[str, bytes]], *how: Any) -> Any:
        if parts[0][1] == taken:
            raise REFUSAL
        return read(ports, source, parts, *how)

    patch.setattr("chalicelib.pipeline.examine.read", mended)


def overtaken() -> Twin:
    """A day on which delivery 1 still waits, and 2, which came after it, is loaded."""
    world = Twin()
    for announced in ((("S1", "01"), ("S2", "01")), (("S1", "02"), ("S3", "02"))):
        world.clock.forward(minutes=1)
        world.upload(NAME, shipments(*announced)[1].encode())
    world.landed.popleft()
    world.work()
    assert delivery(world, 2).state == deliveries.LOADED
    return world


def loaded(world: Twin) -> list[str]:
    """The entry dates of the three shipments; empty where one is not known."""
    pins = read_pins(world.table)
    found = [read_unit(world.table, "shipments", one, pins) for one in ("S1", "S2", "S3")]
    return [rows[0]["Entry Date"][-2:] if rows else "" for rows in found]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (altered, f"{PART}: "),
        (lost, f"{PART}: is not stored"),
        (without_manifest, f"{MANIFEST}: "),
        (refused_by_now, "not as it has to be"),
    ],
)
def test_it_is_refused_for_the_newer_one(monkeypatch: pytest.MonkeyPatch, damage: Damage, told: str) -> None:
    """D16: what is damaged is named, and what to do; no sweep fails for it, and nothing visible changes."""
    world = overtaken()
    damage(world, monkeypatch)
    late = load(world.ports, manifest_key(NAME, 1))
    assert late.state == deliveries.REFUSED
    assert late.problem.startswith(f"Delivery 2 of {NAME} is newer, and cannot be read any more")
    assert told in late.problem
    assert "Deliver both again, this one first" in late.problem
    world.work()
    text = alerts(world)["refused-1"]["text"]
    for alone in ("deliver it again", "Fetch or upload the delivery again"):
        assert alone not in text, "the late one alone would count as the newest"
    world.clock.forward(hours=1)
    sweep(world.ports)
    assert list(deliveries.waiting(world.table)) == []
    assert loaded(world) == ["02", "", "02"]


def test_delivering_both_again_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    world = overtaken()
    bodies = [world.raw.objects[f"raw/{NAME}/{number:010}/{NAME}"] for number in (1, 2)]
    altered(world, monkeypatch)
    load(world.ports, manifest_key(NAME, 1))
    for body in bodies:
        world.clock.forward(minutes=1)
        world.upload(NAME, body)
        world.work()
    assert loaded(world) == ["02", "01", "02"]


def test_a_newer_one_of_other_data_sets_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    world = Twin()
    world.upload(NAME, shipments(("S1", "01"))[1].encode())
    [first] = world.landed
    world.landed.clear()
    world.upload("Exchange_Rate.csv")
    world.upload(NAME, shipments(("S2", "02"))[1].encode())
    world.work()
    del world.raw.objects["raw/Exchange_Rate.csv/0000000002/Exchange_Rate.csv"]
    assert load(world.ports, first).state == deliveries.LOADED
    assert loaded(world) == ["01", "02", ""]
