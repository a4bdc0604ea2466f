"""Ingests: fetches what SAP has and lands it, unchanged, in the raw bucket. Loading begins there.

A delivery is announced in the table before anything of it is written, so that one that gets stuck is seen.
"""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.feeds.catalogue import Feed, Ingestion, ingestion
from chalicelib.feeds.errors import AlreadyLanded, FeedError
from chalicelib.feeds.fetched import manifest_of, parts_of
from chalicelib.feeds.landing import land, manifest_key
from chalicelib.feeds.manifests import Manifest
from chalicelib.pipeline.alerts import WARNING, Alert, raise_alert
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.shortening import shortened
from chalicelib.store import deliveries, sources
from chalicelib.store.deliveries import Delivery, NumberTaken

BUSINESS_ZONE = ZoneInfo("America/Los_Angeles")
"""The zone whose calendar date is the business date: the importer's head office. †"""
OVERLAP = timedelta(days=3)
"""How far before the last good delivery a delta is asked for again, in case SAP enters something late."""
AGAIN = "The fetch is tried again by itself."
MEND = "Somebody has to mend the cause; the next fetch, on schedule or asked for, then brings the data."
_log = logging.getLogger(__name__)


def business_date(at: datetime) -> date:
    """The business date of a moment."""
    return at.astimezone(BUSINESS_ZONE).date()


def ingest(ports: Ports, name: str, seconds: float, only: str = "", whole: bool = False) -> list[Delivery]:
    """Fetch the feeds of an ingestion, or `only` one of them, within so many seconds; what was landed.

    SAP is asked for what has changed where a feed knows how to, or for the `whole` of it.

    A feed that fails does not keep the others from being fetched; its failure is recorded, and people are
    told, whatever it is. In the end raises the first that may pass, or that nobody has foreseen, so that the
    invocation is tried again. One that will not pass by itself is not tried again: SAP locks out who keeps
    knocking with refused credentials. A feed that the settings call not live is left out.
    """
    until = ports.now() + timedelta(seconds=seconds)
    asked = ingestion(name, ports.ingestions)
    landed: list[Delivery] = []
    failures: list[Exception] = []
    for feed in asked.feeds:
        if only not in ("", feed.key):
            continue
        if not feed.live:
            _log.info("%s is not live: it is not fetched", feed.key)
            continue
        try:
            since = None if whole else _changed_since(ports, feed)
            landed.append(_fetch_and_land(ports, feed, since, (until - ports.now()).total_seconds()))
        except Exception as error:  # whatever it is, the other feeds are not to suffer
            _record_failure(ports, asked, feed, error)
            failures.append(error)
    dispatch(ports)
    for failure in failures:
        if _is_tried_again(failure):
            raise failure
    return landed


def _fetch_and_land(ports: Ports, feed: Feed, since: date | None, seconds: float) -> Delivery:
    sequence = deliveries.next_sequence(ports.table, ports.token())
    fetched = ports.fetch(feed, since, seconds)
    while True:
        try:
            return announce_and_land(ports, manifest_of(fetched, sequence, feed), parts_of(fetched))
        except (NumberTaken, AlreadyLanded) as taken:  # the table was restored, and its counter with it
            _log.warning("%s is landed under another number: %s", feed.key, taken)
            sequence = deliveries.next_sequence(ports.table, ports.token())


def announce_and_land(ports: Ports, manifest: Manifest, parts: Sequence[tuple[str, bytes]]) -> Delivery:
    """Record a delivery, then write it to the raw bucket; the bucket's event has it loaded.

    Raises `NumberTaken`, or `AlreadyLanded`, where its number is another delivery's.
    """
    delivery = announced(manifest)
    deliveries.announce(ports.table, delivery)
    land(ports.raw, manifest, parts)
    return delivery


def announced(manifest: Manifest) -> Delivery:
    """The record of a delivery that is about to land, or has landed."""
    return Delivery(
        manifest.sequence,
        manifest.feed,
        manifest.fetched_at,
        manifest.business_date,
        manifest_key(manifest.feed, manifest.sequence),
    )


def _changed_since(ports: Ports, feed: Feed) -> date | None:
    """From when on a delta is asked for; None asks for everything."""
    last = sources.find(ports.table, feed.key)
    if not feed.delta or not last.business_date:
        return None
    return date.fromisoformat(last.business_date) - OVERLAP


def _is_tried_again(error: Exception) -> bool:
    return not isinstance(error, FeedError) or error.transient


def _record_failure(ports: Ports, one: Ingestion, feed: Feed, error: Exception) -> None:
    _log.error("%s could not be fetched", feed.key, exc_info=error)
    kind, today = type(error).__name__, business_date(ports.now())
    told = str(error) if isinstance(error, FeedError) else f"{kind}: {error}"
    sources.failed(ports.table, feed.key, ports.stamp(), shortened(told))
    then = AGAIN if isinstance(error, FeedError) and error.transient else MEND
    raise_alert(
        ports,
        Alert(
            f"feed-{feed.key}-{kind}-{today}",
            "feed",
            WARNING,
            f"{feed.key} could not be fetched",
            f"{shortened(told)}\nWhat was loaded before stays in use. {then} To bring the data by hand, drop "
            "the CSV file into the upload bucket.",
            {"feed": feed.key, "ingestion": one.name, "error": kind},
        ),
    )
