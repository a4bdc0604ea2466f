"""A delivery as texts by canonical header, before any value is checked: the common form of all sources."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.etl.data_sets import Row
from chalicelib.etl.results import QualityIssue

SHOWN = 2_000
"""Characters of a delivered value that a rejected row keeps."""


class Unreadable(NamedTuple):
    """A row of which not even the cells can be told apart, or whose place is unknown."""

    number: int
    source_row: dict[str, str]
    problem: str


class DeliveredTexts(NamedTuple):
    """The rows of a delivery, position by position.

    `texts` are by canonical header, `originals` as they were delivered. `faults` are, by position and header,
    what is wrong with values that could not even be brought into the form of a business file. `labels` are
    the names of the columns in the words of the source.
    """

    numbers: Sequence[int]
    texts: Sequence[Row]
    originals: Sequence[Mapping[str, Any]]
    faults: Mapping[int, Mapping[str, str]]
    unreadable: Sequence[Unreadable]
    issues: Sequence[QualityIssue]
    labels: Mapping[str, str]

    def source_row(self, position: int) -> dict[str, str]:
        """A row as it was delivered, as texts that any file can hold."""
        return as_texts(self.originals[position])


def as_texts(row: Mapping[str, Any]) -> dict[str, str]:
    """The names and values of a row as texts that can be stored: long ones cut, all others written out."""
    return {_storable(str(name)): _storable(value) for name, value in row.items()}


def _storable(value: object) -> str:
    text = value if isinstance(value, str) else str(value)
    if len(text) > SHOWN:
        text = text[:SHOWN] + "…"
    return text
