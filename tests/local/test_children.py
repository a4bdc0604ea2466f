"""Programs that are started end with whoever started them, and take along what they started themselves."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.local.children import KEEPER, Child
from infra.local.errors import ProgramFailed

PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(f"{child.pid}\\n")
time.sleep(60)
"""
STUBBORN = """
import signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(sys.argv[1], "w").write("ready\\n")
time.sleep(60)
"""
ORDERLY = """
import signal, sys, time
def end(*_):
    print("saved")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
open(sys.argv[1], "w").write("ready\\n")
time.sleep(60)
"""
SECONDS = 10.0


def started(folder: Path, program: str, patience: float = 5.0, arguments: tuple[str, ...] = ()) -> Child:
    return Child(
        "The program",
        [sys.executable, "-c", program, *arguments],
        log=folder / "logs" / "program.log",
        environment=os.environ,
        folder=folder,
        patience=patience,
    )


def soon(done: Callable[[], bool]) -> bool:
    """Whether something comes about while one would still wait for it."""
    deadline = time.monotonic() + SECONDS
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def written(path: Path) -> str:
    assert soon(lambda: path.exists() and path.read_text().endswith("\n"))
    return path.read_text().strip()


def is_gone(process: int) -> bool:
    """Whether a process has ended; one that nobody has asked for its exit code yet counts as ended."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    return told.stdout.strip().startswith("Z")


def test_what_is_started_has_what_it_started_end_too(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    with started(tmp_path, PARENT, arguments=(str(told),)):
        grandchild = int(written(told))
        assert not is_gone(grandchild)
    assert soon(lambda: is_gone(grandchild))


def test_a_program_may_end_in_good_order(tmp_path: Path) -> None:
    told = tmp_path / "ready"
    child = started(tmp_path, ORDERLY, arguments=(str(told),))
    written(told)
    assert child.end() == 0
    assert child.log.read_text() == "saved\n"


def test_one_that_does_not_want_to_is_made_to(tmp_path: Path) -> None:
    told = tmp_path / "ready"
    child = started(tmp_path, STUBBORN, patience=0.2, arguments=(str(told),))
    written(told)
    assert child.end() == 128 + signal.SIGKILL


def test_nothing_outlives_a_starter_that_was_killed(tmp_path: Path) -> None:
    """H12: kill -9 of whoever runs the stack."""
    told = tmp_path / "pid"
    keeper = [sys.executable, "-ISB", str(KEEPER), "5", sys.executable, "-c", PARENT, str(told)]
    program = (
        "import subprocess, sys\n"
        "subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, start_new_session=True).wait()"
    )
    starter = subprocess.Popen([sys.executable, "-c", program, *keeper])
    grandchild = int(written(told))
    starter.kill()
    starter.wait()
    assert soon(lambda: is_gone(grandchild))


def test_what_ended_by_itself_leaves_nothing_behind(tmp_path: Path) -> None:
    """A program that crashes takes along what it started."""
    told = tmp_path / "pid"
    crashing = PARENT.replace("time.sleep(60)\n", "sys.exit(3)\n")
    with started(tmp_path, crashing, arguments=(str(told),)) as child:
        assert child.wait(SECONDS) == 3
        assert soon(lambda: is_gone(int(written(told))))


def test_a_program_that_should_go_on_and_ended_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    with started(tmp_path, "for n in range(99): print('line', n)\nraise SystemExit(4)") as child:
        assert child.wait(SECONDS) == 4
        with pytest.raises(ProgramFailed, match="exit code 4") as error:
            child.check()
    told = str(error.value).splitlines()
    assert told[1:-1] == [f"  | line {number}" for number in range(84, 99)]
    assert str(child.log) in told[-1]


def test_a_program_is_waited_for_until_it_has_ended_well(tmp_path: Path) -> None:
    with started(tmp_path / "a", "import time; time.sleep(60)") as needed:
        with started(tmp_path / "b", "print('done')") as child:
            child.succeed(needed)
        with started(tmp_path / "c", "raise SystemExit(1)") as child, pytest.raises(ProgramFailed):
            child.succeed(needed)


def test_nobody_waits_for_a_program_whose_ground_is_gone(tmp_path: Path) -> None:
    """A deployment does not go on knocking at an emulator that has crashed."""
    with (
        started(tmp_path / "a", "raise SystemExit(5)") as needed,
        started(tmp_path / "b", "import time; time.sleep(60)") as child,
        pytest.raises(ProgramFailed, match="exit code 5"),
    ):
        child.succeed(needed)
