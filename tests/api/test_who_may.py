"""Who may use which route: every route, for every role."""

from collections.abc import Callable

import pytest

from chalicelib.identity.callers import OPEN_BEFORE_CHANGE
from chalicelib.identity.roles import ADMIN, OPERATOR, PUBLIC, ROUTES
from tests.api.calling import Caller, answered, connected, problem, the_app
from tests.api.calls import CALLS, SHUT, Route
from tests.api.people import ANN, OTTO, door
from tests.pipeline.twin import Twin

EACH = pytest.mark.parametrize("route", sorted(CALLS), ids=" ".join)
CLOSED = pytest.mark.parametrize("route", SHUT, ids=" ".join)


def test_every_route_is_called_here() -> None:
    """F1: a new route without a row, in the table of roles or here, fails."""
    routes = {(method, path) for path, methods in the_app().routes.items() for method in methods}
    assert routes == set(ROUTES) == set(CALLS)


@EACH
def test_an_admin_may_use_it(used: Twin, route: Route) -> None:
    with connected(used, ANN) as admin:
        answered(admin.ask(route), route)


@EACH
def test_an_operator_may_use_what_is_not_for_admins(used: Twin, route: Route) -> None:
    """F1, F4"""
    with connected(used, OTTO) as operator:
        if ROUTES[route] == ADMIN:
            assert OPERATOR in problem(operator.ask(route), 403, "Not allowed")
        else:
            answered(operator.ask(route), route)


@pytest.mark.parametrize("role", [ADMIN, OPERATOR])
def test_whoever_has_to_change_his_password_may_do_that_and_nothing_else(fresh: Twin, role: str) -> None:
    door(fresh).settled("newcomer", role=role, must_change_password=True)
    for route in (route for route in CALLS if route in SHUT):
        with connected(fresh, "newcomer") as caller:
            response = caller.ask(route)
        if ROUTES[route] == ADMIN and role == OPERATOR:
            problem(response, 403, "Not allowed")
        elif route in OPEN_BEFORE_CHANGE:
            answered(response, route)
        else:
            problem(response, 403, "Password to be changed")


def test_with_a_password_of_his_own_he_may_go_on(fresh: Twin) -> None:
    door(fresh).settled(OTTO, must_change_password=True)
    with connected(fresh, OTTO) as caller:
        changed = caller.ask(("POST", "/api/auth/password"))
        answered(changed, ("POST", "/api/auth/password"))
        problem(caller.get("/api/pipeline"), 401)
        cookie = changed.headers["Set-Cookie"].partition(";")[0]
        assert Caller(caller.http).get("/api/pipeline", cookie=cookie).status_code == 200


@CLOSED
def test_without_a_token_nothing_is_answered(nobody: Caller, route: Route) -> None:
    response = nobody.ask(route)
    problem(response, 401, "Not signed in")
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic {}",
        "{}",
        "Bearer {}x",
        "Bearer  {}",
        "Bearer {} ",
        "Bearer é",
        "Bearer null",
        "Bearer {},Bearer {}",
    ],
)
def test_a_token_that_is_said_in_another_way_is_none(somebody: Caller, nobody: Caller, said: str) -> None:
    problem(
        nobody.get("/api/pipeline", Authorization=said.replace("{}", somebody.token)), 401, "Not signed in"
    )


def test_the_scheme_may_be_written_in_any_case(somebody: Caller, nobody: Caller) -> None:
    assert nobody.get("/api/pipeline", authorization=f"bEARER {somebody.token}").status_code == 200


@CLOSED
@pytest.mark.parametrize("role", ["", "visitor", PUBLIC, "ADMIN"])
def test_a_role_that_nobody_knows_may_nothing(
    as_role: Callable[[str], Caller], route: Route, role: str
) -> None:
    problem(as_role(role).ask(route), 403, "Not allowed")


@CLOSED
def test_a_route_without_a_row_is_open_to_nobody(
    somebody: Caller, monkeypatch: pytest.MonkeyPatch, route: Route
) -> None:
    monkeypatch.delitem(ROUTES, route)
    problem(somebody.ask(route), 403, "Not allowed")


@pytest.mark.parametrize("named", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_header_makes_no_other_method_of_a_request(nobody: Caller, named: str) -> None:
    """F4"""
    problem(nobody.get("/api/pipeline", **{named: "POST", "X-Original-URL": "/api/health"}), 401)


@pytest.mark.parametrize(
    "path",
    ["//api/pipeline", "/API/pipeline", "/api//pipeline", "/api/pipe%6Cine", "/api/x/../pipeline"],
)
def test_another_spelling_of_a_path_is_no_route(nobody: Caller, path: str) -> None:
    """F4"""
    assert nobody.get(path).status_code == 403


def test_a_path_with_a_slash_at_its_end_is_the_same_route(nobody: Caller) -> None:
    problem(nobody.get("/api/pipeline/"), 401)
