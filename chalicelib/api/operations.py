"""What the pipeline has done: runs, deliveries, alerts; and starting a run or a fetch by hand."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from chalicelib.api import asking, repeating
from chalicelib.api import parameters as known
from chalicelib.api.bodies import Invalid
from chalicelib.api.newest import newest
from chalicelib.api.replies import Problem, Reply
from chalicelib.feeds.catalogue import CSV_SOURCES, FEEDS
from chalicelib.moments import stamp
from chalicelib.pipeline.freshness import pipeline_status
from chalicelib.pipeline.made_good import is_made_good
from chalicelib.pipeline.ports import Ports
from chalicelib.store import deliveries, runs
from chalicelib.store.alerts import of_month
from chalicelib.store.datasets import Pins, read_pins
from chalicelib.store.deliveries import Delivery
from chalicelib.store.run_chunks import chunks_of
from chalicelib.store.runs import Run
from chalicelib.store.table import Table

RUNS_QUERY = (known.MONTH, known.LIMIT)
DELIVERIES_QUERY = (known.SOURCE, known.LIMIT)
ALERTS_QUERY = (known.MONTH, known.LIMIT)
RUN = ("id", "cause", "started", "dates", "sequence", "state", "chunks", "counts", "finished", "nudges")
"""What is shown of a run."""
ROUTE = "/api/runs"
MOST_NAMED = 1_000
"""Shipments of a run that are named, of those that are held and of those that differ."""
SOURCES = (*(feed.key for feed in FEEDS), *(file.key for file in CSV_SOURCES))


def pipeline(ports: Ports) -> dict[str, Any]:
    """How fresh the data are, how the last runs went, and today's; and which entry dates are the newest."""
    from chalicelib.pipeline.daily import daily_run  # time zones, which no list waits for

    found, today = pipeline_status(ports), daily_run(ports.table, ports.now())
    return found | {
        "runs": [_shown(run) for run in found["runs"]],
        "daily": {
            "date": today.date.isoformat(),
            "due": stamp(today.due),
            "run": None if today.run is None else _run(today.run),
        },
        "newest": newest(ports.table, today.date),
    }


def listed_runs(ports: Ports, asked: Mapping[str, str]) -> dict[str, Any]:
    """The runs that were started in a month, the newest first. Raises `Problem`."""
    found = known.values(asked, RUNS_QUERY)
    month = found.get("month", ports.stamp()[:7])
    listed = runs.of_month(ports.table, month, found.get("limit", known.USUAL_ITEMS))
    return {"runs": [_run(run) for run in listed]}


def run(table: Table, identity: str) -> dict[str, Any]:
    """A run by its id as it stands in the path, with what has become of each chunk. Raises `Problem`."""
    name = asking.name_in_path(identity)
    found = runs.find(table, name)
    if found is None:
        raise Problem(404, "No such run", f"There is no run {name}.")
    chunks = list(chunks_of(table, found))
    progress = [
        {name: getattr(chunk, name) for name in ("number", "shipments", "generated", "compared")}
        for chunk in chunks
    ]
    held = _newest(one for chunk in chunks for one in chunk.held)
    differing = _newest(one for chunk in chunks for one in chunk.differing)
    return {**_run(found), "progress": progress, "held": held, "differing": differing}


def _newest(named: Iterable[runs.Dated]) -> list[dict[str, str]]:
    return [
        {"shipment": shipment, "entry_date": date}
        for date, shipment in sorted(named, reverse=True)[:MOST_NAMED]
    ]


def start(
    ports: Ports, actor: str, body: Mapping[str, Any], headers: Mapping[str, str], seconds: float
) -> Reply:
    """Fetch a feed now, or the whole of it, within so many seconds, or start a run over entry dates.

    `body` as its schema has read it; with an idempotency key in the headers it is done once.
    Raises `Problem`.
    """
    key = repeating.key_of(headers)

    def answer() -> tuple[int, dict[str, Any]]:
        if "feed" in body:
            return 202, {"run": None, "deliveries": _fetched(ports, actor, body, seconds)}
        return 202, {"run": _run(_started(ports, actor, body, key)), "deliveries": []}

    return repeating.once(ports, actor, key, [ROUTE, dict(body)], answer)


