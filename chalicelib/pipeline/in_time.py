"""Work that ends by itself before Lambda would end it, between two shipments or two portions of rows.

What is done is kept. Of a chunk of a run it is noted how far it came, in one transaction with the message
that calls it up again; so the next invocation goes on there, and no failure is counted against the message.
Every invocation does at least one shipment: however short its time, the chunk comes to an end.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.messages import Task
from chalicelib.pipeline.ports import COMPARE, GENERATE, Ports
from chalicelib.store import outbox, run_parts, runs
from chalicelib.store.run_parts import Part
from chalicelib.store.table import Conflict

STUCK_AFTER = timedelta(minutes=20)
"""A function runs 15 minutes at most: what is unfinished after that is not being worked on."""
TimeIsUp = Callable[[], bool]
"""Says, whenever it is asked, whether it is time to come to an end."""
CHANNELS = {runs.GENERATE: GENERATE, runs.COMPARE: COMPARE}


class OutOfTime(Exception):
    """Work that was left undone for want of time; who comes again goes on with it."""


def insist(time_is_up: TimeIsUp, work: str) -> None:
    """Raises `OutOfTime`, with the name of the work, if the time is up."""
    if time_is_up():
        raise OutOfTime(f"{work}: the function's time is up. What is written is kept; it is tried again.")


class Step(NamedTuple):
    """A chunk of a run at one stage."""

    run: str
    stage: str
    chunk: int


def no_limit() -> bool:
    """For work that nobody ends: never is its time up."""
    return False


def each_shipment(
    ports: Ports,
    step: Step,
    shipments: Sequence[str],
    do: Callable[[str], Mapping[str, int]],
    time_is_up: TimeIsUp,
) -> dict[str, int] | None:
    """Do something with each shipment of a chunk that is not through yet; what all of them came to, counted.

    None where the time was up before the last: the chunk is called up again.
    """
    before = run_parts.find(ports.table, *step)
    counts = Counter(before.counts)
    for number, shipment in enumerate(shipments[before.shipments :], start=before.shipments + 1):
        counts.update(do(shipment))
        if number < len(shipments) and time_is_up():
            _leave(ports, step, Part(number, counts))
            return None
    return dict(counts)


def _leave(ports: Ports, step: Step, part: Part) -> None:
    """Note how far a chunk came, and call it up again."""
    name = f"{step.run}-{step.stage.lower()}-{step.chunk}-after-{part.shipments}"
    again = outbox.Message(name, CHANNELS[step.stage], Task(step.run, step.chunk).body())
    try:
        ports.table.transact([run_parts.reached(*step, part, ports.epoch()), outbox.write(again)])
    except Conflict:
        return  # somebody else has the chunk in hand and came further
    dispatch(ports)
