"""The app, connected to a pipeline in memory that has been through a whole day of the samples."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chalicelib.gateway import Gateway
from chalicelib.identity.callers import SignedIn
from tests.api.calling import Caller, connected, the_app
from tests.api.calls import Route, prepare, worked
from tests.pipeline.twin import Twin


@pytest.fixture(scope="session")
def day() -> Twin:
    """A worked pipeline that nobody changes, with all that the requests are about."""
    return prepare(worked())


@pytest.fixture
def somebody(day: Twin) -> Iterator[Caller]:
    """Who may use every route."""
    with connected(day) as caller:
        yield caller


@pytest.fixture
def app(somebody: Caller) -> Gateway:
    """The app on a developer's machine, connected to the pipeline in memory."""
    return the_app()


@pytest.fixture
def nobody(somebody: Caller) -> Caller:
    """Who shows no token."""
    return Caller(somebody.http)


@pytest.fixture
def fresh(day: Twin) -> Twin:
    """A pipeline of the test's own."""
    return day.copy()


@pytest.fixture
def used(day: Twin, route: Route) -> Twin:
    """A pipeline that the request of a route may be sent to: of its own, if that changes anything."""
    return day if route[0] == "GET" else day.copy()


@pytest.fixture
def as_role(app: Gateway, nobody: Caller, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Caller]:
    """Makes whoever sends a request somebody with a role, also one that no user can have."""

    def make(role: str) -> Caller:
        who: Any = SignedIn("x", role, "", must_change_password=False)
        monkeypatch.setattr(app, "_who", lambda request: who)
        return nobody

    return make
