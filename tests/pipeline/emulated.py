"""The pipeline on the emulator: the real clients of the table, the buckets, the queues and the topic."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.feeds.raw_store import S3Store
from chalicelib.pipeline.channels import Channels
from chalicelib.pipeline.load import load
from chalicelib.pipeline.ports import ALERTS, COMPARE, GENERATE
from chalicelib.pipeline.receive import receive
from chalicelib.pipeline.routing import route
from chalicelib.pipeline.upload_bucket import UploadBucket
from chalicelib.pipeline.workshop import Workshops
from chalicelib.wiring import new_client
from tests.emulator import ENDPOINT, Emulator, running
from tests.pipeline.world import World, sample

Items = dict[tuple[str, str], dict[str, Any]]
BATCH = 25


@dataclass(frozen=True, slots=True)
class Saved:
    """What the emulator held at a moment."""

    at: datetime
    items: Items
    objects: dict[str, bytes]
    delivered: frozenset[str]
    """The manifests whose event has been handled."""
    put_away: dict[str, bytes] = field(default_factory=dict)
    """The objects of the audit bucket."""


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """What a world is made of, made once: clients and tables take longer to make than to use."""

    emulator: Emulator
    prefix: str
    table: str
    raw: str
    audit: str
    upload: str
    queues: Mapping[str, str]
    """Addresses by channel; of `alerts` the queue that hears the topic."""
    topic: str

    def client(self, service: str) -> Any:
        """The product's client of a service."""
        return _client(service, self.emulator)


@cache
def _client(service: str, emulator: Emulator) -> Any:
    return new_client(service, emulator.region, emulator.url)


@cache
def services() -> Services:
    """The services of this test process, on the emulator."""
    if ENDPOINT in os.environ:
        pytest.skip(f"{ENDPOINT} names a DynamoDB; here the other services are needed too")
    emulator, prefix = running(), f"ior-{uuid4().hex[:8]}"
    s3, sqs, sns = (emulator.client(name) for name in ("s3", "sqs", "sns"))
    raw, audit, upload = f"{prefix}-raw", f"{prefix}-audit", f"{prefix}-upload"
    for bucket in (raw, audit, upload):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=upload, VersioningConfiguration={"Status": "Enabled"})
    queues = {
        name: sqs.create_queue(QueueName=f"{prefix}-{name}")["QueueUrl"]
        for name in (GENERATE, COMPARE, ALERTS)
    }
    topic = sns.create_topic(Name=f"{prefix}-alerts")["TopicArn"]
    hears = sqs.get_queue_attributes(QueueUrl=queues[ALERTS], AttributeNames=["QueueArn"])["Attributes"]
    sns.subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=hears["QueueArn"],
        Attributes={"RawMessageDelivery": "true"},
    )
    return Services(emulator, prefix, emulator.new_table(), raw, audit, upload, queues, topic)


