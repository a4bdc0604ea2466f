"""Faults put between botocore and the wire, the same for every service and every emulator.

A plan says for each request what goes wrong with it: `inject(plan)` makes it so and keeps a log. Run a flow
once with no faults to count its requests, then once per request and kind of fault. The place is a private
method of botocore's; a test sees that it is still there.
"""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from botocore.endpoint import Endpoint
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

PLACE = "_do_get_response"
"""Called for every request, a repeated one as well: it sends, and parses the answer."""


class Fault(StrEnum):
    """What goes wrong with a request."""

    THROTTLE = "throttle"
    HTTP500 = "http500"
    HTTP502 = "http502"
    """From something in between, without a code of the service's own."""
    HTTP503 = "http503"
    TIMEOUT_BEFORE = "timeout_before"
    """It never arrived."""
    TIMEOUT_AFTER = "timeout_after"
    """It was carried out, the answer was lost."""
    CRASH_BEFORE = "crash_before"
    CRASH_AFTER = "crash_after"
    ACCESS_DENIED = "access_denied"
    CONDITION_FAILED = "condition_failed"
    TRANSACTION_CONFLICT = "transaction_conflict"
    """DynamoDB: another transaction had one of the records in hand."""
    UNPROCESSED = "unprocessed"
    """DynamoDB batches: nothing was done, all comes back."""
    HALF_UNPROCESSED = "half_unprocessed"
    """DynamoDB batches: the first half was done, the rest comes back."""


KINDS = (
    Fault.THROTTLE,
    Fault.HTTP500,
    Fault.TIMEOUT_BEFORE,
    Fault.TIMEOUT_AFTER,
    Fault.CRASH_BEFORE,
    Fault.CRASH_AFTER,
)
"""What any request to any service may meet."""


class Crash(BaseException):
    """The process died here; `except Exception` does not catch it."""


class Call(NamedTuple):
    """A request as the log has it."""

    service: str
    operation: str
    fault: str | None


Plan = Callable[[int, str, str], str | None]
"""Of the n-th request (from 0), its service (`dynamodb`) and operation (`PutItem`): the fault, or None."""


def at(position: int, fault: str) -> Plan:
    """Only the request at a position."""
    return lambda n, service, operation: fault if n == position else None


def first(times: int, fault: str, operation: str | None = None) -> Plan:
    """The first so many requests, of one operation if one is named."""
    left = iter(range(times))

    def plan(n: int, service: str, name: str) -> str | None:
        asked = operation is None or name == operation
        return fault if asked and next(left, None) is not None else None

    return plan


def always(fault: str, operation: str | None = None) -> Plan:
    """Every request, of one operation if one is named."""
    return lambda n, service, name: fault if operation in (None, name) else None


def never(n: int, service: str, operation: str) -> None:
    """No request: to count them."""


@contextlib.contextmanager
def inject(plan: Plan) -> Iterator[list[Call]]:
    """Let a plan decide over every request of every client in this process; the log of the requests."""
    genuine = getattr(Endpoint, PLACE)
    lock = threading.Lock()
    log: list[Call] = []

    def planned(endpoint: Any, request: Any, operation_model: Any, context: Any) -> Any:
        service, operation = operation_model.service_model.service_name, operation_model.name
        with lock:
            position = len(log)
            fault = plan(position, service, operation)
            log.append(Call(service, operation, fault))
        where = f"{position}: {service} {operation}"

        def send() -> Any:
            return genuine(endpoint, request, operation_model, context)

        return _with(Fault(fault), request, send, service, where) if fault else send()

    setattr(Endpoint, PLACE, planned)
    try:
        yield log
    finally:
        setattr(Endpoint, PLACE, genuine)


def _with(fault: Fault, request: Any, send: Callable[[], Any], service: str, where: str) -> Any:
    match fault:
        case Fault.TIMEOUT_BEFORE:
            return None, ConnectTimeoutError(endpoint_url=request.url)
        case Fault.CRASH_BEFORE:
            raise Crash(where)
        case Fault.TIMEOUT_AFTER:
            send()
            return None, ReadTimeoutError(endpoint_url=request.url)
        case Fault.CRASH_AFTER:
            send()
            raise Crash(where)
        case Fault.UNPROCESSED | Fault.HALF_UNPROCESSED:
            return _unprocessed(fault, request, send)
        case _:
            return _refused(fault, service)


class _Answer:
    """The little of an HTTP answer that botocore looks at."""

    def __init__(self, status_code: int) -> None:
        self.status_code = status_code
        self.headers: dict[str, str] = {}
        self.content = b""


def _refused(fault: Fault, service: str) -> Any:
    database = service == "dynamodb"
    status, code = {
        Fault.THROTTLE: (400, "ProvisionedThroughputExceededException") if database else (503, "SlowDown"),
        Fault.HTTP500: (500, "InternalServerError" if database else "InternalError"),
        Fault.HTTP502: (502, "502"),
        Fault.HTTP503: (503, "ServiceUnavailable"),
        Fault.ACCESS_DENIED: (400, "AccessDeniedException") if database else (403, "AccessDenied"),
        Fault.CONDITION_FAILED: (400, "ConditionalCheckFailedException"),
        Fault.TRANSACTION_CONFLICT: (400, "TransactionCanceledException"),
    }[fault]
    document: dict[str, Any] = {
        "Error": {"Code": code, "Message": "injected"},
        "ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": {}, "RetryAttempts": 0},
    }
    if fault is Fault.TRANSACTION_CONFLICT:
        document["CancellationReasons"] = [{"Code": "TransactionConflict", "Message": "injected"}]
    return (_Answer(status), document), None


def _unprocessed(fault: Fault, request: Any, send: Callable[[], Any]) -> Any:
    """Keep a batch, or its second half, from the table and give it back."""
    asked = json.loads(request.body)["RequestItems"]
    [table] = asked
    rest = asked[table]
    keys = rest["Keys"] if isinstance(rest, dict) else rest
    sent = keys[: len(keys) // 2] if fault is Fault.HALF_UNPROCESSED else []

    def some(part: list[Any]) -> dict[str, Any]:
        return {table: {**rest, "Keys": part} if isinstance(rest, dict) else part}

    document: dict[str, Any] = {"ResponseMetadata": {"HTTPStatusCode": 200, "HTTPHeaders": {}}}
    answer: Any = _Answer(200)
    if sent:
        request.body = json.dumps({**json.loads(request.body), "RequestItems": some(sent)}).encode()
        request.headers["Content-Length"] = str(len(request.body))
        (answer, document), _ = send()
    elif isinstance(rest, dict):
        document["Responses"] = {table: []}
    document["UnprocessedKeys" if isinstance(rest, dict) else "UnprocessedItems"] = some(keys[len(sent) :])
    return (answer, document), None
