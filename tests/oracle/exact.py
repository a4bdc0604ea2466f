"""Exact numbers: text to fraction and back, half-up rounding, and the two ways of sharing out a total.

`half-up` is round half away from zero. Nothing here knows about customs; nothing here uses a binary float.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

CENTS = 2


def number(text: str) -> Fraction:
    """The exact number a decimal text stands for."""
    return Fraction(text.strip())


def number_or_none(text: str | None) -> Fraction | None:
    """The exact number, or None where the field is empty (empty is unknown, 0 is known)."""
    return number(text) if text is not None and text.strip() else None


def floor(amount: Fraction) -> int:
    """The largest whole number not above the amount."""
    return amount.numerator // amount.denominator


def fraction_part(amount: Fraction) -> Fraction:
    """What is left of an amount above its floor."""
    return amount - floor(amount)


def half_up(amount: Fraction, places: int = 0) -> Fraction:
    """Round half away from zero to so many decimal places.

    >>> half_up(Fraction("0.125"), 2), half_up(Fraction("-2.5"))
    (Fraction(13, 100), Fraction(-3, 1))
    """
    scaled = abs(amount) * 10**places
    rounded = Fraction(floor(scaled + Fraction(1, 2)), 10**places)
    return -rounded if amount < 0 else rounded


def text(amount: Fraction, places: int = 0) -> str:
    """An amount, rounded half-up, as decimal text with exactly so many places.

    >>> text(Fraction("-0.5"), 2), text(Fraction(12345, 1000), 3)
    ('-0.50', '12.345')
    """
    scaled = half_up(amount, places) * 10**places
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def share_out(total_units: int, weights: Sequence[Fraction]) -> list[int]:
    """Whole units in proportion to weights: largest remainder, ties to the earlier; all 0: equal weights.

    >>> share_out(10, [Fraction(1), Fraction(1), Fraction(1)])
    [4, 3, 3]
    """
    weights = equal_if_all_zero(weights)
    exact = [total_units * weight / sum(weights) for weight in weights]
    shares = [floor(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (-fraction_part(exact[place]), place))
    for place in by_remainder[: total_units - sum(shares)]:
        shares[place] += 1
    return shares


def equal_if_all_zero(weights: Sequence[Fraction]) -> Sequence[Fraction]:
    """The weights themselves, or all 1 where they are all 0."""
    return weights if any(weights) else [Fraction(1)] * len(weights)


def whole_with_total(amounts: Sequence[Fraction], tie_keys: Sequence[Any]) -> list[int]:
    """Whole numbers that add up to the half-up sum (19 CFR 159.3): each half-up, then single units moved.

    Over the target: 1 off those rounded up, smallest fraction first. Under: 1 onto those rounded down,
    largest fraction first. Equal fractions: the lower tie key first.

    >>> whole_with_total([Fraction("100.5"), Fraction("200.5"), Fraction("300.5")], [0, 1, 2])
    [100, 201, 301]
    """
    whole = [int(half_up(amount)) for amount in amounts]
    surplus = sum(whole) - int(half_up(sum(amounts, Fraction(0))))
    places = range(len(amounts))
    rounded_up = [place for place in places if whole[place] > amounts[place]]
    rounded_down = [place for place in places if whole[place] < amounts[place]]
    for place in sorted(rounded_up, key=lambda p: (fraction_part(amounts[p]), tie_keys[p]))[
        : max(0, surplus)
    ]:
        whole[place] -= 1
    for place in sorted(rounded_down, key=lambda p: (-fraction_part(amounts[p]), tie_keys[p]))[
        : max(0, -surplus)
    ]:
        whole[place] += 1
    return whole
