"""The outbox: messages that are written together with what they tell of, and sent afterwards.

A message is written in the transaction that makes it true, so it cannot be lost, and sent from here as often
as it takes. Its id says what it is about (`run-…-planned`): written twice it is one message, and one that
was sent is not written again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chalicelib.store import keys
from chalicelib.store.table import Delete, Put, Record, Table

KEPT_FOR = 60 * 86_400
"""Seconds for which it is remembered that a message has been sent."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be sent: to a queue (`generate`, `compare`) or to people (`alerts`)."""

    id: str
    channel: str
    body: dict[str, Any]


def write(message: Message) -> Put:
    """The change that puts a message into the outbox."""
    return Put(Record(*keys.outbox(message.id), {"channel": message.channel, "body": message.body}))


def was_sent(table: Table, message_id: str) -> bool:
    """Whether a message went out before."""
    return table.get(*keys.sent(message_id)) is not None


def waiting(table: Table) -> Iterator[Message]:
    """What is to be sent."""
    for part in range(keys.OUTBOX_SHARDS):
        for record in table.query(keys.outbox_partition(part)):
            yield Message(record.sk, record.data["channel"], record.data["body"])


def tick_off(table: Table, message: Message, now: int) -> None:
    """Remember that a message went out, and take it from the outbox."""
    done = Record(*keys.sent(message.id), {"channel": message.channel}, expires_at=now + KEPT_FOR)
    table.transact([Put(done), Delete(*keys.outbox(message.id))])


def write_once(table: Table, message: Message) -> None:
    """Put a message into the outbox unless it is there or went out before."""
    if not was_sent(table, message.id):
        table.put(write(message).record)
