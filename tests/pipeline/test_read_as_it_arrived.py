"""How a delivery is read: as the settings said when it arrived, by the code of today."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

import chalicelib
from chalicelib.etl import fingerprints
from chalicelib.feeds.renaming import configured
from chalicelib.pipeline import examine
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.load import load
from chalicelib.pipeline.replay import landed, replay
from chalicelib.store import deliveries
from chalicelib.store.datasets import read_pins, read_snapshot
from tests.pipeline.small import MATERIALS, heavier, small
from tests.pipeline.world import World

FEED, SET = "ZFMIOR002", "product_weights"
Rows = list[dict[str, str]]
CHANGED: list[Mapping[str, Any]] = [
    {"decimal": ","},
    {"path": "ZWEIGHTS2"},
    {"fields": {"MATNR": "MATERIAL"}},
]
"""What became of the feed after it was fetched."""


def weights(world: World) -> Rows:
    return read_snapshot(world.table, SET, read_pins(world.table))


def fetched() -> World:
    world = World()
    ingest(world.ports, "product-weights", 60)
    world.work()
    return world


def rebuilt(world: World, setting: Mapping[str, Any]) -> World:
    """The table is lost after the setting has changed, and made anew."""
    new = World()
    new.raw.objects.update(world.raw.objects)
    new.ports = replace(new.ports, ingestions=configured({FEED: dict(setting)}))
    assert [one.sequence for one in replay(new.ports, landed(new.raw))] == [1]
    return new


def made_old(world: World) -> None:
    """Let the manifests be of version 1."""
    for key in landed(world.raw):
        document = json.loads(world.raw.objects[key]) | {"version": 1}
        del document["read_as"]
        world.raw.objects[key] = json.dumps(document).encode()


@pytest.mark.parametrize("setting", CHANGED, ids=str)
def test_what_was_fetched_before_a_setting_changed_is_rebuilt_as_it_was(setting: Mapping[str, Any]) -> None:
    """D19: decimal sign, function and fields are those of the day on which it was fetched."""
    world = fetched()
    new = rebuilt(world, setting)
    assert len(weights(world)) > 50
    assert weights(new) == weights(world)


@pytest.mark.parametrize("setting", CHANGED, ids=str)
def test_what_does_not_say_how_to_read_it_is_read_as_set_today(setting: Mapping[str, Any]) -> None:
    """Manifests of version 1: there is nothing else to go by."""
    world = fetched()
    made_old(world)
    assert weights(rebuilt(world, {})) == weights(world)
    assert weights(rebuilt(world, setting)) != weights(world)


def test_what_a_late_delivery_is_held_against_is_read_as_it_arrived() -> None:
    """A22: the newer delivery was fetched under another name of the function."""
    world = World()
    ingest(world.ports, "inbound-shipments", 60)
    late = world.landed.popleft()
    ingest(world.ports, "inbound-shipments", 60)
    load(world.ports, world.landed.popleft())
    world.ports = replace(world.ports, ingestions=configured({"ZEMM07": {"path": "ZSHIPMENTS"}}))
    assert load(world.ports, late).state == deliveries.UNCHANGED


def test_the_same_content_is_read_again_by_code_that_was_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A21: that it repeats the last one says nothing where that was read wrongly."""
    body, read = small("Product_List.csv"), examine.read

    def wrongly(*asked: Any) -> Any:
        made = read(*asked)
        return replace(
            made, sets={**made.sets, SET: [row | {"Net Weight (kg)": "1.000"} for row in made.sets[SET]]}
        )

    world = World()
    world.upload("Product_List.csv", body)
    with monkeypatch.context() as before:
        before.setattr(examine, "read", wrongly)
        before.setattr(fingerprints, "code_version", lambda: "before it was mended")
        world.work()
    assert {row["Net Weight (kg)"] for row in weights(world)} == {"1.000"}
    for state in (deliveries.LOADED, deliveries.UNCHANGED):
        world.upload("Product_List.csv", body)
        assert load(world.ports, world.landed.popleft()).state == state
    assert len({row["Net Weight (kg)"] for row in weights(world)}) == len(MATERIALS)
    world.upload("Product_List.csv", heavier(body, MATERIALS[0]))
    assert load(world.ports, world.landed.popleft()).state == deliveries.LOADED


@pytest.mark.parametrize("name", ["etl/fields.py", "customs/numbers.py", "data_sets.py", "strict_json.py"])
def test_the_code_that_reads_deliveries_is_known_by_its_files(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code is deployed without a new version of the product."""
    copy = tmp_path / "chalicelib"
    copytree(Path(chalicelib.__file__).parent, copy)
    as_it_is = fingerprints.code_version()
    monkeypatch.setattr(chalicelib, "__file__", str(copy / "__init__.py"))
    assert fingerprints.code_version.__wrapped__() == as_it_is
    (copy / "store" / "gates.py").write_text("# nothing that reads a delivery")
    assert fingerprints.code_version.__wrapped__() == as_it_is
    path = copy / name
    path.write_text(path.read_text() + "# mended\n")
    assert fingerprints.code_version.__wrapped__() != as_it_is
