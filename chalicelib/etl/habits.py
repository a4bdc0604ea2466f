"""Habits of SAP in writing values, and how each is undone.

A habit reads a trimmed text and gives what a business file would hold; it raises `Refused` for what nobody
should guess. Whether the result is a good value is then for the schema to say.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from chalicelib.customs import cells
from chalicelib.customs.codes import Refused
from chalicelib.customs.numbers import MICRO, format_scaled, half_up
from chalicelib.etl.options import Options

OPEN_END = "99991231"
NO_DATE = "00000000"
POUND = 45_359_237
"""A pound in hundred-millionths of a kilogram (Refinement of Values for the Yard and the Pound, 1959)."""
PARTS_OF_A_KILOGRAM = {"KG": (1, 1), "LB": (POUND, 100_000_000), "G": (1, 1_000)}
"""What one unit of weight is in kilograms, as numerator and denominator."""
UNITS = {"NO": "No.", "KG": "kg", "PRS": "prs", "DOZ": "doz"}
"""Units of quantity as the tariff writes them; any other is kept as SAP writes it."""
MATERIAL_WIDTH = 18
VENDOR_WIDTH = 10

_DECIMAL_COMMA = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")


class Habit(NamedTuple):
    """`rule` says in words how a value is read; `read` gets its text, the text beside it and the options."""

    rule: str
    read: Callable[[str, str, Options], str]


def _unpadded(width: int) -> Callable[[str, str, Options], str]:
    def read(text: str, _: str, __: Options) -> str:
        padded = len(text) == width or (text.isascii() and text.isdigit())
        return text.lstrip("0") if padded else text

    return read


def _number(text: str, _: str, options: Options) -> str:
    if text.endswith("-"):
        if text.startswith("-"):
            raise Refused("has a minus before and after the digits", "Deliver the number with one minus")
        text = "-" + text[:-1].rstrip()
    if not (options.decimal_comma and text):
        return text
    if not _DECIMAL_COMMA.fullmatch(text):
        raise Refused(
            "is not a number with a decimal comma such as 1.234,56",
            'Deliver it so, or take "decimal" of the feed out of SAP_FEEDS',
        )
    return text.replace(".", "").replace(",", ".")


def _weight(text: str, unit: str, options: Options) -> str:
    number = _number(text, "", options)
    if not number:
        return ""
    if unit not in PARTS_OF_A_KILOGRAM:
        raise Refused(
            f"is a weight in {unit!r}, which is no known unit" if unit else "is a weight without a unit",
            f"Maintain the unit of weight as one of {', '.join(PARTS_OF_A_KILOGRAM)}",
        )
    numerator, denominator = PARTS_OF_A_KILOGRAM[unit]
    millionths: int = cells.AMOUNT.read(number)
    if millionths < 0:
        return number  # for the schema to refuse: rounded, it might be a harmless 0
    thousandths = half_up(millionths * numerator * 1_000, denominator * MICRO)
    return format_scaled(thousandths, 3, least=3)


def _date(text: str, _: str, __: Options) -> str:
    if text in ("", NO_DATE):
        return ""
    if not re.fullmatch(r"[0-9]{8}", text):
        raise Refused(
            "is not a date of the form YYYYMMDD", "Deliver the date as eight digits, such as 20261123"
        )
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def _last_day(text: str, beside: str, options: Options) -> str:
    return "" if text == OPEN_END else _date(text, beside, options)


def _rate_text(text: str, _: str, __: Options) -> str:
    return "Free" if text.upper() == "FREE" else text


def _unit(text: str, _: str, __: Options) -> str:
    return UNITS.get(text.upper(), text)


def _flag(if_set: str, if_not: str) -> Callable[[str, str, Options], str]:
    def read(text: str, _: str, __: Options) -> str:
        if text not in ("", "X"):
            raise Refused("is neither X nor empty", "Deliver the flag as X, or empty")
        return if_set if text else if_not

    return read


AS_DELIVERED = Habit("as delivered", lambda text, _, __: text)
MATERIAL = Habit(
    f"leading zeros dropped where the number is all digits or padded to {MATERIAL_WIDTH}",
    _unpadded(MATERIAL_WIDTH),
)
VENDOR = Habit(
    f"leading zeros dropped where the number is all digits or padded to {VENDOR_WIDTH}",
    _unpadded(VENDOR_WIDTH),
)
POSITION = Habit("leading zeros dropped: 000010 is 10", AS_DELIVERED.read)
TARIFF_NUMBER = Habit("with dots: 9403200035 is 9403.20.0035", AS_DELIVERED.read)
NUMBER = Habit(
    "a trailing minus moved to the front; 1.234,56 read as 1234.56 where the decimal comma is set", _number
)
WEIGHT = Habit(
    "as a number, then into kg by the unit beside it (KG, LB × 0.45359237, G ÷ 1000), half-up to 0.001",
    _weight,
)
DATE = Habit(f"YYYYMMDD into year-month-day, {NO_DATE} into nothing", _date)
LAST_DAY = Habit(f"as a date, {OPEN_END} into nothing: an open end", _last_day)
RATE_TEXT = Habit("FREE into Free", _rate_text)
UNIT = Habit(", ".join(f"{sap} into {ours}" for sap, ours in UNITS.items()), _unit)
PACKAGING_FLAG = Habit("X into Y, empty into N", _flag("Y", "N"))
DELETION_FLAG = Habit("empty into Active, X into Inactive", _flag("Inactive", "Active"))
