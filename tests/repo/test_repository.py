"""What the repository promises about itself: arrows between modules, exact numbers, documents that hold."""

import ast
import csv
import json
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

import chalicelib

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = sorted((ROOT / "chalicelib").rglob("*.py"))
DOMAIN = sorted((ROOT / "chalicelib" / "customs").rglob("*.py"))
RULES = sorted((ROOT / "docs" / "rules").glob("R[0-9]*.md"))
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
MOST_LINES = 300


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def repository_files() -> list[Path]:
    """Every file that is in the repository, or would be after `git add`."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for name in sorted(set(listing.stdout.split("\0"))) if (path := ROOT / name).is_file()]


FILES = repository_files()
PAGES = [path for path in FILES if path.suffix == ".md"]


def imported_names(path: Path) -> set[str]:
    """Absolute dotted names of what a module imports; `from a import b` counts as `a.b`."""
    package = path.relative_to(ROOT).parent.parts
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{source}.{alias.name}" for alias in node.names}
    return names


# Arrows between modules


@pytest.mark.parametrize("path", DOMAIN, ids=name_of)
def test_the_domain_imports_only_the_standard_library_and_itself(path: Path) -> None:
    for name in imported_names(path):
        own = name.startswith("chalicelib.customs") or name == "chalicelib.__version__"
        assert own or name.split(".")[0] in sys.stdlib_module_names, f"{name_of(path)} imports {name}"


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.suffix == ".py" and "tests" not in p.parts], ids=name_of
)
def test_nothing_imports_the_index_of_entry_points(path: Path) -> None:
    assert not {name for name in imported_names(path) if name.split(".")[0] == "app"}


def test_importing_the_domain_brings_nothing_heavy() -> None:
    """ADR 0005: start-up is part of the product; neither other packages nor `dataclasses` come along."""
    program = """
import json, pkgutil, sys
before = set(sys.modules)
import chalicelib.customs as domain
for module in pkgutil.walk_packages(domain.__path__, domain.__name__ + "."):
    __import__(module.name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    brought = json.loads(run.stdout)
    foreign = [n for n in brought if n.split(".")[0] not in sys.stdlib_module_names | {"chalicelib"}]
    assert foreign == []
    assert "dataclasses" not in brought


# Exact numbers


@pytest.mark.parametrize("path", DOMAIN, ids=name_of)
def test_the_domain_has_no_binary_floats(path: Path) -> None:
    """No float literal, no call of float, and no true division but the one that joins paths."""
    tree = ast.parse(path.read_text("utf-8"))
    joins_paths = any(name.split(".")[0] == "pathlib" for name in imported_names(path))
    for node in ast.walk(tree):
        where = f"{name_of(path)}:{getattr(node, 'lineno', '')}"
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float | complex), f"{where} has a float literal"
        if isinstance(node, ast.Name):
            assert node.id != "float", f"{where} uses float"
        if isinstance(node, ast.Div) and not joins_paths:
            pytest.fail(f"{name_of(path)} divides with / (use // or half_up)")


# The shape of the code


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_every_module_says_what_it_knows(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def tariff_programs() -> set[str]:
    with (ROOT / "samples" / "HTS Tariff.csv").open(encoding="utf-8-sig", newline="") as file:
        programs = {row["Program"] for row in csv.DictReader(file)}
    order = ROOT / "chalicelib" / "customs" / "law" / "sequence_order.csv"
    with order.open(encoding="utf-8-sig", newline="") as file:
        return programs | {program for row in csv.DictReader(file) for program in row["Order"].split()}


def test_no_tariff_program_is_known_to_the_code() -> None:
    """ADR 0003: a programme is rows."""
    programs = re.compile(rf"\b({'|'.join(sorted(tariff_programs()))})\b")
    found = {name_of(path): programs.findall(path.read_text("utf-8")) for path in PRODUCT}
    assert {name: hits for name, hits in found.items() if hits} == {}


# Put together from pieces, so that this file passes its own test.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + r"(?:work|root)/",
            r"(?<![\w/-])shared" + "/",
            r"(?:files\.)?pythonhosted\." + "org",
            r"(?<![\w.-])pypi\." + "org",
            r"registry\.npmjs\." + "org",
            r"(?:deb|security)\.debian\." + "org",
        ]
    )
)


def test_no_file_names_a_machine() -> None:
    found = {name_of(p): FORBIDDEN.findall(p.read_text("utf-8", errors="ignore")) for p in FILES}
    assert {name: hits for name, hits in found.items() if hits} == {}


