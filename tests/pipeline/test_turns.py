"""Loads that meet at a gate: waiting is ordinary, fails nothing, and is made up for."""

import logging
from collections.abc import Sequence

import pytest

from chalicelib.etl.fingerprints import fingerprint
from chalicelib.feeds.landing import read_delivery
from chalicelib.pipeline.load import load
from chalicelib.pipeline.turns import LOOKS, SECONDS_BETWEEN
from chalicelib.store import deliveries, gates, keys
from chalicelib.store.memory import MemoryTable
from chalicelib.store.records import Key
from tests.pipeline.asking import alerts, newest
from tests.pipeline.events import SCHEDULED, Functions, created, functions
from tests.pipeline.small import MATERIALS, heavier, small
from tests.pipeline.twin import Twin

PRODUCTS = "Product_List.csv"
GATE = "products"
LEASE = 15 * 60


@pytest.fixture
def pauses() -> list[int]:
    """The pauses that were made, in seconds."""
    return []


@pytest.fixture
def lambdas(little_day: Twin, pauses: list[int], monkeypatch: pytest.MonkeyPatch) -> Functions:
    """The functions, with a clock that goes on by itself where one of them pauses."""

    def pause(seconds: int) -> None:
        pauses.append(seconds)
        little_day.clock.forward(seconds=seconds)

    monkeypatch.setattr("chalicelib.entrypoints.events.sleep", pause)
    return functions(little_day, monkeypatch)


def landed(world: Twin, heavy: int) -> str:
    """A delivery that has landed and is not loaded; its manifest."""
    world.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS[:heavy]))
    return world.landed.popleft()


def hold(world: Twin, seconds: int) -> gates.Gate:
    """Another delivery's load is at work."""
    return gates.enter(world.table, GATE, 999_999, "another", world.ports.epoch(), seconds)


def test_a_load_that_waits_in_vain_is_no_error_and_is_taken_up_by_the_sweep(
    lambdas: Functions, pauses: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing goes to the dead-letter queue that needs nobody's hand."""
    world = lambdas.world
    manifest, told = landed(world, 2), alerts(world)
    gate = hold(world, LEASE)
    with caplog.at_level(logging.WARNING):
        assert lambdas.invoke("load_delivery", created("raw", manifest)) == ["waiting"]
    assert pauses == [SECONDS_BETWEEN] * (LOOKS - 1)
    assert "is being loaded" in caplog.text
    assert newest(world).state == deliveries.LANDING
    assert alerts(world) == told
    gates.leave(world.table, gate)
    world.clock.forward(minutes=20)
    lambdas.invoke("sweep", SCHEDULED)
    assert newest(world).state == deliveries.LOADED


def test_a_load_whose_turn_comes_soon_waits_for_it(lambdas: Functions, pauses: list[int]) -> None:
    """Two files of one kind, dropped together, are both loaded within a minute."""
    manifest = landed(lambdas.world, 2)
    hold(lambdas.world, 3 * SECONDS_BETWEEN)
    assert lambdas.invoke("load_delivery", created("raw", manifest)) == [deliveries.LOADED]
    assert pauses == [SECONDS_BETWEEN] * 3


def test_a_load_waits_no_longer_than_its_function_may_run(lambdas: Functions, pauses: list[int]) -> None:
    manifest = landed(lambdas.world, 2)
    hold(lambdas.world, LEASE)
    event = created("raw", manifest)
    assert lambdas.invoke("load_delivery", event, seconds=9) == ["waiting"]
    assert not pauses


def test_whatever_else_fails_is_an_error(lambdas: Functions, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = landed(lambdas.world, 2)

    def fails(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("chalicelib.pipeline.turns.load", fails)
    with pytest.raises(RuntimeError, match="no"):
        lambdas.invoke("load_delivery", created("raw", manifest))


@pytest.mark.parametrize("moment", ["at the gate", "at the commit"])
def test_a_load_that_lost_the_gate_to_another_load_of_the_same_delivery_leaves_it_to_that(
    lambdas: Functions, pauses: list[int], moment: str
) -> None:
    """The event comes twice: were each to take the gate back from the other, none would come to its end."""
    world = lambdas.world
    manifest, entered = landed(world, 2), 0
    content = read_as_now(world, manifest)

    def other_comes(operation: str, asked: Sequence[Key]) -> None:
        nonlocal entered
        at_gate = operation == "put" and asked[0] == keys.gate(GATE)
        at_commit = operation == "transact" and keys.pins() in asked
        if not entered and (at_gate if moment == "at the gate" else at_commit):
            entered = 1
            gates.enter(
                world.table, GATE, newest(world).sequence, "other", world.ports.epoch(), LEASE, content
            )

    assert isinstance(world.table, MemoryTable)
    world.table.before = other_comes
    assert lambdas.invoke("load_delivery", created("raw", manifest)) == ["waiting"]
    assert not pauses
    [gate] = world.table.query(keys.gate(GATE)[0])
    assert gate.data["token"] == "other"
    assert load(world.ports, manifest).state == deliveries.LOADED, "and may itself go on"


def read_as_now(world: Twin, manifest: str) -> str:
    """The fingerprint of a delivery as it is read now."""
    found = read_delivery(world.raw, manifest)
    return fingerprint(found.manifest.feed, found.parts)


def test_a_load_of_something_else_does_not_wait(lambdas: Functions, pauses: list[int]) -> None:
    hold(lambdas.world, LEASE)
    lambdas.world.upload("Shipments.csv", small("Shipments.csv"))
    manifest = lambdas.world.landed.popleft()
    assert lambdas.invoke("load_delivery", created("raw", manifest)) == [deliveries.UNCHANGED]
    assert not pauses
    assert load(lambdas.world.ports, manifest).state == deliveries.UNCHANGED
