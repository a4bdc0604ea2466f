"""The audit trail of a date: who did what to what, the newest first; and whether its chains are whole."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from heapq import merge
from itertools import islice
from typing import Any

from chalicelib.api import parameters as known
from chalicelib.api.cursors import Cursors
from chalicelib.store import audit, keys
from chalicelib.store.audit import Head, Row
from chalicelib.store.table import Table

ROUTE = "/api/audit"
QUERY = (known.DATE, known.ACTOR, known.ACTION, known.SUBJECT, *known.PAGE)
VERIFY_QUERY = (known.DATE,)
MOST_READ = 5_000
"""Rows that one request looks at: a page may have fewer than asked for, or none, and still a next one."""


def events(table: Table, cursors: Cursors, asked: Mapping[str, str], today: str) -> dict[str, Any]:
    """A page of the events of a date, or of today. Raises `Problem`."""
    found = known.values(asked, QUERY)
    date = found["date"].isoformat() if "date" in found else today
    begun = cursors.read(ROUTE, asked)
    date = begun["date"] if begun else date
    before = begun["before"] if begun else [count + 1 for count in _counts(table, date)]
    limit = found.get("limit", known.USUAL_ITEMS)
    page: list[Row] = []
    rows = _newest_first(table, date, before)
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
    table: Table, asked: Mapping[str, str], today: str, anchors: dict[int, Head] | None = None
) -> dict[str, Any]:
    """Whether the chains of a date, or of today, are whole, against the heads that were put away if given.

    Raises `Problem`.
    """
    found = known.values(asked, VERIFY_QUERY)
    date = found["date"].isoformat() if "date" in found else today
    rows = sum(_counts(table, date))
    breaks = [asdict(found) for found in audit.verify(table, date, anchors)]
    return {"date": date, "rows": rows, "anchored": anchors is not None, "breaks": breaks}


def _counts(table: Table, date: str) -> list[int]:
    """How many rows each chain has."""
    return [audit.head(table, date, chain).count for chain in range(keys.AUDIT_CHAINS)]


def _newest_first(table: Table, date: str, before: list[int]) -> Iterator[Row]:
    chains = [audit.rows_before(table, date, chain, number) for chain, number in enumerate(before)]
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
