"""Arrows between the rooms point one way: from the entry points inwards, and nothing leads out again."""

import ast
import sys
from pathlib import Path

import pytest

from tests.repo.sources import INDEX, PRODUCT, imports_of, name_of, room_of, tree_of

ROOMS = {"customs", "feeds", "etl", "store", "identity"}
"""What use cases and pages are made from."""

EVERYWHERE = {"code_hash", "data_sets", "moments", "strict_json", "__version__"}
"""Names, and forms that texts have: they know of no room, and every room may know them."""

ARROWS: dict[str, set[str]] = {
    "app": {"entrypoints", "gateway", "wiring", "naming", "feeds"},
    "entrypoints": {"gateway", "gateway_log", "waking", "wiring", "pipeline", "api", "identity"},
    "gateway": {"gateway_log", "waking", "api", "identity", "store"},
    "gateway_log": set(),
    "waking": set(),
    "wiring": {"api", "pipeline", "settings", "naming", *ROOMS},
    "api": {"pipeline", *ROOMS},
    "pipeline": ROOMS,
    "cli": {"api", "pipeline", "wiring", "naming", *ROOMS},
    "__main__": {"cli"},
    "identity": {"store"},
    "etl": {"customs", "feeds"},
    "feeds": set(),
    "store": set(),
    "customs": set(),
    "settings": {"naming"},
    "naming": set(),
    "moments": set(),
    "code_hash": set(),
    "strict_json": set(),
    "data_sets": set(),
    "__init__": set(),
}
"""Per room, the rooms that it may import."""

PACKAGES: dict[str, set[str]] = {
    "app": {"chalice"},
    "entrypoints": {"chalice"},
    "gateway": {"chalice"},
    "waking": {"chalice"},
    "wiring": {"botocore"},
    "api": {"marshmallow", "apispec"},
    "pipeline": {"requests"},
    "feeds": {"requests", "urllib3", "botocore"},
    "etl": {"marshmallow", "pandas"},
    "store": {"pynamodb", "botocore"},
    "identity": {"bcrypt", "jwt"},
    "cli": {"tqdm"},
}
"""Per room, the packages that are not ours and not Python's."""

MODULES = [INDEX, *PRODUCT]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_what_lies_further_in(path: Path) -> None:
    room = room_of(path)
    for line, name in imports_of(path):
        other = name.split(".")[1] if name.startswith("chalicelib.") else room
        allowed = other in {room, *ARROWS[room], *EVERYWHERE}
        assert allowed, f"{name_of(path)}:{line} imports {name}: {room} may import {sorted(ARROWS[room])}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_packages_are_known_to_the_rooms_that_need_them(path: Path) -> None:
    known = {"chalicelib", *sys.stdlib_module_names, *PACKAGES.get(room_of(path), set())}
    for line, name in imports_of(path):
        assert name.split(".")[0] in known, f"{name_of(path)}:{line} imports {name}"


def test_one_module_knows_how_the_table_is_spoken_to() -> None:
    speaking = {
        name_of(path) for path in PRODUCT for _, name in imports_of(path) if name.startswith("pynamodb")
    }
    assert {Path(name).parent.as_posix() for name in speaking} == {"chalicelib/store/dynamo"}


def test_only_the_wiring_chooses_between_the_table_and_its_twin() -> None:
    twins = "chalicelib.store.dynamo", "chalicelib.store.memory"
    chosen = {
        name_of(path)
        for path in PRODUCT
        for _, name in imports_of(path)
        if name.startswith(twins) and path.parent.name != "dynamo"
    }
    assert chosen == {"chalicelib/wiring.py"}


def test_the_rooms_are_all_on_the_map() -> None:
    assert {room_of(path) for path in MODULES} == set(ARROWS)


def test_the_map_has_no_way_in_a_circle() -> None:
    """A room comes after all that it imports, for some order of the rooms."""
    ordered: set[str] = set()
    while left := ARROWS.keys() - ordered:
        free = {room for room in left if ARROWS[room] <= ordered}
        assert free, f"these import each other: {sorted(left)}"
        ordered |= free


@pytest.mark.parametrize("path", [p for p in PRODUCT if room_of(p) in ROOMS], ids=name_of)
def test_the_rooms_read_no_environment(path: Path) -> None:
    """Settings come in as parameters, so that a test, a scenario and a second stage have their own."""
    reads = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    ]
    assert not reads, f"{name_of(path)}:{reads}"
