"""What every function that an event wakes has in common: its time, the objects of its event, its messages."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from chalice.app import BaseLambdaEvent, SQSEvent, SQSRecord

MOST_RECEIVES = 3
"""After so many a message goes to the dead-letter queue: the queues are declared by this number."""
SPARE = 10.0
"""Seconds before the end that are kept for putting things in order."""
_log = logging.getLogger("ior")


class Message(NamedTuple):
    """A message as a queue handed it over."""

    id: str
    queue: str
    body: str


class BucketEvent(BaseLambdaEvent):
    """An event of a bucket. Chalice's own class fails for one without an object, before a handler sees it."""

    def _extract_attributes(self, event_dict: dict[str, Any]) -> None:
        """Nothing: `s3_objects` finds what there is."""


def seconds_left(event: Any) -> float:
    """How long a handler may still work, with some seconds to spare for putting things in order."""
    return max(1.0, _remaining(event) - SPARE)


def time_is_up(event: Any) -> Callable[[], bool]:
    """What tells a handler, whenever it looks, whether it has to come to an end before Lambda ends it."""
    return lambda: _remaining(event) <= SPARE


def s3_objects(event: Any) -> Iterator[dict[str, str]]:
    """The objects of an S3 event: bucket, key as text, version and sequencer.

    An event that tells of no new object (S3 sends one when a notification is set) has none, and is logged.
    """
    told = event.to_dict()
    for record in told.get("Records") or [told]:
        if record.get("eventSource") == "aws:s3" and record["eventName"].startswith("ObjectCreated"):
            found = record["s3"]["object"]
            yield {
                "bucket": record["s3"]["bucket"]["name"],
                "key": unquote_plus(found["key"]),
                "version": found.get("versionId", ""),
                "sequencer": found.get("sequencer", ""),
            }
        else:
            _log.info("passed over, because it tells of no new object: %.300s", record)


def each_record(
    event: SQSEvent,
    handle: Callable[[Mapping[str, Any]], Any],
    give_up: Callable[[Message, Exception], None],
) -> dict[str, list[dict[str, str]]]:
    """Handle every message of a batch, and answer those that failed, so that only they come again.

    `give_up` is told of a message that failed for the last time. Where all fail the first error is raised, so
    that the invocation counts as failed.
    """
    records = list(event)
    failed = [(record, error) for record in records if (error := _failure(record, handle))]
    for record, error in failed:
        message = _message(record)
        told = {"run": _run_of(message)}
        _log.error("message %s failed: %s", message.id, error, exc_info=error, extra=told)
        if int(record.to_dict().get("attributes", {}).get("ApproximateReceiveCount", 1)) >= MOST_RECEIVES:
            give_up(message, error)
    if failed and len(failed) == len(records):
        raise failed[0][1]
    return {"batchItemFailures": [{"itemIdentifier": _message(record).id} for record, _ in failed]}


def _remaining(event: Any) -> float:
    return float(event.context.get_remaining_time_in_millis()) / 1000


def _failure(record: SQSRecord, handle: Callable[[Mapping[str, Any]], Any]) -> Exception | None:
    try:
        handle(json.loads(record.body, parse_float=Decimal))
    except Exception as error:  # whatever it is, the other messages of the batch are not to suffer
        return error
    return None


def _run_of(message: Message) -> Any:
    """The run that a message is about; None where it does not say one."""
    try:
        body = json.loads(message.body)
    except (ValueError, RecursionError):
        return None
    return body.get("run") if isinstance(body, dict) else None


def _message(record: SQSRecord) -> Message:
    told = record.to_dict()
    queue = str(told.get("eventSourceARN", "")).rpartition(":")[2]
    return Message(str(told["messageId"]), queue, record.body)
