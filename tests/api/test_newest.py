"""What a page begins with that nobody gave dates to: the newest entry dates, and the daily run of today."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

import app
from chalicelib.api import operations
from chalicelib.api.newest import LOOKED_AT, newest
from chalicelib.pipeline.daily import HOUR, MINUTE, daily_run
from chalicelib.pipeline.ingest import business_date
from chalicelib.pipeline.plan import start_daily
from chalicelib.store import by_day, comparisons, entries, keys
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import Record
from infra.components.entry_points import entry_points
from tests.pipeline import days
from tests.pipeline.small import rows_of, small, written
from tests.pipeline.twin import Twin

LAST = "2026-11-22"
"""The last entry date of the samples."""


@pytest.mark.parametrize(
    ("today", "entered", "compared"),
    [
        ("2026-11-22", LAST, LAST),
        ("2027-03-01", LAST, LAST),
        ("2026-10-25", "2026-10-01", "2026-10-01"),
        ("2018-09-30", None, None),
    ],
)
def test_the_newest_date_is_the_last_that_there_is_up_to_today(
    day: Twin, today: str, entered: str | None, compared: str | None
) -> None:
    found = newest(day.table, date.fromisoformat(today))
    assert found == {"entries": entered, "comparisons": compared}


def test_there_is_something_on_the_newest_date_and_nothing_behind_it(day: Twin) -> None:
    for today in ("2026-10-25", "2026-11-22", "2026-12-24"):
        found = newest(day.table, date.fromisoformat(today))["entries"]
        assert found
        assert list(entries.of_period(day.table, found, found))
        behind = (one for one in dates(day) if found < one <= today)
        assert not any(list(entries.of_period(day.table, one, one)) for one in behind)


def test_a_comparison_that_is_pending_is_none_yet(fresh: Twin) -> None:
    for record in comparisons.of_period(fresh.table, LAST, LAST):
        fresh.table.put(replace(record, data=record.data | {"status": "pending"}))
    found = newest(fresh.table, date(2026, 11, 23))
    assert found == {"entries": LAST, "comparisons": "2026-11-21"}


@pytest.mark.parametrize("date_of", ["2026-11-20", "2026-11-22", "2026-11-23"])
def test_a_shipment_that_only_the_report_knows_has_a_date_too(date_of: str) -> None:
    """Before any other is known, and after the last of those that are."""
    for world, entered in ((Twin(), None), (days.little_day(), "2026-11-02")):
        rows = [row for row in rows_of(small("Customs_Report.csv")) if row["Shipment"] == "SH261100080"]
        world.upload(
            "Customs_Report.csv", written([row | {"Shipment": "SHX1", "Entry Date": date_of} for row in rows])
        )
        world.work()
        found = newest(world.table, date(2026, 11, 22))
        in_time = date_of <= "2026-11-22"
        assert found == {"entries": entered, "comparisons": date_of if in_time else entered}


def test_dates_that_all_shipments_have_left_are_passed_by_but_not_without_end() -> None:
    table, first = MemoryTable(), date(2026, 1, 1)
    table.put(Record(keys.years(), "2026", {}))
    for number in range(LOOKED_AT):
        table.put(Record(keys.days("2026"), date.fromordinal(first.toordinal() + number).isoformat(), {}))
    assert newest(table, date(2026, 12, 31)) == {"entries": None, "comparisons": None}
    listed = by_day.place(keys.entries_of_month, first.isoformat(), "SH1")
    table.put(Record("ENTRY#SH1", "HEAD", {"entry_date": first.isoformat()}, b"", *listed))
    assert newest(table, date(2026, 12, 31))["entries"] == first.isoformat()
    table.put(Record(keys.days("2026"), "2026-12-30", {}))
    assert newest(table, date(2026, 12, 31))["entries"] is None


def test_months_without_dates_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """One year mistyped does not make every open page read a century."""
    table, asked = MemoryTable(), list[str]()

    def nothing(partition: str, **_: object) -> Iterator[Record]:
        asked.append(partition)
        return iter(())

    for day in ("1926-11-02", "2026-11-21", "2026-11-22"):
        table.put(Record(keys.years(), day[:4], {}))
        table.put(Record(keys.days(day[:4]), day, {}))
    monkeypatch.setattr(table, "query_index", nothing)
    assert newest(table, date(2026, 11, 23)) == {"entries": None, "comparisons": None}
    lists = (keys.entries_of_month, keys.comparisons_of_month)
    months = ("1926-11", "2026-11")
    assert sorted(asked) == sorted(
        listed(month, part) for listed in lists for month in months for part in range(keys.LIST_SHARDS)
    )


def test_an_empty_pipeline_has_no_newest_date() -> None:
    assert newest(MemoryTable(), date(2026, 11, 23)) == {"entries": None, "comparisons": None}


def test_the_daily_run_is_due_when_its_schedule_starts_it() -> None:
    (source,) = (one.source for one in entry_points(app.app) if one.name == "daily_generation")
    assert source == f"cron({MINUTE} {HOUR} * * ? *)"


@pytest.mark.parametrize(
    ("now", "today"),
    [
        ("2026-11-23T08:30:00+00:00", "2026-11-23"),
        ("2026-11-23T07:30:00+00:00", "2026-11-22"),
        ("2026-12-01T07:30:00+00:00", "2026-11-30"),
    ],
)
def test_the_run_of_today_is_found_all_day(fresh: Twin, now: str, today: str) -> None:
    due = datetime.fromisoformat(f"{today}T09:00:00+00:00")
    fresh.clock.now = datetime.fromisoformat(now)
    assert told(fresh) == {"date": today, "due": f"{today}T09:00:00Z", "run": None}
    fresh.clock.now = due
    started = start_daily(fresh.ports, business_date(due))
    fresh.clock.now = datetime.fromisoformat(now)
    assert told(fresh)["run"]["id"] == started.id
    assert daily_run(fresh.table, fresh.ports.now()).due == due.astimezone(UTC)


def told(world: Twin) -> dict[str, Any]:
    found: dict[str, Any] = operations.pipeline(world.ports)["daily"]
    return found


def dates(world: Twin) -> Iterator[str]:
    for year in world.table.query(keys.years()):
        yield from (record.sk for record in world.table.query(keys.days(year.sk)))
