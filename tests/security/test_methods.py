"""F16: what a route does not declare it does not do; and what only reads changes nothing."""

from typing import Any

import pytest

from chalicelib.identity.roles import ROUTES
from tests.api.calling import Caller, connected, event, problem, the_app
from tests.api.calls import CALLS, Route
from tests.pipeline.twin import Twin

METHODS = (
    "GET",
    "HEAD",
    "OPTIONS",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "X",
)
PATHS = sorted({path for _, path in ROUTES})
READING = sorted(route for route in ROUTES if route[0] == "GET")


def all_of(day: Twin) -> list[Any]:
    """The table, the buckets and what was sent."""
    kept = [dict(day.raw.objects), dict(day.audit.objects), dict(day.uploads.objects)]
    return [list(day.records()), *kept, list(day.queues.sent), list(day.queues.alerts)]


@pytest.mark.parametrize("path", PATHS)
def test_a_method_that_is_not_declared_does_nothing(day: Twin, path: str) -> None:
    """F16: HEAD, TRACE and OPTIONS as well, for somebody who may do everything."""
    taken = {method for method, known in ROUTES if known == path}
    sent, body = CALLS[min(taken), path]
    with connected(day) as admin:
        before = all_of(day)
        for method in METHODS:
            if method not in taken:
                headers = {"Authorization": f"Bearer {admin.token}"}
                asked = event(the_app(), method, sent.partition("?")[0], headers=headers, body=body.decode())
                assert the_app()(asked, None)["statusCode"] in (403, 405)
        assert all_of(day) == before


@pytest.mark.parametrize("route", READING, ids=" ".join)
def test_what_only_reads_changes_nothing(day: Twin, route: Route) -> None:
    """F16: a browser may be made to send it, with the cookie (ASVS 3.5.3)."""
    with connected(day) as admin:
        before = all_of(day)
        assert admin.ask(route).status_code == 200
        assert all_of(day) == before


@pytest.mark.parametrize("route", [r for r in READING if ROUTES[r] != "public"], ids=" ".join)
@pytest.mark.parametrize("named", ["token", "access_token", "ior", "session", "authorization", "jwt"])
def test_a_token_in_an_address_opens_nothing(somebody: Caller, route: Route, named: str) -> None:
    """F16: addresses get into logs and histories (ASVS 14.2.1)."""
    path = CALLS[route][0]
    joined = "&" if "?" in path else "?"
    problem(Caller(somebody.http).get(f"{path}{joined}{named}={somebody.token}"), 401, "Not signed in")
