"""What may be shown of a user: everything but what he proves himself with."""

from dataclasses import dataclass

from chalicelib.store.users import User

OWN, ONE_TIME, NONE = "set", "one-time", "must be reset"


@dataclass(frozen=True, slots=True)
class Profile:
    """A user as people see him. Times are ISO, UTC; empty where nothing has happened yet."""

    name: str
    role: str
    status: str
    email: str
    password: str
    """`set`; `one-time`: given out and not used yet; `must be reset`: there is none that works."""
    must_change_password: bool
    created_at: str
    changed_at: str
    password_changed_at: str
    signed_in_at: str
    edition: int
    """To be named by whoever changes him."""


def profile(user: User, now: int) -> Profile:
    """What may be shown of a user."""
    return Profile(
        user.name,
        user.role,
        user.status,
        user.email,
        _password(user, now),
        user.must_change_password,
        user.created_at,
        user.changed_at,
        user.password_changed_at,
        user.signed_in_at,
        user.edition,
    )


def opens(user: User, now: int) -> bool:
    """Whether a user's password can open a session now."""
    return bool(user.password_hash) and (
        not user.one_time or (not user.one_time_used and now < user.one_time_until)
    )


def _password(user: User, now: int) -> str:
    if not opens(user, now):
        return NONE
    return ONE_TIME if user.one_time else OWN
