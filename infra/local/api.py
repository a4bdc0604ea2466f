"""The product's API on the local stack, as a program uses it: over HTTP, with the token."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from infra.local import abreast
from infra.local.errors import ProgramFailed

AT_ONCE = 3
"""Requests at a time: each of them keeps a process of the emulator busy."""
LIST_OPENS = '{"entries":['
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

    def each(self, paths: Iterable[str], done: Callable[[int], None] = lambda _: None) -> list[str]:
        """The bodies of several answers; `done` is told how many there are so far."""
        found = []
        for body in abreast.each(self.get, paths, AT_ONCE):
            found.append(body)
            done(len(found))
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


def texts(body: str) -> Iterator[str]:
    """The entries of an answer, each exactly as it is written there.

    >>> list(texts('{"entries":[{"a":"1"},{"b": "2"}]}'))
    ['{"a":"1"}', '{"b": "2"}']
    """
    decoder, start = json.JSONDecoder(), len(LIST_OPENS)
    while body[start] == "{":
        _, end = decoder.raw_decode(body, start)
        yield body[start:end]
        start = end + 1
