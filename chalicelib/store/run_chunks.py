"""How far each chunk of a run has come."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.store import keys
from chalicelib.store.runs import COMPARE, GENERATE, Dated, Run
from chalicelib.store.table import Record, Table


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of a run. What a stage made of it is counted; None: it has not been through."""

    number: int
    shipments: int
    generated: dict[str, int] | None
    compared: dict[str, int] | None
    held: list[Dated]
    """The shipments of which the run made an entry that lacks something, once it is generated."""
    differing: list[Dated]
    """Those of which the run tells that they differ materially, once it is compared."""


def chunks_of(table: Table, run: Run) -> Iterator[Chunk]:
    """The chunks of a planned run, in their order; a run that is not planned has none yet."""
    numbers = range(1, run.chunks + 1)
    planned = {number: keys.run_chunk(run.id, run.plan, number) for number in numbers}
    stages = {
        number: [keys.run_done(run.id, stage, number) for stage in (GENERATE, COMPARE)] for number in numbers
    }
    found = table.get_many([*planned.values(), *(key for pair in stages.values() for key in pair)])
    for number in numbers:
        chunk = found.get(planned[number])
        generated, compared = (found.get(key) for key in stages[number])
        shipments = int(chunk.data["shipments"]) if chunk else 0
        yield Chunk(
            number, shipments, _counts(generated), _counts(compared), _named(generated), _named(compared)
        )


def _counts(record: Record | None) -> dict[str, int] | None:
    return {name: int(value) for name, value in record.data["counts"].items()} if record else None


def _named(record: Record | None) -> list[Dated]:
    return [(date, shipment) for date, shipment in record.data["named"]] if record else []
