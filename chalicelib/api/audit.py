"""The audit trail of a date: who did what to what, the newest first; and whether its chains are whole."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any

from chalicelib.api import parameters as known
from chalicelib.api.cursors import Cursors
from chalicelib.api.replies import Problem
from chalicelib.pipeline import verify as trail
from chalicelib.store import audit
from chalicelib.store.audit import Row
from chalicelib.store.table import Spoiled, Table

if TYPE_CHECKING:
    from chalicelib.feeds.raw_store import RawStore

ROUTE = "/api/audit"
QUERY = (known.DATE, known.ACTOR, known.ACTION, known.SUBJECT, *known.PAGE)
VERIFY_QUERY = (known.DATE,)
FILTERS = {known.ACTOR.name, known.ACTION.name, known.SUBJECT.name}
MOST_READ = 5_000
"""Rows that one request looks at: a page may have fewer than asked for, or none, and still a next one."""
MOST_VERIFIED = 50_000
"""Rows of a date that are verified in one request, within the time that it has; a usual date has 4,000."""


def events(table: Table, cursors: Cursors, asked: Mapping[str, str], today: str) -> dict[str, Any]:
    """A page of the events of a date, or of today. Raises `Problem`."""
    found = known.values(asked, QUERY)
    date = found["date"].isoformat() if "date" in found else today
    begun = cursors.read(ROUTE, asked)
    date = begun["date"] if begun else date
    before = begun["before"] if begun else [end + 1 for end in audit.ends(table, date)]
    try:
        return _page(table, cursors, asked, found, date, before)
    except Spoiled as spoiled:
        raise Problem(500, "The trail is damaged", f"{spoiled}, to see each place.") from spoiled


def _page(
    table: Table,
    cursors: Cursors,
    asked: Mapping[str, str],
    found: Mapping[str, Any],
    date: str,
    before: list[int],
) -> dict[str, Any]:
    limit = found.get("limit", known.USUAL_ITEMS)
    page: list[Row] = []
    rows = _newest_first(table, date, before, (MOST_READ if found.keys() & FILTERS else limit) + 1)
    for row in islice(rows, MOST_READ):
        before = [row.number if chain == row.chain else number for chain, number in enumerate(before)]
        if _wanted(row, found):
            page.append(row)
            if len(page) == limit:
                break
    more = next(rows, None) is not None
    then = {"date": date, "before": before}
    return {
        "events": [_document(row) for row in page],
        "next": cursors.make(ROUTE, asked, then) if more else None,
    }


def verify(
    table: Table, asked: Mapping[str, str], today: str, put_away: "RawStore | None" = None
) -> dict[str, Any]:
    """Whether the chains of a date, or of today, are whole, against the heads that were put away, if any.

    Raises `Problem`.
    """
    found = known.values(asked, VERIFY_QUERY)
    date = found["date"].isoformat() if "date" in found else today
    rows = trail.count_rows(table, date)
    if rows > MOST_VERIFIED:
        how = f"python -m chalicelib audit verify --date {date}"
        raise Problem(400, "Too long a day", f"{date} has {rows:,} events: verify it by {how}.")
    return asdict(trail.verify(table, put_away, date, today))


def _newest_first(table: Table, date: str, before: list[int], most: int) -> Iterator[Row]:
    """The rows that stand before a number in each chain, from each at most so many."""
    chains = [
        audit.rows_before(table, date, chain, number, most)
        for chain, number in enumerate(before)
        if number > 1
    ]
    return merge(*chains, key=lambda row: (row.event.at, row.chain, row.number), reverse=True)


def _wanted(row: Row, found: Mapping[str, Any]) -> bool:
    event = row.event
    return (
        found.get("actor", event.actor) == event.actor
        and event.action.startswith(found.get("action", ""))
        and found.get("subject", "") in event.subject
    )


def _document(row: Row) -> dict[str, Any]:
    place = {"date": row.date, "chain": row.chain, "number": row.number}
    return {**place, **asdict(row.event), "hash": row.hash}
