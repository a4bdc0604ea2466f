"""Loads a delivery: from the raw bucket, through the ETL, into the table.

Rows are written under the delivery's sequence, where nobody sees them; one transaction (`commit`) makes them
visible. Whatever happens before it leaves nothing visible; whatever happens after it finds the delivery
finished.

A reference set that comes late, after a newer one, is not needed any more. Traffic that comes late is: of the
units in it, those that no newer delivery has told of are taken over.
"""

from dataclasses import replace

from chalicelib.data_sets import TRAFFIC
from chalicelib.etl.fingerprints import fingerprint
from chalicelib.feeds.catalogue import CSV_SOURCES, data_sets_of
from chalicelib.feeds.errors import CorruptDelivery, LandingError, UnreadableManifest
from chalicelib.feeds.landing import Landed, place_of, read_delivery
from chalicelib.pipeline import examine
from chalicelib.pipeline.alerts import WARNING, Alert, raise_alert
from chalicelib.pipeline.commit import Settled, commit, gate_of
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.in_time import TimeIsUp, no_limit
from chalicelib.pipeline.ingest import announced
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.take_in import LEASE, Attempt, refused, take_in
from chalicelib.store import deliveries, gates, sources
from chalicelib.store.datasets import Pins, read_pins
from chalicelib.store.deliveries import Delivery, NumberTaken
from chalicelib.store.gates import Gate


def load(ports: Ports, manifest_key: str, time_is_up: TimeIsUp = no_limit) -> Delivery:
    """Load a delivery that has landed, and answer what became of it. Twice is once.

    One whose number another delivery has is not loaded: it is answered as refused, and people are told.
    Raises `Busy` while another delivery of the same data sets is being loaded, and `OutOfTime` where it could
    not be loaded in time: try again later, and it goes on. Raises `Displaced` where somebody else loads it.
    """
    landed = _landed(ports, manifest_key)
    try:
        delivery = _recorded(ports, landed, manifest_key)
        if delivery.state not in deliveries.FINISHED:
            delivery = _in_its_turn(ports, landed, delivery, time_is_up)
    except NumberTaken as taken:
        delivery = _turned_away(ports, _unknown(ports, landed, manifest_key), str(taken))
    dispatch(ports)
    return delivery


def _landed(ports: Ports, manifest_key: str) -> Landed | LandingError:
    try:
        return read_delivery(ports.raw, manifest_key)
    except (CorruptDelivery, UnreadableManifest) as damaged:
        return damaged


def _recorded(ports: Ports, landed: Landed | LandingError, manifest_key: str) -> Delivery:
    """The record of a delivery; made now where raw data are replayed into an empty table.

    Its number was given out by a counter that was lost since, and is not to be given out again. Raises
    `NumberTaken` where it was already.
    """
    found = deliveries.find(ports.table, place_of(manifest_key).sequence)
    if found is None or found.manifest != manifest_key:
        found = _unknown(ports, landed, manifest_key)
        deliveries.go_on_after(ports.table, found.sequence, ports.token())
        deliveries.announce(ports.table, found)
        return deliveries.find(ports.table, found.sequence) or found
    return found


def _unknown(ports: Ports, landed: Landed | LandingError, manifest_key: str) -> Delivery:
    """A delivery of which the table does not know."""
    if isinstance(landed, Landed):
        return announced(landed.manifest)
    place = place_of(manifest_key)
    return Delivery(place.sequence, place.feed, ports.stamp(), "", manifest_key)


def _turned_away(ports: Ports, delivery: Delivery, taken: str) -> Delivery:
    """A delivery that cannot be loaded under its number, as people are told of it."""
    source, sequence = delivery.source, delivery.sequence
    is_file = source in {file.key for file in CSV_SOURCES}
    again = f"Upload {source} again" if is_file else f"Fetch {source} again, all of it"
    alert = Alert(
        f"taken-{sequence}-{source}",
        "quality",
        WARNING,
        f"{source}: delivery {sequence} cannot be loaded",
        f"{taken}: it was given out anew after the table was restored. What was loaded before stays in use. "
        f"{again}, unless something newer of it is loaded by now: the runbook says how.",
        {"source": source, "sequence": sequence, "manifest": delivery.manifest},
    )
    raise_alert(ports, alert)
    if sources.find(ports.table, source).sequence < sequence:
        sources.failed(ports.table, source, ports.stamp(), taken)
    return replace(delivery, state=deliveries.REFUSED, problem=taken)


def _in_its_turn(
    ports: Ports, landed: Landed | LandingError, delivery: Delivery, time_is_up: TimeIsUp
) -> Delivery:
    group, reading = gate_of(data_sets_of(delivery.source)[0]), _content(ports, landed, delivery)
    gate = gates.enter(ports.table, group, delivery.sequence, ports.token(), ports.epoch(), LEASE, reading)
    try:
        # Another attempt may have finished it between the look at it and the way through the gate.
        delivery = _recorded(ports, landed, delivery.manifest)
        if delivery.state not in deliveries.FINISHED:
            return _settle(ports, landed, delivery, gate, time_is_up)
    finally:
        gates.leave(ports.table, gate)
    return delivery


def _settle(
    ports: Ports, landed: Landed | LandingError, delivery: Delivery, gate: Gate, time_is_up: TimeIsUp
) -> Delivery:
    sets = _still_wanted(delivery, read_pins(ports.table))
    deliveries.forget_rejected(ports.table, delivery.sequence)
    if not sets:
        settled = Settled(deliveries.SUPERSEDED, problem="A newer delivery was loaded before it")
    elif not isinstance(landed, Landed):
        settled = refused(delivery, str(landed))
    else:
        settled = take_in(ports, Attempt(landed, delivery, gate, sets, time_is_up))
    return commit(ports, delivery, settled, gate.reading, gate, sets)


def _content(ports: Ports, landed: Landed | LandingError, delivery: Delivery) -> str:
    """What a delivery's payload, read as its source wrote, is known by; empty where it cannot be read."""
    if not isinstance(landed, Landed):
        return ""
    read_as = examine.options_of(ports, delivery.source, landed.manifest.read_as)
    return fingerprint(delivery.source, landed.parts, read_as)


def _still_wanted(delivery: Delivery, pins: Pins) -> list[str]:
    """The data sets of a delivery for which it is not too late."""
    return [
        name
        for name in data_sets_of(delivery.source)
        if name in TRAFFIC or pins.sequence(name) < delivery.sequence
    ]
