"""How the suite is spread over processes: a test goes where there is room, those of one stack together."""

from collections.abc import Iterable
from pathlib import Path

import pytest

LOCAL = Path(__file__).parent / "local"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Keep the tests of the local stack together: a stack takes half a minute to start."""
    for item in items:
        if item.path.is_relative_to(LOCAL):
            item.add_marker(pytest.mark.xdist_group("local stack"))
