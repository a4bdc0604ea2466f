"""Downloads of the requirements for the Lambda runtime, from a machine that may run another Python.

Chalice asks pip for what fits the Python that runs it, and then tries to replace what does not fit Lambda.
Told the target from the start, pip takes wheels for the target only, and fails where there is none. It is
also told every package by name and version: left to find out what a requirement needs, it would look at the
Python that it runs on (the target's version changes no marker), and tomorrow it would find something newer.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from chalice.deploy.packager import DependencyBuilder, PipRunner, SubprocessPip
from chalice.utils import OSUtils

from infra.errors import OtherWheel
from infra.packaging.runtime import minor

GLIBC_MINORS = range(17, 35)
"""glibc 2.17 to 2.34: Lambda's images of Python 3.12 and later are Amazon Linux 2023, which has 2.34."""

LOCKED = Path(__file__).with_name("locked.txt")
"""What the requirements need in turn."""
HASHES = Path(__file__).with_name("hashes.txt")
"""The SHA-256 of each wheel. pip would take hashes with the requirements only, which the metadata of the
project are read from as well, and which may have none then."""


class TargetPip(PipRunner):
    """A pip that downloads what it is told, and for a runtime instead of for the Python it runs on."""

    def __init__(self, runtime: str, pip: SubprocessPip, osutils: OSUtils) -> None:
        super().__init__(pip, osutils)
        self._target = target_options(runtime)

    def _execute(
        self, command: str, args: list[str], env_vars: object = None, shim: str | None = None
    ) -> tuple[int, bytes, bytes]:
        options = [*self._target, *named(args)] if command == "download" else args
        done = super()._execute(command, options, env_vars=env_vars, shim=shim)  # type: ignore[arg-type]
        if command == "download":
            check(Path(args[args.index("--dest") + 1]))
        return done


def named(args: list[str]) -> list[str]:
    """The arguments of a download, with what is locked if they name a file of requirements."""
    return [*args, "--no-deps", "-r", str(LOCKED)] if "-r" in args else args


def check(folder: Path) -> None:
    """See that every file of a folder is one that was chosen. Raises `OtherWheel`."""
    chosen = known_hashes()
    for file in sorted(folder.glob("*")):
        found = sha256(file.read_bytes()).hexdigest()
        if chosen.get(file.name) != found:
            known = chosen.get(file.name, "one that is known")
            raise OtherWheel(
                f"{file.name} has the SHA-256 {found}, and not {known}. If a requirement was changed, add it "
                f"to {HASHES.name} (infra/README.md); if not, do not deploy."
            )


def known_hashes() -> dict[str, str]:
    """The SHA-256 of each wheel, by its name."""
    lines = (line.split() for line in HASHES.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {name: digest for digest, name in lines}


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
