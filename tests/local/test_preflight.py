"""What is looked at before anything is installed: each problem with what to do, all of them at once."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import preflight

PYTHON = (3, 11, 7)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on, with the next one free or not as it happens."""
    with socket.socket() as listening:
        listening.bind((preflight.HOST, 0))
        listening.listen()
        yield listening.getsockname()[1]


def programs(folder: Path, **outputs: str) -> str:
    """A search path with programs that print something."""
    for name, output in outputs.items():
        path = folder / name
        path.write_text(f"#!/bin/sh\necho '{output}'\n")
        path.chmod(0o755)
    return str(folder)


@pytest.fixture
def free() -> dict[str, str]:
    """An environment that names three free ports."""
    with socket.socket() as listening:
        listening.bind((preflight.HOST, 0))
        return {preflight.PORT: str(preflight.free_ports(listening.getsockname()[1]))}


def test_nothing_is_wrong_where_all_is_there(tmp_path: Path, free: dict[str, str]) -> None:
    path = programs(tmp_path, node="v20.20.2", npm="11")
    assert preflight.problems(free, PYTHON, path) == []


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 7, 16), (2, 7, 18)])
def test_an_old_python_is_named(version: tuple[int, ...], tmp_path: Path, free: dict[str, str]) -> None:
    """H13"""
    [told] = preflight.problems(free, version, programs(tmp_path, node="v22.1.0", npm="11"))
    assert ".".join(map(str, version)) in told
    assert "PYTHON=python3.12" in told


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        ({}, "Node was not found"),
        ({"node": "v18.19.0", "npm": "9"}, "is version 18: 20 or later"),
        ({"node": "what?", "npm": "9"}, "does not run: 20 or later"),
        ({"node": "v20.0.0"}, "npm was not found"),
    ],
)
def test_what_is_wrong_with_node(
    outputs: dict[str, str], told: str, tmp_path: Path, free: dict[str, str]
) -> None:
    """H13"""
    [found] = preflight.problems(free, PYTHON, programs(tmp_path, **outputs))
    assert told in found


def test_a_taken_port_is_told_with_the_setting_that_changes_it(taken: int) -> None:
    """H12: whose it is is not our business; a free pair is named."""
    [found] = preflight.of_ports({preflight.PORT: str(taken)})
    assert str(taken) in found
    named = int(found.rpartition("IOR_PORT=")[2].split()[0])
    assert preflight.of_ports({preflight.PORT: str(named)}) == []


@pytest.mark.parametrize("value", ["http", "80", "65535", "70000", "-1", "4566.0", "²"])
def test_a_port_that_makes_no_sense_is_refused(value: str) -> None:
    [found] = preflight.of_ports({preflight.PORT: value})
    assert repr(value) in found
    assert "1024" in found


@pytest.mark.parametrize("environ", [{}, {preflight.PORT: ""}])
def test_without_a_setting_the_port_is_the_usual_one(environ: dict[str, str]) -> None:
    assert preflight.port_of(environ) == 4566


def test_all_problems_are_told_at_once_and_numbered(taken: int, tmp_path: Path) -> None:
    found = preflight.problems({preflight.PORT: str(taken)}, (3, 9), programs(tmp_path))
    assert len(found) == 3
    told = preflight.listed(found)
    assert [line[:3] for line in told.splitlines() if line[0].isdigit()] == ["1. ", "2. ", "3. "]
    assert all(line.startswith("   ") for line in told.splitlines() if not line[0].isdigit())


def test_one_problem_has_no_number() -> None:
    assert preflight.listed(["What is wrong.\nWhat to do."]) == "What is wrong.\nWhat to do."
