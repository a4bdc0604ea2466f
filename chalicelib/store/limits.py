"""How much the table takes at once, and the checks that are made before anything is sent.

Source: Amazon DynamoDB Developer Guide, "Service, account, and table quotas" and "Item sizes and formats".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from chalicelib.store.errors import TooLarge
from chalicelib.store.exact import Wire, fields_to_wire, size, to_wire
from chalicelib.store.records import Change, Key, Put, Record

MOST_RECORD_BYTES = 400 * 1024
MOST_KEY_BYTES = {"pk": 2048, "sk": 1024, "gsi1pk": 2048, "gsi1sk": 1024}
MOST_CHANGES = 100
MOST_TRANSACTION_BYTES = 4 * 1024 * 1024
WRITES_AT_ONCE, READS_AT_ONCE = 25, 100

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Measured:
    """A record that fits, with its `data` in stored form and the bytes it counts as."""

    record: Record
    fields: dict[str, Wire]
    size: int


def measured(record: Record) -> Measured:
    """Put a record's `data` into stored form and see that the whole fits.

    Raises TooLarge; TypeError and ValueError for values that cannot be kept (`exact.fields_to_wire`).
    """
    fields = fields_to_wire(record.data, "data")
    names = [name for name in MOST_KEY_BYTES if getattr(record, name) is not None]
    keys = {name: len(getattr(record, name).encode()) for name in names}
    for name, length in keys.items():
        if length > MOST_KEY_BYTES[name]:
            most = MOST_KEY_BYTES[name]
            raise TooLarge(f"{_shown(record.key)}: {name} has {length} bytes, {most} is the limit")
    total = sum(len(name) + length for name, length in keys.items())
    total += len("data") + size({"M": fields})
    if record.body:
        total += len("body") + len(record.body)
    if record.expires_at is not None:
        total += len("expires_at") + size(to_wire(record.expires_at, "expires_at"))
    if total > MOST_RECORD_BYTES:
        raise TooLarge(
            f"{_shown(record.key)} has {total:,} bytes, {MOST_RECORD_BYTES:,} is the limit; "
            "put the rows on more pages"
        )
    return Measured(record, fields, total)


def check_changes(changes: Sequence[Change]) -> list[Measured]:
    """See that changes fit into one transaction; the records of its puts, measured, in their order.

    Raises TooLarge; ValueError where two changes are for the same key.
    """
    if len(changes) > MOST_CHANGES:
        raise TooLarge(f"{len(changes)} changes at once, {MOST_CHANGES} is the limit; commit in parts")
    keys = [change.key for change in changes]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise ValueError(f"{_shown(twice)} is in one transaction twice; make one change of the two")
    records = [measured(change.record) for change in changes if isinstance(change, Put)]
    total = sum(record.size for record in records)
    if total > MOST_TRANSACTION_BYTES:
        raise TooLarge(
            f"one transaction of {total:,} bytes, {MOST_TRANSACTION_BYTES:,} is the limit; write the pages "
            "beforehand and move only what points to them"
        )
    return records


def check_key(pk: str, sk: str) -> Key:
    """See that a key can be asked for. Raises ValueError where a part of it is empty."""
    if not pk or not sk:
        raise ValueError(f"{pk!r} {sk!r}: a key has a pk and an sk, both of at least one character")
    return pk, sk


def check_partition(pk: str) -> None:
    """See that a partition can be asked for. Raises ValueError where its name is empty."""
    if not pk:
        raise ValueError("an empty text is no partition; a query asks for one by its name")


def portions(items: Iterable[Item], most: int) -> Iterable[list[Item]]:
    """Items in lists of at most so many, in their order."""
    left = iter(items)
    while portion := list(islice(left, most)):
        yield portion


def writes(records: Iterable[Record]) -> Iterable[list[Measured]]:
    """Records measured and in portions for one request each, no key twice in one: the last one counts."""
    portion: dict[Key, Measured] = {}
    for record in records:
        if len(portion) == WRITES_AT_ONCE:
            yield list(portion.values())
            portion = {}
        portion[record.key] = measured(record)
    if portion:
        yield list(portion.values())


def distinct(keys: Iterable[Key]) -> list[Key]:
    """Keys that can be asked for, each once, in their order."""
    return list(dict.fromkeys(check_key(*key) for key in keys))


def _shown(key: Key) -> str:
    return " ".join(part if len(part) <= 80 else f"{part[:80]}…" for part in key)
