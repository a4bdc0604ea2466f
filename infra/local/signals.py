"""Ending in good order: Ctrl-C, SIGTERM, and a terminal that is closed all mean the same."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(BaseException):
    """Somebody asked for the end. No error, and nothing may take it for one."""


@contextmanager
def raising() -> Iterator[None]:
    """Have the first such signal raise `Ended` in the main thread; later ones find us ending already."""
    before = {number: signal.signal(number, _end) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: FrameType | None) -> None:
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)
    raise Ended(signal.Signals(number).name)
