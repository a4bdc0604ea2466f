"""The small world of these tests: a clock that only the test moves, and clients that live by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from chalicelib.feeds.catalogue import Feed, feed
from chalicelib.feeds.client import SapClient
from chalicelib.feeds.fetched import Fetched
from infra.local.sap import SapStandIn

SAMPLES = Path(__file__).parents[2] / "samples" / "sap"
BEGUN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
USER, PASSWORD = "IOR_RFC", "gehéim:€1"
PLENTY = 600.0


class Time:
    """Seconds since the test began. Sleeping moves it, and is noted."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []
        self._looked_at = Event()

    def clock(self) -> float:
        self._looked_at.set()
        return self.seconds

    def now(self) -> datetime:
        return BEGUN + timedelta(seconds=self.seconds)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def passes(self, seconds: float) -> Callable[[], None]:
        """Something that takes so long."""

        def pass_by() -> None:
            self.seconds += seconds

        return pass_by

    def passes_when_noticed(self, seconds: float) -> Callable[[], None]:
        """The same in another thread, which must not run ahead of the one that looks at the clock."""

        def pass_by() -> None:
            self._looked_at.wait(1)
            self._looked_at.clear()
            self.seconds += seconds

        return pass_by


def client(address: str, time: Time, **options: Any) -> SapClient:
    """A client that lives by a test's time, and draws the longest of all waits."""
    credentials = options.pop("credentials", lambda: (USER, PASSWORD))
    ways = {"clock": time.clock, "sleep": time.sleep, "now": time.now, "spread": lambda: 1.0}
    return SapClient(address, credentials, **(ways | options))


def fetched(
    sap: SapStandIn, time: Time, wanted: Feed | str, seconds: float = PLENTY, **options: Any
) -> Fetched:
    """A feed, fetched from the stand-in within so many seconds by a client of its own."""
    one = feed(wanted) if isinstance(wanted, str) else wanted
    asking = client(sap.address, time, **options)
    try:
        return asking.fetch(one, None, time.clock() + seconds)
    finally:
        asking.close()


def small_pages(key: str, page_size: int = 25) -> Feed:
    """A feed that comes on several pages even from the samples."""
    return replace(feed(key), page_size=page_size)
