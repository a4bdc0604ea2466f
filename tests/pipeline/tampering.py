"""Ways to change the audit trail past the application, as somebody does who may write to the table."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from chalicelib.store import audit, keys
from chalicelib.store.audit import FIRST, Row
from chalicelib.store.memory import MemoryTable
from chalicelib.store.records import Record

Place = tuple[str, int]
"""A date and a chain."""


def rows_at(table: MemoryTable, place: Place) -> list[Row]:
    """The rows of a chain."""
    return list(audit.rows(table, *place))


def record_at(table: MemoryTable, place: Place, number: int) -> Record:
    """A row as it is stored."""
    found = table.get(*keys.audit_row(*place, number))
    assert found is not None
    return found


def put_data(table: MemoryTable, record: Record, data: dict[str, Any]) -> None:
    """Write other data into a record."""
    table.put(replace(record, data=data))


def remove(table: MemoryTable, place: Place, *numbers: int) -> None:
    """Delete rows."""
    table.delete_many([keys.audit_row(*place, number) for number in numbers])


def swap(table: MemoryTable, place: Place, one: int, other: int, *, numbers_too: bool) -> None:
    """Let two rows change places, with the numbers that they say they have or without."""
    first, second = record_at(table, place, one), record_at(table, place, other)
    numbers = {"number": one}, {"number": other}
    put_data(table, first, second.data | (numbers[0] if numbers_too else {}))
    put_data(table, second, first.data | (numbers[1] if numbers_too else {}))


def append(table: MemoryTable, place: Place, *, with_head: bool) -> int:
    """Write one row more behind the last, rightly hashed; its number."""
    rows = rows_at(table, place)
    event = replace(rows[-1].event, actor="mallory")
    write_anew(table, place, [*(row.event for row in rows), event], with_head=with_head)
    return len(rows) + 1


def write_anew(table: MemoryTable, place: Place, events: Sequence[audit.Event], *, with_head: bool) -> None:
    """Write a chain with these events, rightly hashed; the head is as it was, or as it should be."""
    kept = table.get(*keys.audit_head(*place))
    table.delete_many([record.key for record in audit.row_records(table, *place)])
    previous = FIRST
    for number, event in enumerate(events, start=1):
        hashed = audit.row_hash(event, *place, number, previous)
        table.put(audit.record_of(Row(*place, number, event, previous, hashed)))
        previous = hashed
    if with_head and kept:
        put_data(table, kept, kept.data | {"count": len(events), "hash": previous})
