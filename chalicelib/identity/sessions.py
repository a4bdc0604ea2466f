"""Sessions: how they begin, what ends them, and when one is noted as used.

A session ends 12 hours after it began, half an hour after it was used last, when its user signs out, and at
once when his password or role changes or he is disabled or deleted: its `token_version` is then behind.
Source: NIST SP 800-63B-4 (2.2.3), OWASP ASVS 5.0 (7.3, 7.4).
"""

from chalicelib.identity.desk import Desk
from chalicelib.identity.roles import ADMIN, OPERATOR
from chalicelib.identity.tokens import LIFETIME
from chalicelib.store import users
from chalicelib.store.table import Conflict, Table
from chalicelib.store.users import ACTIVE, Session, User

IDLE = 30 * 60
NOTED_EVERY = 60
"""Seconds between two notes that a session is in use: a page sends many requests at once."""
ROLES = (ADMIN, OPERATOR)


def begun(desk: Desk, user: User) -> Session:
    """A new session of a user, from now on."""
    now = desk.now()
    return Session(user.name, desk.new_id(), user.account, user.token_version, now, now + LIFETIME, now)


def holds(session: Session, user: User, now: int) -> bool:
    """Whether a session is one of this user as he is now, and neither over nor left alone for too long."""
    his = (session.account, session.token_version) == (user.account, user.token_version)
    welcome = user.status == ACTIVE and user.role in ROLES
    return his and welcome and now < session.ends_at and now - session.seen_at <= IDLE


def note(table: Table, session: Session, now: int) -> None:
    """Note that a session is in use, unless that was done a moment ago."""
    if now - session.seen_at < NOTED_EVERY:
        return
    try:
        users.seen(table, session, now)
    except Conflict:
        return  # another request has noted it, or it was ended: either way nothing is to be written
