"""What is asked of DynamoDB: what no emulator can show to be missing."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.httpsession import URLLib3Session

from chalicelib.store.dynamo import DynamoTable
from chalicelib.store.table import Delete, Put, Record
from tests.faults import Fault, first, inject

Requests = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def requests(dynamo: DynamoTable, monkeypatch: pytest.MonkeyPatch) -> Iterator[Requests]:
    """Every request that is sent: its operation and what it says."""
    sent: Requests = []
    send = URLLib3Session.send

    def noted(session: Any, request: Any) -> Any:
        operation = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
        sent.append((operation, json.loads(request.body)))
        return send(session, request)

    monkeypatch.setattr(URLLib3Session, "send", noted)
    yield sent
    assert sent


def test_reads_are_consistent_but_for_the_index(dynamo: DynamoTable, requests: Requests) -> None:
    """D10: whoever decides something reads what is so."""
    dynamo.get("P", "S")
    dynamo.get_many([("P", "S")])
    list(dynamo.query("P"))
    list(dynamo.query_index("L"))
    consistent = {name: str(body).count("'ConsistentRead': True") for name, body in requests[:3]}
    assert consistent == {"GetItem": 1, "BatchGetItem": 1, "Query": 1}
    assert "ConsistentRead" not in str(requests[3])
    assert requests[3][1]["IndexName"] == "gsi1"


def test_a_repeated_transaction_is_known_by_its_token(dynamo: DynamoTable, requests: Requests) -> None:
    """D5, D7: the same token for every try of one call, another for the next."""
    with inject(first(2, Fault.TIMEOUT_AFTER)):
        dynamo.transact([Put(Record("P", "S", {}))])
    dynamo.transact([Delete("P", "S")])
    tokens = [body["ClientRequestToken"] for _, body in requests]
    assert tokens[0] == tokens[1] == tokens[2] != tokens[3]


def test_nothing_is_scanned_or_counted_up(dynamo: DynamoTable, requests: Requests) -> None:
    """D5: an addition that is sent twice would count twice, so there is none."""
    dynamo.put(Record("P", "S", {"n": 1}))
    dynamo.put_many([Record("P", "T", {})])
    dynamo.delete_many([("P", "T")])
    assert {name for name, _ in requests} == {"PutItem", "BatchWriteItem"}


def test_a_limited_query_asks_for_no_more(dynamo: DynamoTable, requests: Requests) -> None:
    """D8: of a partition of large pages one is read, not a megabyte."""
    dynamo.put_many(Record("P", f"{n}", {}) for n in range(9))
    requests.clear()
    assert [record.sk for record in dynamo.query("P", backwards=True, limit=2)] == ["8", "7"]
    assert [body["Limit"] for _, body in requests] == [2]


def test_many_expired_records_take_few_requests(dynamo: DynamoTable, requests: Requests) -> None:
    """D11: each further page is asked for larger."""
    dynamo.put_many(Record("P", f"{n:02}", {}, expires_at=1) for n in range(60))
    dynamo.put(Record("P", "last", {}))
    requests.clear()
    assert [record.sk for record in dynamo.query("P", limit=1)] == ["last"]
    assert [body["Limit"] for _, body in requests] == [1, 4, 16, 64]
