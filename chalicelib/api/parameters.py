"""Parameters of queries and paths: what each means, how its text is read, how the API's document tells of it.

One table for both, so that what is documented is what is understood. Nothing of it needs a schema library: a
route that only reads must not wait for one.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from chalicelib.api import asking
from chalicelib.api.replies import Problem

MOST_ITEMS, USUAL_ITEMS = 500, 100
"""Items on a page of a list: at most, and where nothing is said."""
MOST_SEARCHED = 100
_DATE = {"type": "string", "format": "date", "examples": ["2026-11-18"]}
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_HTS = re.compile(r"[0-9][0-9.]{0,12}")
_ORIGIN = re.compile(r"[A-Z]{2}")
_COUNT = re.compile(r"[1-9][0-9]{0,9}")

Reader = Callable[[str, str], Any]
"""Reads the text of a parameter of a name. Raises `Problem`."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query or of a path."""

    name: str
    says: str
    read: Reader
    shape: Mapping[str, Any]
    """Its JSON schema."""
    required: bool = False


def values(asked: Mapping[str, str], parameters: Iterable[Parameter]) -> dict[str, Any]:
    """What a query asks for, read; what is not asked for is missing. Raises `Problem`."""
    known = {parameter.name: parameter for parameter in parameters}
    asking.check_names(asked, *known)
    for name, parameter in known.items():
        if parameter.required and name not in asked:
            raise Problem(400, "Something is missing", f"Say which {name}: {parameter.says}")
    return {name: known[name].read(name, text) for name, text in asked.items()}


def period(found: Mapping[str, Any], most_days: int) -> tuple[date, date]:
    """The dates of a query: `date`, or `from` and `to`, inclusive. Raises `Problem`."""
    if "date" in found:
        if "from" in found or "to" in found:
            raise Problem(400, "Contradiction", "Give either date, or from and to.")
        return found["date"], found["date"]
    if "from" not in found or "to" not in found:
        raise Problem(400, "No date", "Say which dates: ?date=2026-11-18, or ?from=…&to=….")
    first, last = found["from"], found["to"]
    if last < first or last - first >= timedelta(days=most_days):
        raise Problem(400, "Not a period", f"from has to come before to, and both within {most_days} days.")
    return first, last


