"""Alerts: what people are told. One per delivery, per run, per batch of discrepancies; never one per row.

An alert's id says what it is about, so that the same trouble met again is the same alert.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from chalicelib.pipeline.ports import ALERTS, Ports
from chalicelib.pipeline.shortening import MOST_LINE, MOST_TEXT, shortened
from chalicelib.store import keys, outbox
from chalicelib.store.table import Absent, Conflict, Record

Kind = Literal["quality", "feed", "run", "discrepancies", "failure", "overdue", "parity", "audit"]
"""What an alert of ours is about; those that are routed and come from AWS are an `alarm`."""
WARNING, INFORMATION = "warning", "information"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that people should know of."""

    id: str
    kind: Kind
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


def tell_of_failure(ports: Ports, subject: str, error: Exception) -> None:
    """Tell people of a message that failed for the last time and goes to the dead-letter queue.

    `subject` says what it is about: what was asked for several times, and failed each time, is told once.
    """
    raise_alert(
        ports,
        Alert(
            f"message-{subject}",
            "failure",
            WARNING,
            "A message could not be handled and lies in the dead-letter queue",
            f"{subject}: {type(error).__name__}: {error}\nThe function's log says more. Mend the cause, then "
            "redrive the queue.",
            {"message": subject, "error": type(error).__name__},
        ),
    )
