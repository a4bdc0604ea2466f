"""Compares the entries of a chunk of a run with what SAP reports.

An entry is compared as it is stored: it is made once more, which gives the same lines, and its digest proves
that. What changed since is another version, and compared when that is made. Whether a reported heading is of
a programme that has ended is asked of the measures as they are now: they may say so long after the entry was
made, and without changing it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.customs.compare import DEFAULT, Tolerances, compare
from chalicelib.customs.compare.document import comparison_document
from chalicelib.customs.compare.results import Comparison
from chalicelib.customs.entries import Entry
from chalicelib.customs.publish import entry_document
from chalicelib.customs.rows import ReportedTariff
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.engine_version import engine_version
from chalicelib.pipeline.finish import finish_if_over
from chalicelib.pipeline.generate import NEW_VERSIONS, generate_entry
from chalicelib.pipeline.in_time import Step, TimeIsUp, each_shipment, no_limit
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.workshop import make_entry, read_inputs, read_report
from chalicelib.store import comparisons, entries, run_parts, runs
from chalicelib.store.audit import PIPELINE
from chalicelib.store.comparisons import Outcome, StoredComparison
from chalicelib.store.datasets import Pins, read_pins, read_unit
from chalicelib.store.entries import StoredEntry, digest_of
from chalicelib.store.runs import Dated
from chalicelib.store.table import Busy, Check, Conflict, Table

TRIES = 5


class StaleEntry(Exception):
    """An entry that this version of the code makes differently; it is made anew first."""


class Overtaken(Exception):
    """A chunk that somebody else has compared and counted in the meantime."""


class _MadeFrom(NamedTuple):
    """What a comparison is made from: where all of it is the same, so is the comparison."""

    entry_version: int
    report_sequence: int
    code_version: str
    measures: int


def compare_chunk(ports: Ports, run_id: str, chunk: int, time_is_up: TimeIsUp = no_limit) -> dict[str, int]:
    """Compare a chunk, and end the run if it was the last; what came of it, counted. Twice is once.

    Where the time is up before it is through nothing is counted yet, and the chunk is called up again.
    """
    run = runs.find(ports.table, run_id)
    if run is None:
        return {}
    counts: dict[str, int] = {}
    step = Step(run_id, runs.COMPARE, chunk)
    if not runs.is_done(ports.table, *step):
        found = _compared(ports, step, time_is_up)
        if found is None:
            return {}
        counts = found
    finish_if_over(ports, run)
    dispatch(ports)
    return counts


def compare_shipment(
    ports: Ports, shipment: str, run_id: str, provided: Sequence[Check] = (), actor: str = PIPELINE
) -> dict[str, int]:
    """Compare one shipment as of now and store the comparison if it says something new.

    `actor` is who asked for it. What it came to is counted, the entry too where it had to be made anew.
    Raises `Overtaken` if what is `provided` does not hold.
    """
    made: Counter[str] = Counter()
    for _ in range(TRIES):
        pins = read_pins(ports.table)
        try:
            made.update(_compare(ports, shipment, pins, run_id, provided, actor))
            return dict(made)
        except StaleEntry:
            outcome = generate_entry(ports, shipment, run_id)
            made.update({outcome: 1} if outcome in NEW_VERSIONS else {})
        except Conflict as conflict:
            if any(check in conflict.changes for check in provided):
                raise Overtaken(shipment) from conflict
    raise Busy(f"shipment {shipment} changed {TRIES} times while it was compared; it is tried again later")


def compare_now(ports: Ports, shipment: str, actor: str = PIPELINE) -> dict[str, Any] | None:
    """The comparison of a shipment as of now, kept if it says something new; None where nobody knows it."""
    compare_shipment(ports, shipment, "", actor=actor)
    found = comparisons.document(ports.table, shipment)
    return {name: value for name, value in found.items() if name != "tolerances"} if found else None


def compare_under(ports: Ports, shipment: str, tolerances: Tolerances) -> dict[str, Any] | None:
    """The comparison of a shipment as of now under other tolerances, which is not kept; None where nobody
    knows the shipment."""
    for _ in range(TRIES):
        pins = read_pins(ports.table)
        entry = entries.head(ports.table, shipment)
        _, report = read_report(ports.table, shipment, pins)
        try:
            if not _is_known(ports, shipment, entry, report, pins):
                return None
            return comparison(ports, entry, report, pins, tolerances)
        except StaleEntry:
            generate_entry(ports, shipment, "")
    raise Busy(f"shipment {shipment} changed {TRIES} times while it was compared; ask again")


def _compared(ports: Ports, step: Step, time_is_up: TimeIsUp) -> dict[str, int] | None:
    """What a chunk came to, now that it is recorded; nothing where somebody else was first. None: time is up.

    Nothing is stored for a run that has counted the chunk already: nobody would be told of it.
    """
    provided = [run_parts.still_open(*step)]

    def one(shipment: str) -> Mapping[str, int]:
        return compare_shipment(ports, shipment, step.run, provided)

    shipments = runs.chunk(ports.table, step.run, step.chunk)
    try:
        found = each_shipment(ports, step, shipments, one, time_is_up)
    except Overtaken:
        return {}
    return found if found is None else _recorded(ports, step, shipments, found)


def _recorded(ports: Ports, step: Step, shipments: Sequence[str], counts: dict[str, int]) -> dict[str, int]:
    try:
        ports.table.transact([runs.done(*step, counts, _differing(ports.table, step.run, shipments))])
    except Conflict:
        return {}
    return counts


def _differing(table: Table, run_id: str, shipments: Sequence[str]) -> list[Dated]:
    """Those of the shipments of which the run tells that they differ materially."""
    compared = comparisons.heads(table, shipments).values()
    return [(one.entry_date, one.shipment) for one in compared if one.told_in == run_id and one.material]


def _compare(
    ports: Ports, shipment: str, pins: Pins, run_id: str, provided: Sequence[Check], actor: str
) -> dict[str, int]:
    table = ports.table
    entry, current = entries.head(table, shipment), comparisons.head(table, shipment)
    sequence, report = read_report(table, shipment, pins)
    if not _is_known(ports, shipment, entry, report, pins):
        return {}
    made_from = _MadeFrom(entry.version if entry else 0, sequence, engine_version(), _measures(pins))
    found = current
    if current is None or _made_from(current) != made_from:
        document = comparison(ports, entry, report, pins)
        outcome = Outcome(document, revision=pins.revision, **made_from._asdict())
        stored = comparisons.store(table, outcome, current, ports.stamp(), run_id, actor, provided)
        found = stored or current
    if run_id and found is not None and not found.told_in:
        found = comparisons.tell(table, found, run_id, provided)
    return _counts(found, run_id)


def _made_from(stored: StoredComparison) -> _MadeFrom:
    return _MadeFrom._make(getattr(stored, name) for name in _MadeFrom._fields)


def _measures(pins: Pins) -> int:
    return pins.snapshots.get("measures", 0)


def _is_known(
    ports: Ports,
    shipment: str,
    entry: StoredEntry | None,
    report: Sequence[ReportedTariff],
    pins: Pins,
) -> bool:
    """Whether there is anything to compare. Raises `StaleEntry` for a shipment whose entry is still to come:
    it must not pass for one that only the report knows."""
    if entry is None and read_unit(ports.table, "shipments", shipment, pins):
        raise StaleEntry(shipment)
    return entry is not None or bool(report)


def comparison(
    ports: Ports,
    entry: StoredEntry | None,
    report: tuple[ReportedTariff, ...],
    pins: Pins,
    tolerances: Tolerances = DEFAULT,
) -> dict[str, Any]:
    """The comparison of a stored entry (none: only the report knows the shipment) with a report."""
    made = [_as_stored(ports, entry, pins)] if entry else []
    [found] = compare(made, report, ports.workshops.of(ports.table, pins).reference, tolerances)
    return _document(found)


def _as_stored(ports: Ports, entry: StoredEntry, pins: Pins) -> Entry:
    """The entry as it is stored: from the data of now, or where those give another, from those of then."""
    for taken in (pins, entry.pins.with_void(pins.void)):
        inputs = read_inputs(ports.table, entry.shipment, taken)
        made = make_entry(ports.workshops.of(ports.table, taken), inputs)
        if digest_of(entry_document(made)) == entry.digest:
            return made
    raise StaleEntry(entry.shipment)


def _document(found: Comparison) -> dict[str, Any]:
    return comparison_document(found) | {"tolerances": found.tolerances.as_text()}


def _counts(stored: StoredComparison | None, run_id: str) -> dict[str, int]:
    """What a comparison counts for in a run: that which tells of it, perhaps begun before it was stopped.

    One that somebody asked for before the run came to it is told of by the run.
    """
    if not run_id or stored is None or stored.told_in != run_id:
        return {}
    return {
        "compared": 1,
        stored.status: 1,
        "material": stored.material,
        "minor": stored.minor,
        "newly_material": 1 if stored.material else 0,
    }
