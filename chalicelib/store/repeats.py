"""Requests that may be sent again: each is carried out once per idempotency key of its caller.

A request is noted before it is carried out, and its answer with it afterwards. Sent again it gets the same
answer; another request under the same key is refused; one that is still being carried out has to wait.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.store import keys
from chalicelib.store.table import Absent, Conflict, Delete, Equals, Record, Table

KEPT_FOR = 86_400
"""Seconds for which an answer is remembered."""
TAKEN_FOR = 60
"""Seconds after which a request that was not answered is taken for lost: no function answers later."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A request that was sent under a key before."""

    digest: str
    token: str
    """Whose it is: of several that come at the same moment, one carries it out."""
    until: int
    """Epoch seconds until which it is being carried out."""
    answer: str
    """The answer as JSON; empty as long as there is none."""


def find(table: Table, caller: str, key: str) -> Noted | None:
    """What a caller has sent under a key."""
    record = table.get(*keys.repeated(caller, key))
    if record is None:
        return None
    data: Mapping[str, Any] = record.data
    return Noted(data["digest"], data["token"], int(data["until"]), data["answer"])


def begin(
    table: Table, caller: str, key: str, digest: str, token: str, now: int, before: Noted | None
) -> bool:
    """Note that a request is being carried out; False where somebody else was first."""
    noted = Noted(digest, token, now + TAKEN_FOR, "")
    condition = Equals("token", before.token) if before else Absent()
    try:
        table.put(_record(caller, key, noted, now), condition)
    except Conflict:
        return False
    return True


def finish(table: Table, caller: str, key: str, begun: Noted, answer: str, now: int) -> None:
    """Keep the answer, unless somebody else has taken the request over."""
    done = Noted(begun.digest, begun.token, now, answer)
    try:
        table.put(_record(caller, key, done, now), Equals("token", begun.token))
    except Conflict:
        return


def forget(table: Table, caller: str, key: str, token: str) -> None:
    """Forget a request that came to nothing, so that it can be sent again."""
    try:
        table.transact([Delete(*keys.repeated(caller, key), (Equals("token", token),))])
    except Conflict:
        return


def _record(caller: str, key: str, noted: Noted, now: int) -> Record:
    data = {name: getattr(noted, name) for name in Noted.__slots__}
    return Record(*keys.repeated(caller, key), data, expires_at=now + KEPT_FOR)
