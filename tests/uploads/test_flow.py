"""An upload from its form to the entries that it makes anew; nothing changes before it is confirmed."""

from typing import Any

import pytest

from chalicelib.feeds.landing import read_delivery
from chalicelib.store import deliveries, entries, keys, runs
from chalicelib.store.datasets import read_pins, read_unit
from chalicelib.store.records import Record
from tests.pipeline.small import FILES, MATERIALS, edited, heavier, only, small
from tests.pipeline.state import differences, state_of
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample
from tests.uploads.desk import Desk

PRODUCTS = "Product_List.csv"
OWN = ("UPLOAD#", "AUDIT#", "WAITING#UPLOAD")


def everything_else(world: Any) -> dict[tuple[str, str], Record]:
    """All records but those of uploads and of the audit trail."""
    assert isinstance(world, Twin)
    return {record.key: record for record in world.records() if not record.pk.startswith(OWN)}


def loaded_by_hand(world: Any, name: str, body: bytes) -> Twin:
    """A copy of a world into whose bucket a file was dropped, and which has done all that follows."""
    copy: Twin = world.copy()
    copy.upload(name, body)
    copy.work()
    return copy


def test_from_the_form_to_the_entries_made_anew(whole: Desk) -> None:
    body = heavier(sample(PRODUCTS), MATERIALS[0])
    world = whole.world
    before = {one: entries.head(world.table, one) for one in shipments_of(world)}
    sent = whole.send(PRODUCTS, body)
    assert (sent["state"], sent["by"], sent["size"]) == ("ready", "ada", len(body))
    assert sent["counts"]["changed"]["product_weights"] == counted(changed=1, unchanged=72)
    assert sent["counts"]["changed"]["product_master"] == counted(unchanged=73)
    assert (sent["delivery"], sent["run"], sent["problem"]) == (None, None, "")

    confirmed = whole.confirm(sent["id"])
    assert (confirmed["state"], confirmed["run"]) == ("confirmed", None)
    world.work()

    done = whole.show(sent["id"])
    assert (done["state"], done["delivery"]) == ("loaded", confirmed["delivery"])
    run = runs.find(world.table, done["run"])
    assert run is not None
    assert run.state == runs.DONE
    now = {one: entries.head(world.table, one) for one in before}
    made = {one for one, head in now.items() if head and head.run == run.id}
    looked_at = {one for one, head in now.items() if head != before[one]}
    concerned = {one for one, head in now.items() if head and MATERIALS[0] in head.materials}
    assert made <= concerned <= looked_at
    assert len(concerned) == sent["affected_entries"] > 1


def test_nothing_is_written_before_it_is_confirmed(desk: Desk) -> None:
    before = everything_else(desk.world)
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    assert sent["state"] == "ready"
    assert everything_else(desk.world) == before
    assert not desk.world.landed
    assert desk.world.work() == 0


@pytest.mark.parametrize("name", FILES)
def test_what_is_confirmed_is_loaded_as_if_it_had_been_dropped(desk: Desk, name: str) -> None:
    """The same bytes go the same path."""
    body = edited(small(name), last_changed(name))
    dropped = loaded_by_hand(desk.world, name, body)
    desk.load(name, body)
    assert isinstance(desk.world, Twin)
    found, expected = (relevant(state_of(world)) for world in (desk.world, dropped))
    assert not differences(found, expected)


def test_what_is_landed_is_what_was_sent(desk: Desk) -> None:
    body = heavier(small(PRODUCTS), MATERIALS[0])
    done = desk.load("PRODUCT list.csv", body)
    delivery = deliveries.find(desk.world.table, done["delivery"])
    assert delivery is not None
    landed = read_delivery(desk.world.raw, delivery.manifest)
    assert landed.parts == ((PRODUCTS, body),)
    assert (landed.manifest.file_name, landed.manifest.source) == ("PRODUCT list.csv", "csv")
    assert landed.manifest.fetched_at == desk.stored(done["id"]).decided_at


def test_a_person_says_what_a_file_is_whose_name_does_not(desk: Desk) -> None:
    sent = desk.send("weights of autumn.csv", heavier(small(PRODUCTS), MATERIALS[0]), source=PRODUCTS)
    assert (sent["state"], sent["source"], sent["file_name"]) == ("ready", PRODUCTS, "weights of autumn.csv")


def test_a_file_that_changes_nothing(desk: Desk) -> None:
    sent = desk.send(PRODUCTS, small(PRODUCTS))
    assert sent["counts"]["changed"]["product_weights"] == counted(unchanged=4)
    assert (sent["affected_entries"], sent["sample"]) == (0, [])
    desk.confirm(sent["id"])
    desk.world.work()
    done = desk.show(sent["id"])
    assert (done["state"], done["run"]) == ("loaded", None)


