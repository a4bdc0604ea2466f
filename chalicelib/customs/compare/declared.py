"""The declared line: ours and the reported one in one shape, so that most lines are settled by `==` (R5.02).

A reported line is the rows of one (shipment, invoice, line number). Its figures stand on the row of its
Chapter 1-97 number (R2.12); its tariff numbers and duties are those of all its rows, in the order of their
ordinals. Line numbers are no part of the shape: the two sides may count differently. The report's order of
rows does not matter.

Rows that do not make one good line are still read, never refused:

* no row of the line's own number: the line has no figures, and its tariff numbers lack the one that should
  stand last;
* several rows of Chapter 1-97 numbers: each is a line, with the headings of the same HTS column;
* a heading several times: each is kept, and told apart by how often it came before.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from chalicelib.customs.codes import dotted
from chalicelib.customs.entries import CustomsLine
from chalicelib.customs.rows import ReportedTariff

CHAPTER_99 = "99"
"""Tariff numbers from this text on are Chapter 99 headings; those of Chapters 1 to 97 sort before it."""


Numbered = tuple[str, int]
"""A tariff number and how often it came before on its line: nearly always 0."""


class Declared(NamedTuple):
    """A line as declared. Money, weights and quantity in millionths; None where nothing is declared."""

    invoice: str
    hts: str
    """Ten digits."""
    origin: str
    codes: tuple[str, ...]
    """Tariff numbers with dots, in declared order; on a good line its own number stands last."""
    duties: tuple[int, ...]
    """Per tariff number."""
    value: int | None
    quantity: int | None
    unit: str
    net_weight: int | None
    gross_weight: int | None
    mpf: int | None
    hmf: int | None

    @property
    def number(self) -> str:
        """The line's own Chapter 1-97 number, as a tariff number."""
        return dotted(self.hts)

    @property
    def duty(self) -> int:
        """The duty of the line, over all its tariff numbers."""
        return sum(self.duties)

    def numbered(self) -> dict[Numbered, int]:
        """The duty of each tariff number, in declared order."""
        seen: dict[str, int] = {}
        duties: dict[Numbered, int] = {}
        for code, duty in zip(self.codes, self.duties, strict=True):
            duties[code, seen.get(code, 0)] = duty
            seen[code] = seen.get(code, 0) + 1
        return duties


Figures = tuple[
    str, str, str, tuple[str, ...], tuple[int, ...],
    int | None, int | None, str, int | None, int | None, int | None, int | None,
]  # fmt: skip
"""A `Declared` as a plain tuple: made in half the time, equal to it, and enough for lines that agree."""


class ReportedLine(NamedTuple):
    """A reported line: the number it was reported under, and what it declares."""

    line: str
    declared: Declared


def our_figures(lines: Iterable[CustomsLine]) -> list[Figures]:
    """Our lines in the declared shape."""
    return [
        (
            invoice,
            treatment.hts,
            treatment.origin,
            treatment.codes,
            tuple([duty * 10_000 for duty in duties]),
            value * 1_000_000,
            None if quantity is None else quantity * 10_000,
            treatment.unit,
            net_grams * 1_000,
            gross_kg * 1_000_000,
            mpf * 10_000,
            hmf * 10_000,
        )
        for _, invoice, treatment, quantity, net_grams, gross_kg, value, duties, mpf, hmf, _, _, _ in lines
    ]


def by_shipment(report: Iterable[ReportedTariff]) -> dict[str, list[ReportedTariff]]:
    """Reported rows by shipment."""
    shipments: defaultdict[str, list[ReportedTariff]] = defaultdict(list)
    for row in report:
        shipments[row[0]].append(row)
    return shipments


_invoice, _line_number, _ordinal = itemgetter(1), itemgetter(3), itemgetter(6)
_place = itemgetter(1, 3, 6, 7)
"""Invoice, line, ordinal, tariff number: the order in which the rows of a shipment are read."""


