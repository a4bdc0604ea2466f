"""Are the tests good enough to notice a small wrong change? Makes changes and counts those that are noticed.

    python -m tests.mutation.run                   a sample of all groups
    python -m tests.mutation.run --group fees --all
    python -m tests.mutation.run --sample 600 --seed 7

A change that is noticed is killed: the oracle says otherwise on a random world or on the samples, a fast test
fails, or nothing ends in time. The others survive and are listed. Exit code 1 where a group is below 85 %.

The working tree is copied first and never touched. Each change is made in memory, in a process of its own,
forked from this one, which has everything loaded but the engine.
"""

import ast
import os
import pickle
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from tests.mutation.checks import (
    Baseline,
    Case,
    Mutated,
    agrees,
    in_child,
    keep_baseline,
    keep_expected,
    tests_pass,
)
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.operators import changes

ROOT = Path(__file__).resolve().parents[2]
CUSTOMS = "chalicelib/customs"
ENOUGH = 85
"""Percent of the changes of a group that must be killed."""
SAMPLE = 200
LEAST_PER_GROUP = 40
TIME_LIMIT = 90.0
"""Seconds for one change; one that needs longer hangs."""
MEMORY_LIMIT = 3 << 30

GROUPS = {
    "measures": ("measures", "conditions", "epochs"),
    "processor": (
        "processor",
        "invoices",
        "lines",
        "rounding",
        "articles",
        "reference",
        "situations",
        "gaps",
        "entries",
        "currencies",
        "column1",
    ),
    "fees": ("fees",),
    "comparison": (
        "compare/__init__",
        "compare/declared",
        "compare/matching",
        "compare/fields",
        "compare/findings",
        "compare/headings",
        "compare/restated",
        "compare/severity",
        "compare/tolerances",
    ),
}
EVERY_RULE = ("test_survivors_*", "test_rules_*", "test_properties*", "test_scenario*", "test_codes*")
TESTS = {
    "measures": (
        "test_survivors_measures*",
        "test_rules_conditions*",
        "test_rules_coverage*",
        "test_rules_eras*",
        *EVERY_RULE,
        "trail/test_programmes*",
        "test_cell_faults*",
    ),
    "processor": (*EVERY_RULE, "trail/test_*"),
    "fees": ("test_rules_fees*", *EVERY_RULE),
    "comparison": ("test_survivors_comparison*", "compare/test_*"),
}
"""Fast test files of each group, below tests/customs; those that say most come first."""
SURVIVED, BY_ORACLE, BY_TEST, UNFIT = 0, 10, 11, 98


class Mutant(NamedTuple):
    """One change: its group, the module's file, its place among the module's changes, and what it is."""

    group: str
    file: str
    place: int
    line: int
    source: str
    what: str

    @property
    def module(self) -> str:
        """The dotted name of the module."""
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def is_equivalent(self) -> bool:
        """Whether it is known that nothing can notice it."""
        return any((self.file, self.source, self.what) == known[:3] for known in EQUIVALENT)


def mutants(root: Path, group: str) -> list[Mutant]:
    """Every change to the modules of a group, but those that are equivalent."""
    found = []
    for name in GROUPS[group]:
        file = f"{CUSTOMS}/{name}.py"
        text = (root / file).read_text(encoding="utf-8")
        lines = text.splitlines()
        for index, change in enumerate(changes(ast.parse(text))):
            mutant = Mutant(group, file, index, change.line, lines[change.line - 1].strip(), change.what)
            if not mutant.is_equivalent:
                found.append(mutant)
    return found


def outdated(root: Path) -> Iterator[str]:
    """What is listed as equivalent and is no change to the code any more."""
    for file, source, change, _ in EQUIVALENT:
        text = (root / file).read_text(encoding="utf-8")
        lines = text.splitlines()
        made = {(lines[each.line - 1].strip(), each.what) for each in changes(ast.parse(text))}
        if (source, change) not in made:
            yield f"listed as equivalent, but not to be found: {file}: {change}"


def sampled(by_group: dict[str, list[Mutant]], asked: Namespace) -> list[Mutant]:
    """A share of each group, and enough of the small ones; the same ones for the same seed."""
    whole = sum(map(len, by_group.values()))
    rng = random.Random(asked.seed)
    chosen: list[Mutant] = []
    for found in by_group.values():
        share = max(LEAST_PER_GROUP, round(asked.sample * len(found) / whole))
        chosen += found if asked.all or share >= len(found) else rng.sample(found, share)
    rng.shuffle(chosen)
    return chosen


def files_of(root: Path, group: str) -> list[str]:
    """The fast test files of a group, those that say most first."""
    folder = root / "tests" / "customs"
    below = sorted(str(path.relative_to(folder)) for path in folder.rglob("test_*.py"))
    names = (name for pattern in TESTS[group] for name in below if fnmatch(name, pattern))
    return [f"tests/customs/{name}" for name in dict.fromkeys(names)]


