"""SAP's envelope: `RETURN {TYPE, CODE, MESSAGE}, FUNCTION, PAGE, PAGES, TOTAL, DATA[]`, and when it is whole.

One page is whole when SAP reports success for the function that was asked. A feed is whole when all its pages
tell the same `PAGES` and `TOTAL`, none of them came twice, and their rows are as many as `TOTAL`.
"""

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from chalicelib.feeds.catalogue import Feed, Owner
from chalicelib.feeds.errors import ForeignData, PayloadRefused, RefusedBySap
from chalicelib.feeds.strict_json import Json

CLIENT_FIELD = "MANDT"
"""SAP's own name for the client that a row belongs to."""
MOST_TEXT = 200
MOST_COUNT = 10**9
_ASK_SAP = "Ask the SAP team; the delivery before it stays in use"
_TRY_LATER = "Run the ingestion again; if it stays so, ask the SAP team"

Row = dict[str, Json]


class Envelope(NamedTuple):
    """One page as SAP sent it."""

    page: int
    pages: int
    total: int
    rows: list[Row]


def opened(document: Json, feed: Feed, page: int) -> Envelope:
    """The envelope in a document. Raises PayloadRefused, or RefusedBySap with SAP's own message."""
    if not isinstance(document, dict):
        raise PayloadRefused(feed.key, page, "the answer is JSON, but not an object", _ASK_SAP)
    _refuse_failure(document.get("RETURN"), feed, page)
    function = document.get("FUNCTION")
    if function != feed.function:
        problem = f"the answer is of function {printable(function)}, not {feed.function}"
        raise PayloadRefused(feed.key, page, problem, "Correct path and function of the feed in the settings")
    rows = _rows(document.get("DATA"), feed, page)
    told, pages, total = (_count(document, name, feed, page) for name in ("PAGE", "PAGES", "TOTAL"))
    return Envelope(told, pages, total, rows)


def refuse_foreign(document: Json, rows: list[Row], feed: Feed, page: int, client: str) -> None:
    """Raise ForeignData if the page or a row of it belongs to another client, or to a company not declared.

    A client is compared wherever it is told; the fields that the feed declares must be in every row.
    """
    told = [document, *rows] if isinstance(document, dict) else rows
    for row in told:
        if CLIENT_FIELD in row and row[CLIENT_FIELD] != client:
            _refuse_owner(row, Owner(CLIENT_FIELD, frozenset([client])), feed, page)
    for owner in feed.owners:
        for row in rows:
            value = row.get(owner.field)
            if not isinstance(value, str) or value.strip() not in owner.values:
                _refuse_owner(row, owner, feed, page)


@dataclass(slots=True)
class Gathering:
    """The pages of one fetch so far, as counts and fingerprints."""

    feed: Feed
    pages: int = 0
    total: int = 0
    rows: int = 0
    _seen: dict[bytes, int] = field(default_factory=dict)

    def add(self, envelope: Envelope, page: int) -> None:
        """Take in the next page; raises PayloadRefused if it does not fit the ones before."""
        if page == 1:
            self.pages, self.total = max(envelope.pages, 1), envelope.total
        problem = self._misfit(envelope, page) or self._repeated(envelope, page)
        if problem:
            raise PayloadRefused(self.feed.key, page, problem, _TRY_LATER)
        self.rows += len(envelope.rows)

    def finish(self) -> None:
        """All pages are in: raises PayloadRefused if rows are missing, or if there are none and must be."""
        if self.rows != self.total:
            problem = f"{self.rows} rows came on {self.pages} pages, but TOTAL is {self.total}"
            raise PayloadRefused(self.feed.key, None, problem, _TRY_LATER)
        if not self.rows and not self.feed.may_be_empty:
            raise PayloadRefused(self.feed.key, None, "the feed is empty, and may not be", _ASK_SAP)

    def _misfit(self, envelope: Envelope, page: int) -> str:
        if envelope.page != page:
            return f"page {page} was asked for, but PAGE is {envelope.page}"
        if max(envelope.pages, 1) != self.pages:
            return f"PAGES is {envelope.pages}, but was {self.pages} on page 1"
        if envelope.total != self.total:
            return f"TOTAL is {envelope.total}, but was {self.total} on page 1: the data changed meanwhile"
        if self.rows + len(envelope.rows) > self.total:
            return f"more rows came than TOTAL, which is {self.total}"
        return ""

    def _repeated(self, envelope: Envelope, page: int) -> str:
        if not envelope.rows:
            return ""
        first = self._seen.setdefault(_fingerprint(envelope.rows), page)
        return "" if first == page else f"its rows are those of page {first} again"


def _refuse_failure(told: Json, feed: Feed, page: int) -> None:
    """Raise RefusedBySap for whatever is not a success: a page that SAP warns of is not complete either."""
    if not isinstance(told, dict) or not isinstance(told.get("TYPE"), str):
        raise PayloadRefused(feed.key, page, "the answer has no RETURN.TYPE", _ASK_SAP)
    if told["TYPE"] != "S":
        message = f"{printable(told.get('CODE'))} {printable(told.get('MESSAGE'))}".strip()
        problem = f"SAP reports {printable(told['TYPE'])}: {message or 'no message'}"
        raise RefusedBySap(feed.key, page, problem, "Ask the SAP team what the message means")


def _rows(data: Json, feed: Feed, page: int) -> list[Row]:
    if not isinstance(data, list):
        raise PayloadRefused(feed.key, page, "DATA is missing or not a list", _ASK_SAP)
    rows = [row for row in data if isinstance(row, dict)]
    if len(rows) != len(data):
        place = next(place for place, row in enumerate(data, 1) if not isinstance(row, dict))
        raise PayloadRefused(feed.key, page, f"row {place} of DATA is not an object", _ASK_SAP)
    return rows


def _count(document: Row, name: str, feed: Feed, page: int) -> int:
    """A count, as a number or as SAP's digits in text."""
    value = document.get(name)
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,18} *", value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST_COUNT:
        return value
    raise PayloadRefused(feed.key, page, f"{name} is {printable(value)}, not a count", _ASK_SAP)


def _refuse_owner(row: Row, owner: Owner, feed: Feed, page: int) -> None:
    found = printable(row.get(owner.field, "missing"))
    wanted = " or ".join(sorted(owner.values))
    problem = f"{owner.field} is {found}, not {wanted}: these data are not ours"
    raise ForeignData(feed.key, page, problem, "Check sap-client, user and company code with the SAP team")


def _fingerprint(rows: list[Row]) -> bytes:
    return sha256(json.dumps(rows, default=str).encode()).digest()


def printable(value: Json) -> str:
    """What another system sent, fit for a message: one line, no control characters, not long."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    cut = text[: MOST_TEXT + 1]
    shown = "".join(character if character.isprintable() else " " for character in cut).strip()
    return shown if len(cut) <= MOST_TEXT else shown[:MOST_TEXT] + "…"
