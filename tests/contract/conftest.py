"""The API over a pipeline in memory that has been through a whole day of the samples."""

from typing import Any

import pytest

from chalicelib.api.contract import ROLES
from chalicelib.feeds.catalogue import INGESTIONS
from chalicelib.gateway import Gateway
from chalicelib.identity import roles
from chalicelib.pipeline.ingest import ingest
from tests.api.calling import TOKEN, Caller, client_of
from tests.contract.views import app_of
from tests.pipeline.twin import Twin


def worked() -> Twin:
    """A pipeline that has loaded, generated and compared the samples, and told people of it."""
    world = Twin()
    world.upload("Exchange_Rate.csv")
    for one in INGESTIONS:
        ingest(world.ports, one.name, 60)
    world.work()
    return world


@pytest.fixture(scope="session")
def day() -> Twin:
    """A worked pipeline that nobody changes."""
    return worked()


@pytest.fixture
def fresh(day: Twin) -> Twin:
    """A worked pipeline of the test's own."""
    return day.copy()


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every route of the contract is open to whom the contract says."""
    for route, role in ROLES.items():
        monkeypatch.setitem(roles.ROUTES, route, role)


@pytest.fixture
def app(day: Twin) -> Gateway:
    """The app over the pipeline that nobody changes."""
    return app_of(day.ports)


@pytest.fixture
def somebody(app: Gateway) -> Caller:
    """Who may use every route."""
    return Caller(client_of(app), TOKEN)


@pytest.fixture
def changing(fresh: Twin) -> Any:
    """Who may use every route, over a pipeline of the test's own."""
    return Caller(client_of(app_of(fresh.ports)), TOKEN)
