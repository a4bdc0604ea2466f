"""The document of the API: its examples are parts of real answers, its titles those of the code."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

import chalicelib
from chalicelib.gateway import REFUSED_BY_CHALICE
from tests.api.calling import CALLS, ENTRY, MY_ID, Caller, document
from tests.repo.sources import ROOT, imports_of, tree_of

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
SECTIONS = {
    (method, path): text
    for method, path, text in re.findall(r"^## `([A-Z]+) (/\S+)`\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
}


def examples(text: str) -> list[Any]:
    return [json.loads(found) for found in re.findall(r"^```json\n(.*?)^```", text, re.M | re.S)]


def is_part(example: Any, whole: Any) -> bool:
    """Whether an example says nothing that is not so: names and items may be left out, not added."""
    if isinstance(example, dict):
        return isinstance(whole, dict) and all(
            name in whole and is_part(value, whole[name]) for name, value in example.items()
        )
    if isinstance(example, list):
        return isinstance(whole, list) and all(any(is_part(item, one) for one in whole) for item in example)
    return bool(example == whole and type(example) is type(whole))


@pytest.mark.parametrize("route", sorted(CALLS), ids=" ".join)
def test_the_example_of_a_route_is_part_of_its_answer(somebody: Caller, route: tuple[str, str]) -> None:
    [example] = examples(SECTIONS[route])
    if route == ("GET", "/api/health"):
        example["version"] = chalicelib.__version__
    answered = document(somebody.send(route[0], *CALLS[route]))
    assert is_part(example, answered)
    left_out = set(answered) - set(example)
    assert not left_out or route[1].endswith(("/trail", "{shipment}")), left_out


def test_the_example_of_an_error_is_one(somebody: Caller) -> None:
    [example] = examples(PAGE.partition("## `GET")[0])
    answered = document(somebody.get("/api/entries/SH1"))
    assert example == answered | {"instance": f"urn:uuid:{MY_ID}"}


def answering() -> set[Path]:
    """The modules that a route's answer may come from: the gateway, and what the entry points import."""
    reached = {ROOT / "chalicelib" / "gateway.py"}
    left = [ROOT / "chalicelib" / "entrypoints.py", *reached]
    while left:
        names = {name for _, name in imports_of(left.pop()) if name.startswith("chalicelib.api.")}
        parts = {".".join(name.split(".")[:at]) for name in names for at in (3, 4)}
        found = {path for name in parts if (path := ROOT / f"{name.replace('.', '/')}.py").is_file()}
        left += found - reached
        reached |= found
    return reached


def titles_in_the_code() -> set[tuple[str, str]]:
    found = {(str(status), title) for status, title in REFUSED_BY_CHALICE.items()}
    for path in answering():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem":
                status, title = node.args[:2]
                if isinstance(status, ast.Constant) and isinstance(title, ast.Constant):
                    found.add((str(status.value), str(title.value)))
    return found


def test_every_problem_has_a_row() -> None:
    assert set(re.findall(r"^\| (\d{3}) \| (.+?) \|", PAGE, re.M)) == titles_in_the_code()


def test_every_route_has_a_section() -> None:
    assert set(SECTIONS) == set(CALLS)
    assert ENTRY in PAGE
