"""Every call of every flow fails once, in each of six ways, and the state afterwards is that of a clean run.

The call that fails goes through the product's own clients to the emulator; what comes after it (the event
again, the messages, the sweeps) is done in memory, and one test does it on the emulator as well.

What repeats a call by itself stands in the clients and is the same for every call. So each call is tried for
the faults after which something was done and nobody knows it, and every third one for the others; with
`IOR_EVERY_FAULT` set, all are. `IOR_FAULT_PAIRS` is how many pairs of faults are tried, the second when the
event comes again.
"""

import os
from collections.abc import Iterator
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import NamedTuple

import botocore.endpoint
import pytest

from tests.faults import KINDS, Crash, Fault, Plan, at, inject, never
from tests.pipeline.emulated import Emulated, Saved
from tests.pipeline.flows import FLOWS, Flow, Invocation, first_files, recover
from tests.pipeline.state import State, differences, state_of
from tests.pipeline.twin import Twin, twin_of

STRIDE = 1 if os.environ.get("IOR_EVERY_FAULT") else 3
PAIRS = int(os.environ.get("IOR_FAULT_PAIRS", "60"))
IN_DOUBT = (Fault.CRASH_AFTER, Fault.TIMEOUT_AFTER)
LEAST_CALLS = {
    "ingest": 8,
    "receive": 8,
    "load reference": 30,
    "load traffic": 20,
    "load late traffic": 25,
    "plan": 8,
    "generate": 20,
    "compare": 30,
    "generate in parts": 15,
    "compare in parts": 15,
    "dispatch": 8,
    "sweep": 50,
}
"""So that nobody takes a flow that does nothing for one that survives everything."""


class Clean(NamedTuple):
    """A flow as it goes without faults."""

    begin: Saved
    invoke: Invocation
    calls: int
    expected: State
    heard: tuple[str, ...]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clients of botocore repeat at once."""
    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=lambda seconds: None))


@cache
def emulated() -> Emulated:
    """The one world on the emulator, with everything loaded but the invoices."""
    world = Emulated()
    first_files(world)
    return world


@cache
def loaded() -> Saved:
    """The emulator with everything loaded but the invoices."""
    return emulated().save()


@cache
def clean(flow: Flow) -> Clean:
    """Run a flow without faults, count its calls and see where it leads."""
    loaded()
    emulated().restore(loaded())
    invoke = flow.prepare(emulated())
    begin = emulated().save()
    with inject(never) as log:
        invoke(emulated())
    twin = twin_of(emulated())
    recover(twin, invoke, again=flow.twice)
    state = state_of(twin)
    assert not [key for key in state if key.startswith(("WAITING", "OUTBOX"))]
    assert len(set(twin.heard)) == len(twin.heard)
    return Clean(begin, invoke, len(log), state, tuple(sorted(twin.heard)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_fault_at_any_call_leads_to_the_same_state(flow: Flow, kind: Fault) -> None:
    """C12, D1, D4, D5, D6, D15, D16: nothing lost, nothing twice, nothing left over, everybody told once."""
    calls = clean(flow).calls
    assert calls >= LEAST_CALLS[flow.name]
    wrong = []
    for call in range(0, calls, 1 if kind in IN_DOUBT else STRIDE):
        twin, failed, met = _with_fault(flow, at(call, kind))
        assert met == call
        recover(twin, clean(flow).invoke, again=failed or flow.twice)
        wrong += [f"call {call}: {told}" for told in _wrong(twin, flow)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_recovery_on_the_emulator_leads_to_the_same_state_too(flow: Flow) -> None:
    """C12: the flow dies half-way, and all that follows is done on the emulator."""
    half = clean(flow).calls // 2
    emulated().restore(clean(flow).begin)
    with inject(at(half, Fault.CRASH_AFTER)), pytest.raises(Crash):
        clean(flow).invoke(emulated())
    recover(emulated(), clean(flow).invoke, again=True)
    assert sorted(set(emulated().heard)) == sorted(clean(flow).heard)
    assert not differences(state_of(twin_of(emulated())), clean(flow).expected)


def test_a_second_fault_when_the_event_comes_again() -> None:
    """C12: pairs of faults, drawn by a seed."""
    random, wrong = Random(12), []
    for _ in range(PAIRS):
        flow = random.choice(FLOWS)
        faults = [(random.randrange(clean(flow).calls), random.choice(KINDS)) for _ in range(2)]
        emulated().restore(clean(flow).begin)
        failed = [_fails(flow, at(*fault)) for fault in faults][-1]
        twin = twin_of(emulated())
        recover(twin, clean(flow).invoke, again=failed or flow.twice)
        wrong += [f"{flow.name} {faults}: {told}" for told in _wrong(twin, flow)]
    assert not wrong, "\n".join(wrong)


def _with_fault(flow: Flow, plan: Plan) -> tuple[Twin, bool, int | None]:
    """Invoke a flow from its beginning with a fault; what goes on in memory, and whether it failed."""
    emulated().restore(clean(flow).begin)
    met: list[int] = []

    def watched(n: int, service: str, operation: str) -> str | None:
        fault = plan(n, service, operation)
        met.extend([n] if fault else [])
        return fault

    failed = _fails(flow, watched)
    return twin_of(emulated()), failed, met[0] if met else None


def _fails(flow: Flow, plan: Plan) -> bool:
    """Whether an invocation dies or raises."""
    with inject(plan):
        try:
            clean(flow).invoke(emulated())
        except (Crash, Exception):
            return True
    return False


def _wrong(twin: Twin, flow: Flow) -> Iterator[str]:
    yield from differences(state_of(twin), clean(flow).expected)
    if sorted(set(twin.heard)) != sorted(clean(flow).heard):
        yield f"told: {sorted(twin.heard)}"
