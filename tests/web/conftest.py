"""The stories need a local stack. They and the other tests that take minutes begin first."""

from collections import Counter

import pytest

from tests.local.conftest import first, made, up

__all__ = ["first", "made", "up"]

LONG = ("tests/web/test_stories.py", "tests/web/", "tests/local/")
"""What takes minutes, the longest first, by the beginning of a test's name."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files in an order in which processes end together: the long ones, then those of many tests."""
    files = Counter(item.path for item in items)

    def order(item: pytest.Item) -> tuple[int, int]:
        rank = next((at for at, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG))
        return rank, -files[item.path]

    items.sort(key=order)
