"""Events and messages as they really come: twice, late, out of order, of no use; through the app."""

import logging
from collections import deque
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.feeds.catalogue import INGESTIONS, Ingestion
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.store import deliveries, runs
from chalicelib.waking import s3_objects
from tests.pipeline.asking import alerts, entry_documents, newest, run, visible
from tests.pipeline.events import (
    SCHEDULED,
    TEST_EVENT,
    Event,
    Functions,
    batch,
    created,
    failed,
    functions,
)
from tests.pipeline.small import FILES, MATERIALS, heavier, small
from tests.pipeline.state import differences, state_of
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample

PRODUCTS = "Product_List.csv"


@pytest.fixture
def lambdas(little_day: Twin, monkeypatch: pytest.MonkeyPatch) -> Functions:
    """The functions on a day on which everything was loaded."""
    return functions(little_day, monkeypatch)


def put(world: Twin, name: str, body: bytes, version: str) -> str:
    """Put an object into the upload bucket; its key."""
    key = f"incoming/{name}"
    world.uploads.objects[key, version] = body
    return key


def work(lambdas: Functions, times: int = 1) -> None:
    """Deliver each event and each message so many times, in batches, until there are none."""
    world = lambdas.world
    while world.landed or world.queues.sent:
        for _ in range(len(world.landed)):
            event = created("raw", world.landed.popleft())
            for _ in range(times):
                lambdas.invoke("load_delivery", event)
        waiting, world.queues.sent = world.queues.sent, deque()
        for channel, function in (("generate", "generate_entries"), ("compare", "compare_entries")):
            bodies = [body for name, body in waiting if name == channel]
            for _ in range(times if bodies else 0):
                assert failed(lambdas.invoke(function, batch(bodies))) == []
    world.work()


@pytest.mark.parametrize("times", [2, 5])
def test_every_event_twice_or_five_times_is_as_good_as_once(lambdas: Functions, times: int) -> None:
    """C1, C6, C18: the upload's, the manifest's, every message's, in one process that stays warm."""
    world = lambdas.world
    once = world.copy()
    body = heavier(small(PRODUCTS), *MATERIALS)
    once.upload(PRODUCTS, body)
    once.work()
    version = f"v{len(FILES) + 1}"
    event = created("upload", put(world, PRODUCTS, body, version), version, f"{len(FILES) + 1:016X}")
    for _ in range(times):
        lambdas.invoke("receive_file", event)
    work(lambdas, times)
    assert not differences(state_of(world), state_of(once))
    assert sorted(set(world.heard)) == sorted(once.heard)


