"""Who sends a request: the user and the session that a token names, both read as they are now."""

import logging
from dataclasses import dataclass

from chalicelib.identity import sessions, tokens
from chalicelib.identity.errors import TokenRefused
from chalicelib.identity.roles import Caller
from chalicelib.identity.tokens import Tokens
from chalicelib.store import users
from chalicelib.store.table import Table
from chalicelib.store.users import Session

OPEN_BEFORE_CHANGE = frozenset(
    {("POST", "/api/auth/password"), ("POST", "/api/auth/logout"), ("GET", "/api/auth/me")}
)
"""What somebody may do who has to choose a password first."""
_log = logging.getLogger("ior")


@dataclass(frozen=True, slots=True)
class SignedIn(Caller):
    """A user who has signed in, with the role that he has now."""

    session: str
    must_change_password: bool


def caller_of(table: Table, made_by: Tokens, token: str, now: int) -> SignedIn | None:
    """Who a token stands for at `now` (epoch seconds); None where it does not hold, for whatever reason."""
    try:
        claims = tokens.read(made_by, token, now)
    except TokenRefused as refused:
        _log.info("a token was refused: %s", refused)
        return None
    asked = users.reading(claims.name, claims.session)
    found = table.get_many(asked)
    if len(found) < len(asked):
        return None
    user, session = users.user_of(found[asked[0]]), users.session_of(found[asked[1]])
    if not sessions.holds(session, user, now):
        return None
    sessions.note(table, session, now)
    return SignedIn(user.name, user.role, session.id, user.must_change_password)


def session_of(table: Table, made_by: Tokens, token: str, now: int) -> Session | None:
    """The session that a token of ours began; None where nothing is left of it."""
    try:
        claims = tokens.read(made_by, token, now)
    except TokenRefused:
        return None
    record = table.get(*users.reading(claims.name, claims.session)[1])
    return users.session_of(record) if record else None


def must_change_first(caller: Caller, method: str, path: str) -> bool:
    """Whether a caller has to choose a password before he may use a route."""
    held = isinstance(caller, SignedIn) and caller.must_change_password
    return held and (method, path) not in OPEN_BEFORE_CHANGE
