"""How a file is declared: its columns, its key and what the fields of one row must hold together."""

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from chalicelib.customs.cells import Kind
from chalicelib.customs.codes import Refused

Row = TypeVar("Row", bound=tuple[Any, ...])


class Column(NamedTuple):
    """A column of a file and the field it fills. `verbatim`: the text of a value that another field holds."""

    header: str
    field: str
    kind: Kind
    required: bool = True
    verbatim: bool = False


class RowCheck(NamedTuple):
    """What the named fields of one row must hold together; a refusal is reported at the last of them."""

    fields: tuple[str, ...]
    refuse: Callable[..., Refused | None]


class Table(NamedTuple, Generic[Row]):
    """A file: `name` is its field in `Dataset`, `key` the fields that tell its rows apart.

    The columns stand in the order of the row's fields; a numbered row begins with the number of the row in
    the file.
    """

    name: str
    file: str
    row: type[Row]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    unique: bool = True
    optional: bool = False
    numbered: bool = False
    checks: tuple[RowCheck, ...] = ()
