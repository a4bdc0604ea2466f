"""The table on DynamoDB: portions, repetitions, lost answers."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any
from uuid import uuid4

from chalicelib.store.dynamo.expressions import expression, within
from chalicelib.store.dynamo.model import INDEX, RawItem, item_of, model_of, record_of
from chalicelib.store.dynamo.repeating import ConditionsFailed, Patience, Repeating
from chalicelib.store.errors import not_as_expected
from chalicelib.store.limits import (
    READS_AT_ONCE,
    WRITES_AT_ONCE,
    check_changes,
    check_key,
    check_partition,
    distinct,
    measured,
    portions,
    writes,
)
from chalicelib.store.ranges import Range, key_range
from chalicelib.store.records import Change, Check, Condition, Delete, Key, Put, Record

KINDS = Check, Delete, Put
"""Changes in the order in which PynamoDB sends them, which is the order of the reasons it is told."""


class DynamoTable:
    """A `Table` on DynamoDB. Nothing is sent before the first call; threads may share it.

    `clock` gives epoch seconds and says what has expired; `sleep`, `timer` and `chance` (0 to 1) are what
    repetitions wait by. `host` is the address of an emulator.
    """

    def __init__(
        self,
        name: str,
        *,
        region: str | None = None,
        host: str | None = None,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        timer: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.name = name
        self._model = model_of(name, region, host)
        # The model's own calls repeat unprocessed items without a pause; its connection leaves that to us.
        self._connection = self._model._get_connection()
        self._repeating = Repeating(name, patience or Patience(), sleep, timer, chance)
        self._clock = clock

    def get(self, pk: str, sk: str) -> Record | None:
        """As in `Table`."""
        check_key(pk, sk)
        item = self._get(pk, sk)
        return next(self._live([item]), None) if item else None

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Record]:
        """As in `Table`."""
        items: list[RawItem] = []
        asked = distinct(keys)
        for portion in portions(asked, READS_AT_ONCE):
            wanted = [_key_item(key) for key in portion]
            self._repeating.drained("reading many", wanted, partial(self._get_portion, items))
        found = {record.key: record for record in self._live(items)}
        return {key: found[key] for key in asked if key in found}

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
        """As in `Table`."""
        check_partition(pk)
        wanted = key_range(start, end, prefix)
        condition = within(self._model.sk, wanted)
        ask = partial(
            self._connection.query,
            pk,
            condition,
            consistent_read=True,
            scan_index_forward=not backwards,
        )
        return islice(self._asked(f"query of {pk}", wanted, limit, ask), limit)

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
        """As in `Table`."""
        check_partition(gsi1pk)
        wanted = key_range(start, end, prefix)
        condition = within(self._model.gsi1sk, wanted)
        ask = partial(
            self._connection.query,
            gsi1pk,
            condition,
            index_name=INDEX,
            scan_index_forward=not backwards,
        )
        return islice(self._asked(f"query of {INDEX} {gsi1pk}", wanted, limit, ask), limit)

    def put(self, record: Record, *conditions: Condition) -> None:
        """As in `Table`."""
        measured(record)
        pk, sk = record.key
        send = partial(
            self._connection.put_item,
            pk,
            sk,
            attributes=item_of(self._model, record),
            condition=expression(self._model, conditions, self._now()),
        )
        try:
            self._repeating.answered(f"put of {pk} {sk}", send)
        except ConditionsFailed as failed:
            if not (failed.in_doubt and self._is_stored(record)):
                raise not_as_expected([Put(record, conditions)]) from failed

    def put_many(self, records: Iterable[Record]) -> None:
        """As in `Table`."""
        for portion in writes(records):
            work = [{"put": item_of(self._model, ready.record)} for ready in portion]
            self._repeating.drained("writing many", work, self._write_portion)

    def delete_many(self, keys: Iterable[Key]) -> None:
        """As in `Table`."""
        for portion in portions(distinct(keys), WRITES_AT_ONCE):
            work = [{"delete": _key_item(key)} for key in portion]
            self._repeating.drained("deleting many", work, self._write_portion)

    def transact(self, changes: Sequence[Change]) -> None:
        """As in `Table`."""
        check_changes(changes)
        if not changes:
            return
        ordered = [[change for change in changes if isinstance(change, kind)] for kind in KINDS]
        checks, deletes, puts = ([self._request(change) for change in part] for part in ordered)
        send = partial(
            self._connection.connection.transact_write_items,
            checks,
            deletes,
            puts,
            [],
            client_request_token=str(uuid4()),
        )
        try:
            self._repeating.answered(f"transaction of {len(changes)} changes", send)
        except ConditionsFailed as failed:
            sent = list(chain.from_iterable(ordered))
            raise not_as_expected([sent[position] for position in failed.positions]) from failed

    def _now(self) -> int:
        return int(self._clock())

    def _request(self, change: Change) -> dict[str, Any]:
        pk, sk = change.key
        condition = expression(self._model, change.conditions, self._now())
        if not isinstance(change, Put):
            return self._connection.get_operation_kwargs(pk, sk, condition=condition)
        item = item_of(self._model, change.record)
        return self._connection.get_operation_kwargs(pk, sk, key="Item", attributes=item, condition=condition)

    def _get(self, pk: str, sk: str) -> RawItem | None:
        send = partial(self._connection.get_item, pk, sk, consistent_read=True)
        found: RawItem | None = self._repeating.answered(f"get of {pk} {sk}", send).get("Item")
        return found

    def _get_portion(self, found: list[RawItem], wanted: list[RawItem]) -> list[RawItem]:
        """Read some keys, add what there is; the keys that were not processed."""
        ask: Callable[..., dict[str, Any]] = self._connection.batch_get_item  # takes keys, declares texts
        send = partial(ask, wanted, consistent_read=True)
        answer = self._repeating.answered(f"reading {len(wanted)} records", send)
        found += answer["Responses"].get(self.name, [])
        left: list[RawItem] = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
        return left

    def _write_portion(self, work: list[dict[str, RawItem]]) -> list[dict[str, RawItem]]:
        """Put and delete some items; those that were not processed."""
        send = partial(
            self._connection.batch_write_item,
            put_items=[one["put"] for one in work if "put" in one],
            delete_items=[one["delete"] for one in work if "delete" in one],
        )
        answer = self._repeating.answered(f"writing {len(work)} records", send)
        return [_unprocessed(request) for request in answer.get("UnprocessedItems", {}).get(self.name, [])]

    def _asked(
        self, what: str, wanted: Range, first: int | None, ask: Callable[..., dict[str, Any]]
    ) -> Iterator[Record]:
        """Page after page; the first of so many items, later ones larger: many may have expired."""
        position: RawItem | None = None
        size = first
        while not wanted.empty:
            page = self._repeating.answered(what, partial(ask, limit=size, exclusive_start_key=position))
            yield from self._live(page["Items"])
            position = page.get("LastEvaluatedKey")
            if position is None:
                return
            size = size and size * 4

    def _live(self, items: Iterable[RawItem]) -> Iterator[Record]:
        records = (record_of(self._model, item) for item in items)
        return (r for r in records if r.expires_at is None or r.expires_at > self._clock())

    def _is_stored(self, record: Record) -> bool:
        item = self._get(*record.key)
        return item is not None and item_of(self._model, record_of(self._model, item)) == item_of(
            self._model, record
        )


def _key_item(key: Key) -> RawItem:
    return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}


def _unprocessed(request: Mapping[str, Any]) -> dict[str, RawItem]:
    if "PutRequest" in request:
        return {"put": request["PutRequest"]["Item"]}
    return {"delete": request["DeleteRequest"]["Key"]}
