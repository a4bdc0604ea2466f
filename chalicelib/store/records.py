"""What is kept in the table, what can be asked of it before a change, and the changes."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chalicelib.store.exact import to_wire

Key = tuple[str, str]
"""`pk` and `sk`: what a record is known by."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the table.

    `data` holds str, bool, int, Decimal, None, and lists and dicts of them, never a float. A number comes
    back as an int where it is whole and as a Decimal without trailing zeros where it is not: whoever needs
    the places of `1.50` keeps text. `body` is a packed page. `gsi1pk` and `gsi1sk` list it in the index.
    """

    pk: str
    sk: str
    data: dict[str, Any]
    body: bytes = b""
    gsi1pk: str | None = None
    gsi1sk: str | None = None
    expires_at: int | None = None
    """Epoch seconds from which on the record is as if it were not there."""

    def __post_init__(self) -> None:
        for name in ("pk", "sk", "gsi1pk", "gsi1sk"):
            if getattr(self, name) == "":
                raise ValueError(f"{self.pk!r} {self.sk!r}: {name} is empty; leave it out or fill it")
        if (self.gsi1pk is None) != (self.gsi1sk is None):
            raise ValueError(f"{self.pk} {self.sk}: gsi1pk and gsi1sk are given together or not at all")

    @property
    def key(self) -> Key:
        """What the record is known by."""
        return self.pk, self.sk


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no such record, or it has expired."""


@dataclass(frozen=True, slots=True)
class Equals:
    """The stored record has this field at the top of its `data`, with this value of the same kind."""

    field: str
    value: str | int | Decimal

    def __post_init__(self) -> None:
        _check_asked(self.field, self.value)


@dataclass(frozen=True, slots=True)
class Below:
    """The stored record's field is a number below this one; or there is no such field, or no such record."""

    field: str
    value: int

    def __post_init__(self) -> None:
        _check_asked(self.field, self.value)


Condition = Absent | Equals | Below


@dataclass(frozen=True, slots=True)
class Put:
    """Write a record, in place of whatever has its key, if all conditions hold for that."""

    record: Record
    conditions: tuple[Condition, ...] = ()

    @property
    def key(self) -> Key:
        """The key that changes."""
        return self.record.key


@dataclass(frozen=True, slots=True)
class Check:
    """Change nothing, but let the rest happen only if all conditions hold for this record."""

    pk: str
    sk: str
    conditions: tuple[Condition, ...]

    def __post_init__(self) -> None:
        if not self.conditions:
            raise ValueError(f"{self.pk} {self.sk}: a check without conditions checks nothing")

    @property
    def key(self) -> Key:
        """The key that is looked at."""
        return self.pk, self.sk


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove a record, if all conditions hold for it; no record is as good as removed."""

    pk: str
    sk: str
    conditions: tuple[Condition, ...] = ()

    @property
    def key(self) -> Key:
        """The key that changes."""
        return self.pk, self.sk


Change = Put | Check | Delete


def _check_asked(field: str, value: str | int | Decimal) -> None:
    to_wire(value, field)
    # PynamoDB reads brackets as a position in a list, and drops what it does not understand.
    if not field or "[" in field or "]" in field:
        raise ValueError(f"{field!r} cannot be asked for in a condition: take a name without brackets")
