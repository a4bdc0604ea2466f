"""Requests to the app as API Gateway hands them over, and what every answer has to have."""

import importlib
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from chalice.local import LocalGateway
from chalice.test import Client, HTTPResponse

from chalicelib import wiring
from chalicelib.gateway import HEADERS, Gateway
from chalicelib.store.data_loader import DataLoader
from tests.api.calls import CALLS, STATUS, Route, presign
from tests.api.people import ANN, door
from tests.pipeline.world import World

MY_ID = "0b0e3f5c-6a55-4c69-8a4f-2f6f24f8a6ce"
KINDS = ("application/json", "application/problem+json")
USUAL = ["type", "title", "status", "detail", "instance"]
FURTHER = {"errors", "upload"}
"""What some problem documents say beside the usual."""
ELSEWHERE = (
    "AWS_ENDPOINT_URL",
    "AWS_LAMBDA_FUNCTION_NAME",
    "CACHE_SECONDS",
    "CSV_FALLBACK",
    "SITE_ORIGINS",
    "STAGE",
)
"""Settings of the developer's shell that must not reach the app of a test."""


def the_app() -> Gateway:
    """The app, which nothing imports by name."""
    found: Gateway = importlib.import_module("app").app
    return found


class Caller:
    """Somebody who sends requests, with a token or without."""

    def __init__(self, http: Any, token: str = "") -> None:
        self.http, self.token = http, token

    def get(self, path: str, **headers: str) -> HTTPResponse:
        """Ask for something."""
        return self.send("GET", path, b"", **headers)

    def send(self, method: str, path: str, body: bytes, **headers: str) -> HTTPResponse:
        """Send a request; `content_type` and such become `Content-Type`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        shown = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        found: HTTPResponse = self.http.request(method, path, headers=shown | named, body=body)
        return found

    def ask(self, route: Route, **headers: str) -> HTTPResponse:
        """Send the request that a route answers."""
        path, body = CALLS[route]
        return self.send(route[0], path, body, **headers)

    def compare(self, body: bytes, **headers: str) -> HTTPResponse:
        """Ask for a comparison."""
        return self.send("POST", "/api/compare", body, **headers)


def client_of(app: Gateway) -> Any:
    """Chalice's test client of an app."""
    return Client(app, stage_name="local").http


@contextmanager
def connected(world: World, name: str = ANN) -> Iterator[Caller]:
    """The app on a developer's machine, connected to a pipeline in memory; a user of it who is signed in."""
    entrance, kept = door(world), {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    connections = {
        "ports": lambda: world.ports,
        "table": lambda: world.table,
        "desk": lambda: entrance.desk,
        "tokens": lambda: entrance.tokens,
        "data_loader": cache(lambda: loader(world)),
        "presign": presign,
    }
    with ExitStack() as patched:
        for connection, made in connections.items():
            patched.enter_context(patch.object(wiring, connection, made))
        patched.enter_context(patch.dict(os.environ, kept, clear=True))
        patched.callback(forget_what_is_kept)
        forget_what_is_kept()
        yield Caller(client_of(the_app()), entrance.token(entrance.settled(name)))


def forget_what_is_kept() -> None:
    """What the process keeps from one request to the next belongs to another world."""
    for made in vars(wiring).values():
        if hasattr(made, "cache_clear"):
            made.cache_clear()


def loader(world: World) -> DataLoader:
    """Reference data of a world."""
    return DataLoader(world.table, world.ports.now().timestamp, 60)


def event(app: Gateway, method: str, path: str, **fields: Any) -> dict[str, Any]:
    """The event of a request; `fields` replace some of it."""
    converter = LocalGateway(app, client_of(app)._config).event_converter
    made: dict[str, Any] = dict(converter.create_lambda_event(method, path, {}, None))
    made["requestContext"] = dict(made["requestContext"]) | {"requestId": MY_ID}
    return made | fields


def document(response: HTTPResponse) -> Any:
    """The JSON of an answer: strict, and without any number that a program would read as a float."""
    assert response.headers["Content-Type"] in KINDS
    return json.loads(response.body, parse_float=_refused, parse_constant=_refused)


def answered(response: HTTPResponse, route: Route) -> None:
    """See that a route has answered as it does to those who may."""
    assert response.status_code == STATUS[route], response.body
    secured(response)


def problem(response: HTTPResponse, status: int, title: str = "") -> str:
    """See that an answer is a problem document and tells nothing that is not for the caller; its detail."""
    assert response.status_code == status, response.body
    assert response.headers["Content-Type"] == "application/problem+json"
    found = document(response)
    assert list(found)[: len(USUAL)] == USUAL
    assert set(found) - set(USUAL) <= FURTHER
    assert found["status"] == status
    assert found["instance"] == f"urn:uuid:{response.headers['X-Request-Id']}"
    assert not title or found["title"] == title, found
    for secret in (b"Traceback", b"chalicelib", b'File "'):
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
