"""How far the local stack has come, told to people: a line per step, with what it took.

On a terminal the line of the step at work is written over; elsewhere a long step says a word now and then.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

WIDTH = 62
SECONDS_BETWEEN_LINES = 15.0


class Step:
    """A step at work: tell what it is doing, and what came of it."""

    def __init__(self, progress: "Progress", title: str) -> None:
        self.result = title
        self.began = progress.now()
        self._progress, self._title, self._told = progress, title, self.began

    def tell(self, detail: str) -> None:
        """Say what the step is at."""
        now = self._progress.now()
        if self._progress.live:
            self._progress.rewrite(f"  · {self._title}: {detail} ({now - self.began:.0f} s)")
        elif now - self._told >= SECONDS_BETWEEN_LINES:
            self._told = now
            self._progress.say(f"  · {self._title}: {detail} ({now - self.began:.0f} s)")


class Progress:
    """Tells people of the steps of one start."""

    def __init__(self, out: TextIO | None = None, now: Callable[[], float] = time.monotonic) -> None:
        self.out = out or sys.stdout
        self.now = now
        self.live = self.out.isatty()

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """A step; its line is finished when the block ends, with a cross where it ends with an error."""
        step = Step(self, title)
        if self.live:
            self.rewrite(f"  · {title} …")
        try:
            yield step
        except BaseException:
            self._finish("✗", title, step)
            raise
        self._finish("✓", step.result, step)

    def say(self, text: str) -> None:
        """A line of its own."""
        self._write(f"{text}\n")

    def rewrite(self, text: str) -> None:
        """A line in place of the one that stands there, on a terminal."""
        self._write(f"\r\x1b[K{text[:118]}")

    def _write(self, text: str) -> None:
        try:
            self.out.write(text)
            self.out.flush()
        except OSError:
            # Nobody reads any more (`| head`, a terminal that was closed): no reason to leave things undone.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.out.fileno())

    def _finish(self, mark: str, text: str, step: Step) -> None:
        clear = "\r\x1b[K" if self.live else ""
        self.say(f"{clear}  {mark} {text:<{WIDTH}} {self.now() - step.began:5.1f} s")
