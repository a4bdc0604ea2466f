"""The commands around the stack: what they say when it is not up, and what make refuses."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local import preflight
from infra.local.places import ROOT, Places, held


def said(*command: str, **environ: str) -> tuple[int, str]:
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environ, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def local(*arguments: str, **environ: str) -> tuple[int, str]:
    return said(sys.executable, "-m", "infra.local", *arguments, **environ)


@pytest.mark.parametrize("command", [("drop", "samples/Invoices.csv"), ("logs",), ("env",), ("api",)])
def test_a_command_that_needs_the_stack_says_how_to_start_it(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    code, told = local(*command, IOR_STATE=str(tmp_path))
    assert code == 2
    assert "is not up" in told
    assert "make run" in told


def test_a_file_that_nobody_knows_is_refused_with_those_there_are(tmp_path: Path) -> None:
    code, told = local("drop", "README.md", IOR_STATE=str(tmp_path))
    assert code == 2
    assert "README.md is none of the business's files" in told
    assert "Product_List.csv" in told


@pytest.mark.parametrize(
    ("name", "said_of_it"),
    [("Invoices.csv", "There is no file"), ("", "Is a directory"), ("no", "There is no")],
)
def test_a_file_that_is_not_there_is_named(name: str, said_of_it: str, tmp_path: Path) -> None:
    code, told = local("drop", str(tmp_path / name), IOR_STATE=str(tmp_path))
    assert code == 2
    assert str(tmp_path / name) in told
    assert said_of_it in told
    assert told.count("\n") == 1


def test_a_start_names_all_that_is_missing(tmp_path: Path) -> None:
    """H13: nothing was started, so nothing is ended."""
    settings = {"IOR_STATE": str(tmp_path), "IOR_EMULATOR_PYTHON": str(tmp_path / "none"), "IOR_PORT": "1"}
    code, told = local("run", "--once", **settings)
    assert code == 2
    assert "1. IOR_PORT is '1'" in told
    assert "2. The emulator's environment is not there" in told
    assert "✓" not in told


def test_a_second_start_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    """H12: two starts."""
    with held(Places(tmp_path)):
        code, told = local("run", "--once", IOR_STATE=str(tmp_path))
    assert code == 2
    assert "running in" in told


def test_make_run_asks_whether_a_stack_is_up_before_it_complains_of_its_ports(tmp_path: Path) -> None:
    """H12: the ports that are taken are those of the very stack."""
    running = {"port": 4800, "api": "http://127.0.0.1:4800/x", "site": "http://127.0.0.1:4802"}
    with held(Places(tmp_path)) as _, socket.socket() as taken:
        taken.bind((preflight.HOST, 0))
        taken.listen()
        (tmp_path / "running.json").write_text(json.dumps(running))
        settings = {"IOR_STATE": str(tmp_path), "IOR_PORT": str(taken.getsockname()[1])}
        code, told = said("make", "run", f"PYTHON={sys.executable}", **settings)
    assert code == 2
    assert "Web app  http://127.0.0.1:4802\n" in told
    assert "API      http://127.0.0.1:4800/x/api\n" in told
    assert f"{tmp_path}/people.json" in told
    assert "in use" not in told
    assert "Installing" not in told


@pytest.mark.parametrize("command", [("run", "--once"), ("run", "--once", "--fresh"), ("clean",)])
def test_a_folder_of_somebody_elses_is_left_alone(command: tuple[str, ...], tmp_path: Path) -> None:
    """A folder that was named by mistake: what lies there is nobody's to delete."""
    for name in ("letter", "emulator/letter", "before/letter", "cdk.out/letter"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    code, told = local(*command, IOR_STATE=str(tmp_path))
    assert code == 2
    assert str(tmp_path) in told
    assert told.count("\n") == 1
    assert len(list(tmp_path.rglob("letter"))) == 4
    assert len(list(tmp_path.rglob("*"))) == 7


def test_what_the_stack_keeps_can_be_thrown_away(tmp_path: Path) -> None:
    folder = tmp_path / "stack"
    with held(Places(folder)):
        (folder / "emulator" / "state").mkdir(parents=True)
    assert local("clean", IOR_STATE=str(folder))[0] == 0
    assert not folder.exists()
    assert local("clean", IOR_STATE=str(folder)) == (0, "")


def test_what_a_running_stack_keeps_cannot(tmp_path: Path) -> None:
    with held(Places(tmp_path)):
        assert local("clean", IOR_STATE=str(tmp_path))[0] == 2
    assert (tmp_path / "lock").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "stack", tmp_path / ("x" * 300)):
        for command in (("run", "--once"), ("drop", "samples/Invoices.csv"), ("logs",)):
            code, told = local(*command, IOR_STATE=str(folder))
            assert code == 2
            assert told.count("\n") == 1
            assert str(folder) in told


def test_a_port_for_the_api_that_makes_no_sense_is_refused() -> None:
    code, told = local("api", "--port", "99999")
    assert code == 2
    assert "'99999' is no port" in told


@pytest.mark.parametrize(("stage", "told"), [("", "Say which stage"), ("local", "make run")])
def test_make_deploys_only_what_it_is_told(stage: str, told: str) -> None:
    code, output = said("make", "deploy", f"STAGE={stage}")
    assert code == 2
    assert told in output
    assert "cdk deploy" not in output
    assert "Installing" not in output


def test_make_run_looks_at_the_machine_before_it_installs() -> None:
    code, told = said("make", "run", f"PYTHON={sys.executable}", IOR_PORT="1")
    assert code == 2
    assert "IOR_PORT is '1'" in told
    assert "Installing" not in told


def test_make_run_says_which_python_is_needed() -> None:
    code, told = said("make", "run", "PYTHON=python-of-nobody")
    assert code == 2
    assert "'python-of-nobody' is not there" in told
    assert "PYTHON=python3.12" in told
