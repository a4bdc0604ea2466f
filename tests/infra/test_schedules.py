"""The daily run starts once on each business date, also where clocks are changed."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import app
from chalicelib.pipeline.ingest import BUSINESS_ZONE, business_date
from chalicelib.pipeline.plan import start_daily
from infra.components.entry_points import Kind, entry_points
from tests.infra.templates import ROOT
from tests.pipeline.world import World

FIRST, LAST = date(2026, 1, 1), date(2036, 12, 31)
"""Eleven years, with 22 changes of clocks and three leap days."""


def firings(first: date, last: date) -> list[datetime]:
    """The moments at which the daily run is started, by the schedule that is deployed."""
    (source,) = (one.source for one in entry_points(app.app) if one.name == "daily_generation")
    minutes, hours, *every = source.removeprefix("cron(").removesuffix(")").split()
    assert every == ["*", "*", "?", "*"]
    start = datetime(first.year, first.month, first.day, int(hours), int(minutes), tzinfo=UTC)
    return [start + timedelta(days=number) for number in range((last - first).days + 1)]


def test_every_day_has_its_run() -> None:
    """G7, G8, G9: at midnight one would be lost every autumn: two would fall on the day of 25 hours."""
    dates = [business_date(at) for at in firings(FIRST, LAST)]
    assert len(dates) > 4000
    assert all(after - before == timedelta(days=1) for before, after in pairwise(dates))


def test_no_change_of_clocks_is_near() -> None:
    """G8: an hour earlier or later it would still be the same date."""
    for at in firings(FIRST, LAST):
        assert 1 <= at.astimezone(BUSINESS_ZONE).hour <= 2


def test_the_concurrency_that_an_account_needs_is_told() -> None:
    """Each schedule reserves one, and AWS leaves 100 to the functions that reserve none."""
    schedules = sum(one.kind is Kind.SCHEDULE for one in entry_points(app.app))
    readme = (ROOT / "infra" / "README.md").read_text("utf-8")
    assert f"a Lambda concurrency of at least {100 + schedules}," in readme


def test_the_runs_of_an_autumn_are_different_ones() -> None:
    world, started = World(), []
    for world.clock.now in firings(date(2026, 10, 25), date(2026, 11, 8)):
        run = start_daily(world.ports, business_date(world.ports.now()))
        started.append((run.id, run.started[:10]))
    assert [name for name, _ in started] == [f"daily-{on}" for _, on in started]
    assert len(set(started)) == 15
