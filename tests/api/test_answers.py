"""What every answer has in common: form, headers, request id, and errors that give nothing away."""

import json
import logging
from decimal import Decimal
from types import FunctionType
from typing import Any

import pytest
from chalice.app import Response

from chalicelib.api.contract import OPERATIONS
from chalicelib.api.operation import CSV, HTML
from chalicelib.api.replies import Problem, Reply
from chalicelib.entrypoints import lines, people, reference, service, work
from chalicelib.gateway import HEADERS, Gateway, answer, exact_json, refusal
from chalicelib.identity.roles import PUBLIC, ROUTES
from tests.api.calling import MY_ID, Caller, answered, connected, document, event, problem
from tests.api.calls import CALLS, ENTRY, STATUS, Route
from tests.pipeline.twin import Twin

EACH = pytest.mark.parametrize("route", sorted(CALLS), ids=" ".join)
CLOSED = pytest.mark.parametrize("route", sorted(r for r in CALLS if ROUTES[r] != PUBLIC), ids=" ".join)
KINDS = {(one.method, one.path): one.media[0] for one in OPERATIONS}
METHODS = ("HEAD", "GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")


@EACH
def test_an_answer_has_what_every_answer_has_and_no_number_that_is_a_float(used: Twin, route: Route) -> None:
    with connected(used) as somebody:
        response = somebody.ask(route)
    answered(response, route)
    if STATUS[route] == 204:
        assert response.body == b""
    elif KINDS[route] in (CSV, HTML):
        assert response.headers["Content-Type"] == f"{KINDS[route]}; charset=utf-8"
    else:
        assert isinstance(document(response), dict)


def test_the_request_id_is_that_of_the_gateway(app: Gateway) -> None:
    answered = app(event(app, "GET", "/api/health"), None)
    assert answered["headers"]["X-Request-Id"] == MY_ID
    refused = app(event(app, "GET", "/api/pipeline"), None)
    assert refused["headers"]["X-Request-Id"] == MY_ID
    assert json.loads(refused["body"])["instance"] == f"urn:uuid:{MY_ID}"


def test_a_request_without_an_id_is_given_one_of_its_own(somebody: Caller) -> None:
    ids = {somebody.get("/api/health").headers["X-Request-Id"] for _ in range(3)}
    assert len(ids) == 3


SECRET = "correct horse battery staple"


def broken(*_: object) -> None:
    """What goes wrong, with something that no caller is to be told."""
    raise RuntimeError(f"the secret is {SECRET}")


@EACH
def test_an_error_that_nobody_expected_tells_the_caller_nothing(
    somebody: Caller, route: Route, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for module in (lines, people, reference, service, work):
        for name, function in list(vars(module).items()):
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                monkeypatch.setattr(module, name, broken)
    told_by_its_log(somebody, route, caplog)


@CLOSED
def test_a_table_that_does_not_answer_opens_nothing(
    day: Twin,
    somebody: Caller,
    route: Route,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """F13: whoever cannot be looked up is not let in, and is told no reason."""
    monkeypatch.setattr(day.table, "before", broken)
    told_by_its_log(somebody, route, caplog)


def told_by_its_log(somebody: Caller, route: Route, caplog: pytest.LogCaptureFixture) -> None:
    """See that an error is told to the log, by the id that the caller is given, and to nobody else."""
    with caplog.at_level(logging.ERROR, "ior"):
        response = somebody.ask(route)
    told = problem(response, 500, "Something went wrong")
    assert told == "The request's id says to us what it was."
    assert SECRET.encode() not in response.body
    [record] = caplog.records
    assert response.headers["X-Request-Id"] in record.getMessage()
    assert record.exc_info is not None


def test_an_answer_that_is_no_json_is_an_error(somebody: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "health", lambda: {"when": object()})
    problem(somebody.get("/api/health"), 500)


@pytest.mark.parametrize("path", sorted({path for _, path in CALLS}))
def test_another_method_is_refused_as_a_problem(somebody: Caller, path: str) -> None:
    """Chalice answers these by itself, without any of our headers."""
    taken = {method for method, known in CALLS if known == path}
    sent, _, _ = CALLS[min(taken), path][0].partition("?")
    for method in set(METHODS) - taken:
        response = somebody.send(method, sent, b"{}")
        problem(response, 405, "Not this method")
        assert set(response.headers["Allow"].split(", ")) == taken


def test_options_are_nothing_that_anybody_has_asked_for(app: Gateway) -> None:
    """The site and the API are of one origin: no answer lets another one in."""
    answered = app(event(app, "OPTIONS", "/api/pipeline"), None)
    assert answered["statusCode"] == 405
    assert not [name for name in answered["headers"] if name.lower().startswith("access-control")]
    assert HEADERS.items() <= answered["headers"].items()


@pytest.mark.parametrize("kind", ["text/plain", "text/csv", "application/x-www-form-urlencoded", "json", ""])
def test_a_body_of_another_kind_is_refused_as_a_problem(somebody: Caller, kind: str) -> None:
    response = somebody.compare(b'{"shipment": "x"}', content_type=kind)
    assert kind in problem(response, 415, "Not this kind of content")


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "APPLICATION/JSON"])
def test_json_may_be_named_at_length(somebody: Caller, kind: str) -> None:
    body = json.dumps({"shipment": ENTRY}).encode()
    assert somebody.compare(body, content_type=kind).status_code == 200


def test_an_event_that_is_no_request_is_no_stack_trace(app: Gateway) -> None:
    answered = app({"detail": "something else"}, None)
    assert answered["statusCode"] == 500
    assert json.loads(answered["body"])["detail"] == "Unknown request."


def test_a_request_that_was_made_by_hand_may_lack_headers(app: Gateway) -> None:
    """The console of API Gateway sends null."""
    answered = app(event(app, "GET", "/api/health", headers=None), None)
    assert answered["statusCode"] == 200


def test_decimals_are_told_to_the_last_digit() -> None:
    assert exact_json({"duty": Decimal("1E+2"), "rate": Decimal("0.10")}) == '{"duty":"100","rate":"0.10"}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"x"])
def test_what_json_does_not_have_is_refused(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        exact_json({"value": value})


def test_an_answer_may_set_headers_and_a_status_of_its_own() -> None:
    made = answer(Reply("<p>", "text/html; charset=utf-8", 201, {"Cache-Control": "private"}), "id")
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "private")
    assert made.headers["X-Content-Type-Options"] == "nosniff"


def test_a_problem_says_what_it_says() -> None:
    made: Response = refusal(Problem(404, "No such entry", "There is no “SH1”."), "id")
    assert json.loads(made.body) == {
        "type": "about:blank",
        "title": "No such entry",
        "status": 404,
        "detail": "There is no “SH1”.",
        "instance": "urn:uuid:id",
    }


def test_a_view_keeps_its_name_and_text(app: Gateway) -> None:
    """Chalice and the documents know a view by them."""
    views = {entry.view_name: entry.view_function for path in app.routes.values() for entry in path.values()}
    assert views["entry"].__doc__ == "Show an entry with its customs lines and its versions."
    assert not [name for name, view in views.items() if name != view.__name__]


@pytest.mark.parametrize(("shipment", "expected"), [("", 422), ("x", 404), ("x" * 900, 422)])
def test_a_body_is_read_as_often_as_it_is_asked_for(somebody: Caller, shipment: str, expected: int) -> None:
    """The same warm function answers one request after another; none of them sees another's body."""
    for asked, status in ((ENTRY, 200), (shipment, expected), (ENTRY, 200)):
        assert somebody.compare(json.dumps({"shipment": asked}).encode()).status_code == status
