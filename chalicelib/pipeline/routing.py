"""Routes alerts: what arrives at the topic is kept for the web app and posted to the team's channel."""

import json
from hashlib import sha256
from typing import Any

from chalicelib.pipeline.alerts import VERSION, keep_alert
from chalicelib.pipeline.ports import ALERTS, Ports
from chalicelib.store import outbox
from chalicelib.store.outbox import Message

POST_TIMEOUT = 5


def route(ports: Ports, message: str, webhook: str) -> bool:
    """Keep an alert, and post it where a webhook is set; whether it was new.

    One that was kept is posted if it was not posted yet: the channel may have refused it the first time. The
    alarms of CloudWatch arrive at the same topic and are kept as alerts too.
    """
    body = _alert(message)
    new = keep_alert(ports, body)
    posted = Message(f"posted-{body['id']}", ALERTS, {})
    if webhook and not outbox.was_sent(ports.table, posted.id):
        _post(webhook, body)
        outbox.tick_off(ports.table, posted, ports.epoch())
    return new


def _alert(message: str) -> dict[str, Any]:
    try:
        found = json.loads(message)
    except ValueError:
        found = None
    if isinstance(found, dict) and found.get("version") == VERSION:
        return found
    name = str(found.get("AlarmName", "")) if isinstance(found, dict) else ""
    return {
        "id": f"alarm-{sha256(message.encode()).hexdigest()[:16]}",
        "kind": "alarm",
        "severity": "warning",
        "title": f"Alarm {name}".strip(),
        "text": message,
        "facts": {},
    }


def _post(webhook: str, body: dict[str, Any]) -> None:
    import requests

    text = f"*{body['title']}*\n{body['text']}"
    requests.post(webhook, json={"text": text}, timeout=POST_TIMEOUT).raise_for_status()
