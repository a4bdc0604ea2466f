"""CPU time of calls that are to be compared: they take turns, so that a slow spell of the machine hits them
all."""

import gc
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

Call = Callable[[], Any]


def cpu(call: Call) -> float:
    """CPU seconds of one call, all threads; its result is let go, and the collector run, outside the
    clock."""
    gc.collect()
    begun = time.process_time()
    result = call()
    spent = time.process_time() - begun
    del result
    return spent


def medians(calls: Sequence[Call], repeat: int) -> list[float]:
    """The median CPU seconds of each call over rounds in which each is called once, after a round that is not
    counted.

    What exists beforehand is set aside from the collector: rows of one contender must not slow another one
    down.
    """
    gc.collect()
    gc.freeze()
    try:
        rounds = [[cpu(call) for call in calls] for _ in range(repeat + 1)]
    finally:
        gc.unfreeze()
    return [median(times) for times in zip(*rounds[1:], strict=True)]
