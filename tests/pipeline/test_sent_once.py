"""The outbox is emptied by many at the same time: each message goes out once, and none is lost."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from chalicelib.pipeline.alerts import INFORMATION, Alert, raise_alert
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.store import outbox
from chalicelib.store.memory import MemoryTable
from chalicelib.store.outbox import CLAIMED_FOR
from tests.pipeline.interleaving import Crash, Interleaving
from tests.pipeline.world import World

SENDERS = 6


class Counted:
    """The topic, as how often each alert arrived; before each arrival something may happen."""

    def __init__(self, before: Callable[[], object] = lambda: None) -> None:
        self.arrived: Counter[str] = Counter()
        self._before = before

    def send(self, _channel: str, bodies: Sequence[Mapping[str, Any]]) -> None:
        self._before()
        self.arrived.update(body["id"] for body in bodies)


def waiting(world: World, topic: Counted) -> World:
    """A world whose alerts go to a topic, with some that wait."""
    world.ports = replace(world.ports, messages=topic)
    for number in range(SENDERS):
        raise_alert(world.ports, Alert(f"a{number}", "run", INFORMATION, "Title", "Text"))
    return world


def each_once(topic: Counted) -> bool:
    return topic.arrived == Counter(f"a{number}" for number in range(SENDERS))


@pytest.mark.parametrize("seed", range(30))
def test_many_who_send_at_once_send_each_message_once(seed: int) -> None:
    """C18: as many sends as alerts, in whatever order the senders take turns."""
    topic = Counted()
    world = waiting(World(), topic)
    assert isinstance(world.table, MemoryTable)
    senders = [lambda: dispatch(world.ports)] * SENDERS
    assert not Interleaving(world.table, Random(seed)).run(senders, 0)
    assert each_once(topic)
    assert not list(outbox.waiting(world.table))


@pytest.mark.parametrize("seed", range(30))
def test_nothing_is_lost_where_senders_die(seed: int) -> None:
    """C12: what a dead sender had claimed is sent by the next when its while is over."""
    topic = Counted()
    world = waiting(World(), topic)
    assert isinstance(world.table, MemoryTable)
    senders = [lambda: dispatch(world.ports)] * SENDERS
    assert not Interleaving(world.table, Random(seed)).run(senders, 0.7)
    world.table.before = lambda operation, touched: None
    world.clock.forward(seconds=CLAIMED_FOR)
    dispatch(world.ports)
    assert len(topic.arrived) == SENDERS
    assert not list(outbox.waiting(world.table))


def test_a_message_is_its_senders_for_a_while_and_anybodys_after() -> None:
    """C12: its sender dies before it is sent."""
    deaths = iter([Crash("killed")])

    def dies_once() -> None:
        for death in deaths:
            raise death

    topic = Counted(dies_once)
    world = waiting(World(), topic)
    with pytest.raises(Crash):
        dispatch(world.ports)
    assert dispatch(world.ports) == SENDERS - 1
    world.clock.forward(seconds=CLAIMED_FOR - 1)
    assert dispatch(world.ports) == 0
    world.clock.forward(seconds=1)
    assert dispatch(world.ports) == 1
    assert each_once(topic)


def test_a_message_that_is_not_taken_may_be_sent_again_at_once() -> None:
    """D16: the claim is given back with it."""
    refusals = iter([OSError("no topic today")] * SENDERS)

    def refuses() -> None:
        for refusal in refusals:
            raise refusal

    topic = Counted(refuses)
    world = waiting(World(), topic)
    assert dispatch(world.ports) == 0
    assert dispatch(world.ports) == SENDERS
    assert each_once(topic)


def test_who_looked_before_another_had_sent_it_does_not_send_it_again() -> None:
    """C18: it neither goes out nor comes back into the outbox."""
    topic = Counted()
    world = waiting(World(), topic)
    seen = list(outbox.waiting(world.table))
    dispatch(world.ports)
    assert not any(outbox.claim(world.table, message, "late", world.ports.epoch()) for message in seen)
    assert not list(outbox.waiting(world.table))