# Rules and decisions


def rule_id(page: Path) -> str:
    return page.name.split("-")[0]


@pytest.mark.parametrize("page", RULES, ids=rule_id)
def test_a_rule_page_has_its_parts(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith(f"# {rule_id(page)} ")
    assert re.findall(r"^## (.+)$", text, re.M) == ["The rule", "Source", "Worked example", "Where it is"]


def test_every_rule_is_in_the_index_once() -> None:
    index = (ROOT / "docs" / "rules" / "README.md").read_text("utf-8")
    assert sorted(re.findall(r"\((R[0-9.]+-[\w-]+\.md)\)", index)) == [page.name for page in RULES]


@pytest.mark.parametrize("page", RULES, ids=rule_id)
def test_every_rule_has_a_test(page: Path) -> None:
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path.parent.name != "repo"]
    assert any(rule_id(page) in path.read_text("utf-8") for path in tests), (
        f"no test names {rule_id(page)}: put the id into the name of a case or a docstring"
    )


@pytest.mark.parametrize("page", RULES, ids=rule_id)
def test_a_rule_page_names_code_that_exists(page: Path) -> None:
    named = re.findall(r"`(chalicelib/[\w/.]+)`", page.read_text("utf-8"))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_decision_is_in_the_index_once() -> None:
    index = (ROOT / "docs" / "adr" / "README.md").read_text("utf-8")
    assert sorted(re.findall(r"\((\d{4}-[\w-]+\.md)\)", index)) == [page.name for page in DECISIONS]


NUMBER = r"\d[\d,]*(?:\.\d+)?"
SUM = re.compile(rf"({NUMBER}(?: [×÷+−] {NUMBER})+) = ({NUMBER})(…?)(?: → ({NUMBER}))?")
SIGNS = {"×": "*", "÷": "/", "+": "+", "−": "-"}


def sums() -> list[tuple[str, str, str, str, str]]:
    """Every `a × b = c`, or `a ÷ b = c… → d` with d half-up, that a rule page states."""
    return [
        (f"{rule_id(p)}: {m[0]}", m[1], m[2], m[3], m[4] or "")
        for p in RULES
        for m in SUM.finditer(p.read_text("utf-8"))
    ]


@pytest.mark.parametrize(
    ("left", "right", "more", "rounded"), [s[1:] for s in sums()], ids=[s[0] for s in sums()]
)
def test_the_worked_examples_add_up(left: str, right: str, more: str, rounded: str) -> None:
    terms = [SIGNS.get(term) or f"Decimal({term!r})" for term in left.replace(",", "").split()]
    exact: Decimal = eval(" ".join(terms), {"Decimal": Decimal})
    stated = Decimal(right.replace(",", ""))
    assert (
        0 <= exact - stated < Decimal(1).scaleb(int(stated.as_tuple().exponent)) if more else exact == stated
    )
    if rounded:
        result = Decimal(rounded.replace(",", ""))
        assert exact.quantize(result, ROUND_HALF_UP) == result


# Documents


def anchors(page: Path) -> set[str]:
    """The fragments that a page's headings can be linked by, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(<?([^)>]+)>?\)", page.read_text("utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, fragment = link.partition("#")
        path = (page.parent / target.replace("%20", " ")).resolve() if target else page
        assert path.exists(), f"{name_of(page)} links to {link}"
        assert path.is_relative_to(ROOT), f"{name_of(page)} links out of the repository: {link}"
        assert not fragment or fragment in anchors(path), f"{name_of(page)} links to {link}"


def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


def test_make_help_lists_the_targets_that_the_readme_uses() -> None:
    run = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True)
    listed = set(re.findall(r"^  make ([a-z]+)", run.stdout, re.M))
    used = set(re.findall(r"^make ([a-z]+)|`make ([a-z]+)", readme(), re.M))
    assert {name for pair in used for name in pair if name} <= listed


def test_the_readme_shows_every_command_and_no_other() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "chalicelib", "--help"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    listed = run.stdout.partition("commands (")[2].partition("\n\n")[0]
    commands = set(re.findall(r"^  ([a-z]+) ", listed, re.M))
    assert set(re.findall(r"^python -m chalicelib ([a-z]+)", readme(), re.M)) == commands


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{chalicelib.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


# Requirements


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=name_of)
def test_requirements_are_pinned_exactly(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        assert not line or line.startswith(("#", "-r ")) or re.fullmatch(r"[\w-]+==[\w.]+", line), line
