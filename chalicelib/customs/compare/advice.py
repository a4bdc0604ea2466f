"""What a customs manager should do about each kind of finding: one sentence, with its numbers (R5.02)."""

from collections.abc import Mapping

from chalicelib.customs.numbers import format_cents

_CORRECT = "File a post summary correction: "
_LINE = "line {line} of {number} from {origin} with a value of {value} USD"

SENTENCES = {
    "HTS": _CORRECT + "classify the line under {expected} instead of {reported}; {effect}.",
    "ORIGIN": _CORRECT + "declare the origin {expected} instead of {reported}; {effect}.",
    "MISSING_CH99": _CORRECT + "heading {expected} was left off; {effect}.",
    "EXTRA_CH99": _CORRECT + "take heading {reported} off, which does not apply to the line; {effect}.",
    "DEAD_PROGRAM": _CORRECT + "take heading {reported} off, which ended on {ended}; {effect}.",
    "WRONG_ORDER": _CORRECT + "report the tariff numbers in the order {expected}.",
    "NO_NUMBER": _CORRECT + "add the row of {number}, with value, quantity and weights, after {reported}.",
    "VALUE": _CORRECT + "change the entered value from {reported} to {expected} USD; {effect}.",
    "QUANTITY": _CORRECT + "change the quantity from {reported} to {expected}{unit}.",
    "UNIT": _CORRECT + "report the quantity in the unit {expected} instead of {reported}.",
    "NET_WEIGHT": "Check the net weight: {reported} kg was reported where {expected} kg is expected.",
    "GROSS_WEIGHT": "Check the gross weight: {reported} kg was reported where {expected} kg is expected.",
    "DUTY": _CORRECT + "change the duty of {number} from {reported} to {expected} USD; {effect}.",
    "MPF": _CORRECT + "change the merchandise processing fee from {reported} to {expected} USD; {effect}.",
    "HMF": _CORRECT + "change the harbor maintenance fee from {reported} to {expected} USD; {effect}.",
    "MISSING_LINE": _CORRECT + f"add {_LINE}, which was left off; {{effect}}.",
    "EXTRA_LINE": _CORRECT + f"delete {_LINE}, which nothing invoiced supports; {{effect}}.",
    "UNKNOWN_SHIPMENT": f"Find the shipment of {_LINE}: the one it is reported for is unknown; {{effect}}.",
}
"""By kind, and two for special cases: a line reported without its own number, and a shipment nobody knows."""
_FEES = frozenset({"MPF", "HMF"})


def advise(
    sentence: str, cents: int, expected: str | None, reported: str | None, said: Mapping[str, str | None]
) -> str:
    """Fill in a sentence: the duty effect in cents, both values (None is `nothing`), and what else it says.

    >>> advise("MISSING_CH99", -2150900, "9903.88.03", None, {})
    'File a post summary correction: heading 9903.88.03 was left off; 21,509.00 USD of duty is owed.'
    """
    effect = _value_effect(cents) if sentence == "VALUE" else _effect(cents, sentence)
    return SENTENCES[sentence].format(
        effect=effect, expected=grouped(expected), reported=grouped(reported), **said
    )


def _value_effect(cents: int) -> str:
    """What the value changes; the reported duty may be right all the same."""
    if not cents:
        return "no change of duty"
    return (
        f"at that value {grouped(format_cents(abs(cents)))} USD {'less' if cents > 0 else 'more'} duty is due"
    )


def _effect(cents: int, sentence: str) -> str:
    due = "fees" if sentence in _FEES else "duty"
    if not cents:
        return f"no change of {due}"
    amount = grouped(format_cents(abs(cents)))
    return f"{amount} USD of {due} {'is owed' if cents < 0 else 'was overpaid'}"


def grouped(text: str | None) -> str:
    """A plain number with separators between its thousands; any other text as it is; `nothing` for none.

    >>> grouped("21509.00"), grouped("-1234"), grouped("9903.88.03"), grouped("001"), grouped(None)
    ('21,509.00', '-1,234', '9903.88.03', '001', 'nothing')
    """
    if not text:
        return "nothing"
    whole, point, fraction = text.partition(".")
    digits = whole.removeprefix("-")
    if len(digits) < 4 or not digits.isdecimal() or (point and not fraction.isdecimal()):
        return text
    return f"{int(whole):,}{point}{fraction}"
