"""How a trail writes figures: as decimal text, exact where a decimal can be, else cut and marked with `…`."""

from collections.abc import Iterable, Sequence

from chalicelib.customs.errors import TrailMismatch
from chalicelib.customs.numbers import format_scaled

USD_PLACES = 16
"""Amounts in millionths times exchange rates in ten-thousand-millionths."""
KG_PLACES = 12
"""Weights in millionths times quantities in millionths."""
CUT_PLACES = 6
MORE = "…"


def demand(fits: bool, what: str) -> None:
    """Raise TrailMismatch unless the trail fits the line."""
    if not fits:
        raise TrailMismatch(
            f"The trail does not arrive at the line's {what}. Please report this with the input files."
        )


def usd(value: int) -> str:
    """Write dollars exactly, with two places at least.

    >>> usd(38_357_200_000_000_000_000)
    '3835.72'
    """
    return format_scaled(value, USD_PLACES, least=2)


def kg(weight: int) -> str:
    """Write kilograms exactly, with three places at least.

    >>> kg(12_500_000_000_000)
    '12.500'
    """
    return format_scaled(weight, KG_PLACES, least=3)


def grouped(number: str) -> str:
    """Group the digits of a decimal in thousands, for reading.

    >>> grouped("1234567.8912"), grouped("-1000"), grouped("999.5…")
    ('1,234,567.8912', '-1,000', '999.5…')
    """
    whole, point, fraction = number.partition(".")
    digits = whole.lstrip("+-")
    if len(digits) <= 3 or not digits.isdecimal():
        return number
    return f"{whole[: len(whole) - len(digits)]}{int(digits):,}{point}{fraction}"


def optional(value: int | None) -> str:
    """Write a number in millionths; an empty cell stays empty."""
    return "" if value is None else format_scaled(value)


def quotient(numerator: int, denominator: int, places: int = CUT_PLACES, least: int = 0) -> str:
    """Write a quotient as a decimal, cut after `places` and marked where digits follow.

    >>> quotient(1, 3), quotient(1, 4)
    ('0.333333…', '0.25')
    """
    scaled, rest = divmod(numerator * 10**places, denominator)
    text = format_scaled(scaled, places, least)
    return text + MORE if rest else text


def percent(share: int, scale: int) -> str:
    """Write a share of `scale` as a percentage.

    >>> percent(75_000, 1_000_000)
    '7.5 %'
    """
    return f"{quotient(share * 100, scale)} %"


def either(words: Sequence[str], joint: str = "or") -> str:
    """Join words as a sentence does.

    >>> either(["S"]), either(["S", "S+"]), either(["a", "b", "c"], "and")
    ('S', 'S or S+', 'a, b and c')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def row_ranges(numbers: Iterable[int]) -> str:
    """Write row numbers, neighbours as a range.

    >>> row_ranges([9, 7, 8, 12])
    '7–9, 12'
    """
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(f"{first}–{last}" if first != last else str(first) for first, last in ranges)


def rows_named(numbers: Sequence[int]) -> str:
    """As `row_ranges`, with the word before it.

    >>> rows_named([7]), rows_named([7, 8])
    ('row 7', 'rows 7–8')
    """
    return f"{'row' if len(numbers) == 1 else 'rows'} {row_ranges(numbers)}"


def period(start: str, end: str) -> str:
    """Write a period of inclusive ISO dates.

    >>> period("2026-07-24", ""), period("", "2026-02-23"), period("", "")
    ('from 2026-07-24', 'to 2026-02-23', 'always')
    """
    if start and end:
        return f"{start} to {end}"
    if start:
        return f"from {start}"
    return f"to {end}" if end else "always"
