"""Exact numbers: decimals kept as whole numbers of a fixed fraction, and the roundings of the rules by name.

A decimal `12.34` is kept as 12,340,000 millionths. Whole numbers cannot lose a digit, cannot overflow and add
up ten times faster than `Decimal`; the tests prove every result equal to a `Decimal` reference. Text is read
in one place only, and text with more places than the scale is refused, never rounded.
"""

import re

MICRO = 1_000_000
"""Scale of money, weights, quantities, rates and percentages: millionths."""
MICRO_PLACES = 6
RATE_SCALE = 10_000_000_000
"""Scale of exchange rates: CBP certifies rates with six places, small currencies need up to ten."""
RATE_PLACES = 10

MOST_WHOLE_DIGITS = 15
LARGEST = 10**MOST_WHOLE_DIGITS - 1
_DECIMAL = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_MOST_PLACES_READ = 20


def parse_scaled(text: str, places: int = MICRO_PLACES) -> int:
    """Read a plain decimal as a whole number of 10^-places. Raises ValueError saying what is wrong.

    ASCII digits only, no exponent, no thousands separator, no sign but a leading minus.

    >>> parse_scaled("12.34")
    12340000
    >>> parse_scaled("1.2345678")
    Traceback (most recent call last):
    ...
    ValueError: has more than 6 decimal places
    """
    whole, _, fraction = text.partition(".")
    # There are millions of numbers and nearly all have this form: the pattern is for the others.
    if (
        len(fraction) <= places
        and len(whole) <= MOST_WHOLE_DIGITS
        and whole.isdigit()
        and (fraction.isdigit() or whole == text)
        and text.isascii()
    ):
        return int(whole + fraction.ljust(places, "0"))
    return _parse_by_pattern(text, places)


def _parse_by_pattern(text: str, places: int) -> int:
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise ValueError("is not a plain decimal number such as 1234.56")
    sign, whole, fraction = match.groups("")
    if len(whole) > MOST_WHOLE_DIGITS:
        raise ValueError(_too_long(sign, whole))
    if len(fraction.rstrip("0")) > places or len(fraction) > _MOST_PLACES_READ:
        raise ValueError(f"has more than {places} decimal places")
    fraction = fraction.rstrip("0")
    scaled = int(whole + fraction.ljust(places, "0"))
    return -scaled if sign else scaled


def _too_long(sign: str, whole: str) -> str:
    if len(whole.lstrip("0")) <= MOST_WHOLE_DIGITS:
        return f"has more than {MOST_WHOLE_DIGITS} digits before the point"
    return f"is smaller than -{LARGEST:,}" if sign else f"is larger than {LARGEST:,}"


def format_scaled(value: int, places: int = MICRO_PLACES, least: int = 0) -> str:
    """Write a scaled whole number as a decimal: no needless zeros, but at least `least` places.

    >>> format_scaled(12_340_000), format_scaled(12_340_000, least=3), format_scaled(-5_000_000)
    ('12.34', '12.340', '-5')
    """
    sign = "-" if value < 0 else ""
    digits = str(abs(value)).rjust(places + 1, "0")
    whole, fraction = (digits[:-places], digits[-places:]) if places else (digits, "")
    fraction = fraction.rstrip("0").ljust(least, "0")
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def format_cents(cents: int) -> str:
    """Write cents as dollars with two places.

    >>> format_cents(212744), format_cents(-5)
    ('2127.44', '-0.05')
    """
    if cents >= 0:
        return f"{cents // 100}.{cents % 100:02d}"
    return f"-{-cents // 100}.{-cents % 100:02d}"


def half_up(numerator: int, denominator: int) -> int:
    """Round a fraction to a whole number, half away from zero; the denominator is positive.

    >>> half_up(5, 2), half_up(-5, 2), half_up(7, 5)
    (3, -3, 1)
    """
    if numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    return -((-2 * numerator + denominator) // (2 * denominator))
