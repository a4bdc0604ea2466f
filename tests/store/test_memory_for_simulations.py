"""What the twin offers beyond the table: hooks around every request, an index that lags."""

import threading
from collections.abc import Sequence

import pytest

from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import Absent, Conflict, Equals, Key, Put, Record
from tests.faults import Crash

NEW = Record("P", "S", {"n": 1}, gsi1pk="L", gsi1sk="1")


class Seen:
    """Remembers requests, and raises at one of them."""

    def __init__(self, crash_at: int = -1) -> None:
        self.requests: list[tuple[str, list[Key]]] = []
        self.crash_at = crash_at

    def __call__(self, operation: str, keys: Sequence[Key]) -> None:
        self.requests.append((operation, list(keys)))
        if len(self.requests) - 1 == self.crash_at:
            raise Crash(operation)


def test_the_hook_sees_every_request() -> None:
    before = Seen()
    table = MemoryTable(before=before)
    table.put(NEW)
    table.get("P", "S")
    table.get_many([("P", "S"), ("P", "T"), ("P", "S")])
    iterator = table.query("P")
    assert len(before.requests) == 3, "a query is sent when its first record is asked for"
    list(iterator)
    list(table.query_index("L"))
    table.transact([Put(NEW, (Equals("n", 1),))])
    table.put_many(Record("M", f"{n:02}", {}) for n in range(26))
    table.delete_many([("P", "S")])
    assert [request for request in before.requests if request[0] != "put_many"] == [
        ("put", [("P", "S")]),
        ("get", [("P", "S")]),
        ("get_many", [("P", "S"), ("P", "T")]),
        ("query", [("P", "")]),
        ("query_index", [("L", "")]),
        ("transact", [("P", "S")]),
        ("delete_many", [("P", "S")]),
    ]
    assert [len(keys) for name, keys in before.requests if name == "put_many"] == [25, 1]


def test_a_hook_that_raises_stands_for_a_crash() -> None:
    """Before: nothing is done; after: it is done and nobody knows."""
    table = MemoryTable(before=Seen(crash_at=0))
    with pytest.raises(Crash):
        table.put(NEW)
    assert table.get("P", "S") is None
    table.after = Seen(crash_at=0)
    with pytest.raises(Crash):
        table.put(NEW)
    assert table.get("P", "S") == NEW


def test_many_are_not_written_as_one() -> None:
    """A crash in the middle leaves the first portions."""
    table = MemoryTable(before=Seen(crash_at=2))
    with pytest.raises(Crash):
        table.put_many(Record("M", f"{n:03}", {}) for n in range(100))
    assert len(list(table.query("M"))) == 50


def test_somebody_else_may_come_in_between() -> None:
    """The hook may use the table itself: as another process that is quicker."""
    table = MemoryTable()

    def quicker(operation: str, keys: Sequence[Key]) -> None:
        if operation == "put":
            table.before = Seen()
            table.put(Record("P", "S", {"n": 2}), Absent())

    table.before = quicker
    with pytest.raises(Conflict):
        table.put(NEW, Absent())
    assert table.get("P", "S") == Record("P", "S", {"n": 2})


def test_the_index_lags() -> None:
    """D10: new records are missing, changed ones old, deleted ones there, until it catches up."""
    table = MemoryTable(lag=True)
    table.put_many([NEW, Record("P", "T", {}, gsi1pk="L", gsi1sk="2")])
    assert list(table.query_index("L")) == []
    assert len(list(table.query("P"))) == 2
    table.catch_up()
    table.put(Record("P", "S", {"n": 2}, gsi1pk="M", gsi1sk="1"))
    table.put(Record("P", "S", {"n": 3}, gsi1pk="L", gsi1sk="3"))
    table.delete_many([("P", "T")])
    assert [(record.sk, record.gsi1sk) for record in table.query_index("L")] == [("S", "1"), ("T", "2")]
    assert table.get("P", "T") is None
    table.catch_up()
    assert [record.data for record in table.query_index("L")] == [{"n": 3}]
    assert list(table.query_index("M")) == []


def test_threads_may_share_it() -> None:
    """D13: of 40 that take the same record, one has it."""
    table, won = MemoryTable(), []
    start = threading.Barrier(40)

    def take(name: int) -> None:
        start.wait()
        try:
            table.put(Record("P", "lock", {"owner": name}), Absent())
        except Conflict:
            return
        won.append(name)

    threads = [threading.Thread(target=take, args=[name]) for name in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = table.get("P", "lock")
    assert found is not None
    assert [found.data["owner"]] == won
