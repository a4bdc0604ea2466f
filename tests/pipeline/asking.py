"""What tests ask a world about its entries, its comparisons and what was told, and what is right of them."""

import json
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from typing import Any

from chalicelib.cli import main
from chalicelib.store import comparisons, deliveries, entries, runs
from chalicelib.store.datasets import read_pins
from chalicelib.store.deliveries import Delivery
from chalicelib.store.entries import StoredEntry
from chalicelib.store.runs import Run
from tests.pipeline.twin import Twin
from tests.pipeline.world import SAMPLES

Documents = dict[str, dict[str, Any]]


def right_entries() -> Documents:
    """What the command line makes of the samples, by shipment."""
    return {document["shipment"]: document for document in _said("generate")["entries"]}


def right_comparisons() -> Documents:
    """What the command line finds when it compares the samples, by shipment."""
    return {document["shipment"]: document for document in _said("compare")["comparisons"]}


@cache
def _said(command: str) -> dict[str, list[dict[str, Any]]]:
    out = StringIO()
    with redirect_stdout(out):
        main([command, str(SAMPLES), "--json"])
    found: dict[str, list[dict[str, Any]]] = json.loads(out.getvalue())
    return found


def entry_documents(world: Twin) -> Documents:
    """The current document of every entry, by shipment."""
    found = {name: entries.document(world.table, name) for name in _shipments(world, "HEAD")}
    return {name: document for name, document in found.items() if document}


def comparison_documents(world: Twin) -> Documents:
    """The current document of every comparison, by shipment, without the tolerances beside it."""
    found = {name: comparisons.document(world.table, name) for name in _shipments(world, "COMPARISON")}
    return {
        name: {field: value for field, value in document.items() if field != "tolerances"}
        for name, document in found.items()
        if document
    }


def heads(world: Twin) -> dict[str, StoredEntry]:
    """The current version of every entry, as it is listed."""
    return entries.heads(world.table, _shipments(world, "HEAD"))


def versions(world: Twin) -> dict[str, int]:
    """The number of the current version of every entry."""
    return {name: entry.version for name, entry in heads(world).items()}


def made_of(world: Twin, material: str) -> set[str]:
    """The entries that a material is in."""
    return {name for name, entry in heads(world).items() if material in entry.materials}


def held(world: Twin) -> set[str]:
    """The entries that lack something."""
    return {name for name, entry in heads(world).items() if entry.status == "needs_input"}


def visible(world: Twin) -> Any:
    """All that people see change."""
    revision = read_pins(world.table).revision
    return revision, versions(world), compared(world), entry_documents(world), comparison_documents(world)


def compared(world: Twin) -> dict[str, int]:
    """The current version of every comparison."""
    found = comparisons.heads(world.table, _shipments(world, "COMPARISON"))
    return {name: comparison.version for name, comparison in found.items()}


def alerts(world: Twin) -> Documents:
    """The alerts that are kept, by id."""
    return {record.sk: record.data for record in world.records() if record.pk.startswith("ALERTS#")}


def delivery(world: Twin, sequence: int) -> Delivery:
    """A delivery that there is."""
    found = deliveries.find(world.table, sequence)
    assert found is not None, f"there is no delivery {sequence}"
    return found


def newest(world: Twin) -> Delivery:
    """The delivery that came last."""
    numbers = [record.pk for record in world.records() if record.pk.startswith("DELIVERY#")]
    return delivery(world, int(max(numbers).removeprefix("DELIVERY#")))


def run(world: Twin, run_id: str) -> Run:
    """A run that there is."""
    found = runs.find(world.table, run_id)
    assert found is not None, f"there is no run {run_id}"
    return found


def _shipments(world: Twin, sort: str) -> list[str]:
    keys = [record.key for record in world.records() if record.pk.startswith("ENTRY#")]
    return sorted(pk.removeprefix("ENTRY#") for pk, sk in keys if sk == sort)
