"""The flows whose every call is made to fail: how each begins, what it does, how production recovers.

A flow is one invocation of one function. What comes after it (the bucket's event, the queues' messages, the
next sweeps) belongs to the recovery, in the clean run as well.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.pipeline.alerts import INFORMATION, Alert, raise_alert
from chalicelib.pipeline.compare import compare_chunk
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.generate import generate_chunk
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.load import load
from chalicelib.pipeline.messages import Task
from chalicelib.pipeline.plan import plan
from chalicelib.pipeline.ports import COMPARE, GENERATE
from chalicelib.pipeline.receive import receive
from chalicelib.pipeline.sweep import sweep
from chalicelib.store import outbox
from chalicelib.store.outbox import Message
from tests.pipeline.emulated import Emulated
from tests.pipeline.small import FILES, MATERIALS, heavier, only, small, small_packaging
from tests.pipeline.state import begin_at_first
from tests.pipeline.world import World

Invocation = Callable[[World], object]

SWEEPS = ({"minutes": 30}, {"minutes": 30}, {"hours": 25})
"""When sweeps come after a flow: what is stuck is taken up, what never arrived is given up after a day."""
RUN = "load-0000000008"
"""The run that the invoices start."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One invocation, from a state of its own."""

    name: str
    prepare: Callable[[Emulated], Invocation]
    """Bring a world that has everything but the invoices to the beginning; what is then invoked."""
    twice: bool = True
    """Whether its event may come again although all went well."""


def recover(world: World, invoke: Invocation, again: bool) -> None:
    """What production does after an invocation: the event again, messages, sweeps as time goes on."""
    if again:
        invoke(world)
    world.work()
    for period in SWEEPS:
        world.clock.forward(**period)
        sweep(world.ports)
        world.work()


def first_files(world: Emulated) -> None:
    """Load everything that entries are made from but the invoices."""
    for name in FILES:
        if name != "Invoices.csv":
            world.upload(name, small(name))
            world.work()


def landed(world: Emulated, name: str, body: bytes) -> str:
    """Receive a file whose event for the load is lost; its manifest."""
    before = world.objects().keys()
    world.upload(name, body)
    [manifest] = [key for key in world.objects().keys() - before if key.endswith("manifest.json")]
    world.delivered.add(manifest)
    return manifest


def lose_messages(world: Emulated) -> None:
    """Take what waits in the queues out of them."""
    for channel in (GENERATE, COMPARE):
        world.taken(channel)


def _ingest(world: Emulated) -> Invocation:
    world.sap = small_packaging
    begin_at_first(world.table)
    return lambda at: ingest(at.ports, "packaging", 60)


def _receive(world: Emulated) -> Invocation:
    event = world.put_upload(
        "Packaging_Material.csv", small("Packaging_Material.csv").replace(b",Y", b",N", 1)
    )
    begin_at_first(world.table)
    return lambda at: receive(at.ports, *event)


def _load_reference(world: Emulated) -> Invocation:
    invoices(world)
    manifest = landed(world, "Product_List.csv", heavier(small("Product_List.csv"), MATERIALS[0]))
    return lambda at: load(at.ports, manifest)


def _load_traffic(world: Emulated) -> Invocation:
    manifest = landed(world, "Invoices.csv", small("Invoices.csv"))
    return lambda at: load(at.ports, manifest)


def _load_late(world: Emulated) -> Invocation:
    """Invoices that come after newer ones: one of the two is not told of any more."""
    both = small("Invoices.csv")
    manifest = landed(world, "Invoices.csv", both)
    world.upload("Invoices.csv", b"\n".join(both.splitlines()[:3]) + b"\n")
    world.work()
    return lambda at: load(at.ports, manifest)


def _plan(world: Emulated) -> Invocation:
    _load_traffic(world)(world)
    lose_messages(world)
    return lambda at: plan(at.ports, RUN)


def _generate(world: Emulated) -> Invocation:
    _plan(world)(world)
    lose_messages(world)
    return lambda at: generate_chunk(at.ports, RUN, 1)


def _compare(world: Emulated) -> Invocation:
    _generate(world)(world)
    lose_messages(world)
    return lambda at: compare_chunk(at.ports, RUN, 1)


def _generate_in_parts(world: Emulated) -> Invocation:
    """The first of two shipments takes all the time there is."""
    _plan(world)(world)
    lose_messages(world)
    return lambda at: generate_chunk(at.ports, RUN, 1, lambda: True)


def _compare_in_parts(world: Emulated) -> Invocation:
    _generate(world)(world)
    lose_messages(world)
    return lambda at: compare_chunk(at.ports, RUN, 1, lambda: True)


def _dispatch(world: Emulated) -> Invocation:
    _generate(world)
    for number in (1, 2):
        raise_alert(world.ports, Alert(f"test-{number}", "quality", INFORMATION, "Title", "Text"))
    outbox.write_once(world.table, Message("test-task", GENERATE, Task(RUN, 1).body()))
    return lambda at: dispatch(at.ports)


def _sweep(world: Emulated) -> Invocation:
    """A run that stands still, a delivery of another shipment that nobody loads, an alert that waits."""
    _generate(world)
    landed(world, "Shipments.csv", only("Shipments.csv", "Shipment", "SH261100069"))
    raise_alert(world.ports, Alert("test-1", "quality", INFORMATION, "Title", "Text"))
    world.clock.forward(hours=27)
    return lambda at: sweep(at.ports)


def _less_packaging() -> bytes:
    return small("Packaging_Material.csv").replace(b",Y", b",N", 1)


def invoices(world: Emulated) -> None:
    """Load the invoices, and whatever follows."""
    world.upload("Invoices.csv", small("Invoices.csv"))
    world.work()


FLOWS = (
    Flow("ingest", _ingest, twice=False),
    Flow("receive", _receive),
    Flow("load reference", _load_reference),
    Flow("load traffic", _load_traffic),
    Flow("load late traffic", _load_late),
    Flow("plan", _plan),
    Flow("generate", _generate),
    Flow("compare", _compare),
    Flow("generate in parts", _generate_in_parts),
    Flow("compare in parts", _compare_in_parts),
    Flow("dispatch", _dispatch),
    Flow("sweep", _sweep),
)
