"""The port to the one table: everything that the rest of the product knows about a database.

`chalicelib.store.dynamo` has the table itself, `chalicelib.store.memory` its twin; one suite of tests runs
against both. Neither is imported here, nor any other package.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from chalicelib.store.errors import Busy, Conflict, Refused, Spoiled, StoreError, TooLarge, Unavailable
from chalicelib.store.records import Absent, Below, Change, Check, Condition, Delete, Equals, Key, Put, Record

__all__ = [
    "Absent",
    "Below",
    "Busy",
    "Change",
    "Check",
    "Condition",
    "Conflict",
    "Delete",
    "Equals",
    "Key",
    "Put",
    "Record",
    "Refused",
    "Spoiled",
    "StoreError",
    "Table",
    "TooLarge",
    "Unavailable",
]


class Table(Protocol):
    """A table of records by `pk` and `sk`, with an index by `gsi1pk` and `gsi1sk`.

    Expired records are as if they were not there: for readers and for conditions. What is handed out is the
    caller's own: changing it changes nothing in the table. Every method raises Unavailable.
    """

    def get(self, pk: str, sk: str) -> Record | None:
        """The record of a key as it is now, or None."""

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Record]:
        """The records of any number of keys as they are now, in their order; keys without one are missing."""

    def query(
        self,
        pk: str,
        *,
        start: str = "",
        end: str = "",
        prefix: str = "",
        backwards: bool = False,
        limit: int | None = None,
    ) -> Iterator[Record]:
        """The records of a partition by `sk`, as they are when the iterator comes to them.

        `start` and `end` are included; with a `prefix` all that is given must hold. `limit` counts records
        that are handed out. Pages are fetched as they are needed: changes made meanwhile may be seen or not.
        """

    def query_index(
        self,
        gsi1pk: str,
        *,
        start: str = "",
        end: str = "",
        prefix: str = "",
        backwards: bool = False,
        limit: int | None = None,
    ) -> Iterator[Record]:
        """The records of a partition of the index by `gsi1sk`, as they were a moment ago.

        The index follows the table late: good for listings; whoever decides something reads the record again.
        """

    def put(self, record: Record, *conditions: Condition) -> None:
        """Write a record in place of what has its key, if all conditions hold for that.

        Raises Conflict if one does not. Where an answer was lost and the record as it is stored is ours, it
        counts as written; so a record by which one of many is to win must say whose it is. Raises TooLarge,
        and TypeError or ValueError where `data` holds what cannot be kept.
        """

    def put_many(self, records: Iterable[Record]) -> None:
        """Write any number of records, in portions, without conditions; of the same key the last one stays.

        Not atomic: after an error some are written. Raises TooLarge before the portion of such a record.
        """

    def delete_many(self, keys: Iterable[Key]) -> None:
        """Remove any number of records, in portions; not atomic. Keys without a record are passed over."""

    def transact(self, changes: Sequence[Change]) -> None:
        """Make at most 100 changes, of different keys, all or none.

        Raises Conflict with the changes whose conditions do not hold, Busy where others keep changing the
        same records, TooLarge for more than 100 changes, 4 MB, or a record too large.
        """
