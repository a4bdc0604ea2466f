"""Users, as an admin keeps them."""

from typing import Any

from marshmallow import fields, validate

from chalicelib.api.schemas.kinds import Answer, Body, YesNo, count, inner, moment, several, text

ROLES, STATUSES = ("admin", "operator"), ("active", "disabled")
USER_NAME = r"^[a-z0-9][a-z0-9._-]{1,63}$"


def email(**options: Any) -> fields.Email:
    """An address."""
    return fields.Email(validate=validate.Length(max=254), metadata={"format": "email"}, **options)


class User(Answer):
    """Somebody who may sign in."""

    name = text()
    role = text(*ROLES)
    status = text(*STATUSES)
    email = text()
    created_at = moment()
    last_sign_in = moment(allow_none=True)
    edition = count("Goes with the next change.")


class Users(Answer):
    """All users, by name."""

    users = several(User)


class AddUser(Body):
    """A new user."""

    name = text(validate=validate.Length(1, 256), metadata={"pattern": USER_NAME})
    role = text(*ROLES)
    email = email(required=True)


class ChangeUser(Body):
    """What is to change; what is left out stays."""

    edition = count("The edition that was read: another one since then is in conflict.")
    role = fields.String(validate=validate.OneOf(ROLES))
    status = fields.String(validate=validate.OneOf(STATUSES))
    email = email()
    reset_password = YesNo(
        validate=validate.Equal(True), metadata={"enum": [True], "description": "Give a one-time password."}
    )


class UserWithPassword(Answer):
    """A user, and the one-time password where one was made; it is shown this once."""

    user = inner(User)
    one_time_password = fields.String()
    expires_at = fields.String(metadata={"format": "date-time"})
