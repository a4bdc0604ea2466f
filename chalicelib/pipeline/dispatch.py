"""Sends what is in the outbox. Whatever is left over, the sweeper sends later."""

from chalicelib.pipeline.ports import Ports
from chalicelib.store import outbox


def dispatch(ports: Ports) -> int:
    """Send everything that waits, and answer how many messages that were.

    A message goes out before it is ticked off, so it may go out twice and is never lost.
    """
    sent = 0
    for message in outbox.waiting(ports.table):
        ports.messages.send(message.channel, [message.body])
        outbox.tick_off(ports.table, message, ports.epoch())
        sent += 1
    return sent
