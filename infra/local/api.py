"""The product's API on the local stack, as a program uses it: over HTTP, with the token."""

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

from infra.local.errors import ProgramFailed

_open = build_opener(ProxyHandler({})).open


@dataclass(frozen=True, slots=True)
class Api:
    """The API at an address."""

    address: str
    token: str

    def get(self, path: str, timeout: float = 60.0) -> str:
        """The body of an answer, as it is sent. Raises `ProgramFailed` with what the API says."""
        asked = Request(self.address + path, headers={"Authorization": f"Bearer {self.token}"})
        try:
            with _open(asked, timeout=timeout) as answer:
                body: bytes = answer.read()
                return body.decode()
        except HTTPError as refused:
            said = refused.read().decode(errors="replace")[:500]
            raise ProgramFailed(f"GET {path} was answered with status {refused.code}: {said}") from refused
        except (URLError, OSError) as broken:
            raise ProgramFailed(f"GET {path} was not answered: {broken}") from broken

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
