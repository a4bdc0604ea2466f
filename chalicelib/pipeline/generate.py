"""Generates the entries of a chunk of a run.

An entry is made anew where something it is made from changed, and becomes a new version only if it came out
differently. The pins are taken once, at the start, and stored with what was made.
"""

from collections.abc import Mapping

from chalicelib.customs.entries import GENERATED, NEEDS_INPUT
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.engine_version import engine_version
from chalicelib.pipeline.in_time import Step, TimeIsUp, each_shipment, no_limit
from chalicelib.pipeline.messages import compare_message
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.workshop import make_result, read_inputs
from chalicelib.store import entries, outbox, runs
from chalicelib.store.datasets import Pins, read_pins
from chalicelib.store.entries import StoredEntry
from chalicelib.store.runs import Dated, Run, Scope
from chalicelib.store.table import Busy, Conflict, Table

TRIES = 5
"""How often an entry is made again because another run stored it at the same moment."""
NEW_VERSIONS = (GENERATED, NEEDS_INPUT)
"""What becomes of an entry that is a new version of itself."""


def generate_chunk(ports: Ports, run_id: str, chunk: int, time_is_up: TimeIsUp = no_limit) -> dict[str, int]:
    """Generate a chunk and call up its comparison; what became of its shipments, counted. Twice is once.

    Where the time is up before it is through nothing is counted yet, and the chunk is called up again.
    """
    run = runs.find(ports.table, run_id)
    if run is None or runs.is_done(ports.table, run_id, runs.GENERATE, chunk):
        dispatch(ports)
        return {}
    counts = _generate(ports, run, chunk, time_is_up)
    if counts is None:
        return {}
    try:
        ports.table.transact(
            [
                runs.done(run_id, runs.GENERATE, chunk, counts, _held(ports.table, run_id, chunk)),
                outbox.write(compare_message(run_id, chunk)),
            ]
        )
    except Conflict:
        return {}
    dispatch(ports)
    return counts


def _held(table: Table, run_id: str, chunk: int) -> list[Dated]:
    """The shipments of a chunk of which the run made an entry that lacks something."""
    made = entries.heads(table, runs.chunk(table, run_id, chunk)).values()
    return [(one.entry_date, one.shipment) for one in made if one.run == run_id and one.status == NEEDS_INPUT]


def generate_entry(ports: Ports, shipment: str, run_id: str) -> str:
    """Make the entry of a shipment as of now and store it if it is new.

    Answers `generated` or `needs_input` where there is a new version, else `unchanged`, or `unknown` where
    nobody has announced the shipment.
    """
    for _ in range(TRIES):
        pins = read_pins(ports.table)
        try:
            return _store(ports, shipment, pins, entries.head(ports.table, shipment), run_id)
        except Conflict:
            continue
    raise Busy(
        f"entry {shipment} was stored by others {TRIES} times while it was made; it is tried again later"
    )


def _generate(ports: Ports, run: Run, chunk: int, time_is_up: TimeIsUp) -> dict[str, int] | None:
    pins = read_pins(ports.table)
    scope = runs.scope_of(ports.table, run.id)
    shipments = runs.chunk(ports.table, run.id, chunk)
    current = entries.heads(ports.table, shipments)

    def one(shipment: str) -> Mapping[str, int]:
        entry = current.get(shipment)
        if not _concerned(run, scope, entry, pins):
            return {_made_by(run.id, entry): 1}
        try:
            outcome = _store(ports, shipment, pins, entry, run.id)
        except Conflict:
            outcome = generate_entry(ports, shipment, run.id)
        return {outcome: 1}

    return each_shipment(ports, Step(run.id, runs.GENERATE, chunk), shipments, one, time_is_up)


def _concerned(run: Run, scope: Scope, entry: StoredEntry | None, pins: Pins) -> bool:
    """Whether an entry may come out differently: whatever it was made from and by, and whatever it lacked."""
    if entry is None or entry.status != "generated" or entry.code_version != engine_version():
        return True
    if entry.checked >= pins.revision:
        return False
    if run.dates[0] or scope.everything or scope.shipments or scope.invoices:
        return True
    return not set(scope.materials).isdisjoint(entry.materials) or not set(scope.hts).isdisjoint(entry.hts)


def _store(ports: Ports, shipment: str, pins: Pins, current: StoredEntry | None, run_id: str) -> str:
    inputs = read_inputs(ports.table, shipment, pins)
    if not inputs.rows:
        return "unknown"
    if current is not None and current.checked > pins.revision:
        return _made_by(run_id, current)
    result = make_result(ports.workshops.of(ports.table, pins), inputs, pins)
    stored = entries.store(ports.table, result, current, ports.stamp(), run_id)
    return stored.status if stored else _made_by(run_id, current)


def _made_by(run_id: str, entry: StoredEntry | None) -> str:
    """What became of an entry that stays as it is: the same run may have made it before it was stopped."""
    return entry.status if entry and entry.run == run_id else "unchanged"
