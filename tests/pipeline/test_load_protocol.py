"""The load protocol under duplicates, reordering, crashes and races: newest wins, nothing counted twice.

A22, C1, C2, C6, C12, C13, D6, D7, D16, H3.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count
from random import Random

import pytest

from chalicelib.feeds.catalogue import Feed
from chalicelib.feeds.fetched import Fetched
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.load import load
from chalicelib.pipeline.sweep import sweep
from chalicelib.store import deliveries, keys, outbox, runs
from chalicelib.store.datasets import read_pins, read_snapshot, read_unit, read_version
from chalicelib.store.table import Busy
from tests.pipeline.interleaving import Crash, Interleaving
from tests.pipeline.trail import tells_all
from tests.pipeline.world import World, sample, sap_samples

INTERLEAVINGS = 1200
RATES = "Currency,Date,USD per Unit\nEUR,2026-01-01,{rate}\n"
SHIPMENTS = (
    "Shipment,Bill of Lading,Container,Mode,Port of Lading,Port of Entry,Country of Export,Export Date,"
    "Entry Date,Entry Type,Invoice\n"
)
BROKEN = "Shipment;Nothing\nx;y\n"
SHIPMENT = "{number},B,C,11,1,2704,CN,2026-09-01,2026-10-{day},01,I{number}\n"


def rates(rate: str) -> tuple[str, str]:
    """A delivery of exchange rates."""
    return "Exchange_Rate.csv", RATES.format(rate=rate)


def shipments(*announced: tuple[str, str]) -> tuple[str, str]:
    """A delivery of shipments: number and day of entry each."""
    rows = (SHIPMENT.format(number=number, day=day) for number, day in announced)
    return "Shipments.csv", SHIPMENTS + "".join(rows)


DELIVERED = [
    [rates("1.100000"), rates("1.200000"), rates("1.100000")],
    [rates("1.100000"), rates("1.100000"), rates("1.200000")],
    [shipments(("S1", "01")), shipments(("S1", "02"), ("S2", "05")), shipments(("S1", "01"))],
    [shipments(("S1", "01")), rates("1.300000"), shipments(("S2", "02")), rates("1.400000")],
    [shipments(("S1", "01")), shipments(("S1", "02"), ("S2", "05")), shipments(("S3", "01"))],
    [
        shipments(("S1", "01")),
        shipments(("S1", "02"), ("S2", "05")),
        ("Shipments.csv", BROKEN),
        shipments(("S3", "01")),
    ],
    [rates("1.100000"), rates("1.200000"), ("Exchange_Rate.csv", BROKEN), rates("1.300000")],
]
REFUSED_BETWEEN = 5


@pytest.mark.parametrize("part", range(8))
def test_the_newest_delivery_stands_whatever_happens_on_the_way(part: int) -> None:
    """A22: deliveries arrive in any order, several times, at once, and processes die at any call."""
    each = INTERLEAVINGS // 8
    for seed in range(part * each, (part + 1) * each):
        _one_interleaving(seed)


def _one_interleaving(seed: int) -> None:
    random = Random(seed)
    delivered = DELIVERED[seed % len(DELIVERED)]
    world = World()
    manifests = landed(world, delivered)
    calls = [*manifests, *random.choices(manifests, k=2)]
    random.shuffle(calls)
    jobs: list[Callable[[], object]] = [partial(load, world.ports, manifest) for manifest in calls]
    interleaving = Interleaving(world.table, random)
    errors = interleaving.run(jobs, crash_chance=0.4)
    assert all(isinstance(error, Busy) for error in errors), (seed, errors)
    _check_that_only_loaded_rows_are_visible(world, len(delivered), seed)
    for _ in range(3):
        world.clock.forward(minutes=30)
        sweep(world.ports)
        world.work()
    _check(world, delivered, seed)
    if seed % 4 == 0:  # it takes as long as all the rest
        tells_all(world)


def _check_that_only_loaded_rows_are_visible(world: World, delivered: int, seed: int) -> None:
    pins = read_pins(world.table)
    found = [deliveries.find(world.table, number) for number in range(1, delivered + 1)]
    loaded = {one.sequence for one in found if one and one.state == deliveries.LOADED}
    for unit in ("S1", "S2", "S3"):
        assert read_version(world.table, "shipments", unit, pins)[0] in {0, *loaded}, seed


def _check(world: World, delivered: list[tuple[str, str]], seed: int) -> None:
    table, pins = world.table, read_pins(world.table)
    newest = {name: number for number, (name, _) in enumerate(delivered, start=1)}
    for name, number in newest.items():
        expected = delivered[number - 1][1].splitlines()[1:]
        if name == "Exchange_Rate.csv":
            assert [
                ",".join(row.values()) for row in read_snapshot(table, "exchange_rates", pins)
            ] == expected
            assert pins.sequence("exchange_rates") == number, seed
        else:
            assert pins.sequence("shipments") == number, seed
    for unit, day in _last_said(delivered).items():
        [row] = read_unit(table, "shipments", unit, pins)
        assert row["Entry Date"] == f"2026-10-{day}", seed
    states = [deliveries.find(table, number) for number in range(1, len(delivered) + 1)]
    assert all(found and found.state in deliveries.FINISHED for found in states), seed
    assert not list(table.query(keys.waiting_partition("DELIVERY"))), seed
    assert not list(runs.unfinished(table)), seed
    assert not list(outbox.waiting(table)), seed
    started = [found.run for found in states if found and found.run]
    assert len(set(started)) == len(started) == pins.revision, seed
    refused = {f"refused-{found.sequence}" for found in states if found and found.state == deliveries.REFUSED}
    # One whose sender dies over it goes out twice; whoever routes it tells people once.
    told = {alert["id"] for alert in world.queues.alerts}
    assert {one for one in told if one.startswith("refused")} == refused, seed


def _last_said(delivered: list[tuple[str, str]]) -> dict[str, str]:
    """The day of entry of each shipment, as the newest delivery that tells of it says."""
    told = [text for name, text in delivered if name == "Shipments.csv" and text != BROKEN]
    lines = [line for text in told for line in text.splitlines()[1:]]
    return {line.split(",")[0]: line.split(",")[8][-2:] for line in lines}


@pytest.mark.parametrize("what", [2, REFUSED_BETWEEN])
@pytest.mark.parametrize("kind", ["before", "after"])
def test_a_load_that_crashes_anywhere_and_is_overtaken_leaves_nothing_behind(kind: str, what: int) -> None:
    """G2, C12, A22: delivery 2 dies at its k-th call, 3 is loaded, then 2 comes again; for every k.

    Also where 3 is refused, which settles nothing, and only 4 overtakes.
    """
    delivered = DELIVERED[what]
    for call in range(1, 200):
        world = World()
        manifests = landed(world, delivered)
        load(world.ports, manifests[0])
        crashed = crash(world, kind, call, partial(load, world.ports, manifests[1]))
        world.clock.forward(minutes=30)
        for manifest in manifests[2:]:
            load(world.ports, manifest)
        _check_that_only_loaded_rows_are_visible(world, len(delivered), call)
        load(world.ports, manifests[1])
        sweep(world.ports)
        world.work()
        _check(world, delivered, call)
        tells_all(world)
        if not crashed:
            return
    pytest.fail("a load takes fewer than 200 calls")


def test_a_value_that_another_source_changed_in_between_comes_back() -> None:
    """A22: the file says A, SAP says B, the file says A again: A stands."""
    world = World()
    say_a = sample("Packaging_Material.csv")
    world.upload("Packaging_Material.csv", say_a)
    world.sap = _packaging_without_any
    world.work()
    ingest(world.ports, "packaging", 60)
    world.work()
    assert {row["Is Packaging"] for row in _packaging(world)} == {"N"}
    world.upload("Packaging_Material.csv", say_a)
    world.work()
    assert {row["Is Packaging"] for row in _packaging(world)} == {"Y", "N"}


def _packaging(world: World) -> list[dict[str, str]]:
    return read_snapshot(world.table, "packaging", read_pins(world.table))


def _packaging_without_any(feed: Feed, since: date | None, seconds: float) -> Fetched:
    fetched = sap_samples(feed, since, seconds)
    pages = tuple(page.replace(b'"PACKAGING": "X"', b'"PACKAGING": ""') for page in fetched.pages)
    return replace(fetched, pages=pages)


def landed(world: World, delivered: list[tuple[str, str]]) -> list[str]:
    for name, text in delivered:
        world.upload(name, text.encode())
    manifests = list(world.landed)
    world.landed.clear()
    return manifests


def crash(world: World, kind: str, call: int, work: Callable[[], object]) -> bool:
    """Run a job that dies before, or after, its k-th call to the table; whether it did."""
    calls = count(1)

    def hook(operation: str, keys: object) -> None:
        if next(calls) >= call:
            raise Crash(operation)

    setattr(world.table, kind, hook)
    try:
        work()
    except Crash:
        return True
    finally:
        setattr(world.table, kind, lambda operation, keys: None)
    return False
