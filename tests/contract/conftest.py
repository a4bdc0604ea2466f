"""The API over a pipeline in memory that has been through a whole day of the samples."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import wiring
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
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A developer's machine, whose token opens every route of the contract."""
    for name in ("STAGE", "AWS_ENDPOINT_URL", "AWS_LAMBDA_FUNCTION_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOCAL_TOKEN", TOKEN)
    for route, role in ROLES.items():
        monkeypatch.setitem(roles.ROUTES, route, role)
    wiring.current_settings.cache_clear()
    yield
    wiring.current_settings.cache_clear()


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
