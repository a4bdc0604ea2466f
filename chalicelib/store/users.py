"""Users, their sessions, and the one record that names the active admins.

A user's `edition` counts what people change and see: whoever changes him says which edition he saw. His
`revision` counts every writing, a sign-in as well: no writing goes over one that it has not read.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.store import user_keys
from chalicelib.store.table import Absent, Condition, Delete, Equals, Key, Put, Record, Table

ACTIVE, DISABLED = "active", "disabled"


@dataclass(frozen=True, slots=True)
class User:
    """A user as he is stored. Times are ISO, UTC, to the second, and empty where nothing has happened yet."""

    name: str
    account: str
    """A text of this account alone: a deleted user's sessions are not those of the next of his name."""
    role: str
    status: str
    email: str
    password_hash: str
    """Empty: nobody can sign in until the password is reset."""
    must_change_password: bool
    one_time_until: int
    """Epoch seconds to which the password is good for one sign-in; 0: it is the user's own."""
    one_time_used: bool
    token_version: int
    """A session holds as long as this is what it was when the session began."""
    created_at: str
    changed_at: str
    password_changed_at: str
    signed_in_at: str = ""
    edition: int = 1
    revision: int = 1
    stamp: str = ""
    """Says which writing this is, so that one whose answer was lost can be told from another like it."""

    @property
    def one_time(self) -> bool:
        """Whether the password is one for a single sign-in."""
        return self.one_time_until > 0


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in. Times are epoch seconds."""

    name: str
    id: str
    account: str
    token_version: int
    issued_at: int
    ends_at: int
    seen_at: int
    """When a request of it was last noted, which is not done for each."""


@dataclass(frozen=True, slots=True)
class Admins:
    """The names of the active admins; edition 0: there is not one user yet."""

    names: frozenset[str]
    edition: int


def find(table: Table, name: str) -> User | None:
    """A user by his canonical name."""
    record = table.get(*user_keys.user(name))
    return user_of(record) if record else None


def every(table: Table) -> Iterator[User]:
    """All users by name, as they were a moment ago."""
    return map(user_of, table.query_index(user_keys.users()))


def user_of(record: Record) -> User:
    """The user that a record holds."""
    return User(**_with_numbers(record.data, "one_time_until", "token_version", "edition", "revision"))


def added(user: User) -> Put:
    """The change that adds a user; in conflict where the name is taken."""
    return Put(_record(user), (Absent(),))


def changed(before: User, after: User, stamp: str) -> Put:
    """The change from what was read to what is to be; in conflict where it is not any more as it was read."""
    written = replace(after, revision=before.revision + 1, stamp=stamp)
    return Put(_record(written), _as_read(before))


def removed(user: User) -> Delete:
    """The change that removes a user."""
    return Delete(*user_keys.user(user.name), _as_read(user))


def admins(table: Table) -> Admins:
    """The active admins as they are now."""
    record = table.get(*user_keys.admins())
    if record is None:
        return Admins(frozenset(), 0)
    return Admins(frozenset(record.data["names"]), int(record.data["edition"]))


def admins_changed(before: Admins, names: Collection[str], stamp: str) -> Put:
    """The change of who the active admins are."""
    data = {"names": sorted(names), "edition": before.edition + 1, "stamp": stamp}
    as_read = (Equals("edition", before.edition),) if before.edition else (Absent(),)
    return Put(Record(*user_keys.admins(), data), as_read)


def session_of(record: Record) -> Session:
    """The session that a record holds."""
    return Session(**_with_numbers(record.data, "token_version", "issued_at", "ends_at", "seen_at"))


def opened(session: Session) -> Put:
    """The change that begins a session."""
    return Put(_session_record(session), (Absent(),))


def closed(name: str, session: str) -> Delete:
    """The change that ends a session."""
    return Delete(*user_keys.user_session(name, session))


def seen(table: Table, session: Session, now: int) -> None:
    """Note that a session was used; raises `Conflict` where it has ended or was noted by another request."""
    table.put(_session_record(replace(session, seen_at=now)), Equals("seen_at", session.seen_at))


def reading(name: str, session: str) -> tuple[Key, Key]:
    """The keys of a user and of one of his sessions, to be read together."""
    return user_keys.user(name), user_keys.user_session(name, session)


def _as_read(user: User) -> tuple[Condition, ...]:
    return Equals("account", user.account), Equals("revision", user.revision)


def _record(user: User) -> Record:
    data = {name: getattr(user, name) for name in User.__slots__}
    return Record(*user_keys.user(user.name), data, gsi1pk=user_keys.users(), gsi1sk=user.name)


def _session_record(session: Session) -> Record:
    data = {name: getattr(session, name) for name in Session.__slots__}
    return Record(*user_keys.user_session(session.name, session.id), data, expires_at=session.ends_at)


def _with_numbers(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**data, **{name: int(data[name]) for name in names}}
