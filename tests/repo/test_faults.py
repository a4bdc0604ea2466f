"""The register of faults: each that we know of has a test, or a reason why it cannot happen here."""

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.repo.sources import ROOT, tree_of

REGISTER = ROOT / "tests" / "faults.yml"
LAST = {"A": 26, "B": 25, "C": 19, "D": 20, "E": 22, "F": 18, "G": 18, "H": 14}
KNOWN = [f"{kind}{number}" for kind, last in LAST.items() for number in range(1, last + 1)]

pytestmark = pytest.mark.skipif(not REGISTER.exists(), reason="the register is not written yet")


def register() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(REGISTER.read_text("utf-8")) if REGISTER.exists() else {}
    return found


def named_in(path: Path) -> set[str]:
    """The tests of a module."""
    return {node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}


def test_every_fault_is_registered_once_and_no_other() -> None:
    assert sorted(register()) == sorted(KNOWN)


@pytest.mark.parametrize("fault", KNOWN)
def test_a_fault_has_a_test_or_a_reason(fault: str) -> None:
    [(kind, told)] = register()[fault].items()
    if kind == "not_here":
        assert len(told.split()) >= 4, f"{fault}: say why it cannot happen here"
        return
    assert kind == "test"
    for name in [told] if isinstance(told, str) else told:
        file, _, test = name.partition("::")
        path = ROOT / file
        assert path.is_file(), f"{fault}: {file} is not there"
        assert test.partition("[")[0] in named_in(path), f"{fault}: {file} has no {test}"
        assert path.is_relative_to(ROOT / "tests")


@pytest.mark.parametrize("fault", KNOWN)
def test_the_test_of_a_fault_names_it(fault: str) -> None:
    """Whoever changes the test sees what it is there for."""
    told = register()[fault].get("test", [])
    for name in [told] if isinstance(told, str) else told:
        assert fault in (ROOT / name.partition("::")[0]).read_text("utf-8"), f"{name} does not name {fault}"
