"""What a machine needs for the local stack, looked at before anything is installed: all problems at once.

Runs on whatever Python there is, standard library only, so that one that is too old can say so. As a program
(`make run` calls it first) it prints the problems, or where the stack of this folder runs already, and exits
with 1.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

LEAST_PYTHON, LEAST_NODE = (3, 11), 20
HOST = "127.0.0.1"
PORT, DEFAULT_PORT = "IOR_PORT", 4566
PORTS = 3
"""The emulator's, SAP's stand-in's, the web app's."""
LAST_PORT = 65536 - PORTS
ROOT = Path(__file__).resolve().parents[2]
STATE = "IOR_STATE"


def problems(environ: Mapping[str, str], python: Sequence[int], path: str | None = None) -> list[str]:
    """All that is in the way, each with what to do. `path` is where programs are looked for."""
    return [*_of_python(python), *_of_node(path), *of_ports(environ)]


def port_of(environ: Mapping[str, str]) -> int:
    """The emulator's port; SAP's stand-in and the web app have the next two. 0 if it makes no sense."""
    told = environ.get(PORT) or str(DEFAULT_PORT)
    port = int(told) if told.isascii() and told.isdigit() and len(told) <= 5 else 0
    return port if 1024 <= port <= LAST_PORT else 0


def folder_of(environ: Mapping[str, str]) -> Path:
    """Where the stack keeps its things."""
    return Path(environ.get(STATE) or ROOT / ".local").absolute()


def is_locked(folder: Path) -> bool:
    """Whether somebody runs the stack of a folder."""
    try:
        with (folder / "lock").open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def running_already(folder: Path, port: int) -> str:
    """What is said to whoever starts the stack of a folder a second time: where it is."""
    try:
        told = json.loads((folder / "running.json").read_text("utf-8"))
        where = (
            f" is running in {folder} already:\n\n"
            f"  Web app  {told['site']}\n"
            f"  API      {told['api']}/api\n"
            f"  AWS      http://{HOST}:{told['port']}\n"
            f"  Sign in  with the passwords in {folder / 'people.json'}\n\n"
        )
    except (OSError, ValueError, KeyError, TypeError):
        where = f" is running in {folder} already, and starting or ending just now. "
    second = f"{STATE}=/tmp/second {PORT}={free_ports(port or DEFAULT_PORT)} make run"
    return (
        f"The local stack{where}End it with Ctrl-C where it runs, or start a second one in another folder, "
        f"at other ports:\n{second}"
    )


def of_ports(environ: Mapping[str, str]) -> list[str]:
    """What is wrong with the three ports."""
    port = port_of(environ)
    if not port:
        return [f"{PORT} is {environ[PORT]!r}. Give it a number between 1024 and {LAST_PORT}."]
    taken = [number for number in range(port, port + PORTS) if not is_free(number)]
    if not taken:
        return []
    which = " and ".join(map(str, taken))
    noun = "Port" if len(taken) == 1 else "Ports"
    return [
        f"{noun} {which} of this machine: in use by another program. The local stack needs {port} (AWS), "
        f"{port + 1} (SAP)\nand {port + 2} (the web app). Take others by setting {PORT}, such as: "
        f"{PORT}={free_ports(port)} make run"
    ]


def _of_python(version: Sequence[int]) -> list[str]:
    if tuple(version[:2]) >= LEAST_PYTHON:
        return []
    told = ".".join(map(str, version[:3]))
    return [
        f"Python {told} is too old: 3.11 or later is needed.\nName a newer one, such as: "
        "make run PYTHON=python3.12"
    ]


def _of_node(path: str | None) -> list[str]:
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    version = _node_version(node) if node else None
    found = []
    if node is None:
        found.append(
            f"Node was not found. The AWS CDK, which deploys the stack, needs Node {LEAST_NODE} or later:\n"
            "install it from https://nodejs.org or with your system's packages (nodejs and npm)."
        )
    elif version is None or version < LEAST_NODE:
        told = "does not run" if version is None else f"is version {version}"
        found.append(f"Node ({node}) {told}: {LEAST_NODE} or later is needed. See https://nodejs.org")
    if npm is None and node is not None:
        found.append(
            "npm was not found. It comes with Node from https://nodejs.org; some systems have it as a\n"
            "package of its own (apt-get install npm)."
        )
    return found


def _node_version(node: str) -> int | None:
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.match(r"v(\d+)\.", told.stdout)
    return int(found.group(1)) if found else None


def is_free(port: int) -> bool:
    """Whether nobody listens at a port of this machine."""
    with socket.socket() as listening:
        # A port that was given back a moment ago is free.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError:
            return False
        return True


def free_ports(port: int) -> int:
    """The first of some ports above this one that are all free."""
    firsts = range(port + 10, LAST_PORT, 10)
    return next((first for first in firsts if all(map(is_free, range(first, first + PORTS)))), port + 10)


def listed(found: Sequence[str]) -> str:
    """Problems as they are shown: numbered where there are several."""
    marks = [f"{number}. " for number in range(1, len(found) + 1)] if len(found) > 1 else [""]
    return "\n".join(
        mark + text.replace("\n", "\n" + " " * len(mark))
        for mark, text in zip(marks, found)  # noqa: B905
    )


def main() -> int:
    """Print what is in the way; 0 if nothing is."""
    folder = folder_of(os.environ)
    if is_locked(folder):
        print(running_already(folder, port_of(os.environ)), file=sys.stderr)
        return 1
    found = problems(os.environ, sys.version_info[:3])
    if found:
        print("The local stack cannot start:\n" + listed(found), file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
