"""An office to test in: a table, a clock that stands still, signing keys, and people who sign in."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_bytes
from threading import Barrier
from typing import Any, TypeVar

from chalicelib.identity.accounts import create_user, first_admin
from chalicelib.identity.callers import SignedIn, caller_of
from chalicelib.identity.desk import Desk
from chalicelib.identity.roles import OPERATOR
from chalicelib.identity.sign_in import Admission, change_password, sign_in
from chalicelib.identity.tokens import Tokens, keyring
from chalicelib.store import audit, audit_check, keys
from chalicelib.store.audit import Event
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import Table

CHEAP = 4
"""bcrypt's least cost."""
PASSWORD = "vivid quartz lantern meadow"
OTHER_PASSWORD = "nine teaspoons of gravel"
HERE, THERE, ELSEWHERE = "203.0.113.7", "198.51.100.4", "192.0.2.200"
OLD_SECRET = "f3Qm0yT8sVx2Lk9bWn4Rz7Hc1Jd6PgAe-old"
SECRET = "Zt5uKw8rYb1NqXv3Mh0Gj7Fs2Dc9LpEa-new"
KEYS: dict[str, Any] = {
    "current": "k2",
    "keys": {"k1": {"secret": OLD_SECRET, "until": None}, "k2": {"secret": SECRET, "until": None}},
}
ISSUER, AUDIENCE = "ior-test", "ior-test-api"

Answer = TypeVar("Answer")


class Clock:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **period: float) -> None:
        """Let time pass."""
        self.now += timedelta(**period)


@dataclass
class Office:
    """Everything that a test of the room needs."""

    clock: Clock = field(default_factory=Clock)
    table: Table = field(init=False)
    desk: Desk = field(init=False)
    tokens: Tokens = field(init=False)
    document: dict[str, Any] = field(default_factory=lambda: KEYS)

    def __post_init__(self) -> None:
        self.use(MemoryTable(clock=lambda: self.now))

    def use(self, table: Table) -> None:
        """Work on another table."""
        self.table = table
        self.desk = Desk(table, self.clock, token_bytes, CHEAP)
        self.tokens = Tokens(lambda: keyring(self.document), ISSUER, AUDIENCE)

    @property
    def now(self) -> int:
        return int(self.clock.now.timestamp())

    def admin(self, name: str = "ada") -> str:
        """The first admin, with a password of his own; his name."""
        return self.settle(name, first_admin(self.desk, name).password)

    def user(self, name: str, role: str = OPERATOR) -> str:
        """One more user, with a password of his own; his name."""
        return self.settle(name, create_user(self.desk, "ada", name, role).password)

    def settle(self, name: str, one_time: str) -> str:
        """Let a user choose his password."""
        entered = self.caller(self.enter(name, one_time))
        assert entered
        change_password(self.desk, self.tokens, entered, one_time, PASSWORD, HERE)
        return name

    def enter(self, name: str, password: str = PASSWORD, source: str = HERE, shown: str = "") -> Admission:
        """Sign in, in a browser that shows a token."""
        return sign_in(self.desk, self.tokens, name, password, source, shown)

    def caller(self, admission: Admission) -> SignedIn | None:
        """Who the token of an admission stands for now."""
        return caller_of(self.table, self.tokens, admission.token, self.now)

    def signed_in(self, name: str, password: str = PASSWORD, source: str = HERE) -> SignedIn:
        """Sign in, and send a request."""
        caller = self.caller(self.enter(name, password, source))
        assert caller
        return caller

    def events(self) -> list[Event]:
        """What the audit trail has, in no order."""
        date = self.desk.stamp()[:10]
        assert audit_check.verify(self.table, date) == []
        return [
            row.event for chain in range(keys.AUDIT_CHAINS) for row in audit.rows(self.table, date, chain)
        ]

    def actions(self, name: str) -> Counter[str]:
        """What the audit trail says was done to a user."""
        return Counter(event.action for event in self.events() if event.subject == f"user {name}")


def at_once(count: int, work: Callable[[int], Answer]) -> list[Answer | Exception]:
    """Do the same so many times at once; the answers, and the errors where there is none."""
    ready = Barrier(count)

    def one(number: int) -> Answer | Exception:
        ready.wait()
        try:
            return work(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
