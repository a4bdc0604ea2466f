"""Signing in and out, and changing one's own password."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from chalicelib.identity import alarms, hashing, limits, names, passwords, sessions, tokens
from chalicelib.identity.callers import SignedIn, session_of
from chalicelib.identity.desk import TRIES, Desk
from chalicelib.identity.errors import NotSignedIn, PasswordRefused, UnknownUser, WrongPassword
from chalicelib.identity.limits import Attempt
from chalicelib.identity.profiles import Profile, opens, profile
from chalicelib.identity.tokens import Tokens
from chalicelib.store import audit, users
from chalicelib.store.audit import Event
from chalicelib.store.table import Busy, Change, Conflict
from chalicelib.store.users import ACTIVE, Session, User


@dataclass(frozen=True, slots=True)
class Admission:
    """A session that has begun: the token that shows it, and whose it is."""

    token: str
    ends_at: int
    """Epoch seconds; earlier if it is left alone."""
    profile: Profile


def sign_in(desk: Desk, made_by: Tokens, name: str, password: str, source: str, shown: str = "") -> Admission:
    """Begin a session, and end the one that the browser had, whosever it was: `shown` is its token.

    A one-time password is used up by it. One that is kept in an old way is kept in the new one afterwards.
    Raises `NotSignedIn` and `TooManyAttempts`.
    """
    attempt = limits.reserve(desk, names.counted_under(name), source)
    user = attempt.user
    stored = user.password_hash if user and _may_sign_in(user, desk.now()) else ""
    if not hashing.matches(password, stored, desk.cost) or user is None:
        alarms.tell(desk, attempt)
        raise NotSignedIn
    fresh = hashing.hashed(password, desk.cost) if hashing.is_stale(stored, desk.cost) else ""
    facts = {"source": source, **({"hash": "renewed"} if fresh else {})}

    def entered(now: User) -> User:
        kept = fresh or now.password_hash
        return replace(now, signed_in_at=desk.stamp(), password_hash=kept, one_time_used=now.one_time)

    former = session_of(desk.table, made_by, shown, desk.now()) if shown else None
    admission = _begin(desk, made_by, attempt, entered, "user signed in", facts, former)
    limits.take_back(desk, attempt)
    return admission


def sign_out(desk: Desk, caller: SignedIn) -> None:
    """End a caller's session."""
    ended = users.closed(caller.name, caller.session)
    audit.transact(desk.table, [ended], _event(desk, caller.name, "user signed out", {}))


def me(desk: Desk, caller: SignedIn) -> Profile:
    """What a caller may know of himself. Raises `UnknownUser` where he was deleted a moment ago."""
    user = users.find(desk.table, caller.name)
    if user is None:
        raise UnknownUser(f"There is no user {caller.name!r}.")
    return profile(user, desk.now())


def session_ends(desk: Desk, caller: SignedIn) -> int:
    """When the caller's session ends, in epoch seconds; 0 where it has ended."""
    record = desk.table.get(*users.reading(caller.name, caller.session)[1])
    return users.session_of(record).ends_at if record else 0


def change_password(
    desk: Desk, made_by: Tokens, caller: SignedIn, present: str, chosen: str, source: str
) -> Admission:
    """Change a caller's password; all his sessions end, and a new one begins.

    After a one-time password, that one is the present password. Raises `WrongPassword`, `TooManyAttempts`
    and `PasswordRefused`.
    """
    attempt = limits.reserve(desk, caller.name, source)
    stored = attempt.user.password_hash if attempt.user else ""
    if not hashing.matches(present, stored, desk.cost):
        alarms.tell(desk, attempt)
        raise WrongPassword("The present password is not the one that was given.")
    limits.take_back(desk, attempt)
    passwords.check(chosen, caller.name)
    if passwords.normal(chosen) == passwords.normal(present):
        raise PasswordRefused(["The new password is the present one."])
    kept = hashing.hashed(chosen, desk.cost)
    facts = {"source": source}
    return _begin(
        desk, made_by, attempt, lambda user: _with_password(desk, user, kept), "password changed", facts
    )


def _may_sign_in(user: User, now: int) -> bool:
    return user.status == ACTIVE and user.role in sessions.ROLES and opens(user, now)


def _with_password(desk: Desk, user: User, kept: str) -> User:
    now = desk.stamp()
    return replace(
        user,
        password_hash=kept,
        must_change_password=False,
        one_time_until=0,
        one_time_used=False,
        token_version=user.token_version + 1,
        password_changed_at=now,
        changed_at=now,
        edition=user.edition + 1,
    )


def _begin(
    desk: Desk,
    made_by: Tokens,
    attempt: Attempt,
    altered: Callable[[User], User],
    action: str,
    facts: dict[str, str],
    former: Session | None = None,
) -> Admission:
    """Begin the session of somebody whose password was verified, and change him with it; end a former one.

    Raises `NotSignedIn` where what was verified does not hold any more.
    """
    verified = user = attempt.user
    for _ in range(TRIES):
        if user is None or verified is None or _right(user) != _right(verified):
            raise NotSignedIn
        after = altered(user)
        session = sessions.begun(desk, after)
        changes: list[Change] = [
            users.changed(user, after, desk.new_id()),
            users.opened(session),
            limits.remembered(after, attempt.source, desk.now()),
        ]
        events = [_event(desk, user.name, action, facts)]
        if former is not None:
            changes.append(users.closed(former.name, former.id))
            events.append(_ended(former, events[0]))
        try:
            audit.transact(desk.table, changes, *events)
        except Conflict:
            user = users.find(desk.table, attempt.name)
        else:
            return _admission(desk, made_by, after, session)
    raise Busy(f"user {attempt.name} was changed {TRIES} times while he signed in")


def _right(user: User) -> tuple[str, int, str, bool]:
    return user.account, user.token_version, user.status, user.one_time_used


def _admission(desk: Desk, made_by: Tokens, user: User, session: Session) -> Admission:
    token = tokens.issue(made_by, user.name, session.id, session.issued_at)
    return Admission(token, session.ends_at, profile(user, desk.now()))


def _ended(former: Session, entered: Event) -> Event:
    """The event that tells of a session which another sign-in in its browser has ended."""
    facts = {"source": entered.facts["source"], "by": "a sign-in in the same browser"}
    return replace(entered, action="user signed out", subject=f"user {former.name}", facts=facts)


def _event(desk: Desk, name: str, action: str, facts: dict[str, str]) -> Event:
    return Event(desk.stamp(), name, action, f"user {name}", facts)
