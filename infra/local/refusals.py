"""Deliveries that were refused or lost rows, and that nothing good has followed: so that none goes unseen."""

from chalicelib.feeds.catalogue import CSV_SOURCES, FEEDS
from chalicelib.pipeline.made_good import has_lost, is_made_good
from chalicelib.store import deliveries
from chalicelib.store.datasets import read_pins
from chalicelib.store.deliveries import Delivery
from chalicelib.store.table import Table
from infra.local.outcome import rejected_rows
from infra.local.outcome_text import state, told_of_losses

LATEST = 10
"""Deliveries of a source that are looked at."""
SHOWN = 3


def latest(table: Table) -> Delivery | None:
    """The last delivery of all that was refused or lost rows."""
    names = [*(feed.key for feed in FEEDS), *(file.key for file in CSV_SOURCES)]
    found = [one for name in names for one in deliveries.of_source(table, name, LATEST) if has_lost(one)]
    return max(found, key=lambda one: one.sequence, default=None)


def unmended(table: Table) -> list[str]:
    """What a start has to say: the last delivery that was not taken whole, unless it is made good."""
    delivery = latest(table)
    if delivery is None or is_made_good(table, delivery, read_pins(table)):
        return []
    return told(table, delivery)


def last(table: Table) -> list[str]:
    """What the logs have to say: the last delivery that was not taken whole, made good or not."""
    delivery = latest(table)
    if delivery is None:
        return []
    after = (
        ["  A later delivery has made it good."] if is_made_good(table, delivery, read_pins(table)) else []
    )
    return [*told(table, delivery), *after]


def told(table: Table, delivery: Delivery) -> list[str]:
    """A delivery that was not taken whole, with the first of its rows."""
    at = delivery.at.replace("T", " ")
    rows = rejected_rows(table, delivery)
    first = f"{delivery.source}, delivery {delivery.sequence} of {at}: {state(delivery)}"
    return [first, *told_of_losses(delivery, rows, SHOWN)]
