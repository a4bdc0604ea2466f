"""Events as AWS sends them, handed to the functions of `app.py` as Lambda would."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from unittest.mock import patch
from urllib.parse import quote_plus

import pytest
from chalice.local import LambdaContext
from chalice.test import Client

import app
from tests.pipeline.twin import Twin

Event = dict[str, Any]

SCHEDULED = {
    "version": "0",
    "id": "1",
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "account": "123456789012",
    "time": "2026-11-23T07:00:00Z",
    "region": "us-east-1",
    "resources": [],
    "detail": {},
}
TEST_EVENT = {
    "Service": "Amazon S3",
    "Event": "s3:TestEvent",
    "Time": "2026-11-23T07:00:00.000Z",
    "Bucket": "upload",
    "RequestId": "1",
    "HostId": "2",
}
"""What S3 sends when a notification is set."""


class Functions:
    """The functions, connected to a world."""

    def __init__(self, world: Twin, client: Client) -> None:
        self.world, self._client = world, client

    def invoke(self, name: str, event: Mapping[str, Any], seconds: float = 300) -> Any:
        """Invoke a function that may run so long; what it answers, or the error that it raises."""
        context = partial(LambdaContext, max_runtime_ms=int(seconds * 1000))
        with patch("chalice.test.LambdaContext", context):
            return self._client.lambda_.invoke(name, dict(event)).payload


def functions(world: Twin, monkeypatch: pytest.MonkeyPatch) -> Functions:
    """The functions of the app, with the ports of a world."""
    monkeypatch.setattr("chalicelib.wiring.ports", lambda: world.ports)
    return Functions(world, Client(app.app))


def created(bucket: str, key: str, version: str = "", sequencer: str = "", quoted: str = "") -> Event:
    """The event of an object that was written; `quoted` is its key as S3 writes it."""
    item = {"key": quoted or quote_plus(key, safe="/"), "size": 1, "eTag": "0", "sequencer": sequencer}
    item |= {"versionId": version} if version else {}
    record = {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "us-east-1",
        "eventTime": "2026-11-23T07:00:00.000Z",
        "eventName": "ObjectCreated:Put",
        "s3": {"s3SchemaVersion": "1.0", "bucket": {"name": bucket, "arn": ""}, "object": item},
    }
    return {"Records": [record]}


def batch(bodies: Sequence[Any], received: int = 1) -> Event:
    """A batch of messages, each with an id of its own; a text goes as it is."""
    return {
        "Records": [
            {
                "messageId": f"message-{number}",
                "receiptHandle": f"{number}",
                "body": body if isinstance(body, str) else json.dumps(body),
                "attributes": {"ApproximateReceiveCount": str(received)},
                "messageAttributes": {},
                "md5OfBody": "",
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:generate",
                "awsRegion": "us-east-1",
            }
            for number, body in enumerate(bodies, start=1)
        ]
    }


def failed(answer: Mapping[str, Any]) -> list[str]:
    """The ids of the messages that come again."""
    return [one["itemIdentifier"] for one in answer["batchItemFailures"]]


def published(message: str) -> Event:
    """The event of a message at the topic."""
    return {
        "Records": [
            {
                "EventSource": "aws:sns",
                "EventVersion": "1.0",
                "EventSubscriptionArn": "",
                "Sns": {
                    "Type": "Notification",
                    "MessageId": "1",
                    "Subject": "Alert",
                    "Message": message,
                    "MessageAttributes": {},
                },
            }
        ]
    }
