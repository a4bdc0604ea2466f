"""H3: each change has its event and each event its change, whatever is done, in whatever order, who dies."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path
from random import Random

import pytest

from chalicelib.pipeline.compare import compare_now
from chalicelib.pipeline.generate import generate_entry
from chalicelib.pipeline.load import load
from chalicelib.pipeline.plan import start_daily
from chalicelib.pipeline.start import run_now
from chalicelib.pipeline.sweep import sweep
from chalicelib.store import audit
from chalicelib.store.table import Busy
from tests.pipeline import eventful
from tests.pipeline.interleaving import Crash
from tests.pipeline.small import FILES, MATERIALS, SHIPMENTS, heavier, rows_of, small, written
from tests.pipeline.trail import events, tells_all
from tests.pipeline.twin import Twin

PAGE = Path(__file__).parents[2] / "docs" / "audit.md"
SEEDS = int(os.environ.get("IOR_TRAILS", "25"))
COMMANDS = 40
OF_VERSIONS = "entry generated", "entry held", "comparison made"
Command = Callable[[Twin, Random], object]


def deliver(world: Twin, random: Random) -> None:
    """Any file, as it is or otherwise."""
    name = random.choice(FILES)
    body = random.choice([small(name), small(name), written(rows_of(small(name))[:-1]), b"Nonsense\n"])
    if name == "Product_List.csv" and random.random() < 0.5:
        body = heavier(small(name), *random.sample(MATERIALS, random.randint(1, 4)))
    world.upload(name, body)


def load_one(world: Twin, random: Random) -> object:
    """One event of the bucket, not always the oldest."""
    world.landed.rotate(random.choice((0, 0, 1)))
    return load(world.ports, world.landed.popleft()) if world.landed else None


def handle_one(world: Twin, random: Random) -> None:
    """One message, not always the oldest."""
    world.queues.sent.rotate(random.choice((0, 0, 1)))
    if world.queues.sent:
        world.handle(*world.queues.sent.popleft())


COMMANDS_OF_A_DAY: tuple[Command, ...] = (
    *(deliver, deliver, load_one, load_one, load_one, handle_one, handle_one, handle_one),
    lambda world, random: world.work(),
    lambda world, random: start_daily(world.ports, world.clock().date()),
    lambda world, random: run_now(
        world.ports, "ann", (date(2026, 10, 1), date(2026, 12, 1)), world.ports.token()
    ),
    lambda world, random: compare_now(world.ports, random.choice(SHIPMENTS), "ann"),
    lambda world, random: generate_entry(world.ports, random.choice(SHIPMENTS), ""),
    lambda world, random: world.queues.sent.clear(),
    lambda world, random: world.clock.forward(minutes=random.choice((1, 30, 400))),
    lambda world, random: sweep(world.ports),
)


def may_die(world: Twin, random: Random, command: Command) -> None:
    """Do something in a process that now and then dies, before or after one of its calls to the table."""
    kind, calls, last = random.choice(("before", "after")), count(1), random.randint(1, 60)

    def hook(operation: str, keys: object) -> None:
        if next(calls) >= last:
            raise Crash(operation)

    if random.random() < 0.3:
        setattr(world.table, kind, hook)
    with suppress(Crash, Busy):  # the gate of a load that died is held until its lease is over
        command(world, random)
    setattr(world.table, kind, lambda operation, keys: None)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_done_is_told(seed: int) -> None:
    """H3: so many commands each; with IOR_TRAILS=250 it is ten thousand."""
    world, random = Twin(), Random(seed)
    for name in FILES:
        world.upload(name, small(name))
    for _ in range(COMMANDS):
        may_die(world, random, random.choice(COMMANDS_OF_A_DAY))
        if random.random() < 0.2:
            tells_all(world)
    for _ in range(6):
        world.clock.forward(hours=13)
        sweep(world.ports)
        world.work()
    tells_all(world)
    assert len(events(world)) > len(FILES)


def test_who_asked_for_it_is_told(little_day: Twin) -> None:
    """A run and a comparison that a person asked for are his; what follows is the pipeline's."""
    little_day.upload("Customs_Report.csv", written(rows_of(small("Customs_Report.csv"))[:-1]))
    load(little_day.ports, little_day.landed.popleft())
    before = len(events(little_day))
    compare_now(little_day.ports, SHIPMENTS[1], "ann")
    compare_now(little_day.ports, SHIPMENTS[0], "ann")
    run_now(little_day.ports, "ben", (date(2026, 10, 1), date(2026, 12, 1)), "token")
    little_day.work()
    told = {(event.actor, event.action) for event in events(little_day)}
    assert len(events(little_day)) > before
    assert {actor for actor, action in told if action == "comparison made"} == {"ann", audit.PIPELINE}
    assert ("ben", "run started") in told
    assert {actor for actor, action in told if action == "run finished"} == {audit.PIPELINE}


def test_before_and_after_follow_each_other() -> None:
    """What took the place of something says of what."""
    world, fields = eventful.eventful(), ("version", "status", "digest")
    last: dict[str, object] = {}
    versions = [event for event in events(world) if event.action in OF_VERSIONS]
    for event in sorted(versions, key=lambda one: (one.subject, one.facts["after"]["version"])):
        before, after = (event.facts.get(name) for name in ("before", "after"))
        assert (before and [before[name] for name in fields]) == last.get(event.subject)
        last[event.subject] = [after[name] for name in fields] if after else None
    assert any(event.facts.get("before") for event in versions)


def test_the_page_names_every_action() -> None:
    table = PAGE.read_text("utf-8").partition("| Action |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([a-z -]+)`", "".join(line.split("|")[1] for line in table.splitlines()[2:])))
    seen = {event.action for event in events(eventful.eventful())}
    assert seen <= named
    assert seen >= eventful.BY_THE_PIPELINE


def test_no_secret_is_in_any_event() -> None:
    """Neither a password nor its hash, neither a token nor an address."""
    told = str([event.facts for event in events(eventful.eventful())])
    for secret in ("password_hash", "$2b$", "@", "token_version", "Bearer"):
        assert secret not in told
