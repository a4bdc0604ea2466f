"""The product's API on the local stack, as a program uses it: over HTTP, with the token of a session."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

from infra.local.errors import ProgramFailed

COOKIE = "ior="
"""What the session's cookie is called on a machine without TLS."""

_open = build_opener(ProxyHandler({})).open


class Refused(ProgramFailed):
    """An answer that says no."""

    def __init__(self, asked: str, status: int, said: str) -> None:
        super().__init__(f"{asked} was answered with status {status}: {said}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Api:
    """The API at an address; without a token it is what anybody sees."""

    address: str
    token: str = ""

    def sign_in(self, name: str, password: str) -> str:
        """The token of a new session. Raises `Refused`."""
        said = json.dumps({"username": name, "password": password}).encode()
        with self._answer("POST", "/api/auth/login", said) as answer:
            cookie: str = answer.headers.get("Set-Cookie", "")
        return cookie.partition(";")[0].removeprefix(COOKIE)

    def get(self, path: str, timeout: float = 60.0) -> str:
        """The body of an answer, as it is sent. Raises `ProgramFailed` with what the API says."""
        with self._answer("GET", path, None, timeout) as answer:
            body: bytes = answer.read()
            return body.decode()

    def document(self, path: str) -> Any:
        """An answer's JSON."""
        return json.loads(self.get(path))

    def listed(self, path: str, name: str) -> list[dict[str, Any]]:
        """All items of a list, page by page."""
        answer = self.document(path)
        found = list(answer[name])
        while answer.get("next"):
            answer = self.document(f"{path}&cursor={quote(answer['next'], safe='')}")
            found += answer[name]
        return found

    def answers(self, seconds: float) -> bool:
        """Whether it says that it is well, within so many seconds."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                return bool(self.document("/api/health")["status"] == "ok")
            except ProgramFailed:
                if time.monotonic() > deadline:
                    return False
                time.sleep(0.1)

    @contextmanager
    def _answer(self, method: str, path: str, body: bytes | None, timeout: float = 60.0) -> Iterator[Any]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= {"Content-Type": "application/json"} if body else {}
        asked = Request(self.address + path, body, headers, method=method)
        try:
            with _open(asked, timeout=timeout) as answer:
                yield answer
        except HTTPError as refused:
            said = refused.read().decode(errors="replace")[:500]
            raise Refused(f"{method} {path}", refused.code, said) from refused
        except (URLError, OSError) as broken:
            raise ProgramFailed(f"{method} {path} was not answered: {broken}") from broken
