"""What is said of a delivery that lost something: whether what is newest now was taken whole."""

import pytest

from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.made_good import has_lost, is_made_good
from chalicelib.pipeline.sweep import sweep
from chalicelib.store import deliveries
from chalicelib.store.datasets import read_pins
from chalicelib.store.deliveries import Delivery
from infra.local import refusals
from tests.pipeline import days
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample

PACKAGING, INVOICES = "Packaging_Material.csv", "Invoices.csv"
UNREADABLE = b"no header of ours\r\n"


def newest(world: Twin, source: str, most: int = 1) -> list[Delivery]:
    return list(deliveries.of_source(world.table, source, most))


def made_good(world: Twin, delivery: Delivery) -> bool:
    return is_made_good(world.table, delivery, read_pins(world.table))


def arrive(world: Twin, source: str, body: bytes | None = None) -> Delivery:
    world.clock.forward(minutes=1)
    world.upload(source, body)
    world.work()
    return newest(world, source)[0]


def test_a_delivery_that_a_newer_one_overtook_has_lost_nothing(whole: Twin) -> None:
    whole.upload(PACKAGING, sample(PACKAGING).replace(b",Y", b",N", 1))
    late = whole.landed.pop()
    arrive(whole, PACKAGING, sample(PACKAGING).replace(b",Y", b",N", 2))
    whole.landed.append(late)
    whole.work()
    loaded, overtaken = newest(whole, PACKAGING, 2)
    assert (loaded.state, overtaken.state) == (deliveries.LOADED, deliveries.SUPERSEDED)
    assert overtaken.problem
    assert not has_lost(overtaken)


def test_a_delivery_that_was_given_up_is_made_good_by_the_next(whole: Twin) -> None:
    table = whole.table
    number = deliveries.next_sequence(table, whole.ports.token())
    manifest = f"raw/ZEMM005/{number:010d}/manifest.json"
    deliveries.announce(table, Delivery(number, "ZEMM005", whole.ports.stamp(), "2026-11-23", manifest))
    whole.clock.forward(hours=26)
    sweep(whole.ports)
    [given_up] = newest(whole, "ZEMM005")
    assert (given_up.state, has_lost(given_up)) == (deliveries.ABANDONED, True)
    assert not made_good(whole, given_up)
    ingest(whole.ports, "product-master", 60)
    whole.work()
    assert made_good(whole, given_up)


@pytest.mark.parametrize("source", [PACKAGING, INVOICES])
def test_what_is_newest_now_decides(whole: Twin, source: str) -> None:
    refused = arrive(whole, source, UNREADABLE)
    assert (refused.state, made_good(whole, refused)) == (deliveries.REFUSED, False)
    arrive(whole, source)
    assert made_good(whole, refused)
    arrive(whole, source, UNREADABLE)
    assert made_good(whole, refused), "what was refused is not what is used"


def test_a_start_tells_of_the_last_loss_that_is_not_made_good(whole: Twin) -> None:
    """Another file's, lost later and made good, does not hide it."""
    assert refusals.unmended(whole.table) == []
    arrive(whole, INVOICES, UNREADABLE)
    arrive(whole, PACKAGING, UNREADABLE)
    assert refusals.unmended(whole.table)[0].startswith(PACKAGING)
    arrive(whole, PACKAGING)
    assert refusals.unmended(whole.table)[0].startswith(INVOICES)
    assert refusals.last(whole.table)[0].startswith(PACKAGING)
    assert refusals.last(whole.table)[-1] == "  A later delivery was taken whole."
    arrive(whole, INVOICES)
    assert refusals.unmended(whole.table) == []


@pytest.fixture
def whole() -> Twin:
    return days.whole_day()
