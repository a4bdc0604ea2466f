"""Alerts in the team's channel: where its webhook is, and that nobody reads the webhook in a log."""

import json
import traceback
from typing import Any

import pytest
import requests
import requests_mock

from chalicelib import wiring
from chalicelib.pipeline.alerts import INFORMATION, Alert, alert_message
from chalicelib.pipeline.routing import BadWebhook, NotPosted, route, webhook_of
from tests.pipeline.asking import alerts
from tests.pipeline.events import functions, published
from tests.pipeline.twin import Twin

WEBHOOK = "https://hooks.example/services/T0/B0/credential"
ALERT = json.dumps(alert_message(Alert("one", "quality", INFORMATION, "Title", "Text")).body)


class Secrets:
    """The service of the secrets, with one."""

    def __init__(self, document: str) -> None:
        self.document, self.asked = document, ""

    def get_secret_value(self, SecretId: str) -> dict[str, str]:  # noqa: N803
        self.asked = SecretId
        return {"SecretString": self.document}


@pytest.mark.parametrize(
    ("document", "webhook"),
    [({"webhook": WEBHOOK}, WEBHOOK), ({"webhook": ""}, ""), ({"webhook": "", "secret": "q7"}, ""), ({}, "")],
)
def test_a_secret_without_a_webhook_is_none(document: dict[str, str], webhook: str) -> None:
    assert webhook_of(document) == webhook


@pytest.mark.parametrize(
    "document", [{"webhook": "http://hooks.example"}, {"webhook": None}, {"webhook": [WEBHOOK]}, [], WEBHOOK]
)
def test_what_cannot_be_posted_to_is_refused_and_not_told(document: Any) -> None:
    with pytest.raises(BadWebhook, match=r'is to be \{"webhook": "https://…"\}') as refused:
        webhook_of(document)
    assert "hooks.example" not in str(refused.value)


@pytest.mark.parametrize(("document", "posts"), [({"webhook": WEBHOOK}, 1), ({"webhook": ""}, 0)])
def test_an_alert_is_posted_to_the_webhook_of_the_secret(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch, document: dict[str, str], posts: int
) -> None:
    """Once, however often the topic delivers it."""
    secrets = Secrets(json.dumps(document))
    monkeypatch.setattr(wiring, "client", lambda service: {"secretsmanager": secrets}[service])
    lambdas = functions(little_day, monkeypatch)
    with requests_mock.Mocker() as wire:
        wire.post(WEBHOOK)
        for _ in range(3):
            lambdas.invoke("route_alert", published(ALERT))
    assert secrets.asked == "ior-local-slack"
    assert [request.json() for request in wire.request_history] == [{"text": "*Title*\nText"}] * posts
    assert "one" in alerts(little_day)


@pytest.mark.parametrize(
    "answer",
    [
        {"exc": requests.ConnectTimeout(f"HTTPSConnectionPool: {WEBHOOK}")},
        {"exc": requests.ConnectionError(f"Max retries exceeded with url: {WEBHOOK}")},
        {"status_code": 404},
        {"status_code": 302, "headers": {"Location": "https://elsewhere.example"}},
        {"status_code": 500},
    ],
    ids=lambda answer: str(answer.get("status_code") or type(answer["exc"]).__name__),
)
def test_a_channel_that_does_not_take_an_alert_fails_without_telling_the_webhook(
    little_day: Twin, answer: dict[str, Any]
) -> None:
    """The alert is kept for the web app all the same, and nothing is sent to another place."""
    with requests_mock.Mocker() as wire:
        wire.post(WEBHOOK, **answer)
        with pytest.raises(NotPosted, match="alert one") as failed:
            route(little_day.ports, ALERT, lambda: WEBHOOK)
    told = "".join(traceback.format_exception(failed.value))
    assert "credential" not in told
    assert wire.call_count == 1
    assert "one" in alerts(little_day)


def test_an_alert_is_kept_though_nobody_can_say_what_the_webhook_is(little_day: Twin) -> None:
    def unknown() -> str:
        raise OSError("no secret")

    with pytest.raises(OSError, match="no secret"):
        route(little_day.ports, ALERT, unknown)
    assert "one" in alerts(little_day)
    with requests_mock.Mocker() as wire:
        wire.post(WEBHOOK)
        assert not route(little_day.ports, ALERT, lambda: WEBHOOK)
        assert wire.call_count == 1
