"""The pipeline with the services themselves: throttled, closed, not there; versions, sizes, dead letters."""

import json
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import botocore.endpoint
import pytest
from botocore.exceptions import ClientError

from chalicelib.feeds.raw_store import S3Store
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.load import load
from chalicelib.pipeline.ports import ALERTS, COMPARE, GENERATE
from chalicelib.pipeline.sweep import LeftUndone, sweep
from chalicelib.store import deliveries, outbox
from chalicelib.store.table import Unavailable
from chalicelib.waking import MOST_RECEIVES
from tests.faults import Fault, always, first, inject, never
from tests.pipeline.days import little_day
from tests.pipeline.emulated import Emulated
from tests.pipeline.events import Functions, batch, failed, functions
from tests.pipeline.flows import landed
from tests.pipeline.small import MATERIALS, heavier, small, small_packaging
from tests.pipeline.state import differences, state_of
from tests.pipeline.twin import Twin, saved_of, twin_of

PRODUCTS = "Product_List.csv"


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clients of botocore repeat at once."""
    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=lambda seconds: None))


@pytest.fixture(scope="module")
def services() -> Emulated:
    """The one world on the emulator."""
    return Emulated()


@pytest.fixture
def world(services: Emulated) -> Iterator[Emulated]:
    """The emulator on the morning after a few rows of every file were loaded."""
    fresh, services.drained = services.ports, False
    services.restore(saved_of(little_day()))
    yield services
    services.ports = fresh


def heavy(world: Emulated) -> str:
    """A delivery that has landed and is not loaded; its manifest."""
    return landed(world, PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))


def calm(world: Emulated) -> Twin:
    """How it looks if everything goes well from here."""
    twin = twin_of(world)
    twin.landed.extend(key for key in twin.raw.objects if key.endswith("manifest.json"))
    twin.work()
    return twin


@pytest.mark.parametrize("operation", [None, "TransactWriteItems", "Query", "PutItem", "GetObject"])
def test_throttled_three_times_it_is_loaded_all_the_same(world: Emulated, operation: str | None) -> None:
    """D1, D15: each client tries again, with pauses."""
    manifest = heavy(world)
    expected = calm(world)
    with inject(first(3, Fault.THROTTLE, operation)) as log:
        assert load(world.ports, manifest).state == deliveries.LOADED
    assert sum(call.fault is not None for call in log) == 3
    twin = twin_of(world)
    twin.work()
    assert not differences(state_of(twin), state_of(expected))


@pytest.mark.parametrize("fault", [Fault.THROTTLE, Fault.HTTP500, Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER])
@pytest.mark.parametrize("operation", ["TransactWriteItems", "BatchWriteItem", "PutItem"])
def test_what_fails_for_ever_is_given_up_and_leaves_nothing_visible(
    world: Emulated, operation: str, fault: Fault
) -> None:
    """D1, D4, D5: an error that says so; later everything is as if nothing had been."""
    manifest = heavy(world)
    expected = calm(world)
    with inject(always(fault, operation)) as log, pytest.raises(Unavailable, match="tried 8 times"):
        load(world.ports, manifest)
    assert len(log) < 60
    twin = twin_of(world)
    twin.clock.forward(minutes=30)
    sweep(twin.ports)
    twin.work()
    assert not differences(state_of(twin), state_of(expected))


@pytest.mark.parametrize("fault", [Fault.THROTTLE, Fault.HTTP503, Fault.TIMEOUT_AFTER])
def test_a_bucket_that_is_slow_is_asked_again(world: Emulated, fault: Fault) -> None:
    """D15: three times, and the fourth is taken."""
    world.sap = small_packaging
    with inject(first(3, fault, "PutObject")):
        [landed_now] = ingest(world.ports, "packaging", 60)
    assert load(world.ports, landed_now.manifest).state == deliveries.LOADED


def test_a_bucket_that_takes_nothing_leaves_no_half_delivery(world: Emulated) -> None:
    """D15, D16: the ingestion fails, the next one is whole, the orphan is given up."""
    world.sap = small_packaging
    with inject(always(Fault.THROTTLE, "PutObject")) as log, pytest.raises(ClientError, match="SlowDown"):
        ingest(world.ports, "packaging", 60)
    assert sum(call.operation == "PutObject" for call in log) == 4
    [whole] = ingest(world.ports, "packaging", 60)
    assert load(world.ports, whole.manifest).state == deliveries.LOADED
    world.clock.forward(hours=25)
    sweep(world.ports)
    orphan = deliveries.find(world.table, whole.sequence - 1)
    assert orphan is not None
    assert orphan.state == deliveries.ABANDONED


def test_a_table_that_is_not_there_is_said_and_not_asked_for_ever(world: Emulated) -> None:
    """D18: no retry storm."""
    manifest = heavy(world)
    world.ports = replace(world.ports, table=world.services.emulator.table("not-there"))
    with inject(never) as log, pytest.raises(Unavailable, match=r"not-there.*see that the table exists"):
        load(world.ports, manifest)
    assert sum(call.service == "dynamodb" for call in log) == 1


def test_a_bucket_that_is_not_there_is_said_and_not_asked_for_ever(world: Emulated) -> None:
    """D18."""
    world.sap = small_packaging
    world.ports = replace(world.ports, raw=S3Store(world.services.client("s3"), "not-there"))
    with inject(never) as log, pytest.raises(ClientError, match="NoSuchBucket"):
        ingest(world.ports, "packaging", 60)
    assert sum(call.service == "s3" for call in log) == 1


@pytest.mark.parametrize(("service", "error"), [("dynamodb", Unavailable), ("s3", ClientError)])
def test_rights_that_are_missing_are_said_and_not_asked_for_ever(
    world: Emulated, service: str, error: type[Exception]
) -> None:
    """D18: the load fails at once, and is done when the rights are there."""
    manifest = heavy(world)

    def denied(n: int, name: str, operation: str) -> str | None:
        return Fault.ACCESS_DENIED if name == service else None

    with inject(denied) as log, pytest.raises(error, match="AccessDenied"):
        load(world.ports, manifest)
    assert sum(call.service == service for call in log) == 1
    assert load(world.ports, manifest).state == deliveries.LOADED


def test_a_topic_that_takes_nothing(world: Emulated) -> None:
    """C14: loaded all the same; the alert waits, and goes out once when the topic is back."""
    manifest = landed(world, PRODUCTS, small(PRODUCTS)[:200])
    with inject(always(Fault.HTTP500, "Publish")):
        refused = load(world.ports, manifest)
        with pytest.raises(LeftUndone):
            sweep(world.ports)
    assert refused.state == deliveries.REFUSED
    assert [message.id for message in outbox.waiting(world.table)] == [f"alert-refused-{refused.sequence}"]
    assert sweep(world.ports)["sent"] == 1
    world.work()
    assert world.heard == [f"refused-{refused.sequence}"]


def test_an_object_is_read_by_its_version(world: Emulated) -> None:
    """C4: the version of the event, though another is there now; None once it is deleted."""
    first_event = world.put_upload(PRODUCTS, b"one")
    second = world.put_upload(PRODUCTS, b"two")
    bucket, key, version, _ = first_event
    assert world.ports.uploads.read(bucket, key, version, 10) == b"one"
    assert world.ports.uploads.read(bucket, key, second[2], 10) == b"two"
    s3 = world.services.emulator.client("s3")
    s3.delete_object(Bucket=bucket, Key=key)
    assert world.ports.uploads.read(bucket, key, version, 10) == b"one"
    assert world.ports.uploads.read(bucket, key, "", 10) is None
    s3.delete_object(Bucket=bucket, Key=key, VersionId=version)
    assert world.ports.uploads.read(bucket, key, version, 10) is None


def test_an_object_of_which_nobody_told_is_found_by_its_key(world: Emulated) -> None:
    """D16: its newest version, which is then read; none where nothing came."""
    assert world.ports.uploads.arrived("incoming/none.csv") is None
    for body in (b"one", b"two"):
        bucket, key, version, _ = world.put_upload(PRODUCTS, body)
    assert world.ports.uploads.arrived(key) == (bucket, version)
    assert world.ports.uploads.read(bucket, key, version, 10) == b"two"
    world.services.emulator.client("s3").delete_object(Bucket=bucket, Key=key)
    assert world.ports.uploads.arrived(key) is None


def test_a_file_that_is_too_large_is_not_read(world: Emulated) -> None:
    """C19: it is refused by its length, and people are told."""
    bucket, key, version, _ = world.put_upload(PRODUCTS, b"x" * 2000)
    with pytest.raises(ValueError, match="2,000 bytes; at most 1,999 are taken"):
        world.ports.uploads.read(bucket, key, version, 1999)


def test_messages_that_wait_go_out_in_one_go(world: Emulated) -> None:
    """C14: more than a batch of the queue takes."""
    bodies = [{"version": 1, "run": f"run-{number}"} for number in range(23)]
    world.ports.messages.send(GENERATE, bodies)
    assert sorted(map(json.loads, world.taken(GENERATE)), key=str) == sorted(bodies, key=str)


def _receive(world: Emulated, url: str) -> list[dict[str, Any]]:
    asked = {"QueueUrl": url, "MaxNumberOfMessages": 10, "AttributeNames": ["All"]}
    answer: dict[str, list[dict[str, Any]]] = world.services.emulator.client("sqs").receive_message(**asked)
    return answer.get("Messages", [])


def _queue_with_dead_letters(world: Emulated) -> tuple[str, str]:
    """A queue that gives a message out three times, and its dead-letter queue."""
    sqs = world.services.emulator.client("sqs")
    dead = sqs.create_queue(QueueName=f"{world.services.prefix}-poison-dlq")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": MOST_RECEIVES})
    settings = {"VisibilityTimeout": "0", "RedrivePolicy": policy}
    queue = sqs.create_queue(QueueName=f"{world.services.prefix}-poison", Attributes=settings)["QueueUrl"]
    return queue, dead


def _deliver(world: Emulated, queue: str, lambdas: Functions) -> int:
    """Do with a batch what Lambda does: what comes back in the answer stays in the queue; how many it had."""
    messages = _receive(world, queue)
    event = batch([message["Body"] for message in messages])
    for record, message in zip(event["Records"], messages, strict=True):
        record |= {"messageId": message["MessageId"], "attributes": message["Attributes"]}
    try:
        again = failed(lambdas.invoke("compare_entries", event))
    except RuntimeError:
        again = [message["MessageId"] for message in messages]
    for message in messages:
        if message["MessageId"] not in again:
            _delete(world, queue, message)
    return len(messages)


def _delete(world: Emulated, queue: str, message: dict[str, Any]) -> None:
    sqs = world.services.emulator.client("sqs")
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


def test_a_poison_message_is_received_three_times_and_redriven_once(
    world: Emulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C7, C15, R8: ten messages, one fails; after the cause is mended it is redriven and done once."""
    twin, handled = Twin(), list[int]()
    poison = {4}

    def compare_chunk(ports: object, run_id: str, chunk: int, time_is_up: object) -> None:
        if chunk in poison:
            raise RuntimeError("poison")
        handled.append(chunk)

    monkeypatch.setattr("chalicelib.pipeline.compare.compare_chunk", compare_chunk)
    lambdas = functions(twin, monkeypatch)
    queue, dead = _queue_with_dead_letters(world)
    sqs = world.services.emulator.client("sqs")
    for number in range(1, 11):
        sqs.send_message(
            QueueUrl=queue, MessageBody=json.dumps({"version": 1, "run": "any", "chunk": number})
        )
    assert [_deliver(world, queue, lambdas) for _ in range(4)] == [10, 1, 1, 0]
    assert sorted(handled) == [1, 2, 3, 5, 6, 7, 8, 9, 10]
    sweep(twin.ports)
    twin.work()
    assert len(twin.heard) == 1
    poison.clear()
    [message] = _receive(world, dead)
    sqs.send_message(QueueUrl=queue, MessageBody=message["Body"])
    _delete(world, dead, message)
    assert [_deliver(world, queue, lambdas) for _ in range(2)] == [1, 0]
    assert sorted(handled) == list(range(1, 11))
    assert not _receive(world, dead)


def test_what_is_sent_is_heard(world: Emulated) -> None:
    """The queues and the topic take what the pipeline sends, and give it back as it was."""
    world.ports.messages.send(COMPARE, [{"version": 1, "run": "any", "chunk": 3}])
    world.ports.messages.send(ALERTS, [{"version": 1, "id": "ä", "title": "Two\nlines é", "text": "Text"}])
    assert [json.loads(body) for body in world.taken(COMPARE)] == [{"version": 1, "run": "any", "chunk": 3}]
    assert [json.loads(body)["id"] for body in world.taken(ALERTS)] == ["ä"]
