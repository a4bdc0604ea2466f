"""A pipeline in memory whose upload bucket is dropped into as the stack's is."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from chalicelib.pipeline.receive import receive
from infra.local import dropping
from infra.local.cloud import Uploaded
from infra.local.outcome import Outcome
from tests.pipeline.small import rows_of, written
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample

Row = dict[str, str]
_numbers = count(1)


class Bucket:
    """What dropping asks of the services; what is put arrives and is worked on at the next look."""

    def __init__(self, world: Twin) -> None:
        self.world = world
        self.puts: list[Uploaded] = []

    def put(self, name: str, body: bytes) -> Uploaded:
        put = Uploaded("upload", f"incoming/{next(_numbers):x}/{name}", "v1")
        self.world.uploads.objects[put.key, put.version] = body
        self.puts.append(put)
        return put

    def waiting(self, _: object) -> dict[str, int]:
        for one in self.puts:
            receive(self.world.ports, *one, sequencer="1")
        self.world.work()
        return {}

    def dropped(self) -> Iterator[Uploaded]:
        yield from self.puts


def drop(world: Twin, name: str, body: bytes) -> Outcome:
    """Drop a file."""
    bucket: Any = Bucket(world)
    return dropping.drop(world.table, bucket, name, body, 5, now=world.clock)


def drop_rows(world: Twin, name: str, change: Callable[[list[Row]], list[Row]]) -> Outcome:
    """Drop a file of the samples with other rows."""
    return drop(world, name, written(change(rows_of(sample(name)))))


def without(column: str, value: str) -> Callable[[list[Row]], list[Row]]:
    """All rows but those that have a value in a column."""
    return lambda rows: [row for row in rows if row[column] != value]


def with_cells(column: str, value: str, **cells: str) -> Callable[[list[Row]], list[Row]]:
    """All rows, of which those that have a value in a column have other cells; `_` in a name is a blank."""
    changed = {name.replace("_", " "): text for name, text in cells.items()}
    return lambda rows: [row | changed if row[column] == value else row for row in rows]
