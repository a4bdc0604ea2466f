"""Where the local stack keeps its things: one folder, `.local` unless `IOR_STATE` names another.

Nothing of it is anybody else's, and all of it can be thrown away. The token lasts as long as the folder.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.local.errors import AlreadyRunning

ROOT = Path(__file__).resolve().parents[2]
STATE = "IOR_STATE"


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of one local stack, and what lies where in it."""

    folder: Path

    @property
    def token(self) -> Path:
        """What opens the API."""
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
    return Places(Path(environ.get(STATE) or ROOT / ".local").absolute())


def token(places: Places) -> str:
    """The token of this stack: made at random once, readable by its owner only."""
    places.folder.mkdir(parents=True, exist_ok=True)
    if not places.token.exists():
        _write_private(places.token, secrets.token_urlsafe(48) + "\n")
    found = places.token.read_text("utf-8").strip()
    _write_private(places.curl, f'header = "Authorization: Bearer {found}"\n')
    return found


def forget(places: Places) -> None:
    """Throw away all data, and what was deployed; the token and the logs stay."""
    for folder in (places.emulator, places.before):
        shutil.rmtree(folder, ignore_errors=True)
    for path in (places.deployed, places.outputs, places.running):
        path.unlink(missing_ok=True)


@contextmanager
def held(places: Places) -> Iterator[int]:
    """Hold the folder's lock; its file descriptor. Raises `AlreadyRunning`."""
    places.folder.mkdir(parents=True, exist_ok=True)
    with places.lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise AlreadyRunning(
                f"A local stack is running in {shown(places.folder)} already. End it with Ctrl-C where it "
                f"runs, or give this one another folder and port: {STATE}=/tmp/second IOR_PORT=4600 make run"
            ) from taken
        yield file.fileno()


def is_held(places: Places) -> bool:
    """Whether somebody runs the stack of this folder."""
    if not places.lock.exists():
        return False
    try:
        with held(places):
            return False
    except AlreadyRunning:
        return True


def shown(path: Path) -> str:
    """A path as people read it: from where they are, if it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _write_private(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    beside.replace(path)
