"""The tree of errors of the domain, and the fault: one thing wrong at one place of an input file.

    CustomsError
    ├── InputErrors      the files cannot be used as they are; carries every fault found
    ├── UnknownSubject   something was asked for (a shipment, a line) that the data does not hold
    └── TrailMismatch    an explanation does not arrive at the figures it explains: a defect of ours

Gaps in good data (no product, no exchange rate) are not errors: they are findings beside the entries.
"""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong in an input file: where (file, row, column, value), what, and what to do about it.

    `row` is the number of the row in the file as a person counts (the header is row 1); None means the whole
    file.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(f"column {self.column!r}")
        if self.value is not None:
            where.append(f"value {self.value!r}")
        return f"{', '.join(where)}: {self.problem}. {self.remedy.removesuffix('.')}."


class CustomsError(Exception):
    """Whatever the domain refuses to do."""


class InputErrors(CustomsError):
    """Input files that cannot be used: carries all faults that were found, never only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class UnknownSubject(CustomsError):
    """A shipment, entry or line that the data does not hold; the message says what there is instead."""


class TrailMismatch(CustomsError):
    """A trail that does not arrive at the figures of its line: a defect of the product, never of the data."""
