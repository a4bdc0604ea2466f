"""`make local`: the port first, no terminal for Chalice, no noise, and "Serving" when it answers."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.store.memory import MemoryTable
from infra.local import preflight, serving
from infra.local.api import Api
from infra.local.cloud import Cloud
from infra.local.errors import NotReady, ProgramFailed
from infra.local.places import ROOT, Places
from infra.local.session import Session
from infra.local.setup import Setup

Capture = pytest.CaptureFixture[str]
ASKING = """#!{python}
import os, sys
def controls():
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True
print("terminal:", [os.isatty(number) for number in range(3)], controls())
print("asked:", *sys.argv[1:])
"""
IN_A_TERMINAL = """
import sys
from pathlib import Path
from tests.local.test_serving import session
from infra.local import serving
sys.executable = sys.argv[1]
with serving._chalice(session(Path(sys.argv[2])), 8123) as child:
    child.wait(30)
print(child.log.read_text())
"""


def session(folder: Path) -> Session:
    setup = Setup(Places(folder / "stack"), 4800, Path("python"), Path("cdk"), Path("dist"))
    return Session(setup, MemoryTable(), Cloud(setup.endpoint), Api("http://127.0.0.1:4800/x", "sesame"))


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the API answers, whenever somebody asks."""
    answers: list[bool] = []
    monkeypatch.setattr(Api, "answers", lambda self, seconds: answers.pop(0))
    return answers


def test_a_port_that_is_taken_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((preflight.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NotReady, match=rf'Port {port} .* make local ARGS="--port \d+"'):
            serving.serve(session(tmp_path), port)
    assert not (tmp_path / "stack").exists()


def test_it_is_said_to_serve_when_it_answers(answering: list[bool], tmp_path: Path, capsys: Capture) -> None:
    told = serving.Told(session(tmp_path), 8123)
    told.take(b"Found credentials in environment variables.\nOverride settings for pynamo not available /x\n")
    told.take(b"Using Default settings value\nServ")
    assert capsys.readouterr().out == ""
    answering += [True, True]
    told.take(b"ing on http://127.0.0.1:8123\n")
    first, curl = capsys.readouterr().out.splitlines()
    assert first.startswith("Serving on http://127.0.0.1:8123; ")
    assert curl.startswith("  curl -sK ")
    assert curl.endswith("/curl http://127.0.0.1:8123/api/pipeline")
    told.take(b"Restarting local dev server.\nFound credentials in environment variables.\nServing on x\n")
    assert capsys.readouterr().out.splitlines() == [
        "Restarting local dev server.",
        "Serving again on http://127.0.0.1:8123",
    ]


def test_it_is_not_said_to_serve_when_it_does_not(
    answering: list[bool], tmp_path: Path, capsys: Capture
) -> None:
    answering.append(False)
    serving.Told(session(tmp_path), 8123).take(b"Serving on x\n")
    assert capsys.readouterr().out == "It listens at http://127.0.0.1:8123 and does not answer.\n"


def test_what_chalice_is_started_with_has_no_terminal(tmp_path: Path) -> None:
    """What it imports asks a terminal what it can do, and waits for the answer."""
    program, python = tmp_path / "chalice", tmp_path / "python"
    program.write_text(ASKING.format(python=sys.executable))
    program.chmod(0o755)
    python.symlink_to(sys.executable)
    spawn = "import pty, sys; pty.spawn(sys.argv[1:])"
    inside = [sys.executable, "-c", IN_A_TERMINAL, str(python), str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", spawn, *inside],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert "terminal: [False, False, False] False" in lines
    assert "asked: local --stage local --port 8123" in lines


def test_it_ends_with_what_chalice_said_where_that_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, python = tmp_path / "chalice", tmp_path / "python"
    program.write_text(f"#!{sys.executable}\nprint('no such stage')\nraise SystemExit(3)\n")
    program.chmod(0o755)
    python.symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(python))
    with socket.socket() as free:
        free.bind((preflight.HOST, 0))
        port = free.getsockname()[1]
    with pytest.raises(ProgramFailed, match=r"(?s)exit code 3.*no such stage"):
        serving.serve(session(tmp_path), port)
