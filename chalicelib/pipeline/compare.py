"""Compares the entries of a chunk of a run with what SAP reports.

An entry is compared as it is stored: it is made once more from what it was made from, which gives the same
lines, and its digest proves that. What changed since is another version, and compared when that is made.
"""

from collections import Counter
from typing import Any

from chalicelib.customs.compare import DEFAULT, Tolerances, compare
from chalicelib.customs.compare.document import comparison_document
from chalicelib.customs.compare.results import Comparison
from chalicelib.customs.entries import Entry
from chalicelib.customs.publish import entry_document
from chalicelib.customs.rows import ReportedTariff
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.finish import finish_if_over
from chalicelib.pipeline.generate import generate_entry
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.workshop import make_entry, read_inputs, read_report
from chalicelib.store import comparisons, entries, runs
from chalicelib.store.comparisons import Outcome, StoredComparison
from chalicelib.store.datasets import Pins, read_pins
from chalicelib.store.entries import StoredEntry, digest_of
from chalicelib.store.table import Busy, Conflict

TRIES = 5


class StaleEntry(Exception):
    """An entry that this version of the code makes differently; it is made anew first."""


def compare_chunk(ports: Ports, run_id: str, chunk: int) -> dict[str, int]:
    """Compare a chunk, and end the run if it was the last; what came of it, counted. Twice is once."""
    run = runs.find(ports.table, run_id)
    if run is None:
        return {}
    counts: Counter[str] = Counter()
    if not runs.is_done(ports.table, run_id, runs.COMPARE, chunk):
        for shipment in runs.chunk(ports.table, run_id, chunk):
            counts.update(compare_shipment(ports, shipment, run_id))
        try:
            ports.table.transact([runs.done(run_id, runs.COMPARE, chunk, counts)])
        except Conflict:
            counts.clear()
    finish_if_over(ports, run)
    dispatch(ports)
    return dict(counts)


def compare_shipment(ports: Ports, shipment: str, run_id: str) -> dict[str, int]:
    """Compare one shipment as of now and store the comparison if it says something new."""
    for _ in range(TRIES):
        pins = read_pins(ports.table)
        try:
            return _compare(ports, shipment, pins, run_id)
        except StaleEntry:
            generate_entry(ports, shipment, run_id)
        except Conflict:
            continue
    raise Busy(f"shipment {shipment} changed {TRIES} times while it was compared; it is tried again later")


def compare_now(ports: Ports, shipment: str) -> dict[str, Any] | None:
    """The comparison of a shipment as of now, kept if it says something new; None where nobody knows it."""
    compare_shipment(ports, shipment, "")
    found = comparisons.document(ports.table, shipment)
    return {name: value for name, value in found.items() if name != "tolerances"} if found else None


def compare_under(ports: Ports, shipment: str, tolerances: Tolerances) -> dict[str, Any] | None:
    """The comparison of a shipment as of now under other tolerances, which is not kept; None where nobody
    knows the shipment."""
    for _ in range(TRIES):
        pins = read_pins(ports.table)
        entry = entries.head(ports.table, shipment)
        _, report = read_report(ports.table, shipment, pins)
        if entry is None and not report:
            return None
        try:
            return comparison(ports, entry, report, pins, tolerances)
        except StaleEntry:
            generate_entry(ports, shipment, "")
    raise Busy(f"shipment {shipment} changed {TRIES} times while it was compared; ask again")


def _compare(ports: Ports, shipment: str, pins: Pins, run_id: str) -> dict[str, int]:
    table = ports.table
    entry, current = entries.head(table, shipment), comparisons.head(table, shipment)
    sequence, report = read_report(table, shipment, pins)
    if entry is None and not report:
        return {}
    version = entry.version if entry else 0
    if current is not None and (current.entry_version, current.report_sequence) == (version, sequence):
        return _counts(current, run_id)
    document = comparison(ports, entry, report, pins)
    outcome = Outcome(document, version, sequence, pins.revision)
    stored = comparisons.store(table, outcome, current, ports.stamp(), run_id)
    return _counts(stored or current, run_id)


def comparison(
    ports: Ports,
    entry: StoredEntry | None,
    report: tuple[ReportedTariff, ...],
    pins: Pins,
    tolerances: Tolerances = DEFAULT,
) -> dict[str, Any]:
    """The comparison of a stored entry (none: only the report knows the shipment) with a report."""
    workshop = ports.workshops.of(ports.table, entry.pins if entry else pins)
    made = [_as_stored(ports, entry, pins)] if entry else []
    [found] = compare(made, report, workshop.reference, tolerances)
    return _document(found)


def _as_stored(ports: Ports, entry: StoredEntry, pins: Pins) -> Entry:
    then = entry.pins.with_void(pins.void)
    made = make_entry(ports.workshops.of(ports.table, then), read_inputs(ports.table, entry.shipment, then))
    if digest_of(entry_document(made)) != entry.digest:
        raise StaleEntry(entry.shipment)
    return made


def _document(found: Comparison) -> dict[str, Any]:
    return comparison_document(found) | {"tolerances": found.tolerances.as_text()}


def _counts(stored: StoredComparison | None, run_id: str) -> dict[str, int]:
    """What a comparison counts for in a run: that which made it, perhaps before it was stopped."""
    if stored is None or stored.run != run_id:
        return {}
    return {
        "compared": 1,
        stored.status: 1,
        "material": stored.material,
        "minor": stored.minor,
        "newly_material": 1 if stored.material else 0,
    }
