"""Who may use which route: every route, for every kind of caller."""

from collections.abc import Callable

import pytest
from chalice.test import HTTPResponse

from chalicelib import wiring
from chalicelib.identity.roles import ADMIN, OPERATOR, PUBLIC, ROUTES
from tests.api.calling import CALLS, TOKEN, Caller, document, problem, secured, the_app

EACH = pytest.mark.parametrize("route", sorted(ROUTES), ids=" ".join)
CLOSED = pytest.mark.parametrize("route", sorted(r for r in ROUTES if ROUTES[r] != PUBLIC), ids=" ".join)
Route = tuple[str, str]


def send(caller: Caller, route: Route, **headers: str) -> HTTPResponse:
    path, body = CALLS[route]
    return caller.send(route[0], path, body, **headers)


def test_every_route_is_called_here() -> None:
    routes = {(method, path) for path, methods in the_app().routes.items() for method in methods}
    assert routes == set(ROUTES) == set(CALLS)


@EACH
def test_an_admin_may_use_it(as_role: Callable[[str], Caller], route: Route) -> None:
    response = send(as_role(ADMIN), route)
    assert response.status_code == 200
    secured(response)
    document(response)


@EACH
def test_an_operator_may_use_what_is_not_for_admins(as_role: Callable[[str], Caller], route: Route) -> None:
    response = send(as_role(OPERATOR), route)
    assert response.status_code == (403 if ROUTES[route] == ADMIN else 200)


def test_an_operator_may_not_use_what_is_for_admins(
    as_role: Callable[[str], Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ROUTES, ("GET", "/api/pipeline"), ADMIN)
    problem(as_role(OPERATOR).get("/api/pipeline"), 403, "Not allowed")
    assert as_role(ADMIN).get("/api/pipeline").status_code == 200


@CLOSED
@pytest.mark.parametrize("role", ["", "visitor", PUBLIC, "ADMIN"])
def test_a_role_that_nobody_knows_may_nothing(
    as_role: Callable[[str], Caller], route: Route, role: str
) -> None:
    problem(send(as_role(role), route), 403, "Not allowed")


@CLOSED
def test_a_route_without_a_row_is_open_to_nobody(
    as_role: Callable[[str], Caller], monkeypatch: pytest.MonkeyPatch, route: Route
) -> None:
    monkeypatch.delitem(ROUTES, route)
    problem(send(as_role(ADMIN), route), 403, "Not allowed")


@CLOSED
def test_without_a_token_nothing_is_answered(nobody: Caller, route: Route) -> None:
    response = send(nobody, route)
    problem(response, 401, "Not signed in")
    assert response.headers["WWW-Authenticate"] == "Bearer"


@CLOSED
@pytest.mark.parametrize(
    "said",
    [
        "",
        "Bearer",
        "Bearer ",
        f"Basic {TOKEN}",
        TOKEN,
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer  {TOKEN}",
        f"Bearer {TOKEN.upper()}",
        "Bearer é",
        "Bearer null",
    ],
)
def test_a_wrong_token_is_none(nobody: Caller, route: Route, said: str) -> None:
    problem(send(nobody, route, Authorization=said), 401, "Not signed in")


def test_the_scheme_may_be_written_in_any_case(nobody: Caller) -> None:
    assert nobody.get("/api/pipeline", authorization=f"bEARER {TOKEN}").status_code == 200


@CLOSED
@pytest.mark.parametrize("token", ["", TOKEN])
def test_in_a_deployed_stage_the_token_of_a_developer_opens_nothing(
    nobody: Caller, route: Route, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAGE", "prod")
    monkeypatch.setenv("LOCAL_TOKEN", "")
    wiring.current_settings.cache_clear()
    problem(send(nobody, route, Authorization=f"Bearer {token}"), 401)


@CLOSED
def test_a_deployed_stage_that_is_given_such_a_token_answers_nothing(
    somebody: Caller, route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAGE", "prod")
    wiring.current_settings.cache_clear()
    problem(send(somebody, route), 500)


def test_anybody_may_ask_whether_the_service_answers(nobody: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "prod")
    wiring.current_settings.cache_clear()
    assert document(nobody.get("/api/health"))["status"] == "ok"


@pytest.mark.parametrize("named", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_header_makes_no_other_method_of_a_request(nobody: Caller, named: str) -> None:
    problem(nobody.get("/api/pipeline", **{named: "POST", "X-Original-URL": "/api/health"}), 401)


@pytest.mark.parametrize(
    "path",
    ["//api/pipeline", "/API/pipeline", "/api//pipeline", "/api/pipe%6Cine", "/api/x/../pipeline"],
)
def test_another_spelling_of_a_path_is_no_route(nobody: Caller, path: str) -> None:
    assert nobody.get(path).status_code == 403


def test_a_path_with_a_slash_at_its_end_is_the_same_route(nobody: Caller) -> None:
    problem(nobody.get("/api/pipeline/"), 401)
