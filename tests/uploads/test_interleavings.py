"""Checks, confirmations, refusals and loads of several people at once, step by step as a seed decides.

G16, C1, C2, C12: whatever the order, and whoever dies on the way, an upload ends in one state, lands at most
once, and of what was landed the newest stands.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from random import Random

from chalicelib.pipeline.check import check
from chalicelib.pipeline.confirm import confirm, take_up
from chalicelib.pipeline.load import load
from chalicelib.pipeline.sweep import sweep
from chalicelib.pipeline.uploads import NotPossible, PreviewPassed, UploadError, key_of, refuse
from chalicelib.store import audit_check, deliveries, outbox, uploads
from chalicelib.store.datasets import read_pins, read_snapshot
from chalicelib.store.table import Busy
from tests.pipeline.interleaving import Interleaving
from tests.pipeline.twin import Twin
from tests.uploads.desk import BUCKET, Desk

SEEDS = 400
RATES = "Currency,Date,USD per Unit\nEUR,2026-01-01,{rate}\n"
NAME = "Exchange_Rate.csv"
EXPECTED = (NotPossible, PreviewPassed, Busy)
"""What somebody may be told who comes at the same moment as others."""


def test_whatever_happens_at_once() -> None:
    """G16"""
    ends = {"loaded": 0, "refused": 0, "other": 0}
    for seed in range(SEEDS):
        one_interleaving(seed, ends)
    assert ends["loaded"] > SEEDS // 4
    assert ends["refused"] > SEEDS // 10


def one_interleaving(seed: int, ends: dict[str, int]) -> None:
    random = Random(seed)
    world = Twin()
    desk = Desk(world)
    bodies = {desk.begin(NAME): RATES.format(rate=f"1.{100_000 + number}").encode() for number in range(2)}
    for upload_id, body in bodies.items():
        world.uploads.objects[key_of(upload_id), "v1"] = body
    world.upload(NAME, RATES.format(rate="1.500000").encode())
    dropped = world.landed.popleft()
    jobs = jobs_of(world, list(bodies), dropped, random)
    errors = Interleaving(world.table, random).run(jobs, crash_chance=0.3)
    assert all(isinstance(error, EXPECTED) for error in errors), (seed, errors)
    recover(world, list(bodies), dropped)
    for upload_id in bodies:
        state = desk.show(upload_id)["state"]
        ends[state if state in ends else "other"] += 1
    insist(world, desk, bodies, seed)


def jobs_of(world: Twin, ids: list[str], dropped: str, random: Random) -> list[Callable[[], object]]:
    """Each event twice, people who confirm as soon as they can, one who refuses, a load of something else."""
    jobs: list[Callable[[], object]] = [partial(load, world.ports, dropped)]
    for upload_id in ids:
        jobs += [partial(check, world.ports, BUCKET, key_of(upload_id), "v1")] * 2
        jobs += [partial(insist_to_confirm, world, upload_id, who) for who in ("ada", "ben")]
    jobs.append(partial(refuse, world.ports, random.choice(ids), "eve"))
    random.shuffle(jobs)
    return jobs


def insist_to_confirm(world: Twin, upload_id: str, who: str) -> None:
    """Confirm whatever is shown, several times."""
    for _ in range(4):
        with suppress(NotPossible, PreviewPassed):
            confirm(world.ports, upload_id, who)
            return


def recover(world: Twin, ids: list[str], dropped: str) -> None:
    """What comes again by itself, until nothing is left to be done."""
    world.table.before = lambda operation, keys: None
    with suppress(Busy):
        load(world.ports, dropped)
    for upload_id in ids:
        check(world.ports, BUCKET, key_of(upload_id), "v1")
    for _ in range(3):
        world.clock.forward(minutes=30)
        for stuck in list(uploads.unfinished(world.table)):
            with suppress(UploadError):
                take_up(world.ports, stuck)
        world.work()
        sweep(world.ports)
        world.work()


def insist(world: Twin, desk: Desk, bodies: dict[str, bytes], seed: int) -> None:
    """What has to hold in the end, whatever happened."""
    table = world.table
    assert list(uploads.unfinished(table)) == [], seed
    assert list(outbox.waiting(table)) == [], seed
    found = {upload_id: desk.stored(upload_id) for upload_id in bodies}
    landed = [key for key in world.raw.objects if key.endswith("manifest.json")]
    confirmed = [one for one in found.values() if one.state == uploads.CONFIRMED]
    assert len(landed) == 1 + len(confirmed), seed
    assert all(desk.show(one.id)["state"] in ("loaded", "refused") for one in confirmed), seed
    newest = max(landed)
    [row] = read_snapshot(table, "exchange_rates", read_pins(table))
    assert (
        world.raw.objects[newest.replace("manifest.json", NAME)].decode().endswith(f"{row['USD per Unit']}\n")
    )
    assert audit_check.verify(table, "2026-11-23") == [], seed
    told = [one for one in desk.events() if one.subject.startswith("upload ")]
    assert len(told) == sum(one.edition for one in found.values()), seed
    decided = [one for one in told if one.action == "upload confirmed"]
    assert len(decided) == len(confirmed), seed
    used = [one.delivery for one in confirmed]
    assert len(set(used)) == len(used), seed
    for number in used:
        delivery = deliveries.find(table, number)
        assert delivery is not None, seed
        assert delivery.state in deliveries.FINISHED, seed
