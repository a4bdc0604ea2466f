"""The active admins: there is always one, as soon as there is a user.

One record names them. Whoever changes who they are reads it, and writes it in the same transaction as the
user: of two admins who remove each other at the same moment, one is told that he is the last.
"""

from chalicelib.identity.desk import Desk
from chalicelib.identity.errors import LastAdmin
from chalicelib.identity.roles import ADMIN
from chalicelib.store import users
from chalicelib.store.table import Put
from chalicelib.store.users import ACTIVE, Admins, User


def roster_changes(desk: Desk, before: User | None, after: User | None) -> list[Put]:
    """What changes in the record when a user becomes another, is added or removed. Raises `LastAdmin`."""
    user = after or before
    if user is None or _is_admin(before) == _is_admin(after):
        return []
    admins = users.admins(desk.table)
    names = admins.names | {user.name} if _is_admin(after) else admins.names - {user.name}
    if not names:
        raise LastAdmin(f"{user.name!r} is the last active admin: make another one first.")
    return [users.admins_changed(admins, names, desk.new_id())]


def first_entry(desk: Desk, user: User) -> Put:
    """The change by which the first user is the first admin; in conflict where there is any user."""
    return users.admins_changed(Admins(frozenset(), 0), {user.name}, desk.new_id())


def _is_admin(user: User | None) -> bool:
    return user is not None and (user.role, user.status) == (ADMIN, ACTIVE)
