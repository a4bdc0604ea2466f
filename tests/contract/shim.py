"""A WSGI server's view of a Chalice app, so that tools for HTTP can call it without a socket.

What API Gateway does between the two is done by Chalice's own local gateway, one request at a time: the app
keeps the request that it is answering.
"""

from collections.abc import Callable, Iterable
from http.client import responses
from threading import Lock
from typing import Any
from urllib.parse import quote

from chalice.app import Chalice
from chalice.config import Config
from chalice.local import LocalGateway

Start = Callable[[str, list[tuple[str, str]]], Any]
NAMED_OTHERWISE = {"CONTENT_TYPE": "content-type", "CONTENT_LENGTH": "content-length"}


class Shim:
    """A WSGI application around a Chalice app."""

    def __init__(self, app: Chalice) -> None:
        self._gateway = LocalGateway(app, Config.create(lambda_timeout=60))
        self._lock = Lock()

    def __call__(self, environment: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request."""
        body = _body(environment)
        with self._lock:
            answered = self._gateway.handle_request(
                environment["REQUEST_METHOD"], _target(environment), _headers(environment, body), body
            )
        said = answered.get("body") or b""
        sent = said.encode() if isinstance(said, str) else said
        status = answered["statusCode"]
        headers = [
            (name, text) for name, text in _pairs(answered["headers"]) if name.lower() != "content-length"
        ]
        start(f"{status} {responses.get(status, '')}", [*headers, ("Content-Length", str(len(sent)))])
        return [sent]


def _body(environment: dict[str, Any]) -> bytes:
    length = int(environment.get("CONTENT_LENGTH") or 0)
    found: bytes = environment["wsgi.input"].read(length) if length else b""
    return found


def _target(environment: dict[str, Any]) -> str:
    # WSGI hands the path over unquoted, as Latin-1; a gateway gets it as it was sent.
    path = quote(environment.get("PATH_INFO", "/").encode("latin-1"), safe="/:@!$&'()*+,;=~-._")
    query = environment.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def _headers(environment: dict[str, Any], body: bytes) -> dict[str, str]:
    sent = {
        name[5:].replace("_", "-").lower(): text
        for name, text in environment.items()
        if name.startswith("HTTP_")
    }
    if body:  # a server invents a content type where none was sent
        sent |= {known: environment[name] for name, known in NAMED_OTHERWISE.items() if environment.get(name)}
    return sent


def _pairs(headers: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for name, said in headers.items():
        for text in said if isinstance(said, list) else [said]:
            yield name, str(text)
