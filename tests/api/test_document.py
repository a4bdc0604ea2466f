"""The document of the API: its examples are parts of real answers, its titles those of the code."""

import ast
import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib.api.contract import OPERATIONS
from chalicelib.api.operation import JSON
from chalicelib.api.people import STATUSES
from chalicelib.api.shadow import TITLES
from chalicelib.gateway import REFUSED_BY_CHALICE
from chalicelib.identity import accounts
from tests.api.calling import MY_ID, Caller, connected, document
from tests.api.calls import CALLS, ENTRY, Route, prepare, worked
from tests.pipeline.twin import Twin
from tests.repo.sources import ROOT, imports_of, tree_of

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
SECTIONS = {
    (method, path): text
    for method, path, text in re.findall(r"^## `([A-Z]+) (/\S+)`\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
}
BY_ROUTE = {(one.method, one.path): one for one in OPERATIONS}
IN_JSON = sorted(route for route in CALLS if BY_ROUTE[route].status != 204 and JSON in BY_ROUTE[route].media)
LONG = ("/trail", "{shipment}", "/openapi.json")
"""Answers of which an example shows some parts only."""
LOOSE = {
    ("GET", "/api/health"): {"version"},
    ("GET", "/api/openapi.json"): {"version"},
    ("GET", "/api/entries/{shipment}"): {"code_version"},
    ("GET", "/api/deliveries"): {"content"},
    ("GET", "/api/audit"): {"chain", "number", "hash"},
    ("GET", "/api/audit/verify"): {"rows"},
}
"""What differs from one version of the product to the next, or with anything that was done before."""
ONE_TIME = "7k3m9-qxt0a-v5r2e-c8h4j"


def examples(text: str) -> list[Any]:
    return [json.loads(found) for found in re.findall(r"^```json\n(.*?)^```", text, re.M | re.S)]


def is_part(example: Any, whole: Any, loose: Collection[str] = ()) -> bool:
    """Whether an example says nothing that is not so: names and items may be left out, not added.

    What has one of the `loose` names has to be of the same type only.
    """
    if isinstance(example, dict):
        return isinstance(whole, dict) and all(
            name in whole
            and (is_part(value, whole[name], loose) or (name in loose and alike(value, whole[name])))
            for name, value in example.items()
        )
    if isinstance(example, list):
        return isinstance(whole, list) and all(
            any(is_part(item, one, loose) for one in whole) for item in example
        )
    return bool(example == whole) and alike(example, whole)


def alike(example: Any, found: Any) -> bool:
    return type(example) is type(found)


def ids() -> Callable[[], str]:
    """Makes ids that are the same each time."""
    numbers = count(1)
    return lambda: hashlib.sha256(str(next(numbers)).encode()).hexdigest()[:32]


@pytest.fixture(scope="module")
def begun() -> Twin:
    """A pipeline that nothing was done with yet but what prepares it."""
    return prepare(worked())


@pytest.fixture
def asked(begun: Twin, monkeypatch: pytest.MonkeyPatch) -> Callable[[Route], HTTPResponse]:
    """Sends the request of a route to a pipeline of its own, which leaves nothing to chance."""
    monkeypatch.setattr(accounts, "one_time_password", lambda random: ONE_TIME)

    def ask(route: Route) -> HTTPResponse:
        world = begun.copy()
        world.ports = replace(world.ports, token=ids())
        with connected(world) as caller:
            return caller.ask(route)

    return ask


@pytest.mark.parametrize("route", IN_JSON, ids=" ".join)
def test_the_example_of_a_route_is_part_of_its_answer(
    asked: Callable[[Route], HTTPResponse], route: Route
) -> None:
    [example] = examples(SECTIONS[route])
    answered = document(asked(route))
    assert is_part(example, answered, LOOSE.get(route, ()))
    left_out = set(answered) - set(example)
    assert not left_out or route[1].endswith(LONG), left_out


@pytest.mark.parametrize("route", sorted(set(CALLS) - set(IN_JSON)), ids=" ".join)
def test_what_is_no_json_has_no_example_of_it(route: Route) -> None:
    assert examples(SECTIONS[route]) == []


def test_the_examples_of_errors_are_such(somebody: Caller) -> None:
    plain, invalid = examples(PAGE.partition("## `GET")[0])
    for example, response in (
        (plain, somebody.get("/api/entries/SH1")),
        (invalid, somebody.compare(b'{"date": "18.11.2026", "tolerances": {"value": 1}}')),
    ):
        assert example == document(response) | {"instance": f"urn:uuid:{MY_ID}"}


@pytest.mark.parametrize("route", sorted(CALLS), ids=" ".join)
def test_every_parameter_of_a_route_is_named(route: Route) -> None:
    operation, text = BY_ROUTE[route], SECTIONS[route]
    named = set(re.findall(r"`(\w+)`", text))
    assert {parameter.name for parameter in operation.query} <= named
    assert ("Idempotency-Key" in text) == operation.repeatable


# Titles


def answering() -> set[Path]:
    """The modules that a route's answer may come from: the gateway, and what the entry points import."""
    entrances = (ROOT / "chalicelib" / "entrypoints").glob("*.py")
    reached = {ROOT / "chalicelib" / "gateway.py"}
    left = [*entrances, *reached]
    while left:
        names = {name for _, name in imports_of(left.pop()) if name.startswith("chalicelib.api.")}
        parts = {".".join(name.split(".")[:at]) for name in names for at in (3, 4)}
        found = {path for name in parts if (path := ROOT / f"{name.replace('.', '/')}.py").is_file()}
        left += found - reached
        reached |= found
    return reached


def titles_in_the_code() -> set[tuple[str, str]]:
    found = {(str(status), title) for status, title in REFUSED_BY_CHALICE.items()}
    found |= {(str(status), title) for status, title in STATUSES.values()}
    found |= {("409", title) for title in TITLES.values()}
    for path in answering():
        found |= {(str(status), title) for status, title in problems_of(path)}
    return found


PATTERNS = "_matching"
"""Makes readers of parameters that have to match a pattern, by the title of the refusal."""


def problems_of(path: Path) -> Iterator[tuple[int, str]]:
    """Status and title of the problems that a module makes, itself or as a kind of its own."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Problem", "super().__init__"):
            said = [constant(path, one) for one in node.args[:2]]
            if len(said) == 2 and isinstance(said[0], int) and isinstance(said[1], str):
                yield said[0], said[1]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == PATTERNS:
            yield 400, constant(path, node.args[1])


def constant(path: Path, node: ast.expr) -> Any:
    """The value of a constant, or of the module's constant of a name; None for whatever else."""
    if isinstance(node, ast.Name):
        return constants_of(path).get(node.id)
    return node.value if isinstance(node, ast.Constant) else None


@cache
def constants_of(path: Path) -> dict[str, Any]:
    """The constants of a module, by name."""
    return {
        target.id: node.value.value
        for node in tree_of(path).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def test_every_problem_has_a_row() -> None:
    assert set(re.findall(r"^\| (\d{3}) \| (.+?) \|", PAGE, re.M)) == titles_in_the_code()


def test_every_route_has_a_section() -> None:
    assert set(SECTIONS) == set(CALLS)
    assert ENTRY in PAGE
