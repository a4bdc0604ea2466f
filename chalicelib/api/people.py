"""Signing in and out, and users as an admin keeps them: between the routes and the identity room."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from chalicelib.api.bodies import Errors, Invalid, checked
from chalicelib.api.replies import Problem, Reply
from chalicelib.identity import accounts, cookies, errors, roles, sign_in
from chalicelib.identity.accounts import HandedOut
from chalicelib.identity.callers import SignedIn, must_change_first
from chalicelib.identity.desk import Desk
from chalicelib.identity.profiles import Profile
from chalicelib.identity.tokens import Tokens
from chalicelib.moments import stamp

JSON = "application/json"
STATUSES: dict[type[errors.IdentityError], tuple[int, str]] = {
    errors.NotSignedIn: (401, "Not signed in"),
    errors.TooManyAttempts: (429, "Too many attempts"),
    errors.CrossSite: (403, "From another site"),
    errors.UnknownUser: (404, "No such user"),
    errors.InTheWay: (409, "In the way"),
}
"""What the errors of the identity room are on the wire; the first that an error is one of."""
FIELDS: dict[type[errors.Refused], str] = {
    errors.NameRefused: "name",
    errors.WrongPassword: "current",
    errors.PasswordRefused: "new",
    errors.DetailRefused: "email",
}
"""Which field of a body each refusal is of. Roles and states are refused by the bodies' schemas before."""


class Waits(Problem):
    """Too many attempts: when to come again."""

    def __init__(self, error: errors.TooManyAttempts) -> None:
        super().__init__(429, "Too many attempts", str(error))
        self.headers = {"Retry-After": str(error.retry_after)}


def problem(error: errors.IdentityError) -> Problem:
    """An error of the identity room as a problem."""
    if isinstance(error, errors.TooManyAttempts):
        return Waits(error)
    if isinstance(error, errors.Refused):
        return Invalid(_refused(error))
    for kind, (status, title) in STATUSES.items():
        if isinstance(error, kind):
            return Problem(status, title, str(error))
    raise error


def login(
    desk: Desk, tokens: Tokens, body: Mapping[str, Any], source: str, shown: str = "", *, local: bool
) -> Reply:
    """Sign somebody in: who he is, and the session in a cookie, in the place of the one that was `shown`."""
    said = checked("auth.SignIn", body)
    admitted = sign_in.sign_in(desk, tokens, said["username"], said["password"], source, shown)
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
    """Who is signed in, until when, and what he may do."""
    found = sign_in.me(desk, caller)
    ends = sign_in.session_ends(desk, caller)
    return {
        **user(found),
        "must_change_password": found.must_change_password,
        "session_ends": stamp(datetime.fromtimestamp(ends, UTC)),
        "may": _may(caller),
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


def _may(caller: SignedIn) -> list[str]:
    """The operations that a caller may use now, by method and path."""
    return [
        f"{method} {path}"
        for method, path in roles.ROUTES
        if roles.may(caller, method, path)
        and not roles.is_public(method, path)
        and not must_change_first(caller, method, path)
    ]


def _refused(error: errors.Refused) -> Errors:
    said = list(error.reasons) if isinstance(error, errors.PasswordRefused) else [str(error)]
    return {FIELDS.get(type(error), ""): said}


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
        "expires_at": stamp(datetime.fromtimestamp(made.until, UTC)),
    }
