"""Gates: one load at a time into a group of data sets, fenced.

Whoever enters a gate gets a fence number higher than anyone before. A holder that was paused, and whose
lease ran out, finds its fence stale: every commit checks it. The gate also remembers which deliveries were
begun below it, so that the next commit can tell which of them came to nothing.

The same delivery may enter again at once: whoever held the gate for it has crashed, or stops at the fence.
Not where it is read otherwise now, by other code or settings: rows that the one before may still be writing
would be mixed with its own. That one is waited for, as long as its lease runs.

Each writing of the gate's record names the edition that was read: nothing that somebody else noted in the
meantime is lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chalicelib.store import keys
from chalicelib.store.table import Absent, Busy, Check, Condition, Conflict, Equals, Put, Record, Table


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate as somebody read it, or as its holder knows it."""

    name: str
    edition: int = 0
    """Raised by one with every writing."""
    fence: int = 0
    """Raised by one with everybody who enters."""
    sequence: int = 0
    """The delivery that it is held for; 0: nobody holds it."""
    token: str = ""
    """Tells this holder from another that enters for the same delivery."""
    expires: int = 0
    """Epoch seconds at which others may take the gate."""
    reading: str = ""
    """The fingerprint of the delivery as the holder reads it."""
    begun: tuple[int, ...] = ()
    """Deliveries that were begun and neither finished nor declared void."""


class Displaced(Busy):
    """Somebody else has taken the gate for the same delivery: he loads it, and nobody is to disturb him."""


def enter(
    table: Table, name: str, sequence: int, token: str, now: int, lease: int, reading: str = ""
) -> Gate:
    """Take a gate for `lease` seconds. Raises `Busy` while it is held for another delivery.

    Who comes again for the same delivery gets in, if its `reading` is the same: the one before him has
    crashed, or finds his fence stale. Raises `Displaced` where another enters for it at the same moment.
    """
    held = _read(table, name)
    if held.expires > now and held.sequence != sequence:
        raise Busy(f"{name}: delivery {held.sequence} is being loaded; {sequence} is tried again later")
    if held.expires > now and held.reading != reading:
        raise Busy(f"{name}: {sequence} may still be being loaded, read otherwise; it is tried again later")
    gate = replace(
        held, fence=held.fence + 1, sequence=sequence, token=token, expires=now + lease, reading=reading
    )
    try:
        return _write(table, gate)
    except Conflict as lost:
        raise _taken(gate, _read(table, name)) from lost


def begin(table: Table, gate: Gate, sequence: int) -> None:
    """Note, before the first row is written, that a delivery is begun. Raises `Busy` if not held any more."""
    now = insist(table, gate)
    try:
        _write(table, replace(now, begun=tuple(sorted({*now.begun, sequence}))))
    except Conflict as lost:
        raise _taken(gate, _read(table, gate.name)) from lost


def renew(table: Table, gate: Gate, now: int, lease: int) -> None:
    """Keep a gate for another `lease` seconds. Raises `Busy` if not held any more."""
    held = insist(table, gate)
    try:
        _write(table, replace(held, expires=now + lease))
    except Conflict as lost:
        raise _taken(gate, _read(table, gate.name)) from lost


def leave(table: Table, gate: Gate) -> None:
    """Give a gate back, unless a commit has, or somebody else took it in the meantime."""
    now = _read(table, gate.name)
    if now.fence == gate.fence and now.sequence:
        try:
            _write(table, _left(now, now.begun))
        except Conflict:
            return


def passed(table: Table, gate: Gate, sequence: int, good: bool) -> tuple[Put, tuple[int, ...]]:
    """The change that, within a commit, forgets what the commit settles and opens the gate.

    And the deliveries below the sequence that were begun and not finished: the commit has to declare them
    void. A delivery that is not `good` moves no pins: it declares nothing void, and leaves what was begun,
    itself as well, to the next that is. Raises `Busy` if the fence is stale.
    """
    now = insist(table, gate)
    if not good:
        return _put(_left(now, now.begun)), ()
    later = tuple(number for number in now.begun if number > sequence)
    overtaken = tuple(number for number in now.begun if number < sequence)
    return _put(_left(now, later)), overtaken


def still_held(gate: Gate) -> Check:
    """The change that only checks the fence."""
    return Check(*keys.gate(gate.name), (Equals("fence", gate.fence),))


def insist(table: Table, gate: Gate) -> Gate:
    """The gate as it stands. Raises `Busy` if somebody else has taken it, `Displaced` if for the same."""
    now = _read(table, gate.name)
    if now.fence != gate.fence:
        raise _taken(gate, now)
    return now


def _taken(gate: Gate, now: Gate) -> Busy:
    if now.sequence == gate.sequence:
        return Displaced(
            f"{gate.name} was taken over by another load of delivery {gate.sequence}; it goes on"
        )
    return Busy(f"{gate.name} was taken over by another load; delivery {gate.sequence} is tried again later")


def _left(gate: Gate, begun: Iterable[int]) -> Gate:
    return Gate(gate.name, gate.edition, gate.fence, begun=tuple(begun))


def _read(table: Table, name: str) -> Gate:
    record = table.get(*keys.gate(name))
    if record is None:
        return Gate(name)
    data = record.data
    numbers = {field: int(data[field]) for field in ("edition", "fence", "sequence", "expires")}
    return Gate(
        name,
        **numbers,
        token=data["token"],
        reading=data.get("reading", ""),
        begun=tuple(int(number) for number in data["begun"]),
    )


def _write(table: Table, gate: Gate) -> Gate:
    change = _put(gate)
    table.put(change.record, *change.conditions)
    return replace(gate, edition=gate.edition + 1)


def _put(gate: Gate) -> Put:
    """The change that writes a gate in the place of the edition that it was made from."""
    data = {
        "edition": gate.edition + 1,
        "fence": gate.fence,
        "sequence": gate.sequence,
        "token": gate.token,
        "expires": gate.expires,
        "reading": gate.reading,
        "begun": list(gate.begun),
    }
    as_read: tuple[Condition, ...] = (Equals("edition", gate.edition),) if gate.edition else (Absent(),)
    return Put(Record(*keys.gate(gate.name), data), as_read)
