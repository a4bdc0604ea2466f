"""Where the local stack keeps its things: one folder, `.local` unless `IOR_STATE` names another.

Nothing of it is anybody else's, and all of it can be thrown away. The passwords last as long as the folder.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from infra.local import ownership, preflight
from infra.local.errors import AlreadyRunning, NotReady

ROOT = preflight.ROOT


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of one local stack, and what lies where in it."""

    folder: Path

    @property
    def people(self) -> Path:
        """The passwords of the people who may sign in."""
        return self.folder / "people.json"

    @property
    def token(self) -> Path:
        """The token of the admin's session."""
        return self.folder / "token"

    @property
    def curl(self) -> Path:
        """The same as a configuration of curl, so that it stands in no command line."""
        return self.folder / "curl"

    @property
    def lock(self) -> Path:
        """Held by whoever runs the stack."""
        return self.folder / "lock"

    @property
    def running(self) -> Path:
        """Where the running stack answers; gone when it has ended."""
        return self.folder / "running.json"

    @property
    def deployed(self) -> Path:
        """What was deployed last, as a fingerprint."""
        return self.folder / "deployed.json"

    @property
    def unsaved(self) -> Path:
        """Stands there while the emulator holds more in memory than is on disk."""
        return self.folder / "emulator" / "unsaved"

    @property
    def emulator(self) -> Path:
        """All that the emulator writes."""
        return self.folder / "emulator"

    @property
    def seal(self) -> Path:
        """What the emulator's files were when they were saved."""
        return self.folder / "emulator" / "sealed.json"

    @property
    def before(self) -> Path:
        """The emulator's data as the session before left them."""
        return self.folder / "before"

    @property
    def synthesis(self) -> Path:
        """What is deployed: templates and packages."""
        return self.folder / "cdk.out"

    @property
    def outputs(self) -> Path:
        """What the stacks said of themselves when they were deployed."""
        return self.folder / "outputs.json"

    def log(self, name: str) -> Path:
        """The log of a program."""
        return self.folder / "logs" / f"{name}.log"


def from_environment(environ: Mapping[str, str] = os.environ) -> Places:
    """The folder that the environment names, or `.local`."""
    return Places(preflight.folder_of(environ))


def forget(places: Places) -> None:
    """Throw away all data, and what was deployed; the passwords and the logs stay."""
    for folder in (places.emulator, places.before):
        ownership.remove_data(folder)
    for path in (places.deployed, places.outputs, places.running):
        path.unlink(missing_ok=True)


@contextmanager
def held(places: Places) -> Iterator[int]:
    """Hold the lock of a folder that is ours from now on; its file descriptor.

    Raises `AlreadyRunning`, `NotOurs`, `NotReady`.
    """
    ownership.claim(places.folder)
    with _opened(places.lock) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            told = preflight.running_already(places.folder, preflight.port_of(os.environ))
            raise AlreadyRunning(told) from taken
        yield file.fileno()


def _opened(lock: Path) -> TextIO:
    try:
        return lock.open("a")
    except OSError as error:
        what = f"{lock} cannot be written: {error.strerror}"
        raise NotReady(f"{what}. Name another folder in {preflight.STATE}.") from error


def is_held(places: Places) -> bool:
    """Whether somebody runs the stack of this folder."""
    return preflight.is_locked(places.folder)


def shown(path: Path) -> str:
    """A path as people read it: from where they are, if it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    beside.replace(path)
