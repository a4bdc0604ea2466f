"""Codes as the trade writes them: HTS numbers, Chapter 99 headings, prefixes of scopes, countries of origin.

An HTS number is kept as its ten digits; a heading keeps its dots (`9903.88.03`). Nothing is guessed: a number
that a spreadsheet has shortened or rounded is refused with the way to mend it, never padded. Country codes
are those of ISO 3166-1 alpha-2.
"""

import re
from functools import cache

COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT "
    "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
    "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT "
    "HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
    "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI "
    "NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG "
    "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG "
    "UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split()
)
COMMON_MISTAKES = {
    "UK": "GB",
    "EL": "GR",
    "CHN": "CN",
    "PRC": "CN",
    "USA": "US",
    "MEX": "MX",
    "VNM": "VN",
    "TWN": "TW",
}
EVERYTHING = "*"

_HTS = re.compile(r"[0-9]{10}|[0-9]{4}\.[0-9]{2}\.[0-9]{4}|[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.[0-9]{2}")
_HEADING = re.compile(r"[0-9]{8}(?:[0-9]{2})?|[0-9]{4}\.[0-9]{2}\.[0-9]{2}(?:\.?[0-9]{2})?")
_PREFIX = re.compile(r"[0-9]{2,10}|[0-9]{4}\.[0-9]{2}(?:\.[0-9]{2}(?:\.?[0-9]{2})?)?")
_AS_TEXT = "Format the column as Text, copy the number from its source again and save as CSV UTF-8"
_WRITE_HTS = "Write all ten digits, such as 9403.20.0035 or 9403200035"
_WRITE_HEADING = "Write eight or ten digits, such as 9903.88.03 or 99038803"
_WRITE_PREFIX = "Write `*`, or two to ten digits with or without dots, such as 9403 or 9403.20"


class Refused(ValueError):
    """A text that cannot be read: `problem` says what is wrong with it, `remedy` what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem}. {remedy}")


def hts_number(text: str) -> str:
    """Read an HTS number, with or without dots, as its ten digits.

    >>> hts_number("9403.20.0035"), hts_number("9403200035")
    ('9403200035', '9403200035')
    """
    if _HTS.fullmatch(text):
        return text.replace(".", "")
    raise _damaged(text) or _wrong_digits(text)


@cache
def dotted(digits: str) -> str:
    """Write the digits of an HTS number, a heading or a prefix with dots: 4.2.4 for ten, 4.2.2 for eight.

    >>> dotted("9403200035"), dotted("99038803"), dotted("940320"), dotted("9403")
    ('9403.20.0035', '9903.88.03', '9403.20', '9403')
    """
    return ".".join(part for part in (digits[:4], digits[4:6], digits[6:]) if part)


def heading(text: str) -> str:
    """Read a Chapter 99 heading of eight or ten digits, with or without dots, as text with dots.

    >>> heading("99038803"), heading("9903.88.03"), heading("9903880310")
    ('9903.88.03', '9903.88.03', '9903.88.0310')
    """
    if not _HEADING.fullmatch(text):
        raise _damaged(text) or Refused("is not a Chapter 99 heading", _WRITE_HEADING)
    if not text.startswith("99"):
        raise Refused("is not a heading of Chapter 99", "Headings begin with 99, such as 9903.88.03")
    return dotted(text.replace(".", ""))


def headings(text: str) -> tuple[str, ...]:
    """Read headings joined by `|`; no text is no heading.

    >>> headings("9903.88.69|99038803")
    ('9903.88.69', '9903.88.03')
    """
    return tuple(map(heading, _parts(text))) if text else ()


def prefixes(text: str) -> tuple[str, ...]:
    """Read the HTS prefixes of a scope, joined by `|`, as digits; `*` is the empty prefix, which covers all.

    >>> prefixes("8412.29.80|9403"), prefixes("*"), prefixes("")
    (('84122980', '9403'), ('',), ())
    """
    if text == EVERYTHING:
        return ("",)
    return tuple(map(_prefix, _parts(text))) if text else ()


def country(text: str) -> str:
    """Check a country code of ISO 3166-1 alpha-2.

    >>> country("CN")
    'CN'
    """
    if text in COUNTRIES:
        return text
    right = COMMON_MISTAKES.get(text.upper(), text.upper())
    if right in COUNTRIES:
        raise Refused("is not an ISO 3166 country code", f"Write {right}")
    raise Refused("is not an ISO 3166 country code", "Write the country's two capital letters, such as CN")


def countries(text: str) -> frozenset[str]:
    """Read country codes joined by `|`; `*` is the empty set, which covers every origin.

    >>> sorted(countries("CN|HK")), countries("*")
    (['CN', 'HK'], frozenset())
    """
    return frozenset() if text == EVERYTHING else frozenset(map(country, _parts(text)))


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in text.split("|")]
    if "" in parts:
        raise Refused("has an empty part between its bars", "Write the values joined by one `|` each")
    if EVERYTHING in parts:
        raise Refused("joins `*` with other values", "Write `*` alone, or only the other values")
    return parts


def _prefix(text: str) -> str:
    if _PREFIX.fullmatch(text):
        return text.replace(".", "")
    raise _damaged(text) or Refused(f"has {text!r}, which is no HTS prefix", _WRITE_PREFIX)


def _damaged(text: str) -> Refused | None:
    """What a spreadsheet or a word processor may have done to a code; None if it is wrong in another way."""
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+", text):
        return Refused("was turned into scientific notation by a spreadsheet, digits are lost", _AS_TEXT)
    if re.search(r"['’‘`´]", text):
        return Refused("contains an apostrophe", "Delete the apostrophe and save as CSV UTF-8")
    if re.search(r"\s", text):
        return Refused("has blanks inside", "Delete the blanks inside the number")
    if any(ch.isnumeric() and not ch.isascii() for ch in text):
        return Refused("contains digits that are not plain 0 to 9", "Type the number with plain digits")
    return None


def _wrong_digits(text: str) -> Refused:
    digits = text.replace(".", "")
    if not re.fullmatch(r"[0-9]+", digits):
        return Refused("is not an HTS number", _WRITE_HTS)
    if len(digits) == 10:
        return Refused("has its dots in the wrong places", _WRITE_HTS)
    if len(digits) == 9 and "." not in text:
        return Refused("has nine digits: a spreadsheet dropped the zero in front", _AS_TEXT)
    if "." in text and len(digits) < 10:
        return Refused(f"has {len(digits)} digits: a spreadsheet may have dropped zeros at the end", _AS_TEXT)
    return Refused(f"has {len(digits)} digits, not ten", _WRITE_HTS)
