"""Names and numbers in queries, paths and bodies; whatever makes no sense is told by name."""

from collections.abc import Mapping
from urllib.parse import unquote

from chalicelib.api.replies import Problem, listed


def check_names(given: Mapping[str, object], *known: str) -> None:
    """See that nothing is asked for that is not understood. Raises `Problem`."""
    unknown = set(given) - set(known)
    if unknown:
        raise Problem(400, "Not understood", f"{listed(unknown)}: known are {', '.join(known)}.")


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