def read_date(name: str, text: str) -> date:
    """A calendar date. Raises `Problem`."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Problem(400, "Not a date", f"{name} is {text!r:.40}; a date looks like 2026-11-18.") from error
    if text != found.isoformat():
        raise Problem(400, "Not a date", f"{name} is {text!r:.40}; a date looks like {found}.")
    return found


def _matching(pattern: re.Pattern[str], title: str, example: str) -> Reader:
    def read(name: str, text: str) -> str:
        if not pattern.fullmatch(text):
            raise Problem(400, title, f"{name} is {text!r:.40}; it looks like {example}.")
        return text

    return read


def _read_name(_: str, text: str) -> str:
    return asking.name(text)


def _read_hts(name: str, text: str) -> str:
    digits = text.replace(".", "")
    if not _HTS.fullmatch(text) or len(digits) > 10:
        raise Problem(
            400, "Not an HTS number", f"{name} is {text!r:.40}; give its first digits, as 8501 or 8501.10."
        )
    return digits


def _read_text(name: str, text: str) -> str:
    found = text.strip()
    if not found or len(found) > MOST_SEARCHED or not found.isprintable():
        raise Problem(
            400, "Not a text to search", f"{name} has to have 1 to {MOST_SEARCHED} printable characters."
        )
    return found


def _read_limit(name: str, text: str) -> int:
    if not _COUNT.fullmatch(text) or int(text) > MOST_ITEMS:
        raise Problem(400, "Not a limit", f"{name} is {text!r:.40}; it goes from 1 to {MOST_ITEMS}.")
    return int(text)


def _read_count(name: str, text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise Problem(400, "Not a number", f"{name} is {text!r:.40}; it counts from 1.")
    return int(text)


def one_of(name: str, says: str, *known: str) -> Parameter:
    """A parameter that has one of some values."""

    def read(name: str, text: str) -> str:
        if text not in known:
            raise Problem(400, "Not a choice", f"{name} is {text!r:.40}; it is one of {', '.join(known)}.")
        return text

    return Parameter(name, says, read, {"type": "string", "enum": list(known)})


def needed(parameter: Parameter) -> Parameter:
    """The same parameter, which must be given."""
    return replace(parameter, required=True)


def _name(name: str, says: str) -> Parameter:
    return Parameter(name, says, _read_name, {"type": "string", "minLength": 1, "maxLength": 100})


_COUNTING = {"type": "integer", "minimum": 1, "maximum": 9_999_999_999}

DATE = Parameter("date", "One date.", read_date, _DATE)
FROM = Parameter("from", "The first date; goes with `to`.", read_date, _DATE)
TO = Parameter("to", "The last date, included.", read_date, _DATE)
AS_OF = Parameter("as_of", "Only what is in force on this date.", read_date, _DATE)
MONTH = Parameter(
    "month",
    "A month; this one if it is left out.",
    _matching(_MONTH, "Not a month", "2026-11"),
    {"type": "string", "pattern": f"^{_MONTH.pattern}$", "examples": ["2026-11"]},
)
SHIPMENT = _name("shipment", "A shipment's number.")
HTS = Parameter(
    "hts",
    "The first digits of an HTS number, with or without dots.",
    _read_hts,
    {"type": "string", "pattern": f"^{_HTS.pattern}$", "examples": ["8501.10"]},
)
ORIGIN = Parameter(
    "origin",
    "Country of origin, ISO 3166.",
    _matching(_ORIGIN, "Not a country", "CN"),
    {"type": "string", "pattern": f"^{_ORIGIN.pattern}$", "examples": ["CN"]},
)
SEARCH = Parameter(
    "q",
    "A text to be found in what is listed, whatever its case.",
    _read_text,
    {"type": "string", "minLength": 1, "maxLength": MOST_SEARCHED},
)
LINE_SEARCH = replace(
    SEARCH,
    says="A text to be found: of a shipment, its packaging or what an entry lacks, for all its lines; of an "
    "invoice, a material, an HTS number or a heading, for the lines that have it. Dots in numbers do not "
    "count.",
)
LIMIT = Parameter(
    "limit",
    f"How many at most; {USUAL_ITEMS} if it is left out.",
    _read_limit,
    {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": USUAL_ITEMS},
)
CURSOR = Parameter(
    "cursor",
    "Where the page before ended: its `next`, with the other parameters as they were.",
    lambda _, text: text,
    {"type": "string", "minLength": 1, "maxLength": 2000},
)
VERSION = Parameter("version", "A former version; the current one if it is left out.", _read_count, _COUNTING)
SOURCE = _name("source", "A feed, or the name of a file: `ZEMM005`, `Product_List.csv`.")
ACTOR = _name("actor", "Who did it: a user's name, or `pipeline`.")
ACTION = _name("action", "What was done, or how that begins: `user`, `user disabled`.")
SUBJECT = _name("subject", "To what: `entry SH261100042`; a part of it will do.")
ENTRY_STATUS = one_of("status", "Only entries that are made, or held.", "generated", "needs_input")
COMPARISON_STATUS = one_of("status", "Only comparisons that came out so.", "pass", "warn", "fail", "pending")

PERIOD = (DATE, FROM, TO)
PAGE = (CURSOR, LIMIT)

IN_PATHS = {
    parameter.name: needed(parameter)
    for parameter in (
        SHIPMENT,
        Parameter(
            "line",
            "A customs line's number, as 007 or 7.",
            _read_count,
            {"type": "string", "pattern": "^[0-9]{1,5}$"},
        ),
        _name("id", "What it is called by."),
        Parameter("n", "A finding's number in its comparison, from 1.", _read_count, _COUNTING),
        _name("key", "What the rows are filed under."),
        _name("name", "A user's name."),
    )
}
"""Parameters of paths, by name; each must be given."""