def listed_deliveries(table: Table, asked: Mapping[str, str]) -> dict[str, Any]:
    """The newest deliveries of a source, or of all, the newest first. Raises `Problem`."""
    found = known.values(asked, DELIVERIES_QUERY)
    limit = found.get("limit", known.USUAL_ITEMS)
    sources = [found["source"]] if "source" in found else SOURCES
    latest = [one for source in sources for one in deliveries.of_source(table, source, limit)]
    latest.sort(key=lambda one: one.sequence, reverse=True)
    pins = read_pins(table)
    return {"deliveries": [_delivery(table, one, pins) for one in latest[:limit]]}


def alerts(ports: Ports, asked: Mapping[str, str]) -> dict[str, Any]:
    """What people were told in a month, the newest first. Raises `Problem`."""
    found = known.values(asked, ALERTS_QUERY)
    told = of_month(ports.table, found.get("month", ports.stamp()[:7]))
    return {"alerts": [_alert(one) for one in told[: found.get("limit", known.USUAL_ITEMS)]]}


def _fetched(ports: Ports, actor: str, body: Mapping[str, Any], seconds: float) -> list[dict[str, Any]]:
    # What fetching needs, which no list waits for.
    from chalicelib.feeds.errors import FeedError
    from chalicelib.pipeline.start import fetch_now

    feed = body["feed"]
    asked = [one for one in ports.ingestions if feed in {found.key for found in one.feeds}]
    if not asked:
        feeds = ", ".join(found.key for one in ports.ingestions for found in one.feeds)
        raise Invalid({"feed": [f"There is no feed {feed!r:.60}. Use one of: {feeds}."]})
    if not any(found.live for found in asked[0].feeds if found.key == feed):
        raise Problem(
            409, "Not live", f"SAP does not deliver {feed} (setting SAP_FEEDS): upload the CSV file."
        )
    try:
        landed = fetch_now(ports, actor, asked[0], feed, seconds, body.get("whole", False))
    except FeedError as error:
        raise Problem(502, "SAP did not deliver", str(error)) from error
    if not landed:
        raise Problem(502, "SAP did not deliver", "Nothing was landed; the list of alerts says why.")
    pins = read_pins(ports.table)
    return [_delivery(ports.table, delivery, pins) for delivery in landed]


def _started(ports: Ports, actor: str, body: Mapping[str, Any], key: str) -> Run:
    from chalicelib.pipeline.start import run_now  # as above

    first = body.get("date") or body["first"]
    last = body.get("date") or body["last"]
    token = sha256(f"{actor}\n{key}".encode()).hexdigest()[:32] if key else ports.token()
    return run_now(ports, actor, (date.fromisoformat(first), date.fromisoformat(last)), token)


def _run(found: Run) -> dict[str, Any]:
    return _shown({name: getattr(found, name) for name in RUN})


def _shown(run: Mapping[str, Any]) -> dict[str, Any]:
    """What is shown of a run, and nothing of how it is kept going."""
    return {name: run[name] for name in RUN} | {"dates": [day for day in run["dates"] if day]}


def _delivery(table: Table, found: Delivery, pins: Pins) -> dict[str, Any]:
    shown = ("sequence", "source", "at", "business_date", "state", "content", "rows", "changed", "rejected")
    told = {name: getattr(found, name) for name in (*shown, "problem", "run")}
    return told | {"issues": list(found.issues), "made_good": is_made_good(table, found, pins)}


def _alert(data: Mapping[str, Any]) -> dict[str, Any]:
    shown = ("id", "at", "kind", "severity", "title", "text", "facts")
    return {name: data[name] for name in shown}
