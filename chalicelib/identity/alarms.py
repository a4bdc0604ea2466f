"""What people are told of sign-ins that fail: once a day for a name, a source, or names that nobody has.

The same is done whether or not there is such a user, so that it takes as long.
"""

from typing import Any

from chalicelib.identity import limits
from chalicelib.identity.desk import Desk
from chalicelib.identity.limits import Attempt
from chalicelib.identity.roles import ADMIN
from chalicelib.store import outbox

_CHANNEL, _VERSION = "alerts", 1
_WARNING, _INFORMATION = "warning", "information"


def tell(desk: Desk, failed: Attempt) -> None:
    """Tell people of the limits that a failed attempt has reached."""
    if limits.PAIR in failed.reached:
        _raise(desk, *_name_guessed(failed))
    if limits.SOURCE in failed.reached:
        _raise(desk, *_many_names(failed))
    if limits.NAME in failed.reached:
        _raise(desk, *_many_sources(failed))


def _name_guessed(failed: Attempt) -> tuple[str, str, str, str, dict[str, Any]]:
    most = limits.PAIR.most
    facts = {"source": failed.source}
    what = "Nothing more is tried from there for 15 minutes; from elsewhere the user can sign in."
    if failed.user is None:
        title = f"{most} sign-ins failed under a name that nobody has"
        return "unknown", _INFORMATION, title, f"They came from {failed.source}. {what}", facts
    severity = _WARNING if failed.user.role == ADMIN else _INFORMATION
    title = f"{most} sign-ins failed as {failed.name}"
    text = f"They came from {failed.source}. {what} Ask whether it was the user."
    return f"name-{failed.name}", severity, title, text, {**facts, "user": failed.name}


def _many_names(failed: Attempt) -> tuple[str, str, str, str, dict[str, Any]]:
    title = f"{limits.SOURCE.most} sign-ins failed from one place"
    text = f"They came from {failed.source}. Nobody can sign in from there for 15 minutes."
    return f"source-{failed.source}", _WARNING, title, text, {"source": failed.source}


def _many_sources(failed: Attempt) -> tuple[str, str, str, str, dict[str, Any]]:
    name = failed.name if failed.user else "a name that nobody has"
    title = f"{limits.NAME.most} sign-ins failed as {name}"
    text = (
        "They came from several places. For a day it is tried only from where the user has signed in before; "
        "an admin who resets the password ends that."
    )
    about = f"everywhere-{failed.name}" if failed.user else "everywhere-unknown"
    return about, _WARNING, title, text, {"user": failed.name} if failed.user else {}


def _raise(desk: Desk, about: str, severity: str, title: str, text: str, facts: dict[str, Any]) -> None:
    alert_id = f"sign-in-{desk.stamp()[:10]}-{about}"
    said = {"id": alert_id, "kind": "sign-in", "severity": severity, "title": title, "text": text}
    body = {"version": _VERSION, **said, "facts": facts}
    outbox.write_once(desk.table, outbox.Message(f"alert-{alert_id}", _CHANNEL, body))
