"""What a request asks for in query, path and body; whatever makes no sense is told by name."""

from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import unquote

from chalicelib.api.replies import Problem, listed

MOST_DAYS = 31
PERIOD = ("date", "from", "to")
"""The parameters that say which entry dates are meant."""


def check_names(given: Mapping[str, object], *known: str) -> None:
    """See that nothing is asked for that is not understood. Raises `Problem`."""
    unknown = set(given) - set(known)
    if unknown:
        raise Problem(400, "Not understood", f"{listed(unknown)}: known are {', '.join(known)}.")


def dates(asked: Mapping[str, str]) -> tuple[date, date]:
    """The dates asked for, `date` or `from` and `to`, inclusive. Raises `Problem`."""
    if "date" in asked:
        if "from" in asked or "to" in asked:
            raise Problem(400, "Contradiction", "Give either date, or from and to.")
        day = _date("date", asked["date"])
        return day, day
    if "from" not in asked or "to" not in asked:
        raise Problem(400, "No date", "Say which entry dates: ?date=2026-11-18, or ?from=…&to=….")
    first, last = _date("from", asked["from"]), _date("to", asked["to"])
    if last < first or last - first >= timedelta(days=MOST_DAYS):
        raise Problem(400, "Not a period", f"from has to come before to, and both within {MOST_DAYS} days.")
    return first, last


def days(period: tuple[date, date]) -> list[str]:
    """Every date of a period, as text."""
    first, last = period
    return [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]


def name(text: str) -> str:
    """A shipment or another name, from a query or a body. Raises `Problem`."""
    found = text.strip()
    if not found or len(found) > 100 or not found.isprintable():
        raise Problem(400, "Not a name", f"{found!r:.120} cannot be the name of a shipment.")
    return found


def name_in_path(text: str) -> str:
    """A name from a path, which arrives quoted as it was sent. Raises `Problem`."""
    try:
        return name(unquote(text, errors="strict"))
    except UnicodeDecodeError as error:
        raise Problem(400, "Not a name", f"{text!r:.120} is not UTF-8 in percent signs.") from error


def line_number(text: str) -> int:
    """A customs line's number from a path (`7` or `007`). Raises `Problem`."""
    found = unquote(text)
    if not (len(found) <= 5 and found.isascii() and found.isdigit() and int(found) > 0):
        raise Problem(400, "Not a line", f"{found!r:.40} is not the number of a line. Lines count from 001.")
    return int(found)


def _date(field: str, text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Problem(400, "Not a date", f"{field} is {text!r:.40}; a date looks like 2026-11-18.") from error
    if text != found.isoformat():
        raise Problem(400, "Not a date", f"{field} is {text!r:.40}; a date looks like {found}.")
    return found
