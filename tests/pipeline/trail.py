"""What the audit trail of a world tells, and that it tells of everything that became of it, once."""

from collections import Counter
from collections.abc import Iterable, Iterator

from chalicelib.pipeline.verify import Verified, verify
from chalicelib.store import audit, deliveries, runs
from chalicelib.store.audit import Event, Row
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import Record
from tests.pipeline.world import World

TRAIL, CHAIN = "AUDIT", "AUDIT#"
OF_RUNS = {runs.DONE: "run finished", runs.FAILED: "run failed"}
Told = Counter[tuple[object, ...]]


def records(world: World) -> Iterator[Record]:
    """Everything in the table."""
    assert isinstance(world.table, MemoryTable)
    for partition in list(world.table._partitions):
        yield from world.table.query(partition)


def dates(world: World) -> list[str]:
    """The dates on which something happened."""
    return sorted({row.date for row in rows(records(world))})


def rows(found: Iterable[Record]) -> Iterator[Row]:
    """The rows of the audit trail among some records."""
    for record in found:
        if record.pk.startswith(CHAIN) and record.sk.startswith("ROW#"):
            _, date, chain = record.pk.split("#")
            yield audit.row_of(record, date, int(chain))


def events(world: World) -> list[Event]:
    """Every event, by date and chain."""
    found = sorted(rows(records(world)), key=lambda row: (row.date, row.chain, row.number))
    return [row.event for row in found]


def verified(world: World) -> list[Verified]:
    """What is to be said of each date."""
    today = world.ports.stamp()[:10]
    return [verify(world.table, world.audit, date, today) for date in dates(world)]


def tells_all(world: World) -> None:
    """H3: see that each change has its event and each event its change, and that the chains are whole."""
    assert not [found for day in verified(world) for found in day.breaks]
    everything = list(records(world))
    happened, told = Counter(_happened(everything)), Counter(_told(row.event for row in rows(everything)))
    assert told == happened, f"not told: {happened - told}, told for nothing: {told - happened}"


def _told(found: Iterable[Event]) -> Iterator[tuple[object, ...]]:
    for event in found:
        kind, _, name = event.subject.partition(" ")
        match kind:
            case "entry" | "comparison" if "after" in event.facts:
                after = event.facts["after"]
                yield kind, name, after["version"], after["digest"]
            case "delivery" | "run":
                yield event.action, name


def _happened(found: Iterable[Record]) -> Iterator[tuple[object, ...]]:
    for record in found:
        kind, _, name = record.pk.partition("#")
        data = record.data
        match kind, record.sk.partition("V#")[0]:
            case "ENTRY", "" if record.sk.startswith("V#"):
                yield "entry", name, data["version"], data["digest"]
            case "ENTRY", "COMPARISON#":
                yield "comparison", name, data["version"], data["digest"]
            case "DELIVERY", "HEAD" if data["state"] in deliveries.FINISHED:
                yield f"delivery {data['state']}", str(int(name))
            case "RUN", "HEAD":
                yield "run started", name
                if data["state"] in OF_RUNS:
                    yield OF_RUNS[data["state"]], name
