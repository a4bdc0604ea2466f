"""Signing in and out, and users as an admin keeps them: between the routes and the identity room."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from chalicelib.api.bodies import checked
from chalicelib.api.replies import Problem, Reply
from chalicelib.identity import accounts, cookies, errors, sign_in
from chalicelib.identity.accounts import HandedOut
from chalicelib.identity.callers import SignedIn
from chalicelib.identity.desk import Desk, stamp_of
from chalicelib.identity.profiles import Profile
from chalicelib.identity.tokens import Tokens

JSON = "application/json"
STATUSES: dict[type[errors.IdentityError], tuple[int, str]] = {
    errors.NotSignedIn: (401, "Not signed in"),
    errors.TooManyAttempts: (429, "Too many attempts"),
    errors.CrossSite: (403, "From another site"),
    errors.Refused: (422, "Not valid"),
    errors.UnknownUser: (404, "No such user"),
    errors.InTheWay: (409, "In the way"),
}
"""What the errors of the identity room are on the wire; the first that an error is one of."""


class Waits(Problem):
    """Too many attempts: when to come again."""

    def __init__(self, error: errors.TooManyAttempts) -> None:
        super().__init__(429, "Too many attempts", str(error))
        self.headers = {"Retry-After": str(error.retry_after)}


def problem(error: errors.IdentityError) -> Problem:
    """An error of the identity room as a problem."""
    if isinstance(error, errors.TooManyAttempts):
        return Waits(error)
    for kind, (status, title) in STATUSES.items():
        if isinstance(error, kind):
            return Problem(status, title, str(error))
    raise error


def login(desk: Desk, tokens: Tokens, body: Mapping[str, Any], source: str, *, local: bool) -> Reply:
    """Sign somebody in: who he is, and the session in a cookie."""
    said = checked("auth.SignIn", body)
    admitted = sign_in.sign_in(desk, tokens, said["username"], said["password"], source)
    document = {
        "user": user(admitted.profile),
        "must_change_password": admitted.profile.must_change_password,
    }
    return _with_cookie(document, admitted.token, local=local)


def logout(desk: Desk, caller: SignedIn, *, local: bool) -> Reply:
    """Sign the caller out, and take the cookie back."""
    sign_in.sign_out(desk, caller)
    return Reply("", JSON, 204, {"Set-Cookie": cookies.clear_cookie(local=local)})


def change_password(
    desk: Desk, tokens: Tokens, caller: SignedIn, body: Mapping[str, Any], source: str, *, local: bool
) -> Reply:
    """Change the caller's password; all his sessions end, and this one begins anew."""
    said = checked("auth.ChangePassword", body)
    admitted = sign_in.change_password(desk, tokens, caller, said["current"], said["new"], source)
    return Reply("", JSON, 204, {"Set-Cookie": cookies.set_cookie(admitted.token, local=local)})


def me(desk: Desk, caller: SignedIn) -> dict[str, Any]:
    """Who is signed in, and until when."""
    found = sign_in.me(desk, caller)
    ends = sign_in.session_ends(desk, caller)
    return {
        **user(found),
        "must_change_password": found.must_change_password,
        "session_ends": stamp_of(datetime.fromtimestamp(ends, UTC)),
    }


def users(desk: Desk) -> dict[str, Any]:
    """All users, by name."""
    return {"users": [user(one) for one in accounts.list_users(desk)]}


def add_user(desk: Desk, actor: str, body: Mapping[str, Any]) -> Reply:
    """Add a user; the one-time password is shown this once."""
    said = checked("users.AddUser", body)
    made = accounts.create_user(desk, actor, said["name"], said["role"], said["email"])
    return Reply(handed_out(made), JSON, 201)


def change_user(desk: Desk, actor: str, name: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Change what is named of a user, or give him a one-time password."""
    said = checked("users.ChangeUser", body)
    changes = {field: said[field] for field in ("role", "status", "email") if field in said}
    found = accounts.find_user(desk, name)
    if changes or "reset_password" not in said:
        found = accounts.change_user(desk, actor, name, said["edition"], **changes)
    if "reset_password" not in said:
        return {"user": user(found)}
    return handed_out(accounts.reset_password(desk, actor, name))


def delete_user(desk: Desk, actor: str, name: str) -> Reply:
    """Delete a user; what he did stays in the audit trail."""
    accounts.delete_user(desk, actor, name, accounts.find_user(desk, name).edition)
    return Reply("", JSON, 204)


def _with_cookie(document: dict[str, Any], token: str, *, local: bool) -> Reply:
    return Reply(document, JSON, 200, {"Set-Cookie": cookies.set_cookie(token, local=local)})


def user(found: Profile) -> dict[str, Any]:
    """A user as the API shows him."""
    return {
        "name": found.name,
        "role": found.role,
        "status": found.status,
        "email": found.email,
        "created_at": found.created_at,
        "last_sign_in": found.signed_in_at or None,
        "edition": found.edition,
    }


def handed_out(made: HandedOut) -> dict[str, Any]:
    """A user with the one-time password that was made for him."""
    return {
        "user": user(made.profile),
        "one_time_password": made.password,
        "expires_at": stamp_of(datetime.fromtimestamp(made.until, UTC)),
    }
