"""Waiting for the pipeline, comparing with the command line, calls abreast, ending on a signal."""

import io
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from chalicelib.feeds.catalogue import INGESTIONS
from chalicelib.store import deliveries, keys, outbox, runs
from chalicelib.store.deliveries import Delivery
from chalicelib.store.memory import MemoryTable
from chalicelib.store.runs import Run
from chalicelib.store.table import Record
from infra.local import abreast, day, equality, standing
from infra.local.cloud import Uploaded
from infra.local.errors import TookTooLong
from infra.local.places import ROOT
from infra.local.progress import Progress
from infra.local.signals import Ended, raising
from infra.local.standing import Standing

SAID = {
    (1, False): "fetch 1 feed from SAP",
    (3, False): "fetch 3 feeds from SAP",
    (3, True): "fetch 3 feeds from SAP and drop Exchange_Rate.csv",
    (0, True): "drop Exchange_Rate.csv",
}
FILE = Uploaded("upload", "incoming/Product_List.csv", "v1")


class Queues:
    """The services, as far as waiting asks them."""

    def __init__(self, **counts: int) -> None:
        self.counts = counts

    def waiting(self, _: object) -> dict[str, int]:
        return self.counts


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


def look(table: MemoryTable, queues: Queues, *uploads: Uploaded) -> Standing:
    return standing.look(table, queues, uploads)  # type: ignore[arg-type]


@pytest.mark.parametrize(("ingestions", "rates"), [(1, False), (2, False), (2, True), (0, True)])
def test_what_was_fetched_is_counted_in_words(ingestions: int, rates: bool) -> None:
    """The second ingestion fetches two feeds."""
    out = io.StringIO()
    cloud = SimpleNamespace(put=lambda name, body: FILE, ingest=lambda one: [1])
    wanted = INGESTIONS[:ingestions]
    uploads, failed = day.fetch(cloud, wanted, rates, Progress(out))  # type: ignore[arg-type]
    assert (uploads, failed) == ([FILE] if rates else [], [])
    assert f"✓ {SAID[sum(len(one.feeds) for one in wanted), rates]} " in out.getvalue()


def test_an_empty_pipeline_is_done(table: MemoryTable) -> None:
    found = look(table, Queues())
    assert found.is_done
    assert found.told() == "all done"


def test_whatever_is_unfinished_is_waited_for_and_named(table: MemoryTable) -> None:
    deliveries.announce(table, Delivery(3, "ZEMM005", "2026-11-23T06:00:00Z", "2026-11-23", "raw/x"))
    table.transact(runs.start(Run("load-2", "load", "2026-11-23T06:00:00Z", chunks=4)))
    table.put(outbox.write(outbox.Message("m", "generate", {})).record)
    found = look(table, Queues(generate=2), FILE)
    assert not found.is_done
    assert found.told() == "1 file to take in, 1 delivery to load, 1 run at work, 3 messages"
    assert found.in_full() == [
        "incoming/Product_List.csv lies in the upload bucket and was not taken in",
        "delivery 3 of ZEMM005 has not been loaded",
        "run load-2 is planning, of 4 chunks",
        "1 messages wait in the outbox",
        "2 messages in the queue generate",
    ]


def test_a_file_is_taken_in_when_this_version_of_it_has_a_delivery(table: MemoryTable) -> None:
    received = keys.received(FILE.bucket, FILE.key)
    assert standing.delivery_of(table, FILE) is None
    table.put(Record(*received, {"version": "v0", "sequence": 7, "sequencer": ""}))
    assert standing.delivery_of(table, FILE) is None
    table.put(Record(*received, {"version": "v1", "sequence": 8, "sequencer": ""}))
    assert standing.delivery_of(table, FILE) is None
    deliveries.announce(table, Delivery(8, "Product_List.csv", "2026-11-23T06:00:00Z", "2026-11-23", "raw/x"))
    found = standing.delivery_of(table, FILE)
    assert found is not None
    assert found.sequence == 8


