"""F6, F8: what every answer tells a browser, on every route and however it is answered."""

from collections.abc import Callable
from types import FunctionType

import pytest
from chalice.test import HTTPResponse

from chalicelib.api.contract import OPERATIONS
from chalicelib.api.operation import CSV
from chalicelib.entrypoints import lines, people, reference, service, work
from chalicelib.gateway import Gateway
from tests.api.calling import Caller, connected, event
from tests.api.calls import CALLS, Route
from tests.pipeline.twin import Twin

EACH = pytest.mark.parametrize("route", sorted(CALLS), ids=" ".join)
OTHER = "https://evil.example"
ALL = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
POLICY = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
"""Nothing is loaded, run, framed or sent from an answer; pages carry their style in themselves."""
A_YEAR = 365 * 86_400
TALKATIVE = {"server", "via", "x-powered-by", "x-chalice-version"}


def checked(response: HTTPResponse) -> None:
    """See that an answer has what ASVS 3.4 and 4.1 ask for, and nothing that they do not want."""
    headers = response.headers
    assert ALL.items() <= headers.items()
    directives = [said.split(maxsplit=1) for said in headers["Content-Security-Policy"].split(";")]
    assert {name: allowed.strip() for name, allowed in directives} == POLICY
    transport = [said.strip() for said in headers["Strict-Transport-Security"].split(";")]
    assert transport[1:] == ["includeSubDomains"]
    assert int(transport[0].removeprefix("max-age=")) >= A_YEAR
    kind, _, charset = headers["Content-Type"].partition("; ")
    assert charset == ("charset=utf-8" if kind.startswith("text/") else "")
    named = {name.lower() for name in headers}
    assert not named & TALKATIVE
    assert not {name for name in named if name.startswith("access-control-")}


def broken(*_: object) -> None:
    raise RuntimeError("broken")


def fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every view fail as nobody expected."""
    for module in (lines, people, reference, service, work):
        for name, function in list(vars(module).items()):
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                monkeypatch.setattr(module, name, broken)


ASKED: dict[str, Callable[[Caller, Route], HTTPResponse]] = {
    "as it is": lambda caller, route: caller.ask(route),
    "by nobody": lambda caller, route: Caller(caller.http).ask(route),
    "from another site": lambda caller, route: caller.ask(route, Origin=OTHER),
    "of what there is not": lambda caller, route: caller.send(route[0], f"{route[1]}-x", b""),
    "with another method": lambda caller, route: caller.send("TRACE", CALLS[route][0].partition("?")[0], b""),
    "with another body": lambda caller, route: caller.send(
        route[0], CALLS[route][0], b"x", content_type="text/plain"
    ),
    "with half a body": lambda caller, route: caller.send(
        route[0], CALLS[route][0], b'{"', content_type="application/json"
    ),
    "with a parameter": lambda caller, route: caller.send(
        route[0], f"{CALLS[route][0].partition('?')[0]}?unknown=x", CALLS[route][1]
    ),
}


@EACH
def test_every_answer_has_the_headers_of_every_answer(day: Twin, route: Route) -> None:
    """F6, F8: whoever asks, wherever from, and whether he is answered or refused."""
    world, seen = day if route[0] == "GET" else day.copy(), set()
    for ask in ASKED.values():
        with connected(world) as caller:
            response = ask(caller, route)
        if "x-amzn-ErrorType" not in response.headers:  # a path that is no route does not come to us
            checked(response)
        seen.add(response.status_code)
    assert {405, 415} <= seen or route[0] == "GET"


@EACH
def test_an_error_has_them_too(somebody: Caller, route: Route, monkeypatch: pytest.MonkeyPatch) -> None:
    """F8"""
    fail(monkeypatch)
    response = somebody.ask(route)
    assert response.status_code == 500
    checked(response)


@pytest.mark.parametrize("path", sorted({path for _, path in CALLS}))
@pytest.mark.parametrize("origin", [OTHER, "null", "http://localhost"])
def test_nobody_is_let_in_from_another_origin(app: Gateway, path: str, origin: str) -> None:
    """F6: what a browser asks beforehand is refused, and nothing is said that it would take for a yes."""
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    answered = app(event(app, "OPTIONS", path, headers=asked), None)
    assert answered["statusCode"] == 405
    assert not {name for name in answered["headers"] if name.lower().startswith("access-control-")}


FILES = [(one.method, one.path) for one in OPERATIONS if CSV in one.media]


@pytest.mark.parametrize("route", FILES, ids=" ".join)
def test_a_file_is_saved_and_not_shown(somebody: Caller, route: Route) -> None:
    """F8: under a name of ours, whatever the file was called that it tells of."""
    response = somebody.ask(route, accept="text/csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    checked(response)
    kind, _, name = response.headers["Content-Disposition"].partition("; ")
    assert kind == "attachment"
    assert name.startswith('filename="')
    assert name.endswith('.csv"')
    assert name.removeprefix("filename=").strip('"').isascii()


def test_there_are_such_files() -> None:
    assert len(FILES) >= 2
