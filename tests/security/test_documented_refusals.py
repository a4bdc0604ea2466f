"""What may be answered in the place of what was asked for is in the API's document (ASVS 2.1.1)."""

import pytest

from chalicelib.api.contract import OPERATIONS
from chalicelib.api.openapi import WAITING, document
from chalicelib.api.operation import Operation
from chalicelib.gateway import NotNow
from chalicelib.store.errors import Unavailable
from tests.api.calling import Caller, problem
from tests.api.calls import CALLS
from tests.pipeline.twin import Twin

EACH = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)


@EACH
def test_what_needs_the_table_says_that_it_may_have_to_wait(
    day: Twin, somebody: Caller, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D18: who is answered 503 while the table does not answer is told so beforehand, and nobody else."""

    def fails(*_: object) -> None:
        raise Unavailable("no answer")

    monkeypatch.setattr(day.table, "before", fails)
    response = somebody.ask((operation.method, operation.path))
    assert (response.status_code == 503) is (503 in operation.refusals)
    if response.status_code == 503:
        problem(response, 503, "Not possible now")
        assert response.headers["Retry-After"] == NotNow.headers["Retry-After"]


def test_all_but_the_sign_of_life_need_it() -> None:
    assert [one.name for one in OPERATIONS if 503 not in one.refusals] == ["health"]
    assert {(one.method, one.path) for one in OPERATIONS} == set(CALLS)


@pytest.mark.parametrize("status", WAITING)
def test_who_has_to_wait_is_told_how_long(status: int) -> None:
    said = document()["components"]["responses"][f"Refused{status}"]
    assert set(said["headers"]) == {"X-Request-Id", "Retry-After"}


def test_who_tries_too_often_is_told_so() -> None:
    """Where a password is asked for: API Gateway's own 429 is everybody's, and told of once."""
    assert {one.name for one in OPERATIONS if 429 in one.refusals} == {"login", "change_password"}
    assert "(429)" in document()["info"]["description"]
