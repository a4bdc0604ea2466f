"""Kinds of cells: how the text of a cell is read, checked and written.

A kind reads one trimmed, non-empty text and raises `codes.Refused` for any other. Whether a cell may be empty
belongs to the column, and what an empty cell means belongs to the kind.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from chalicelib.customs import codes
from chalicelib.customs.codes import Refused
from chalicelib.customs.numbers import MICRO_PLACES, format_scaled, parse_scaled

BLANKS = " \t\r\n\u00a0\u3000"
"""What is trimmed around a cell: also the no-break and the ideographic blank, which no one sees."""
SPI_LENGTH = 10

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd\ud800-\udfff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIRST_YEAR = 1900
_WRITE_DATE = "Write the date as year-month-day, such as 2025-03-04"
_BASES = {"full": "full", "none": "none"} | {
    f"metal:{name}": name for name in ("steel", "aluminum", "copper")
}


class Kind(NamedTuple):
    """A kind of cell: `read` checks a text, `show` writes the value, `empty` is what an empty cell means.

    `bulk` is the number of decimal places a column of it may be read with at once; None reads text by text.
    """

    read: Callable[[str], Any]
    show: Callable[[Any], str] = str
    empty: Any = ""
    bulk: int | None = None


def _free_text(text: str) -> str:
    if _CONTROL.search(text):
        raise Refused("contains a control character", "Delete it, or type the text again")
    return text


def _identifier(text: str) -> str:
    if not (text.isascii() and text.isprintable()) and _UNSEEN.search(text):
        raise Refused("contains a character that cannot be seen or is damaged", "Type the cell again by hand")
    return text


def _pattern(pattern: str, problem: str, remedy: str) -> Kind:
    matches = re.compile(pattern).fullmatch

    def read(text: str) -> str:
        if matches(text):
            return text
        raise Refused(problem, remedy)

    return Kind(read)


def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None:
        raise _no_date(text)
    year, month, day = map(int, match.groups())
    if year < _FIRST_YEAR:
        raise Refused("has a year before 1900", _WRITE_DATE)
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1] + leap:
        raise Refused("is no day of the calendar", "Correct the day or the month")
    return text


def _no_date(text: str) -> Refused:
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text):
        return Refused(
            "is a spreadsheet's day number, not a date", f"Format the column as a date. {_WRITE_DATE}"
        )
    if re.fullmatch(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}", text):
        clear = _is_clear(re.split("[/.-]", text))
        return Refused(
            "is not written as dates are here" if clear else "can be read as different days", _WRITE_DATE
        )
    return Refused("is not a date", _WRITE_DATE)


def _is_clear(parts: list[str]) -> bool:
    """Whether year, month and day can be told apart: the year has four digits and the day is above twelve."""
    first, second, third = parts
    return len(first) == 4 or (len(third) == 4 and max(int(first), int(second)) > 12)


def number(
    places: int = MICRO_PLACES,
    *,
    least: int | None = None,
    empty: int | None = None,
    bulk: bool = False,
) -> Kind:
    """A plain decimal, kept as a whole number of 10^-places, of `least` whole units or more."""
    scale = 10**places

    def read(text: str) -> int:
        try:
            value = parse_scaled(text, places)
        except ValueError as refusal:
            raise Refused(str(refusal), _number_remedy(text, places, str(refusal))) from None
        if least == 0 and value < 0:
            raise Refused("is negative", "Write a number of 0 or more")
        if least is not None and value < least * scale:
            raise Refused(f"is less than {least}", f"Write a number of {least} or more")
        return value

    def show(value: int | None) -> str:
        return "" if value is None else format_scaled(value, places)

    return Kind(read, show, empty, places if bulk else None)


def _number_remedy(text: str, places: int, problem: str) -> str:
    if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text):
        if problem.endswith("decimal places"):
            return f"Write at most {places} decimal places"
        return "See whether digits were typed twice, or two cells have run together"
    if text.endswith("%"):
        return "Leave out the sign %; where the header does not say %, 25 % is written 0.25"
    if "," in text or "'" in text or "’" in text:
        return "Write 1234.56: a point before the decimals and nothing between the thousands"
    if re.fullmatch(r"[-+]?[0-9.]+[eE][-+]?[0-9]+", text):
        return "Format the column as Number so that every digit shows, and save as CSV UTF-8"
    return "Write plain digits with a point before the decimals, such as 1234.56"


def _above_zero(text: str) -> int:
    value: int = RATE.read(text)
    if value <= 0:
        raise Refused(
            "is not above 0", "Write the USD that one unit of the currency is worth, such as 0.140725"
        )
    return value


def _counting(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,9}", text) and int(text) > 0:
        return int(text)
    raise Refused("is not a number of 1 or more", "Write a whole number such as 10")


def _yes_no(text: str) -> bool:
    if text not in ("Y", "N"):
        raise Refused("is neither Y nor N", "Write Y or N")
    return text == "Y"


def _basis(text: str) -> str:
    if text not in _BASES:
        raise Refused("is not a basis", "Write one of " + ", ".join(_BASES))
    return _BASES[text]


def _condition(text: str) -> str:
    from chalicelib.customs.conditions import check

    problem = check(text)
    if problem is not None:
        raise Refused(problem, "Correct the clause, or delete it")
    return text


def _programs(text: str) -> tuple[str, ...]:
    programs = text.split()
    for program in programs:
        PROGRAM.read(program)
    if len(set(programs)) < len(programs):
        raise Refused("names a programme twice", "Name every programme once")
    return tuple(programs)


def _spi(text: str) -> str:
    if len(text) > SPI_LENGTH:
        raise Refused(
            f"is longer than {SPI_LENGTH} characters", "Write the programme's code, such as S or S+"
        )
    return _identifier(text)


def _tariff_code(text: str) -> str:
    return codes.heading(text) if text.startswith("99") else codes.dotted(codes.hts_number(text))


def _show_prefixes(prefixes: tuple[str, ...]) -> str:
    return "|".join(codes.dotted(prefix) or codes.EVERYTHING for prefix in prefixes)


TEXT = Kind(_free_text)
IDENTIFIER = Kind(_identifier)
SPI = Kind(_spi)
DATE = Kind(_date)
HTS = Kind(codes.hts_number, codes.dotted)
HEADING = Kind(codes.heading)
TARIFF_CODE = Kind(_tariff_code)
HEADINGS = Kind(codes.headings, "|".join, ())
PREFIXES = Kind(codes.prefixes, _show_prefixes, ())
COUNTRY = Kind(codes.country)
COUNTRIES = Kind(codes.countries, lambda origins: "|".join(sorted(origins)) or codes.EVERYTHING)
CURRENCY = _pattern(r"[A-Z]{3}", "is not a currency code", "Write three capital letters, such as USD")
MODE = _pattern(r"[0-9]{2}", "is not a mode of transport", "Write the two digits of CBP's mode, such as 11")
ENTRY_TYPE = _pattern(r"[0-9A-Z]{2}", "is not an entry type", "Write CBP's two characters, such as 01")
PROGRAM = _pattern(r"[A-Z0-9_]+", "is not a programme name", "Write capital letters, digits and `_`")
PROGRAMS = Kind(_programs, " ".join)
BASIS = Kind(_basis, {name: text for text, name in _BASES.items()}.__getitem__)
CONDITION = Kind(_condition)
YES_NO = Kind(_yes_no, lambda yes: "Y" if yes else "N")
COUNTING = Kind(_counting)
AMOUNT = number(bulk=True)
QUANTITY = number()
NOT_NEGATIVE = number(least=0)
NOT_NEGATIVE_OR_ZERO = number(least=0, empty=0)
PERCENT = number(least=0)
CENTS = number(2, least=0)
RATE = number(10)
EXCHANGE_RATE = Kind(_above_zero, RATE.show)
