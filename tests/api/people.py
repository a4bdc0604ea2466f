"""The people of a world in memory, and their sessions: written as the identity room keeps them.

Nothing of it stands in the audit trail, so that a test finds there what its own requests did.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from secrets import token_bytes
from typing import Any

from chalicelib.identity import hashing, roster, sessions, tokens
from chalicelib.identity.desk import Desk
from chalicelib.identity.one_time import LIFETIME as ONE_TIME
from chalicelib.identity.roles import ADMIN, OPERATOR
from chalicelib.identity.tokens import Tokens, keyring
from chalicelib.store import users
from chalicelib.store.users import ACTIVE, User
from tests.identity.office import CHEAP, KEYS, PASSWORD
from tests.pipeline.world import World

ANN, OTTO, CAROL = "ann", "otto", "carol"
"""An admin, an operator, and an operator who has not signed in yet."""
ROLES = {ANN: ADMIN, OTTO: OPERATOR, CAROL: OPERATOR}


@dataclass(frozen=True, slots=True)
class Door:
    """Where the people of a world come in."""

    desk: Desk
    tokens: Tokens

    def settled(self, name: str, **changed: Any) -> User:
        """A user with a password of his own; made, with some of it changed, where there is none."""
        found = users.find(self.desk.table, name)
        if found is None:
            found = replace(self._new(name), **changed)
            admins = roster.roster_changes(self.desk, None, found)
            self.desk.table.transact([users.added(found), *admins])
        return found

    def invited(self, name: str) -> User:
        """A user with a one-time password that he has not used."""
        until = self.desk.now() + ONE_TIME
        return self.settled(
            name, must_change_password=True, one_time_until=until, email=f"{name}@example.com"
        )

    def token(self, user: User, *, ago: int = 0, **changed: Any) -> str:
        """The token of a session that began so many seconds ago, with some of the session changed."""
        begun = sessions.begun(self.desk, user)
        at = self.desk.now() - ago
        times = {"issued_at": at, "ends_at": at + tokens.LIFETIME, "seen_at": self.desk.now()}
        session = replace(begun, **(times | changed))
        self.desk.table.transact([users.opened(session)])
        return tokens.issue(self.tokens, user.name, session.id, at)

    def _new(self, name: str) -> User:
        at = self.desk.stamp()
        return User(
            name=name,
            account=self.desk.new_id(),
            role=ROLES.get(name, OPERATOR),
            status=ACTIVE,
            email="",
            password_hash=kept(PASSWORD),
            must_change_password=False,
            one_time_until=0,
            one_time_used=False,
            token_version=1,
            created_at=at,
            changed_at=at,
            password_changed_at=at,
        )


def door(world: World, keys: Mapping[str, Any] = KEYS) -> Door:
    """The door of a world, of the stage on a developer's machine."""
    made_by = Tokens(lambda: keyring(keys), "ior-local", "ior-local-api")
    return Door(Desk(world.table, world.ports.clock, token_bytes, CHEAP), made_by)


@cache
def kept(password: str) -> str:
    """A password as it is kept, at bcrypt's least cost."""
    return hashing.hashed(password, CHEAP)
