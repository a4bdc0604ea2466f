"""An attempt at a delivery is killed, and the next one reads it otherwise, or finds something newer visible.

C12, A22: what becomes visible is what the last attempt made, and nothing of the one before it.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from chalicelib.etl.fingerprints import fingerprint
from chalicelib.etl.results import RejectedRow, Transformed
from chalicelib.pipeline import examine, load
from chalicelib.pipeline.in_time import OutOfTime
from chalicelib.pipeline.take_in import LEASE
from chalicelib.store import attempts, deliveries, gates, keys
from chalicelib.store.datasets import read_pins, read_version, write_units
from chalicelib.store.gates import Displaced, Gate
from chalicelib.store.memory import MemoryTable
from chalicelib.store.records import Record
from chalicelib.store.table import Busy
from tests.pipeline.small import edited, small
from tests.pipeline.test_load_protocol import crash, landed
from tests.pipeline.world import World

INVOICES, SET, GATE = "Invoices.csv", "invoice_lines", "invoice_lines"
MOST_CALLS = 200
_READ = examine.read
Rows = list[dict[str, str]]
Edit = Callable[[Transformed], Transformed]


def _rows(change: Callable[[Rows], Rows], made: Transformed) -> Transformed:
    return replace(made, sets={**made.sets, SET: change(made.sets[SET])})


def other_amounts(made: Transformed) -> Transformed:
    return _rows(lambda rows: [{**row, "Amount": "7.21"} for row in rows], made)


def other_names(made: Transformed) -> Transformed:
    """Units that the right code does not know of."""
    return _rows(lambda rows: [{**row, "Invoice": f"X{row['Invoice']}"} for row in rows], made)


def nearly_none(made: Transformed) -> Transformed:
    lost = RejectedRow(INVOICES, 2, {}, ("it is not taken yet",))
    return replace(_rows(lambda rows: rows[:1], made), rejected=[lost] * 3)


def right(made: Transformed) -> Transformed:
    return made


def deployed(monkeypatch: pytest.MonkeyPatch, edit: Edit) -> None:
    """From now on deliveries are read by this code."""
    monkeypatch.setattr(examine, "read", lambda *asked: edit(_READ(*asked)))
    monkeypatch.setattr(
        "chalicelib.pipeline.load.fingerprint", lambda *asked: f"{edit.__name__} {fingerprint(*asked)}"
    )


def visible(world: World) -> dict[str, tuple[int, Rows]]:
    """Every invoice that there is, with the delivery that it came with."""
    assert isinstance(world.table, MemoryTable)
    pins, units = read_pins(world.table), [pk for pk in world.table._partitions if pk.startswith("INVOICE#")]
    found = {unit: read_version(world.table, SET, unit.removeprefix("INVOICE#"), pins) for unit in units}
    return {unit: version for unit, version in found.items() if version[1]}


def arriving(repeated: bool) -> tuple[World, list[str]]:
    """Three deliveries of invoices: the second repeats the first, or has other quantities."""
    first = small(INVOICES)
    second = first if repeated else edited(first, lambda row: row | {"PO": "another"})
    third = edited(first, lambda row: row | {"PO": "a third"} if row["Invoice"] == "INV00080A" else None)
    world = World()
    return world, landed(world, [(INVOICES, body.decode()) for body in (first, second, third)])


@pytest.mark.parametrize("edit", [other_amounts, other_names, nearly_none])
@pytest.mark.parametrize("overtaken", [False, True])
@pytest.mark.parametrize("repeated", [False, True])
def test_nothing_is_seen_of_an_attempt_that_read_otherwise(
    repeated: bool, overtaken: bool, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies at its k-th call, for every k; it is overtaken, or not; then it comes again, read rightly."""
    order = [0, 2, 1] if overtaken else [0, 1, 2]
    deployed(monkeypatch, right)
    clean, manifests = arriving(repeated)
    for position in order:
        load.load(clean.ports, manifests[position])
    tried = 0
    for call in range(1, MOST_CALLS):
        world, manifests = arriving(repeated)
        load.load(world.ports, manifests[0])
        deployed(monkeypatch, edit)
        crash(world, "before", call, partial(load.load, world.ports, manifests[1]))
        deployed(monkeypatch, right)
        found = deliveries.find(world.table, 2)
        if found is not None and found.state in deliveries.FINISHED:
            break
        world.clock.forward(seconds=LEASE + 1)
        for position in order[1:]:
            load.load(world.ports, manifests[position])
        assert visible(world) == visible(clean), call
        assert not list(world.table.query(keys.delivery(2)[0], prefix="REJECTED#")), call
        tried = call
    assert 15 < tried < MOST_CALLS - 1


def test_another_reading_waits_for_the_lease_of_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever read it otherwise may still be writing; the same reading goes on at once."""
    world, [_, manifest, _] = arriving(repeated=False)
    deployed(monkeypatch, other_amounts)
    assert crash(world, "before", 20, partial(load.load, world.ports, manifest))
    deployed(monkeypatch, right)
    with pytest.raises(Busy, match="may still be being loaded, read otherwise"):
        load.load(world.ports, manifest)
    deployed(monkeypatch, other_amounts)
    with pytest.raises(OutOfTime):
        load.load(world.ports, manifest, lambda: True)
    deployed(monkeypatch, right)
    assert load.load(world.ports, manifest).state == deliveries.LOADED


def test_who_has_lost_the_gate_removes_nothing() -> None:
    """What the other one has written, or made visible, stays."""
    table = MemoryTable(clock=lambda: 0)
    mine = gates.enter(table, GATE, 1, "one", 0, LEASE, "a")
    attempts.note(table, mine, {SET: ["I1", "I2"]}, 0)
    write_units(table, SET, 1, {"I1": [], "I2": []})
    written = attempts.former(table, 1)
    assert written == {SET: {"I1", "I2"}}
    gates.enter(table, GATE, 1, "two", 0, LEASE, "a")
    with pytest.raises(Displaced, match="by another load of delivery 1; it goes on"):
        attempts.take_back(table, mine, written, {})
    assert len(list(table.query("INVOICE#I1"))) == 1


def test_many_units_are_removed_in_portions() -> None:
    table = MemoryTable(clock=lambda: 0)
    gate = gates.enter(table, GATE, 1, "one", 0, LEASE)
    units = [f"I{number}" for number in range(450)]
    attempts.note(table, gate, {SET: units}, 0)
    write_units(table, SET, 1, {unit: [] for unit in units})
    attempts.take_back(table, gate, attempts.former(table, 1), {SET: units[:3]})
    assert [unit for unit in units if list(table.query(f"INVOICE#{unit}"))] == units[:3]


def test_a_gate_from_before_readings_were_noted_is_read() -> None:
    table = MemoryTable(clock=lambda: 0)
    gates.enter(table, GATE, 1, "one", 0, LEASE)
    record = table.get(*keys.gate(GATE))
    assert record is not None
    old = {name: value for name, value in record.data.items() if name != "reading"}
    table.put(Record(*keys.gate(GATE), old))
    assert gates.enter(table, GATE, 1, "two", LEASE, LEASE, "a") == Gate(GATE, 2, 2, 1, "two", 2 * LEASE, "a")
