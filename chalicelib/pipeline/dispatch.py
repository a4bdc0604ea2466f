"""Sends what is in the outbox. Whatever is left over, the sweeper sends later."""

import logging

from chalicelib.pipeline.ports import Ports
from chalicelib.store import outbox

_log = logging.getLogger("ior")


def dispatch(ports: Ports) -> int:
    """Send everything that waits, and answer how many messages that were.

    Many may send at the same time: each message goes out by the one that claims it. It goes out before it is
    ticked off, so it is never lost; it goes out twice only where its sender dies in between. One that is not
    taken keeps neither the others back nor the work that is done already: it waits for the sweeper.
    """
    return dispatch_all(ports)[0]


def dispatch_all(ports: Ports) -> tuple[int, list[Exception]]:
    """Send everything that waits: how many messages that were, and why others were not taken."""
    sent, failures = 0, []
    for message in outbox.waiting(ports.table):
        token = ports.token()
        if not outbox.claim(ports.table, message, token, ports.epoch()):
            continue
        try:
            ports.messages.send(message.channel, [message.body])
        except Exception as error:  # whatever the queue or the topic has against it
            _log.warning("message %s was not taken by %s: %s", message.id, message.channel, error)
            failures.append(error)
            outbox.give_back(ports.table, message, token)
            continue
        outbox.tick_off(ports.table, message, ports.epoch())
        sent += 1
    return sent, failures
