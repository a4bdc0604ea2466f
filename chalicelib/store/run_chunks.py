"""How far each chunk of a run has come."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.store import keys
from chalicelib.store.runs import COMPARE, GENERATE, Run
from chalicelib.store.table import Record, Table


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of a run. What a stage made of it is counted; None: it has not been through."""

    number: int
    shipments: int
    generated: dict[str, int] | None
    compared: dict[str, int] | None


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
        generated, compared = (_counts(found.get(key)) for key in stages[number])
        yield Chunk(number, int(chunk.data["shipments"]) if chunk else 0, generated, compared)


def _counts(record: Record | None) -> dict[str, int] | None:
    return {name: int(value) for name, value in record.data["counts"].items()} if record else None
