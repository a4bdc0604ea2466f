"""Puts the heads of the audit trail's finished days away, into the audit bucket: it is locked for years.

Of every day there is an object, of one on which nothing happened too: none can be left out unseen. A day is
closed before that, so that nothing is appended to what is put away. The chains are looked at then: whoever
changed a row on the day itself is found out the next morning, without anybody asking. A head that he left
unreadable keeps neither that day nor those behind it from being put away: the chain ends where its rows do.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from chalicelib.feeds.errors import AlreadyLanded
from chalicelib.pipeline.alerts import WARNING, Alert, raise_alert
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.verify import Verified, verify
from chalicelib.store import audit, keys
from chalicelib.store.audit import Head
from chalicelib.store.audit_check import end_by_rows
from chalicelib.store.audit_heads import HEADS, date_of, document_of, key_of
from chalicelib.store.table import Record

GRACE = timedelta(minutes=20)
"""From midnight until a day is closed: no function works longer on what it has begun."""
MOST_DAYS = 31
"""Days that are caught up with at a time."""
SHOWN = 10


def put_away(ports: Ports) -> int:
    """Put the heads of every finished day away that were not yet, the oldest first; of how many days."""
    count = 0
    for day in _days(ports):
        _put_away(ports, day.isoformat())
        count += 1
    return count


def _days(ports: Ports) -> Iterator[date]:
    last = (ports.now() - GRACE).date() - timedelta(days=1)
    done = _noted(ports, last) or _put_away_last(ports, last)
    day = done + timedelta(days=1) if done else last
    for _ in range(MOST_DAYS):
        if day > last:
            return
        yield day
        day += timedelta(days=1)


def _noted(ports: Ports, last: date) -> date | None:
    """The day that was put away last, as the table says; None where it says nothing that can be so."""
    record = ports.table.get(*keys.audit_put_away())
    try:
        day = date.fromisoformat(record.data["date"]) if record else None
    except (KeyError, TypeError, ValueError):
        return None
    return day if day and day <= last else None


def _put_away_last(ports: Ports, last: date) -> date | None:
    """The day that was put away last, as the bucket says; None where none was."""
    days = sorted(day for key in ports.audit.keys(HEADS) if (day := date_of(key)) and day <= last)
    return days[-1] if days else None


def _put_away(ports: Ports, day: str) -> None:
    heads = _ends(ports, day)
    # What was put away before, by an attempt that died or before the table was lost, stays what counts.
    with suppress(AlreadyLanded):
        ports.audit.put(key_of(day), document_of(day, heads))
    found = verify(ports.table, ports.audit, day, ports.stamp()[:10])
    if found.breaks:
        raise_alert(ports, _alert(found))
    ports.table.put(Record(*keys.audit_put_away(), {"date": day}))


def _ends(ports: Ports, day: str) -> list[Head]:
    """The ends of all chains of a day, to which nothing is appended any more, by chain."""
    closed = {end.chain: end for end in audit.close(ports.table, day)}
    lacking = set(range(keys.AUDIT_CHAINS)) - closed.keys()
    found = closed | {chain: end_by_rows(ports.table, day, chain) for chain in lacking}
    return [found[chain] for chain in sorted(found)]


def _alert(found: Verified) -> Alert:
    shown = "\n".join(f"chain {one.chain}, row {one.number}: {one.problem}" for one in found.breaks[:SHOWN])
    first = found.breaks[0]
    return Alert(
        f"audit-{found.date}",
        "audit",
        WARNING,
        f"The audit trail of {found.date} is not what was written",
        f"{shown}\n{len(found.breaks)} places in all. The table was changed past the application, or "
        "restored. Nothing was mended. Find out who may write to it, and what else he changed.",
        {"date": found.date, "breaks": len(found.breaks), "chain": first.chain, "number": first.number},
    )
