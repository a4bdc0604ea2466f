"""Results of which every version is kept: the current one, listed by day, and beside it each that ever was.

A result made of older data never takes the place of one made of newer: the current version remembers the
newest revision that is known to give it.

Each version is told of in the audit trail, in the transaction that makes it the current one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from chalicelib.store import audit
from chalicelib.store.table import Absent, Below, Check, Condition, Equals, Key, Put, Record, Table


class Version(Protocol):
    """What a current version says of itself."""

    @property
    def version(self) -> int:
        """Counted from 1."""

    @property
    def checked(self) -> int:
        """The newest revision that is known to give it."""


def as_read(current: Version | None, revision: int) -> tuple[Condition, ...]:
    """That the current version is still the one that was read, and not made of newer data than `revision`."""
    if current is None:
        return (Absent(),)
    return Equals("version", current.version), Below("checked", revision + 1)


def note_checked(
    table: Table, key: Key, current: Version, newer: Mapping[str, Any], conditions: tuple[Condition, ...]
) -> None:
    """Remember that newer data gives the same, so that a run that is late with older data cannot undo it.

    `newer` are the fields to be remembered, the revision as `checked` among them. What is known already is
    not written again.
    """
    if current.checked > newer["checked"]:
        return
    record = table.get(*key)
    if record is not None and any(record.data.get(name) != value for name, value in newer.items()):
        table.put(replace(record, data=record.data | dict(newer)), *conditions)


def store(
    table: Table,
    current: Record,
    former: Key,
    conditions: tuple[Condition, ...],
    event: audit.Event,
    provided: Sequence[Check] = (),
) -> None:
    """Make a record the current version if `conditions` hold, keep it under `former`, and tell of it.

    All of that only if what is `provided` holds as well.
    """
    kept = Record(*former, current.data, current.body)
    audit.transact(table, [Put(current, conditions), Put(kept, (Absent(),)), *provided], event)


def told(before: Version | None, after: Version, *fields: str) -> dict[str, Any]:
    """What the audit trail says of a version and of that in whose place it comes: these fields of both."""
    both = (("before", before), ("after", after))
    return {name: {field: getattr(version, field) for field in fields} for name, version in both if version}
