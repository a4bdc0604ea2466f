"""Deliveries that got stuck: tried some times, given up then, and never in the way of anything else."""

from collections.abc import Callable
from datetime import date

import pytest

from chalicelib.pipeline import stuck
from chalicelib.pipeline.freshness import FAILED, freshness
from chalicelib.pipeline.in_time import TimeIsUp
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.load import load
from chalicelib.pipeline.plan import start_run
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.stuck import MOST_ATTEMPTS
from chalicelib.pipeline.sweep import LeftUndone, sweep
from chalicelib.store import deliveries, keys
from chalicelib.store.deliveries import ABANDONED, LANDING, LOADED, REFUSED, Delivery
from chalicelib.store.table import Busy, Key, Spoiled, Unavailable
from tests.pipeline.asking import alerts, newest, run
from tests.pipeline.interleaving import Crash
from tests.pipeline.small import small, small_packaging
from tests.pipeline.twin import Twin

PACKAGING, RATES = "Packaging_Material.csv", "Exchange_Rate.csv"


def forgotten(world: Twin, name: str) -> int:
    """Land a file that differs from what is there, and lose its event; its sequence."""
    rows = small(name).replace(b",Y", b",N", 1).splitlines(keepends=True)
    world.upload(name, b"".join(rows if name == PACKAGING else rows[:-1]))
    world.landed.clear()
    return newest(world).sequence


def swept(world: Twin, times: int = 1) -> list[str]:
    """Sweep every half an hour; how each ended."""
    ends = []
    for _ in range(times):
        world.clock.forward(minutes=30)
        try:
            sweep(world.ports)
        except (LeftUndone, Crash) as error:
            ends.append(type(error).__name__)
        else:
            ends.append("")
        world._route()
    return ends


def state(world: Twin, sequence: int) -> str:
    """What became of a delivery."""
    found = deliveries.find(world.table, sequence)
    assert found
    return found.state


def failing(monkeypatch: pytest.MonkeyPatch, source: str, error: BaseException) -> list[str]:
    """Let the loads of a source end with an error; the manifests that it was tried with."""
    tried: list[str] = []

    def fails(ports: Ports, manifest: str, time_is_up: TimeIsUp) -> Delivery:
        if source not in manifest:
            return load(ports, manifest, time_is_up)
        tried.append(manifest)
        raise error

    monkeypatch.setattr(stuck, "load", fails)
    return tried


@pytest.mark.parametrize(
    ("error", "told"),
    [(Crash("out of memory"), "stopped"), (RuntimeError("a defect"), "RuntimeError: a defect")],
    ids=["kills the process", "raises"],
)
def test_a_delivery_that_cannot_be_loaded_is_refused_and_told_of(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch, error: BaseException, told: str
) -> None:
    """C15: neither for ever nor in silence, and the deliveries behind it are loaded meanwhile."""
    bad, good = forgotten(little_day, PACKAGING), forgotten(little_day, RATES)
    tried = failing(monkeypatch, "Packaging", error)
    swept(little_day, 6)
    assert len(tried) == MOST_ATTEMPTS
    assert (state(little_day, bad), state(little_day, good)) == (REFUSED, LOADED)
    alert = alerts(little_day)[f"refused-{bad}"]
    assert PACKAGING in alert["title"]
    assert told in alert["text"]
    assert little_day.heard.count(f"refused-{bad}") == 1
    assert {one.name: one.state for one in freshness(little_day.ports)}["packaging"] == FAILED
    assert swept(little_day) == [""]


