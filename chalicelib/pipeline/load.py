"""Loads a delivery: from the raw bucket, through the ETL, into the table.

Rows are written under the delivery's sequence, where nobody sees them; one transaction (`commit`) makes them
visible. Whatever happens before it leaves nothing visible; whatever happens after it finds the delivery
finished.

A reference set that comes late, after a newer one, is not needed any more. Traffic that comes late is: of the
units in it, those that no newer delivery has told of are taken over.
"""

from collections.abc import Mapping, Sequence

from chalicelib.data_sets import TRAFFIC
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.etl.fingerprints import fingerprint
from chalicelib.etl.quality import Verdict
from chalicelib.etl.results import RejectedRow, Transformed
from chalicelib.feeds.catalogue import data_sets_of
from chalicelib.feeds.errors import CorruptDelivery, LandingError, UnreadableManifest
from chalicelib.feeds.landing import Landed, place_of, read_delivery
from chalicelib.pipeline import examine
from chalicelib.pipeline.alerts import WARNING, Alert
from chalicelib.pipeline.changes import find_changes, take_back, without, write_changes
from chalicelib.pipeline.commit import Settled, commit, gate_of, hide
from chalicelib.pipeline.crossings import crossing_issues
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.in_time import TimeIsUp, insist, no_limit
from chalicelib.pipeline.ingest import announced
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.shortening import MOST_LINE, shortened
from chalicelib.store import deliveries, gates, sources
from chalicelib.store.datasets import Pins, by_unit, read_pins
from chalicelib.store.deliveries import Delivery
from chalicelib.store.gates import Gate
from chalicelib.store.table import Spoiled, TooLarge

LEASE = 15 * 60
"""Seconds for which a load holds its gate: as long as a function may run."""
SPLIT = "Nothing of the delivery is loaded. Split it at the source"
RESTORE = "Restore that record from the backup of the table"


def load(ports: Ports, manifest_key: str, time_is_up: TimeIsUp = no_limit) -> Delivery:
    """Load a delivery that has landed, and answer what became of it. Twice is once.

    Raises `Busy` while another delivery of the same data sets is being loaded, and `OutOfTime` where it could
    not be loaded in time: try again later, and it goes on.
    """
    landed = _landed(ports, manifest_key)
    delivery = _recorded(ports, landed, manifest_key)
    if delivery.state not in deliveries.FINISHED:
        gate = gates.enter(
            ports.table,
            gate_of(data_sets_of(delivery.source)[0]),
            delivery.sequence,
            ports.token(),
            ports.epoch(),
            LEASE,
        )
        try:
            # Another attempt may have finished it between the look at it and the way through the gate.
            delivery = _recorded(ports, landed, manifest_key)
            if delivery.state not in deliveries.FINISHED:
                delivery = _settle(ports, landed, delivery, gate, time_is_up)
        finally:
            gates.leave(ports.table, gate)
    dispatch(ports)
    return delivery


def _landed(ports: Ports, manifest_key: str) -> Landed | LandingError:
    try:
        return read_delivery(ports.raw, manifest_key)
    except (CorruptDelivery, UnreadableManifest) as damaged:
        return damaged


def _recorded(ports: Ports, landed: Landed | LandingError, manifest_key: str) -> Delivery:
    """The record of a delivery; made now where raw data are replayed into an empty table."""
    place = place_of(manifest_key)
    found = deliveries.find(ports.table, place.sequence)
    if found is not None:
        return found
    if isinstance(landed, Landed):
        delivery = announced(landed.manifest)
    else:
        delivery = Delivery(place.sequence, place.feed, ports.stamp(), "", manifest_key)
    deliveries.announce(ports.table, delivery)
    return deliveries.find(ports.table, place.sequence) or delivery


def _settle(
    ports: Ports, landed: Landed | LandingError, delivery: Delivery, gate: Gate, time_is_up: TimeIsUp
) -> Delivery:
    pins = read_pins(ports.table)
    content = _content(ports, landed, delivery)
    sets = _still_wanted(delivery, pins)
    if not sets:
        settled = Settled(deliveries.SUPERSEDED, problem="A newer delivery was loaded before it")
    elif not isinstance(landed, Landed):
        settled = _refused(delivery, str(landed))
    elif _is_what_is_there(ports, delivery, content, pins):
        settled = Settled(deliveries.UNCHANGED, rows=sources.find(ports.table, delivery.source).rows)
    else:
        settled = _taken_in(ports, landed, delivery, gate, sets, time_is_up)
    return commit(ports, delivery, settled, content, gate, sets)


def _content(ports: Ports, landed: Landed | LandingError, delivery: Delivery) -> str:
    """What a delivery's payload, read as its source writes, is known by."""
    if not isinstance(landed, Landed):
        return ""
    return fingerprint(delivery.source, landed.parts, examine.options_of(ports, delivery.source))


def _still_wanted(delivery: Delivery, pins: Pins) -> list[str]:
    """The data sets of a delivery for which it is not too late."""
    return [
        name
        for name in data_sets_of(delivery.source)
        if name in TRAFFIC or pins.sequence(name) < delivery.sequence
    ]


