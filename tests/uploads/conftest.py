"""Desks to begin with: somebody at the web app on a day on which everything was loaded."""

import pytest

from tests.pipeline import days
from tests.uploads.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """On a day on which a few rows of each file were loaded."""
    return Desk(days.little_day())


@pytest.fixture
def whole() -> Desk:
    """On a day on which all files of the samples were loaded."""
    return Desk(days.whole_day())