def attempt(root: Path, mutant: Mutant, expected: Sequence[Case], baseline: Baseline) -> int:
    """In a child: import the engine with the change, and put it to all checks until one fails."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    sys.meta_path.insert(0, Mutated(mutant.module, root / mutant.file, mutant.place))
    try:
        if not all(agrees(case) for case in expected):
            return BY_ORACLE
    except Exception:
        return BY_ORACLE
    source = (root / mutant.file).read_text(encoding="utf-8")
    files = [*([mutant.file] if ">>>" in source else []), *files_of(root, mutant.group)]
    return SURVIVED if tests_pass(files, baseline) else BY_TEST


def run_all(
    jobs: int, work: Sequence[Callable[[], int]], folder: Path, limit: float
) -> Iterator[tuple[int, int]]:
    """Do each piece of work in a child, several at a time: its place and exit code, in the order they end.

    A child that is killed, because it needs longer than the limit too, has a negative code.
    """
    running: dict[int, tuple[int, float]] = {}
    waiting = list(reversed(range(len(work))))
    while waiting or running:
        while waiting and len(running) < jobs:
            place = waiting.pop()
            running[in_child(work[place], folder / f"{place}.log")] = place, time.monotonic() + limit
        for child, (place, end) in list(running.items()):
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                del running[child]
                yield place, os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                os.killpg(child, signal.SIGKILL)
        time.sleep(0.01)


def prepare(root: Path, folder: Path, groups: Sequence[str]) -> tuple[list[Case], Baseline]:
    """What the oracle makes of the cases, and which tests fail or are slow with the engine as it is."""
    expected, baseline = folder / "expected.pickle", folder / "baseline.pickle"
    files = list(dict.fromkeys(file for group in groups for file in files_of(root, group)))
    work = [lambda: keep_baseline(files, baseline), lambda: keep_expected(root, expected)]
    for place, code in run_all(len(work), work, folder, limit=600):
        if code:
            said = (folder / f"{place}.log").read_text(encoding="utf-8")
            raise SystemExit(f"the checks cannot be prepared:\n{said[-2000:]}")
    return pickle.loads(expected.read_bytes()), pickle.loads(baseline.read_bytes())


def copied(root: Path, folder: Path) -> Path:
    """The parts of the working tree that the checks need, in a folder of their own."""
    copy = folder / "tree"
    for name in ("chalicelib", "tests", "samples"):
        shutil.copytree(
            root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules")
        )
    shutil.copy(root / "pyproject.toml", copy)
    return copy


def use_only(copy: Path, original: Path) -> None:
    """Import everything from the copy from here on."""
    os.chdir(copy)
    others = [path for path in sys.path if path and Path(path).resolve() != original]
    sys.path[:] = [str(copy), *others]
    assert not any(name.partition(".")[0] == "chalicelib" for name in sys.modules)


def tell(chosen: Sequence[Mutant], codes: dict[int, int], groups: Sequence[str]) -> bool:
    """Print the scores; whether every group is good enough."""
    good = True
    print(f"\n{'group':<12}{'changes':>8}{'oracle':>8}{'tests':>8}{'other':>8}{'survived':>10}{'killed':>9}")
    for name in (*groups, "total"):
        counts = Counter(code for place, code in codes.items() if name in ("total", chosen[place].group))
        whole, survived = counts.total(), counts[SURVIVED]
        killed = 100 * (whole - survived) / whole if whole else 100.0
        good = good and killed >= ENOUGH
        other = whole - survived - counts[BY_ORACLE] - counts[BY_TEST]
        shown = f"{whole:>8}{counts[BY_ORACLE]:>8}{counts[BY_TEST]:>8}{other:>8}{survived:>10}"
        print(f"{name:<12}{shown}{killed:>7.1f} %")
    return good


def arguments() -> Namespace:
    """What is asked for."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"how many changes (default {SAMPLE})")
    parser.add_argument("--seed", type=int, default=1, help="which ones (default 1)")
    parser.add_argument("--all", action="store_true", help="every change there is")
    parser.add_argument("--group", choices=GROUPS, help="only this group")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (default 2)")
    return parser.parse_args()


def main() -> int:
    """Make changes, print those that survive, count those that are killed."""
    asked = arguments()
    began = time.monotonic()
    groups = [asked.group] if asked.group else list(GROUPS)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        root = copied(ROOT, folder)
        use_only(root, ROOT)
        by_group = {group: mutants(root, group) for group in groups}
        chosen = sampled(by_group, asked)
        expected, baseline = prepare(root, folder, groups)
        for sentence in outdated(root):
            print(sentence)
        for name in baseline.failing:
            print(f"left out, fails with nothing changed: {name}")
        whole = sum(map(len, by_group.values()))
        print(f"{len(chosen)} of {whole} changes; prepared in {time.monotonic() - began:.0f} s", flush=True)

        def piece(mutant: Mutant) -> Callable[[], int]:
            return lambda: attempt(root, mutant, expected, baseline)

        codes: dict[int, int] = {}
        for place, code in run_all(asked.jobs, [piece(each) for each in chosen], folder, TIME_LIMIT):
            if code == UNFIT:
                raise SystemExit((folder / f"{place}.log").read_text(encoding="utf-8")[-2000:])
            codes[place] = code
            if code == SURVIVED:
                print(f"{chosen[place].file}:{chosen[place].line}: {chosen[place].what}", flush=True)
        os.chdir(ROOT)
    good = tell(chosen, codes, groups)
    print(f"in {time.monotonic() - began:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
