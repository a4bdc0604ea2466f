"""Idempotency keys: a request that is sent again under the same key is carried out once."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.api.replies import Problem, Reply
from chalicelib.pipeline.ports import Ports
from chalicelib.store import repeats
from chalicelib.store.entries import digest_of
from chalicelib.store.pages import canonical
from chalicelib.store.repeats import Noted

HEADER = "idempotency-key"
_KEY = re.compile(r"[!-~]{1,100}")


class KeyUsed(Problem):
    """An idempotency key that was sent with another request."""

    def __init__(self) -> None:
        self.more = {"errors": {HEADER.title(): ["was sent with another request"]}}
        super().__init__(422, "Key used before", "This Idempotency-Key was sent with another request.")


def key_of(headers: Mapping[str, str]) -> str:
    """The idempotency key that a request carries, or an empty text. Raises `Problem`."""
    key = headers.get(HEADER)
    if key is None:
        return ""
    if not _KEY.fullmatch(key):
        raise Problem(400, "Not a key", "Idempotency-Key has 1 to 100 characters of ASCII without blanks.")
    return key


def once(
    ports: Ports, caller: str, key: str, asked: Any, answer: Callable[[], tuple[int, dict[str, Any]]]
) -> Reply:
    """Carry a request out unless it was before; `asked` is what it asks for, route and body.

    Raises `Problem` where the key was used for another request, or the first is not answered yet.
    """
    if not key:
        return _reply(*answer())
    digest, token, now = digest_of(asked), ports.token(), ports.epoch()
    before = repeats.find(ports.table, caller, key)
    if before is not None and before.digest != digest:
        raise KeyUsed
    if before is not None and before.answer:
        status, document = json.loads(before.answer)
        return _reply(status, document)
    waiting = before is not None and before.until > now
    if waiting or not repeats.begin(ports.table, caller, key, digest, token, now, before):
        raise Problem(
            409, "Not answered yet", "The same request is being carried out: ask again in a minute."
        )
    begun = Noted(digest, token, now, "")
    try:
        status, document = answer()
    except Exception:
        repeats.forget(ports.table, caller, key, token)
        raise
    repeats.finish(ports.table, caller, key, begun, canonical([status, document]).decode(), ports.epoch())
    return _reply(status, document)


def _reply(status: int, document: Mapping[str, Any]) -> Reply:
    return Reply(canonical(document).decode(), "application/json", status)
