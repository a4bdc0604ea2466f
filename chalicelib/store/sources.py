"""What is known of each source: its last good delivery and its last failure. One small partition."""

from dataclasses import dataclass, field, replace

from chalicelib.store import keys
from chalicelib.store.deliveries import Delivery
from chalicelib.store.table import Absent, Condition, Conflict, Equals, Put, Record, Table


@dataclass(frozen=True, slots=True)
class Source:
    """The state of one source (`ZEMM005`, `Product_List.csv`)."""

    name: str
    sequence: int = 0
    """Its newest good delivery; 0: none yet."""
    at: str = ""
    """When that was fetched or received."""
    business_date: str = ""
    content: str = ""
    """SHA-256 of that delivery."""
    rows: dict[str, int] = field(default_factory=dict)
    failed_at: str = ""
    """When it failed last, to be fetched or to be used; a good delivery after it does not erase it."""
    failure: str = ""


def find(table: Table, name: str) -> Source:
    """What is known of a source."""
    record = table.get(*keys.source(name))
    return _source(record) if record else Source(name)


def every(table: Table) -> dict[str, Source]:
    """What is known of every source that ever delivered or failed."""
    return {record.sk: _source(record) for record in table.query(keys.source("")[0])}


def delivered(before: Source, delivery: Delivery) -> list[Put]:
    """The change that records a good delivery; none where a newer one is recorded."""
    if before.sequence >= delivery.sequence:
        return []
    after = replace(
        before,
        sequence=delivery.sequence,
        at=delivery.at,
        business_date=delivery.business_date,
        content=delivery.content,
        rows=delivery.rows,
    )
    return [Put(_record(after), _as_read(before))]


def refused(before: Source, delivery: Delivery) -> list[Put]:
    """The change that records a delivery that may not be used; none where something newer is recorded."""
    if before.sequence > delivery.sequence or before.failed_at > delivery.at:
        return []
    after = replace(before, failed_at=delivery.at, failure=delivery.problem)
    return [Put(_record(after), _as_read(before))]


def failed(table: Table, name: str, at: str, failure: str) -> None:
    """Record that a source failed."""
    while True:
        before = find(table, name)
        try:
            table.put(_record(replace(before, failed_at=at, failure=failure)), *_as_read(before))
        except Conflict:
            continue
        return


def _as_read(before: Source) -> tuple[Condition, ...]:
    if before == Source(before.name):
        return (Absent(),)
    return Equals("sequence", before.sequence), Equals("failed_at", before.failed_at)


def _record(source: Source) -> Record:
    return Record(*keys.source(source.name), {name: getattr(source, name) for name in Source.__slots__})


def _source(record: Record) -> Source:
    data = dict(record.data)
    data["sequence"] = int(data["sequence"])
    data["rows"] = {name: int(value) for name, value in data["rows"].items()}
    return Source(**data)
