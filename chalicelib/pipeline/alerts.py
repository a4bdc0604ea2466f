"""Alerts: what people are told. One per delivery, per run, per batch of discrepancies; never one per row.

An alert's id says what it is about, so that the same trouble met again is the same alert.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from chalicelib.pipeline.ports import ALERTS, Ports
from chalicelib.store import keys, outbox
from chalicelib.store.table import Absent, Conflict, Record

WARNING, INFORMATION = "warning", "information"
VERSION = 1
MOST_TEXT, MOST_PROBLEM, MOST_LINE = 4_000, 3_000, 300
"""Characters that people are shown; the topic takes no message of more than 256 KB, however bad a file is."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that people should know of."""

    id: str
    kind: str
    """`quality`, `feed`, `run`, `discrepancies`, `failure`, `overdue`."""
    severity: str
    title: str
    """One line, as an e-mail's subject."""
    text: str
    """What it means and what to do."""
    facts: dict[str, Any] = field(default_factory=dict)
    """Counts and names, for programs."""


def alert_message(alert: Alert) -> outbox.Message:
    """An alert as a message for the outbox."""
    told = asdict(alert) | {
        "title": shortened(alert.title, MOST_LINE),
        "text": shortened(alert.text, MOST_TEXT),
    }
    return outbox.Message(f"alert-{alert.id}", ALERTS, {"version": VERSION, **told})


def shortened(text: str, most: int = MOST_PROBLEM) -> str:
    """A text of at most so many characters, and a word on how many more there were.

    >>> shortened("0123456789" * 10, 30)
    '0123456 … and 93 more letters'
    """
    if len(text) <= most:
        return text
    kept = most - len(f" … and {len(text)} more letters")
    return f"{text[:kept]} … and {len(text) - kept} more letters"


def raise_alert(ports: Ports, alert: Alert) -> None:
    """Tell people, unless they have been told. For troubles that no transaction records."""
    outbox.write_once(ports.table, alert_message(alert))


def keep_alert(ports: Ports, body: dict[str, Any]) -> bool:
    """Keep an alert that has gone out, for the list of alerts; False if it is kept already."""
    at = ports.stamp()
    record = Record(*keys.alert(at[:7], str(body["id"])), {**body, "at": at})
    try:
        ports.table.put(record, Absent())
    except Conflict:
        return False
    return True


def tell_of_failure(ports: Ports, message_id: str, error: Exception) -> None:
    """Tell people of a message that failed for the last time and goes to the dead-letter queue."""
    raise_alert(
        ports,
        Alert(
            f"message-{message_id}",
            "failure",
            WARNING,
            "A message could not be handled and lies in the dead-letter queue",
            f"{type(error).__name__}: {error}\nThe function's log says more. Mend the cause, then redrive "
            "the queue.",
            {"message": message_id, "error": type(error).__name__},
        ),
    )
