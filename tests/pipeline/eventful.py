"""Days on which everything happens that the audit trail tells of, by the pipeline and by people."""

from functools import cache

from chalicelib.identity import accounts
from chalicelib.identity.desk import Desk as Office
from chalicelib.pipeline.finish import end
from chalicelib.pipeline.load import load
from chalicelib.pipeline.plan import start_daily
from chalicelib.pipeline.sweep import sweep
from chalicelib.store import acknowledgements, comparisons, deliveries, runs
from tests.pipeline.small import FILES, MATERIALS, SHIPMENTS, edited, heavier, small
from tests.pipeline.twin import Twin
from tests.uploads.desk import Desk

BY_THE_PIPELINE = {
    "comparison made",
    "delivery abandoned",
    "delivery loaded",
    "delivery refused",
    "delivery superseded",
    "delivery unchanged",
    "entry generated",
    "entry held",
    "run failed",
    "run finished",
    "run started",
}
"""What the pipeline does by itself, and is told."""
FIRST, SECOND = "2026-11-23", "2026-11-24"


def eventful() -> Twin:
    """Two days of events; the third has begun, and the heads of both are put away."""
    return _eventful().copy()


@cache
def _eventful() -> Twin:
    world = Twin()
    _deliver(world)
    _work_by_hand(world)
    deliveries.announce(world.table, deliveries.Delivery(99, "ZEMM07", world.ports.stamp(), FIRST, "lost"))
    for _ in range(3):
        sweep(world.ports)
        world.work()
        world.clock.forward(hours=13)
    sweep(world.ports)
    return world


def _deliver(world: Twin) -> None:
    """Files of every kind of end: loaded, unchanged, refused, superseded; held entries; a run that fails."""
    products = small("Product_List.csv")
    known = edited(products, lambda row: None if row["Material"] == MATERIALS[0] else row)
    for name in FILES:
        world.upload(name, known if name == "Product_List.csv" else small(name))
        world.work()
    world.upload("Product_List.csv", products)
    world.work()
    world.upload("Product_List.csv", heavier(products, *MATERIALS))
    world.upload("Product_List.csv", heavier(products, MATERIALS[0]))
    older, newer = world.landed
    world.landed.clear()
    load(world.ports, newer)
    load(world.ports, older)
    world.work()
    for body in (small("HTS_Code.csv"), b"Nonsense\n"):
        world.upload("HTS_Code.csv", body)
        world.work()
    run = start_daily(world.ports, world.clock().date())
    end(world.ports, run, runs.FAILED)
    world.queues.sent.clear()


def _work_by_hand(world: Twin) -> None:
    """A user, a file that he uploads, a finding that he acknowledges."""
    office = Office(world.table, world.clock, lambda length: b"x" * length)
    accounts.create_user(office, "ada", "ben", "operator")
    Desk(world).load("Packaging_Material.csv", small("Packaging_Material.csv").replace(b",Y", b",N", 1))
    compared = comparisons.head(world.table, SHIPMENTS[0])
    assert compared is not None
    said = dict.fromkeys(("kind", "severity", "invoice", "line", "field"), "x")
    seen = acknowledgements.Acknowledgement("ben", world.ports.stamp(), "It is agreed so.")
    acknowledgements.acknowledge(world.table, compared, "0" * 20, said, seen)
