"""The web app's lint, types and units; its types are those of the document of the API."""

from tests.web.npm import needs_node, run

pytestmark = needs_node


def test_lint_and_format() -> None:
    run("npm", "run", "--silent", "lint")


def test_types() -> None:
    run("npm", "run", "--silent", "typecheck")


def test_units_and_pages_in_every_state() -> None:
    run("npm", "test", "--silent")
