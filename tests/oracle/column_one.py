"""Column 1 general rates and HTS units.

A rate text is `Free`, `6%`, `1.9¢/kg`, `$1.20/No.`, or a sum of those joined by `+`. Units are compared
without case and trailing dot.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from .exact import half_up, number

PLACES = {"no": 0, "prs": 0, "kg": 2, "doz": 2}
"""Decimal places a quantity is reported with, by unit."""
NO_QUANTITY = "x"

AD_VALOREM = re.compile(r"(\d+(?:\.\d+)?)\s*%")
CENTS_PER_UNIT = re.compile(r"(\d+(?:\.\d+)?)\s*¢\s*/\s*(\S+)")
DOLLARS_PER_UNIT = re.compile(r"\$\s*(\d+(?:\.\d+)?)\s*/\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Specific:
    """So many dollars on each unit."""

    dollars: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class ColumnOne:
    """A column 1 rate: a share of the value and amounts per unit."""

    ad_valorem: Fraction
    specific: tuple[Specific, ...] = ()


FREE = ColumnOne(Fraction(0))


def read_rate(rate_text: str) -> ColumnOne | None:
    """The rate a text stands for, None where nobody can read it.

    >>> read_rate("6%+1.9¢/kg").ad_valorem, read_rate("see note 2")
    (Fraction(3, 50), None)
    """
    terms = [read_term(term.strip()) for term in rate_text.split("+")]
    known = [term for term in terms if term is not None]
    if len(known) < len(terms):
        return None
    return ColumnOne(
        sum((term.ad_valorem for term in known), Fraction(0)),
        tuple(specific for term in known for specific in term.specific),
    )


def read_term(term: str) -> ColumnOne | None:
    """One term of a rate text."""
    if term.lower() == "free":
        return FREE
    if match := AD_VALOREM.fullmatch(term):
        return ColumnOne(number(match[1]) / 100)
    if match := CENTS_PER_UNIT.fullmatch(term):
        return ColumnOne(Fraction(0), (Specific(number(match[1]) / 100, match[2]),))
    if match := DOLLARS_PER_UNIT.fullmatch(term):
        return ColumnOne(Fraction(0), (Specific(number(match[1]), match[2]),))
    return None


def plain_unit(unit: str) -> str:
    """A unit as it is compared: without case and trailing dot."""
    return unit.strip().lower().removesuffix(".")


def is_known_unit(unit: str) -> bool:
    """Can a quantity be given in this HTS unit (`X`: none is)?"""
    return plain_unit(unit) in PLACES or plain_unit(unit) == NO_QUANTITY


def can_be_counted(unit: str) -> bool:
    """Is there a conversion into this unit, as a specific rate needs it?"""
    return plain_unit(unit) in PLACES


def quantity_in(unit: str, units: Fraction, net_kg: Fraction) -> Fraction | None:
    """Quantity in an HTS unit: No. and prs units, kg **net** kg, doz units / 12; None for `X`.

    >>> quantity_in("doz", Fraction(30), Fraction(0)), quantity_in("X", Fraction(30), Fraction(0))
    (Fraction(5, 2), None)
    """
    plain = plain_unit(unit)
    if plain == NO_QUANTITY:
        return None
    amount = {"no": units, "prs": units, "kg": net_kg, "doz": units / 12}[plain]
    return half_up(amount, PLACES[plain])


def column_one_duty(rate: ColumnOne, value: Fraction, units: Fraction, net_kg: Fraction) -> Fraction:
    """Half-up to cents of value x ad valorem + quantity, in the rate's own unit, x specific."""
    duty = value * rate.ad_valorem
    for specific in rate.specific:
        duty += (quantity_in(specific.unit, units, net_kg) or 0) * specific.dollars
    return half_up(duty, 2)
