"""Deliveries: what arrived from a source, in which order, and what became of it.

The *sequence* of a delivery is given out once, by a counter that only rises, when it is fetched or received;
it orders all deliveries of all sources. The content hash says only whether two deliveries are alike, never
which is newer: a value that SAP takes back arrives as a new delivery with old content.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from chalicelib.store import audit, keys
from chalicelib.store.errors import StoreError
from chalicelib.store.limits import READS_AT_ONCE, portions
from chalicelib.store.pages import in_pages, pack
from chalicelib.store.table import Absent, Change, Conflict, Delete, Equals, Put, Record, Table

LANDING, LOADED, UNCHANGED = "landing", "loaded", "unchanged"
REFUSED, SUPERSEDED, ABANDONED = "refused", "superseded", "abandoned"
GOOD = (LOADED, UNCHANGED)
FINISHED = (*GOOD, REFUSED, SUPERSEDED, ABANDONED)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery, and what became of it."""

    sequence: int
    source: str
    """A feed (`ZEMM005`) or the name of a business file (`Product_List.csv`)."""
    at: str
    """When it was fetched or received, ISO, UTC."""
    business_date: str
    manifest: str
    """The key of its manifest in the raw bucket."""
    state: str = LANDING
    content: str = ""
    """SHA-256 over its parts, the way and the code they are read by; empty until they are."""
    rows: dict[str, int] = field(default_factory=dict)
    """Rows per data set that were accepted."""
    changed: dict[str, int] = field(default_factory=dict)
    """Units per data set that differ from what was there before."""
    rejected: int = 0
    problem: str = ""
    """Why it was refused, in words for people."""
    issues: tuple[str, ...] = ()
    run: str = ""
    """The run that it started."""


class NumberTaken(StoreError):
    """A number that another delivery has: the table was restored, and its counter with it."""


class Waiting(NamedTuple):
    """A delivery that nobody has finished yet."""

    sequence: int
    since: str
    """When it was announced, ISO, UTC."""
    attempts: int
    """How often the sweep set about loading it."""


def next_sequence(table: Table, token: str) -> int:
    """The next number of the counter. `token` tells this caller from others whose answer was lost."""
    return _raise_counter(table, token, above=0)


def go_on_after(table: Table, sequence: int, token: str) -> None:
    """See that the counter gives out no number up to a sequence: those are in the raw bucket already."""
    record = table.get(*keys.sequence())
    if record is None or int(record.data["value"]) < sequence:
        _raise_counter(table, token, above=sequence - 1)


def _raise_counter(table: Table, token: str, above: int) -> int:
    while True:
        record = table.get(*keys.sequence())
        value = int(record.data["value"]) if record else 0
        following = max(value, above) + 1
        try:
            table.put(
                Record(*keys.sequence(), {"value": following, "token": token}),
                Equals("value", value) if record else Absent(),
            )
        except Conflict:
            continue
        return following


def announce(table: Table, delivery: Delivery) -> None:
    """Record a delivery before anything of it is written, so that it cannot be lost. Twice is once.

    Raises `NumberTaken` where another delivery has its number: it needs a new one.
    """
    changes: list[Change] = [
        Put(_record(delivery), (Absent(),)),
        Put(_waiting(Waiting(delivery.sequence, delivery.at, 0))),
    ]
    try:
        table.transact(changes)
    except Conflict:
        found = find(table, delivery.sequence)
        if found is not None and found.manifest != delivery.manifest:
            raise NumberTaken(_taken(delivery, found)) from None


def find(table: Table, sequence: int) -> Delivery | None:
    """A delivery by its sequence."""
    record = table.get(*keys.delivery(sequence))
    return _delivery(record) if record else None


def between(table: Table, first: int, last: int) -> Iterator[Delivery]:
    """The deliveries of two sequences and what lies between, oldest first, in few requests; for deciding."""
    for portion in portions(range(first, last + 1), READS_AT_ONCE):
        found = table.get_many(keys.delivery(sequence) for sequence in portion)
        yield from (_delivery(found[key]) for key in map(keys.delivery, portion) if key in found)


