"""What the tests of the feeds share: the stand-in for SAP, and a time that they move."""

from collections.abc import Iterator

import pytest

from infra.local.sap import SapStandIn
from tests.feeds.world import PASSWORD, SAMPLES, USER, Time


@pytest.fixture
def sap() -> Iterator[SapStandIn]:
    with SapStandIn(SAMPLES, USER, PASSWORD) as running:
        yield running


@pytest.fixture
def time() -> Time:
    return Time()
