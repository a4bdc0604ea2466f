"""The outbox: messages that are written together with what they tell of, and sent afterwards.

A message is written in the transaction that makes it true, so it cannot be lost, and sent from here as often
as it takes. Whoever sends one claims it first, for a while: nobody else sends it meanwhile, and if its sender
dies, others may claim it when the while is over. Its id says what it is about (`run-…-planned`): written
twice it is one message, and one that was sent is not written again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.store import keys
from chalicelib.store.table import Below, Condition, Conflict, Delete, Equals, Put, Record, Table

KEPT_FOR = 60 * 86_400
"""Seconds for which it is remembered that a message has been sent."""
CLAIMED_FOR = 5 * 60
"""Seconds for which a message is its claimer's: far more than one call with its repeats takes."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be sent: to a queue (`generate`, `compare`) or to people (`alerts`)."""

    id: str
    channel: str
    body: dict[str, Any]
    claimed_until: int = field(default=0, compare=False)
    """Epoch seconds until which somebody is sending it; 0: nobody is."""


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
            data = record.data
            yield Message(record.sk, data["channel"], data["body"], int(data.get("until", 0)))


def claim(table: Table, message: Message, token: str, now: int) -> bool:
    """Claim a message before it is sent; False where another claimed it, or it is sent by now.

    `token` tells this sender from every other.
    """
    if message.claimed_until > now:
        return False
    claimed = _claimed(message, token, now + CLAIMED_FOR)
    return _written(table, claimed, Equals("channel", message.channel), Below("until", now + 1))


def give_back(table: Table, message: Message, token: str) -> None:
    """Let others send a message that was claimed, and not taken where it is sent to."""
    _written(table, write(message).record, Equals("token", token))


def tick_off(table: Table, message: Message, now: int) -> None:
    """Remember that a message went out, and take it from the outbox."""
    done = Record(*keys.sent(message.id), {"channel": message.channel}, expires_at=now + KEPT_FOR)
    table.transact([Put(done), Delete(*keys.outbox(message.id))])


def _claimed(message: Message, token: str, until: int) -> Record:
    record = write(message).record
    return replace(record, data=record.data | {"token": token, "until": until})


def _written(table: Table, record: Record, *conditions: Condition) -> bool:
    try:
        table.put(record, *conditions)
    except Conflict:
        return False
    return True


def write_once(table: Table, message: Message) -> None:
    """Put a message into the outbox unless it is there or went out before."""
    if not was_sent(table, message.id):
        table.put(write(message).record)
