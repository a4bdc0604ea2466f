"""Which role each route asks for. A route that is not in the table is open to nobody."""

from dataclasses import dataclass

PUBLIC, OPERATOR, ADMIN = "public", "operator", "admin"
_RANK = {PUBLIC: 0, OPERATOR: 1, ADMIN: 2}

ROUTES = {
    ("GET", "/api/health"): PUBLIC,
    ("GET", "/api/openapi.json"): OPERATOR,
    ("GET", "/api/docs"): OPERATOR,
    ("POST", "/api/auth/login"): PUBLIC,
    ("POST", "/api/auth/logout"): OPERATOR,
    ("POST", "/api/auth/password"): OPERATOR,
    ("GET", "/api/auth/me"): OPERATOR,
    ("GET", "/api/users"): ADMIN,
    ("POST", "/api/users"): ADMIN,
    ("PATCH", "/api/users/{name}"): ADMIN,
    ("DELETE", "/api/users/{name}"): ADMIN,
    ("GET", "/api/customs-lines"): OPERATOR,
    ("GET", "/api/days"): OPERATOR,
    ("GET", "/api/entries/{shipment}"): OPERATOR,
    ("GET", "/api/entries/{shipment}/lines/{line}/trail"): OPERATOR,
    ("POST", "/api/compare"): OPERATOR,
    ("GET", "/api/comparisons"): OPERATOR,
    ("GET", "/api/comparisons/{id}"): OPERATOR,
    ("POST", "/api/comparisons/{id}/findings/{n}/acknowledge"): OPERATOR,
    ("DELETE", "/api/comparisons/{id}/findings/{n}/acknowledge"): OPERATOR,
    ("GET", "/api/products"): OPERATOR,
    ("GET", "/api/products/{key}"): OPERATOR,
    ("GET", "/api/hts"): OPERATOR,
    ("GET", "/api/hts/{key}"): OPERATOR,
    ("GET", "/api/tariffs"): OPERATOR,
    ("GET", "/api/tariffs/{key}"): OPERATOR,
    ("GET", "/api/packaging"): OPERATOR,
    ("GET", "/api/packaging/{key}"): OPERATOR,
    ("GET", "/api/exchange-rates"): OPERATOR,
    ("GET", "/api/exchange-rates/{key}"): OPERATOR,
    ("POST", "/api/scenarios"): OPERATOR,
    ("GET", "/api/uploads"): OPERATOR,
    ("POST", "/api/uploads"): OPERATOR,
    ("GET", "/api/uploads/{id}"): OPERATOR,
    ("DELETE", "/api/uploads/{id}"): OPERATOR,
    ("POST", "/api/uploads/{id}/confirm"): OPERATOR,
    ("GET", "/api/uploads/{id}/rejected.csv"): OPERATOR,
    ("GET", "/api/pipeline"): OPERATOR,
    ("GET", "/api/runs"): OPERATOR,
    ("POST", "/api/runs"): ADMIN,
    ("GET", "/api/runs/{id}"): OPERATOR,
    ("GET", "/api/deliveries"): OPERATOR,
    ("GET", "/api/alerts"): OPERATOR,
    ("GET", "/api/shadow"): OPERATOR,
    ("PUT", "/api/shadow"): ADMIN,
    ("GET", "/api/audit"): OPERATOR,
    ("GET", "/api/audit/verify"): ADMIN,
}
"""Per method and path, the least role. An admin may do what an operator may."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who has proved who he is."""

    name: str
    role: str


def is_public(method: str, path: str) -> bool:
    """Whether a route needs no caller."""
    return ROUTES.get((method, path)) == PUBLIC


def may(caller: Caller, method: str, path: str) -> bool:
    """Whether a caller may use a route; nobody may use one that is not in the table."""
    asked = ROUTES.get((method, path))
    return asked is not None and _RANK.get(caller.role, -1) >= _RANK[asked]
