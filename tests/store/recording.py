"""What is asked of the table, written down: by the calls in memory, by the requests on the wire."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.httpsession import URLLib3Session

from chalicelib.store.memory import MemoryTable
from chalicelib.store.ranges import Range, key_range
from chalicelib.store.records import Key, Record
from tests.store.table_page import Query


class RecordingTable(MemoryTable):
    """A table in memory that remembers what was asked of it, and by whom."""

    def __init__(self, **options: Any) -> None:
        super().__init__(before=self._note, **options)
        self.queries: list[tuple[str, Query]] = []
        self.keys: set[Key] = set()
        self.operations: set[str] = set()

    def _note(self, operation: str, keys: Sequence[Key]) -> None:
        self.operations.add(operation)
        if not operation.startswith("query"):
            self.keys |= set(keys)

    def query(self, pk: str, **options: Any) -> Iterator[Record]:
        """As in `Table`."""
        self.queries.append((_caller(), _asked(pk, options, index=False)))
        return super().query(pk, **options)

    def query_index(self, gsi1pk: str, **options: Any) -> Iterator[Record]:
        """As in `Table`."""
        self.queries.append((_caller(), _asked(gsi1pk, options, index=True)))
        return super().query_index(gsi1pk, **options)

    def everything(self) -> list[Record]:
        """Every record that there is."""
        found = [self.get(pk, sk) for pk, partition in self._partitions.items() for sk in partition]
        return [record for record in found if record]


def _asked(partition: str, options: dict[str, Any], *, index: bool) -> Query:
    wanted = key_range(options.get("start", ""), options.get("end", ""), options.get("prefix", ""))
    return Query(
        index, partition, wanted, options.get("backwards", False), options.get("limit"), consistent=not index
    )


def _caller() -> str:
    """The function of ours that asks, without what it is nested in."""
    frame = sys._getframe(2)
    module = frame.f_globals["__name__"].removeprefix("chalicelib.")
    return f"{module}.{frame.f_code.co_qualname.partition('.<locals>')[0]}"


Requests = list[tuple[str, dict[str, Any]]]


@contextmanager
def wire() -> Iterator[Requests]:
    """Every request to DynamoDB while this is open: its operation and what it says."""
    sent: Requests = []
    genuine = URLLib3Session.send

    def noted(session: Any, request: Any) -> Any:
        target = request.headers["X-Amz-Target"].decode()
        sent.append((target.rpartition(".")[2], json.loads(request.body)))
        return genuine(session, request)

    with patch.object(URLLib3Session, "send", noted):
        yield sent


def query_of(body: dict[str, Any]) -> Query:
    """A Query request as what it asks for. Fails for any condition that is not on keys alone."""
    assert "FilterExpression" not in body, body
    index = body.get("IndexName") == "gsi1"
    names = body["ExpressionAttributeNames"]
    values = {name: found["S"] for name, found in body["ExpressionAttributeValues"].items()}
    expression = body["KeyConditionExpression"]
    for short, name in names.items():
        expression = expression.replace(short, name)
    prefix = "gsi1" if index else ""
    partition, low, high = "", "", ""
    for part in expression.replace(" BETWEEN ", " between ").split(" AND "):
        words = part.strip("() ").split()
        if words[:2] == [f"{prefix}pk", "="]:
            partition = values[words[2]]
        elif words[:2] == [f"{prefix}sk", "between"] or words[:2] == [f"{prefix}sk", ">="]:
            low = values[words[2]]
        elif words[:2] == [f"{prefix}sk", "<="]:
            high = values[words[2]]
        else:
            assert len(words) == 1, body
            high = values[words[0]]
    backwards = not body.get("ScanIndexForward", True)
    return Query(index, partition, Range(low, high), backwards, None, body.get("ConsistentRead", False))
