"""Replays: makes the table anew from what has landed in the raw bucket, which nothing ever changes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from chalicelib.feeds.landing import place_of
from chalicelib.feeds.manifests import MANIFEST
from chalicelib.pipeline.load import load
from chalicelib.pipeline.ports import Ports
from chalicelib.store import audit, deliveries
from chalicelib.store.deliveries import Delivery

if TYPE_CHECKING:
    from chalicelib.feeds.raw_store import RawStore


def landed(raw: "RawStore") -> list[str]:
    """The manifests of everything that has landed, in the order in which it once came."""
    return _in_order([key for key in raw.keys("raw/") if key.endswith(f"/{MANIFEST}")])


def unfinished(ports: Ports, manifests: Iterable[str]) -> Iterator[str]:
    """Those of the manifests that the table does not know as finished."""
    for manifest in manifests:
        known = deliveries.find(ports.table, place_of(manifest).sequence)
        if known is None or known.manifest != manifest or known.state not in deliveries.FINISHED:
            yield manifest


def replay(ports: Ports, manifests: Sequence[str], actor: str = audit.PIPELINE) -> Iterator[Delivery]:
    """Load deliveries by their manifests in the order in which they once came; what became of each, in turn.

    What the table knows as finished stays as it is, so that a replay that was stopped goes on where it was.
    New deliveries come after all of these. Runs follow as after any load. That `actor` does it is recorded
    first. Raises what `load` raises.
    """
    in_order = _in_order(manifests)
    if not in_order:
        return
    last = place_of(in_order[-1]).sequence
    facts = {"deliveries": len(in_order), "first": place_of(in_order[0]).sequence, "last": last}
    audit.transact(ports.table, [], audit.Event(ports.stamp(), actor, "replay begun", "raw bucket", facts))
    deliveries.go_on_after(ports.table, last, ports.token())
    for manifest in in_order:
        yield load(ports, manifest)


def _in_order(manifests: Sequence[str]) -> list[str]:
    return sorted(manifests, key=lambda key: place_of(key).sequence)
