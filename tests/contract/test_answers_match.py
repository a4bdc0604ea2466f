"""Good requests of every operation: the answers are those that the document promises."""

from typing import Any

import pytest

from chalicelib.api.bodies import schema_of
from chalicelib.api.contract import OPERATIONS
from chalicelib.api.operation import Operation
from tests.api.calling import connected, document, secured, the_app
from tests.api.calls import CALLS, prepare, worked
from tests.pipeline.twin import Twin


@pytest.fixture(scope="module")
def used() -> Twin:
    """A pipeline that only these requests change."""
    return prepare(worked())


def test_every_operation_is_asked_for_under_its_name() -> None:
    named = {
        entry.view_name: (method, path)
        for path, methods in the_app().routes.items()
        for method, entry in methods.items()
    }
    assert named == {operation.name: (operation.method, operation.path) for operation in OPERATIONS}
    assert set(CALLS) == set(named.values())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_a_good_request_is_answered_as_promised(operation: Operation, used: Twin) -> None:
    with connected(used) as caller:
        response = caller.ask((operation.method, operation.path))
    assert response.status_code == operation.status, response.body
    secured(response)
    if not operation.answer:
        kind = response.headers["Content-Type"].partition(";")[0]
        assert kind in operation.media
        return
    found = document(response)
    schema_of(operation.answer).load(found)
    assert has_something(found), found


def has_something(found: dict[str, Any]) -> bool:
    """Whether an answer has anything in its list, if it is one."""
    lists = [value for value in found.values() if isinstance(value, list)]
    return not lists or any(lists) or not {"breaks", "run", "exports"}.isdisjoint(found)
