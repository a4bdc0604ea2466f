"""The Chalice app of the product: what every route has in common.

A view returns a plain document or a `Reply`; the gateway sees to the caller's role, exact JSON, headers, and
errors as problem documents (RFC 9457) that carry the request's id. Chalice's own middleware never sees
ordinary exceptions (aws/chalice 1.34), so this is done where routes are registered. What Chalice refuses
before it comes to a view, a method or a content type, is put into the same form afterwards.
"""

import json
import logging
import os
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import wraps
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from chalice.app import Chalice, Request, Response

from chalicelib import gateway_log, strict_json
from chalicelib.api.replies import Problem, Reply, listed
from chalicelib.identity.callers import SignedIn, must_change_first
from chalicelib.identity.errors import IdentityError
from chalicelib.identity.roles import is_public, may
from chalicelib.store.errors import Busy, Unavailable
from chalicelib.waking import BucketEvent

View = Callable[..., Any]
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}
IN_LAMBDA = "AWS_LAMBDA_FUNCTION_NAME"
WOKEN_BY = ("s3", "sns", "sqs", "scheduled")
REFUSED_BY_CHALICE = {405: "Not this method", 415: "Not this kind of content"}
RETRY_AFTER = 5
"""Seconds after which a request is worth repeating that the table kept from being answered."""
_log = logging.getLogger("ior")


class NotNow(Problem):
    """The table is busy, or does not answer; the caller is told no more than when to ask again."""

    headers = MappingProxyType({"Retry-After": str(RETRY_AFTER)})

    def __init__(self) -> None:
        super().__init__(503, "Not possible now", "Send the request again in a few seconds.")


class Gateway(Chalice):
    """A Chalice app whose routes are closed to whoever the role table does not let in."""

    def __init__(self, app_name: str, who: Callable[[Request], SignedIn | None]) -> None:
        super().__init__(app_name=app_name, debug=False)
        self.log.setLevel(logging.INFO)  # Chalice lets errors through only
        # Of the root logger the handler is Lambda's, which writes what other loggers say.
        gateway_log.use_for(self.log, *([logging.getLogger()] if IN_LAMBDA in os.environ else []))
        for kind in WOKEN_BY:
            self.register_middleware(_named, kind)
        self._who = who
        self._caller: SignedIn | None = None

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:
        """Answer a request as API Gateway hands it over."""
        told = event.get("requestContext", {})
        identity = identity_of(told)
        with gateway_log.about(request=identity):
            named = event | {"requestContext": told | {"requestId": identity}}
            answered: dict[str, Any] = super().__call__(named, context)
        if "X-Request-Id" in answered["headers"]:
            return answered
        return refused_by_chalice(answered, identity).to_dict(self.api.binary_types)

    @property
    def asked(self) -> Request:
        """The request that is being answered."""
        request = self.current_request
        assert request is not None, "asked for outside a request"
        return request

    @property
    def caller(self) -> SignedIn:
        """Who sends the request that is being answered."""
        assert self._caller is not None, "asked for on a public route"
        return self._caller

    def route(self, path: str, **options: Any) -> Callable[[View], View]:
        """Register a view; what it does with the request and how it fails is seen to here."""
        register = super().route(path, **options)

        def decorate(view: View) -> View:
            @wraps(view)
            def guarded(**parameters: str) -> Response:
                request = self.asked
                identity = identity_of(request.context)
                try:
                    self._admit(request, path)
                    return answer(view(**parameters), identity)
                except Exception as error:
                    return refusal(error, identity)

            registered: View = register(guarded)
            return registered

        return decorate

    def on_s3_event(
        self,
        bucket: str,
        events: list[str] | None = None,
        prefix: str | None = None,
        suffix: str | None = None,
        name: str | None = None,
    ) -> Callable[..., Any]:
        """Register a handler of a bucket's events, which is handed every one: also S3's test events."""
        register = super().on_s3_event(bucket, events, prefix, suffix, name)

        def decorate(handler: Callable[..., Any]) -> Any:
            registered = register(handler)
            registered.event_class = BucketEvent
            return registered

        return decorate

    def _admit(self, request: Request, path: str) -> None:
        self._caller = None
        if is_public(request.method, path):
            return
        caller = self._caller = self._who(request)
        if caller is None:
            raise Problem(401, "Not signed in", "Sign in, and send the request again.")
        if not may(caller, request.method, path):
            raise Problem(403, "Not allowed", f"The role {caller.role!r} may not do this.")
        if must_change_first(caller, request.method, path):
            raise Problem(403, "Password to be changed", "Choose a password of your own first.")


