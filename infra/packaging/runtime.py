"""The Lambda runtime: which Python the functions run on, and where to find that Python on this machine."""

import shutil
import subprocess
import sys

RUNTIME = "python3.13"
"""What every function runs on, whatever Python synthesises the stacks."""


def minor(runtime: str) -> str:
    """The version of a runtime: `python3.13` is `3.13`."""
    return runtime.removeprefix("python")


def interpreter(runtime: str) -> str | None:
    """A Python of exactly the runtime's minor version, this one or one on the path; None if there is none.

    Bytecode is tied to the minor version: pycs of another one would be ignored at best.
    """
    if minor(runtime) == version_of(sys.executable):
        return sys.executable
    found = shutil.which(runtime)
    return found if found is not None and version_of(found) == minor(runtime) else None


def version_of(python: str) -> str:
    """The minor version that an interpreter says it is; empty if it does not run (an unset pyenv shim)."""
    program = "import sys; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
    return answer.stdout.strip()
