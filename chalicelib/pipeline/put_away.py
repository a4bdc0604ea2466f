"""Puts the heads of the audit trail's finished days away, into the audit bucket: it is locked for years.

Of every day there is an object, of one on which nothing happened too: none can be left out unseen. A day is
closed before that, so that nothing is appended to what is put away. The chains are looked at then: whoever
changed a row on the day itself is found out the next morning, without anybody asking.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from chalicelib.feeds.errors import AlreadyLanded
from chalicelib.pipeline.alerts import WARNING, Alert, raise_alert
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.verify import Verified, verify
from chalicelib.store import audit, keys
from chalicelib.store.audit_heads import document_of, key_of
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
    record = ports.table.get(*keys.audit_put_away())
    day = date.fromisoformat(record.data["date"]) + timedelta(days=1) if record else last
    for _ in range(MOST_DAYS):
        if day > last:
            return
        yield day
        day += timedelta(days=1)


def _put_away(ports: Ports, day: str) -> None:
    heads = audit.close(ports.table, day)
    # What was put away before, by an attempt that died or before the table was lost, stays what counts.
    with suppress(AlreadyLanded):
        ports.audit.put(key_of(day), document_of(day, heads))
    found = verify(ports.table, ports.audit, day, ports.stamp()[:10])
    if found.breaks:
        raise_alert(ports, _alert(found))
    ports.table.put(Record(*keys.audit_put_away(), {"date": day}))


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
