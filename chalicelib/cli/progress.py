"""How far a long run has come: a bar on a terminal, plain lines elsewhere, nothing for a short run."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from time import monotonic
from typing import TypeVar

Item = TypeVar("Item")

FEW = 2_000
"""Fewer than these are made in well under a second: not worth loading a progress bar for."""
SECONDS_BETWEEN_LINES = 10.0


def track(items: Sequence[Item], what: str) -> Iterable[Item]:
    """The items, with progress shown on standard error while they are gone through."""
    if len(items) < FEW:
        return items
    if sys.stderr.isatty():
        from tqdm import tqdm

        bar: Iterable[Item] = tqdm(items, desc=what, unit_scale=True, delay=1.0, leave=False)
        return bar
    return _plain(items, what)


def _plain(items: Sequence[Item], what: str) -> Iterator[Item]:
    said = monotonic()
    for done, item in enumerate(items):
        yield item
        if monotonic() - said > SECONDS_BETWEEN_LINES:
            said = monotonic()
            print(f"{what}: {done + 1:,} of {len(items):,}", file=sys.stderr)
