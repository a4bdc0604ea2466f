"""F4: by nothing that he sends an operator becomes an admin, and nothing of an admin's is done for him."""

import json
from collections.abc import Callable, Iterator

import pytest

from chalicelib.identity.roles import ADMIN, OPERATOR, ROUTES
from tests.api.calling import Caller, connected, document
from tests.api.calls import CALLS, Route
from tests.api.people import ANN, OTTO
from tests.identity.office import OTHER_PASSWORD, PASSWORD
from tests.pipeline.twin import Twin

FOR_ADMINS = sorted(route for route, role in ROUTES.items() if role == ADMIN)
EACH = pytest.mark.parametrize("route", FOR_ADMINS, ids=" ".join)
HEADERS: dict[str, dict[str, str]] = {
    "a role": {"X-Role": ADMIN, "Role": ADMIN, "X-User-Role": ADMIN, "X-Admin": "true"},
    "another user": {"X-User": ANN, "X-User-Id": ANN, "X-Remote-User": ANN, "X-Forwarded-User": ANN},
    "what an authorizer says": {"X-Amzn-Oidc-Identity": ANN, "X-Apigateway-Context": '{"role":"admin"}'},
    "another address": {"X-Original-URL": "/api/health", "X-Rewrite-URL": "/api/health"},
    "our own machine": {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1", "X-Real-Ip": "::1"},
    "a cookie of an admin": {"Cookie": "role=admin; ior=admin"},
    "another method": {"X-HTTP-Method-Override": "GET", "X-HTTP-Method": "GET", "X-Method-Override": "GET"},
}
WITH_BODY = sorted(route for route, role in ROUTES.items() if role != ADMIN and CALLS[route][1])
PATHS: dict[str, Callable[[str], str]] = {
    "two slashes": lambda path: f"/{path}",
    "two slashes inside": lambda path: path.replace("/api/", "/api//"),
    "a slash at its end": lambda path: f"{path}/",
    "capitals": lambda path: path.upper(),
    "one capital": lambda path: path.replace("/api/", "/Api/"),
    "an encoded letter": lambda path: path.replace("/api/", "/%61pi/"),
    "an encoded slash": lambda path: path.replace("/api/", "/api%2f"),
    "encoded twice": lambda path: path.replace("/api/", "/%2561pi/"),
    "a dot": lambda path: path.replace("/api/", "/api/./"),
    "dots": lambda path: path.replace("/api/", "/api/health/../"),
    "encoded dots": lambda path: path.replace("/api/", "/api/health/%2e%2e/"),
    "a semicolon": lambda path: f"{path};/api/health",
    "a NUL": lambda path: f"{path}%00",
    "another ending": lambda path: f"{path}.json",
    "a back slash": lambda path: path.replace("/api/", "/api\\"),
    "what is public before it": lambda path: f"/api/health{path}",
    "a stage": lambda path: f"/prod{path}",
}
"""Ways to write a path that something on its way might read otherwise than we do."""


@pytest.fixture
def operator(day: Twin) -> Iterator[Caller]:
    with connected(day, OTTO) as caller:
        yield caller


@EACH
@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_no_header_makes_an_admin(day: Twin, operator: Caller, route: Route, headers: dict[str, str]) -> None:
    """F4"""
    before = list(day.records())
    assert operator.ask(route, **headers).status_code == 403
    assert list(day.records()) == before


@EACH
def test_no_field_makes_an_admin(day: Twin, operator: Caller, route: Route) -> None:
    """F4: neither in the body nor in the query."""
    path, body = CALLS[route]
    before = list(day.records())
    bodies = [json.dumps({**json.loads(body or b"{}"), "role": ADMIN, "as": ANN, "admin": True}).encode()]
    for sent in (body, *bodies):
        for query in ("role=admin", "as=ann", "admin=true", "_method=GET", f"access_token={operator.token}"):
            assert operator.send(route[0], f"{path.partition('?')[0]}?{query}", sent).status_code == 403
    assert list(day.records()) == before


@EACH
@pytest.mark.parametrize("way", PATHS)
def test_no_way_to_write_a_path_makes_an_admin(day: Twin, operator: Caller, route: Route, way: str) -> None:
    """F4: it is the route that is not for him, or none."""
    path, body = CALLS[route]
    before = list(day.records())
    response = operator.send(route[0], PATHS[way](path), body)
    assert response.status_code in (403, 404, 405), response.body
    assert list(day.records()) == before


@pytest.mark.parametrize(
    "route",
    sorted(route for route, role in ROUTES.items() if role != ADMIN and CALLS[route][1]),
    ids=" ".join,
)
def test_nobody_writes_his_role_along_with_something_else(fresh: Twin, route: Route) -> None:
    """F4: a body has the fields that it declares, and a role is none of them."""
    path, body = CALLS[route]
    for field, said in (("role", ADMIN), ("status", "active"), ("token_version", 1), ("pk", "USER#otto")):
        with connected(fresh, OTTO) as operator:
            sent = json.dumps({**json.loads(body), field: said}).encode()
            assert operator.send(route[0], path, sent).status_code in (400, 422)
    with connected(fresh, OTTO) as operator:
        assert document(operator.get("/api/auth/me"))["role"] == OPERATOR


def test_a_password_of_his_own_is_all_that_he_changes(fresh: Twin) -> None:
    """F4: what a sign-in and a new password give him is what he was."""
    with connected(fresh, OTTO) as operator:
        changed = {"current": PASSWORD, "new": OTHER_PASSWORD}
        response = operator.send("POST", "/api/auth/password", json.dumps(changed).encode())
        assert response.status_code == 204
        cookie = response.headers["Set-Cookie"].partition(";")[0]
        shown = Caller(operator.http).get("/api/auth/me", cookie=cookie)
    assert document(shown)["role"] == OPERATOR
    assert "GET /api/users" not in document(shown)["may"]
