"""The Chalice app of the product: what every route and every handler has in common.

A view returns a plain document or a `Reply`; the gateway sees to the caller's role, exact JSON, headers, and
errors as problem documents (RFC 9457) that carry the request's id. Chalice's own middleware never sees
ordinary exceptions (aws/chalice 1.34), so this is done where routes are registered.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import wraps
from typing import Any
from uuid import uuid4

from chalice.app import Chalice, Request, Response, SQSEvent, SQSRecord

from chalicelib.identity.bearer import caller_of
from chalicelib.identity.roles import is_public, may
from chalicelib.settings import Settings

View = Callable[..., Any]
MOST_RECEIVES = 3
"""After so many a message goes to the dead-letter queue; the queues are declared so."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}
_log = logging.getLogger("ior")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is not plain JSON with status 200."""

    body: str | bytes
    content_type: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Problem(Exception):
    """Why a request is not answered as asked: status, a title that never changes, and the detail."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        self.status, self.title, self.detail = status, title, detail
        super().__init__(detail)


class Gateway(Chalice):
    """A Chalice app whose routes are closed to whoever the role table does not let in."""

    def __init__(self, app_name: str, settings: Callable[[], Settings]) -> None:
        super().__init__(app_name=app_name, debug=False)
        self._settings = settings

    @property
    def asked(self) -> Request:
        """The request that is being answered."""
        request = self.current_request
        assert request is not None, "asked for outside a request"
        return request

    def route(self, path: str, **options: Any) -> Callable[[View], View]:
        """Register a view; what it does with the request and how it fails is seen to here."""
        register = super().route(path, **options)

        def decorate(view: View) -> View:
            @wraps(view)
            def guarded(**parameters: str) -> Response:
                request = self.asked
                identity = str(request.context.get("requestId") or uuid4())
                try:
                    self._admit(request, path)
                    return answer(view(**parameters), identity)
                except Exception as error:
                    return refusal(error, identity)

            registered: View = register(guarded)
            return registered

        return decorate

    def _admit(self, request: Request, path: str) -> None:
        if is_public(request.method, path):
            return
        caller = caller_of(request.headers, self._settings())
        if caller is None:
            raise Problem(401, "Not signed in", "Sign in, and send the request again.")
        if not may(caller, request.method, path):
            raise Problem(403, "Not allowed", f"The role {caller.role!r} may not do this.")


def answer(result: Any, identity: str) -> Response:
    """What a view returned, as a response."""
    if not isinstance(result, Reply):
        result = Reply(exact_json(result), "application/json")
    headers = {**HEADERS, **result.headers, "Content-Type": result.content_type, "X-Request-Id": identity}
    return Response(result.body, headers, result.status)


def refusal(error: Exception, identity: str) -> Response:
    """An error as a problem document; one that nobody expected is logged and tells the caller nothing."""
    if not isinstance(error, Problem):
        _log.exception("request %s failed", identity)
        error = Problem(500, "Something went wrong", "The request's id says to us what it was.")
    document = {
        "type": "about:blank",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "instance": f"urn:uuid:{identity}",
    }
    extra = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}
    return answer(Reply(exact_json(document), "application/problem+json", error.status, extra), identity)


def exact_json(document: Any) -> str:
    """A document as JSON; numbers that are money, weight or rate come as text, and no float ever."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_exact)


def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that a request carries. Raises `Problem`."""
    try:
        found = json.loads(
            request.raw_body or b"", parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_once
        )
    except (ValueError, RecursionError) as error:
        raise Problem(400, "Not JSON", f"The body has to be a JSON object: {error}") from error
    if not isinstance(found, dict):
        raise Problem(400, "Not a JSON object", "The body has to be a JSON object.")
    return found


def each_record(
    event: SQSEvent, handle: Callable[[Mapping[str, Any]], Any], give_up: Callable[[str, Exception], None]
) -> dict[str, list[dict[str, str]]]:
    """Handle every message of a batch, and answer those that failed, so that only they come again.

    `give_up` is told of a message that failed for the last time. Where all fail the first error is raised, so
    that the invocation counts as failed.
    """
    records = list(event)
    failed = [(record, error) for record in records if (error := _failure(record, handle))]
    for record, error in failed:
        _log.error("message %s failed: %s", _message_id(record), error, exc_info=error)
        if int(record.to_dict().get("attributes", {}).get("ApproximateReceiveCount", 1)) >= MOST_RECEIVES:
            give_up(_message_id(record), error)
    if failed and len(failed) == len(records):
        raise failed[0][1]
    return {"batchItemFailures": [{"itemIdentifier": _message_id(record)} for record, _ in failed]}


def seconds_left(event: Any, spare: float = 10.0) -> float:
    """How long a handler may still work, with some seconds to spare for putting things in order."""
    return max(1.0, float(event.context.get_remaining_time_in_millis()) / 1000 - spare)


def s3_objects(event: Any) -> Iterable[dict[str, str]]:
    """The objects of an S3 event: bucket, key as text, version and sequencer. A test event has none."""
    from urllib.parse import unquote_plus

    for record in event.to_dict().get("Records", []):
        if record.get("eventSource") == "aws:s3" and record["eventName"].startswith("ObjectCreated"):
            found = record["s3"]["object"]
            yield {
                "bucket": record["s3"]["bucket"]["name"],
                "key": unquote_plus(found["key"]),
                "version": found.get("versionId", ""),
                "sequencer": found.get("sequencer", ""),
            }


def _failure(record: SQSRecord, handle: Callable[[Mapping[str, Any]], Any]) -> Exception | None:
    try:
        handle(json.loads(record.body, parse_float=Decimal))
    except Exception as error:  # whatever it is, the other messages of the batch are not to suffer
        return error
    return None


def _message_id(record: SQSRecord) -> str:
    return str(record.to_dict()["messageId"])


def _exact(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} is not for JSON: {value!r:.80}")


def _refused(text: str) -> Any:
    raise ValueError(f"{text} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
