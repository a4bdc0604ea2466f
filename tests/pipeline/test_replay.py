"""The table is lost, or restored to an older state, and made anew from the raw bucket."""

from random import Random

import pytest

from chalicelib.pipeline.replay import replay
from chalicelib.store import deliveries
from chalicelib.store.datasets import read_pins, read_snapshot
from tests.pipeline.asking import comparison_documents, entry_documents, newest
from tests.pipeline.small import FILES, MATERIALS, heavier, rows_of, small, written
from tests.pipeline.twin import Twin


def history() -> Twin:
    """Some weeks: everything twice, weights that change and come back, a delivery too small to be right."""
    world = Twin()
    products = small("Product_List.csv")
    arriving = [(name, small(name)) for name in FILES]
    arriving += [("Product_List.csv", heavier(products, *MATERIALS[:2])), ("Product_List.csv", products)]
    arriving += [("HTS_Code.csv", written(rows_of(small("HTS_Code.csv"))[:2]))]
    arriving += [(name, small(name)) for name in ("Shipments.csv", "Invoices.csv")]
    arriving += [("Product_List.csv", heavier(products, *MATERIALS))]
    for name, body in arriving:
        world.upload(name, body)
        world.work()
        world.clock.forward(hours=3)
    return world


def manifests(world: Twin) -> list[str]:
    return [key for key in world.raw.objects if key.endswith("manifest.json")]


def emptied(world: Twin) -> Twin:
    """The same raw bucket beside an empty table, in a new process."""
    other = Twin()
    other.clock.now = world.clock.now
    other.raw.objects.update(world.raw.objects)
    return other


def all_the_same(one: Twin, other: Twin) -> bool:
    """Whether two tables say the same of entries, comparisons and reference data."""
    pins, others = read_pins(one.table), read_pins(other.table)
    assert pins.sequences == others.sequences
    assert all(
        read_snapshot(one.table, name, pins) == read_snapshot(other.table, name, others)
        for name in pins.snapshots
    )
    return (entry_documents(one), comparison_documents(one)) == (
        entry_documents(other),
        comparison_documents(other),
    )


def test_a_lost_table_is_made_anew_from_the_raw_bucket() -> None:
    """H14, D19: the same entries, comparisons and data; new deliveries come after the old ones."""
    world = history()
    other, found = emptied(world), manifests(world)
    Random(19).shuffle(found)
    made = list(replay(other.ports, found))
    other.work()
    assert all_the_same(other, world)
    assert [one.sequence for one in made] == list(range(1, len(found) + 1))
    states = {one.sequence: deliveries.find(world.table, one.sequence).state for one in made}  # type: ignore[union-attr]
    assert {one.sequence: one.state for one in made} == states
    assert set(states.values()) == {deliveries.LOADED, deliveries.UNCHANGED, deliveries.REFUSED}
    other.upload("Product_List.csv", small("Product_List.csv"))
    other.work()
    assert newest(other).sequence > len(found)
    assert newest(other).state == deliveries.LOADED


@pytest.mark.parametrize("kept", [0, 1, 7, 12])
def test_a_table_that_was_restored_catches_up(kept: int) -> None:
    """H14, D19: a backup knows the first deliveries only; what is finished is not loaded again."""
    world = history()
    other, found = emptied(world), sorted(manifests(world), key=lambda key: key.split("/")[2])
    list(replay(other.ports, found[:kept]))
    other.work()
    for _ in range(2):
        list(replay(other.ports, found))
        other.work()
    assert all_the_same(other, world)


def test_nothing_to_replay() -> None:
    assert list(replay(Twin().ports, [])) == []
