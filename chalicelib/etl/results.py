"""What a transformation gives: canonical rows, and beside them every row that was not taken and why.

Faults inside data are values here, never exceptions: a broken row costs its own unit and no other.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from chalicelib.etl.data_sets import Row

EXTRA_COLUMN = "EXTRA_COLUMN"
IDENTICAL_ROWS = "IDENTICAL_ROWS"
CONFLICTING_ROWS = "CONFLICTING_ROWS"
OUT_OF_SEQUENCE = "OUT_OF_SEQUENCE"
UNIT_WITHHELD = "UNIT_WITHHELD"
"""Kinds of issues that one delivery shows by itself; `cross_checks` has those of several sets together."""


class RejectedRow(NamedTuple):
    """A row that was not taken.

    `row_number` counts as the source does: in a file the header is row 1, in SAP's pages the first row of the
    first page is 1. `source_row` is the row as it was delivered, by the names of the source; it is empty
    where its cells cannot be told apart. Each problem names the column, what is wrong and what to do.
    """

    set: str
    row_number: int
    source_row: dict[str, str]
    problems: tuple[str, ...]


class QualityIssue(NamedTuple):
    """Something a person should look at, and which keeps no row back by itself."""

    kind: str
    set: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Transformed:
    """A delivery as canonical rows by data set, in the order of the delivery.

    `delivered` counts the rows that came, by data set. `rejected` are rows that are broken themselves,
    `withheld` good rows of a unit of which another row is broken: an invoice without one of its lines would
    be declared short. `doubtful` are the units with a broken row, by the text of their `DataSet.unit` column;
    their last good version stays right until they come whole. `unattributed` counts rejected rows of which
    nobody can say to which unit they belong.
    """

    sets: dict[str, list[Row]]
    rejected: list[RejectedRow]
    issues: list[QualityIssue]
    delivered: dict[str, int]
    withheld: list[RejectedRow] = field(default_factory=list)
    doubtful: dict[str, frozenset[str]] = field(default_factory=dict)
    unattributed: dict[str, int] = field(default_factory=dict)
    source: str = ""
