"""Downloads of the requirements for the Lambda runtime, from a machine that may run another Python.

Chalice asks pip for what fits the Python that runs it, and then tries to replace what does not fit Lambda.
Told the target from the start, pip takes wheels for the target only, and fails where there is none. It is
also told every package by name and version: left to find out what a requirement needs, it would look at the
Python that it runs on (the target's version changes no marker), and tomorrow it would find something newer.
"""

from collections.abc import Sequence
from pathlib import Path

from chalice.deploy.packager import DependencyBuilder, PipRunner, SubprocessPip
from chalice.utils import OSUtils

from infra.packaging.runtime import minor

GLIBC_MINORS = range(17, 35)
"""glibc 2.17 to 2.34: Lambda's images of Python 3.12 and later are Amazon Linux 2023, which has 2.34."""

LOCKED = Path(__file__).with_name("locked.txt")
"""What the requirements need in turn."""


class TargetPip(PipRunner):
    """A pip that downloads what it is told, and for a runtime instead of for the Python it runs on."""

    def __init__(self, runtime: str, pip: SubprocessPip, osutils: OSUtils) -> None:
        super().__init__(pip, osutils)
        self._target = target_options(runtime)

    def _execute(
        self, command: str, args: list[str], env_vars: object = None, shim: str | None = None
    ) -> tuple[int, bytes, bytes]:
        options = [*self._target, *named(args)] if command == "download" else args
        return super()._execute(command, options, env_vars=env_vars, shim=shim)  # type: ignore[arg-type]


def named(args: list[str]) -> list[str]:
    """The arguments of a download, with what is locked if they name a file of requirements."""
    return [*args, "--no-deps", "-r", str(LOCKED)] if "-r" in args else args


def target_options(runtime: str) -> Sequence[str]:
    """What `pip download` is told about a runtime.

    pip takes every platform literally, so that all the glibc versions that Lambda satisfies are named.
    """
    version = minor(runtime)
    platforms = [f"manylinux_2_{glibc}_x86_64" for glibc in reversed(GLIBC_MINORS)]
    return [
        "--only-binary=:all:",
        "--implementation=cp",
        f"--python-version={version}",
        *(f"--abi={abi}" for abi in (f"cp{version.replace('.', '')}", "abi3", "none")),
        *(f"--platform={platform}" for platform in (*platforms, "manylinux2014_x86_64")),
    ]


def dependency_builder(runtime: str) -> DependencyBuilder:
    """Chalice's builder of site-packages, downloading for a runtime."""
    osutils = OSUtils()
    return DependencyBuilder(osutils, TargetPip(runtime, SubprocessPip(osutils), osutils))
