"""The column 1 general rate of an HTS number, and the quantity its units ask for (R2.08, R2.10).

A rate is `Free`, a share of the value (`6%`), an amount per unit (`1.9¢/kg`, `$1.20/No.`), or a sum of those
joined by `+` (General Note 3 and the Rates of Duty columns of the HTSUS).
"""

import re
from functools import cache
from typing import NamedTuple

DUTY_RATE_PLACES = 8
"""Rates that make duty are whole numbers of a hundred-millionth: `2.8%` is 2,800,000."""

COUNT, WEIGHT, DOZEN, NO_QUANTITY = "count", "weight", "dozen", "none"
_UNIT_KINDS = {"no": COUNT, "prs": COUNT, "kg": WEIGHT, "doz": DOZEN, "x": NO_QUANTITY}

_NUMBER = r"([0-9]{1,9}(?:\.[0-9]{1,12})?)"
_AD_VALOREM = re.compile(_NUMBER + r" *%")
_CENTS = re.compile(_NUMBER + r" *¢ */ *(.+)")
_DOLLARS = re.compile(r"\$ *" + _NUMBER + r" */ *(.+)")


class SpecificRate(NamedTuple):
    """An amount per unit, in hundred-millionths of a dollar, and the unit as the rate writes it."""

    amount: int
    unit: str


class Column1Rate(NamedTuple):
    """A column 1 rate: its text, the share of value in hundred-millionths, and the amounts per unit."""

    text: str
    ad_valorem: int
    specific: tuple[SpecificRate, ...]


@cache
def unit_kind(unit: str) -> str | None:
    """What quantity a unit asks for: case and a trailing dot do not matter. None: no conversion is known.

    >>> unit_kind("No."), unit_kind("KG"), unit_kind("liters")
    ('count', 'weight', None)
    """
    return _UNIT_KINDS.get(unit.strip().lower().removesuffix("."))


@cache
def parse_rate(text: str) -> Column1Rate | None:
    """Read a column 1 rate; None where nobody can.

    >>> parse_rate("6%").ad_valorem, parse_rate("1.9¢/kg + 2%").specific
    (6000000, (SpecificRate(amount=1900000, unit='kg'),))
    """
    ad_valorem, specific = 0, []
    for term in text.split("+"):
        share, amount = _parse_term(term.strip())
        if share is None and amount is None:
            return None
        if share is not None:
            ad_valorem += share
        if amount is not None:
            specific.append(amount)
    return Column1Rate(text, ad_valorem, tuple(specific))


def _parse_term(term: str) -> tuple[int | None, SpecificRate | None]:
    if term.lower() == "free":
        return 0, None
    if match := _AD_VALOREM.fullmatch(term):
        return _scaled(match[1], DUTY_RATE_PLACES - 2), None
    for pattern, places in ((_CENTS, DUTY_RATE_PLACES - 2), (_DOLLARS, DUTY_RATE_PLACES)):
        if match := pattern.fullmatch(term):
            amount = _scaled(match[1], places)
            return None, None if amount is None else SpecificRate(amount, match[2].strip())
    return None, None


def _scaled(number: str, places: int) -> int | None:
    whole, _, fraction = number.partition(".")
    fraction = fraction.rstrip("0")
    return None if len(fraction) > places else int(whole + fraction.ljust(places, "0"))
