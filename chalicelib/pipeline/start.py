"""Starts by hand what otherwise the clock starts: fetching a feed now, or a run over some entry dates."""

from datetime import date

from chalicelib.feeds.catalogue import Ingestion
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.messages import plan_message
from chalicelib.pipeline.ports import Ports
from chalicelib.store import audit, outbox, runs
from chalicelib.store.deliveries import Delivery
from chalicelib.store.runs import Run
from chalicelib.store.table import Conflict

MANUAL = "manual"


def fetch_now(ports: Ports, actor: str, one: Ingestion, seconds: float) -> list[Delivery]:
    """Fetch the feeds of an ingestion within so many seconds; what was landed.

    That somebody asked for it is recorded first. Raises `FeedError` as `ingest` does.
    """
    facts = {"feeds": ", ".join(feed.key for feed in one.feeds)}
    event = audit.Event(ports.stamp(), actor, "fetch asked for", f"ingestion {one.name}", facts)
    audit.transact(ports.table, [], event)
    return ingest(ports, one.name, seconds)


def run_now(ports: Ports, actor: str, dates: tuple[date, date], token: str) -> Run:
    """Start a run over the entries of some dates, inclusive; with the same token it is the same run."""
    first, last = dates[0].isoformat(), dates[1].isoformat()
    run = Run(f"{MANUAL}-{token}", MANUAL, ports.stamp(), (first, last))
    event = audit.Event(run.started, actor, "run started", f"run {run.id}", {"from": first, "to": last})
    try:
        audit.transact(ports.table, [*runs.start(run), outbox.write(plan_message(run.id))], event)
    except Conflict:
        run = runs.find(ports.table, run.id) or run
    dispatch(ports)
    return run