def test_everything_else_is_done_before_a_load_that_kills(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C15: runs are called up, and what is overdue is told, in the very sweep that dies."""
    forgotten(little_day, PACKAGING)
    start_run(little_day.ports, "manual-1", "manual", (date(2026, 1, 1), date(2027, 1, 1)))
    little_day.queues.sent.clear()
    failing(monkeypatch, "Packaging", Crash("out of memory"))
    little_day.clock.forward(days=40)
    assert swept(little_day) == ["Crash"]
    assert run(little_day, "manual-1").nudges == 1
    assert [told for told in little_day.heard if told.startswith("overdue")]


@pytest.mark.parametrize("error", [Busy("others are at it"), Unavailable("no table today")])
def test_what_says_nothing_against_a_delivery_is_no_attempt(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """C8, D5: it waits for its turn, or for the table, however long that takes."""
    with monkeypatch.context() as patch:
        waits = forgotten(little_day, PACKAGING)
        tried = failing(patch, "Packaging", error)
        swept(little_day, 2 * MOST_ATTEMPTS)
        assert len(tried) == 2 * MOST_ATTEMPTS
        assert state(little_day, waits) == LANDING
    swept(little_day)
    assert state(little_day, waits) == LOADED


def test_no_load_is_begun_when_the_time_is_up(little_day: Twin) -> None:
    """C6: nor is it counted as an attempt."""
    waits = forgotten(little_day, PACKAGING)
    little_day.clock.forward(minutes=30)
    assert sweep(little_day.ports, lambda: True)["loaded"] == 0
    assert [one.attempts for one in deliveries.waiting(little_day.table)] == [0]
    assert sweep(little_day.ports)["loaded"] == 1
    assert state(little_day, waits) == LOADED


def test_a_delivery_that_is_finished_is_not_announced_again_by_its_attempts(little_day: Twin) -> None:
    """C12: it was loaded between the look at what waits and the note of an attempt."""
    forgotten(little_day, PACKAGING)
    [one] = deliveries.waiting(little_day.table)
    little_day.clock.forward(minutes=30)
    sweep(little_day.ports)
    assert not stuck.take_up(little_day.ports, one)
    assert not list(deliveries.waiting(little_day.table))


def lost(world: Twin, bring: Callable[[], object]) -> int:
    """Announce a delivery of which nothing lands; its sequence."""
    put = world.raw.put

    def stopped(key: str, body: bytes) -> None:
        raise Crash(key)

    world.raw.put = stopped  # type: ignore[method-assign]
    with pytest.raises(Crash):
        bring()
    world.raw.put = put  # type: ignore[method-assign]
    [one] = deliveries.waiting(world.table)
    return one.sequence


def test_a_file_that_was_lost_on_its_way_is_told_of(little_day: Twin) -> None:
    """C15: after a day, by its name, in the transaction that gives it up; also where a newer one came."""
    sequence = lost(little_day, lambda: little_day.upload(PACKAGING))
    little_day.upload(PACKAGING, small(PACKAGING))
    little_day.work()
    little_day.clock.forward(days=1)
    swept(little_day, 2)
    assert state(little_day, sequence) == ABANDONED
    alert = alerts(little_day)[f"abandoned-{sequence}"]
    assert f"upload the file {PACKAGING} again" in alert["text"]
    assert alert["facts"]["source"] == PACKAGING
    assert little_day.heard.count(alert["id"]) == 1


@pytest.mark.parametrize("again", [False, True])
def test_a_fetch_that_was_lost_is_told_of_unless_sap_delivered_since(little_day: Twin, again: bool) -> None:
    """C15: the next fetch brings the same data."""
    little_day.sap = small_packaging
    sequence = lost(little_day, lambda: ingest(little_day.ports, "packaging", 60))
    if again:
        ingest(little_day.ports, "packaging", 60)
        little_day.work()
    little_day.clock.forward(days=1)
    swept(little_day)
    assert state(little_day, sequence) == ABANDONED
    assert (f"abandoned-{sequence}" in little_day.heard) != again


@pytest.mark.parametrize("unreadable", [keys.source("")[0], keys.waiting_partition("RUN")])
def test_a_record_that_cannot_be_read_keeps_nothing_else_from_being_done(
    little_day: Twin, unreadable: str
) -> None:
    """R9: what is overdue cannot be told, or runs cannot be listed; the rest is done, and both are told."""
    waits = forgotten(little_day, PACKAGING)
    little_day.clock.forward(minutes=30)

    def spoiled(operation: str, touched: object) -> None:
        if operation == "query" and unreadable in str(touched):
            raise Spoiled("a record holds what nobody wrote")

    little_day.table.before = spoiled
    little_day.queues.sent.clear()
    with pytest.raises(LeftUndone, match="Spoiled: a record holds"):
        sweep(little_day.ports)
    little_day.table.before = lambda operation, touched: None
    assert state(little_day, waits) == LOADED


def test_a_delivery_that_cannot_be_read_keeps_no_other_from_being_loaded(little_day: Twin) -> None:
    """R9: the older of two has a spoiled record."""
    bad, good = forgotten(little_day, PACKAGING), forgotten(little_day, RATES)
    little_day.clock.forward(minutes=30)

    def spoiled(operation: str, touched: tuple[Key, ...]) -> None:
        if operation == "get" and keys.delivery(bad) in touched:
            raise Spoiled("a record holds what nobody wrote")

    little_day.table.before = spoiled
    with pytest.raises(LeftUndone, match="1 thing could"):
        sweep(little_day.ports)
    assert state(little_day, good) == LOADED
