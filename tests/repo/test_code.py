"""What all code of the product keeps to: exact numbers, documented names, connections that are checked."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo.sources import INDEX, PRODUCT, ROOT, name_of, public_definitions, room_of, tree_of

EXACT = [path for path in PRODUCT if room_of(path) in ("customs", "store", "pipeline", "etl")]
SECONDS = {"chalicelib/store/dynamo/repeating.py"}
"""Modules whose fractions are seconds to wait, never an amount."""
SHIPPED = [INDEX, *PRODUCT, *sorted((ROOT / "infra").rglob("*.py"))]


def where(path: Path, node: ast.AST) -> str:
    return f"{name_of(path)}:{getattr(node, 'lineno', 0)}"


@pytest.mark.parametrize("path", [p for p in EXACT if name_of(p) not in SECONDS], ids=name_of)
def test_no_amount_is_ever_a_float(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float | complex), f"{where(path, node)} has a float literal"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "float", f"{where(path, node)} makes a float"


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_certificates_are_checked(path: Path) -> None:
    """A25: no connection is made to whoever happens to answer."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.keyword) and node.arg in ("verify", "check_hostname", "cert_reqs"):
            assert not (isinstance(node.value, ast.Constant) and not node.value.value), where(
                path, node.value
            )
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("_create_unverified_context", "CERT_NONE"), where(path, node)
        if isinstance(node, ast.Assign):
            named = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
            assert not (named & {"verify", "check_hostname"} and is_false(node.value)), where(path, node)


def is_false(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and not value.value


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_nothing_that_is_received_is_run(path: Path) -> None:
    """No eval, no pickles, no shell, no YAML that makes objects."""
    forbidden = {
        "eval",
        "exec",
        "os.system",
        "os.popen",
        "pickle.loads",
        "pickle.load",
        "yaml.load",
        "marshal.loads",
    }
    for call, name in calls(path):
        assert name not in forbidden or compiles_own_code(path), f"{where(path, call)} calls {name}"
        shell = any(key.arg == "shell" for key in call.keywords)
        assert not shell, f"{where(path, call)} runs a shell"


def compiles_own_code(path: Path) -> bool:
    """The loader that is written out per schema, from schemas of ours."""
    return name_of(path) == "chalicelib/etl/compiling.py"


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_every_request_has_a_time_limit(path: Path) -> None:
    for call, name in calls(path):
        if name.startswith("requests.") and name.rpartition(".")[2] in ("get", "post", "put", "request"):
            assert "timeout" in {key.arg for key in call.keywords}, where(path, call)


@pytest.mark.parametrize("path", [INDEX, *PRODUCT], ids=name_of)
def test_everything_public_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree_of(path)), name_of(path)
    for node in public_definitions(path):
        assert ast.get_docstring(node) or declares_only(node), f"{where(path, node)} {node.name}"


def declares_only(node: ast.AST) -> bool:
    """Of a protocol whose members say by their names what they are."""
    return isinstance(node, ast.FunctionDef) and ast.unparse(node.body[0]) == "..."


@pytest.mark.parametrize("path", [INDEX, *PRODUCT], ids=name_of)
def test_nothing_is_caught_without_a_name(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        assert not (isinstance(node, ast.ExceptHandler) and node.type is None), where(path, node)


NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "stuff"}


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_a_name_says_what_lives_there(path: Path) -> None:
    assert not {part.removesuffix(".py") for part in path.relative_to(ROOT).parts} & NO_NAMES
