"""The audit trail over HTTP: the newest first, page by page, and whether it is whole."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.api import audit as page
from chalicelib.api.replies import Problem
from chalicelib.feeds.raw_store import MemoryStore
from chalicelib.store import audit, keys
from chalicelib.store.audit import Event
from chalicelib.store.audit_heads import document_of, key_of
from chalicelib.store.memory import MemoryTable
from chalicelib.store.records import Record
from tests.contract.views import cursors

TODAY = "2026-11-23"
ACTIONS = ("user added", "user disabled", "entry generated")


def event(number: int) -> Event:
    at = f"{TODAY}T{number // 60:02d}:{number % 60:02d}:00Z"
    return Event(
        at, ("ann", "pipeline")[number % 2], ACTIONS[number % 3], f"entry SH{number % 7}", {"n": number}
    )


def trail(count: int) -> MemoryTable:
    table = MemoryTable()
    for number in range(count):
        audit.transact(table, [], event(number))
    return table


def ask(table: MemoryTable, **asked: str) -> dict[str, Any]:
    return page.events(table, cursors(), asked, TODAY)


def everything(table: MemoryTable, **asked: str) -> list[dict[str, Any]]:
    found = ask(table, **asked)
    events: list[dict[str, Any]] = found["events"]
    while found["next"]:
        found = ask(table, **asked | {"cursor": found["next"]})
        events += found["events"]
    return events


def numbers(events: list[dict[str, Any]]) -> list[int]:
    return [found["facts"]["n"] for found in events]


@pytest.fixture(scope="module")
def table() -> MemoryTable:
    return trail(100)


@pytest.mark.parametrize("limit", ["1", "7", "100", "500"])
def test_events_of_all_chains_come_in_one_order(table: MemoryTable, limit: str) -> None:
    found = everything(table, limit=limit)
    assert numbers(found) == list(range(99, -1, -1))
    assert len({one["chain"] for one in found}) > 3


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ({"actor": "ann"}, lambda number: number % 2 == 0),
        ({"action": "user"}, lambda number: number % 3 < 2),
        ({"action": "user disabled"}, lambda number: number % 3 == 1),
        ({"subject": "SH3"}, lambda number: number % 7 == 3),
        ({"actor": "ann", "subject": "entry SH3", "action": "entry"}, lambda number: number % 42 == 38),
        ({"actor": "an"}, lambda number: False),
        ({"date": TODAY}, lambda number: True),
        ({"date": "2026-11-22"}, lambda number: False),
    ],
)
@pytest.mark.parametrize("limit", ["5", "500"])
def test_events_are_taken_by_who_what_and_to_what(
    table: MemoryTable, asked: dict[str, str], taken: Any, limit: str
) -> None:
    expected = [number for number in range(99, -1, -1) if taken(number)]
    assert numbers(everything(table, **asked, limit=limit)) == expected


def test_one_request_looks_at_so_many_rows_and_no_more(
    table: MemoryTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A filter that takes hardly anything does not make one request read a whole day."""
    monkeypatch.setattr(page, "MOST_READ", 10)
    found = ask(table, subject="SH3")
    assert len(found["events"]) < 3
    assert found["next"]
    assert numbers(everything(table, subject="SH3")) == [
        number for number in range(99, -1, -1) if number % 7 == 3
    ]


def test_what_is_added_underway_does_not_move_the_pages() -> None:
    table = trail(20)
    first = ask(table, limit="8")
    audit.transact(table, [], event(50))
    rest = everything(table, limit="8", cursor=first["next"])
    assert numbers(first["events"] + rest) == list(range(19, -1, -1))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 5), max_size=40), st.integers(1, 9))
def test_each_event_comes_once_whatever_the_times(minutes: list[int], limit: int) -> None:
    """Clocks of several machines differ: within a chain a later row may have an earlier time."""
    table = MemoryTable()
    for number, minute in enumerate(minutes):
        made = event(number)
        audit.transact(
            table,
            [],
            Event(f"{TODAY}T00:{minute:02d}:00Z", made.actor, made.action, made.subject, made.facts),
        )
    assert sorted(numbers(everything(table, limit=str(limit)))) == list(range(len(minutes)))


