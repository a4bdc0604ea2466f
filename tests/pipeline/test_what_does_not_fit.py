"""What does not fit together is told when it comes up, and not again when rows have moved."""

import pytest

from chalicelib.store import deliveries
from chalicelib.store.deliveries import Delivery
from tests.pipeline.small import rows_of, small, written
from tests.pipeline.world import World

MEASURES = "HTS Tariff.csv"
IDLE = "covers the HTS number of no product"


@pytest.fixture(scope="module")
def loaded() -> World:
    """Products, rates and measures; some measures cover none of the products, which has been told."""
    world = World()
    for name in ("Product_List.csv", "HTS_Code.csv", MEASURES):
        world.upload(name, small(name))
        world.work()
    assert any(IDLE in alert["text"] for alert in world.queues.alerts)
    return world


def _newest(world: World) -> Delivery:
    return max(deliveries.of_source(world.table, MEASURES, 100), key=lambda one: one.sequence)


@pytest.mark.parametrize("place", [0, 1, 7, -1])
def test_rows_that_move_are_not_told_again(loaded: World, place: int) -> None:
    """C16: a row is inserted that covers a product, so there is nothing to tell."""
    rows = rows_of(small(MEASURES))
    usual = next(row for row in rows if row["HTS Scope"] == "*")
    new = usual | {
        "Source": "another",
        "Effective From": "2027-11-01",
        "Effective To": f"2027-11-{place + 11}",
    }
    loaded.queues.alerts.clear()
    loaded.upload(MEASURES, written([*rows[:place], new, *rows[place:]]))
    loaded.work()
    assert _newest(loaded).state == deliveries.LOADED
    assert [alert["text"] for alert in loaded.queues.alerts if IDLE in alert["text"]] == []


@pytest.mark.parametrize("place", [0, 7])
@pytest.mark.parametrize("change", [{"HTS Scope": "0101"}, {"HTS Scope": "0102", "Origin": "VN"}, {}])
def test_one_that_is_new_is_told_alone(loaded: World, place: int, change: dict[str, str]) -> None:
    """C16: also where it says the same as one that is known, for another time."""
    rows = rows_of(small(MEASURES))
    loaded.upload(MEASURES, written(rows))
    loaded.work()
    idle = next(row for row in rows if row["Tariff Code"] == "9903.82.09")
    new = idle | change | {"Source": "another", "Effective From": "2027-12-01", "Effective To": "2027-12-31"}
    loaded.queues.alerts.clear()
    loaded.upload(MEASURES, written([*rows[:place], new, *rows[place:]]))
    loaded.work()
    [alert] = [alert for alert in loaded.queues.alerts if IDLE in alert["text"]]
    assert alert["text"].count(IDLE) == alert["facts"]["crossings"] == 1
