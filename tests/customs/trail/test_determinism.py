"""R4.01: the same inputs give the same bytes; whatever matters and changes, changes a hash."""

import json
import random
from typing import Any

import pytest

from chalicelib import __version__
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset
from chalicelib.customs.trail.document import content_hash, explain_line
from chalicelib.customs.trail.keep import generate_with_trails
from chalicelib.customs.trail.page import page
from chalicelib.customs.trail.provenance import Provenance, inputs_hash
from tests.customs.building import goods, packing, samples, world
from tests.customs.trail.reading_trails import canonical, sample_trails, trails_of

SHUFFLED = ("products", "hts_rates", "packaging", "exchange_rates", "shipments", "invoice_lines",
            "sequence_order", "fees", "adcvd")  # fmt: skip
REFERENCE = tuple(name for name in SHUFFLED if name not in ("shipments", "invoice_lines"))


def shuffled(data: Dataset, seed: int) -> Dataset:
    """The same rows in another order; the measures stay, for their order is law."""
    rng = random.Random(seed)
    tables = {name: rng.sample(list(rows), len(rows)) for name in SHUFFLED if (rows := getattr(data, name))}
    return data._replace(**{name: type(getattr(data, name))(rows) for name, rows in tables.items()})


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_no_byte(seed: int) -> None:
    """R4.01: JSON and page are the same bytes whatever the order of the files' rows, but of the measures."""
    again = trails_of(shuffled(samples(), seed))
    assert [canonical(trail) for trail in again] == [canonical(trail) for trail in sample_trails()]
    assert [page(trail) for trail in again[::20]] == [page(trail) for trail in sample_trails()[::20]]


def test_one_line_alone_is_told_as_among_all() -> None:
    """R4.01: what was told before changes nothing."""
    data = samples()
    reference, provenance = Reference(data), Provenance(data)
    kept = [one for _, trails in generate_with_trails(data, reference) for one in trails]
    for one, trail in list(zip(kept, sample_trails(), strict=True))[::-37]:
        assert explain_line(one.working, one.line.number, reference, provenance) == trail


def test_the_content_hash_is_that_of_everything_else() -> None:
    """R4.01: a filed document can be checked by anybody who can read JSON."""
    trails = sample_trails()
    assert all(content_hash(trail) == trail["proof"]["content_hash"] for trail in trails)
    assert len({trail["proof"]["content_hash"] for trail in trails}) == len(trails)
    filed = json.loads(canonical(trails[0]))
    assert content_hash(filed) == filed["proof"]["content_hash"]
    filed["duties"][0]["duty"] = "0.01"
    assert content_hash(filed) != filed["proof"]["content_hash"]


def test_the_version_of_the_code_is_named() -> None:
    """R4.01: what a trail says may change with the code, so it names it."""
    assert {trail["proof"]["code_version"] for trail in sample_trails()} == {__version__}


def others(value: Any) -> list[Any]:
    """Values a field might have instead."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, str):
        return [value + "1"]
    if isinstance(value, frozenset):
        return [value ^ {"CN"}]
    if isinstance(value, tuple):
        return [(*value, "8"), value[1:]] if value else [("8",)]
    return [0]


@pytest.mark.parametrize("table", [*REFERENCE, "measures"])
def test_any_changed_field_of_the_reference_data_changes_its_hash(table: str) -> None:
    """R4.01: every field of every reference table is in the reference hash, and in the row's version."""
    data = samples()
    rows = getattr(data, table)
    before = Provenance(data)
    for field in rows[0]._fields:
        for value in others(getattr(rows[0], field)):
            changed = rows[0]._replace(**{field: value})
            changes: dict[str, Any] = {table: (changed, *rows[1:])}
            after = Provenance(data._replace(**changes))
            assert after.reference_hash != before.reference_hash, (field, value)
            if (table, field) != ("measures", "number"):
                assert after.version(changed) != before.version(rows[0]), (field, value)


def test_a_row_more_or_less_changes_the_reference_hash() -> None:
    """R4.01: and a row does not pass for one of another table."""
    data = samples()
    hashes = {Provenance(data).reference_hash}
    for table in (*REFERENCE, "measures"):
        rows = getattr(data, table)
        for others_of_table in (rows[1:], (*rows, rows[0])):
            changes: dict[str, Any] = {table: others_of_table}
            hashes.add(Provenance(data._replace(**changes)).reference_hash)
    assert len(hashes) == 1 + 2 * len((*REFERENCE, "measures"))


def test_the_order_of_the_measures_changes_the_reference_hash() -> None:
    """R4.01: the order of the measures is law."""
    data = samples()
    swapped = data._replace(measures=(data.measures[1], data.measures[0], *data.measures[2:]))
    assert Provenance(swapped).reference_hash != Provenance(data).reference_hash


def test_traffic_is_no_reference_data() -> None:
    """R4.01: shipments, invoices and the report leave the reference hash alone."""
    data = samples()
    empty = data._replace(shipments=(), invoice_lines=[], report=None)
    assert Provenance(empty).reference_hash == Provenance(data).reference_hash


def test_any_changed_field_of_a_shipment_changes_its_inputs_hash() -> None:
    """R4.01: every field of the shipment's rows and of its invoice lines counts, their order does not."""
    data = samples()
    rows, lines = data.shipments[:2], data.invoice_lines[:3]
    before = inputs_hash(rows, lines)
    assert inputs_hash(rows[::-1], lines[::-1]) == before
    for field in rows[0]._fields:
        for value in others(getattr(rows[0], field)):
            assert inputs_hash([rows[0]._replace(**{field: value}), rows[1]], lines) != before
    for field in lines[0]._fields:
        for value in others(getattr(lines[0], field)):
            assert inputs_hash(rows, [lines[0]._replace(**{field: value}), *lines[1:]]) != before
    assert inputs_hash(rows, lines[:2]) != before


def test_packaging_lines_are_inputs_too() -> None:
    """R4.01: what the packing was and cost is in the inputs hash; another shipment's invoices are not."""
    (alone,) = trails_of(world(goods(), packing("10", quantity="3")))
    (other,) = trails_of(world(goods(), packing("10", quantity="4")))
    assert alone["proof"]["inputs_hash"] != other["proof"]["inputs_hash"]
    assert len({trail["proof"]["inputs_hash"] for trail in sample_trails()}) == len(
        {trail["entry"]["shipment"] for trail in sample_trails()}
    )
