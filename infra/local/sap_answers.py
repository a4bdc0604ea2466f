"""What the stand-in for SAP answers: pages of a folder's rows, in SAP's envelope, in the size that is asked.

The folder holds `<FUNCTION>/page-NNN.json`. `changed_since` is honoured where rows carry `AEDAT`, the day of
their last change; other rows are always sent.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

CHANGED_ON = "AEDAT"
PAGE_SIZE = 100
MOST_PAGE_SIZE = 10_000
_NAME = re.compile(r"[A-Z0-9_]+")
_DAY = re.compile(r"[0-9]{8}")
_COUNT = re.compile(r"[0-9]{1,9}")

Row = dict[str, Any]
Stamp = tuple[tuple[str, int, int], ...]


class Ask(NamedTuple):
    """One request: the function, and its parameters as they came."""

    function: str
    parameters: dict[str, str]

    def page(self) -> int:
        """The number of the page that is asked for; 0 if it is none."""
        return _count(self.parameters.get("page", "1"))


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes over the wire. Faults are other replies.

    `length` is the Content-Length that is told: None for none, the connection's end then ends the body.
    `before` is called before anything is sent, `between` before every byte; of headers too if `drips_headers`
    """

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json; charset=utf-8"),)
    length: int | None = -1
    before: Callable[[], None] | None = None
    between: Callable[[], None] | None = None
    drips_headers: bool = False

    def told_length(self) -> int | None:
        """The Content-Length to send."""
        return len(self.body) if self.length == -1 else self.length


def envelope(ask: Ask, rows: list[Row], pages: int, total: int) -> dict[str, Any]:
    """SAP's envelope of a success."""
    return {
        "RETURN": {"TYPE": "S", "CODE": "000", "MESSAGE": ""},
        "FUNCTION": ask.function,
        "PAGE": ask.page(),
        "PAGES": pages,
        "TOTAL": total,
        "DATA": rows,
    }


def written(document: dict[str, Any]) -> Reply:
    """A reply with a document."""
    return Reply(json.dumps(document, ensure_ascii=False).encode())


def error(ask: Ask, code: str, message: str) -> Reply:
    """The envelope of an error, which SAP sends with status 200."""
    told = {"TYPE": "E", "CODE": code, "MESSAGE": message}
    return written(envelope(ask, [], 0, 0) | {"RETURN": told})


class Folder:
    """The rows of a folder, read when they are asked for, and again when a file has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[Stamp, list[Row]]] = {}

    def functions(self) -> list[str]:
        """The functions that there are pages of."""
        return sorted(path.parent.name for path in self._folder.glob("*/page-001.json"))

    def rows(self, function: str) -> list[Row] | None:
        """All rows of a function, in their order; None if there is no such function."""
        files = sorted((self._folder / function).glob("page-*.json")) if _NAME.fullmatch(function) else []
        if not files:
            return None
        stamp = tuple((file.name, (told := file.stat()).st_mtime_ns, told.st_size) for file in files)
        known = self._read.get(function)
        if known and known[0] == stamp:
            return known[1]
        rows = [row for file in files for row in json.loads(file.read_bytes())["DATA"]]
        self._read[function] = stamp, rows
        return rows

    def reply(self, ask: Ask) -> Reply:
        """The page that is asked for, or SAP's envelope of an error."""
        rows = self.rows(ask.function)
        if rows is None:
            return error(ask, "404", f"Function {ask.function} does not exist")
        size = _count(ask.parameters.get("page_size", str(PAGE_SIZE)))
        since = ask.parameters.get("changed_since", "00000000")
        if not 1 <= size <= MOST_PAGE_SIZE or not _DAY.fullmatch(since):
            return error(ask, "400", "Parameter page_size or changed_since is not valid")
        changed = [row for row in rows if row.get(CHANGED_ON, since) >= since]
        pages = max(1, -(-len(changed) // size))
        if not 1 <= ask.page() <= pages:
            return error(ask, "416", f"Page {ask.parameters.get('page')} is not one of {pages}")
        first = (ask.page() - 1) * size
        return written(envelope(ask, changed[first : first + size], pages, len(changed)))


def other_page(ask: Ask, page: int) -> Ask:
    """The same request for another page."""
    return ask._replace(parameters=ask.parameters | {"page": str(page)})


def with_headers(reply: Reply, *headers: tuple[str, str]) -> Reply:
    """A reply with more headers; a header of the same name is replaced."""
    names = {name.lower() for name, _ in headers}
    kept = tuple(header for header in reply.headers if header[0].lower() not in names)
    return replace(reply, headers=kept + headers)


def _count(text: str) -> int:
    return int(text) if _COUNT.fullmatch(text) else 0