def test_a_whole_trail_has_no_breaks(table: MemoryTable) -> None:
    assert page.verify(table, {}, TODAY) == {"date": TODAY, "rows": 100, "anchored": False, "breaks": []}
    assert page.verify(table, {"date": "2026-11-22"}, TODAY)["rows"] == 0


def test_a_row_that_was_changed_is_named() -> None:
    """H2."""
    table = trail(30)
    chain = keys.shard("entry SH3", keys.AUDIT_CHAINS)
    row = table.get(*keys.audit_row(TODAY, chain, 1))
    assert row is not None
    table.put(Record(row.pk, row.sk, row.data | {"actor": "nobody"}))
    [found] = page.verify(table, {}, TODAY)["breaks"]
    assert (found["chain"], found["number"]) == (chain, 1)


def test_a_chain_that_was_cut_shows_against_what_was_put_away() -> None:
    """H2: without what was put away, a chain that was written anew as a whole looks whole."""
    table, former, store = trail(10), trail(30), MemoryStore()
    heads = audit.close(former, TODAY)
    store.put(key_of(TODAY), document_of(TODAY, heads))
    assert page.verify(table, {}, TODAY)["breaks"] == []
    found = page.verify(table, {}, TODAY, store)
    assert found["anchored"]
    assert {one["chain"] for one in found["breaks"]} == {head.chain for head in heads if head.count}
    assert page.verify(former, {}, TODAY, store) == {
        "date": TODAY,
        "rows": 30,
        "anchored": True,
        "breaks": [],
    }


def test_a_day_that_takes_too_long_is_for_the_command_line(
    table: MemoryTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "MOST_VERIFIED", 99)
    with pytest.raises(Problem, match="audit verify --date 2026-11-23") as refused:
        page.verify(table, {}, TODAY)
    assert refused.value.status == 400
    assert page.verify(table, {"date": "2026-11-22"}, TODAY)["rows"] == 0


def test_a_page_reads_of_each_chain_what_it_may_need(table: MemoryTable) -> None:
    """Of a day with thousands of events not all are read for the first page."""
    asked: list[int] = []
    genuine = table.query

    def counted(*given: Any, **options: Any) -> Any:
        asked.append(options["limit"])
        return genuine(*given, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "query", counted)
        ask(table, limit="7")
        ask(table, limit="7", actor="ann")
    assert set(asked) == {1, 8, page.MOST_READ + 1}, "of a chain without a head, whether it has a row"


def test_a_row_that_cannot_be_read_is_said_and_not_passed_over() -> None:
    """H2: a list that leaves out what somebody has spoiled would hide it."""
    table = trail(30)
    chain = keys.shard("entry SH3", keys.AUDIT_CHAINS)
    row = table.get(*keys.audit_row(TODAY, chain, 1))
    assert row is not None
    table.put(Record(row.pk, row.sk, row.data | {"actor": 7}))
    with pytest.raises(Problem, match=f"chain {chain} of the audit trail of {TODAY} cannot be read") as told:
        ask(table)
    assert told.value.status == 500
    assert page.verify(table, {}, TODAY)["breaks"][0]["number"] == 1


@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_day_whose_heads_cannot_be_read_is_shown_all_the_same(count: int) -> None:
    """H2: whoever follows the alert to the day finds its events."""
    table = trail(count)
    for chain in range(keys.AUDIT_CHAINS):
        table.put(Record(*keys.audit_head(TODAY, chain), {"count": "many"}))
    assert sorted(numbers(everything(table, limit="7"))) == list(range(count))
    found = page.verify(table, {}, TODAY)
    assert found["rows"] == count
    assert {one["problem"] for one in found["breaks"]} == {"the chain's head cannot be read"}


def test_a_day_whose_heads_were_removed_is_shown_all_the_same() -> None:
    table = trail(40)
    for chain in range(keys.AUDIT_CHAINS):
        table.delete_many([keys.audit_head(TODAY, chain)])
    assert sorted(numbers(everything(table, limit="7"))) == list(range(40))
    found = page.verify(table, {}, TODAY)
    assert found["rows"] == 40
    assert found["breaks"]
