"""Runs and their chunks: planned once, counted once, called up again, given up in the end."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from chalicelib.pipeline.compare import compare_chunk
from chalicelib.pipeline.finish import end
from chalicelib.pipeline.generate import generate_chunk
from chalicelib.pipeline.load import load
from chalicelib.pipeline.plan import plan, start_run
from chalicelib.pipeline.sweep import MOST_NUDGES, LeftUndone, sweep
from chalicelib.store import keys, runs
from chalicelib.store.run_chunks import chunks_of
from chalicelib.store.table import Key, Record, Spoiled
from tests.pipeline.asking import alerts, compared, delivery, newest, run, versions, visible
from tests.pipeline.small import MATERIALS, SHIPMENTS, edited, heavier, small
from tests.pipeline.state import differences, state_of
from tests.pipeline.twin import Twin

RUN = "load-0000000009"
"""The run of the delivery that comes after those of a day."""


def weighed(world: Twin) -> None:
    """Load a product list in which everything weighs more; its run is not planned yet."""
    world.upload("Product_List.csv", heavier(small("Product_List.csv"), *MATERIALS))
    load(world.ports, world.landed.popleft())
    assert newest(world).run == RUN


@pytest.mark.parametrize("times", [2, 5])
def test_every_message_twice_or_five_times_is_as_good_as_once(little_day: Twin, times: int) -> None:
    """C6, C18: redelivered, in one process that stays warm."""
    once = little_day.copy()
    weighed(once)
    once.work()
    weighed(little_day)
    little_day.queues.sent.clear()
    for _ in range(times):
        plan(little_day.ports, RUN)
    for _ in range(times):
        generate_chunk(little_day.ports, RUN, 1)
    for _ in range(times):
        compare_chunk(little_day.ports, RUN, 1)
    little_day.work()
    assert not differences(state_of(little_day), state_of(once))
    assert sorted(little_day.heard) == sorted(once.heard)


def test_a_run_that_was_stopped_after_its_entries_still_tells_of_all(little_day: Twin) -> None:
    """C12: entries and comparisons that a dead attempt stored are counted by the next one."""
    weighed(little_day)
    plan(little_day.ports, RUN)
    for stage, work in ((runs.GENERATE, generate_chunk), (runs.COMPARE, compare_chunk)):
        clean = little_day.copy()
        work(clean.ports, RUN, 1)
        _die_before(little_day, keys.run_done(RUN, stage, 1), partial(work, little_day.ports, RUN, 1))
        work(little_day.ports, RUN, 1)
        done = keys.run_done(RUN, stage, 1)
        assert little_day.table.get(*done) == clean.table.get(*done)
    assert run(little_day, RUN).counts["generated"] == len(SHIPMENTS)


class _Dead(BaseException):
    pass


def _die_before(world: Twin, key: tuple[str, str], work: Callable[[], object]) -> None:
    def hook(operation: str, touched: Sequence[Key]) -> None:
        if operation == "transact" and key in touched:
            raise _Dead

    world.table.before = hook
    with pytest.raises(_Dead):
        work()
    world.table.before = lambda operation, touched: None


def test_a_run_is_cut_into_chunks_of_fifty(day: Twin) -> None:
    """C17: a message names a chunk and holds nothing of it."""
    today = day.clock().date()
    start_run(day.ports, "manual-1", "manual", (today.replace(year=2000), today))
    plan(day.ports, "manual-1")
    found = run(day, "manual-1")
    cut = [runs.chunk(day.table, found.id, number) for number in range(1, found.chunks + 1)]
    assert [len(chunk) for chunk in cut] == [50, 50, 7]
    assert len({shipment for chunk in cut for shipment in chunk}) == 107
    assert all(len(str(body)) < 100 for _, body in day.queues.sent)


def test_a_chunk_that_is_not_there_does_not_pass_for_an_empty_one(little_day: Twin) -> None:
    weighed(little_day)
    with pytest.raises(Spoiled, match="chunk 1 of run"):
        generate_chunk(little_day.ports, RUN, 1)
    assert not runs.is_done(little_day.table, RUN, runs.GENERATE, 1)


def test_messages_of_a_run_that_nobody_knows_do_nothing(little_day: Twin) -> None:
    """C5: of another stage, or of a table that was restored."""
    before = state_of(little_day)
    assert plan(little_day.ports, "load-0000009999") is None
    assert generate_chunk(little_day.ports, "load-0000009999", 1) == {}
    assert compare_chunk(little_day.ports, "load-0000009999", 1) == {}
    assert state_of(little_day) == before


def test_a_run_whose_chunk_keeps_failing_is_given_up_with_one_alert(little_day: Twin) -> None:
    """C7: called up three times, twenty minutes and more apart; what was there before stays in use."""
    before = visible(little_day)
    weighed(little_day)
    calls = 0

    def refused(operation: str, touched: Sequence[Key]) -> None:
        nonlocal calls
        if operation == "transact" and any(pk.startswith("ENTRY#") for pk, _ in touched):
            calls += 1
            raise RuntimeError("a defect")

    little_day.table.before = refused
    for _ in range(12):
        while little_day.queues.sent:
            channel, body = little_day.queues.sent.popleft()
            try:
                little_day.handle(channel, body)
            except RuntimeError:
                continue
        little_day.clock.forward(minutes=10)
        sweep(little_day.ports)
        little_day._route()
    assert (run(little_day, RUN).state, run(little_day, RUN).nudges) == (runs.FAILED, MOST_NUDGES)
    assert calls == 1 + MOST_NUDGES
    assert [told for told in little_day.heard if told.startswith(("run", "message"))] == [f"run-{RUN}"]
    assert alerts(little_day)[f"run-{RUN}"]["kind"] == "failure"
    assert visible(little_day)[1:] == before[1:]
    assert not list(runs.unfinished(little_day.table))


def test_a_run_that_failed_names_what_it_holds(little_day: Twin) -> None:
    """It was generated and never compared; a run that is done names those that differ as well."""
    lacking = edited(small("Product_List.csv"), lambda row: row | {"HTS Code": ""})
    little_day.upload("Product_List.csv", lacking)
    load(little_day.ports, little_day.landed.popleft())
    little_day.queues.sent.clear()
    plan(little_day.ports, RUN)
    assert generate_chunk(little_day.ports, RUN, 1)["needs_input"] == 2
    end(little_day.ports, run(little_day, RUN), runs.FAILED)
    [chunk] = chunks_of(little_day.table, run(little_day, RUN))
    assert [shipment for _, shipment in chunk.held] == sorted(SHIPMENTS)
    assert (chunk.compared, chunk.differing) == (None, [])


def test_a_run_that_goes_on_is_not_given_up_however_long_it_takes(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C6: half an hour for each step, and a day and a half in all; what came twice takes no time."""
    monkeypatch.setattr("chalicelib.pipeline.plan.CHUNK", 1)
    today = little_day.clock().date()
    start_run(little_day.ports, "manual-1", "manual", (today.replace(month=1), today))
    _announce_more(little_day, 10)
    left = nudged = 0
    while little_day.queues.sent:
        little_day.handle(*little_day.queues.sent.popleft())
        if left != (left := runs.steps_left(little_day.table, run(little_day, "manual-1"))):
            little_day.clock.forward(minutes=30)
            nudged += sweep(little_day.ports)["nudged"]
    assert run(little_day, "manual-1").state == runs.DONE
    assert run(little_day, "manual-1").counts["unchanged"] == len(SHIPMENTS)
    assert nudged == 1


