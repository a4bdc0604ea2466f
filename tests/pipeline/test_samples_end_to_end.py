"""From the samples to entries and findings: the pipeline says what the command line says."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import pytest

from chalicelib.data_sets import REFERENCE
from chalicelib.feeds.catalogue import INGESTIONS
from chalicelib.pipeline.ingest import ingest
from chalicelib.store.datasets import read_pins, read_snapshot
from tests.pipeline.asking import (
    alerts,
    comparison_documents,
    entry_documents,
    newest,
    right_comparisons,
    right_entries,
)
from tests.pipeline.days import begun
from tests.pipeline.small import FILES, rows_of, written
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample

ENTRIES = 107


@cache
def _from_sap() -> Twin:
    world = Twin()
    for ingestion in INGESTIONS:
        ingest(world.ports, ingestion.name, 60)
    world.upload("Exchange_Rate.csv")
    world.work()
    return world


def test_sap_to_lines_to_findings_says_what_the_command_line_says() -> None:
    assert len(right_entries()) == ENTRIES
    assert entry_documents(_from_sap()) == right_entries()
    assert comparison_documents(_from_sap()) == right_comparisons()


def test_the_files_by_hand_say_what_the_command_line_says(day: Twin) -> None:
    assert entry_documents(day) == right_entries()
    assert comparison_documents(day) == right_comparisons()


def test_the_files_and_sap_fill_the_table_alike(day: Twin) -> None:
    """The manual path and the automatic path are one path."""
    assert _content(day) == _content(_from_sap())


def _content(world: Twin) -> dict[str, Any]:
    pins = read_pins(world.table)
    sets = {
        name: sorted(tuple(row.items()) for row in read_snapshot(world.table, name, pins))
        for name in REFERENCE
    }
    return {"reference": sets, "entries": entry_documents(world)}


@pytest.mark.parametrize("seed", range(6))
def test_the_order_in_which_everything_arrives_does_not_count(seed: int) -> None:
    """A15, C2: files in any order, traffic in two parts, the work in between done or not."""
    random, world = Random(seed), Twin()
    arriving = list(_in_parts(random))
    random.shuffle(arriving)
    for name, body in arriving:
        world.upload(name, body)
        if random.random() < 0.7:
            world.work()
    world.work()
    assert entry_documents(world) == right_entries()
    assert comparison_documents(world) == right_comparisons()


def _in_parts(random: Random) -> Iterator[tuple[str, bytes]]:
    for name in FILES:
        if name not in ("Shipments.csv", "Invoices.csv", "Customs_Report.csv"):
            yield name, sample(name)
            continue
        rows = rows_of(sample(name))
        unit = "Invoice" if name == "Invoices.csv" else "Shipment"
        units = sorted({row[unit] for row in rows})
        first = set(random.sample(units, len(units) // 2))
        for part in (True, False):
            yield name, written([row for row in rows if (row[unit] in first) == part])


def test_one_alert_tells_how_a_run_went_and_one_of_its_discrepancies() -> None:
    """C16: the counts are those of the comparisons."""
    world = begun({"Customs_Report.csv": None})
    heard = len(world.heard)
    world.upload("Customs_Report.csv")
    world.work()
    run = newest(world).run
    assert sorted(world.heard[heard:]) == [f"discrepancies-{run}", f"run-{run}"]
    statuses = Counter(one["status"] for one in right_comparisons().values())
    facts = alerts(world)[f"run-{run}"]["facts"]
    assert {status: facts.get(status, 0) for status in ("pass", "warn", "fail")} == {
        status: statuses[status] for status in ("pass", "warn", "fail")
    }
    material = {
        (one["entry_date"], shipment): [found["severity"] for found in one["findings"]].count("material")
        for shipment, one in right_comparisons().items()
    }
    differing = sorted((place for place, count in material.items() if count), reverse=True)
    told = alerts(world)[f"discrepancies-{run}"]
    assert told["facts"] == {
        "entries": len(differing),
        "findings": sum(material.values()),
        "dates": sorted({date for date, _ in differing}, reverse=True),
    }
    named = ", ".join(f"{shipment} ({date})" for date, shipment in differing[:10])
    assert told["text"].endswith(f" Shipments: {named} and {len(differing) - 10} more.")