def _is_what_is_there(ports: Ports, delivery: Delivery, content: str, pins: Pins) -> bool:
    """Whether a delivery repeats, byte for byte, what is visible; nothing has to be read then."""
    source = sources.find(ports.table, delivery.source)
    newest = {pins.sequence(name) for name in data_sets_of(delivery.source)}
    return source.content == content and newest == {source.sequence} and source.sequence < delivery.sequence


def _taken_in(
    ports: Ports,
    landed: Landed,
    delivery: Delivery,
    gate: Gate,
    sets: Sequence[str],
    time_is_up: TimeIsUp,
) -> Settled:
    """What becomes of a delivery that is read; one that the table can never take is refused."""
    try:
        return _transformed(ports, landed, delivery, gate, sets, time_is_up)
    except TooLarge as large:
        return _refused(delivery, f"{large}. {SPLIT}")
    except Spoiled as spoiled:
        return _refused(delivery, f"What is in the table cannot be read: {spoiled}. {RESTORE}")


def _transformed(
    ports: Ports,
    landed: Landed,
    delivery: Delivery,
    gate: Gate,
    sets: Sequence[str],
    time_is_up: TimeIsUp,
) -> Settled:
    try:
        made = examine.read(ports, delivery.source, landed.parts)
    except DeliveryRefused as refused:
        return _refused(delivery, str(refused))
    verdict = examine.assess(ports, made, sets, read_pins(ports.table))
    lost = [*made.rejected, *made.withheld]
    if lost:
        deliveries.keep_rejected(ports.table, delivery.sequence, [_told(row) for row in lost])
    if not verdict.accepted:
        return _refused(delivery, "\n".join(verdict.reasons), len(lost))
    return _written(ports, delivery, made, verdict, gate, sets, time_is_up)


def _written(
    ports: Ports,
    delivery: Delivery,
    made: Transformed,
    verdict: Verdict,
    gate: Gate,
    sets: Sequence[str],
    time_is_up: TimeIsUp,
) -> Settled:
    """What a delivery changes, written where nobody sees it yet."""
    pins = hide(ports, delivery, gate, sets)
    delivered = {name: made.sets[name] for name in sets}
    changes = find_changes(ports.table, delivered, pins, made.doubtful, made.unattributed, time_is_up)
    if any(pins.sequence(name) > delivery.sequence for name in sets):
        settled = _told_since(ports, delivery, gate, made, pins, time_is_up)
        changes = without(changes, settled)
        take_back(ports.table, delivery.sequence, settled)
    begun_before = delivery.sequence in gate.begun
    write_changes(ports.table, delivery.sequence, changes, time_is_up, begun_before)
    crossings = crossing_issues(ports.table, pins, changes)
    issues = [f"{issue.set}, {issue.subject}: {issue.message}" for issue in (*made.issues, *crossings)]
    return Settled(
        deliveries.LOADED if any(change.differs for change in changes.values()) else deliveries.UNCHANGED,
        changes,
        {name: len(rows) for name, rows in made.sets.items()},
        len(made.rejected) + len(made.withheld),
        issues=tuple(shortened(issue, MOST_LINE) for issue in issues[: examine.SHOWN_ISSUES]),
        alert=examine.quality_alert(delivery.sequence, delivery.source, verdict.alert, crossings),
    )


def _told_since(
    ports: Ports, delivery: Delivery, gate: Gate, made: Transformed, pins: Pins, time_is_up: TimeIsUp
) -> Mapping[str, frozenset[str]]:
    """The units of a late delivery of traffic of which a newer good delivery has told, changed or not.

    Raises `Busy` where somebody else has taken the gate, and `OutOfTime`.
    """
    told: dict[str, set[str]] = {name: set() for name in made.sets}
    newest = max(pins.sequence(name) for name in told)
    for later in deliveries.between(ports.table, delivery.sequence + 1, newest):
        if later.state in deliveries.GOOD and told.keys() & set(data_sets_of(later.source)):
            insist(time_is_up, f"what was told after delivery {delivery.sequence}")
            gates.renew(ports.table, gate, ports.epoch(), LEASE)
            again = examine.read(ports, later.source, read_delivery(ports.raw, later.manifest).parts)
            for name in told.keys() & again.sets.keys():
                told[name] |= by_unit(name, again.sets[name]).keys()
    return {name: frozenset(units & by_unit(name, made.sets[name]).keys()) for name, units in told.items()}


def _told(row: RejectedRow) -> dict[str, object]:
    """A rejected row as it is kept: where it stood, what it said, what is wrong with it."""
    return {**row._asdict(), "problems": list(row.problems)}


def _refused(delivery: Delivery, problem: str, rejected: int = 0) -> Settled:
    problem = shortened(problem)
    alert = Alert(
        f"refused-{delivery.sequence}",
        "quality",
        WARNING,
        f"{delivery.source}: delivery {delivery.sequence} was refused",
        f"{problem}\nWhat was loaded before stays in use. Correct the source and deliver it again.",
        {"source": delivery.source, "sequence": delivery.sequence, "rejected": rejected},
    )
    return Settled(deliveries.REFUSED, rejected=rejected, problem=problem, alert=alert)
