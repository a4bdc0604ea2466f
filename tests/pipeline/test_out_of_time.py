"""Work that ends by itself before Lambda would end it, and goes on where it was left."""

from collections import deque
from collections.abc import Sequence

import pytest

from chalicelib.pipeline.compare import compare_chunk
from chalicelib.pipeline.generate import generate_chunk
from chalicelib.pipeline.in_time import OutOfTime, TimeIsUp
from chalicelib.pipeline.load import load
from chalicelib.pipeline.plan import plan, start_run
from chalicelib.pipeline.sweep import sweep
from chalicelib.store import deliveries, entries, keys, run_parts, runs
from chalicelib.store.table import Key
from chalicelib.waking import SPARE
from tests.pipeline.asking import delivery, newest, run, visible
from tests.pipeline.events import batch, created, failed, functions
from tests.pipeline.small import MATERIALS, heavier, rows_of, small, written
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample

RUN = "load-0000000009"
"""The run of the delivery that comes after those of a day."""
SHIPMENTS = 6
PRODUCTS = "Product_List.csv"
STAGES = {
    runs.GENERATE: (generate_chunk, "chalicelib.pipeline.generate._concerned"),
    runs.COMPARE: (compare_chunk, "chalicelib.pipeline.compare.compare_shipment"),
}
"""What goes through a chunk, and what it calls for each shipment."""


def after(looks: int) -> TimeIsUp:
    """Time that is up once it was looked at so many times."""
    left = iter(range(looks, -1, -1))
    return lambda: next(left, 0) <= 0


def redirected(world: Twin) -> None:
    """Load other ports for some shipments, and plan the run that follows: all of them in one chunk."""
    rows = rows_of(sample("Shipments.csv"))
    last = sorted({row["Shipment"] for row in rows})[-SHIPMENTS:]
    other = [row | {"Port of Entry": "3001"} for row in rows if row["Shipment"] in last]
    world.upload("Shipments.csv", written(other))
    load(world.ports, world.landed.popleft())
    plan(world.ports, RUN)
    world.queues.sent.popleft()
    assert len(runs.chunk(world.table, RUN, 1)) == SHIPMENTS


def work_in_parts(world: Twin, looks: int) -> int:
    """Deliver messages until there are none, each to a function with little time; how many there were."""
    messages = 0
    while world.queues.sent:
        channel, body = world.queues.sent.popleft()
        messages += 1
        do = compare_chunk if channel == "compare" else generate_chunk
        do(world.ports, body["run"], body["chunk"], after(looks))
    world.work()
    return messages


