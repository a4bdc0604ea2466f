"""Bytecode beside the sources: a function that need not compile what it imports starts in half the time.

The pycs are *unchecked*: Python takes them without a look at the source, whose date a package does not keep.
"""

import subprocess
import sys
from pathlib import Path

from infra.errors import NotCompiled
from infra.packaging.runtime import interpreter

IN_LAMBDA = "/var/task"
"""Where Lambda unpacks a function: the path that tracebacks show."""


def compile_folder(folder: Path, runtime: str) -> bool:
    """Adds the pycs of a runtime to every module under a folder.

    False, and a line on standard error, if this machine has no Python of the runtime's version. Raises
    `NotCompiled` if a module cannot be compiled.
    """
    python = interpreter(runtime)
    if python is None:
        print(f"No {runtime} on the path: the package is made without bytecode.", file=sys.stderr)
        return False
    done = subprocess.run(
        [python, "-m", "compileall", "-q", "-f", *options(folder), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotCompiled(f"{runtime} cannot compile the package in {folder}:\n{done.stdout}{done.stderr}")
    return True


def options(folder: Path) -> list[str]:
    """The options that make equal sources give equal pycs, wherever the folder lies."""
    return ["--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", IN_LAMBDA]
