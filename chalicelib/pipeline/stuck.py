"""Takes up deliveries that got stuck: loads what has landed, and gives up what cannot be helped.

A load may take the whole process with it, for want of memory or time. So every attempt is noted before it is
made, and a delivery that has had its attempts is refused: none stops the sweep for ever, and people are told.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from chalicelib.feeds.catalogue import CSV_SOURCES
from chalicelib.moments import moment_of
from chalicelib.pipeline.alerts import WARNING, Alert, alert_message
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.in_time import STUCK_AFTER, TimeIsUp, no_limit
from chalicelib.pipeline.load import load
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.shortening import shortened
from chalicelib.store import audit, deliveries, outbox, sources
from chalicelib.store.deliveries import Delivery, Waiting
from chalicelib.store.table import Busy, Conflict, Unavailable

ABANDONED_AFTER = timedelta(days=1)
MOST_ATTEMPTS = 3
STOPPED = "Whoever loaded it was stopped, for want of time or memory."


def waiting(ports: Ports) -> Iterator[Waiting]:
    """The unfinished deliveries, first those that were tried least: one that kills keeps none back."""
    yield from sorted(deliveries.waiting(ports.table), key=lambda one: (one.attempts, one.sequence))


def take_up(ports: Ports, one: Waiting, time_is_up: TimeIsUp = no_limit) -> bool:
    """Load a delivery that got stuck, or give it up; whether it was loaded.

    Given up is one of which nothing has landed for a day, and one that was tried `MOST_ATTEMPTS` times.
    """
    delivery = deliveries.find(ports.table, one.sequence)
    if delivery is None or ports.now() - moment_of(delivery.at) < STUCK_AFTER:
        return False
    if not ports.raw.exists(delivery.manifest):
        if ports.now() - moment_of(delivery.at) > ABANDONED_AFTER:
            _abandon(ports, delivery)
        return False
    if one.attempts >= MOST_ATTEMPTS:
        _refuse(ports, delivery, STOPPED)
        return False
    return not time_is_up() and _loaded(ports, one, delivery, time_is_up)


def _loaded(ports: Ports, one: Waiting, delivery: Delivery, time_is_up: TimeIsUp) -> bool:
    attempt = one.attempts + 1
    try:
        deliveries.note_attempts(ports.table, one, attempt)
    except Conflict:  # somebody else has finished it
        return False
    try:
        load(ports, delivery.manifest, time_is_up)
    except (Busy, Unavailable) as passing:  # it says nothing against the delivery
        with suppress(Conflict):
            deliveries.note_attempts(ports.table, one, one.attempts)
        if isinstance(passing, Busy):
            return False
        raise
    except Exception as error:
        if attempt == MOST_ATTEMPTS:
            _refuse(ports, delivery, f"{type(error).__name__}: {error}")
        raise
    return True


def _refuse(ports: Ports, delivery: Delivery, reason: str) -> None:
    problem = shortened(f"It could not be loaded in {MOST_ATTEMPTS} attempts. {reason}")
    alert = Alert(
        f"refused-{delivery.sequence}",
        "quality",
        WARNING,
        f"{delivery.source}: delivery {delivery.sequence} could not be loaded",
        f"{problem}\nWhat was loaded before stays in use. The logs of the sweep and of load_delivery say "
        f"more. Mend the cause, then {_again(delivery)}.",
        {"source": delivery.source, "sequence": delivery.sequence},
    )
    _give_up(ports, delivery, deliveries.REFUSED, problem, alert)


def _abandon(ports: Ports, delivery: Delivery) -> None:
    """Give up a delivery that never came; nobody needs to know where SAP has delivered the same since."""
    problem = "It was announced, but nothing of it arrived within a day"
    alert = Alert(
        f"abandoned-{delivery.sequence}",
        "quality",
        WARNING,
        f"{delivery.source}: delivery {delivery.sequence} was lost on its way",
        f"{problem}: whoever was to write it to {delivery.manifest} was stopped. What was loaded before "
        f"stays in use. Unless that was done already, {_again(delivery)}.",
        {"source": delivery.source, "sequence": delivery.sequence, "manifest": delivery.manifest},
    )
    made_up_for = sources.find(ports.table, delivery.source).sequence > delivery.sequence
    needless = made_up_for and not _is_file(delivery)
    _give_up(ports, delivery, deliveries.ABANDONED, problem, None if needless else alert)


def _again(delivery: Delivery) -> str:
    """What brings the data of a delivery once more."""
    return f"{'upload the file' if _is_file(delivery) else 'fetch'} {delivery.source} again"


def _is_file(delivery: Delivery) -> bool:
    return delivery.source in {file.key for file in CSV_SOURCES}


def _give_up(ports: Ports, delivery: Delivery, state: str, problem: str, alert: Alert | None) -> None:
    """Finish a delivery without its data, and tell people, in one transaction."""
    given_up, changes = deliveries.finish(delivery, state, problem=problem)
    if alert:
        changes.append(outbox.write(alert_message(alert)))
    if state == deliveries.REFUSED:
        changes += sources.refused(sources.find(ports.table, delivery.source), given_up)
    with suppress(Conflict):  # somebody else has finished it, or the next sweep does
        audit.transact(ports.table, changes, deliveries.told(given_up, {}, {}, ports.stamp()))
    dispatch(ports)
