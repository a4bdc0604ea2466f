"""The channels as AWS has them: the queues of the work, and the topic that people listen to."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chalicelib.pipeline.ports import ALERTS

SQS_BATCH = 10
"""Messages that a queue takes at once."""
SUBJECT_LENGTH = 99


class Channels:
    """The queues and the topic: `queue_url` gives the address of a channel's queue, `topic` the ARN."""

    def __init__(
        self, clients: Callable[[str], Any], queue_url: Callable[[str], str], topic: Callable[[], str]
    ) -> None:
        self._clients, self._queue_url, self._topic = clients, queue_url, topic

    def send(self, channel: str, bodies: Sequence[Mapping[str, Any]]) -> None:
        """Send messages to a channel; raises where one was not taken."""
        if channel == ALERTS:
            for body in bodies:
                self._publish(body)
        else:
            for first in range(0, len(bodies), SQS_BATCH):
                self._enqueue(channel, bodies[first : first + SQS_BATCH])

    def _enqueue(self, channel: str, bodies: Sequence[Mapping[str, Any]]) -> None:
        entries = [{"Id": str(number), "MessageBody": json.dumps(body)} for number, body in enumerate(bodies)]
        url = self._queue_url(channel)
        answer = self._clients("sqs").send_message_batch(QueueUrl=url, Entries=entries)
        if answer.get("Failed"):
            raise OSError(f"{len(answer['Failed'])} messages were not taken by the queue {channel}")

    def _publish(self, body: Mapping[str, Any]) -> None:
        told = json.dumps(body, default=str)
        self._clients("sns").publish(
            TopicArn=self._topic(),
            Subject=subject(str(body.get("title", "Alert"))),
            MessageStructure="json",
            Message=json.dumps({"default": told, "email": f"{body.get('title')}\n\n{body.get('text')}"}),
            MessageAttributes={
                name: {"DataType": "String", "StringValue": str(body.get(name) or "other")}
                for name in ("kind", "severity")
            },
        )


def subject(title: str) -> str:
    """A title as SNS takes it for an e-mail's subject: one line of ASCII, less than 100 characters."""
    return " ".join(title.encode("ascii", "replace").decode().split())[:SUBJECT_LENGTH] or "Alert"
