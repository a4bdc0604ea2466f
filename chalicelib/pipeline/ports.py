"""What the use cases are connected to. `wiring` makes the real ones; tests give twins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from chalicelib.feeds.catalogue import Feed, Ingestion
from chalicelib.moments import stamp
from chalicelib.store.table import Table

if TYPE_CHECKING:
    # These bring requests, botocore and the engine along, which most functions do without.
    from chalicelib.feeds.fetched import Fetched
    from chalicelib.feeds.raw_store import RawStore
    from chalicelib.pipeline.workshop import Workshops

GENERATE, COMPARE, ALERTS = "generate", "compare", "alerts"
"""The channels: two queues and the topic that people listen to."""


class Messenger(Protocol):
    """Sends a message to a queue or a topic; may send it twice, never not at all without an error."""

    def send(self, channel: str, bodies: Sequence[Mapping[str, Any]]) -> None:
        """Send messages to a channel."""


class UploadStore(Protocol):
    """Reads what people put into the upload bucket."""

    def read(self, bucket: str, key: str, version: str, most_bytes: int) -> bytes | None:
        """One version of an object; None if it is gone. Raises `ValueError` if it is larger than allowed."""

    def arrived(self, key: str) -> tuple[str, str] | None:
        """The bucket, and the newest version of an object of which nobody has told; None: none came."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything outside that a use case touches."""

    table: Table
    raw: "RawStore"
    audit: "RawStore"
    """Where the heads of the audit trail are put away: nothing is changed or removed there."""
    uploads: UploadStore
    messages: Messenger
    fetch: Callable[[Feed, date | None, float], "Fetched"]
    """Fetches a feed from SAP, since a day or wholly, within so many seconds; raises `FeedError`."""
    ingestions: tuple[Ingestion, ...]
    """The catalogue of SAP's feeds, as the settings name them."""
    workshops: "Workshops"
    """The engine, compiled for the versions of the reference data that were used last."""
    clock: Callable[[], datetime]
    token: Callable[[], str]
    """A text that nobody else has."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return self.clock().astimezone(UTC)

    def stamp(self) -> str:
        """The time as it is stored: ISO, UTC, to the second."""
        return stamp(self.now())

    def epoch(self) -> int:
        """The time in whole seconds since 1970."""
        return int(self.now().timestamp())
