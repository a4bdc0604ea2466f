"""Whether a delivery that lost something was followed by one that lost nothing."""

from chalicelib.data_sets import REFERENCE
from chalicelib.feeds.catalogue import Feed, data_sets_of, source
from chalicelib.store import deliveries, sources
from chalicelib.store.datasets import Pins
from chalicelib.store.deliveries import Delivery
from chalicelib.store.table import Table

_UNUSED = (deliveries.REFUSED, deliveries.ABANDONED)


def has_lost(delivery: Delivery) -> bool:
    """Whether it was refused, given up, or loaded without some of its rows.

    One that a newer one overtook has lost nothing.
    """
    return delivery.state in _UNUSED or delivery.rejected > 0


def is_made_good(table: Table, delivery: Delivery, pins: Pins) -> bool:
    """Whether what is newest now was taken whole, and stands in for what the delivery lost.

    A reference set is delivered whole: whatever brought it stands in. Of traffic only what came from the same
    source does: a refused fetch is asked for again with the next, and a refused file is brought again, though
    nobody can say that the next of that name has what it had. Rows that a feed of changes has lost do not
    come again by themselves.
    """
    if not has_lost(delivery):
        return False
    found, sets = source(delivery.source), data_sets_of(delivery.source)
    if set(sets) <= set(REFERENCE):
        later = {pins.sequence(name) for name in sets}
    elif isinstance(found, Feed) and found.delta and delivery.state not in _UNUSED:
        return False
    else:
        later = {sources.find(table, delivery.source).sequence}
    return all(_is_whole(table, delivery, sequence) for sequence in later)


def _is_whole(table: Table, delivery: Delivery, sequence: int) -> bool:
    after = deliveries.find(table, sequence) if sequence > delivery.sequence else None
    return after is not None and not has_lost(after)
