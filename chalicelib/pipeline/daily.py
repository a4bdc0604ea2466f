"""The daily run: when it is due, and what became of today's."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from chalicelib.pipeline.ingest import business_date
from chalicelib.store import runs
from chalicelib.store.runs import Run
from chalicelib.store.table import Table

HOUR, MINUTE = 9, 0
"""When it starts, UTC: after the night's fetches, and at an hour at which no change of clocks moves it to the
business date before or after; `app.py` has it in its schedule."""


@dataclass(frozen=True, slots=True)
class DailyRun:
    """The daily run of a business date."""

    date: date
    due: datetime
    """When it is started, UTC."""
    run: Run | None
    """None: it was not started."""


def run_id(day: date) -> str:
    """What the daily run of a business date is called."""
    return f"daily-{day}"


def due(day: date) -> datetime:
    """When the daily run of a business date is started, UTC."""
    return datetime(day.year, day.month, day.day, HOUR, MINUTE, tzinfo=UTC)


def daily_run(table: Table, now: datetime) -> DailyRun:
    """The daily run of the business date of a moment."""
    today = business_date(now)
    return DailyRun(today, due(today), runs.find(table, run_id(today)))