def _announce_more(world: Twin, shipments: int) -> None:
    date = "2026-11-02"
    for number in range(shipments):
        world.table.put(Record(*keys.day_shipment(date, f"UNKNOWN{number}"), {}))


def test_a_run_that_was_given_up_is_made_up_for_by_the_next(little_day: Twin) -> None:
    """C15: the cause is mended, and the daily run makes what is missing."""
    weighed(little_day)
    little_day.queues.sent.clear()
    for _ in range(5):
        little_day.clock.forward(minutes=30)
        sweep(little_day.ports)
        little_day.queues.sent.clear()
    assert run(little_day, RUN).state == runs.FAILED
    before = versions(little_day)
    today = little_day.clock().date()
    start_run(little_day.ports, "manual-1", "manual", (today.replace(month=1), today))
    little_day.work()
    assert versions(little_day) == {name: version + 1 for name, version in before.items()}
    assert run(little_day, "manual-1").counts["generated"] == len(SHIPMENTS)


@pytest.mark.parametrize("lost", ["plan", "generate", "compare"])
def test_a_message_that_is_lost_is_made_up_for(little_day: Twin, lost: str) -> None:
    """C6, C12: whichever it was, the sweep calls up what is missing, and nothing is counted twice."""
    calm = little_day.copy()
    weighed(calm)
    calm.work()
    weighed(little_day)
    if lost != "plan":
        little_day.handle(*little_day.queues.sent.popleft())
    if lost == "compare":
        little_day.handle(*little_day.queues.sent.popleft())
    little_day.queues.sent.clear()
    assert sweep(little_day.ports)["nudged"] == 0
    little_day.clock.forward(minutes=21)
    assert sweep(little_day.ports)["nudged"] == 1
    little_day.work()
    assert run(little_day, RUN).counts == run(calm, RUN).counts
    assert (versions(little_day), compared(little_day)) == (versions(calm), compared(calm))
    assert sorted(little_day.heard) == sorted(calm.heard)
    assert sweep(little_day.ports)["nudged"] == 0


def test_one_thing_that_cannot_be_swept_keeps_nothing_else_waiting(little_day: Twin) -> None:
    """R9: it is done, and the sweep fails in the end so that it is seen."""
    weighed(little_day)
    little_day.queues.sent.clear()
    little_day.upload("Packaging_Material.csv", small("Packaging_Material.csv").replace(b",Y", b",N", 1))
    stuck = newest(little_day).sequence
    little_day.landed.clear()

    def refused(operation: str, touched: Sequence[Key]) -> None:
        if operation == "transact" and keys.delivery(stuck) in touched:
            raise RuntimeError("a defect")

    little_day.table.before = refused
    little_day.clock.forward(minutes=30)
    with pytest.raises(LeftUndone, match="RuntimeError: a defect"):
        sweep(little_day.ports)
    assert run(little_day, RUN).nudges == 1
    little_day.table.before = lambda operation, touched: None
    little_day.clock.forward(minutes=10)
    assert sweep(little_day.ports)["loaded"] == 1
    assert delivery(little_day, stuck).state == "loaded"
