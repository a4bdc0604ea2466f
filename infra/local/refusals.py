"""Deliveries that were refused, given up, or lost rows: the last of which nothing good has come since."""

from collections.abc import Iterator

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


def latest(table: Table) -> Iterator[Delivery]:
    """The latest deliveries of all sources that were not taken whole, the newest first."""
    names = [*(feed.key for feed in FEEDS), *(file.key for file in CSV_SOURCES)]
    found = [one for name in names for one in deliveries.of_source(table, name, LATEST) if has_lost(one)]
    yield from sorted(found, key=lambda one: one.sequence, reverse=True)


def unmended(table: Table) -> list[str]:
    """What a start has to say: the last delivery that was not taken whole and is not made good."""
    pins = read_pins(table)
    delivery = next((one for one in latest(table) if not is_made_good(table, one, pins)), None)
    return told(table, delivery) if delivery else []


def last(table: Table) -> list[str]:
    """What the logs have to say: the last delivery that was not taken whole, made good or not."""
    delivery = next(latest(table), None)
    if delivery is None:
        return []
    mended = is_made_good(table, delivery, read_pins(table))
    return [*told(table, delivery), *(["  A later delivery was taken whole."] if mended else [])]


def told(table: Table, delivery: Delivery) -> list[str]:
    """A delivery that was not taken whole, with the first of its rows."""
    at = delivery.at.replace("T", " ")
    rows = rejected_rows(table, delivery)
    first = f"{delivery.source}, delivery {delivery.sequence} of {at}: {state(delivery)}"
    return [first, *told_of_losses(delivery, rows, SHOWN)]