def unfinished(table: Table) -> Iterator[Delivery]:
    """Deliveries that nobody has finished yet, oldest first."""
    for one in waiting(table):
        delivery = find(table, one.sequence)
        if delivery is not None:
            yield delivery


def waiting(table: Table) -> Iterator[Waiting]:
    """What is known of the unfinished deliveries without a look at them, oldest first."""
    for record in table.query(keys.waiting_partition("DELIVERY")):
        data = record.data
        yield Waiting(int(data["sequence"]), data["since"], int(data.get("attempts", 0)))


def note_attempts(table: Table, one: Waiting, attempts: int) -> None:
    """Note how often it was set about loading a delivery. Raises `Conflict` if it is finished by now."""
    table.put(_waiting(one._replace(attempts=attempts)), Equals("sequence", one.sequence))


def of_source(table: Table, source: str, limit: int) -> list[Delivery]:
    """The latest deliveries of a source, newest first; for showing, not for deciding."""
    found = table.query_index(keys.deliveries_of(source), backwards=True, limit=limit)
    return [_delivery(record) for record in found]


def finish(delivery: Delivery, state: str, **facts: Any) -> tuple[Delivery, list[Change]]:
    """A delivery in its last state, and the changes that record it; they fail if it was finished before."""
    finished = replace(delivery, state=state, **facts)
    name = keys.number(delivery.sequence)
    return finished, [
        Put(_record(finished), (Equals("state", delivery.state),)),
        Delete(*keys.waiting("DELIVERY", name)),
    ]


def told(delivery: Delivery, before: Mapping[str, Any], after: Mapping[str, Any], at: str) -> audit.Event:
    """The event that tells of a delivery's end; `before` and `after` is what it makes of what is visible."""
    facts: dict[str, Any] = {
        name: getattr(delivery, name)
        for name in ("source", "business_date", "content", "rows", "changed", "rejected", "problem", "run")
    }
    facts |= {"before": {"state": LANDING, **before}, "after": {"state": delivery.state, **after}}
    action, subject = f"delivery {delivery.state}", f"delivery {delivery.sequence}"
    return audit.Event(at, audit.PIPELINE, action, subject, facts)


def forget_rejected(table: Table, sequence: int) -> None:
    """Remove what a former attempt kept of rejected rows: this one may reject others, or none."""
    partition = keys.delivery(sequence)[0]
    table.delete_many([record.key for record in table.query(partition, prefix="REJECTED#")])


def keep_rejected(table: Table, sequence: int, rows: list[dict[str, Any]]) -> None:
    """Keep the rows that were rejected, each with its number and its problems."""
    table.put_many(
        Record(*keys.rejected(sequence, position), {"rows": len(page)}, pack(page))
        for position, page in enumerate(in_pages(rows), start=1)
    )


def _taken(delivery: Delivery, found: Delivery) -> str:
    return f"{delivery.manifest} cannot be told of: number {delivery.sequence} is that of {found.manifest}"


def _waiting(one: Waiting) -> Record:
    return Record(*keys.waiting("DELIVERY", keys.number(one.sequence)), one._asdict())


def _record(delivery: Delivery) -> Record:
    data = {name: getattr(delivery, name) for name in Delivery.__slots__}
    data["issues"] = list(delivery.issues)
    index = keys.deliveries_of(delivery.source), keys.number(delivery.sequence)
    return Record(*keys.delivery(delivery.sequence), data, gsi1pk=index[0], gsi1sk=index[1])


def _delivery(record: Record) -> Delivery:
    data = dict(record.data)
    counts = {name: {key: int(value) for key, value in data[name].items()} for name in ("rows", "changed")}
    data |= counts | {"sequence": int(data["sequence"]), "rejected": int(data["rejected"])}
    data["issues"] = tuple(data["issues"])
    return Delivery(**data)