class Emulated(World):
    """A world like that in memory, whose table, buckets, queues and topic are on the emulator.

    Repetitions do not wait. What is in the services stays from one world to the next until it is restored.
    """

    def __init__(self) -> None:
        self.services = services()
        table = self.services.emulator.table(
            self.services.table,
            clock=lambda: self.clock().timestamp(),
            sleep=lambda seconds: None,
            timer=lambda: 0.0,
            chance=lambda: 0.0,
        )
        super().__init__(table)
        self.delivered: set[str] = set()
        self.files: dict[tuple[str, str], bytes] = {}
        """What was uploaded, by key and version."""
        self.drained = False
        """Whether somebody has just seen to it that the queues are empty."""
        self.heard: list[str] = []
        """The ids of the alerts that went out, in their order."""
        self.ports = replace(
            self.ports,
            raw=S3Store(self.services.client("s3"), self.services.raw),
            audit=S3Store(self.services.client("s3"), self.services.audit),
            uploads=UploadBucket(self.services.client, self.services.upload),
            messages=Channels(
                self.services.client, self.services.queues.__getitem__, lambda: self.services.topic
            ),
        )

    def upload(self, name: str, body: bytes | None = None) -> None:
        """Drop a file into the upload bucket; its event arrives."""
        receive(self.ports, *self.put_upload(name, body))

    def put_upload(self, name: str, body: bytes | None = None) -> tuple[str, str, str, str]:
        """Drop a file into the upload bucket; what its event says: bucket, key, version and sequencer."""
        key, bucket = f"incoming/{name}", self.services.upload
        body = sample(name) if body is None else body
        put = self.services.emulator.client("s3").put_object(Bucket=bucket, Key=key, Body=body)
        self.files[key, put["VersionId"]] = body
        return bucket, key, put["VersionId"], f"{next(self._versions):016X}"

    def work(self) -> int:
        """Deliver events, messages and alerts until there are none; how many that were."""
        handled = 0
        while found := self._arrived():
            for deliver in found:
                deliver()
                handled += 1
        return handled

    def events(self) -> list[str]:
        """Take the events of the raw bucket: manifests that were written since it was asked last."""
        there = sorted(self.objects().keys() - self.delivered)
        new = [key for key in there if key.endswith("manifest.json")]
        self.delivered.update(new)
        return new

    def _arrived(self) -> list[Callable[[], object]]:
        found: list[Callable[[], object]] = [partial(load, self.ports, key) for key in self.events()]
        for channel in (GENERATE, COMPARE):
            found += [partial(self.handle, channel, json.loads(body)) for body in self.taken(channel)]
        return found + [partial(self._hear, body) for body in self.taken(ALERTS)]

    def _hear(self, body: str) -> None:
        self.heard.append(json.loads(body)["id"])
        route(self.ports, body, lambda: "")

    def taken(self, channel: str) -> list[str]:
        """Take what waits in a queue out of it."""
        sqs, url = self.services.emulator.client("sqs"), self.services.queues[channel]
        bodies: list[str] = []
        while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            bodies += [message["Body"] for message in found]
            for message in found:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            if len(found) < 10:
                break
        return bodies

    def objects(self) -> dict[str, str]:
        """The keys of the raw bucket with their tags."""
        return self._listed(self.services.raw)

    def _listed(self, bucket: str) -> dict[str, str]:
        listed = self.services.emulator.client("s3").list_objects_v2(Bucket=bucket)
        return {found["Key"]: found["ETag"] for found in listed.get("Contents", [])}

    def items(self) -> Items:
        """Everything in the table."""
        dynamodb, asked = self.services.emulator.client("dynamodb"), {"TableName": self.services.table}
        found: Items = {}
        while True:
            page = dynamodb.scan(**asked)
            found |= {(item["pk"]["S"], item["sk"]["S"]): item for item in page["Items"]}
            if "LastEvaluatedKey" not in page:
                return found
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def contents(self) -> dict[str, bytes]:
        """The objects of the raw bucket."""
        return self._contents(self.services.raw)

    def put_away(self) -> dict[str, bytes]:
        """The objects of the audit bucket."""
        return self._contents(self.services.audit)

    def _contents(self, bucket: str) -> dict[str, bytes]:
        return {key: _content(self.services, bucket, key, tag) for key, tag in self._listed(bucket).items()}

    def save(self) -> Saved:
        """What there is now."""
        delivered = frozenset(self.delivered)
        return Saved(self.clock.now, self.items(), self.contents(), delivered, self.put_away())

    def restore(self, saved: Saved) -> None:
        """Make it as it was, in a process that has just begun; only what differs is touched."""
        self.clock.now = saved.at
        self.ports = replace(self.ports, workshops=Workshops())
        self.delivered = set(saved.delivered)
        self.heard.clear()
        self._restore_items(saved.items)
        self._restore_objects(self.services.raw, saved.objects)
        self._restore_objects(self.services.audit, saved.put_away)
        if not self.drained:
            for channel in self.services.queues:
                self.taken(channel)
        self.drained = False

    def _restore_objects(self, bucket: str, objects: Mapping[str, bytes]) -> None:
        s3, there = self.services.emulator.client("s3"), self._listed(bucket)
        for key in there.keys() - objects.keys():
            s3.delete_object(Bucket=bucket, Key=key)
        for key in objects.keys() - there.keys():
            s3.put_object(Bucket=bucket, Key=key, Body=objects[key])

    def _restore_items(self, items: Items) -> None:
        there = self.items()
        work = [
            {"DeleteRequest": {"Key": {"pk": {"S": pk}, "sk": {"S": sk}}}} for pk, sk in there.keys() - items
        ]
        work += [{"PutRequest": {"Item": item}} for key, item in items.items() if there.get(key) != item]
        for first in range(0, len(work), BATCH):
            self.services.emulator.client("dynamodb").batch_write_item(
                RequestItems={self.services.table: work[first : first + BATCH]}
            )


@cache
def _content(found: Services, bucket: str, key: str, tag: str) -> bytes:
    body: bytes = found.emulator.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    return body
