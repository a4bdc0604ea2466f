"""How far the pipeline has come: what is not finished yet, and waiting until nothing is."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.data_sets import UNIT_COLUMNS
from chalicelib.store import deliveries, keys, outbox, runs
from chalicelib.store.datasets import read_pins
from chalicelib.store.deliveries import Delivery
from chalicelib.store.runs import Run
from chalicelib.store.table import Table
from infra.local.cloud import DEAD_LETTERS, QUEUES, Cloud, Uploaded
from infra.local.errors import TookTooLong

SECONDS_BETWEEN_LOOKS = 0.25
LATER = timedelta(minutes=21)
"""The sweeper takes up what has stood still for 20 minutes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the pipeline has not finished."""

    deliveries: tuple[Delivery, ...] = ()
    runs: tuple[Run, ...] = ()
    messages: int = 0
    """In the outbox: not sent yet."""
    queues: Mapping[str, int] | None = None
    uploads: tuple[str, ...] = ()
    """Uploaded files that nobody has taken in."""

    @property
    def is_done(self) -> bool:
        """Whether all is finished."""
        return not (self.deliveries or self.runs or self.messages or self.queues or self.uploads)

    def told(self) -> str:
        """What is left, in short."""
        parts = [
            _counted(len(self.uploads), "file to take in", "files to take in"),
            _counted(len(self.deliveries), "delivery to load", "deliveries to load"),
            _counted(len(self.runs), "run at work", "runs at work"),
            _counted(sum((self.queues or {}).values()) + self.messages, "message", "messages"),
        ]
        return ", ".join(filter(None, parts)) or "all done"

    def in_full(self) -> list[str]:
        """What is left, one thing a line."""
        return [
            *(f"{name} lies in the upload bucket and was not taken in" for name in self.uploads),
            *(f"delivery {one.sequence} of {one.source} has not been loaded" for one in self.deliveries),
            *(f"run {one.id} is {one.state}, of {one.chunks} chunks" for one in self.runs),
            *([f"{self.messages} messages wait in the outbox"] if self.messages else []),
            *(f"{count} messages in the queue {name}" for name, count in (self.queues or {}).items()),
        ]


def look(table: Table, cloud: Cloud, uploads: Iterable[Uploaded] = ()) -> Standing:
    """What is not finished right now; `uploads` have to be finished too."""
    # In this order: what one look finds finished may have started what the next one looks for.
    untaken = tuple(one.key for one in uploads if delivery_of(table, one) is None)
    waiting = tuple(deliveries.unfinished(table))
    messages = sum(1 for _ in outbox.waiting(table))
    return Standing(waiting, tuple(runs.unfinished(table)), messages, cloud.waiting(QUEUES), untaken)


def wait(
    looked: Callable[[], Standing],
    tell: Callable[[Standing], None],
    limit: float,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], float] = time.monotonic,
) -> None:
    """Wait until a look finds all done. Raises `TookTooLong` with what is left after `limit` seconds."""
    deadline = now() + limit
    while not (standing := looked()).is_done:
        tell(standing)
        if now() > deadline:
            left = "\n".join(f"  {line}" for line in standing.in_full())
            raise TookTooLong(f"The pipeline was not done after {limit:.0f} seconds. What is left:\n{left}")
        sleep(SECONDS_BETWEEN_LOOKS)


def delivery_of(table: Table, uploaded: Uploaded) -> Delivery | None:
    """The delivery that an uploaded file became; None if nobody has taken it in yet."""
    record = table.get(*keys.received(uploaded.bucket, uploaded.key))
    if record is None or record.data["version"] != uploaded.version:
        return None
    return deliveries.find(table, int(record.data["sequence"]))


def untaken(table: Table, cloud: Cloud) -> list[Uploaded]:
    """Dropped files that nobody has ever begun to take in: whoever was to be told of them had ended."""
    places = {one: keys.received(one.bucket, one.key) for one in cloud.dropped()}
    known = table.get_many(places.values())
    return [one for one, key in places.items() if key not in known]


def missing(table: Table) -> list[str]:
    """The data sets that were never delivered."""
    pins = read_pins(table)
    return [name for name in UNIT_COLUMNS if not pins.sequence(name)]


def given_up(cloud: Cloud) -> dict[str, int]:
    """Messages in the dead-letter queues."""
    return cloud.waiting(DEAD_LETTERS)


def take_up(untaken: Iterable[Uploaded] = ()) -> None:
    """Go on with what was cut off, as the sweeper would when it has stood still for long enough.

    Files that are still `untaken` are taken in as they would have been when they were dropped.
    """
    from dataclasses import replace

    from chalicelib import wiring
    from chalicelib.pipeline.receive import receive
    from chalicelib.pipeline.sweep import sweep

    ports = wiring.ports()
    for one in untaken:
        receive(ports, one.bucket, one.key, one.version, sequencer="")
    sweep(replace(ports, clock=lambda: ports.clock() + LATER))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""
