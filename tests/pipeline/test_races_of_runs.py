"""Runs side by side, and a table whose index is behind: what decides is read and written so that it holds."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from random import Random

import pytest

from chalicelib.pipeline.compare import compare_chunk
from chalicelib.pipeline.generate import generate_chunk
from chalicelib.pipeline.load import load
from chalicelib.pipeline.plan import plan, start_run
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.sweep import sweep
from chalicelib.store import entries, keys, runs
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import Busy, Key, Record
from tests.pipeline.asking import alerts, compared, entry_documents, run, versions
from tests.pipeline.days import begun
from tests.pipeline.interleaving import Interleaving
from tests.pipeline.small import FILES, MATERIALS, SHIPMENTS, heavier, small
from tests.pipeline.twin import Twin

STARTED = ["load-0000000009", "load-0000000010"]
DAYS = ["2026-10-31", "2026-11-02"]


@pytest.mark.parametrize("seed", range(40))
def test_two_that_plan_a_run_at_once_lose_no_shipment(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """G1, C6, D13: another shipment is announced between the two, so that they cut differently."""
    monkeypatch.setattr("chalicelib.pipeline.plan.CHUNK", 1)
    world = Twin()
    shipments = [f"S{number}" for number in range(4)]
    _announce(world, shipments[1:])
    run_id = start_run(world.ports, "manual-1", "manual", (world.clock().date(),) * 2).id

    def announce_and_plan() -> None:
        _announce(world, shipments[:1])
        plan(world.ports, run_id)

    interleaving = Interleaving(world.table, Random(seed))
    assert not interleaving.run([partial(plan, world.ports, run_id), announce_and_plan], crash_chance=0)
    calm_down(world)
    planned = run(world, run_id)
    found = [runs.chunk(world.table, run_id, number) for number in range(1, planned.chunks + 1)]
    assert found in ([[name] for name in shipments], [[name] for name in shipments[1:]])


def _announce(world: Twin, shipments: list[str]) -> None:
    date = world.clock().date().isoformat()
    for key in ((keys.years(), date[:4]), (keys.days(date[:4]), date)):
        world.table.put(Record(*key, {}))
    for shipment in shipments:
        world.table.put(Record(*keys.day_shipment(date, shipment), {}))


@pytest.mark.parametrize("seed", range(30))
def test_two_runs_that_make_the_same_entries_at_once(little_day: Twin, seed: int) -> None:
    """G1, G15, C6, C12, D13: twice each, some die; no version is lost or doubled, the newest data stand."""
    world, random = little_day, Random(seed)
    _weigh_twice(world)
    calm = world.copy()
    calm.queues.sent.extend(world.queues.sent)
    calm.work()
    for run_id in STARTED:
        plan(world.ports, run_id)
    world.queues.sent.clear()
    jobs: list[Callable[[], object]] = [partial(_whole_chunk, world.ports, run_id) for run_id in STARTED * 2]
    random.shuffle(jobs)
    errors = Interleaving(world.table, random).run(jobs, crash_chance=0.3)
    assert all(isinstance(error, Busy) for error in errors)
    calm_down(world)
    for _ in range(3):
        world.clock.forward(minutes=30)
        sweep(world.ports)
        world.work()
    assert entry_documents(world) == entry_documents(calm)
    for shipment in SHIPMENTS:
        numbers = [entry.version for entry in entries.versions(world.table, shipment)]
        assert numbers == list(range(numbers[0], 0, -1))
    assert all(run(world, run_id).state == runs.DONE for run_id in STARTED)
    assert {f"discrepancies-{STARTED[0]}", f"discrepancies-{STARTED[1]}"} & set(alerts(world))


def test_an_attempt_that_comes_late_stores_nothing_that_nobody_would_tell_of(little_day: Twin) -> None:
    """G2, C6, D13: the chunk is counted while it compares; what it finds is left to a run that counts."""
    _weigh_twice(little_day)
    for run_id in STARTED:
        plan(little_day.ports, run_id)
        generate_chunk(little_day.ports, run_id, 1)
    before = compared(little_day)

    def count_it(operation: str, touched: Sequence[Key]) -> None:
        if operation == "transact" and any(sk == "COMPARISON" for _, sk in touched):
            little_day.table.before = lambda operation, touched: None
            little_day.table.put(runs.done(STARTED[1], runs.COMPARE, 1, {}).record)

    little_day.table.before = count_it
    assert compare_chunk(little_day.ports, STARTED[1], 1) == {}
    assert compared(little_day) == before
    counts = compare_chunk(little_day.ports, STARTED[0], 1)
    after = compared(little_day)
    assert counts["newly_material"] == sum(after[name] > before[name] for name in before) == 1


def _weigh_twice(world: Twin) -> None:
    """Load two product lists, one after the other, in which more and more weighs more."""
    for materials in (MATERIALS[:2], MATERIALS):
        world.upload("Product_List.csv", heavier(small("Product_List.csv"), *materials))
        load(world.ports, world.landed.popleft())


def _whole_chunk(ports: Ports, run_id: str) -> None:
    generate_chunk(ports, run_id, 1)
    compare_chunk(ports, run_id, 1)


def test_the_index_may_be_behind() -> None:
    """D10: everything that decides reads the table itself; the listings follow."""
    world = Twin()
    world.table = MemoryTable(clock=lambda: world.clock().timestamp(), lag=True)
    world.ports = replace(world.ports, table=world.table)
    for name in FILES:
        world.upload(name, small(name))
        world.work()
    calm = begun({name: small(name) for name in FILES})
    assert (versions(world), compared(world)) == (versions(calm), compared(calm))
    world.clock.forward(minutes=30)
    assert {name: done for name, done in sweep(world.ports).items() if done} == {"put_away": 1}
    assert [len(list(entries.of_period(world.table, date, date))) for date in DAYS] == [0, 0]
    world.table.catch_up()
    assert [len(list(entries.of_period(world.table, date, date))) for date in DAYS] == [1, 1]


def calm_down(world: Twin) -> None:
    """Let the table be called from here again."""
    world.table.before = lambda operation, touched: None
