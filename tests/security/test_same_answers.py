"""F2: whoever may not have something learns nothing of whether it is there.

Customs data have no owner: whoever has signed in reads all of them, as `docs/api.md` says per route. What is
not for everybody is for admins (users, changes to what the readers see) or for one caller (his session, the
answers to his own requests).
"""

import json
import re
from typing import Any

import pytest

from chalicelib.identity.roles import ADMIN, ROUTES
from tests.api.calling import Caller, connected, problem
from tests.api.calls import ACKNOWLEDGED, CALLS, ENTRY, READY, SHUT, WAITING, Route
from tests.api.people import ANN, CAROL, OTTO
from tests.pipeline.twin import Twin

NAMED = [route for route in SHUT if "{" in route[1]]
KNOWN = re.compile(
    rf"{ACKNOWLEDGED}|{ENTRY}\.1|{ENTRY}|{READY}|{WAITING}|{CAROL}|load-0000000009|(?<=/)(10004156|910005825|S301|CNY|8501\.31\.2000)"
)
ABSENT = ["SH269900000.1", "0" * 32, "zoe", "load-0000099999", "XXX", "9999.99.9999"]


def of_another(route: Route, name: str) -> tuple[str, bytes]:
    """The request of a route for something else."""
    path, body = CALLS[route]
    return KNOWN.sub(name, path.partition("?")[0], count=1), body


def told(document: bytes) -> Any:
    """What a problem says, but for the id of the request."""
    return {name: said for name, said in json.loads(document).items() if name != "instance"}


@pytest.mark.parametrize("route", NAMED, ids=" ".join)
def test_without_a_token_what_there_is_and_what_there_is_not_are_one(nobody: Caller, route: Route) -> None:
    """F2"""
    answers = [nobody.ask(route), *(nobody.send(route[0], *of_another(route, name)) for name in ABSENT)]
    assert {response.status_code for response in answers} == {401}
    assert len({json.dumps(told(response.body)) for response in answers}) == 1
    assert len({len(response.body) for response in answers}) == 1


@pytest.mark.parametrize("route", [r for r in NAMED if ROUTES[r] == ADMIN], ids=" ".join)
def test_to_an_operator_users_are_neither_there_nor_not(day: Twin, route: Route) -> None:
    """F2: not even he himself."""
    with connected(day, OTTO) as operator:
        answers = [
            operator.send(route[0], *of_another(route, name)) for name in (ANN, OTTO, CAROL, *ABSENT, "%00")
        ]
    assert {response.status_code for response in answers} == {403}
    assert len({json.dumps(told(response.body)) for response in answers}) == 1


@pytest.mark.parametrize("route", NAMED, ids=" ".join)
def test_what_there_is_not_is_told_in_one_way(fresh: Twin, route: Route) -> None:
    """F2: one title for each route, whichever name is tried, and none for a key of the table."""
    said = set()
    for name in [*ABSENT, f"{ENTRY}%23V1", "USER%23ann", "V%230001"]:
        with connected(fresh) as caller:
            response = caller.send(route[0], *of_another(route, name))
        assert response.status_code in (400, 404), response.body
        problem(response, response.status_code)
        if response.status_code == 404:
            said.add(json.loads(response.body)["title"])
    assert len(said) == 1


def test_the_requests_are_for_something_else() -> None:
    """Otherwise the tests above would prove nothing."""
    for route in NAMED:
        assert of_another(route, "zoe")[0] != CALLS[route][0].partition("?")[0]


def test_one_caller_is_not_given_the_answer_of_another(fresh: Twin) -> None:
    """F2: the key by which a request that comes twice is known is its caller's own."""
    route = ("POST", "/api/uploads")
    made = []
    for name in (ANN, OTTO, ANN):
        with connected(fresh, name) as caller:
            made.append(json.loads(caller.ask(route, Idempotency_Key="one").body)["id"])
    assert made[0] == made[2] != made[1]


def test_signing_out_ends_no_session_but_ones_own(fresh: Twin) -> None:
    """F2"""
    with connected(fresh, ANN) as ann, connected(fresh, OTTO) as otto:
        assert otto.ask(("POST", "/api/auth/logout")).status_code == 204
        assert otto.get("/api/auth/me").status_code == 401
        assert ann.get("/api/auth/me").status_code == 200