def test_waiting_ends_when_a_look_finds_all_done() -> None:
    looks = iter([Standing(messages=2), Standing(messages=1), Standing()])
    told: list[int] = []
    standing.wait(
        lambda: next(looks),
        lambda left: told.append(left.messages),
        60,
        sleep=lambda _: None,
        now=lambda: 0.0,
    )
    assert told == [2, 1]


def test_waiting_has_an_end_that_says_what_is_stuck() -> None:
    clock = SimpleNamespace(at=0.0)

    def sleep(seconds: float) -> None:
        clock.at += seconds

    with pytest.raises(TookTooLong, match=r"after 60 seconds(.|\n)*2 messages in the queue compare"):
        standing.wait(
            lambda: Standing(queues={"compare": 2}), lambda _: None, 60, sleep=sleep, now=lambda: clock.at
        )
    assert 60 < clock.at < 61


# Equality


MADE = ['{"shipment":"S1","value":"1"}', '{"shipment":"S2","value":"2"}']


def test_entries_are_equal_when_all_that_both_tell_is_the_same_text() -> None:
    served = [{"shipment": "S1", "value": "1", "version": 3}, {"shipment": "S2", "value": "2", "version": 1}]
    found = equality.compare(MADE, served)
    assert found.holds
    assert found.told() == ["2 entries equal the command line's, byte for byte."]


@pytest.mark.parametrize(
    "other",
    [
        {"shipment": "S2", "value": "2.0"},
        {"shipment": "S2", "value": 2},
        {"shipment": "S2"},
        {"value": "2", "shipment": "S2"},
    ],
)
def test_whatever_differs_is_named(other: dict[str, object]) -> None:
    found = equality.compare(MADE, [{"shipment": "S1", "value": "1"}, other])
    assert not found.holds
    assert found.different == ("S2",)
    assert found.told() == [
        "1 entry equals the command line's.",
        "1 entry differs from the command line's: S2",
    ]


def test_what_only_one_side_has_is_named() -> None:
    found = equality.compare(MADE, [{"shipment": "S2", "value": "2"}, {"shipment": "S9", "value": "9"}])
    assert (found.equal, found.missing, found.unexpected) == (("S2",), ("S1",), ("S9",))
    assert not found.holds


def test_nothing_is_not_equal_to_nothing() -> None:
    assert not equality.compare([], []).holds


def test_the_command_line_makes_an_entry_of_every_shipment_of_the_samples() -> None:
    made = equality.made_by_the_command_line(ROOT / "samples")
    assert len(made) == 107
    assert all(text.startswith('{"shipment":"') and text.endswith("}") for text in made)


# Calls abreast


def test_answers_come_in_the_order_of_the_questions() -> None:
    assert list(abreast.each(lambda number: number * number, range(20), 4)) == [n * n for n in range(20)]


def test_who_is_interrupted_waits_for_nobody() -> None:
    released, begun = threading.Event(), []

    def call(number: int) -> int:
        begun.append(number)
        if number:
            released.wait(10)
        return number

    answers = abreast.each(call, range(50), 2)
    assert next(answers) == 0
    answers.close()  # type: ignore[attr-defined]
    released.set()
    assert len(begun) < 50


# Signals


@pytest.fixture
def handlers() -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    assert [signal.getsignal(number) for number in numbers] == before


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_ends_and_later_ones_do_not_disturb(number: signal.Signals) -> None:
    tidied = []

    def work() -> None:
        try:
            os.kill(os.getpid(), number)
            threading.Event().wait(10)
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGTERM)
            tidied.append(True)

    with pytest.raises(Ended, match=number.name), raising():
        work()
    assert tidied


def test_ending_is_no_error() -> None:
    assert not issubclass(Ended, Exception)


def test_the_samples_lie_where_the_stack_looks_for_them() -> None:
    from infra.local import day

    assert day.RATES.is_file()
    assert Path(day.PAGES).is_dir()
