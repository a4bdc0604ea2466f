"""What goes wrong between us and the table, and what becomes of it; no test waits for real."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

import pytest
from botocore.endpoint import Endpoint

from chalicelib.store.dynamo import DynamoTable, Patience
from chalicelib.store.errors import Busy, Conflict, Refused, Unavailable
from chalicelib.store.table import Absent, Below, Check, Delete, Equals, Put, Record
from tests import faults
from tests.emulator import Emulator
from tests.faults import Call, Crash, Fault, always, at, first, inject, never
from tests.store.conftest import Clock, Pauses

OLD = Record("P", "S", {"version": 1, "owner": "a"})
NEW = Record("P", "S", {"version": 2, "owner": "b"}, b"body", gsi1pk="L", gsi1sk="1")
MANY = [Record("M", f"{n:03}", {"n": n}) for n in range(30)]


def use(table: DynamoTable, space: str) -> list[object]:
    """Every operation once, in partitions of its own; what it finds."""
    many = [Record(f"{space}M", f"{n}", {"n": n}) for n in range(3)]
    table.put(Record(space, "S", {"version": 1}), Absent())
    table.put(Record(space, "S", {"version": 2}, gsi1pk=space, gsi1sk="1"), Equals("version", 1))
    table.put_many(many)
    table.transact([Check(space, "S", (Equals("version", 2),)), Put(Record(space, "T", {}), (Absent(),))])
    table.delete_many([many[0].key])
    return [
        table.get(space, "S"),
        len(table.get_many([record.key for record in many])),
        [record.sk for record in table.query(space)],
        [record.sk for record in table.query_index(space)],
    ]


def found(space: str) -> list[object]:
    """What it must find."""
    return [Record(space, "S", {"version": 2}, gsi1pk=space, gsi1sk="1"), 2, ["S", "T"], ["S"]]


PASSING = [
    Fault.THROTTLE,
    Fault.HTTP500,
    Fault.HTTP502,
    Fault.HTTP503,
    Fault.TIMEOUT_BEFORE,
    Fault.TIMEOUT_AFTER,
]


def times(log: Sequence[Call], operation: str) -> int:
    return sum(call.operation == operation for call in log)


def test_the_place_where_faults_are_put_is_there() -> None:
    """`faults.inject` replaces a private method of botocore: an upgrade may take it away."""
    assert callable(getattr(Endpoint, faults.PLACE))


@pytest.mark.parametrize("fault", PASSING)
def test_one_fault_at_every_request(dynamo: DynamoTable, fault: Fault) -> None:
    """D1, D4, D5, D6: once throttled, once 500 to 503, once no answer: the same state, nothing twice."""
    with inject(never) as log:
        assert use(dynamo, "clean") == found("clean")
    for position in range(len(log)):
        with inject(at(position, fault)) as faulty:
            assert use(dynamo, f"{position}") == found(f"{position}")
        read_again = fault is Fault.TIMEOUT_AFTER and log[position].operation == "PutItem"
        assert len(faulty) == len(log) + 1 + read_again, position


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_stays(dynamo: DynamoTable, pauses: Pauses, fault: Fault) -> None:
    """D1, D4: eight tries with growing pauses, then an error that says what was tried."""
    calls: list[Callable[[], object]] = [
        lambda: dynamo.get("P", "S"),
        lambda: dynamo.get_many([("P", "S")]),
        lambda: list(dynamo.query("P")),
        lambda: list(dynamo.query_index("L")),
        lambda: dynamo.put(OLD),
        lambda: dynamo.put_many([OLD]),
        lambda: dynamo.delete_many([("P", "S")]),
        lambda: dynamo.transact([Put(OLD)]),
    ]
    for call in calls:
        pauses.slept.clear()
        with (
            inject(always(fault)) as log,
            pytest.raises(Unavailable, match=r"tried 8 times.*try again later"),
        ):
            call()
        assert len(log) == 8
        assert pauses.slept == [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 2.0]


def test_pauses_are_drawn_by_chance(emulator: Emulator, pauses: Pauses) -> None:
    """D1: so that those who were throttled together do not come back together."""
    draws = iter([0.0, 0.5, 1.0])
    table = emulator.table("any", sleep=pauses.sleep, timer=pauses.timer, chance=lambda: next(draws))
    with inject(first(3, Fault.THROTTLE)) as log, pytest.raises(Unavailable, match="table exists"):
        table.get("P", "S")
    assert pauses.slept == [0.0, 0.05, 0.2]
    assert len(log) == 4


def test_no_try_is_begun_after_its_time(emulator: Emulator, pauses: Pauses) -> None:
    """D1: a call ends before the function that makes it."""
    patience = Patience(tries=100, first=1.0, most=1.0, total=3.5)
    table = emulator.table(
        "any", patience=patience, sleep=pauses.sleep, timer=pauses.timer, chance=lambda: 1.0
    )
    with inject(always(Fault.TIMEOUT_BEFORE)) as log, pytest.raises(Unavailable, match="tried 4 times"):
        table.get("P", "S")
    assert len(log) == 4


def test_the_time_of_a_call_counts_from_its_begin(emulator: Emulator) -> None:
    """D1: tries that hang take their time from the call's."""
    now = 0.0

    def hang(n: int, service: str, operation: str) -> str:
        nonlocal now
        now += 5
        return Fault.TIMEOUT_BEFORE

    table = emulator.table("any", patience=Patience(total=12), sleep=lambda seconds: None, timer=lambda: now)
    with inject(hang), pytest.raises(Unavailable, match="tried 3 times"):
        table.get("P", "S")


