"""Worlds to begin with, a copy for each test."""

import pytest

from tests.pipeline import days
from tests.pipeline.twin import Twin


@pytest.fixture
def day() -> Twin:
    """A day on which all files of the samples were loaded, and all that followed is done."""
    return days.whole_day()


@pytest.fixture
def little_day() -> Twin:
    """The same with a few rows of each."""
    return days.little_day()
