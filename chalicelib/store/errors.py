"""The tree of errors of the store.

    StoreError
    ├── Conflict      a condition did not hold: somebody else was there first, or it was done already
    ├── Busy          another transaction has the same records in hand, or a gate is taken: try again later
    ├── TooLarge      a record, a key or a transaction is larger than the table takes; nothing was written
    ├── Unavailable   the table does not answer, is throttled, is not there, or may not be used
    ├── Refused       the table does not understand the request: a defect of ours
    └── Spoiled       a stored page that cannot be read, or that is larger unpacked than it may be

After `Unavailable` and `Busy` a *write* may have been done or not: whoever repeats it must make sure, by its
conditions, that twice is the same as once.
"""

from collections.abc import Sequence

from chalicelib.store.records import Change


class StoreError(Exception):
    """Whatever the store refuses to do, or cannot."""


class Conflict(StoreError):
    """A condition that does not hold, and the changes that it belongs to; nothing was changed."""

    def __init__(self, message: str, changes: Sequence[Change] = ()) -> None:
        self.changes = tuple(changes)
        super().__init__(message)


def not_as_expected(changes: Sequence[Change]) -> Conflict:
    """The conflict over changes whose conditions do not hold."""
    names = ", ".join(" ".join(change.key) for change in changes)
    return Conflict(f"{names}: not as the change expects it; read it again and decide anew", changes)


class Busy(StoreError):
    """Somebody else has it in hand, and had it for as long as we waited."""


class TooLarge(StoreError):
    """More than the table takes; the message names the record, its size and the limit."""


class Unavailable(StoreError):
    """No answer that could be used, after as many tries as make sense."""


class Refused(StoreError):
    """A request that the table says is wrong: trying again is of no use."""


class Spoiled(StoreError):
    """A page that is not what was stored."""
