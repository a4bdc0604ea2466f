"""Which entries a load would concern: those that there are or will be, and no shipment without one."""

import pytest

from chalicelib.pipeline.affected import concerned_entries
from chalicelib.pipeline.load import load
from chalicelib.store.runs import Scope
from tests.pipeline import days
from tests.pipeline.small import INVOICES, MATERIALS, SHIPMENTS, edited, small
from tests.pipeline.test_comparisons_stay_true import REPORT, deliver, unknown
from tests.pipeline.twin import Twin

REPORTED, TO_COME = "SHX1", "SHX2"
"""Beside the two that have an entry: one that only the report knows, and one whose run has not come to it."""


@pytest.fixture(scope="module")
def little() -> Twin:
    world = days.little_day()
    deliver(world, REPORT, unknown(REPORTED))
    announced = edited(
        small("Shipments.csv"), lambda row: row | {"Shipment": TO_COME, "Invoice": f"{row['Invoice']}X"}
    )
    world.upload("Shipments.csv", announced)
    load(world.ports, world.landed.popleft())
    return world


@pytest.mark.parametrize(
    ("scope", "concerned"),
    [
        (None, 0),
        (Scope(), 0),
        (Scope(everything=True), 3),
        (Scope(everything=True, reported=[REPORTED, "SHX9"]), 3),
        (Scope(everything=True, shipments=["SHX9"]), 4),
        (Scope(reported=[REPORTED]), 0),
        (Scope(reported=[REPORTED, TO_COME, *SHIPMENTS]), 3),
        (Scope(shipments=[REPORTED], reported=[REPORTED]), 1),
        (Scope(reported=[SHIPMENTS[0]], invoices=[INVOICES[0]]), 1),
        (Scope(reported=[REPORTED], materials=[*MATERIALS]), 2),
    ],
    ids=repr,
)
def test_entries_are_counted(little: Twin, scope: Scope | None, concerned: int) -> None:
    """A shipment that is announced by the load itself will have an entry, whatever was known of it before."""
    assert concerned_entries(little.table, scope) == (concerned, 0)


@pytest.mark.parametrize(
    ("gone", "held"),
    [
        (Scope(materials=[MATERIALS[0]]), 1),
        (Scope(materials=["10009999"]), 0),
        (Scope(hts=["8504409580"]), 2),
    ],
    ids=repr,
)
def test_entries_that_name_what_goes_away_are_counted_with_one_look_at_each(
    little: Twin, monkeypatch: pytest.MonkeyPatch, gone: Scope, held: int
) -> None:
    looked: list[object] = []
    monkeypatch.setattr(
        little.table, "before", lambda operation, keys: looked.extend(keys if operation == "get_many" else [])
    )
    scope = Scope(materials=[*MATERIALS], hts=["8504409580"])
    assert concerned_entries(little.table, scope, gone) == (2, held)
    assert len(looked) == 3


def test_a_change_of_everything_is_counted_without_reading_an_entry(
    little: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A year has hundreds of thousands, and a file is checked while somebody waits."""
    asked: list[str] = []
    monkeypatch.setattr(little.table, "before", lambda operation, keys: asked.append(operation))
    assert concerned_entries(little.table, Scope(everything=True)) == (3, 0)
    assert set(asked) <= {"get", "query"}
