"""The stories of the web app's users, in a browser, on a local stack of their own."""

import pytest

from tests.local.stack import Up
from tests.web.npm import needs_browser, needs_node, run

pytestmark = [pytest.mark.browser, needs_node, needs_browser]


def test_stories(up: Up) -> None:
    people = up.stack.places.people
    run("npm", "run", "--silent", "e2e", BASE_URL=up.session.site, IOR_PEOPLE=str(people))
