"""Whatever is in a file: what the preview says is what the load does, and what a dropped file would do."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.api.bodies import Invalid
from chalicelib.data_sets import REFERENCE, spoken
from chalicelib.feeds.catalogue import data_sets_of
from chalicelib.store import deliveries, entries
from chalicelib.store.datasets import by_unit, read_pins, read_snapshot, read_unit
from tests.pipeline import days
from tests.pipeline.small import FILES, Row, rows_of, small, written
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample
from tests.uploads.desk import Desk

TEXTS = st.sampled_from(
    ["", "0", "-1", "1.5", "abc", "=1+1", "2026-11-19", "CN", "XX", "9403.20.0035", "Y", " 7 "]
)
TOO_FEW = re.compile(r"^([\w ]+): (\d+) rows, the last good load had (\d+): below the limit of 80 %\.", re.M)
"""What a load says of a set that is too small: its name, the rows that are taken, and those there were."""
EXAMPLES = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


LONG = ("Product_List.csv", "Packaging_Material.csv", "Invoices.csv")


@cache
def without_shipments() -> Twin:
    """A day on which all rows of three files were loaded, so many that one may be broken, and no entry."""
    return days.begun({name: sample(name) if name in LONG else None for name in FILES})


def day_of(body: Callable[[str], bytes]) -> Twin:
    """A day on which the few rows, or all, were loaded."""
    return days.little_day() if body is small else without_shipments().copy()


@st.composite
def edited_files(draw: st.DrawFn) -> tuple[str, Callable[[str], bytes], bytes]:
    """A file of the samples with some rows changed, left out, doubled, moved, or added, or without their
    key."""
    of = draw(st.sampled_from([small, sample]))
    name = draw(st.sampled_from(FILES if of is small else LONG))
    rows = rows_of(of(name))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(rows) - 1))
        match draw(st.sampled_from(["cell", "cell", "cell", "keyless", "drop", "double", "move", "add"])):
            case "cell":
                column = draw(st.sampled_from(sorted(rows[at])))
                rows[at] = {**rows[at], column: draw(TEXTS)}
            case "keyless":
                rows[at] = keyless(rows[at])
            case "drop" if len(rows) > 1:
                rows.pop(at)
            case "double":
                rows.append(dict(rows[at]))
            case "move":
                rows.append(rows.pop(at))
            case "add":
                rows.append(added(rows[at]))
    return name, of, written(rows)


@st.composite
def shorter_files(draw: st.DrawFn) -> tuple[str, Callable[[str], bytes], bytes]:
    """The beginning of a long file; the rest goes away, unless a row does not say what it is of."""
    name = draw(st.sampled_from(LONG))
    rows = rows_of(sample(name))
    rows = rows[: draw(st.integers(len(rows) // 3, len(rows)))]
    for at in draw(st.lists(st.integers(0, len(rows) - 1), max_size=2)):
        rows[at] = keyless(rows[at])
    return name, sample, written(rows)


def keyless(row: Row) -> Row:
    """A row of which nobody can say to which unit it belongs."""
    return {**row, next(iter(row)): ""}


def added(row: Row) -> Row:
    """Another row like one: of a unit, or a line, that there was not."""
    first = next(iter(row))
    return {**row, first: "EUR" if first == "Currency" else f"{row[first][:-1]}9"}


@EXAMPLES
@given(edited_files() | shorter_files())
def test_the_preview_says_what_the_load_does(file: tuple[str, Callable[[str], bytes], bytes]) -> None:
    """Counts of rows and units, refusals, and the entries that come out anew.

    A file is refused as a dropped one would be, but for many rows that go away, which a person may want.
    """
    name, of, body = file
    world = day_of(of)
    desk, dropped = Desk(world), drop(world, name, body)
    sent = desk.send(name, body)
    assert sent["state"] in ("ready", "refused")
    if sent["state"] == "refused":
        assert dropped.state == deliveries.REFUSED
        assert sent["problem"]
        return
    assert bool(sent["shrinks"]) == (dropped.state == deliveries.REFUSED)
    shrinks = {spoken(one["set"]): (str(one["taken"]), str(one["before"])) for one in sent["shrinks"]}
    assert shrinks == {one[1]: (one[2], one[3]) for one in TOO_FEW.finditer(dropped.problem)}
    before, units_before = versions(world), units(world, name, body)
    desk.confirm(sent["id"])
    world.work()
    done = desk.show(sent["id"])
    assert done["state"] == "loaded"
    delivery = deliveries.find(world.table, done["delivery"])
    assert delivery is not None
    counts = sent["counts"]
    assert counts["rejected"] + counts["withheld"] == delivery.rejected
    made = (delivery.state, delivery.rejected, delivery.rows)
    assert sent["shrinks"] or made == (dropped.state, dropped.rejected, dropped.rows)
    told = {name: one["added"] + one["changed"] + one["removed"] for name, one in counts["changed"].items()}
    assert {name: number for name, number in told.items() if number} == {
        name: number for name, number in delivery.changed.items() if number
    }
    units_after = units(world, name, body)
    for data_set, one in counts["changed"].items():
        assert one == compared(data_set, units_before[data_set], units_after[data_set], counts)
    for one in sent["shrinks"]:
        assert one["after"] == sum(map(len, units_after[one["set"]].values()))
    now = versions(world)
    anew = {shipment for shipment in now if now[shipment] != before.get(shipment)}
    assert len(anew) <= sent["affected_entries"]
    assert desk.show(sent["id"])["counts"] == counts


def drop(world: Twin, name: str, body: bytes) -> deliveries.Delivery:
    """What becomes of the same bytes where they are dropped into the bucket."""
    copy = world.copy()
    copy.upload(name, body)
    copy.work()
    [found] = deliveries.of_source(copy.table, name, 1)
    return found


def versions(world: Twin) -> dict[str, int]:
    """The version of every entry."""
    shipments = [row["Shipment"] for row in rows_of(small("Shipments.csv"))]
    heads = entries.heads(world.table, [*shipments, *(f"{one[:-1]}9" for one in shipments)])
    return {shipment: head.version for shipment, head in heads.items()}


def units(world: Twin, name: str, body: bytes) -> dict[str, dict[str, Any]]:
    """The visible units of the data sets of a file; of traffic those that the file may name."""
    pins, found = read_pins(world.table), {}
    for data_set in data_sets_of(name):
        if data_set in REFERENCE:
            found[data_set] = by_unit(data_set, read_snapshot(world.table, data_set, pins))
        else:
            column = "Invoice" if data_set == "invoice_lines" else "Shipment"
            named = {row[column].strip() for row in rows_of(body)}
            read = {unit: read_unit(world.table, data_set, unit, pins) for unit in named if unit}
            found[data_set] = {unit: rows for unit, rows in read.items() if rows}
    return found


def compared(
    data_set: str, before: dict[str, Any], after: dict[str, Any], counts: dict[str, Any]
) -> dict[str, int]:
    """Units that were added, changed and removed, counted from what is visible before and after."""
    both = before.keys() & after.keys()
    unchanged = sum(before[unit] == after[unit] for unit in both)
    if data_set not in REFERENCE:
        # Units of which a row was rejected are as they were, and were not counted as delivered.
        unchanged = counts["changed"][data_set]["unchanged"]
        assert unchanged <= sum(before[unit] == after[unit] for unit in both)
    return {
        "added": len(after.keys() - before.keys()),
        "changed": sum(before[unit] != after[unit] for unit in both),
        "removed": len(before.keys() - after.keys()),
        "unchanged": unchanged,
    }


@EXAMPLES
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_bring_it_down(body: bytes) -> None:
    """B2, B4, B5, B20: any bytes are looked at, and told in words."""
    world = days.little_day()
    sent = Desk(world).send("Packaging_Material.csv", body)
    assert sent["state"] == "refused"
    assert sent["problem"]
    assert world.work() == 0


@EXAMPLES
@given(st.sampled_from(FILES), st.data())
def test_no_damage_to_a_good_file_brings_it_down(name: str, data: st.DataObject) -> None:
    """B1 to B25: a piece of a file is overwritten; it is ready or refused, and nothing is written."""
    body = bytearray(small(name))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    world = days.little_day()
    sent = Desk(world).send(name, bytes(body))
    assert sent["state"] in ("ready", "refused")
    assert world.work() == 0


@EXAMPLES
@given(st.text(max_size=300))
def test_no_name_gets_into_a_key(name: str) -> None:
    """B22: whatever it is, it is refused, or kept beside a key of ours."""
    desk = Desk(Twin())
    try:
        made = desk.create({"file_name": name + ".csv", "size": 1, "source": "Invoices.csv"})
    except Invalid:
        return
    [(key, *_)] = desk.forms
    assert key == f"checked/{made['id']}/{made['id']}.csv"
    assert desk.show(made["id"])["file_name"].isprintable()
