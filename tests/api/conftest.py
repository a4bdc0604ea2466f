"""The app, connected to a pipeline in memory that has been through a whole day of the samples."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.feeds.catalogue import INGESTIONS
from chalicelib.gateway import Gateway
from chalicelib.pipeline.ingest import ingest
from tests.api.calling import TOKEN, Caller, client_of, connected, the_app
from tests.pipeline.world import World


@pytest.fixture(scope="session")
def day() -> World:
    """A pipeline that has loaded, generated and compared the samples."""
    world = World()
    world.upload("Exchange_Rate.csv")
    for one in INGESTIONS:
        ingest(world.ports, one.name, 60)
    world.work()
    return world


@pytest.fixture
def app(day: World) -> Iterator[Gateway]:
    """The app on a developer's machine, connected to the pipeline in memory."""
    with connected(day):
        yield the_app()


@pytest.fixture
def http(app: Gateway) -> Any:
    """Chalice's test client."""
    return client_of(app)


@pytest.fixture
def nobody(http: Any) -> Caller:
    """Who sends no token."""
    return Caller(http)


@pytest.fixture
def somebody(http: Any) -> Caller:
    """Who may use every route."""
    return Caller(http, TOKEN)


@pytest.fixture
def as_role(app: Gateway, http: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes whoever sends a request somebody with a role."""
    roles = importlib.import_module("chalicelib.identity.roles")

    def make(role: str) -> Caller:
        monkeypatch.setattr(app, "_who", lambda request: roles.Caller("x", role))
        return Caller(http)

    return make
