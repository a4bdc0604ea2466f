"""Limits to guessing: per name and source, per source over all names, per name over all sources.

An attempt is counted before its password is looked at, and taken back where it was the right one: of any
number that come at once no more are looked at than the limit allows, and none goes uncounted. What is
counted, and how much work it is, does not depend on whether there is such a user.

The limit per name never keeps out a source from which the user has signed in before, so that nobody can be
locked out of where he works. Sources: NIST SP 800-63B-4 (3.2.2: at most 100 in a row), OWASP ASVS 5.0
(6.1.1, 6.3.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.identity.desk import TRIES, Desk
from chalicelib.identity.errors import TooManyAttempts
from chalicelib.store import user_keys, users
from chalicelib.store.table import Absent, Busy, Condition, Conflict, Delete, Equals, Key, Put, Record, Table
from chalicelib.store.users import User


@dataclass(frozen=True, slots=True)
class Limit:
    """How many may fail within a time; then none is looked at for as long again."""

    most: int
    seconds: int
    extends: bool
    """Whether the time begins anew with each failure, or with the first only."""


PAIR = Limit(5, 15 * 60, extends=True)
SOURCE = Limit(30, 15 * 60, extends=False)
NAME = Limit(50, 24 * 3600, extends=False)
"""Twice in a row within a day, and still below 100."""
KNOWN_FOR = 90 * 86_400
"""Seconds for which a source is known that a user signed in from."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to sign in that has been counted, and whom it is for."""

    name: str
    source: str
    user: User | None
    counted: Mapping[Key, Limit]
    """Where it has been counted, besides under its name and source."""
    reached: tuple[Limit, ...]
    """The limits that it is the last one of, if it fails."""


@dataclass(frozen=True, slots=True)
class _Counter:
    key: Key
    limit: Limit
    count: int
    until: int
    condition: Condition
    """That it is as it was read."""


def reserve(desk: Desk, name: str, source: str) -> Attempt:
    """Count an attempt under a name (`names.counted_under`) from a source. Raises `TooManyAttempts`."""
    for _ in range(TRIES):
        now = desk.now()
        found = desk.table.get_many(
            [user_keys.user(name), user_keys.known_source(name, source), *_counter_keys(name, source)]
        )
        user = users.user_of(found[user_keys.user(name)]) if user_keys.user(name) in found else None
        counters = [_read(found, key, limit, now) for key, limit in _counter_keys(name, source).items()]
        _refuse(counters, now, spared=NAME if _is_known(found, user, name, source) else None)
        counting = [counter for counter in counters if counter.count < counter.limit.most]
        try:
            desk.table.transact([_counted(counter, now, desk.new_id()) for counter in counting])
        except (Conflict, Busy):
            continue
        return _attempt(name, source, user, counting)
    raise TooManyAttempts(1)


def take_back(desk: Desk, attempt: Attempt) -> None:
    """Uncount an attempt that succeeded: nothing is left of its name and source, one less of each alone."""
    desk.table.delete_many([user_keys.failures_from(attempt.name, attempt.source)])
    for key, limit in attempt.counted.items():
        _uncount(desk, key, limit)


def remembered(user: User, source: str, now: int) -> Put:
    """The change that makes a source known as one that a user signed in from."""
    key = user_keys.known_source(user.name, source)
    return Put(Record(*key, {"account": user.account, "at": now}, expires_at=now + KNOWN_FOR))


def forget(table: Table, name: str) -> None:
    """Drop what was counted under a name, from everywhere: the password that was guessed at is gone."""
    partition, own = user_keys.failures_under(name)
    prefix = user_keys.failures_from(name, "")[1]
    table.delete_many([(partition, own), *(record.key for record in table.query(partition, prefix=prefix))])


def _attempt(name: str, source: str, user: User | None, counting: list[_Counter]) -> Attempt:
    shared = {counter.key: counter.limit for counter in counting if counter.limit is not PAIR}
    last = (counter.limit for counter in counting if counter.count + 1 == counter.limit.most)
    return Attempt(name, source, user, shared, tuple(last))


def _counter_keys(name: str, source: str) -> dict[Key, Limit]:
    return {
        user_keys.failures_from(name, source): PAIR,
        user_keys.failures_of_source(source): SOURCE,
        user_keys.failures_under(name): NAME,
    }


def _read(found: Mapping[Key, Record], key: Key, limit: Limit, now: int) -> _Counter:
    record = found.get(key)
    if record is None:
        return _Counter(key, limit, 0, 0, Absent())
    count, until = int(record.data["count"]), int(record.data["until"])
    as_read = Equals("stamp", record.data["stamp"])
    return _Counter(key, limit, count, until, as_read) if until > now else _Counter(key, limit, 0, 0, as_read)


def _is_known(found: Mapping[Key, Record], user: User | None, name: str, source: str) -> bool:
    known = found.get(user_keys.known_source(name, source))
    return user is not None and known is not None and known.data["account"] == user.account


def _refuse(counters: list[_Counter], now: int, spared: Limit | None) -> None:
    full = [one for one in counters if one.count >= one.limit.most and one.limit is not spared]
    if full:
        raise TooManyAttempts(max(one.until for one in full) - now)


def _counted(counter: _Counter, now: int, stamp: str) -> Put:
    count, limit = counter.count + 1, counter.limit
    anew = count == 1 or count == limit.most or limit.extends
    return _written(counter, count, now + limit.seconds if anew else counter.until, stamp)


def _uncount(desk: Desk, key: Key, limit: Limit) -> None:
    for _ in range(TRIES):
        counter = _read(desk.table.get_many([key]), key, limit, desk.now())
        if counter.count == 0:
            return
        less = counter.count - 1
        written = _written(counter, less, counter.until, desk.new_id())
        try:
            desk.table.transact([written if less else Delete(*key, (counter.condition,))])
        except (Conflict, Busy):
            continue
        return
    # One too many is counted, and expires with the rest.


def _written(counter: _Counter, count: int, until: int, stamp: str) -> Put:
    # The stamp keeps two attempts that count to the same number from being taken for one.
    data = {"count": count, "until": until, "stamp": stamp}
    return Put(Record(*counter.key, data, expires_at=until), (counter.condition,))
