"""Programs that the local stack starts, and ends: each has a keeper, so that nothing outlives the stack."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from infra.local.errors import ProgramFailed

KEEPER = Path(__file__).with_name("keeper.py")
SHOWN_LINES = 15
SPARE_SECONDS = 5.0
SECONDS_BETWEEN_LOOKS = 0.5


class Child:
    """A program that runs beside this one, with its output in a log. A context manager that ends it.

    `patience` are the seconds that it has for ending in good order. `held` are file descriptors that stay
    open as long as it runs.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path,
        environment: Mapping[str, str],
        folder: Path,
        patience: float = 20.0,
        held: Sequence[int] = (),
    ) -> None:
        self.name, self.log, self._patience = name, log, patience
        keeper: list[str | Path] = [sys.executable, "-ISB", KEEPER, str(patience)]
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as written:
            self._keeper = subprocess.Popen(
                [*keeper, *command],
                stdin=subprocess.PIPE,
                stdout=written,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                cwd=folder,
                start_new_session=True,
                pass_fds=held,
            )

    def wait(self, seconds: float) -> int | None:
        """The exit code, None if it still runs after so many seconds."""
        try:
            return self._keeper.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def check(self) -> None:
        """Raises `ProgramFailed` if it has ended."""
        code = self._keeper.poll()
        if code is not None:
            raise self.failure(f"ended unexpectedly with exit code {code}")

    def succeed(self, needed: "Child") -> None:
        """Wait until it has ended well. Raises `ProgramFailed` if it failed, or what it needs ended."""
        while (code := self.wait(SECONDS_BETWEEN_LOOKS)) is None:
            needed.check()
        if code:
            raise self.failure(f"failed with exit code {code}")

    def end(self) -> int:
        """Have it end, with all that it started; its exit code."""
        assert self._keeper.stdin is not None
        with suppress(OSError):
            self._keeper.stdin.close()
        try:
            return self._keeper.wait(self._patience + SPARE_SECONDS)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            return self._keeper.wait()

    def failure(self, what: str) -> ProgramFailed:
        """The error that says what happened, with the end of the log."""
        return ProgramFailed(f"{self.name} {what}.\n{tail(self.log)}\nThe whole log: {self.log}")

    def __enter__(self) -> "Child":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()


def tail(log: Path, lines: int = SHOWN_LINES) -> str:
    """The last lines of a log, set off by a bar."""
    told = log.read_text("utf-8", errors="replace").splitlines() if log.exists() else []
    return "\n".join(f"  | {line[:200]}" for line in told[-lines:]) or "  | (it said nothing)"
