"""Makes a delivery's end visible: one transaction that moves the pins, finishes the delivery, records the
source, starts the run that follows, opens the gate, and tells of it in the audit trail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from chalicelib.data_sets import REFERENCE, UNIT_COLUMNS
from chalicelib.pipeline.alerts import Alert, alert_message
from chalicelib.pipeline.changes import Changes, scope_of
from chalicelib.pipeline.messages import plan_message
from chalicelib.pipeline.ports import Ports
from chalicelib.store import audit, deliveries, gates, outbox, runs, sources
from chalicelib.store.audit import Event
from chalicelib.store.datasets import Pins, move_pins, read_pins
from chalicelib.store.deliveries import Delivery
from chalicelib.store.gates import Gate
from chalicelib.store.table import Busy, Change, Conflict

TRIES = 8
"""How often a transaction is tried anew because another data set was loaded at the same moment."""
GATES = {"product_weights": "products", "product_master": "products"}
"""Data sets that share a gate; every other has its own."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is to become of a delivery."""

    state: str
    changes: Changes = field(default_factory=dict)
    """What it changes, written already under its sequence."""
    rows: dict[str, int] = field(default_factory=dict)
    rejected: int = 0
    problem: str = ""
    issues: tuple[str, ...] = ()
    alert: Alert | None = None


def gate_of(data_set: str) -> str:
    """The gate that a data set is loaded through."""
    return GATES.get(data_set, data_set)


def hide(ports: Ports, delivery: Delivery, gate: Gate, sets: Sequence[str]) -> Pins:
    """See to it that nothing is visible that is written from now on; the pins that hold then.

    Above the pins nothing is visible anyway; a delivery that comes late is declared void until its commit.
    Raises `Busy` where somebody else has taken the gate.
    """
    gates.begin(ports.table, gate, delivery.sequence)
    for _ in range(TRIES):
        pins = read_pins(ports.table)
        late = [name for name in sets if pins.sequence(name) > delivery.sequence]
        hidden = _with_void(pins, late, add=(delivery.sequence,))
        if hidden == pins:
            return pins
        try:
            ports.table.transact([gates.still_held(gate), move_pins(pins, hidden)])
        except Conflict:
            gates.insist(ports.table, gate)
        else:
            return hidden
    raise Busy(f"delivery {delivery.sequence} could not be hidden in {TRIES} tries; it is tried again later")


def commit(
    ports: Ports, delivery: Delivery, settled: Settled, content: str, gate: Gate, sets: Sequence[str]
) -> Delivery:
    """Finish a delivery. Raises `Busy` where somebody else has taken the gate, or others come first."""
    for _ in range(TRIES):
        finished, changes, events = _ending(ports, delivery, settled, content, gate, sets)
        try:
            audit.transact(ports.table, changes, *events)
        except Conflict:
            found = deliveries.find(ports.table, delivery.sequence)
            if found is not None and found.state in deliveries.FINISHED:
                return found
            gates.insist(ports.table, gate)
        else:
            return finished
    raise Busy(
        f"delivery {delivery.sequence} could not be committed in {TRIES} tries; it is tried again later"
    )


def _ending(
    ports: Ports, delivery: Delivery, settled: Settled, content: str, gate: Gate, sets: Sequence[str]
) -> tuple[Delivery, list[Change], list[Event]]:
    scope, at = scope_of(settled.changes), ports.stamp()
    run = runs.Run(f"load-{delivery.sequence:010d}", "load", at, sequence=delivery.sequence)
    finished, changes = deliveries.finish(
        delivery,
        settled.state,
        content=content,
        rows=settled.rows,
        changed={name: len(change.units) for name, change in settled.changes.items() if change.differs},
        rejected=settled.rejected,
        problem=settled.problem,
        issues=settled.issues,
        run=run.id if scope else "",
    )
    good = settled.state in deliveries.GOOD
    passed, overtaken = gates.passed(ports.table, gate, delivery.sequence, good)
    changes.append(passed)
    visible: tuple[dict[str, int], dict[str, int]] = ({}, {})
    if good:
        before = read_pins(ports.table)
        void = {name: overtaken for name in UNIT_COLUMNS if gate_of(name) == gate.name}
        after = _moved(before, delivery, settled.changes, void, sets)
        visible = _told(before, sets), _told(after, sets)
        changes.append(move_pins(before, after))
        changes += sources.delivered(sources.find(ports.table, delivery.source), finished)
    elif settled.state == deliveries.REFUSED:
        changes += sources.refused(sources.find(ports.table, delivery.source), finished)
    events = [deliveries.told(finished, *visible, at)]
    if scope:
        runs.keep_scope(ports.table, run.id, scope)
        changes += [*runs.start(run), outbox.write(plan_message(run.id))]
        events.append(runs.told_of_start(run))
    if settled.alert:
        changes.append(outbox.write(alert_message(settled.alert)))
    return finished, changes, events


def _told(pins: Pins, sets: Sequence[str]) -> dict[str, int]:
    """What the audit trail says of the pins: the revision, and the newest delivery of each set."""
    return {"revision": pins.revision, **{name: pins.sequence(name) for name in sets}}


def _moved(
    before: Pins,
    delivery: Delivery,
    changes: Changes,
    overtaken: Mapping[str, tuple[int, ...]],
    sets: Sequence[str],
) -> Pins:
    """The pins after a good delivery: they go forward, or show what came late.

    What it has `overtaken` is void in all sets of its gate: another source may move the pins of the others.
    """
    differing = [name for name, change in changes.items() if change.differs]
    after = _with_void(before, differing, drop=(delivery.sequence,))
    for name, numbers in overtaken.items():
        after = _with_void(after, [name], add=numbers)
    return replace(
        after,
        edition=before.edition + 1,
        revision=before.revision + bool(differing),
        sequences={
            **before.sequences,
            **{name: max(delivery.sequence, before.sequence(name)) for name in sets},
        },
        snapshots={
            **before.snapshots,
            **{name: delivery.sequence for name in differing if name in REFERENCE},
        },
    )


def _with_void(
    pins: Pins, sets: Sequence[str], add: tuple[int, ...] = (), drop: tuple[int, ...] = ()
) -> Pins:
    """Pins with deliveries declared void, or no longer void, in some data sets."""
    void: dict[str, tuple[int, ...]] = dict(pins.void)
    for name in sets:
        void[name] = tuple(sorted({*void.get(name, ()), *add} - set(drop)))
    kept: Mapping[str, tuple[int, ...]] = {name: numbers for name, numbers in void.items() if numbers}
    return pins if kept == dict(pins.void) else replace(pins, edition=pins.edition + 1, void=kept)
