"""Takes in what a delivery says: reads it, judges it, and writes what it changes where nobody sees it yet."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chalicelib.etl.errors import DeliveryRefused
from chalicelib.etl.quality import Verdict
from chalicelib.etl.results import RejectedRow, Transformed
from chalicelib.feeds.catalogue import data_sets_of
from chalicelib.feeds.errors import CorruptDelivery, UnreadableManifest
from chalicelib.feeds.landing import Landed, read_delivery
from chalicelib.pipeline import examine, file_limits
from chalicelib.pipeline.alerts import WARNING, Alert
from chalicelib.pipeline.changes import Changes, find_changes, without, write_changes
from chalicelib.pipeline.commit import Settled, hide
from chalicelib.pipeline.crossings import crossing_issues
from chalicelib.pipeline.in_time import TimeIsUp, insist
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.shortening import MOST_LINE, shortened
from chalicelib.store import attempts, deliveries, gates, sources
from chalicelib.store.datasets import Pins, by_unit, read_pins
from chalicelib.store.deliveries import Delivery
from chalicelib.store.gates import Gate
from chalicelib.store.table import Spoiled, TooLarge

LEASE = 15 * 60
"""Seconds for which a load holds its gate: as long as a function may run."""
RESTORE = "Restore that record from the backup of the table"
CORRECT = "Correct the source and deliver it again."
BOTH = "Deliver both again, this one first: what comes last counts. Of a feed, fetch everything"


class Attempt(NamedTuple):
    """An attempt at a delivery that has landed whole."""

    landed: Landed
    delivery: Delivery
    gate: Gate
    sets: Sequence[str]
    """The data sets for which it is not too late."""
    time_is_up: TimeIsUp


class NewerUnreadable(Exception):
    """A newer good delivery cannot be read any more: nobody can say what a late one may still tell."""

    def __init__(self, newer: Delivery, problem: str) -> None:
        told = f"Delivery {newer.sequence} of {newer.source} is newer, and cannot be read any more"
        super().__init__(f"{told}: so nobody can say which rows of this one still hold. {BOTH}.\n{problem}")


def take_in(ports: Ports, attempt: Attempt) -> Settled:
    """What becomes of a delivery; one that the table can never take is refused.

    Raises `Busy` where somebody else has taken the gate, and `OutOfTime`.
    """
    try:
        return _repeated(ports, attempt) or _transformed(ports, attempt)
    except TooLarge as large:
        return refused(attempt.delivery, file_limits.told(large))
    except Spoiled as spoiled:
        return refused(attempt.delivery, f"What is in the table cannot be read: {spoiled}. {RESTORE}")
    except NewerUnreadable as unreadable:
        return refused(attempt.delivery, str(unreadable), remedy="")


def refused(delivery: Delivery, problem: str, rejected: int = 0, remedy: str = CORRECT) -> Settled:
    """A delivery of which nothing is used, and what people are told of it; `problem` may name its remedy."""
    problem = shortened(problem)
    alert = Alert(
        f"refused-{delivery.sequence}",
        "quality",
        WARNING,
        f"{delivery.source}: delivery {delivery.sequence} was refused",
        f"{problem}\nWhat was loaded before stays in use. {remedy}".rstrip(),
        {"source": delivery.source, "sequence": delivery.sequence, "rejected": rejected},
    )
    return Settled(deliveries.REFUSED, rejected=rejected, problem=problem, alert=alert)


def _repeated(ports: Ports, attempt: Attempt) -> Settled | None:
    """What becomes of a delivery that repeats, byte for byte, what is visible: it is not read. Else None.

    Where rows of that one were lost it is read, so that they are told and kept as this delivery's as well.
    """
    delivery, pins = attempt.delivery, read_pins(ports.table)
    source = sources.find(ports.table, delivery.source)
    newest = {pins.sequence(name) for name in data_sets_of(delivery.source)}
    same = source.content == attempt.gate.reading and newest == {source.sequence}
    if not same or source.sequence >= delivery.sequence:
        return None
    former = deliveries.find(ports.table, source.sequence)
    if former is None or former.rejected:
        return None
    written = attempts.former(ports.table, delivery.sequence)
    attempts.take_back(ports.table, attempt.gate, written, {})
    return Settled(deliveries.UNCHANGED, rows=source.rows)


def _transformed(ports: Ports, attempt: Attempt) -> Settled:
    delivery, (manifest, parts) = attempt.delivery, (attempt.landed.manifest, attempt.landed.parts)
    try:
        made = examine.read(ports, delivery.source, parts, manifest.read_as)
    except DeliveryRefused as unusable:
        return refused(delivery, str(unusable))
    verdict = examine.assess(
        ports, made, attempt.sets, read_pins(ports.table), may_shrink=manifest.may_shrink
    )
    lost = [*made.rejected, *made.withheld]
    if lost:
        deliveries.keep_rejected(ports.table, delivery.sequence, [_told(row) for row in lost])
    if not verdict.accepted:
        return refused(delivery, "\n".join(verdict.reasons), len(lost))
    return _written(ports, attempt, made, verdict)


def _written(ports: Ports, attempt: Attempt, made: Transformed, verdict: Verdict) -> Settled:
    """What a delivery changes, written where nobody sees it yet."""
    delivery, sets = attempt.delivery, attempt.sets
    pins = hide(ports, delivery, attempt.gate, sets)
    changes = _found(ports, attempt, made, pins)
    _write(ports, attempt, changes)
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


def _found(ports: Ports, attempt: Attempt, made: Transformed, pins: Pins) -> Changes:
    """What a delivery changes; of one that comes late, what nothing newer has told of."""
    delivered = {name: made.sets[name] for name in attempt.sets}
    changes = find_changes(ports.table, delivered, pins, made.doubtful, made.unattributed, attempt.time_is_up)
    if any(pins.sequence(name) > attempt.delivery.sequence for name in attempt.sets):
        changes = without(changes, _told_since(ports, attempt, made, pins))
    return changes


def _write(ports: Ports, attempt: Attempt, changes: Changes) -> None:
    """Write the changes, and remove what a former attempt wrote that is none of them."""
    table, sequence = ports.table, attempt.delivery.sequence
    units = {name: change.units for name, change in changes.items()}
    written = attempts.former(table, sequence)
    if any(units.values()):
        attempts.note(table, attempt.gate, units, ports.epoch())
    write_changes(table, sequence, changes, attempt.time_is_up, again=bool(written))
    attempts.take_back(table, attempt.gate, written, units)


def _told_since(
    ports: Ports, attempt: Attempt, made: Transformed, pins: Pins
) -> Mapping[str, frozenset[str]]:
    """The units of a late delivery of traffic of which a newer good delivery has told, changed or not.

    Raises `Busy` where somebody else has taken the gate, `OutOfTime`, and `NewerUnreadable`.
    """
    told: dict[str, set[str]] = {name: set() for name in made.sets}
    newest, sequence = max(pins.sequence(name) for name in told), attempt.delivery.sequence
    for later in deliveries.between(ports.table, sequence + 1, newest):
        if later.state in deliveries.GOOD and told.keys() & set(data_sets_of(later.source)):
            insist(attempt.time_is_up, f"what was told after delivery {sequence}")
            gates.renew(ports.table, attempt.gate, ports.epoch(), LEASE)
            again = _read_again(ports, later)
            for name in told.keys() & again.sets.keys():
                told[name] |= by_unit(name, again.sets[name]).keys()
    return {name: frozenset(units & by_unit(name, made.sets[name]).keys()) for name, units in told.items()}


def _read_again(ports: Ports, newer: Delivery) -> Transformed:
    """The rows of a newer good delivery. Raises `NewerUnreadable`: its bytes are damaged since, or code that
    was mended refuses what it took."""
    try:
        landed = read_delivery(ports.raw, newer.manifest)
        return examine.read(ports, newer.source, landed.parts, landed.manifest.read_as)
    except (CorruptDelivery, UnreadableManifest) as damaged:
        raise NewerUnreadable(newer, damaged.problem) from damaged
    except DeliveryRefused as unusable:
        raise NewerUnreadable(newer, str(unusable)) from unusable


def _told(row: RejectedRow) -> dict[str, object]:
    """A rejected row as it is kept: where it stood, what it said, what is wrong with it."""
    return {**row._asdict(), "problems": list(row.problems)}