def identity_of(context: Mapping[str, Any]) -> str:
    """The id of a request: API Gateway's, or one of our own where it gives none, or hands on what is none."""
    given = context.get("requestId")
    return str(given) if gateway_log.is_id(given) else str(uuid4())


def _named(event: Any, answer: Callable[[Any], Any]) -> Any:
    """Let the lines of a function that an event has woken tell which request of Lambda's it is."""
    with gateway_log.about(request=getattr(event.context, "aws_request_id", "")):
        return answer(event)


def answer(result: Any, identity: str) -> Response:
    """What a view returned, as a response."""
    if not isinstance(result, Reply):
        result = Reply(exact_json(result), "application/json")
    headers = {**HEADERS, **result.headers, "Content-Type": result.content_type, "X-Request-Id": identity}
    body = result.body if isinstance(result.body, str | bytes) else exact_json(result.body)
    return Response(body, headers, result.status)


def refusal(error: Exception, identity: str) -> Response:
    """An error as a problem document; one that nobody expected is logged and tells the caller nothing."""
    if isinstance(error, IdentityError):
        error = _problem_of(error)
    if isinstance(error, Busy | Unavailable):
        _log.error("request %s could not be answered now: %s", identity, error, exc_info=error)
        error = NotNow()
    if not isinstance(error, Problem):
        _log.exception("request %s failed", identity)
        error = Problem(500, "Something went wrong", "The request's id says to us what it was.")
    document = {
        "type": "about:blank",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "instance": f"urn:uuid:{identity}",
        **error.more,
    }
    headers = dict(error.headers) | ({"WWW-Authenticate": "Bearer"} if error.status == 401 else {})
    return answer(Reply(document, "application/problem+json", error.status, headers), identity)


def _problem_of(error: IdentityError) -> Problem:
    from chalicelib.api.people import problem  # only a request that concerns people comes here

    return problem(error)


def refused_by_chalice(answered: Mapping[str, Any], identity: str) -> Response:
    """What Chalice answered by itself, as a problem document with the headers that it set (`Allow`)."""
    status = answered["statusCode"]
    title = REFUSED_BY_CHALICE.get(status, "Not answered")
    refused = refusal(Problem(status, title, json.loads(answered["body"])["Message"]), identity)
    kept = {name: value for name, value in answered["headers"].items() if name not in refused.headers}
    return Response(refused.body, refused.headers | kept, status)


def exact_json(document: Any) -> str:
    """A document as JSON. Money, weights and rates are text in it, or `Decimal`, which becomes text."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_exact)


def query_of(request: Request) -> dict[str, str]:
    """The parameters of a request's query. Raises `Problem` where one is given more than once."""
    given = request.query_params
    if given is None:
        return {}
    twice = [name for name in given if len(given.getlist(name)) > 1]
    if twice:
        raise Problem(400, "Given twice", f"{listed(twice)} can be given once only.")
    return dict(given)


def accepted(request: Request) -> str:
    """The kinds of content that the caller would like to have."""
    return str(request.headers.get("accept", ""))


def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that a request carries. Raises `Problem`."""
    try:
        body = request.raw_body
        found = strict_json.read(body.encode() if isinstance(body, str) else body)
    except strict_json.JsonFault as error:
        raise Problem(400, "Not JSON", f"The body has to be a JSON object; {error}.") from error
    except ValueError as error:
        raise Problem(400, "Not JSON", "The body was handed over as base64, which it is not.") from error
    if not isinstance(found, dict):
        raise Problem(400, "Not a JSON object", "The body has to be a JSON object.")
    return found


def _exact(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} is not for JSON: {value!r:.80}")
