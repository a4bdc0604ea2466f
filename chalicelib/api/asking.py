"""What a request asks for, read from its query and path; whatever makes no sense is told by name."""

from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import unquote

from chalicelib.gateway import Problem

MOST_DAYS = 31


def dates(query: Mapping[str, str] | None) -> tuple[date, date]:
    """The dates asked for, `date` or `from` and `to`, inclusive. Raises `Problem`."""
    asked = query or {}
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
    """A shipment or another name from a path, which arrives as it was sent. Raises `Problem`."""
    found = unquote(text).strip()
    if not found or len(found) > 100 or not found.isprintable():
        raise Problem(400, "Not a name", f"{found!r:.120} cannot be the name of a shipment.")
    return found


def line_number(text: str) -> int:
    """A customs line's number from a path (`7` or `007`). Raises `Problem`."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 99_999):
        raise Problem(400, "Not a line", f"{text!r:.40} is not the number of a line. Lines count from 001.")
    return int(text)


def _date(field: str, text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Problem(400, "Not a date", f"{field} is {text!r:.40}; a date looks like 2026-11-18.") from error
    if text != found.isoformat():
        raise Problem(400, "Not a date", f"{field} is {text!r:.40}; a date looks like {found}.")
    return found
