"""The repository's sources as text and as trees: what its checks of itself look at."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INDEX = ROOT / "app.py"
PRODUCT = sorted((ROOT / "chalicelib").rglob("*.py"))
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def name_of(path: Path) -> str:
    """A file as the repository knows it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's tree."""
    return ast.parse(path.read_text("utf-8"))


def room_of(path: Path) -> str:
    """The room of `chalicelib` that a module stands in, or its own name where it is none's; `app`."""
    if path == INDEX:
        return "app"
    return path.relative_to(ROOT / "chalicelib").parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and absolute dotted name of what a module imports anywhere; `from a import b` counts as `a.b`."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def public_definitions(path: Path) -> Iterator[Definition]:
    """A module's public functions and classes, and the public methods of those classes."""
    level: list[ast.stmt] = list(tree_of(path).body)
    for node in level:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                level += node.body
