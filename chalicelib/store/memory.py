"""The table's twin in memory: the same answers to the same calls, for tests and simulations.

Records are kept in stored form, so that numbers come back as from the table and nothing that a caller holds
is what is stored. Every call is one step; hooks stand before and after it.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

from chalicelib.store.conditions import all_hold
from chalicelib.store.errors import not_as_expected
from chalicelib.store.exact import fields_from_wire
from chalicelib.store.limits import (
    READS_AT_ONCE,
    WRITES_AT_ONCE,
    Measured,
    check_changes,
    check_key,
    check_partition,
    distinct,
    measured,
    portions,
    writes,
)
from chalicelib.store.ranges import Range, key_range
from chalicelib.store.records import Change, Condition, Delete, Key, Put, Record

Hook = Callable[[str, Sequence[Key]], None]
"""Called with the name of the operation and the keys it is for; of a query, the partition and no `sk`."""


def _nothing(operation: str, keys: Sequence[Key]) -> None:
    pass


class MemoryTable:
    """A `Table` in memory.

    `before` and `after` are called around every request that the real table would be sent: what they raise,
    the caller gets, from `before` as if nothing was done, from `after` as if the answer was lost. With `lag`
    the index shows no change until `catch_up`. `clock` gives epoch seconds.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        lag: bool = False,
        before: Hook = _nothing,
        after: Hook = _nothing,
    ) -> None:
        self.before = before
        self.after = after
        self._clock = clock
        self._lag = lag
        self._lock = threading.RLock()
        self._partitions: dict[str, dict[str, Record]] = {}
        self._listed: dict[str, dict[tuple[str, Key], Record]] = {}
        self._behind: list[tuple[Key, Record | None, Record | None]] = []

    def get(self, pk: str, sk: str) -> Record | None:
        """As in `Table`."""
        check_key(pk, sk)
        with self._request("get", [(pk, sk)]):
            stored = self._live(pk, sk)
            return _handed_out(stored) if stored else None

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Record]:
        """As in `Table`."""
        found: dict[Key, Record] = {}
        for portion in portions(distinct(keys), READS_AT_ONCE):
            with self._request("get_many", portion):
                stored = {key: self._live(*key) for key in portion}
                found |= {key: _handed_out(record) for key, record in stored.items() if record}
        return found

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
        """As in `Table`, except that all is read when the iterator is asked first."""
        check_partition(pk)
        wanted = key_range(start, end, prefix)
        return islice(self._query(pk, wanted, backwards), limit)

    def _query(self, pk: str, wanted: Range, backwards: bool) -> Iterator[Record]:
        with self._request("query", [(pk, "")]):
            partition = self._partitions.get(pk, {})
            order = sorted(filter(wanted.holds, partition), reverse=backwards)
            found = [partition[sk] for sk in order]
        yield from self._shown(found)

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
        """As in `Table`, except that all is read when the iterator is asked first."""
        check_partition(gsi1pk)
        wanted = key_range(start, end, prefix)
        return islice(self._query_index(gsi1pk, wanted, backwards), limit)

    def _query_index(self, gsi1pk: str, wanted: Range, backwards: bool) -> Iterator[Record]:
        with self._request("query_index", [(gsi1pk, "")]):
            partition = self._listed.get(gsi1pk, {})
            order = sorted((place for place in partition if wanted.holds(place[0])), reverse=backwards)
            found = [partition[place] for place in order]
        yield from self._shown(found)

    def put(self, record: Record, *conditions: Condition) -> None:
        """As in `Table`."""
        ready = measured(record)
        with self._request("put", [record.key]):
            self._apply([Put(record, conditions)], [ready])

    def put_many(self, records: Iterable[Record]) -> None:
        """As in `Table`."""
        for portion in writes(records):
            with self._request("put_many", [ready.record.key for ready in portion]):
                for ready in portion:
                    self._replace(ready.record.key, _kept(ready))

    def delete_many(self, keys: Iterable[Key]) -> None:
        """As in `Table`."""
        for portion in portions(distinct(keys), WRITES_AT_ONCE):
            with self._request("delete_many", portion):
                for key in portion:
                    self._replace(key, None)

    def transact(self, changes: Sequence[Change]) -> None:
        """As in `Table`."""
        ready = check_changes(changes)
        if changes:
            with self._request("transact", [change.key for change in changes]):
                self._apply(changes, ready)

    def catch_up(self) -> None:
        """Let the index show everything that was changed so far."""
        with self._lock:
            for change in self._behind:
                self._list(*change)
            self._behind.clear()

    @contextmanager
    def _request(self, operation: str, keys: Sequence[Key]) -> Iterator[None]:
        self.before(operation, keys)
        with self._lock:
            yield
        self.after(operation, keys)

    def _apply(self, changes: Sequence[Change], ready: Iterable[Measured]) -> None:
        failed = [change for change in changes if not self._allows(change)]
        if failed:
            raise not_as_expected(failed)
        for one in ready:
            self._replace(one.record.key, _kept(one))
        for change in changes:
            if isinstance(change, Delete):
                self._replace(change.key, None)

    def _allows(self, change: Change) -> bool:
        stored = self._live(*change.key)
        return all_hold(change.conditions, stored.data if stored else None)

    def _replace(self, key: Key, record: Record | None) -> None:
        pk, sk = key
        partition = self._partitions.setdefault(pk, {})
        former = partition.pop(sk, None)
        if record:
            partition[sk] = record
        if self._lag:
            self._behind.append((key, former, record))
        else:
            self._list(key, former, record)

    def _list(self, key: Key, former: Record | None, record: Record | None) -> None:
        if former and former.gsi1pk and former.gsi1sk:
            del self._listed[former.gsi1pk][former.gsi1sk, key]
        if record and record.gsi1pk and record.gsi1sk:
            self._listed.setdefault(record.gsi1pk, {})[record.gsi1sk, key] = record

    def _live(self, pk: str, sk: str) -> Record | None:
        record = self._partitions.get(pk, {}).get(sk)
        return record if record and self._is_live(record) else None

    def _is_live(self, record: Record) -> bool:
        return record.expires_at is None or record.expires_at > self._clock()

    def _shown(self, records: Iterable[Record]) -> Iterator[Record]:
        return (_handed_out(record) for record in records if self._is_live(record))


def _kept(ready: Measured) -> Record:
    return replace(ready.record, data=ready.fields)


def _handed_out(stored: Record) -> Record:
    return replace(stored, data=fields_from_wire(stored.data))
