"""Signing in and out."""

from marshmallow import fields, validate

from chalicelib.api.schemas.kinds import Answer, Body, inner, moment, text, yes_no
from chalicelib.api.schemas.users import User
from chalicelib.identity.roles import PUBLIC, ROUTES

MOST_PASSWORD = 128


def password() -> fields.String:
    """A password: nothing is cut off, blanks count."""
    return text(validate=validate.Length(1, MOST_PASSWORD), load_only=True, metadata={"format": "password"})


class SignIn(Body):
    """Who signs in."""

    username = text(validate=validate.Length(1, 256))
    password = password()


class SignedIn(Answer):
    """Who has signed in; the session is in the cookie."""

    user = inner(User)
    must_change_password = yes_no()


class ChangePassword(Body):
    """The password as it is, and as it is to be."""

    current = password()
    new = password()


class Me(User):
    """Who is signed in."""

    must_change_password = yes_no()
    session_ends = moment("At the latest: half an hour after the last request it ends too.")
    may = fields.List(
        text(*(f"{method} {path}" for (method, path), role in ROUTES.items() if role != PUBLIC)),
        required=True,
        metadata={"description": "The operations that the caller may use now, by method and path."},
    )