@pytest.mark.parametrize("operation", ["put", "transact"])
def test_an_answer_lost_after_the_change(dynamo: DynamoTable, operation: str) -> None:
    """D5, D6: our own change, met again at the second try, is no conflict and is not made twice."""
    dynamo.put(OLD)

    def change() -> None:
        if operation == "put":
            dynamo.put(NEW, Equals("version", 1), Below("version", 2))
        else:
            dynamo.transact([Put(NEW, (Equals("version", 1),)), Put(Record("P", "T", {}), (Absent(),))])

    with inject(at(0, Fault.TIMEOUT_AFTER)):
        change()
    assert dynamo.get("P", "S") == NEW
    with pytest.raises(Conflict):
        change()


def test_an_answer_lost_and_then_throttled(dynamo: DynamoTable) -> None:
    """D6: that the change may have been made is remembered over the tries that follow."""
    faults_in_turn = [Fault.TIMEOUT_AFTER, Fault.THROTTLE, Fault.TIMEOUT_BEFORE]
    with inject(lambda n, service, name: dict(enumerate(faults_in_turn)).get(n)):
        dynamo.put(NEW, Absent())
    assert dynamo.get("P", "S") == NEW


def test_somebody_else_came_while_the_answer_was_lost(dynamo: DynamoTable, emulator: Emulator) -> None:
    """D6: the record is compared as a whole; that of another owner is a conflict."""
    dynamo.put(OLD)
    other = Record("P", "S", {"version": 2, "owner": "c"}, b"body", gsi1pk="L", gsi1sk="1")

    def come(seconds: float) -> None:
        emulator.table(dynamo.name).put(other, Equals("version", 1))

    with inject(first(1, Fault.HTTP500)), pytest.raises(Conflict):
        emulator.table(dynamo.name, sleep=come).put(NEW, Equals("version", 1))
    assert dynamo.get("P", "S") == other


def test_the_same_record_without_a_lost_answer_is_a_conflict(dynamo: DynamoTable) -> None:
    """D6: only an answer that may have been lost makes the record as it is ours."""
    dynamo.put(NEW)
    with pytest.raises(Conflict):
        dynamo.put(NEW, Absent())
    with inject(first(1, Fault.THROTTLE)), pytest.raises(Conflict):
        dynamo.put(NEW, Absent())


@pytest.mark.parametrize("fault", [Fault.UNPROCESSED, Fault.HALF_UNPROCESSED])
def test_what_stays_unprocessed_is_sent_again(dynamo: DynamoTable, pauses: Pauses, fault: Fault) -> None:
    """D2, D3: all or half of a batch comes back, three times; nothing is dropped, and we wait in between."""
    with inject(first(3, fault)) as log:
        dynamo.put_many(MANY)
    assert times(log, "BatchWriteItem") == 5
    with inject(first(3, fault)) as log:
        assert len(dynamo.get_many([record.key for record in MANY])) == 30
    assert times(log, "BatchGetItem") == 4
    with inject(first(3, fault)) as log:
        dynamo.delete_many([record.key for record in MANY])
    assert times(log, "BatchWriteItem") == 5
    assert list(dynamo.query("M")) == []
    growing, steady = [0.05, 0.1, 0.2], [0.05, 0.05, 0.05]
    assert pauses.slept == (growing if fault is Fault.UNPROCESSED else steady) * 3


