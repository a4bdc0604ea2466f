"""When a start has the daily run made: once a day, from the hour at which AWS would start it."""

from datetime import UTC, datetime, timedelta

from chalicelib.pipeline.plan import start_daily
from infra.local.day import is_due
from tests.pipeline.world import World

DUE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_it_is_due_from_its_hour_on_until_it_was_started() -> None:
    world = World()
    assert not is_due(world.table, DUE - timedelta(seconds=1))
    assert is_due(world.table, DUE)
    world.clock.now = DUE
    start_daily(world.ports, DUE.date())
    assert not is_due(world.table, DUE)
    assert not is_due(world.table, DUE + timedelta(hours=12))
    assert is_due(world.table, DUE + timedelta(days=1))
