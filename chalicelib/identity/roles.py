"""Which role each route asks for. A route that is not in the table is open to nobody."""

from dataclasses import dataclass

PUBLIC, OPERATOR, ADMIN = "public", "operator", "admin"
_RANK = {PUBLIC: 0, OPERATOR: 1, ADMIN: 2}

ROUTES = {
    ("GET", "/api/health"): PUBLIC,
    ("GET", "/api/pipeline"): OPERATOR,
    ("GET", "/api/customs-lines"): OPERATOR,
    ("GET", "/api/entries/{shipment}"): OPERATOR,
    ("GET", "/api/entries/{shipment}/lines/{line}/trail"): OPERATOR,
    ("POST", "/api/compare"): OPERATOR,
    ("GET", "/api/comparisons"): OPERATOR,
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
