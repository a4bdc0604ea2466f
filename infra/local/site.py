"""Serves the web app on the local stack: its built files and the API, on one origin as in a real stage."""

import mimetypes
import sys
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from infra.local.preflight import HOST
from infra.site_headers import ASSET, PAGE, SECURE, content_policy

HOSTS = {HOST, "localhost"}
"""Names that this machine goes by; a page elsewhere may have another name point here."""
MOST_BODY = 10 * 1024 * 1024
"""Bytes that API Gateway takes."""
SECONDS = 35.0
"""API Gateway answers after 29 seconds, whatever comes."""
KEPT_BACK = {"connection", "host", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"}
"""Headers that are meant for the next hop only."""
BAD_GATEWAY = (
    b'{"title":"The API does not answer","status":502,"detail":"The local stack is starting or ending."}'
)


class Site:
    """The web app at a port of this machine; a context that serves as long as it is open.

    `files` are those that `npm run build` makes; `api` the API's address; `uploads` where files are sent to.
    """

    def __init__(self, files: Path, api: str, uploads: str, port: int = 0) -> None:
        self.files, self.api = files.resolve(), urlsplit(api)
        self.headers = {**SECURE, "Content-Security-Policy": content_policy([uploads])}
        self._server = _Server((HOST, port), _Handler)
        self._server.site = self

    @property
    def address(self) -> str:
        """Where it is looked at."""
        return f"http://{HOST}:{self._server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def file(self, path: str) -> Path | None:
        """The file of a path; the one page for what is no file; None where there is nothing."""
        name = unquote(path).lstrip("/") or "index.html"
        found = (self.files / name).resolve()
        if not found.is_relative_to(self.files):
            return None
        if found.is_file():
            return found
        # An asset that is gone must not become a page: an open tab would run it as a script.
        return None if path.startswith("/assets/") or found.suffix else self.files / "index.html"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell what went wrong, but not that a browser left while it was answered."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        if self._is_for_us():
            path = urlsplit(self.path).path
            if path == "/api" or path.startswith("/api/"):
                self._pass_on()
            else:
                self._send_file(path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        if self._is_for_us():
            self._pass_on()

    def do_PUT(self) -> None:
        self.do_POST()

    def do_PATCH(self) -> None:
        self.do_POST()

    def do_DELETE(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the functions' logs tell of requests."""

    def _is_for_us(self) -> bool:
        if self.headers.get("Host", "").rpartition(":")[0] in HOSTS:
            return True
        self._send(421, b"This is not the host that you asked for.\n", {"Content-Type": "text/plain"})
        return False

    def _send_file(self, path: str) -> None:
        found = self.server.site.file(path)
        if found is None or not found.is_file():
            self._send(
                404, b"There is no such file.\n", {"Content-Type": "text/plain", "Cache-Control": PAGE}
            )
            return
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        told = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        kept = ASSET if found.parent.name == "assets" else PAGE
        headers = {**self.server.site.headers, "Content-Type": told, "Cache-Control": kept}
        self._send(200, found.read_bytes(), headers)

    def _pass_on(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > MOST_BODY or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self._send(413, b"A body needs a length of at most 10 MB.\n", {"Content-Type": "text/plain"})
            return
        body = self.rfile.read(int(length))
        api = self.server.site.api
        connection = HTTPConnection(api.hostname or HOST, api.port, timeout=SECONDS)
        kept = {name: text for name, text in self.headers.items() if name.lower() not in KEPT_BACK}
        try:
            connection.request(self.command, api.path + self.path, body or None, kept)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, HTTPException):
            self._send(502, BAD_GATEWAY, {"Content-Type": "application/problem+json"})
            return
        finally:
            connection.close()
        self._send_answer(answer, said)

    def _send_answer(self, answer: HTTPResponse, body: bytes) -> None:
        self.send_response(answer.status)
        for name, text in answer.getheaders():
            if name.lower() not in KEPT_BACK | {"content-length", "date", "server"}:
                self.send_header(name, text)
        self._end(answer.status, body)

    def _send(self, status: int, body: bytes, headers: Mapping[str, Any]) -> None:
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self._end(status, body)

    def _end(self, status: int, body: bytes) -> None:
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(body)
