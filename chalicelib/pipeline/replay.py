"""Replays: makes the table anew from what has landed in the raw bucket, which nothing ever changes."""

from collections.abc import Iterable

from chalicelib.feeds.landing import place_of
from chalicelib.pipeline.load import load
from chalicelib.pipeline.ports import Ports
from chalicelib.store import deliveries
from chalicelib.store.deliveries import Delivery


def replay(ports: Ports, manifests: Iterable[str]) -> list[Delivery]:
    """Load deliveries by their manifests in the order in which they once came; what became of each.

    What the table knows as finished stays as it is, so that a replay that was stopped goes on where it was.
    New deliveries come after all of these. Runs follow as after any load. Raises what `load` raises.
    """
    in_order = sorted(manifests, key=lambda key: place_of(key).sequence)
    if in_order:
        deliveries.go_on_after(ports.table, place_of(in_order[-1]).sequence, ports.token())
    return [load(ports, manifest) for manifest in in_order]