def test_what_is_never_processed(dynamo: DynamoTable, pauses: Pauses) -> None:
    """D2, D3: an end to it, and an error that says how many."""
    calls: list[Callable[[], object]] = [
        lambda: dynamo.put_many(MANY),
        lambda: dynamo.get_many([record.key for record in MANY[:25]]),
        lambda: dynamo.delete_many([record.key for record in MANY]),
    ]
    for call in calls:
        pauses.slept.clear()
        with inject(always(Fault.UNPROCESSED)) as log, pytest.raises(Unavailable, match="25 of 25 stay"):
            call()
        assert len(log) == 8
        assert len(pauses.slept) == 7
    assert list(dynamo.query("M")) == []


def test_another_transaction_has_the_records(dynamo: DynamoTable) -> None:
    """D7: tried again; in the end Busy, with the reason."""
    with inject(first(2, Fault.TRANSACTION_CONFLICT)):
        dynamo.transact([Put(OLD, (Absent(),))])
    with inject(always(Fault.TRANSACTION_CONFLICT)) as log, pytest.raises(Busy, match="TransactionConflict"):
        dynamo.transact([Put(NEW), Delete("P", "T")])
    assert len(log) == 8
    assert dynamo.get("P", "S") == OLD


def test_many_transactions_on_the_same_records(dynamo: DynamoTable) -> None:
    """D7, D13: each commit is made once; who was overtaken reads again."""
    dynamo.put_many([Record("P", name, {"n": 0}) for name in ("a", "b")])
    start = Barrier(6)

    def add() -> None:
        start.wait()
        while True:
            found = dynamo.get_many([("P", "a"), ("P", "b")])
            puts = [
                Put(Record(*k, {"n": r.data["n"] + 1}), (Equals("n", r.data["n"]),)) for k, r in found.items()
            ]
            try:
                return dynamo.transact(puts)
            except (Conflict, Busy):
                continue

    threads = [Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [record.data["n"] for record in dynamo.query("P")] == [6, 6]


def test_the_process_dies(dynamo: DynamoTable) -> None:
    """R3: before, nothing is done; after, all of it, and the next one sees so."""
    with inject(at(0, Fault.CRASH_BEFORE)), pytest.raises(Crash):
        dynamo.transact([Put(OLD), Put(Record("P", "T", {}))])
    assert list(dynamo.query("P")) == []
    with inject(at(0, Fault.CRASH_AFTER)), pytest.raises(Crash):
        dynamo.transact([Put(OLD), Put(Record("P", "T", {}))])
    assert len(list(dynamo.query("P"))) == 2


def test_a_query_goes_on_where_it_failed(dynamo: DynamoTable) -> None:
    """D1: no page is read twice or left out."""
    dynamo.put_many(Record("P", f"{n}", {}, bytes(350_000)) for n in range(7))
    with inject(lambda n, service, name: Fault.THROTTLE if n % 2 else None) as log:
        assert [record.sk for record in dynamo.query("P")] == list("0123456")
    assert len(log) > 4


def test_no_table(emulator: Emulator, pauses: Pauses) -> None:
    """D18: said at once, with the name of the table; not tried again."""
    table = emulator.table("never-made", sleep=pauses.sleep)
    calls: list[Callable[[], object]] = [
        lambda: table.get("P", "S"),
        lambda: table.put_many([OLD]),
        lambda: table.transact([Put(OLD)]),
    ]
    for call in calls:
        with (
            inject(never) as log,
            pytest.raises(Unavailable, match=r"never-made, .*see that the table exist"),
        ):
            call()
        assert len(log) == 1
    assert pauses.slept == []


def test_no_right_to_it(dynamo: DynamoTable, pauses: Pauses) -> None:
    """D18: said at once; not tried again."""
    with inject(always(Fault.ACCESS_DENIED)) as log, pytest.raises(Unavailable, match="this role may use it"):
        dynamo.put(OLD)
    assert len(log) == 1
    assert pauses.slept == []


def test_nobody_listens(pauses: Pauses, clock: Clock, emulator: Emulator) -> None:
    """D4: a refused connection is tried again like any other."""
    table = DynamoTable(
        "any", region="us-east-1", host="http://127.0.0.1:9", sleep=pauses.sleep, timer=pauses.timer
    )
    with pytest.raises(Unavailable, match="tried 8 times"):
        table.put(OLD, Absent())


def test_a_request_that_is_wrong(emulator: Emulator) -> None:
    """A defect of ours, here a table without the index, is told apart from a table that cannot be reached."""
    name = emulator.new_table(indexed=False)
    with inject(never) as log, pytest.raises(Refused, match=r"ValidationException: .* the request is wrong"):
        list(emulator.table(name).query_index("L"))
    assert len(log) == 1
