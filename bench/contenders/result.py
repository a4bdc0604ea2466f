"""What every contender must come to, in one form: the customs lines and totals of each shipment, as whole
numbers."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from chalicelib.customs.entries import Entry


class Line(NamedTuple):
    """One customs line: quantity in hundredths, net in grams, gross in kg, value in dollars, the rest in
    cents."""

    number: int
    invoice: str
    hts: str
    origin: str
    spi: str
    stack: tuple[tuple[str, int, int], ...]
    """Heading, rate and cap of each tariff measure on the line; rates in millionths."""
    part: str
    quantity: int | None
    net: int
    gross: int
    value: int
    duties: tuple[int, ...]
    mpf: int
    hmf: int
    sources: tuple[int, ...]


class Outcome(NamedTuple):
    """One shipment: its lines, and the totals of value, duty, MPF, HMF and gross weight."""

    shipment: str
    lines: tuple[Line, ...]
    totals: tuple[int, int, int, int, int]


class Unequal(Exception):
    """Two contenders that should have come to the same did not."""


def of_entries(entries: Iterable[Entry]) -> Iterator[Outcome]:
    """The engine's entries in the common form."""
    for entry in entries:
        lines = (
            Line(
                line.number,
                line.invoice,
                line.treatment.hts,
                line.treatment.origin,
                line.treatment.spi,
                tuple(row.key for row in line.treatment.stack),
                line.treatment.part,
                line.quantity,
                line.net_grams,
                line.gross_kg,
                line.value,
                line.duties,
                line.mpf,
                line.hmf,
                line.sources,
            )
            for line in entry.lines
        )
        totals = entry.totals
        figures = (totals.value, totals.duty, totals.mpf, totals.hmf, totals.gross_kg)
        yield Outcome(entry.shipment, tuple(lines), figures)


def must_equal(ours: Iterable[Outcome], theirs: Iterable[Outcome], contender: str) -> int:
    """Check that a contender came to the same, to the cent and the source line; the number of customs
    lines."""
    lines = 0
    for our, their in zip_longest(ours, theirs):
        if our != their:
            raise Unequal(f"{contender} differs from the engine:\n  engine {our}\n  {contender} {their}")
        lines += len(our.lines)
    return lines
