"""Routes alerts: what arrives at the topic is kept for the web app and posted to the team's channel."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from chalicelib.pipeline.alerts import VERSION, keep_alert
from chalicelib.pipeline.ports import ALERTS, Ports
from chalicelib.store import outbox
from chalicelib.store.outbox import Message

POST_TIMEOUT = 5


class NotPosted(Exception):
    """The team's channel did not take an alert; the webhook, which is a credential, is not told."""


class BadWebhook(Exception):
    """What stands in the place of the webhook cannot be posted to; it is not told either."""


def route(ports: Ports, message: str, webhook: Callable[[], str]) -> bool:
    """Keep an alert, and post it where there is a webhook; whether it was new.

    One that was kept is posted if it was not posted yet: the channel may have refused it the first time, or
    nobody could say what the webhook is. The alarms of CloudWatch arrive at the same topic and are kept as
    alerts too. Raises `NotPosted`.
    """
    body = _alert(message)
    new = keep_alert(ports, body)
    posted = Message(f"posted-{body['id']}", ALERTS, {})
    address = webhook()
    if address and not outbox.was_sent(ports.table, posted.id):
        _post(address, body)
        outbox.tick_off(ports.table, posted, ports.epoch())
    return new


def webhook_of(document: Any) -> str:
    """The webhook that a secret's document names, `{"webhook": "https://…"}`; empty: there is none.

    Raises `BadWebhook`.
    """
    webhook = document.get("webhook", "") if isinstance(document, dict) else None
    if not isinstance(webhook, str) or not (webhook == "" or webhook.startswith("https://")):
        raise BadWebhook('the secret of the team\'s channel is to be {"webhook": "https://…"}')
    return webhook


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
    try:
        answer = requests.post(webhook, json={"text": text}, timeout=POST_TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        # What requests says of it holds the address.
        raise NotPosted(f"alert {body['id']}: {type(error).__name__}; it is posted again") from None
    if answer.status_code != requests.codes.ok:
        raise NotPosted(f"alert {body['id']}: the channel answers {answer.status_code}; see to its webhook")
