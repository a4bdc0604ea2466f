"""What admins do with users. Nobody but the user ever chooses a password: admins let the machine make one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from chalicelib.identity import hashing, limits, names
from chalicelib.identity.desk import TRIES, Desk
from chalicelib.identity.errors import DetailRefused, EditionPassed, UnknownUser, UserExists, UsersExist
from chalicelib.identity.one_time import LIFETIME, one_time_password
from chalicelib.identity.profiles import Profile, profile
from chalicelib.identity.roles import ADMIN
from chalicelib.identity.roster import first_entry, roster_changes
from chalicelib.identity.sessions import ROLES
from chalicelib.store import audit, users
from chalicelib.store.audit import Event
from chalicelib.store.table import Busy, Change, Conflict
from chalicelib.store.users import ACTIVE, DISABLED, User

COMMAND_LINE = "command-line"
"""Whoever may write to the table from a terminal, in the audit trail."""
_EMAIL = re.compile(r"[^\s@<>,;\"]{1,64}@[^\s@<>,;\"]{1,189}")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A user with a one-time password, which is shown now and never again."""

    profile: Profile
    password: str
    until: int
    """Epoch seconds."""


def list_users(desk: Desk) -> list[Profile]:
    """All users by name, as they were a moment ago."""
    return [profile(user, desk.now()) for user in users.every(desk.table)]


def find_user(desk: Desk, name: str) -> Profile:
    """One user as he is now. Raises `UnknownUser`."""
    return profile(_found(desk, name), desk.now())


def first_admin(desk: Desk, name: str, email: str = "") -> HandedOut:
    """Make the first user, an admin. Raises `UsersExist` where there is one, `NameRefused`."""
    if users.admins(desk.table).edition:
        raise UsersExist("There are users: an admin makes the next one, or resets a password.")
    try:
        return create_user(desk, COMMAND_LINE, name, ADMIN, email, first=True)
    except UserExists as error:
        raise UsersExist("Somebody else made the first admin just now.") from error


def create_user(
    desk: Desk, actor: str, name: str, role: str, email: str = "", *, first: bool = False
) -> HandedOut:
    """Make a user with a one-time password. Raises `NameRefused`, `DetailRefused` and `UserExists`."""
    password, now = one_time_password(desk.random), desk.stamp()
    user = User(
        name=names.new(name),
        account=desk.new_id(),
        role=checked_role(role),
        status=ACTIVE,
        email=checked_email(email),
        password_hash=hashing.hashed(password, desk.cost),
        must_change_password=True,
        one_time_until=desk.now() + LIFETIME,
        one_time_used=False,
        token_version=1,
        created_at=now,
        changed_at=now,
        password_changed_at=now,
    )
    add_user(desk, actor, user, "user created", {"role": role}, first=first)
    return HandedOut(profile(user, desk.now()), password, user.one_time_until)


def add_user(
    desk: Desk, actor: str, user: User, action: str, facts: Mapping[str, str], *, first: bool = False
) -> None:
    """Write a new user. Raises `UserExists`; if he is to be the `first`, also where there is any."""
    event = Event(desk.stamp(), actor, action, f"user {user.name}", dict(facts))
    for _ in range(TRIES):
        roster = [first_entry(desk, user)] if first else roster_changes(desk, None, user)
        try:
            audit.transact(desk.table, [users.added(user), *roster], event)
        except Conflict as conflict:
            if first or users.find(desk.table, user.name):
                raise UserExists(f"There is a user {user.name!r} already.") from conflict
        else:
            return
    raise Busy(f"the admins were changed {TRIES} times while {user.name} was added")


def change_user(
    desk: Desk,
    actor: str,
    name: str,
    edition: int,
    *,
    role: str | None = None,
    status: str | None = None,
    email: str | None = None,
) -> Profile:
    """Change what is given of a user, as he was seen in an edition.

    Another role, and being disabled, end his sessions. Raises `UnknownUser`, `EditionPassed`, `LastAdmin` and
    `DetailRefused`.
    """

    def altered(user: User) -> tuple[User, Event]:
        _check_edition(user, edition)
        after = replace(
            user,
            role=user.role if role is None else checked_role(role),
            status=user.status if status is None else _status(status),
            email=user.email if email is None else checked_email(email),
        )
        ended = after.role != user.role or (after.status != user.status and after.status == DISABLED)
        after = replace(after, token_version=user.token_version + ended)
        return after, _event(desk, actor, user, "user changed", _differences(user, after))

    return profile(_alter(desk, name, altered), desk.now())


