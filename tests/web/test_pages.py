"""The built web app in a browser, with the API in memory: sizes, axe on every page, history, phones."""

import pytest

from tests.local.stack import free_port
from tests.web.npm import needs_browser, needs_node, run

pytestmark = [pytest.mark.browser, needs_node, needs_browser]


def test_no_page_loads_more_than_its_budget() -> None:
    run("npm", "run", "--silent", "budget")


def test_pages_in_the_browser() -> None:
    run("npm", "run", "--silent", "e2e", IOR_WEB_PORT=str(free_port()))
