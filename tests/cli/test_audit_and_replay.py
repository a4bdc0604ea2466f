"""`python -m chalicelib audit` and `python -m chalicelib replay`, on a pipeline in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.cli import audit as command
from chalicelib.feeds.raw_store import S3Store
from chalicelib.store import deliveries, keys
from chalicelib.store.errors import Unavailable
from chalicelib.store.memory import MemoryTable
from tests.cli.running import Ran, run
from tests.pipeline import eventful
from tests.pipeline.days import little_day
from tests.pipeline.tampering import append, put_data, record_at, rows_at, swap, write_anew
from tests.pipeline.test_replay import all_the_same, emptied
from tests.pipeline.trail import events
from tests.pipeline.twin import Twin

Capture = pytest.CaptureFixture[str]
Connect = Callable[[Twin], Twin]
FIRST, SECOND = eventful.FIRST, eventful.SECOND
CHAIN = next(chain for chain in range(16) if len(rows_at(eventful.eventful().table, (FIRST, chain))) > 2)
PLACE = FIRST, CHAIN


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Connect:
    """Lets the commands work on a world, at its time."""

    def connected(world: Twin) -> Twin:
        class Now(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return world.clock.now.astimezone(tz)

        monkeypatch.setattr(wiring, "ports", lambda: world.ports)
        monkeypatch.setattr(command, "datetime", Now)
        return world

    return connected


@pytest.fixture
def world(connect: Connect) -> Twin:
    return connect(eventful.eventful())


@pytest.fixture
def table(world: Twin) -> MemoryTable:
    assert isinstance(world.table, MemoryTable)
    return world.table


# audit verify


def test_a_whole_trail(world: Twin, capsys: Capture) -> None:
    ran = run(capsys, "audit", "verify", "--from", "2026-11-22", "--to", "2026-11-25")
    assert (ran.code, ran.err) == (0, "")
    rows = len(events(world))
    assert ran.out.splitlines() == [
        "2026-11-22        0 events  whole, against what was put away",
        f"{FIRST}  {rows - 1:>7} events  whole, against what was put away",
        f"{SECOND}        1 events  whole, against what was put away",
        "2026-11-25        0 events  whole, nothing was put away yet",
        f"{rows} events; no breaks.",
    ]


def test_without_a_date_it_is_the_last_month(world: Twin, capsys: Capture) -> None:
    lines = run(capsys, "audit", "verify").out.splitlines()
    assert len(lines) == command.USUAL_DAYS + 1
    assert lines[-2].startswith("2026-11-25 ")
    assert lines[0].startswith("2026-10-26 ")
    assert run(capsys, "audit", "verify", "--to", FIRST).out.splitlines()[-2].startswith(FIRST)


def spoil_a_row(table: MemoryTable) -> None:
    record = record_at(table, PLACE, 2)
    put_data(table, record, record.data | {"facts": {}})


def write_it_anew(table: MemoryTable) -> None:
    told = [replace(row.event, actor="nobody") for row in rows_at(table, PLACE)]
    write_anew(table, PLACE, told, with_head=True)


@pytest.mark.parametrize(
    ("tamper", "number", "problem"),
    [
        (spoil_a_row, 2, "it is not what was written"),
        (lambda table: table.delete_many([keys.audit_row(*PLACE, 2)]), 2, "1 row is missing"),
        (lambda table: swap(table, PLACE, 1, 2, numbers_too=False), 1, "it says that it is row 2"),
        (lambda table: append(table, PLACE, with_head=True), 0, "it was added after the day"),
        (write_it_anew, -1, "the chain was written anew"),
    ],
)
def test_what_was_altered_is_named(
    table: MemoryTable, tamper: Callable[[MemoryTable], object], number: int, problem: str, capsys: Capture
) -> None:
    """H2: date, chain, row and what is wrong; the exit code says it too."""
    last = len(rows_at(table, PLACE))
    tamper(table)
    ran = run(capsys, "audit", "verify", "--date", FIRST)
    assert ran.code == 1
    header, first, *_ = ran.out.splitlines()
    assert "ALTERED" in header
    assert first.startswith(f"  {FIRST}, chain {CHAIN}, row {number if number > 0 else last + number + 1}: ")
    assert problem in first
    assert run(capsys, "audit", "verify", "--date", SECOND).code == 0
    assert run(capsys, "audit", "verify").code == 1


def test_as_json(table: MemoryTable, capsys: Capture) -> None:
    spoil_a_row(table)
    ran = run(capsys, "audit", "verify", "--from", FIRST, "--to", SECOND, "--json")
    assert ran.code == 1
    first, second = ran.document["days"]
    assert first["anchored"]
    assert first["breaks"] == [
        {"date": FIRST, "chain": CHAIN, "number": 2, "problem": "it is not what was written"}
    ]
    assert second == {"date": SECOND, "rows": 1, "anchored": True, "breaks": []}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--date", FIRST, "--to", SECOND), "take --date, or --from and --to"),
        (("--from", SECOND, "--to", FIRST), f"{SECOND} comes after {FIRST}"),
        (("--date", "23.11.2026"), "write it as YYYY-MM-DD"),
    ],
)
def test_usage(world: Twin, arguments: tuple[str, ...], complaint: str, capsys: Capture) -> None:
    ran = run(capsys, "audit", "verify", *arguments)
    assert ran.code == 2
    assert complaint in ran.complaint


def _out_of_reach(operation: str, asked: object) -> None:
    raise Unavailable("the table is out of reach")


@pytest.mark.parametrize("arguments", [("audit", "verify"), ("replay",), ("replay", "--apply")])
def test_a_table_out_of_reach_is_no_finding(
    table: MemoryTable, arguments: tuple[str, ...], capsys: Capture
) -> None:
    table.before = _out_of_reach
    ran = run(capsys, *arguments)
    assert ran.code == 2
    assert "the table is out of reach" in ran.err


# replay


def states(ran: Ran) -> list[list[str]]:
    """The lines of the deliveries: sequence, source and state."""
    return [line.rsplit(maxsplit=1) for line in ran.out.splitlines()[:-1]]


def test_first_it_is_said_what_there_is_to_do(connect: Connect, capsys: Capture) -> None:
    other = connect(emptied(little_day()))
    ran = run(capsys, "replay")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "8 deliveries lie in the raw bucket; the table knows 0 as finished.",
        "8 are to be loaded. Nothing was done; --apply does it.",
    ]
    assert not list(other.records())


def test_a_lost_table_is_made_anew(connect: Connect, capsys: Capture) -> None:
    """D19: and who did it is told."""
    world = little_day()
    other = connect(emptied(world))
    ran = run(capsys, "replay", "--apply")
    assert ran.code == 0
    assert len(states(ran)) == 8
    assert {state for _, state in states(ran)} == {"loaded"}
    assert ran.out.splitlines()[-1] == "8 loaded. Done; the entries follow."
    other.work()
    assert all_the_same(other, world)
    [told] = [event for event in events(other) if event.action == "replay begun"]
    assert (told.actor, told.subject, told.facts["deliveries"]) == ("command-line", "raw bucket", 8)
    assert "0 are to be loaded. Nothing was done." in run(capsys, "replay").out


def test_a_replay_of_what_is_all_there_does_nothing(connect: Connect, capsys: Capture) -> None:
    world = connect(little_day())
    before = len(events(world))
    ran = run(capsys, "replay", "--apply")
    assert (ran.code, ran.out) == (
        0,
        "Nothing is to be loaded: the table knows all 8 deliveries as finished.\n",
    )
    assert len(events(world)) == before


def test_a_replay_that_was_stopped_goes_on(connect: Connect, capsys: Capture) -> None:
    """D19."""
    world = little_day()
    other = connect(emptied(world))
    assert isinstance(other.table, MemoryTable)

    def stop(operation: str, asked: Any) -> None:
        if operation == "transact" and keys.delivery(5) in asked:
            raise Unavailable("the table is out of reach")

    other.table.before = stop
    ran = run(capsys, "replay", "--apply")
    assert ran.code == 2
    assert "the same command goes on where it was" in ran.complaint
    other.table.before = lambda operation, asked: None
    known = [deliveries.find(other.table, number) for number in range(1, 9)]
    assert sum(1 for one in known if one and one.state == deliveries.LOADED) == 4
    assert "8 deliveries lie in the raw bucket; the table knows 4" in run(capsys, "replay").out
    ran = run(capsys, "replay", "--apply")
    assert (ran.code, len(states(ran))) == (0, 4)
    assert ran.out.splitlines()[-1] == "4 loaded. Done; the entries follow."
    other.work()
    assert all_the_same(other, world)


def test_nothing_to_replay(connect: Connect, capsys: Capture) -> None:
    connect(Twin())
    ran = run(capsys, "replay", "--apply")
    assert (ran.code, ran.out) == (0, "There is nothing in the raw bucket.\n")


class _Paged:
    """S3 that lists two keys at a time."""

    def __init__(self, *names: str) -> None:
        self.names = sorted(names)

    def list_objects_v2(self, *, Prefix: str, ContinuationToken: str = "0", **_: str) -> dict[str, Any]:  # noqa: N803
        found = [name for name in self.names if name.startswith(Prefix)]
        begin = int(ContinuationToken)
        page: dict[str, Any] = {"IsTruncated": begin + 2 < len(found)}
        if shown := found[begin : begin + 2]:
            page["Contents"] = [{"Key": name} for name in shown]
        return page | ({"NextContinuationToken": str(begin + 2)} if page["IsTruncated"] else {})


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_a_bucket_is_listed_to_its_end(count: int) -> None:
    names = [f"raw/ZEMM005/{number:010d}/manifest.json" for number in range(count)]
    assert list(S3Store(_Paged(*names, "heads/x"), "raw").keys("raw/")) == names
