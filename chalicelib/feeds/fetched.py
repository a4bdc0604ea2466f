"""A fetched feed, before it is landed: its pages as they came, byte for byte, and what is known of them."""

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.feeds.catalogue import Feed
from chalicelib.feeds.manifests import Manifest, ReadAs
from chalicelib.moments import stamp


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole feed."""

    feed: str
    pages: tuple[bytes, ...]
    rows: int
    fetched_at: datetime
    """When it was begun, in UTC: what changed from then on may be missing."""
    business_date: date
    """The date of `fetched_at` in the zone of the business."""
    changed_since: date | None
    retries: tuple[str, ...]
    """The tries that failed."""


def parts_of(fetched: Fetched) -> list[tuple[str, bytes]]:
    """The pages with the names under which they are landed."""
    return [(f"page-{number:03d}.json", page) for number, page in enumerate(fetched.pages, 1)]


def manifest_of(fetched: Fetched, sequence: int, feed: Feed) -> Manifest:
    """The manifest, still without parts, under which a feed is landed that was fetched as `feed` says."""
    return Manifest(
        feed=fetched.feed,
        sequence=sequence,
        source="sap",
        business_date=fetched.business_date.isoformat(),
        fetched_at=stamp(fetched.fetched_at),
        rows=fetched.rows,
        read_as=read_as_of(feed),
    )


def read_as_of(feed: Feed) -> ReadAs:
    """How a delivery of a feed is to be read, as it is set now."""
    return ReadAs(feed.function, tuple(sorted(feed.renamed)), feed.decimal_comma)