def reported_figures(rows: list[ReportedTariff]) -> tuple[list[Figures], list[int]]:
    """The reported lines of a shipment, taken to be good lines, and where in `rows` each begins.

    Sorts `rows`. What is taken from a line that is not good equals no line of ours; `assemble` reads it
    with care.
    """
    # Stable sorts by one cell each are twice as fast as one sort by all; the tariff number matters to few.
    rows.sort(key=_ordinal)
    rows.sort(key=_line_number)
    rows.sort(key=_invoice)
    figures, starts, repeated = _gather(rows)
    if repeated:
        rows.sort(key=_place)
        figures, starts, _ = _gather(rows)
    return figures, starts


def _gather(rows: list[ReportedTariff]) -> tuple[list[Figures], list[int], bool]:
    """Figures and beginnings of the lines of sorted rows, and whether a line repeats an ordinal."""
    figures: list[Figures] = []
    starts: list[int] = []
    repeated = False
    invoice, line, last = "", "", rows[0]
    codes: list[str] = []
    duties: list[int] = []
    for position, row in enumerate(rows):
        if row[3] != line or row[1] != invoice:
            if codes:
                figures.append(_of_good_line(last, codes, duties))
            invoice, line = row[1], row[3]
            starts.append(position)
            codes, duties = [row[7]], [row[9]]
        else:
            if row[6] == last[6]:
                repeated = True
            codes.append(row[7])
            duties.append(row[9])
        last = row
    figures.append(_of_good_line(last, codes, duties))
    return figures, starts, repeated


def _of_good_line(last: ReportedTariff, codes: list[str], duties: list[int]) -> Figures:
    _, invoice, _, _, hts, origin, _, _, value, _, quantity, unit, net, gross, mpf, hmf = last
    return invoice, hts, origin, tuple(codes), tuple(duties), value, quantity, unit, net, gross, mpf, hmf


def in_line_order(rows: Sequence[ReportedTariff], starts: Sequence[int]) -> Sequence[int]:
    """The positions of the lines that `reported_figures` gives, by line number as a person counts."""
    lines = [rows[start].line for start in starts]
    if len(set(map(len, lines))) == 1 and "".join(lines).isdecimal() and lines == sorted(lines):
        return range(len(lines))
    invoices = [rows[start].invoice for start in starts]
    return sorted(range(len(lines)), key=lambda place: (_counted(lines[place]), invoices[place]))


def _counted(line: str) -> tuple[bool, int, str]:
    """Sorts 9 before 10 and 010, numbers before other texts."""
    is_number = line.isdecimal()
    return not is_number, int(line) if is_number else 0, line


def assemble(rows: Sequence[ReportedTariff], starts: Sequence[int], position: int) -> list[ReportedLine]:
    """The lines that the rows of one line number make, whatever is wrong with them: nearly always one.

    `rows` and `starts` as `reported_figures` leaves them; `position` counts line numbers.
    """
    end = starts[position + 1] if position + 1 < len(starts) else None
    of_line = rows[starts[position] : end]
    own = [row for row in of_line if row.code < CHAPTER_99]
    if len(own) < 2:
        return [_line(of_line, own[0] if own else None)]
    parts = [[row] for row in own]
    home = {row.hts: place for place, row in reversed(list(enumerate(own)))}
    for row in of_line:
        if row.code >= CHAPTER_99:
            parts[home.get(row.hts, -1)].append(row)
    return [_line(sorted(part, key=_place), number) for part, number in zip(parts, own, strict=True)]


def _line(rows: Sequence[ReportedTariff], own: ReportedTariff | None) -> ReportedLine:
    named = own or rows[-1]
    declared = Declared(
        invoice=named.invoice,
        hts=named.hts,
        origin=named.origin,
        codes=tuple([row.code for row in rows]),
        duties=tuple([row.duty for row in rows]),
        value=own.value if own else None,
        quantity=own.quantity if own else None,
        unit=own.unit if own else "",
        net_weight=own.net_weight if own else None,
        gross_weight=own.gross_weight if own else None,
        mpf=own.mpf if own else None,
        hmf=own.hmf if own else None,
    )
    return ReportedLine(named.line, declared)
