"""Signposts: the load writes what leads from an entry date to its shipments, announced or only reported."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from chalicelib.api.comparing import compare as asked_for
from chalicelib.api.listing import days as summed
from chalicelib.api.newest import newest
from chalicelib.pipeline.changes import Change, Changes, write_changes
from chalicelib.pipeline.finish import end
from chalicelib.pipeline.load import load
from chalicelib.pipeline.plan import start_daily
from chalicelib.store import comparisons, entries, keys, runs
from chalicelib.store.by_day import shipment_days, shipments_of_dates
from chalicelib.store.datasets import Rows
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import Key
from tests.pipeline import days
from tests.pipeline.asking import run
from tests.pipeline.small import SHIPMENTS, edited, small
from tests.pipeline.test_comparisons_stay_true import REPORT, SHIPMENT, head, unknown
from tests.pipeline.twin import Twin

DATE, OTHER = "2026-11-18", "2026-11-20"
"""Two dates on which there is nothing."""


def rows(column: str, shipment: str, *dates: str, each: int = 3) -> Rows:
    """Rows of a shipment: so many of each date."""
    return [
        {"Shipment": shipment, "Entry Date": day, column: str(number)}
        for day in dates
        for number in range(each)
    ]


def changes(data_set: str, **units: Rows) -> Changes:
    return {data_set: Change(units, [], differs=True)}


def written(table: MemoryTable, made: Changes, again: bool = False) -> Counter[Key]:
    """What is written of changes, but for the units themselves, and how often."""
    found: Counter[Key] = Counter()

    def listen(operation: str, asked: Sequence[Key]) -> None:
        found.update(key for key in asked if operation == "put_many" and "#V" not in key[1])

    table.before = listen
    write_changes(table, 1, made, again=again)
    return found


def dated(day: str, shipment: str, signpost: Callable[[str, str], Key] = keys.day_reported) -> set[Key]:
    return {(keys.years(), day[:4]), (keys.days(day[:4]), day), signpost(day, shipment)}


def test_each_reported_shipment_has_one_signpost_a_date() -> None:
    """Not one a row: a report may have 100,000 of those. None leads from its invoices."""
    table = MemoryTable()
    made = changes("report", S1=rows("Line", "S1", DATE, OTHER), S2=rows("Line", "S2", DATE))
    found = written(table, made)
    expected = dated(DATE, "S1") | dated(OTHER, "S1") | dated(DATE, "S2")
    assert found == dict.fromkeys(expected, 1)
    # The attempt before may have died between the units and their signposts.
    assert written(table, made, again=True) == found


def test_an_announced_shipment_is_led_to_from_its_invoices_too() -> None:
    found = written(MemoryTable(), changes("shipments", S1=rows("Invoice", "S1", DATE, each=2)))
    invoices = {keys.under_shipment(str(number), "S1") for number in range(2)}
    assert found == dict.fromkeys(dated(DATE, "S1", keys.day_shipment) | invoices, 1)


def test_no_other_data_set_has_signposts() -> None:
    assert not written(MemoryTable(), changes("invoice_lines", I1=[{"Invoice": "I1", "Line": "1"}]))


def only_loaded(body: bytes) -> Twin:
    """A day on which a report was loaded, and the run that follows was given up."""
    return given_up(days.little_day(), body)


def given_up(world: Twin, body: bytes) -> Twin:
    world.clock.forward(minutes=1)
    world.upload(REPORT, body)
    delivery = load(world.ports, world.landed.popleft())
    world.queues.sent.clear()
    end(world.ports, run(world, delivery.run), runs.FAILED)
    return world


@pytest.mark.parametrize("moved", [False, True])
def test_the_daily_run_makes_good_what_a_run_left_undone(moved: bool) -> None:
    """G18, C18: a shipment that only the report knows is compared and told of, on its date of now."""
    world = only_loaded(unknown("SHX1", DATE))
    if moved:
        given_up(world, unknown("SHX1", OTHER))
    assert comparisons.head(world.table, "SHX1") is None
    world.clock.forward(days=1)
    daily = start_daily(world.ports, date(2026, 11, 24))
    world.work()
    found = head(world, "SHX1")
    assert (found.entry_date, found.told_in) == (OTHER if moved else DATE, daily.id)
    assert found.material > 0
    assert run(world, daily.id).counts["newly_material"] == 1
    assert f"discrepancies-{daily.id}" in world.heard


@pytest.mark.parametrize("under", [{}, {"tolerances": {"value": "0"}}], ids=["usual", "other"])
def test_who_asks_for_a_date_finds_what_no_run_has_come_to(under: dict[str, object]) -> None:
    world = only_loaded(unknown("SHX1", DATE))
    by_date = asked_for(world.ports, {"date": DATE} | under)
    assert by_date == asked_for(world.ports, {"shipment": "SHX1"} | under)
    given_up(world, unknown("SHX1", OTHER))
    assert asked_for(world.ports, {"date": DATE} | under) == {"comparisons": []}
    [found] = asked_for(world.ports, {"date": OTHER} | under)["comparisons"]
    assert (found["shipment"], found["entry_date"]) == ("SHX1", OTHER)


def test_lists_show_no_date_that_nothing_came_of() -> None:
    """A signpost leads to a date; an entry, or a comparison, there need not be."""
    world = days.little_day()
    asked = {"from": DATE, "to": OTHER}
    before = newest(world.table, date(2026, 11, 23))
    given_up(world, unknown("SHX1", DATE))
    assert list(shipments_of_dates(world.table, DATE, OTHER)) == ["SHX1"]
    assert list(shipments_of_dates(world.table, DATE, OTHER, announced=True)) == []
    assert newest(world.table, date(2026, 11, 23)) == before
    assert summed(world.table, asked) == {"days": []}
    for listed in (entries.of_period, comparisons.of_period):
        assert not list(listed(world.table, DATE, OTHER))


def test_a_shipment_that_is_reported_with_another_date_stays_on_its_own() -> None:
    """The entry's date counts wherever there is one; asked for by the date of the report, it is not shown."""
    moved = edited(small(REPORT), lambda row: row | {"Entry Date": OTHER})
    world = only_loaded(moved)
    assert OTHER in shipment_days(world.table, DATE, OTHER)
    assert set(shipments_of_dates(world.table, DATE, OTHER)) == set(SHIPMENTS)
    assert asked_for(world.ports, {"date": OTHER}) == {"comparisons": []}
    assert summed(world.table, {"from": DATE, "to": OTHER}) == {"days": []}
    assert head(world).entry_date != OTHER
    [found] = asked_for(world.ports, {"date": head(world).entry_date})["comparisons"]
    assert found["shipment"] == SHIPMENT
