"""The whole pipeline in memory: twins of the table, the buckets, the queues and SAP, and the samples."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from chalicelib.feeds.catalogue import INGESTIONS, Feed, source_of_file
from chalicelib.feeds.fetched import Fetched
from chalicelib.feeds.raw_store import MemoryStore
from chalicelib.pipeline.compare import compare_chunk
from chalicelib.pipeline.generate import generate_chunk
from chalicelib.pipeline.load import load
from chalicelib.pipeline.messages import task_of
from chalicelib.pipeline.plan import plan
from chalicelib.pipeline.ports import ALERTS, COMPARE, GENERATE, Ports
from chalicelib.pipeline.receive import receive
from chalicelib.pipeline.workshop import Workshops
from chalicelib.store.memory import MemoryTable

SAMPLES = Path(__file__).parents[2] / "samples"
MORNING = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until it is told to go on."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **period: float) -> None:
        """Let time pass."""
        self.now += timedelta(**period)


class RawBucket(MemoryStore):
    """The raw bucket: an event for each manifest."""

    def __init__(self, events: deque[str]) -> None:
        super().__init__()
        self._events = events

    def put(self, key: str, body: bytes) -> None:
        super().put(key, body)
        if key.endswith("manifest.json"):
            self._events.append(key)


@dataclass
class Uploads:
    """The upload bucket by key and version."""

    objects: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def read(self, _bucket: str, key: str, version: str, most_bytes: int) -> bytes | None:
        found = self.objects.get((key, version))
        if found is not None and len(found) > most_bytes:
            raise ValueError(f"It has {len(found):,} bytes; at most {most_bytes:,} are taken. Split it.")
        return found

    def arrived(self, key: str) -> tuple[str, str] | None:
        versions = [version for known, version in self.objects if known == key]
        return ("upload", versions[-1]) if versions else None


class Queues:
    """The queues and the topic, as lists of what was sent."""

    def __init__(self) -> None:
        self.sent: deque[tuple[str, dict[str, Any]]] = deque()
        self.alerts: list[dict[str, Any]] = []

    def send(self, channel: str, bodies: Sequence[Mapping[str, Any]]) -> None:
        for body in bodies:
            if channel == ALERTS:
                self.alerts.append(dict(body))
            else:
                self.sent.append((channel, dict(body)))


class World:
    """The pipeline with everything that it touches."""

    def __init__(self, table: Any = None) -> None:
        self.clock = Clock()
        self.table = table if table is not None else MemoryTable(clock=lambda: self.clock().timestamp())
        self.landed: deque[str] = deque()
        self.raw = RawBucket(self.landed)
        self.audit = MemoryStore()
        self.uploads = Uploads()
        self.queues = Queues()
        self.sap: Callable[[Feed, date | None, float], Fetched] = sap_samples
        self._tokens = count(1)
        self._versions = count(1)
        self.ports = Ports(
            table=self.table,
            raw=self.raw,
            audit=self.audit,
            uploads=self.uploads,
            messages=self.queues,
            fetch=lambda feed, since, seconds: self.sap(feed, since, seconds),
            ingestions=INGESTIONS,
            workshops=Workshops(),
            clock=self.clock,
            token=lambda: f"token-{next(self._tokens)}",
        )

    def upload(self, name: str, body: bytes | None = None) -> None:
        """Drop a file (that of the samples) into the upload bucket; its event arrives."""
        version = f"v{next(self._versions)}"
        key = f"incoming/{name}"
        self.uploads.objects[key, version] = sample(name) if body is None else body
        receive(self.ports, "upload", key, version, f"{int(version[1:]):016X}")

    def work(self) -> int:
        """Deliver events and messages until there are none; how many that were."""
        handled = 0
        while self.landed or self.queues.sent:
            if self.landed:
                load(self.ports, self.landed.popleft())
            else:
                self.handle(*self.queues.sent.popleft())
            handled += 1
        return handled

    def handle(self, channel: str, body: Mapping[str, Any]) -> None:
        """Handle one message of a queue."""
        task = task_of(body)
        if channel == COMPARE:
            compare_chunk(self.ports, task.run, task.chunk)
        elif task.chunk:
            generate_chunk(self.ports, task.run, task.chunk)
        else:
            assert channel == GENERATE
            plan(self.ports, task.run)


def sample(name: str) -> bytes:
    """A file of the samples."""
    return (SAMPLES / source_of_file(name).file_name).read_bytes()


def sap_samples(feed: Feed, changed_since: date | None, seconds: float) -> Fetched:
    """What SAP delivers: the samples' pages."""
    pages = tuple(path.read_bytes() for path in sorted((SAMPLES / "sap" / feed.path).glob("page-*.json")))
    return Fetched(feed.key, pages, 0, MORNING, MORNING.date(), changed_since, ())
