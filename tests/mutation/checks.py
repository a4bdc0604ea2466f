"""What a mutant has to survive: the oracle on random worlds and the samples, then the fast tests.

All of this runs in a child process that ends right after; the engine is imported nowhere else.
"""

import ast
import importlib.util
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.mutation.operators import changes
from tests.oracle.compare import compare as plainly_compare
from tests.oracle.files import read_law, read_tables
from tests.oracle.generate import generate as plainly_generate
from tests.oracle.worlds import report, world

WORLDS = 60
SLOW = 0.4
"""Seconds from which on a test is not a fast one."""
Document = dict[str, Any]


class Case(NamedTuple):
    """Tables and law, and what the oracle makes of them: entries, and comparisons by shipment."""

    name: str
    tables: Document
    law: Document
    entries: list[Any]
    comparisons: dict[str, Any]
    """Only of shipments in which the rules leave nothing open: there the engine as it is says the same."""


class Baseline(NamedTuple):
    """Of the engine as it is: the tests that fail anyway, and those that are slow."""

    failing: list[str]
    slow: list[str]


class Mutated(MetaPathFinder):
    """Imports one module with one change made in it; nothing is written anywhere."""

    def __init__(self, module: str, path: Path, index: int) -> None:
        self.module, self.path, self.index = module, path, index

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Of the mutated module only; all others are found as ever."""
        if fullname != self.module:
            return None
        loader = _Loader(fullname, str(self.path))
        loader.index = self.index
        return importlib.util.spec_from_file_location(fullname, self.path, loader=loader)


class _Loader(SourceFileLoader):
    index = 0

    def get_code(self, fullname: str) -> Any:  # noqa: ARG002 - a loader is of one module
        tree = ast.parse(Path(self.path).read_bytes())
        changes(tree)[self.index].make()
        return compile(ast.fix_missing_locations(tree), self.path, "exec")


def cases(root: Path) -> Iterator[Case]:
    """Random worlds and the samples, with what the oracle makes of them."""
    for seed in range(WORLDS):
        tables, law = world(seed)
        tables["Customs_Report"] = report(tables, law, seed)
        yield _case(f"world {seed}", tables, law)
    law_folder = root / "chalicelib" / "customs" / "law"
    yield _case("samples", read_tables(root / "samples"), read_law(law_folder))


def _case(name: str, tables: Document, law: Document) -> Case:
    found = plainly_compare(tables, law, {})["comparisons"]
    entries = plainly_generate(tables, law, sources=True)["entries"]
    return Case(name, tables, law, entries, {each["shipment"]: each for each in found})


def keep_expected(root: Path, target: Path) -> int:
    """Pickle the cases in which the oracle and the engine as it is agree on every entry."""
    kept = []
    for case in cases(root):
        try:
            entries, found = engine(case)
        except Exception:  # a report that the reader refuses
            continue
        if entries != case.entries:
            raise SystemExit(f"{case.name}: the engine and the oracle differ before anything is changed")
        agreed = {
            shipment: each for shipment, each in case.comparisons.items() if found[shipment] == numbers(each)
        }
        kept.append(case._replace(comparisons={name: numbers(each) for name, each in agreed.items()}))
    target.write_bytes(pickle.dumps(kept))
    return 0


def engine(case: Case) -> tuple[list[Any], dict[str, Any]]:
    """What the engine makes of a case."""
    from chalicelib.customs.compare import compare
    from chalicelib.customs.compare.document import comparison_document
    from chalicelib.customs.processor import generate
    from chalicelib.customs.reference import Reference
    from tests.customs.building import document, from_tables

    data = from_tables(case.tables, case.law)
    reference = Reference(data)
    entries = generate(data, reference)
    found = map(comparison_document, compare(entries, data.report or (), reference))
    by_shipment = {each["shipment"]: numbers(each) for each in found}
    return [document(entry) for entry in entries], by_shipment


def numbers(comparison: Document) -> Document:
    """A comparison without advice, its numbers as numbers: 7 and 7.00 are the same."""
    findings = []
    for finding in comparison["findings"]:
        shown = {name: _number(text) for name, text in finding.items() if name != "advice"}
        findings.append(shown)
    return {**comparison, "findings": findings}


def _number(text: Any) -> Any:
    try:
        return Decimal(text)
    except (TypeError, ArithmeticError):
        return text


def agrees(case: Case) -> bool:
    """Whether the engine still makes of a case what the oracle makes of it."""
    entries, found = engine(case)
    if entries != case.entries:
        return False
    return all(found.get(shipment) == expected for shipment, expected in case.comparisons.items())


def tests_pass(files: Sequence[str], baseline: Baseline) -> bool:
    """Run test files until the first failure."""
    left_out = [f"--deselect={name}" for name in (*baseline.failing, *baseline.slow)]
    code = pytest.main(["-x", "-q", "--tb=no", "-p", "no:cacheprovider", *left_out, *files])
    if code not in (0, 1, 2):
        raise SystemExit(f"pytest could not run the tests: {code!r}")
    return code == 0


class _Recorder:
    def __init__(self) -> None:
        self.failing: dict[str, None] = {}
        self.slow: dict[str, None] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failing[report.nodeid] = None
        if report.duration > SLOW:
            self.slow[report.nodeid] = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            raise SystemExit(f"{report.nodeid} cannot be collected: {report.longreprtext}")


def keep_baseline(files: Sequence[str], target: Path) -> int:
    """Pickle which tests fail, or are slow, with the engine as it is."""
    recorder = _Recorder()
    pytest.main(["-q", "--tb=no", "-p", "no:cacheprovider", *files], plugins=[recorder])
    target.write_bytes(pickle.dumps(Baseline([*recorder.failing], [*recorder.slow])))
    return 0


def in_child(work: Callable[[], int], log: Path) -> int:
    """Fork, do the work there with its output in a file, end with its answer; gives the child's id."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        os.setsid()
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        code = work()
    except SystemExit as said:
        print(said, file=sys.stderr)
        code = 98
    except BaseException as fault:
        print(repr(fault), file=sys.stderr)
        code = 97
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
