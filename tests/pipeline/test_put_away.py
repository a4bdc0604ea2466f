"""The heads of finished days are put away, once each, in order, whatever happens on the way."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from chalicelib.feeds.errors import NotStored
from chalicelib.feeds.raw_store import S3Store
from chalicelib.pipeline.put_away import put_away
from chalicelib.pipeline.sweep import LeftUndone, sweep
from chalicelib.pipeline.verify import verify
from chalicelib.store import audit, keys
from chalicelib.store.audit import DayClosed, Event
from chalicelib.store.audit_heads import heads_of, key_of
from chalicelib.store.memory import MemoryTable
from chalicelib.store.records import Key, Record
from tests.emulator import running
from tests.pipeline import eventful
from tests.pipeline.interleaving import Crash
from tests.pipeline.small import FILES, small
from tests.pipeline.tampering import put_data, record_at, rows_at, write_anew
from tests.pipeline.trail import tells_all
from tests.pipeline.twin import Twin

DAYS = [f"2026-11-{day}" for day in range(22, 30)]


def at(world: Twin, text: str) -> Twin:
    """The same world at another time of November 2026: day, hour and minute."""
    day, _, time = text.partition(" ")
    hour, _, minute = time.partition(":")
    world.clock.now = datetime(2026, 11, int(day), int(hour), int(minute), tzinfo=UTC)
    return world


def done_days(world: Twin) -> list[str]:
    """The days whose heads are put away."""
    return sorted(key.removeprefix("heads/").removesuffix(".json") for key in world.audit.objects)


def tell(world: Twin, subject: str) -> None:
    """Something happens."""
    audit.transact(world.table, [], Event(world.ports.stamp(), "ann", "user disabled", subject, {}))


# When


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("23 00:00", ["2026-11-21"]),
        ("23 00:19", ["2026-11-21"]),
        ("23 00:20", ["2026-11-22"]),
        ("23 14:00", ["2026-11-22"]),
        ("23 23:59", ["2026-11-22"]),
    ],
)
def test_a_day_is_closed_some_minutes_after_it_is_over(now: str, days: list[str]) -> None:
    """What a function has begun before midnight, it has recorded by then."""
    world = at(Twin(), now)
    assert put_away(world.ports) == 1
    assert done_days(world) == days


def test_each_day_once_and_those_that_were_missed_too() -> None:
    """Days on which nothing happened have heads as well: none can be left out unseen."""
    world = at(Twin(), "23 01:00")
    assert [put_away(world.ports) for _ in range(3)] == [1, 0, 0]
    tell(world, "user 1")
    at(world, "24 00:10")
    tell(world, "user 2")
    assert put_away(world.ports) == 0
    at(world, "28 03:00")
    assert [put_away(world.ports) for _ in range(2)] == [5, 0]
    assert done_days(world) == DAYS[:6]
    events = [json.loads(world.audit.objects[key_of(day)])["events"] for day in DAYS[:6]]
    assert events == [0, 1, 1, 0, 0, 0]
    tells_all(world)


def test_after_a_long_time_it_is_a_month_at_a_time() -> None:
    world = at(Twin(), "1 12:00")
    put_away(world.ports)
    world.clock.forward(days=70)
    assert [put_away(world.ports) for _ in range(4)] == [31, 31, 8, 0]


def test_the_sweep_does_it_and_what_fails_is_seen_and_done_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """H1: a bucket that takes nothing keeps nothing else from being done."""
    world = at(Twin(), "23 01:00")
    assert sweep(world.ports)["put_away"] == 1
    at(world, "25 01:00")
    with monkeypatch.context() as patch:
        patch.setattr(world.audit, "put", lambda key, body: (_ for _ in ()).throw(OSError("access denied")))
        with pytest.raises(LeftUndone, match="access denied"):
            sweep(world.ports)
    assert done_days(world) == DAYS[:1]
    assert sweep(world.ports)["put_away"] == 2
    assert done_days(world) == DAYS[:3]


# What happens meanwhile


def test_work_that_goes_on_over_midnight_is_told_on_the_day_of_its_end() -> None:
    """A stamp of yesterday that comes after the close is refused, and the message comes again."""
    world = at(Twin(), "23 23:59")
    put_away(world.ports)
    late = world.ports.stamp()
    at(world, "24 00:21")
    put_away(world.ports)
    with pytest.raises(DayClosed):
        audit.transact(world.table, [], Event(late, "ann", "user disabled", "user 1", {}))
    tell(world, "user 1")
    assert verify(world.table, world.audit, DAYS[2], DAYS[2]).rows == 1


def test_days_that_go_on_as_ever_are_told_on_their_own_day(little_day: Twin) -> None:
    """H3: a fortnight of deliveries and sweeps: every change has its event, and every day its heads."""
    for day in range(14):
        little_day.upload(FILES[day % len(FILES)], small(FILES[day % len(FILES)]))
        little_day.work()
        little_day.clock.forward(hours=25)
        sweep(little_day.ports)
        little_day.work()
    assert len(done_days(little_day)) == 15
    tells_all(little_day)


@pytest.mark.parametrize("kind", ["before", "after"])
def test_a_sweep_that_dies_at_any_call_is_made_up_for(kind: str) -> None:
    """C12: the same objects, the same bytes, for every call."""
    clean = eventful.eventful()
    clean.clock.forward(days=2)
    put_away(clean.ports)
    for call in range(1, 200):
        world = eventful.eventful()
        world.clock.forward(days=2)
        crashed = _crash(world, kind, call)
        put_away(world.ports)
        assert world.audit.objects == clean.audit.objects
        assert not list(world.table.query("OUTBOX#0"))
        tells_all(world)
        if not crashed:
            return
    pytest.fail("putting two days away takes fewer than 200 calls")


def _crash(world: Twin, kind: str, call: int) -> bool:
    calls = count(1)

    def hook(operation: str, asked: Sequence[Key]) -> None:
        if next(calls) >= call:
            raise Crash(operation)

    setattr(world.table, kind, hook)
    try:
        put_away(world.ports)
    except Crash:
        return True
    finally:
        setattr(world.table, kind, lambda operation, asked: None)
    return False


# What was changed


def test_who_changes_the_day_is_found_out_the_next_morning() -> None:
    """H2: told once, with the place; the days go on."""
    world = at(Twin(), "23 01:00")
    put_away(world.ports)
    for number in range(40):
        tell(world, f"user {number}")
    assert isinstance(world.table, MemoryTable)
    place = DAYS[1], keys.shard("user 7", keys.AUDIT_CHAINS)
    record = record_at(world.table, place, 1)
    put_data(world.table, record, record.data | {"actor": "nobody"})
    at(world, "25 01:00")
    for _ in range(2):
        sweep(world.ports)
        world.work()
    assert [name for name in world.heard if name.startswith("audit-")] == [f"audit-{DAYS[1]}"]
    alert = next(record.data for record in world.records() if record.sk == f"audit-{DAYS[1]}")
    assert f"chain {place[1]}, row 1: it is not what was written" in alert["text"]
    assert (alert["facts"]["chain"], alert["facts"]["number"]) == (place[1], 1)
    assert done_days(world) == DAYS[:3]


def test_a_table_that_was_restored_is_held_against_what_was_put_away() -> None:
    """H2, D19: what stands in the bucket counts, and is not written again."""
    world = eventful.eventful()
    kept = dict(world.audit.objects)
    assert isinstance(world.table, MemoryTable)
    world.table.put(Record(*keys.audit_put_away(), {"date": "2026-11-22"}))
    place = eventful.FIRST, next(row for row in range(16) if rows_at(world.table, (eventful.FIRST, row)))
    told = [row.event for row in rows_at(world.table, place)]
    write_anew(world.table, place, [replace(one, actor="nobody") for one in told], with_head=True)
    assert put_away(world.ports) == 2
    world.work()
    assert world.audit.objects == kept
    assert world.heard == []
    sweep(world.ports)
    world.work()
    assert world.heard == [f"audit-{eventful.FIRST}"]


# What is said of a day


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        (DAYS[1], DAYS[1], (1, False, [])),
        (DAYS[1], DAYS[2], (1, False, [])),
        (DAYS[1], DAYS[3], (1, False, ["the day is over, and its heads were not put away"])),
        ("2026-10-01", DAYS[3], (0, False, [])),
    ],
)
def test_a_day_without_heads(day: str, today: str, expected: tuple[int, bool, list[str]]) -> None:
    """H2: whoever keeps heads from being put away is seen, too."""
    world = at(Twin(), "23 01:00")
    tell(world, "user 1")
    found = verify(world.table, world.audit, day, today)
    assert (found.rows, found.anchored, [one.problem for one in found.breaks]) == expected


def test_a_day_that_was_left_out_and_emptied() -> None:
    """H2: the day before has its heads, so this one has to have some."""
    world = eventful.eventful()
    world.clock.forward(days=4)
    world.table.put(Record(*keys.audit_put_away(), {"date": "2026-11-26"}))
    put_away(world.ports)
    found = [verify(world.table, world.audit, day, "2026-11-29").breaks for day in DAYS[1:6]]
    assert [len(breaks) for breaks in found] == [0, 0, 1, 0, 0]


def test_heads_that_cannot_be_read() -> None:
    """H1: whatever was put in their place."""
    world = eventful.eventful()
    world.audit.objects[key_of(eventful.FIRST)] = b"{}"
    found = verify(world.table, world.audit, eventful.FIRST, eventful.SECOND)
    assert not found.anchored
    assert "does not hold the heads of a day" in found.breaks[0].problem


CHAIN = keys.shard("user 1", keys.AUDIT_CHAINS)


def damaged(*, after: int) -> tuple[Twin, str]:
    """A world whose day had so many events in a chain when its head was made unreadable; a day later."""
    world = eventful.eventful()
    world.clock.forward(days=1)
    day = world.ports.stamp()[:10]
    for _ in range(after):
        tell(world, "user 1")
    world.table.put(Record(*keys.audit_head(day, CHAIN), {"count": after, "hash": "", "note": "x"}))
    world.clock.forward(days=1)
    return world, day


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_a_head_that_cannot_be_read_is_told_and_keeps_no_day_from_being_put_away(rows: int) -> None:
    """H2, H4: told once, by date and chain; put away as the rows say; the days behind it go on."""
    world, day = damaged(after=rows)
    for _ in range(3):
        sweep(world.ports)
        world.work()
        tell(world, "user 1")
        world.clock.forward(days=1)
    days = [(date.fromisoformat(day) + timedelta(days=number)).isoformat() for number in range(3)]
    assert [done for done in done_days(world) if done >= day] == days
    assert [name for name in world.heard if name.startswith("audit-")] == [f"audit-{day}"]
    alert = next(record.data for record in world.records() if record.sk == f"audit-{day}")
    assert (alert["facts"]["date"], alert["facts"]["chain"]) == (day, CHAIN)
    assert "the chain's head cannot be read" in alert["text"]
    head = heads_of(world.audit.get(key_of(day)), day)[CHAIN]
    assert (head.count, head.is_damaged) == (rows, True)
    told = [one.problem for one in verify(world.table, world.audit, day, day).breaks]
    assert told == [
        "the chain's head cannot be read",
        "the chain's head could not be read: what was put away is what the rows said",
    ]


def test_a_damaged_head_stays_named_when_the_table_is_mended() -> None:
    """H2: who damages a head, rewrites the chain and puts a head back is found out for ever."""
    world, day = damaged(after=2)
    put_away(world.ports)
    assert isinstance(world.table, MemoryTable)
    told = [row.event for row in rows_at(world.table, (day, CHAIN))]
    write_anew(world.table, (day, CHAIN), told, with_head=True)
    problems = [one.problem for one in verify(world.table, world.audit, day, day).breaks]
    assert any("could not be read: what was put away is what the rows said" in told for told in problems)


@pytest.mark.parametrize("data", [{}, {"date": 7}, {"date": "yesterday"}, {"date": "9999-12-31"}, None])
def test_a_note_of_the_last_day_that_cannot_be_so_hides_no_day(data: dict[str, Any] | None) -> None:
    """H2: the bucket says which day was the last."""
    world = at(Twin(), "23 01:00")
    put_away(world.ports)
    at(world, "26 01:00")
    if data is None:
        world.table.delete_many([keys.audit_put_away()])
    else:
        world.table.put(Record(*keys.audit_put_away(), data))
    assert [put_away(world.ports) for _ in range(2)] == [3, 0]
    assert done_days(world) == DAYS[:4]


# The bucket itself


def test_a_locked_bucket_keeps_what_is_put_away() -> None:
    """H1, H5: on the emulator, under the retention of the stacks; the same again is no error."""
    emulator = running()
    s3, bucket = emulator.client("s3"), "heads-are-put-away-here"
    s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
    rule = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 2557}}
    s3.put_object_lock_configuration(
        Bucket=bucket, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": rule}
    )
    world = at(Twin(), "24 01:00")
    world.ports = replace(world.ports, audit=S3Store(s3, bucket))
    with pytest.raises(NotStored):
        world.ports.audit.get(key_of(DAYS[1]))
    for _ in range(2):
        put_away(world.ports)
        world.table.delete_many([keys.audit_put_away()])
    heads = audit.readable_heads(world.table, DAYS[1])
    assert heads_of(world.ports.audit.get(key_of(DAYS[1])), DAYS[1]) == {head.chain: head for head in heads}
    assert list(world.ports.audit.keys("heads/")) == [key_of(DAYS[1])]
    assert verify(world.table, world.ports.audit, DAYS[1], DAYS[2]).anchored
