"""Sends what is in the outbox. Whatever is left over, the sweeper sends later."""

import logging

from chalicelib.pipeline.ports import Ports
from chalicelib.store import outbox

_log = logging.getLogger("ior")


def dispatch(ports: Ports) -> int:
    """Send everything that waits, and answer how many messages that were.

    A message goes out before it is ticked off, so it may go out twice and is never lost. One that is not
    taken keeps neither the others back nor the work that is done already: it waits for the sweeper.
    """
    return dispatch_all(ports)[0]


def dispatch_all(ports: Ports) -> tuple[int, list[Exception]]:
    """Send everything that waits: how many messages that were, and why others were not taken."""
    sent, failures = 0, []
    for message in outbox.waiting(ports.table):
        try:
            ports.messages.send(message.channel, [message.body])
        except Exception as error:  # whatever the queue or the topic has against it
            _log.warning("message %s was not taken by %s: %s", message.id, message.channel, error)
            failures.append(error)
            continue
        outbox.tick_off(ports.table, message, ports.epoch())
        sent += 1
    return sent, failures
