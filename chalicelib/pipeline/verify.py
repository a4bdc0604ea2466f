"""Verifies the audit trail of a date: its chains in the table, against their heads as they were put away."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chalicelib.feeds.errors import NotStored
from chalicelib.store import audit, audit_check
from chalicelib.store.audit import Head
from chalicelib.store.audit_check import Break
from chalicelib.store.audit_heads import heads_of, key_of
from chalicelib.store.table import Spoiled, Table

if TYPE_CHECKING:
    from chalicelib.feeds.raw_store import RawStore

DUE_AFTER = timedelta(days=2)
"""From the beginning of a day until its heads must be put away: a day after its end, for outages."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What is to be said of the audit trail of a date."""

    date: str
    rows: int
    """Events, as the heads of the chains count them."""
    anchored: bool
    """Whether the chains were held against heads that were put away."""
    breaks: list[Break]


def verify(table: Table, store: "RawStore | None", day: str, today: str) -> Verified:
    """Verify the chains of a date, against the heads in `store` if they are there.

    `today` (ISO, UTC) says whether they have to be: a finished day without is a break too.
    """
    try:
        put_away = None if store is None else read_heads(store, day)
    except Spoiled as spoiled:
        return Verified(day, count_rows(table, day), False, [Break(day, 0, 0, str(spoiled))])
    rows = count_rows(table, day)
    breaks = audit_check.verify(table, day, put_away)
    if store is not None and put_away is None and _is_missed(store, day, today, rows):
        breaks.insert(0, Break(day, 0, 0, "the day is over, and its heads were not put away"))
    return Verified(day, rows, put_away is not None, breaks)


def read_heads(store: "RawStore", day: str) -> dict[int, Head] | None:
    """The heads of a date that were put away, by chain; None: none were. Raises `Spoiled`."""
    try:
        body = store.get(key_of(day))
    except NotStored:
        return None
    return heads_of(body, day)


def _is_missed(store: "RawStore", day: str, today: str, rows: int) -> bool:
    """Whether the heads of a date should be there: something happened, or those of the day before are."""
    begun = date.fromisoformat(day)
    if begun + DUE_AFTER > date.fromisoformat(today):
        return False
    return rows > 0 or store.exists(key_of((begun - timedelta(days=1)).isoformat()))


def count_rows(table: Table, day: str) -> int:
    """How many rows the chains have, as their heads say; of one that cannot be read, as its rows do."""
    return sum(audit.ends(table, day))
