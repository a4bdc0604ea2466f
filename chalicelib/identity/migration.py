"""Users of the older application, from its `users.json`.

A bcrypt hash is kept as it is and renewed at the first sign-in. Any other stands for a password that could be
found out from the file: its user comes along, and an admin resets his password.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chalicelib.identity import hashing, names
from chalicelib.identity.accounts import COMMAND_LINE, add_user, checked_email, checked_role
from chalicelib.identity.desk import Desk
from chalicelib.identity.errors import FileRefused, Refused, UserExists
from chalicelib.identity.roles import ADMIN
from chalicelib.moments import stamp
from chalicelib.store import users
from chalicelib.store.users import ACTIVE, DISABLED, User

KEPT, RESET, EXISTS, REFUSED = "kept", "must be reset", "exists already", "refused"
_FIELDS = {"username": str, "password_hash": str, "role": str, "email": str, "active": bool}


@dataclass(frozen=True, slots=True)
class Line:
    """What happens to one user of the file."""

    typed: str
    """His name in the file."""
    outcome: str
    """`kept` (he signs in as before), `must be reset`, `exists already` (nothing is done), `refused`."""
    said: str
    """The same as a sentence."""
    user: User | None = None
    """He as he is added; None where he is not."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What happens to the users of a file, in its order."""

    lines: tuple[Line, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many users, by outcome."""
        return Counter(line.outcome for line in self.lines)


def import_users(desk: Desk, document: Any, *, apply: bool) -> Imported:
    """Say what happens to the users of a file, and `apply` it. Raises `FileRefused`; nothing is done then.

    Done twice it is the same as once: whoever exists already stays as he is.
    """
    lines = _planned(desk, document)
    coming = [line.user for line in lines if line.user]
    if coming and not (any(map(_is_admin, coming)) or users.admins(desk.table).names):
        raise FileRefused(
            "No active admin is in the file, and there is none yet: make the first admin before."
        )
    if not apply:
        return Imported(tuple(lines))
    # Admins first: there is to be one at every moment that there is a user.
    added = {user.name: _added(desk, user) for user in sorted(coming, key=_is_admin, reverse=True)}
    late = {name for name, done in added.items() if not done}
    return Imported(
        tuple(_exists(line.typed) if line.user and line.user.name in late else line for line in lines)
    )


def _planned(desk: Desk, document: Any) -> list[Line]:
    listed = document.get("users") if isinstance(document, Mapping) else None
    if not isinstance(listed, list):
        raise FileRefused('The file has to be a JSON object with a list of "users".')
    lines: list[Line] = []
    for said in listed:
        taken = {line.user.name for line in lines if line.user}
        lines.append(_line(desk, said, taken))
    return lines


def _line(desk: Desk, said: Any, taken: set[str]) -> Line:
    typed = str(said.get("username", "")) if isinstance(said, Mapping) else repr(said)
    try:
        user = _user(desk, said)
    except Refused as refused:
        return Line(typed, REFUSED, str(refused))
    if user.name in taken:
        return Line(typed, REFUSED, f"The file has two users {user.name!r}; the first one counts.")
    if users.find(desk.table, user.name):
        return _exists(typed)
    outcome = KEPT if user.password_hash else RESET
    return Line(typed, outcome, _sentence(user, typed), user)


def _user(desk: Desk, said: Any) -> User:
    if not isinstance(said, Mapping):
        raise Refused("It is not an object.")
    wrong = [name for name, kind in _FIELDS.items() if type(said.get(name)) is not kind]
    if wrong:
        raise Refused(f"Missing, or not of the right kind: {', '.join(wrong)}.")
    now = desk.stamp()
    kept = said["password_hash"] if _is_kept(said["password_hash"]) else ""
    return User(
        name=names.new(said["username"]),
        account=desk.new_id(),
        role=checked_role(said["role"]),
        status=ACTIVE if said["active"] else DISABLED,
        email=checked_email(said["email"]),
        password_hash=kept,
        must_change_password=not kept,
        one_time_until=0,
        one_time_used=False,
        token_version=1,
        created_at=_moment(said.get("created")) or now,
        changed_at=now,
        password_changed_at="",  # nosec B106 # a time that nobody knows, and no password
    )


def _is_kept(stored: str) -> bool:
    return hashing.is_kept(stored) and not stored.startswith(hashing.SCHEME)


def _moment(said: Any) -> str:
    """A time of the file, taken for UTC where it does not say; empty where it is none."""
    try:
        found = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        return ""
    return stamp(found if found.tzinfo else found.replace(tzinfo=UTC))


def _sentence(user: User, typed: str) -> str:
    who = f"{user.role}, {user.status}" + (f", as {user.name!r}" if typed != user.name else "")
    if user.password_hash:
        return f"{who}; the password stays, its hash is renewed at the first sign-in"
    return f"{who}; the stored password is too weakly kept: reset it"


def _added(desk: Desk, user: User) -> bool:
    try:
        add_user(desk, COMMAND_LINE, user, "user imported", {"role": user.role, "status": user.status})
    except UserExists:
        return False
    return True


def _exists(typed: str) -> Line:
    return Line(typed, EXISTS, "there is a user of this name, who stays as he is")


def _is_admin(user: User) -> bool:
    return (user.role, user.status) == (ADMIN, ACTIVE)