@pytest.mark.parametrize("looks", [0, 1, 2, 3])
def test_a_run_in_parts_is_the_run_at_once(day: Twin, looks: int) -> None:
    """C11: stopped after every shipment, every second, every third, every fourth one."""
    redirected(day)
    calm = day.copy()
    calm.queues.sent = deque(day.queues.sent)
    calm.work()
    assert work_in_parts(day, looks) == 2 * -(-SHIPMENTS // (looks + 1))
    assert visible(day) == visible(calm)
    assert run(day, RUN).counts == run(calm, RUN).counts
    assert day.heard == calm.heard
    for stage in STAGES:
        key = keys.run_done(RUN, stage, 1)
        assert day.table.get(*key) == calm.table.get(*key)


@pytest.mark.parametrize("stage", list(STAGES))
def test_nothing_is_done_twice_and_the_next_one_goes_on(
    day: Twin, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    """C11: each invocation takes up the shipments that come after those of the one before."""
    redirected(day)
    if stage == runs.COMPARE:
        generate_chunk(day.ports, RUN, 1)
    work, place = STAGES[stage]
    shipments, taken = runs.chunk(day.table, RUN, 1), list[str]()
    _watch(monkeypatch, place, taken)
    for _ in shipments:
        assert not runs.is_done(day.table, RUN, stage, 1)
        work(day.ports, RUN, 1, after(0))
    assert runs.is_done(day.table, RUN, stage, 1)
    assert taken == shipments


def _watch(monkeypatch: pytest.MonkeyPatch, place: str, taken: list[str]) -> None:
    module, _, name = place.rpartition(".")
    real = getattr(__import__(module, fromlist=[name]), name)

    def watched(*given: object) -> object:
        known = [one.shipment if isinstance(one, entries.StoredEntry) else one for one in given]
        taken.extend(str(one) for one in known if isinstance(one, str) and one.startswith("SH"))
        return real(*given)

    monkeypatch.setattr(place, watched)


@pytest.mark.parametrize("stage", list(STAGES))
def test_a_chunk_whose_time_ends_with_its_last_shipment_is_done(day: Twin, stage: str) -> None:
    """C11: nobody is called up to find nothing left to do."""
    redirected(day)
    if stage == runs.COMPARE:
        generate_chunk(day.ports, RUN, 1)
    STAGES[stage][0](day.ports, RUN, 1, after(SHIPMENTS - 1))
    assert runs.is_done(day.table, RUN, stage, 1)
    assert run_parts.find(day.table, RUN, stage, 1) == run_parts.Part()


def test_two_at_the_same_chunk_call_it_up_once(day: Twin) -> None:
    """C6, C11: a message that came twice, to two functions that both have to stop."""
    redirected(day)
    day.queues.sent.clear()
    met: list[Sequence[Key]] = []

    def other(operation: str, touched: Sequence[Key]) -> None:
        if operation == "transact" and keys.run_part(RUN, runs.GENERATE, 1) in touched and not met:
            met.append(touched)
            generate_chunk(day.ports, RUN, 1, after(1))

    day.table.before = other
    generate_chunk(day.ports, RUN, 1, after(0))
    assert met
    assert len(day.queues.sent) == 1
    assert run_parts.find(day.table, RUN, runs.GENERATE, 1).shipments == 2


def test_how_far_a_chunk_came_is_forgotten_after_a_month(day: Twin) -> None:
    redirected(day)
    generate_chunk(day.ports, RUN, 1, after(0))
    assert run_parts.find(day.table, RUN, runs.GENERATE, 1).shipments == 1
    day.clock.forward(days=31)
    assert run_parts.find(day.table, RUN, runs.GENERATE, 1) == run_parts.Part()


def test_a_part_that_is_lost_sight_of_is_taken_up_by_the_sweep(little_day: Twin) -> None:
    """C11, C6: its message is lost; the run does not hang."""
    today = little_day.clock().date()
    start_run(little_day.ports, "manual-1", "manual", (today.replace(month=1), today))
    plan(little_day.ports, "manual-1")
    generate_chunk(little_day.ports, "manual-1", 1, after(0))
    little_day.queues.sent.clear()
    assert run_parts.find(little_day.table, "manual-1", runs.GENERATE, 1).shipments == 1
    for _ in range(2):
        little_day.clock.forward(minutes=30)
        sweep(little_day.ports)
    little_day.work()
    assert run(little_day, "manual-1").state == runs.DONE


def stopped(world: Twin, manifest: str, looks: int) -> None:
    with pytest.raises(OutOfTime, match="tried again"):
        load(world.ports, manifest, after(looks))


def watch_units(world: Twin) -> list[str]:
    """The product units that are written from now on."""
    written: list[str] = []

    def hook(operation: str, touched: Sequence[Key]) -> None:
        if operation == "put_many":
            written.extend(f"{pk} {sk}" for pk, sk in touched if pk.startswith("PRODUCT#"))

    world.table.before = hook
    return written


def test_a_load_that_runs_out_of_time_shows_nothing_and_goes_on(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C11: what it wrote is not written again, and the gate is free for whoever comes first."""
    monkeypatch.setattr("chalicelib.pipeline.changes.PORTION", 1)
    before = visible(little_day)
    little_day.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    manifest = little_day.landed.popleft()
    calm = little_day.copy()
    load(calm.ports, manifest)
    calm.work()
    written = watch_units(little_day)
    for _ in range(3):
        stopped(little_day, manifest, 2)
        assert newest(little_day).state not in deliveries.FINISHED
        assert visible(little_day) == before
    assert len(written) == 2
    assert load(little_day.ports, manifest).state == deliveries.LOADED
    assert len(written) == len(set(written)) == len(MATERIALS)
    little_day.work()
    assert visible(little_day) == visible(calm)


def test_a_newer_delivery_does_not_wait_for_one_that_ran_out_of_time(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C11: the half of it that is written stays unseen for good."""
    monkeypatch.setattr("chalicelib.pipeline.changes.PORTION", 1)
    manifests = []
    for number in (1, 2):
        little_day.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS[: 2 * number]))
        manifests.append(little_day.landed.popleft())
    calm = little_day.copy()
    stopped(little_day, manifests[0], 1)
    assert load(little_day.ports, manifests[1]).state == deliveries.LOADED
    assert load(little_day.ports, manifests[0]).state == deliveries.SUPERSEDED
    load(calm.ports, manifests[1])
    for world in (little_day, calm):
        world.work()
    assert visible(little_day) == visible(calm)


def test_traffic_is_not_compared_to_the_end_of_time(little_day: Twin) -> None:
    """C11: it is looked at unit by unit, which takes longest."""
    little_day.upload("Invoices.csv", sample("Invoices.csv"))
    manifest = little_day.landed.popleft()
    stopped(little_day, manifest, 3)
    assert load(little_day.ports, manifest).state == deliveries.LOADED
    assert delivery(little_day, newest(little_day).sequence).changed["invoice_lines"] > 3


def test_a_function_without_time_fails_no_message(day: Twin, monkeypatch: pytest.MonkeyPatch) -> None:
    """C11: it does one shipment of each chunk; what it leaves comes as a message of its own."""
    redirected(day)
    lambdas, messages = functions(day, monkeypatch), 0
    while day.queues.sent:
        channel, body = day.queues.sent.popleft()
        function = "generate_entries" if channel == "generate" else "compare_entries"
        assert failed(lambdas.invoke(function, batch([body]), seconds=SPARE)) == []
        messages += 1
    assert messages == 2 * SHIPMENTS
    assert run(day, RUN).state == runs.DONE


def test_a_function_with_time_stops_nowhere(day: Twin, monkeypatch: pytest.MonkeyPatch) -> None:
    redirected(day)
    task = {"version": 1, "run": RUN, "chunk": 1}
    assert failed(functions(day, monkeypatch).invoke("generate_entries", batch([task]), seconds=60)) == []
    assert runs.is_done(day.table, RUN, runs.GENERATE, 1)


def test_a_load_without_time_fails_before_lambda_ends_it(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C11: so that it is tried again, and is as if nothing had been."""
    lambdas = functions(little_day, monkeypatch)
    little_day.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    event = created("raw", little_day.landed.popleft())
    with pytest.raises(OutOfTime, match="tried again"):
        lambdas.invoke("load_delivery", event, seconds=SPARE)
    assert lambdas.invoke("load_delivery", event) == [deliveries.LOADED]
