"""What differs between our line and the reported line it is matched with, field by field (R5.02 to R5.04).

Findings stand in the order of the fields: hts, origin, tariffs (left off in our order, then added in the
reported order, then the order itself), value, quantity, unit, net weight, gross weight, duty in our tariff
order, MPF, HMF.

One cause, one finding: a wrong HTS number or origin carries the tariff numbers and duties of its line; a
heading that is missing or added carries its own duty; a duty or fee that is right for the reported value
belongs to the value. A blank number counts as 0. A line reported without a row of its own number has no
figures to compare: that is one finding of its order, beside the duty of the number that was left out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.customs.compare.declared import CHAPTER_99, Declared, Numbered
from chalicelib.customs.compare.headings import HeadingEnds
from chalicelib.customs.compare.notes import Notes, quantity_places
from chalicelib.customs.compare.restated import EntryFees, duties_at
from chalicelib.customs.compare.results import Discrepancy
from chalicelib.customs.compare.tolerances import Tolerances, within_percent
from chalicelib.customs.entries import CustomsLine


class Standard(NamedTuple):
    """What the lines of one entry are held against."""

    tolerances: Tolerances
    fees: EntryFees
    ends: HeadingEnds
    entry_date: str


class Matched(NamedTuple):
    """Our line, its declared shape, and the reported line that stands for it."""

    line: CustomsLine
    ours: Declared
    reported: Declared


def differences(pair: Matched, standard: Standard) -> list[Discrepancy]:
    """The findings of one matched pair, in field order."""
    line, ours, reported = pair
    notes = Notes(ours, f"{line.number:03d}")
    same_goods = ours.hts == reported.hts and ours.origin == reported.origin
    if not same_goods:
        _goods(ours, reported, notes)
    elif ours.codes != reported.codes:
        _tariffs(ours, reported, standard, notes)
    complete = reported.number in reported.codes
    if complete:
        _value(pair, standard.tolerances, notes)
        _quantity(ours, reported, standard.tolerances, notes)
        _weights(ours, reported, standard.tolerances, notes)
    if same_goods and ours.duties != reported.duties:
        _duties(pair, standard.tolerances, notes)
    if complete:
        _fees(pair, standard, notes)
    return notes.found


def _goods(ours: Declared, reported: Declared, notes: Notes) -> None:
    """Wrong HTS number or origin; of two that are wrong the HTS number carries the duty."""
    effect = reported.duty - ours.duty
    if ours.hts != reported.hts:
        notes.texts("HTS", "hts", ours.number, reported.number, effect)
        effect = 0
    if ours.origin != reported.origin:
        notes.texts("ORIGIN", "origin", ours.origin, reported.origin, effect)


def _tariffs(ours: Declared, reported: Declared, standard: Standard, notes: Notes) -> None:
    expected, found = _headings(ours), _headings(reported)
    for heading, duty in expected.items():
        if heading not in found:
            notes.texts("MISSING_CH99", "tariffs", heading[0], None, -duty)
    for heading, duty in found.items():
        if heading not in expected:
            _added(heading, duty, standard, notes)
    common = [heading for heading in expected if heading in found]
    in_order = common == [heading for heading in found if heading in expected]
    if not in_order or reported.codes[-1] != ours.number:
        sentence = "WRONG_ORDER" if ours.number in reported.codes else "NO_NUMBER"
        texts = ", ".join(ours.codes), ", ".join(reported.codes)
        notes.texts("WRONG_ORDER", "tariffs", *texts, sentence=sentence, said={"number": ours.number})


def _headings(line: Declared) -> dict[Numbered, int]:
    return {number: duty for number, duty in line.numbered().items() if number[0] >= CHAPTER_99}


def _added(heading: Numbered, duty: int, standard: Standard, notes: Notes) -> None:
    """A heading that we do not have, or not so often."""
    code, _ = heading
    ended = standard.ends.ended_before(code, standard.entry_date)
    kind = "DEAD_PROGRAM" if ended else "EXTRA_CH99"
    notes.texts(kind, "tariffs", None, code, duty, said={"ended": ended})


def _value(pair: Matched, limits: Tolerances, notes: Notes) -> None:
    line, ours, reported = pair
    if abs(_difference(ours.value, reported.value)) > limits.value:
        effect = sum(duties_at(line, reported.value or 0)) - ours.duty
        notes.numbers("VALUE", "value", ours.value, reported.value, 0, effect)


def _quantity(ours: Declared, reported: Declared, limits: Tolerances, notes: Notes) -> None:
    if _unit(ours) != _unit(reported):
        notes.texts("UNIT", "unit", ours.unit, reported.unit)
    elif abs(_difference(ours.quantity, reported.quantity)) > limits.quantity:
        places = quantity_places(ours.unit)
        said = {"unit": " " + ours.unit.removesuffix(".")}
        notes.numbers("QUANTITY", "quantity", ours.quantity, reported.quantity, places, said=said)


def _unit(line: Declared) -> str:
    """Units are compared without case and trailing dot (R2.08)."""
    return line.unit.strip().lower().removesuffix(".")


def _weights(ours: Declared, reported: Declared, limits: Tolerances, notes: Notes) -> None:
    net, off = ours.net_weight or 0, _difference(ours.net_weight, reported.net_weight)
    if abs(off) > limits.net_weight_kg and not within_percent(off, net, limits.net_weight_percent):
        only_info = within_percent(off, net, limits.net_weight_info_percent)
        weights = ours.net_weight, reported.net_weight
        notes.numbers("NET_WEIGHT", "net_weight", *weights, 3, only_info=only_info)
    gross, off = ours.gross_weight or 0, _difference(ours.gross_weight, reported.gross_weight)
    if abs(off) > limits.gross_weight_kg and not within_percent(off, gross, limits.gross_weight_percent):
        notes.numbers("GROSS_WEIGHT", "gross_weight", ours.gross_weight, reported.gross_weight, 0)


def _duties(pair: Matched, limits: Tolerances, notes: Notes) -> None:
    """Duty of each number that both have, and of the line's own number whether reported or not."""
    line, ours, reported = pair
    declared = reported.numbered()
    at_reported_value: Sequence[int] = ()
    for place, (number, expected) in enumerate(ours.numbered().items()):
        duty = declared.get(number)
        if (duty is None and number[0] >= CHAPTER_99) or _near(duty, expected, limits.duty):
            continue
        if reported.value is not None:
            at_reported_value = at_reported_value or duties_at(line, reported.value)
            if _near(duty, at_reported_value[place], limits.duty):
                continue
        said = {"number": number[0]}
        notes.numbers("DUTY", "duty", expected, duty, 2, _difference(expected, duty), said=said)


def _fees(pair: Matched, standard: Standard, notes: Notes) -> None:
    line, ours, reported = pair
    value, limits = reported.value or 0, standard.tolerances
    right = (ours.mpf, standard.fees.mpf_at(line, value))
    if not any(_near(reported.mpf, mpf, limits.mpf) for mpf in right):
        notes.numbers("MPF", "mpf", ours.mpf, reported.mpf, 2, _difference(ours.mpf, reported.mpf))
    right = (ours.hmf, standard.fees.hmf_at(value))
    if not any(_near(reported.hmf, hmf, limits.hmf) for hmf in right):
        notes.numbers("HMF", "hmf", ours.hmf, reported.hmf, 2, _difference(ours.hmf, reported.hmf))


def _difference(expected: int | None, reported: int | None) -> int:
    return (reported or 0) - (expected or 0)


def _near(reported: int | None, right: int | None, limit: int) -> bool:
    return abs((reported or 0) - (right or 0)) <= limit
