"""How fresh the data are, and how well the pipeline is: the worst of its parts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from chalicelib.data_sets import UNIT_COLUMNS
from chalicelib.feeds.catalogue import CSV_SOURCES, Feed, Ingestion, fresh_for
from chalicelib.moments import moment_of, stamp
from chalicelib.pipeline.ports import Ports
from chalicelib.store import runs, sources
from chalicelib.store.datasets import read_pins
from chalicelib.store.sources import Source

GOOD, LATE, FAILED, NEVER = "good", "late", "failed", "never"
_WORSE = (GOOD, NEVER, LATE, FAILED)
LISTED_RUNS = 10


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh one data set is."""

    name: str
    state: str
    """`good`, `late`, `failed` (the last attempt, fetched in vain or refused, after the last good one) or
    `never`."""
    last_good: str
    """When its newest good delivery came, ISO, UTC; empty: never."""
    source: str
    """Where that came from: a feed or a file."""
    due: str
    """When the next is due, ISO, UTC; empty where none ever came."""
    failure: str
    live: bool
    """Whether a feed of SAP's brings it; else it comes as a file, if at all."""

    def told(self) -> str:
        """What is to be said of it."""
        if not self.last_good:
            return f"{self.name} was never delivered."
        return f"The last good delivery of {self.name} came {self.last_good}; the next was due {self.due}."

    def remedy(self) -> str:
        """What to do where it is overdue."""
        cause = "Find out why SAP does not deliver, or" if self.live else "No feed is fetched for it:"
        return f"{cause} drop the CSV file into the upload bucket."


def freshness(ports: Ports) -> list[Freshness]:
    """How fresh each data set is."""
    known = sources.every(ports.table)
    return [_of_set(name, known, ports.now(), ports.ingestions) for name in UNIT_COLUMNS]


def overdue(ports: Ports) -> list[Freshness]:
    """The data sets that are late; one that was never delivered is not missed yet."""
    return [one for one in freshness(ports) if one.last_good and one.due < ports.stamp()]


def pipeline_status(ports: Ports) -> dict[str, Any]:
    """The state of the whole pipeline for its page: the worst state, each data set, the last runs."""
    sets = freshness(ports)
    month = ports.stamp()[:7]
    pins = read_pins(ports.table)
    return {
        "state": max((one.state for one in sets), key=_WORSE.index),
        "revision": pins.revision,
        "data_sets": [asdict(one) | {"delivery": pins.sequence(one.name)} for one in sets],
        "unfinished_runs": [run.id for run in runs.unfinished(ports.table)],
        "runs": [asdict(run) for run in runs.of_month(ports.table, month, LISTED_RUNS)],
    }


def _of_set(name: str, known: dict[str, Source], now: datetime, ingestions: Sequence[Ingestion]) -> Freshness:
    feeds = _feeds_of(name, ingestions)
    files = [file.key for file in CSV_SOURCES if name in file.data_sets]
    delivering = [known[key] for key in [*(feed.key for feed in feeds), *files] if key in known]
    live = any(feed.live for feed in feeds)
    if not delivering:
        return Freshness(name, NEVER, "", "", "", "", live)
    best = max(delivering, key=lambda source: source.at)
    failed = max(delivering, key=lambda source: source.failed_at)
    due = moment_of(best.at) + fresh_for(name, ingestions) if best.at else None
    if failed.failed_at > best.at:
        state = FAILED
    else:
        state = LATE if due is None or due < now else GOOD
    return Freshness(
        name,
        state,
        best.at,
        best.name if best.at else "",
        stamp(due) if due else "",
        failed.failure if state == FAILED else "",
        live,
    )


def _feeds_of(data_set: str, ingestions: Sequence[Ingestion]) -> list[Feed]:
    return [feed for one in ingestions for feed in one.feeds if data_set in feed.data_sets]
