"""The findings of a shipment, from the lines that no equal line settles (R5.01, R5.02)."""

from collections.abc import Iterable, Sequence

from chalicelib.customs.compare.advice import grouped
from chalicelib.customs.compare.declared import Declared, ReportedLine
from chalicelib.customs.compare.fields import Matched, Standard, differences
from chalicelib.customs.compare.matching import match
from chalicelib.customs.compare.notes import Notes, plain
from chalicelib.customs.compare.results import Discrepancy
from chalicelib.customs.entries import CustomsLine


def find(
    lines: Sequence[CustomsLine],
    ours: Sequence[Declared],
    reported: Sequence[ReportedLine],
    standard: Standard,
) -> tuple[Discrepancy, ...]:
    """Match what is left of a shipment and say what differs.

    `ours` are `lines` in the declared shape; both sides in the order of their line numbers. Findings stand by
    our line, then by field; lines that only the report has come last, in its order.
    """
    matched = match(ours, [line.declared for line in reported])
    partners = dict(matched.same + matched.similar)
    found: list[Discrepancy] = []
    for position, (line, declared) in enumerate(zip(lines, ours, strict=True)):
        partner = partners.get(position)
        if partner is None:
            found.append(missing_line(line, declared))
        else:
            found += differences(Matched(line, declared, reported[partner].declared), standard)
    return (*found, *extra_lines([reported[position] for position in matched.extra]))


def missing_line(line: CustomsLine, declared: Declared) -> Discrepancy:
    """The finding of a line that the report does not have."""
    number = f"{line.number:03d}"
    notes = Notes(declared, number)
    notes.texts("MISSING_LINE", "line", number, None, -declared.duty, said=_described(declared, number))
    return notes.found[0]


def extra_lines(lines: Iterable[ReportedLine], sentence: str = "") -> list[Discrepancy]:
    """The findings of lines that only the report has."""
    found: list[Discrepancy] = []
    for number, declared in lines:
        notes = Notes(declared, number)
        said = _described(declared, number)
        notes.texts("EXTRA_LINE", "line", None, number, declared.duty, sentence=sentence, said=said)
        found += notes.found
    return found


def _described(declared: Declared, number: str) -> dict[str, str | None]:
    """A line as its advice calls it."""
    return {
        "line": number,
        "number": declared.number,
        "origin": declared.origin or "no origin",
        "value": grouped(plain(declared.value)),
    }
