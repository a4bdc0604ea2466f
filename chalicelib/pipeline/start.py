"""Starts by hand what otherwise the clock starts: fetching a feed now, or a run over some entry dates."""

from datetime import date

from chalicelib.feeds.catalogue import Ingestion
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.plan import start_run
from chalicelib.pipeline.ports import Ports
from chalicelib.store import audit
from chalicelib.store.deliveries import Delivery
from chalicelib.store.runs import Run

MANUAL = "manual"


def fetch_now(
    ports: Ports, actor: str, one: Ingestion, feed: str, seconds: float, whole: bool = False
) -> list[Delivery]:
    """Fetch a feed of an ingestion within so many seconds, what has changed or the `whole`; what was landed.

    That somebody asked for it is recorded first. Raises `FeedError` as `ingest` does.
    """
    facts = {"feed": feed, "asked_for": "everything" if whole else "what has changed"}
    event = audit.Event(ports.stamp(), actor, "fetch asked for", f"ingestion {one.name}", facts)
    audit.transact(ports.table, [], event)
    return ingest(ports, one.name, seconds, feed, whole)


def run_now(ports: Ports, actor: str, dates: tuple[date, date], token: str) -> Run:
    """Start a run over the entries of some dates, inclusive; with the same token it is the same run."""
    return start_run(ports, f"{MANUAL}-{token}", MANUAL, dates, actor)
