"""What a finding of the comparison is, and the pair of lines it is found on.

`difference` is reported less expected, `duty_effect` is in USD with the same sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .books import Books, dotted
from .exact import number, number_or_none, text
from .gaps import Header
from .generate import line_duty, line_number
from .lines import ZERO, Line
from .matching import Reported

ADVICE = {
    "VALUE": "Check the invoice amounts, the exchange rate and the packaging share.",
    "QUANTITY": "Check the invoiced quantity and the HTS unit.",
    "UNIT": "Report the unit of the HTS number.",
    "NET_WEIGHT": "Check the net weight per unit in the product master.",
    "GROSS_WEIGHT": "Check the gross weight per unit and the packaging weight.",
    "HTS": "Check the classification of the material.",
    "ORIGIN": "Check the country of origin on the invoice line.",
    "MISSING_CH99": "Add the heading.",
    "EXTRA_CH99": "Remove the heading or show why it applies.",
    "DEAD_PROGRAM": "Remove the heading: its programme ended before the entry date.",
    "WRONG_ORDER": "Report the numbers in the order of the entry date, the Chapter 1-97 number last.",
    "DUTY": "Check the rate of the number.",
    "MPF": "Check the merchandise processing fee.",
    "HMF": "Check the harbor maintenance fee and the mode of transport.",
    "MISSING_LINE": "Report the line.",
    "EXTRA_LINE": "Remove the line or show the invoice line behind it.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference; `expected` and `reported` are None where a side has none; `duty_effect` in USD."""

    kind: str
    invoice: str
    hts: str
    origin: str
    line: str
    field: str
    expected: str | None
    reported: str | None
    difference: str | None = None
    duty_effect: Fraction = ZERO
    only_info: bool = False

    @property
    def duty_effect_text(self) -> str:
        """The duty effect with two places."""
        return text(self.duty_effect, 2)


@dataclass(frozen=True, slots=True)
class Pair:
    """One of our lines and the reported line it was matched with."""

    books: Books
    header: Header
    limits: Mapping[str, str]
    ours: Line
    place: int
    theirs: Reported

    def finding(
        self,
        kind: str,
        field: str,
        expected: str | None,
        reported: str | None,
        *,
        duty_effect: Fraction = ZERO,
        numeric: bool = False,
        only_info: bool = False,
    ) -> Finding:
        """A finding on this pair, named by our line."""
        return Finding(
            kind,
            self.ours.invoice,
            dotted(self.ours.hts),
            self.ours.origin,
            line_number(self.place),
            field,
            expected,
            reported,
            difference_text(expected, reported) if numeric else None,
            duty_effect,
            only_info,
        )

    def limit(self, name: str) -> Fraction:
        """A tolerance."""
        return number(self.limits[name])

    @property
    def reported_value(self) -> Fraction:
        """The reported value, ours where none is reported."""
        known = number_or_none(self.theirs.value)
        return Fraction(self.ours.value) if known is None else known


def difference_text(expected: str | None, reported: str | None) -> str | None:
    """Reported less expected with the places of the finer of the two, None where a side has none."""
    if not expected or not reported:
        return None
    places = max(len(side.partition(".")[2]) for side in (expected, reported))
    return text(number(reported) - number(expected), places)


def distance(expected: str | None, reported: str | None) -> Fraction:
    """How far apart two figures are; an empty one counts 0."""
    return abs((number_or_none(reported) or ZERO) - (number_or_none(expected) or ZERO))


def line_finding(
    kind: str, *, ours: Line | None = None, place: int = 0, reported: Reported | None = None
) -> Finding:
    """MISSING_LINE of ours or EXTRA_LINE of the report; field `line` is its number, the effect its duty."""
    if ours is not None:
        shown = line_number(place)
        effect = -line_duty(ours, ours.value)
        return Finding(
            kind, ours.invoice, dotted(ours.hts), ours.origin, shown, "line", shown, None, duty_effect=effect
        )
    assert reported is not None
    shown = reported.number
    return Finding(
        kind,
        reported.invoice,
        dotted(reported.hts),
        reported.origin,
        shown,
        "line",
        None,
        shown,
        duty_effect=reported.duty,
    )
