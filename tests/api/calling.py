"""Requests to the app as API Gateway hands them over, and what every answer has to have."""

import importlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from chalice.local import LocalGateway
from chalice.test import Client, HTTPResponse

from chalicelib import entrypoints, wiring
from chalicelib.gateway import HEADERS, Gateway
from tests.pipeline.world import World

TOKEN = "a-token-of-this-machine-only-0123456789"
MY_ID = "0b0e3f5c-6a55-4c69-8a4f-2f6f24f8a6ce"
ENTRY = "SH261100084"
LINE = "001"
DAY = "2026-11-01"

CALLS: dict[tuple[str, str], tuple[str, bytes]] = {
    ("GET", "/api/health"): ("/api/health", b""),
    ("GET", "/api/pipeline"): ("/api/pipeline", b""),
    ("GET", "/api/customs-lines"): (f"/api/customs-lines?date={DAY}", b""),
    ("GET", "/api/entries/{shipment}"): (f"/api/entries/{ENTRY}", b""),
    ("GET", "/api/entries/{shipment}/lines/{line}/trail"): (f"/api/entries/{ENTRY}/lines/{LINE}/trail", b""),
    ("POST", "/api/compare"): ("/api/compare", json.dumps({"shipment": ENTRY}).encode()),
    ("GET", "/api/comparisons"): (f"/api/comparisons?date={DAY}", b""),
}
"""Of each route, a request that it answers with 200."""


def the_app() -> Gateway:
    """The app, which nothing imports by name."""
    found: Gateway = importlib.import_module("app").app
    return found


class Caller:
    """Somebody who sends requests, with a token or without."""

    def __init__(self, http: Any, token: str = "") -> None:
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **headers: str) -> HTTPResponse:
        """Ask for something."""
        return self.send("GET", path, b"", **headers)

    def send(self, method: str, path: str, body: bytes, **headers: str) -> HTTPResponse:
        """Send a request; `content_type` and such become `Content-Type`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        found: HTTPResponse = self._http.request(method, path, headers=self._headers | named, body=body)
        return found

    def compare(self, body: bytes, **headers: str) -> HTTPResponse:
        """Ask for a comparison."""
        return self.send("POST", "/api/compare", body, **headers)


def client_of(app: Gateway) -> Any:
    """Chalice's test client of an app."""
    return Client(app, stage_name="local").http


@contextmanager
def connected(world: World) -> Iterator[Caller]:
    """The app on a developer's machine, connected to a pipeline in memory; somebody who may use all."""
    elsewhere = "STAGE", "AWS_ENDPOINT_URL", "AWS_LAMBDA_FUNCTION_NAME"
    kept = {name: value for name, value in os.environ.items() if name not in elsewhere}
    wiring.current_settings.cache_clear()
    with (
        patch.object(entrypoints, "ports", lambda: world.ports),
        patch.object(entrypoints, "table", lambda: world.table),
        patch.dict(os.environ, kept | {"LOCAL_TOKEN": TOKEN}, clear=True),
    ):
        yield Caller(client_of(the_app()), TOKEN)
    wiring.current_settings.cache_clear()


def event(app: Gateway, method: str, path: str, **fields: Any) -> dict[str, Any]:
    """The event of a request; `fields` replace some of it."""
    converter = LocalGateway(app, client_of(app)._config).event_converter
    made: dict[str, Any] = dict(converter.create_lambda_event(method, path, {}, None))
    made["requestContext"] = dict(made["requestContext"]) | {"requestId": MY_ID}
    return made | fields


def document(response: HTTPResponse) -> Any:
    """The JSON of an answer: strict, and without any number that a program would read as a float."""
    assert response.headers["Content-Type"] in ("application/json", "application/problem+json")
    return json.loads(response.body, parse_float=_refused, parse_constant=_refused)


def problem(response: HTTPResponse, status: int, title: str = "") -> str:
    """See that an answer is a problem document and tells nothing that is not for the caller; its detail."""
    assert response.status_code == status, response.body
    assert response.headers["Content-Type"] == "application/problem+json"
    found = document(response)
    assert list(found) == ["type", "title", "status", "detail", "instance"]
    assert found["status"] == status
    assert found["instance"] == f"urn:uuid:{response.headers['X-Request-Id']}"
    assert not title or found["title"] == title, found
    for secret in (b"Traceback", b"chalicelib", b'File "', TOKEN.encode()):
        assert secret not in response.body
    secured(response)
    detail: str = found["detail"]
    return detail


def secured(response: HTTPResponse) -> None:
    """See that an answer has every header that it has to have."""
    missing = {name for name, value in HEADERS.items() if response.headers.get(name) != value}
    assert not missing
    assert response.headers["X-Request-Id"]
    assert not {name for name in response.headers if name.lower().startswith("access-control-")}


def _refused(text: str) -> Any:
    raise AssertionError(f"{text} would be read as a float")
