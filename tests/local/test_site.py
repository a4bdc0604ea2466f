"""The web app on the local stack: files, the one page, the API on the same origin."""

import http.client
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from infra.local.preflight import HOST
from infra.local.site import MOST_BODY, Site
from infra.site_headers import ASSET, PAGE, SECURE

UPLOADS = "http://127.0.0.1:4566/uploads"


class Api(BaseHTTPRequestHandler):
    """An API that tells what it was asked."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        told = {"method": self.command, "path": self.path, "body": body, "headers": dict(self.headers)}
        said = json.dumps(told).encode()
        self.send_response(404 if "missing" in self.path else 200)
        for name, text in (("Set-Cookie", "ior=a"), ("Set-Cookie", "other=b"), ("X-Request-Id", "7")):
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def api() -> Iterator[str]:
    server = ThreadingHTTPServer((HOST, 0), Api)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://{HOST}:{server.server_port}/_aws/local"
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(tmp_path: Path, api: str) -> Iterator[Site]:
    files = tmp_path / "dist"
    (files / "assets").mkdir(parents=True)
    (files / "index.html").write_text("<title>the page</title>", "utf-8")
    (files / "theme.js").write_text("1", "utf-8")
    (files / "assets" / "app-1a2b.js").write_text("2", "utf-8")
    (tmp_path / "secret.txt").write_text("not to be served", "utf-8")
    with Site(files, api, UPLOADS) as site:
        yield site


def ask(
    site: Site, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(site.address.removeprefix("http://"), timeout=10)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    connection.request(method, path, body, named)
    answer = connection.getresponse()
    read = answer.read()
    connection.close()
    return answer, read


@pytest.mark.parametrize("path", ["/", "/lines?date=2026-11-22", "/entries/SH26", "/sign-in", "/apiary"])
def test_every_address_of_the_web_app_is_its_one_page(site: Site, path: str) -> None:
    answer, body = ask(site, path)
    assert (answer.status, body) == (200, b"<title>the page</title>")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == PAGE


def test_an_asset_is_kept_for_good(site: Site) -> None:
    answer, body = ask(site, "/assets/app-1a2b.js")
    assert (answer.status, body, answer.headers["Cache-Control"]) == (200, b"2", ASSET)
    assert answer.headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/assets/gone-9f.js", "/assets/", "/favicon.ico"])
def test_a_file_that_is_gone_is_not_the_page(site: Site, path: str) -> None:
    """An open tab that asks for a chunk of before a deployment must not get HTML as a script."""
    assert ask(site, path)[0].status == 404


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt"]
)
def test_nothing_outside_its_folder_is_served(site: Site, path: str) -> None:
    answer, body = ask(site, path)
    assert b"not to be served" not in body
    assert answer.status in (200, 404)


def test_every_file_has_the_headers_of_a_deployed_stage(site: Site) -> None:
    answer, _ = ask(site, "/")
    assert {name: answer.headers[name] for name in SECURE} == SECURE
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert f"connect-src 'self' {UPLOADS};" in policy
    assert "script-src 'self';" in policy


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE", "PUT"])
def test_the_api_is_on_the_same_origin(site: Site, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("do_PATCH", "do_DELETE", "do_PUT"):
        monkeypatch.setattr(Api, name, Api.do_POST, raising=False)
    body = None if method == "GET" else b'{"a": 1}'
    answer, said = ask(site, "/api/users?a=1&b=%20", method, body, Cookie="ior=token", Origin="http://x")
    told: dict[str, Any] = json.loads(said)
    assert (told["method"], told["path"]) == (method, "/_aws/local/api/users?a=1&b=%20")
    assert told["body"] == (body or b"").decode()
    assert (told["headers"]["Cookie"], told["headers"]["Origin"]) == ("ior=token", "http://x")
    assert answer.headers.get_all("Set-Cookie") == ["ior=a", "other=b"]
    assert answer.headers["X-Request-Id"] == "7"


def test_what_the_api_refuses_is_passed_on(site: Site) -> None:
    assert ask(site, "/api/missing")[0].status == 404


def test_an_api_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with Site(tmp_path, f"http://{HOST}:1/x", UPLOADS) as site:
        answer, body = ask(site, "/api/health")
    assert answer.status == 502
    assert json.loads(body)["title"] == "The API does not answer"


def test_a_browser_that_leaves_while_it_is_answered_is_no_news(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gone(handler: Any, status: int, body: bytes) -> None:
        handler.close_connection = True
        raise BrokenPipeError

    monkeypatch.setattr("infra.local.site._Handler._end", gone)
    for path in ("/api/x", "/theme.js"):
        with pytest.raises(http.client.HTTPException):
            ask(site, path)
    assert capsys.readouterr().err == ""


def test_a_body_without_end_or_measure_is_refused(site: Site) -> None:
    too_long, _ = ask(site, "/api/x", "POST", Content_Length=str(MOST_BODY + 1))
    chunked, _ = ask(site, "/api/x", "POST", b"", Transfer_Encoding="chunked")
    assert (too_long.status, chunked.status) == (413, 413)


@pytest.mark.parametrize("host", ["evil.example:4568", "evil.example", "127.0.0.1.evil.example:80"])
def test_a_name_that_somebody_pointed_here_is_refused(site: Site, host: str) -> None:
    """DNS rebinding: a page elsewhere may make its own name lead to this machine."""
    assert ask(site, "/", Host=host)[0].status == 421
    assert ask(site, "/api/me", Host=host)[0].status == 421


def test_a_head_has_no_body(site: Site) -> None:
    answer, body = ask(site, "/theme.js", "HEAD")
    assert (answer.status, body, answer.headers["Content-Length"]) == (200, b"", "1")
