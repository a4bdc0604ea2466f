"""SAP's envelope: `RETURN {TYPE, CODE, MESSAGE}, FUNCTION, PAGE, PAGES, TOTAL, DATA[]`, and when it is whole.

One page is whole when SAP reports success for the function that was asked. A feed is whole when all its pages
tell the same `PAGES` and `TOTAL`, none of them came twice, and their rows are as many as `TOTAL`.

Whoever fetches a page and whoever reads it again from the archive open it here, so that both take the same.
"""

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from chalicelib.feeds.catalogue import Feed, Owner
from chalicelib.feeds.errors import ForeignData, PayloadRefused, RefusedBySap
from chalicelib.strict_json import Json

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
    data: list[Json]
    """Its rows; nobody has looked yet whether each is an object."""


def opened(document: Json, key: str, function: str, page: int | None = None) -> Envelope:
    """The envelope of a function in a document; `key` and `page` are for the message.

    Raises PayloadRefused, or RefusedBySap with SAP's own message.
    """
    if not isinstance(document, dict):
        raise PayloadRefused(key, page, "the answer is JSON, but not an object", _ASK_SAP)
    _refuse_failure(document.get("RETURN"), key, page)
    told = document.get("FUNCTION")
    if told != function:
        problem = f"the answer is of function {printable(told)}, not {function}"
        raise PayloadRefused(key, page, problem, "Correct path and function of the feed in the settings")
    data = document.get("DATA")
    if not isinstance(data, list):
        raise PayloadRefused(key, page, "DATA is missing or not a list", _ASK_SAP)
    number, pages, total = (_count(document, name, key, page) for name in ("PAGE", "PAGES", "TOTAL"))
    return Envelope(number, max(pages, 1), total, data)


def rows_of(envelope: Envelope, feed: Feed, page: int) -> list[Row]:
    """The rows of a page that is fetched; raises PayloadRefused where one of them is no object."""
    rows = [row for row in envelope.data if isinstance(row, dict)]
    if len(rows) != len(envelope.data):
        place = next(place for place, row in enumerate(envelope.data, 1) if not isinstance(row, dict))
        raise PayloadRefused(feed.key, page, f"row {place} of DATA is not an object", _ASK_SAP)
    return rows


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
            self.pages, self.total = envelope.pages, envelope.total
        problem = self._misfit(envelope, page) or self._repeated(envelope, page)
        if problem:
            raise PayloadRefused(self.feed.key, page, problem, _TRY_LATER)
        self.rows += len(envelope.data)

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
        if envelope.pages != self.pages:
            return f"PAGES is {envelope.pages}, but was {self.pages} on page 1"
        if envelope.total != self.total:
            return f"TOTAL is {envelope.total}, but was {self.total} on page 1: the data changed meanwhile"
        if self.rows + len(envelope.data) > self.total:
            return f"more rows came than TOTAL, which is {self.total}"
        return ""

    def _repeated(self, envelope: Envelope, page: int) -> str:
        if not envelope.data:
            return ""
        first = self._seen.setdefault(_fingerprint(envelope.data), page)
        return "" if first == page else f"its rows are those of page {first} again"


def _refuse_failure(told: Json, key: str, page: int | None) -> None:
    """Raise RefusedBySap for whatever is not a success: a page that SAP warns of is not complete either."""
    if not isinstance(told, dict) or not isinstance(told.get("TYPE"), str):
        raise PayloadRefused(key, page, "the answer has no RETURN.TYPE", _ASK_SAP)
    if told["TYPE"] != "S":
        message = f"{printable(told.get('CODE'))} {printable(told.get('MESSAGE'))}".strip()
        problem = f"SAP reports {printable(told['TYPE'])}: {message or 'no message'}"
        raise RefusedBySap(key, page, problem, "Ask the SAP team what the message means")


def _count(document: Row, name: str, key: str, page: int | None) -> int:
    """A count, as a number or as SAP's digits in text."""
    value = document.get(name)
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,18} *", value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST_COUNT:
        return value
    raise PayloadRefused(key, page, f"{name} is {printable(value)}, not a count", _ASK_SAP)


def _refuse_owner(row: Row, owner: Owner, feed: Feed, page: int) -> None:
    found = printable(row.get(owner.field, "missing"))
    wanted = " or ".join(sorted(owner.values))
    problem = f"{owner.field} is {found}, not {wanted}: these data are not ours"
    raise ForeignData(feed.key, page, problem, "Check sap-client, user and company code with the SAP team")


def _fingerprint(rows: list[Json]) -> bytes:
    return sha256(json.dumps(rows, default=str).encode()).digest()


def printable(value: Json) -> str:
    """What another system sent, fit for a message: one line, no control characters, not long."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    cut = text[: MOST_TEXT + 1]
    shown = "".join(character if character.isprintable() else " " for character in cut).strip()
    return shown if len(cut) <= MOST_TEXT else shown[:MOST_TEXT] + "…"
