"""The page on security: every requirement of ASVS 5.0 level 1 once, tests that exist, figures of the code."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from chalicelib import strict_json
from chalicelib.api import listing, parameters
from chalicelib.identity import blocklist, limits, one_time, passwords, sessions, tokens
from chalicelib.identity.roles import ADMIN, ROUTES
from chalicelib.pipeline import file_limits, receive, uploads
from infra.components import api
from tests.api import calls, test_shut_out
from tests.identity.test_tokens import CORPUS
from tests.repo.sources import PRODUCT, ROOT, name_of, tree_of
from tests.security import leaking, test_bodies, test_role_escalation

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
LEVEL_1 = """
1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1
3.5.2 3.5.3 4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1
6.3.2 6.4.1 6.4.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1 9.1.1 9.1.2 9.1.3 9.2.1 10.4.1
10.4.2 10.4.3 10.4.4 10.4.5 11.3.1 11.3.2 11.4.1 12.1.1 12.2.1 12.2.2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1
15.3.1
""".split()
STATES = ("met", "in part", "not met", "does not apply")


def rows(title: str) -> list[list[str]]:
    """The cells of the tables of a section."""
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip(" |") for cell in line] for line in lines if line[0] not in ("Id", "Ids", "What")]


REQUIREMENTS = {row[0]: row[1:] for row in rows("ASVS, level 1")}
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


def test_every_requirement_of_level_1_stands_there_once() -> None:
    assert len(LEVEL_1) == 70
    assert [row[0] for row in rows("ASVS, level 1")] == LEVEL_1


@pytest.mark.parametrize("requirement", LEVEL_1)
def test_what_is_met_is_proved_and_what_is_not_has_its_reason(requirement: str) -> None:
    asks, state, how, *tests = REQUIREMENTS[requirement]
    assert len(asks.split()) >= 3
    assert state in STATES
    if state in ("met", "in part"):
        assert tests, "no test"
        assert "::" in tests[0], "no test"
    if state != "met":
        assert len(how.split()) >= 2


def test_the_states_are_counted() -> None:
    counted = {state: [row[1] for row in REQUIREMENTS.values()].count(state) for state in STATES}
    told = f"{counted['met']} met, {counted['in part']} in part, {counted['not met']} not met, "
    assert f"70 of 70 answered: {told}{counted['does not apply']} do not apply" in PAGE


@cache
def known_in(file: str) -> set[str]:
    path = ROOT / file
    return (
        {node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}
        if path.is_file()
        else set()
    )


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_a_test_that_is_named_exists(file: str, test: str) -> None:
    assert test.startswith("test_")
    assert test in known_in(file)


def test_every_test_is_named_in_full() -> None:
    assert len(re.findall(r"::test_", PAGE)) == len(re.findall(r"`tests/[\w/]+\.py::test_\w+`", PAGE)) > 100


def test_every_file_that_is_named_exists() -> None:
    for name in re.findall(r"`((?:tests|infra|chalicelib)/[\w/]+\.(?:py|yml))", PAGE):
        assert (ROOT / name).is_file(), name
    for name in re.findall(r"`((?:identity|api|store|customs)/[\w/]+(?:\.py)?)`", PAGE):
        assert (ROOT / "chalicelib" / name).exists(), name


MINUTE, HOUR, DAY, MEGABYTE = 60, 3600, 86_400, 1024 * 1024
SAID: dict[str, list[str]] = {
    "A password": [
        f"{passwords.SHORTEST} to {passwords.LONGEST} characters",
        f"{blocklist.LEAST_LEFT} have to be left",
    ],
    "Failed sign-ins of one name from one place": [
        f"{limits.PAIR.most}, then",
        f"{limits.PAIR.seconds // MINUTE} minutes",
    ],
    "Failed sign-ins from one place, of any names": [
        f"{limits.SOURCE.most} in {limits.SOURCE.seconds // MINUTE} minutes"
    ],
    "Failed sign-ins of one name from everywhere": [
        f"{limits.NAME.most} in {limits.NAME.seconds // HOUR} hours",
        f"within {limits.KNOWN_FOR // DAY} days",
    ],
    "A session": [f"{tokens.LIFETIME // HOUR} hours", f"{sessions.IDLE // MINUTE} minutes without a request"],
    "Clocks of our machines": [f"{tokens.LEEWAY} seconds"],
    "A one-time password": ["100 random bits", f"within {one_time.LIFETIME // HOUR} hours"],
    "A body": [f"{strict_json.MOST_DEPTH} levels", f"{strict_json.MOST_DIGITS} digits"],
    "A page of a list": [
        f"{parameters.USUAL_ITEMS} items, at most {parameters.MOST_ITEMS}",
        f"{listing.MOST_DAYS} days of entries, {listing.MOST_DAYS_SUMMED} of sums",
    ],
    "A file through the web app": [
        f"{uploads.MOST_BYTES // MEGABYTE} MB and {file_limits.MOST_LINES:,} lines",
        f"{uploads.FORM_SECONDS // MINUTE} minutes",
    ],
    "A file dropped into the bucket": [
        f"{receive.MOST_BYTES // MEGABYTE} MB and {file_limits.MOST_LINES:,} lines"
    ],
    "The API": [f"{api.REQUESTS_PER_SECOND} requests a second, {api.BURST} at once", "29 seconds"],
}
"""What the page says of each limit, by the code."""


def test_the_limits_of_the_page_are_those_of_the_code() -> None:
    told = {row[0]: row[1] for row in rows("Limits")}
    assert set(told) - set(SAID) == {"Words that a password does not count"}
    for name, figures in SAID.items():
        assert [figure for figure in figures if figure not in told[name]] == [], name


def test_the_figures_of_the_page_are_those_of_the_tests() -> None:
    broken = len(test_shut_out.ENDED) + len(test_shut_out.FORGED)
    for told in (
        f"{len(ROUTES)} routes; {9 + broken} kinds of callers",
        f"{len(test_shut_out.ENDED)} sessions that ended, {len(test_shut_out.FORGED)} forged tokens",
        f"{len(CORPUS)} of {len(CORPUS)} refused",
        f"{len(test_role_escalation.HEADERS)} sets of headers, {len(test_role_escalation.PATHS)} spellings",
        f"× {list(ROUTES.values()).count(ADMIN)} routes for admins",
        f"{len(test_bodies.BODIES)} × every route with a body",
        f"{len(calls.CALLS)} of {len(ROUTES)} operations",
        f"{ways_out()} of {ways_out()} noticed",
    ):
        assert told in PAGE, told


def ways_out() -> int:
    return len([name for name in vars(leaking) if name.startswith("test_leak")])


def test_the_page_says_how_soon_libraries_are_mended() -> None:
    section = PAGE.split("\n## What it is built from\n")[1].split("\n## ")[0]
    days = [int(found) for found in re.findall(r"^\| \w+.*\| (\d+) days", section, re.M)]
    assert days == sorted(days)
    assert len(days) == 4


# What bandit is told to leave out


def marks() -> list[tuple[Path, str]]:
    shipped = [ROOT / "app.py", *PRODUCT, *sorted((ROOT / "infra").rglob("*.py"))]
    return [
        (path, line.partition("# nosec")[2])
        for path in shipped
        for line in path.read_text("utf-8").splitlines()
        if "# nosec" in line
    ]


def test_what_bandit_leaves_out_has_a_reason() -> None:
    """Each exception names its rule, and after a second `#` why it is none."""
    for path, mark in marks():
        assert re.fullmatch(r" B\d{3} # \w.{15,}", mark), f"{name_of(path)}:{mark}"
    settings = (ROOT / "pyproject.toml").read_text("utf-8").split("[tool.bandit]")[1].split("\n[")[0]
    left_out = [line.strip() for line in settings.splitlines() if line.strip().startswith('"B')]
    assert all(re.fullmatch(r'"B\d{3}", # \S.{20,}', line) for line in left_out)
    assert (len(left_out), len(marks())) == (3, 2)
    assert "three of its rules are left out and two lines are excepted" in " ".join(PAGE.split())


def test_bandit_is_part_of_the_check() -> None:
    """And looks at everything that is shipped or deploys it."""
    makefile = (ROOT / "Makefile").read_text("utf-8").split("\ncheck:")[1].split("\n\n")[0]
    assert "bandit --quiet --configfile pyproject.toml --recursive app.py chalicelib infra" in makefile
