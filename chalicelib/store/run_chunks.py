"""How far each chunk of a run has come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from chalicelib.store import keys
from chalicelib.store.runs import COMPARE, GENERATE, Named, Run
from chalicelib.store.table import Record, Table


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of a run. What a stage made of it is counted; None: it has not been through."""

    number: int
    shipments: int
    generated: dict[str, int] | None
    compared: dict[str, int] | None
    named: Named
    """The shipments that need a person, once it is compared."""


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
        yield Chunk(number, shipments, _counts(generated), _counts(compared), _named(compared))


def named_of(chunks: Sequence[Chunk]) -> Named:
    """The shipments of several chunks that need a person, by entry date."""
    return Named(
        held=sorted(chain.from_iterable(chunk.named.held for chunk in chunks)),
        differing=sorted(chain.from_iterable(chunk.named.differing for chunk in chunks)),
    )


def _counts(record: Record | None) -> dict[str, int] | None:
    return {name: int(value) for name, value in record.data["counts"].items()} if record else None


def _named(record: Record | None) -> Named:
    """What a record says; one of before they were kept names none."""
    said = record.data.get("named", {}) if record else {}
    return Named(**{name: [(date, shipment) for date, shipment in pairs] for name, pairs in said.items()})
