"""Trying again: how often, how long in between, and when to give up."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from chalicelib.store.dynamo.answers import FAILURES, Meaning, Verdict, verdict
from chalicelib.store.errors import Busy, Refused, StoreError, TooLarge, Unavailable

Answer = TypeVar("Answer")
Left = TypeVar("Left")

ERRORS = {Meaning.BUSY: Busy, Meaning.TOO_LARGE: TooLarge, Meaning.REFUSED: Refused}
ADVICE = {
    Meaning.AGAIN: "try again later; a write may have been done",
    Meaning.BUSY: "others are changing the same records; try again later",
    Meaning.CLOSED: "see that the table exists in this region and that this role may use it",
    Meaning.TOO_LARGE: "write less at once",
    Meaning.REFUSED: "the request is wrong",
}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call is repeated: at most `tries` times, and not begun anew after `total` seconds.

    The pause before the n-th repetition is drawn from 0 to `first` × 2ⁿ seconds, and never above `most`.
    """

    tries: int = 8
    first: float = 0.05
    most: float = 2.0
    total: float = 20.0


class ConditionsFailed(Exception):
    """Conditions that do not hold; `in_doubt` says whether our own change may be why."""

    def __init__(self, found: Verdict, in_doubt: bool) -> None:
        self.positions = found.positions
        self.in_doubt = in_doubt
        super().__init__(found.text)


@dataclass(frozen=True, slots=True)
class Repeating:
    """Calls to one table, repeated with patience."""

    table: str
    patience: Patience
    sleep: Callable[[float], None] = time.sleep
    timer: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random

    def pauses(self) -> Iterator[float]:
        """The pause before each repetition of a call that begins now, until there are no more."""
        return self._pauses(self.timer())

    def _pauses(self, begun: float) -> Iterator[float]:
        patience = self.patience
        for repetition in range(patience.tries - 1):
            pause = self.chance() * min(patience.most, patience.first * 2**repetition)
            if self.timer() - begun + pause > patience.total:
                return
            yield pause

    def answered(self, what: str, send: Callable[[], Answer]) -> Answer:
        """The answer to a call. Raises ConditionsFailed, or the StoreError for what stands in the way."""
        pauses, tries, in_doubt = self.pauses(), 1, False
        while True:
            try:
                return send()
            except FAILURES as failure:
                found = verdict(failure)
                if found.meaning is Meaning.CONFLICT:
                    raise ConditionsFailed(found, in_doubt) from failure
                pause = next(pauses, None) if found.again else None
                if pause is None:
                    raise self._error(what, found, tries) from failure
            in_doubt = in_doubt or found.in_doubt
            tries += 1
            self.sleep(pause)

    def drained(self, what: str, work: list[Left], send: Callable[[list[Left]], list[Left]]) -> None:
        """Send work until nothing of it comes back unprocessed; patience counts from the last progress."""
        pauses = self.pauses()
        while left := send(work):
            if len(left) < len(work):
                pauses = self.pauses()
            pause = next(pauses, None)
            if pause is None:
                raise Unavailable(
                    f"{self.table}, {what}: {len(left)} of {len(work)} stay unprocessed after "
                    f"{self.patience.tries} tries; {ADVICE[Meaning.AGAIN]}"
                )
            self.sleep(pause)
            work = left

    def _error(self, what: str, found: Verdict, tries: int) -> StoreError:
        error = ERRORS.get(found.meaning, Unavailable)
        times = f" (tried {tries} times)" if tries > 1 else ""
        return error(f"{self.table}, {what}: {found.text}{times}; {ADVICE[found.meaning]}")
