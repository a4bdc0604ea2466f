"""The app over a pipeline in memory that has been through a whole day of the samples."""

from collections.abc import Iterator

import pytest

from tests.api.calling import Caller, connected
from tests.api.calls import worked
from tests.pipeline.twin import Twin


@pytest.fixture(scope="session")
def day() -> Twin:
    """A worked pipeline that nobody changes."""
    return worked()


@pytest.fixture
def fresh(day: Twin) -> Twin:
    """A worked pipeline of the test's own."""
    return day.copy()


@pytest.fixture
def somebody(day: Twin) -> Iterator[Caller]:
    """Who may use every route, over the pipeline that nobody changes."""
    with connected(day) as caller:
        yield caller


@pytest.fixture
def changing(fresh: Twin) -> Iterator[Caller]:
    """Who may use every route, over a pipeline of the test's own."""
    with connected(fresh) as caller:
        yield caller
