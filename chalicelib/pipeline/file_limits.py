"""What is too much to be loaded, whichever way a file comes, and in which words that is told."""

from collections.abc import Iterable
from typing import cast

from chalicelib.pipeline.changes import Changes, write_changes
from chalicelib.store.limits import writes
from chalicelib.store.table import Record, Table, TooLarge

MOST_LINES = 250_000
"""The memory of a load grows with the lines more than with the bytes: so many take 0.5 GB for invoices, 1.2
GB for products, 1.4 GB where each is broken; the function has 1.7 GB."""
SPLIT = "Nothing of the delivery is loaded. Split it at the source"


def too_many_lines(body: bytes) -> str:
    """Why a file is not taken that has too many lines; empty if it has not.

    >>> too_many_lines(b"a,b")
    ''
    """
    lines = body.count(b"\n")
    if lines <= MOST_LINES:
        return ""
    return f"It has {lines:,} lines; at most {MOST_LINES:,} are taken. Split it."


def not_kept(changes: Changes) -> str:
    """Why the table can never take some changes; empty if it can. Nothing is written."""
    try:
        write_changes(cast(Table, Scales()), 1, changes)
    except TooLarge as large:
        return told(large)
    return ""


class Scales:
    """Stands in for the table that changes would be written to: it weighs what it is given, and drops it."""

    def put_many(self, records: Iterable[Record]) -> None:
        """Weigh records as the table would. Raises `TooLarge`."""
        for _ in writes(records):
            pass


def told(large: TooLarge) -> str:
    """What is told of a delivery that the table can never take."""
    return f"{large}. {SPLIT}"
