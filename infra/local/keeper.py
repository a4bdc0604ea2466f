"""Keeps one program for as long as whoever started the keeper wants it, and not a moment longer.

    python keeper.py SECONDS COMMAND…

The command runs until it ends by itself or the keeper's standard input ends – which happens when its starter
closes it, and when its starter dies of whatever cause. The command is then asked to end (SIGTERM), and after
so many seconds made to. Whatever it started and left behind goes with it. The exit code is the command's.
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress


def keep(command: list[str], seconds: float) -> int:
    """Run a command and answer its exit code, 128 and the signal's number if a signal ended it."""
    # A session of its own: one id then stands for the command and all that it starts.
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    signal.signal(signal.SIGTERM, lambda *_: program.terminate())
    threading.Thread(target=_end_when_let_go, args=(program, seconds), daemon=True).start()
    code = program.wait()
    _end_group(program.pid)
    return code if code >= 0 else 128 - code


def _end_when_let_go(program: "subprocess.Popen[bytes]", seconds: float) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    program.terminate()
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        _end_group(program.pid)


def _end_group(group: int) -> None:
    # Refused where nobody is left; macOS calls that a lack of permission.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit(keep(sys.argv[2:], float(sys.argv[1])))