def reset_password(desk: Desk, actor: str, name: str) -> HandedOut:
    """Put a one-time password in the place of a user's; his sessions end. Raises `UnknownUser`."""
    password, until = one_time_password(desk.random), desk.now() + LIFETIME
    kept = hashing.hashed(password, desk.cost)

    def altered(user: User) -> tuple[User, Event]:
        after = replace(
            user,
            password_hash=kept,
            must_change_password=True,
            one_time_until=until,
            one_time_used=False,
            token_version=user.token_version + 1,
            password_changed_at=desk.stamp(),
        )
        return after, _event(desk, actor, user, "password reset", {})

    after = _alter(desk, name, altered)
    limits.forget(desk.table, after.name)
    return HandedOut(profile(after, desk.now()), password, until)


def delete_user(desk: Desk, actor: str, name: str, edition: int) -> None:
    """Remove a user as he was seen in an edition. Raises `UnknownUser`, `EditionPassed`, `LastAdmin`."""
    for _ in range(TRIES):
        user = _found(desk, name)
        _check_edition(user, edition)
        changes: list[Change] = [users.removed(user), *roster_changes(desk, user, None)]
        event = _event(desk, actor, user, "user deleted", {"role": user.role})
        if _made(desk, changes, event):
            return
    raise Busy(f"user {name} was changed {TRIES} times while he was deleted")


def checked_role(said: str) -> str:
    """A role that exists. Raises `DetailRefused`."""
    if said not in ROLES:
        raise DetailRefused(f"{said!r:.80} is no role: take {' or '.join(ROLES)}.")
    return said


def checked_email(said: str) -> str:
    """An e-mail address, or none. Raises `DetailRefused`."""
    if said and not _EMAIL.fullmatch(said):
        raise DetailRefused(f"{said[:80]!r} is no e-mail address.")
    return said


def _alter(desk: Desk, name: str, altered: Callable[[User], tuple[User, Event]]) -> User:
    """Change a user; where nothing is to be changed, nothing is written."""
    for _ in range(TRIES):
        user = _found(desk, name)
        after, event = altered(user)
        if after == user:
            return user
        after = replace(after, edition=user.edition + 1, changed_at=desk.stamp())
        changes: list[Change] = [
            users.changed(user, after, desk.new_id()),
            *roster_changes(desk, user, after),
        ]
        if _made(desk, changes, event):
            return after
    raise Busy(f"user {name} was changed {TRIES} times by others")


def _made(desk: Desk, changes: list[Change], event: Event) -> bool:
    try:
        audit.transact(desk.table, changes, event)
    except Conflict:
        return False
    return True


def _found(desk: Desk, name: str) -> User:
    user = users.find(desk.table, names.counted_under(name))
    if user is None:
        raise UnknownUser(f"There is no user {name[:80]!r}.")
    return user


def _check_edition(user: User, edition: int) -> None:
    if user.edition != edition:
        raise EditionPassed(
            f"User {user.name!r} was changed since edition {edition}: he is at {user.edition}. Look again."
        )


def _differences(before: User, after: User) -> dict[str, str]:
    """What the audit trail says of a change; of an e-mail address only that it is another."""
    said = {
        name: f"{getattr(before, name)} → {getattr(after, name)}"
        for name in ("role", "status")
        if getattr(before, name) != getattr(after, name)
    }
    return said | ({"email": "changed"} if before.email != after.email else {})


def _event(desk: Desk, actor: str, user: User, action: str, facts: dict[str, str]) -> Event:
    return Event(desk.stamp(), actor, action, f"user {user.name}", facts)


def _status(said: str) -> str:
    if said not in (ACTIVE, DISABLED):
        raise DetailRefused(f"{said!r:.80} is no status: take {ACTIVE} or {DISABLED}.")
    return said
