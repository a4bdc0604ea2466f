"""A table that is busy or does not answer: the caller is told to ask again, not that something is broken."""

import logging
from types import FunctionType, ModuleType

import pytest

from chalicelib.entrypoints import lines, people, reference, service, work
from chalicelib.gateway import RETRY_AFTER
from chalicelib.identity.roles import PUBLIC, ROUTES
from chalicelib.store.errors import Busy, Conflict, Refused, Spoiled, StoreError, TooLarge, Unavailable
from tests.api.calling import Caller, problem
from tests.api.calls import CALLS, Route
from tests.pipeline.twin import Twin

NOW = pytest.mark.parametrize("kind", [Busy, Unavailable])
EACH = pytest.mark.parametrize("route", sorted(CALLS), ids=" ".join)
CLOSED = pytest.mark.parametrize("route", sorted(r for r in CALLS if ROUTES[r] != PUBLIC), ids=" ".join)
SECRET = "table ior-prod of account 123456789012"


def failing(monkeypatch: pytest.MonkeyPatch, error: StoreError) -> None:
    """Let the table fail in the middle of whatever a route does."""

    def fails(*_: object) -> None:
        raise error

    modules: tuple[ModuleType, ...] = (lines, people, reference, service, work)
    for module in modules:
        for name, function in list(vars(module).items()):
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                monkeypatch.setattr(module, name, fails)


def told_to_ask_again(somebody: Caller, route: Route, caplog: pytest.LogCaptureFixture) -> None:
    """See that an answer says when to ask again and nothing else, and the log the rest."""
    with caplog.at_level(logging.ERROR, "ior"):
        response = somebody.ask(route)
    assert "again" in problem(response, 503, "Not possible now")
    assert response.headers["Retry-After"] == str(RETRY_AFTER)
    assert SECRET.encode() not in response.body
    [record] = caplog.records
    assert SECRET in record.getMessage()
    assert response.headers["X-Request-Id"] in record.getMessage()


@NOW
@EACH
def test_a_table_that_cannot_now_is_told_as_such(
    somebody: Caller,
    route: Route,
    kind: type[StoreError],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """D1, D18."""
    failing(monkeypatch, kind(f"no answer from {SECRET}"))
    told_to_ask_again(somebody, route, caplog)


@CLOSED
def test_whoever_cannot_be_looked_up_now_is_not_let_in(
    day: Twin,
    somebody: Caller,
    route: Route,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """D18: nor is he told that he may not."""

    def fails(*_: object) -> None:
        raise Unavailable(f"no answer from {SECRET}")

    monkeypatch.setattr(day.table, "before", fails)
    told_to_ask_again(somebody, route, caplog)


@pytest.mark.parametrize("kind", [Conflict, TooLarge, Refused, Spoiled])
def test_what_is_no_better_later_is_an_error(
    somebody: Caller, kind: type[StoreError], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, kind(SECRET))
    response = somebody.get("/api/pipeline")
    problem(response, 500, "Something went wrong")
    assert "Retry-After" not in response.headers