def test_traffic_adds_and_replaces_and_leaves_the_rest(whole: Desk) -> None:
    rows = sample("Invoices.csv").decode().splitlines()
    old = rows[1].replace(",532,", ",533,").replace("3835.72", "3842.93")
    new = rows[1].replace("INV00001A", "INV99999Z")
    sent = whole.send("Invoices.csv", "\n".join([rows[0], old, rows[2], new, ""]).encode())
    assert sent["counts"]["changed"]["invoice_lines"]["added"] == 1
    assert sent["counts"]["changed"]["invoice_lines"]["changed"] == 1
    assert sent["counts"]["changed"]["invoice_lines"]["removed"] == 0
    assert sent["affected_entries"] == 1
    changed = next(one for one in sent["sample"] if one["before"])
    assert changed["key"] == "INV00001A + 10"
    assert (changed["before"]["Quantity"], changed["after"]["Quantity"]) == ("532", "533")
    assert [one["key"] for one in sent["sample"] if not one["before"]] == ["INV99999Z + 10"]


def test_traffic_counts_what_was_delivered(whole: Desk) -> None:
    """Not what there is: what is not delivered stays, and nobody has said anything about it."""
    invoices = ["INV00001A", "INV00002A", "INV00080A"]
    body = (
        only("Invoices.csv", "Invoice", *invoices).replace(b",532,", b",533,").replace(b"3835.72", b"3842.93")
    )
    sent = whole.send("Invoices.csv", body)
    assert sent["counts"]["changed"]["invoice_lines"] == counted(changed=1, unchanged=2)


def test_what_is_missing_in_reference_data_is_gone(whole: Desk) -> None:
    lines = sample("Packaging_Material.csv").decode().splitlines()
    sent = whole.send("Packaging_Material.csv", "\n".join([lines[0], *lines[3:]]).encode())
    assert sent["counts"]["changed"]["packaging"] == counted(removed=2, unchanged=len(lines) - 3)
    assert [(one["key"], one["after"]) for one in sent["sample"]] == [
        ("910005825", None),
        ("910005836", None),
    ]


def test_measures_concern_every_entry(whole: Desk) -> None:
    def dearer(row: dict[str, str]) -> dict[str, str]:
        return row | {"Rate": "0.26"} if row["Tariff Code"] == "9903.88.01" else row

    sent = whole.send("HTS Tariff.csv", edited(sample("HTS Tariff.csv"), dearer))
    assert sent["affected_entries"] == len(shipments_of(whole.world))


def test_a_report_is_compared_anew(whole: Desk) -> None:
    lines = sample("Customs_Report.csv").decode().splitlines()
    sent = whole.send("Customs_Report.csv", "\n".join([lines[0], lines[1].replace("0.11", "0.12")]).encode())
    assert (sent["state"], sent["affected_entries"]) == ("ready", 1)


def test_the_order_of_the_rows_alone(desk: Desk) -> None:
    """G5: in measures the order is law: told is that nothing else changes and all entries are concerned."""
    lines = small("HTS Tariff.csv").decode().splitlines()
    by_program = sorted(lines[1:], key=lambda line: line.split(",")[0], reverse=True)
    sent = desk.send("HTS Tariff.csv", "\n".join([lines[0], *by_program]).encode())
    counts = sent["counts"]["changed"]["measures"]
    assert (counts["added"], counts["changed"], counts["removed"]) == (0, 0, 0)
    assert "another order" in sent["problems"][0]["what"]
    assert sent["affected_entries"] == 2


def counted(**units: int) -> dict[str, int]:
    """Counts of units; what is not named is none."""
    return {name: units.get(name, 0) for name in ("added", "changed", "removed", "unchanged")}


def shipments_of(world: Any) -> list[str]:
    """Every shipment of which there is an entry."""
    return [record.pk[6:] for record in everything_else(world).values() if is_head(record)]


def is_head(record: Record) -> bool:
    return record.pk.startswith("ENTRY#") and record.key == keys.entry(record.pk[6:])


def relevant(state: dict[str, Any]) -> dict[str, Any]:
    """A state without what only one of the two ways leaves behind."""
    left = ("UPLOAD#", "AUDIT#", "RECEIVED#", "WAITING#UPLOAD")
    return {key: value for key, value in state.items() if not key.startswith(left)}


def last_changed(name: str) -> Any:
    """A change of one row of a file that the file may have."""
    changes = {
        "Product_List.csv": ("Material", MATERIALS[0], "Description", "Another"),
        "HTS_Code.csv": ("HTS Code", "9403.20.0035", "Description", "Another"),
        "HTS Tariff.csv": ("Program", "S122", "Source", "another"),
        "Packaging_Material.csv": ("Material", "910005836", "Description", "Another"),
        "Exchange_Rate.csv": ("Currency", "CNY", "USD per Unit", "0.150001"),
        "Shipments.csv": ("Shipment", "SH261100080", "Container", "ANOTHER"),
        "Invoices.csv": ("Invoice", "INV00080A", "PO", "1"),
        "Customs_Report.csv": ("Shipment", "SH261100080", "MPF", "0.01"),
    }
    column, value, other, text = changes[name]
    return lambda row: row | {other: text} if row[column] == value else row


def test_units_are_seen_only_after_the_load(desk: Desk) -> None:
    body = edited(small("Invoices.csv"), last_changed("Invoices.csv"))
    sent = desk.send("Invoices.csv", body)
    table = desk.world.table
    for act, purchase_order in ((desk.confirm, False), (lambda _: desk.world.work(), True)):
        act(sent["id"])
        found = read_unit(table, "invoice_lines", "INV00080A", read_pins(table))
        assert ({row["PO"] for row in found} == {"1"}) is purchase_order