def test_an_event_that_comes_again_before_the_first_is_done_lands_the_same(
    lambdas: Functions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C1: the slower of two does not land it anew, behind what SAP may have delivered in the meantime."""
    world, read = lambdas.world, lambdas.world.uploads.read
    key = put(world, PRODUCTS, heavier(small(PRODUCTS), *MATERIALS), "n1")
    event = created("upload", key, "n1", "FF")

    def overtaken(*asked: Any) -> bytes | None:
        monkeypatch.setattr(world.uploads, "read", read)
        lambdas.invoke("receive_file", event)
        world.work()
        world.clock.forward(seconds=2)
        return read(*asked)

    monkeypatch.setattr(world.uploads, "read", overtaken)
    lambdas.invoke("receive_file", event)
    world.work()
    found = deliveries.of_source(world.table, PRODUCTS, 9)
    assert [(one.sequence, one.state) for one in found][:-1] == [(len(FILES) + 1, deliveries.LOADED)]


@pytest.mark.parametrize("seed", range(10))
def test_the_newest_version_of_a_file_stands_in_whatever_order_its_events_come(
    lambdas: Functions, seed: int
) -> None:
    """C2, C4: by the sequencer; each event's own version is read, though the object was replaced since."""
    world, random, calm = lambdas.world, Random(seed), lambdas.world.copy()
    events = []
    for number in range(1, 5):
        body = heavier(small(PRODUCTS), *MATERIALS[:number])
        key, version = put(world, PRODUCTS, body, f"n{number}"), f"n{number}"
        events.append(created("upload", key, version, f"0055AED6DCD9{number:04X}"))
    for event in random.sample(events, k=len(events)) + random.choices(events, k=2):
        lambdas.invoke("receive_file", event)
        if random.random() < 0.5:
            work(lambdas)
    work(lambdas)
    calm.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    calm.work()
    assert entry_documents(world) == entry_documents(calm)


@pytest.mark.parametrize(
    ("quoted", "key"),
    [
        ("incoming/po+file+%E6%B6%A4%2B1.csv", "incoming/po file 涤+1.csv"),
        ("incoming/a%252Fb%2B+c.csv", "incoming/a%2Fb+ c.csv"),
    ],
)
def test_a_quoted_key_is_unquoted_once(lambdas: Functions, quoted: str, key: str) -> None:
    """C3: a name that is none of ours is told as the person wrote it."""
    lambdas.invoke("receive_file", created("upload", "", "v1", "01", quoted=quoted))
    lambdas.world.work()
    [told] = [alert for alert in alerts(lambdas.world).values() if alert["id"].startswith("upload-")]
    assert told["facts"] == {"key": key}
    assert repr(key.removeprefix("incoming/")) in told["title"]


def test_a_file_with_a_blank_in_its_name_is_found(lambdas: Functions) -> None:
    """C3: the bucket's event writes it with a plus sign."""
    key = put(lambdas.world, "HTS Tariff.csv", sample("HTS Tariff.csv"), "n1")
    lambdas.invoke("receive_file", created("upload", key, "n1", "FF", quoted="incoming/HTS+Tariff.csv"))
    assert newest(lambdas.world).source == "HTS Tariff.csv"
    event = created("raw", lambdas.world.landed.popleft())
    assert "HTS+Tariff.csv" in event["Records"][0]["s3"]["object"]["key"]
    assert lambdas.invoke("load_delivery", event) == [deliveries.LOADED]


def test_an_object_that_is_gone_is_told_once_and_not_tried_again(lambdas: Functions) -> None:
    """C4: however often the event comes."""
    before = visible(lambdas.world)
    for _ in range(3):
        assert lambdas.invoke("receive_file", created("upload", f"incoming/{PRODUCTS}", "gone", "FF")) == []
    lambdas.world.work()
    assert len(lambdas.world.heard) == 1
    assert "gone before it could be read" in alerts(lambdas.world)[lambdas.world.heard[0]]["text"]
    assert visible(lambdas.world) == before


def test_a_manifest_that_is_gone_is_refused_and_told_once(lambdas: Functions) -> None:
    """C4, D17: nothing is loaded, and nothing is tried for ever."""
    lambdas.world.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    manifest = lambdas.world.landed.popleft()
    del lambdas.world.raw.objects[manifest]
    for _ in range(2):
        assert lambdas.invoke("load_delivery", created("raw", manifest)) == [deliveries.REFUSED]
    lambdas.world.work()
    assert lambdas.world.heard == [f"refused-{newest(lambdas.world).sequence}"]


def _changed(event: Event, **fields: str) -> Event:
    event["Records"][0] |= fields
    return event


NONE_OF_OURS = [
    TEST_EVENT,
    {"Records": []},
    {},
    _changed(created("upload", "incoming/Product_List.csv"), eventName="ObjectRemoved:Delete"),
    _changed(created("upload", "incoming/Product_List.csv"), eventSource="aws:unknown"),
]


NONE = pytest.mark.parametrize(
    "event", NONE_OF_OURS, ids=["test", "no records", "nothing", "removed", "other"]
)


@NONE
def test_an_event_that_is_none_of_ours_names_no_object(event: Event) -> None:
    """C5: also the event that S3 sends when a notification is set."""
    assert not list(s3_objects(SimpleNamespace(to_dict=lambda: event)))


@NONE
@pytest.mark.parametrize("function", ["receive_file", "load_delivery"])
def test_an_event_that_is_none_of_ours_is_passed_over(
    lambdas: Functions, function: str, event: Event, caplog: pytest.LogCaptureFixture
) -> None:
    """C5: it reaches the handler, though Chalice's own class of the event fails for one without records."""
    before = state_of(lambdas.world)
    with caplog.at_level(logging.INFO, "ior"):
        assert lambdas.invoke(function, event) == []
    assert state_of(lambdas.world) == before
    assert "tells of no new object" in caplog.text


@pytest.mark.parametrize("function", ["generate_entries", "compare_entries"])
def test_a_batch_without_messages_is_done(lambdas: Functions, function: str) -> None:
    """C5."""
    assert failed(lambdas.invoke(function, {"Records": []})) == []


STRANGE = [
    {"version": 2, "run": "load-0000000009"},
    {"run": "load-0000000009"},
    {"version": 1},
    {"version": 1, "run": "load-0000000009", "chunk": 0},
    {"version": 1, "run": "load-0000000009", "chunk": "1"},
    {"version": 1, "run": 9},
    [],
    None,
    "no JSON",
    "[" * 100_000,
]


@pytest.mark.parametrize("body", STRANGE, ids=lambda body: repr(body)[:40])
def test_a_message_of_another_version_fails_alone(lambdas: Functions, body: Any) -> None:
    """C8, C17: it comes again and ends in the dead-letter queue; the others of its batch are done."""
    started = _planned(lambdas)
    good = {"version": 1, "run": started, "chunk": 1}
    for received in (1, 2, 3):
        bodies = [good, body, {"version": 1, "run": "unknown"}]
        answer = lambdas.invoke("generate_entries", batch(bodies, received))
        assert failed(answer) == ["message-2"]
    lambdas.world.work()
    dispatch(lambdas.world.ports)
    lambdas.world.work()
    assert [told for told in lambdas.world.heard if told.startswith("message")] == ["message-message-2"]
    assert run(lambdas.world, started).state == runs.DONE


def _planned(lambdas: Functions) -> str:
    lambdas.world.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    lambdas.invoke("load_delivery", created("raw", lambdas.world.landed.popleft()))
    _, body = lambdas.world.queues.sent.popleft()
    assert failed(lambdas.invoke("generate_entries", batch([body]))) == []
    lambdas.world.queues.sent.clear()
    return newest(lambdas.world).run


def test_a_schedule_that_fires_twice_is_one_run(lambdas: Functions) -> None:
    """C13."""
    names = {lambdas.invoke("daily_generation", SCHEDULED) for _ in range(3)}
    work(lambdas)
    assert len(names) == 1
    assert run(lambdas.world, names.pop()).state == runs.DONE


@pytest.mark.parametrize("ingestion", INGESTIONS, ids=lambda one: one.name)
def test_an_ingestion_that_is_fired_twice_loads_once(
    day: Twin, monkeypatch: pytest.MonkeyPatch, ingestion: Ingestion
) -> None:
    """C13: the second delivery is what is there already, and starts nothing."""
    lambdas, before = functions(day, monkeypatch), visible(day)
    for _ in range(2):
        lambdas.invoke(f"ingest_{ingestion.name.replace('-', '_')}", SCHEDULED)
        work(lambdas)
    found = [one for feed in ingestion.feeds for one in deliveries.of_source(day.table, feed.key, 3)]
    assert [one.state for one in found] == [deliveries.UNCHANGED] * 2 * len(ingestion.feeds)
    assert visible(day) == before
    assert not day.heard
