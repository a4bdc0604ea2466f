"""Results of which every version is kept: the current one, listed by day, and beside it each that ever was.

A result made of older data never takes the place of one made of newer: the current version remembers the
newest revision that is known to give it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from chalicelib.store.table import Absent, Below, Condition, Equals, Key, Put, Record, Table


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

    `newer` are the fields to be remembered, the revision as `checked` among them.
    """
    record = table.get(*key)
    if record is not None and current.checked < newer["checked"]:
        table.put(replace(record, data=record.data | dict(newer)), *conditions)


def store(table: Table, current: Record, former: Key, conditions: tuple[Condition, ...]) -> None:
    """Make a record the current version, if `conditions` hold, and keep it under `former` for good."""
    kept = Record(*former, current.data, current.body)
    table.transact([Put(current, conditions), Put(kept, (Absent(),))])
