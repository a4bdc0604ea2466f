"""The Lambda runtime: which Python the functions run on, and where to find that Python on this machine."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

RUNTIME = "python3.13"
"""What every function runs on, whatever Python synthesises the stacks."""

MANAGED = (
    ("PYENV_ROOT", "~/.pyenv", "versions/{minor}.*/bin/{runtime}"),
    ("UV_PYTHON_INSTALL_DIR", "~/.local/share/uv/python", "cpython-{minor}.*/bin/{runtime}"),
)
"""Where version managers keep the Pythons that they do not put on the path: a variable, the folder that
stands for it, and the interpreters below."""


def minor(runtime: str) -> str:
    """The version of a runtime: `python3.13` is `3.13`."""
    return runtime.removeprefix("python")


def interpreter(runtime: str) -> str | None:
    """A Python of exactly the runtime's minor version: this one, else one of this machine; None: no such.

    Bytecode is tied to the minor version: pycs of another one would be ignored at best.
    """
    if minor(runtime) == version_of(sys.executable):
        return sys.executable
    return next((found for found in candidates(runtime) if version_of(found) == minor(runtime)), None)


def candidates(runtime: str) -> Iterator[str]:
    """What is called like a Python of the runtime: on the path, then with the version managers."""
    for folder in os.get_exec_path():
        if os.access(Path(folder, runtime), os.X_OK):
            yield str(Path(folder, runtime))
    for variable, default, below in MANAGED:
        root = Path(os.environ.get(variable) or default).expanduser()
        # The newest first; of two that are as new, always the same.
        for found in sorted(root.glob(below.format(minor=minor(runtime), runtime=runtime)), key=_age):
            yield str(found)


def _age(found: Path) -> tuple[int, str]:
    """Sorts `.../3.13.10/bin/python3.13` before `.../3.13.9/bin/python3.13`."""
    patch = re.search(r"\d+\.\d+\.(\d+)", found.parents[1].name)
    return -int(patch[1] if patch else 0), str(found)


def version_of(python: str) -> str:
    """The minor version that an interpreter says it is; empty if it does not run (an unset pyenv shim)."""
    program = "import sys; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
    return answer.stdout.strip()
