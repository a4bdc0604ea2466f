"""A delivery changes what it concerns, and nothing else."""

import pytest

from chalicelib.feeds.catalogue import source_of_file
from chalicelib.pipeline.plan import start_daily
from chalicelib.store import deliveries, entries
from chalicelib.store.alerts import of_month
from chalicelib.store.datasets import read_pins, read_snapshot
from tests.pipeline.asking import (
    entry_documents,
    heads,
    held,
    made_of,
    newest,
    right_entries,
    run,
    versions,
    visible,
)
from tests.pipeline.small import FILES, edited, heavier, rows_of, without, written
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample

ENTRIES = 107
MATERIAL = "10005242"


def test_a_changed_weight_makes_exactly_the_affected_entries_anew(day: Twin) -> None:
    """G5"""
    before, affected = versions(day), made_of(day, MATERIAL)
    assert len(affected) > 3
    day.upload("Product_List.csv", heavier(sample("Product_List.csv"), MATERIAL))
    day.work()
    anew = {name for name, version in versions(day).items() if version != before[name]}
    assert anew == {name for name in affected if _differs(day, name)}
    assert len(anew) > 3
    counts = run(day, newest(day).run).counts
    assert counts["generated"] == len(anew)
    assert counts["generated"] + counts["unchanged"] == ENTRIES
    assert newest(day).changed == {"product_weights": 1}


def _differs(world: Twin, shipment: str) -> bool:
    """Whether an entry does not say any more what it says of the samples."""
    return entries.document(world.table, shipment) != right_entries()[shipment]


def test_an_entry_that_is_looked_at_again_is_known_to_hold_for_the_new_data(day: Twin) -> None:
    """G15: what is made anew and comes out the same keeps its version; what nobody looked at keeps all."""
    before = heads(day)
    affected = min(made_of(day, MATERIAL) - held(day))
    other = min(before.keys() - made_of(day, MATERIAL) - held(day))
    renamed = edited(
        sample("Product_List.csv"),
        lambda row: row | {"Description": "Renamed"} if row["Material"] == MATERIAL else row,
    )
    day.upload("Product_List.csv", renamed)
    day.work()
    now = heads(day)
    assert now[affected].checked == read_pins(day.table).revision > before[affected].checked
    assert now[affected].version == before[affected].version
    assert now[other] == before[other]


def test_a_product_that_is_removed_holds_the_entries_that_need_it(day: Twin) -> None:
    """And lets them go when it comes back."""
    lacking, affected = held(day), made_of(day, MATERIAL)
    day.upload("Product_List.csv", without("Product_List.csv", "Material", MATERIAL))
    day.work()
    assert held(day) == lacking | affected > lacking
    day.upload("Product_List.csv")
    day.work()
    assert entry_documents(day) == right_entries()


def test_a_delivery_that_shrank_to_half_is_refused_and_leaves_everything_as_it_was(day: Twin) -> None:
    """A10, A11: one alert, and nothing else changes."""
    before, rows = visible(day), rows_of(sample("Product_List.csv"))
    day.upload("Product_List.csv", written(rows[: len(rows) // 2]))
    day.work()
    assert (newest(day).state, newest(day).run) == (deliveries.REFUSED, "")
    assert day.heard == [f"refused-{newest(day).sequence}"]
    assert visible(day) == before


def test_a_file_that_did_not_change_starts_nothing(day: Twin) -> None:
    """G3, A21."""
    before = visible(day)
    for name in FILES:
        day.upload(name)
        day.work()
        assert (newest(day).state, newest(day).run) == (deliveries.UNCHANGED, "")
    assert visible(day) == before
    assert not day.heard


def test_the_daily_run_after_everything_changes_nothing(day: Twin) -> None:
    """G3, C13: its schedule fires twice, and it is one run."""
    before = visible(day)
    for _ in range(2):
        started = start_daily(day.ports, day.clock().date())
        day.work()
    assert set(run(day, started.id).counts) == {"unchanged"}
    assert visible(day) == before
    assert not day.heard


@pytest.mark.parametrize(
    ("name", "place"),
    [("HTS_Code.csv", 0), ("HTS_Code.csv", 7), ("Packaging_Material.csv", 7), ("Packaging_Material.csv", -1)],
)
def test_what_stays_for_a_rejected_row_stays_in_its_place(day: Twin, name: str, place: int) -> None:
    """Nothing moves for a row that cannot be read: with the others as they were, nothing has changed."""
    [data_set] = source_of_file(name).data_sets
    before = read_snapshot(day.table, data_set, read_pins(day.table))
    rows = rows_of(sample(name))
    rows[place] |= {BROKEN[name]: "perhaps"}
    day.upload(name, written(rows))
    day.work()
    assert (newest(day).source, newest(day).state, newest(day).rejected) == (name, "unchanged", 1)
    assert any(alert["facts"].get("source") == name for alert in of_month(day.table, "2026-11"))
    assert read_snapshot(day.table, data_set, read_pins(day.table)) == before


BROKEN = {
    "HTS_Code.csv": "Effective From",
    "Packaging_Material.csv": "Is Packaging",
}
"""By file, a column whose cell can be broken without hiding what row it is."""
