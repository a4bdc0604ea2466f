"""F18: what is installed is what was chosen: exact versions, from one place, by its hash where there is one.

npm's lock files have the hash of every package, and are what is installed (`npm ci`). pip is told every
version exactly; of what is shipped each wheel is held against its hash (`infra/packaging/hashes.txt`). Hashes
in the requirements are not kept: the metadata of the package itself are read from `requirements.txt`, which
may have none then, and pip takes hashes for all packages or for none.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.repo.sources import ROOT, name_of

REQUIREMENTS = [*sorted(ROOT.glob("requirements*.txt")), ROOT / "infra" / "packaging" / "locked.txt"]
LOCKS = [ROOT / "package-lock.json", ROOT / "frontend" / "package-lock.json"]
INSTALLING = [ROOT / "Makefile", ROOT / ".ci" / "run", *sorted((ROOT / ".github").rglob("*.y*ml"))]
EXACT = re.compile(r"[\w.-]+==\d[\w.]*")
FROM_ELSEWHERE = re.compile(
    r"--(extra-)?index-url|--find-links|--trusted-host|--pre\b|git\+|https?://\S+\.(whl|tgz|gz)"
)
RUN_UNSEEN = re.compile(r"(curl|wget)[^\n]*\|\s*(ba|z)?sh")


@pytest.mark.parametrize("path", REQUIREMENTS, ids=name_of)
def test_every_requirement_is_one_version(path: Path) -> None:
    """F18: no range, no address, no other index."""
    lines = [line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    others = [line for line in lines if line and not line.startswith("-r ") and not EXACT.fullmatch(line)]
    assert others == []
    named = [line for line in lines if line.startswith("-r ")]
    assert all((path.parent / line.removeprefix("-r ")) in REQUIREMENTS for line in named)


@pytest.mark.parametrize("path", LOCKS, ids=name_of)
def test_every_package_of_npm_has_its_hash(path: Path) -> None:
    """F18: SHA-512; and no address of its own: it comes from the registry that npm is told to ask."""
    packages: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))["packages"]
    ours = packages.pop("")
    assert packages
    assert [name for name, found in packages.items() if not found["integrity"].startswith("sha512-")] == []
    assert [name for name, found in packages.items() if found.get("link")] == []
    assert [name for name, found in packages.items() if "resolved" in found] == []
    asked = json.loads(path.with_name("package.json").read_text("utf-8"))
    for kind in ("dependencies", "devDependencies"):
        assert ours.get(kind, {}) == asked.get(kind, {})
        assert all(
            re.fullmatch(r"(npm:[\w/@-]+@)?\d+\.\d+\.\d+", said) for said in asked.get(kind, {}).values()
        )


def test_no_package_of_the_web_app_runs_something_when_it_is_installed() -> None:
    """F18"""
    assert "ignore-scripts=true" in (ROOT / "frontend" / ".npmrc").read_text("utf-8").split()


@pytest.mark.parametrize("path", INSTALLING, ids=name_of)
def test_what_is_installed_is_what_is_locked(path: Path) -> None:
    """F18: by `npm ci` and by files of requirements."""
    text = path.read_text("utf-8")
    assert not re.search(r"npm (--\S+ \S+ )?(install|i|add|update)\b", text)
    assert not re.search(r"\bnpx\b|\bpip install (?!-r)|\buvx?\b|\bpipx\b", text)
    assert not FROM_ELSEWHERE.search(text)
    assert not RUN_UNSEEN.search(text)


def test_the_makefile_installs_so() -> None:
    """F18: otherwise the test above would prove nothing."""
    text = (ROOT / "Makefile").read_text("utf-8")
    assert "npm --prefix $(1) ci " in text
    assert re.findall(r"\$\(PIP\) install (.*?) \|\|", text) == ["-r $(2)"]
    told = set(re.findall(r"\$\(call INSTALL,[^,]+,([^)]+)\)", text))
    assert told <= {path.name for path in REQUIREMENTS}
    assert set(re.findall(r"\$\(call NPM_CI,([^)]+)\)", text)) == {".", "frontend"}


def test_the_checks_run_no_more_than_they_must_be_allowed() -> None:
    """F18: an action that was tampered with could not write to the repository."""
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        text = path.read_text("utf-8")
        assert re.search(r"^permissions:\n  contents: read\n", text, re.M), path
        assert not re.search(r"^\s+\w[\w-]*: write$", text, re.M) or "id-token: write" in text
        assert "pull_request_target" not in text
