"""Cursors: where a page of a list ended, so that the next one begins there.

A cursor is opaque to whoever gets it, and signed: it opens only the list that it was given out for, with the
filters that it was given out for. One that is made up or changed is refused.
"""

import binascii
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from chalicelib.api.replies import Problem
from chalicelib.store.pages import canonical

MOST_CHARACTERS = 2000
SIGNATURE_BYTES = 18
PAGING = ("cursor", "limit")
"""What may differ from one page to the next."""

Position = dict[str, Any]


class Cursors:
    """Makes and reads cursors. `key` gives the secret that they are signed with, 16 bytes or more."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        self._key = key

    def make(self, route: str, asked: Mapping[str, str], position: Position) -> str:
        """The cursor of a position in a list that was asked for so."""
        said = canonical(position, sort_keys=True)
        filters = {name: text for name, text in asked.items() if name not in PAGING}
        signed = canonical([route, filters], sort_keys=True) + b"\n" + said
        signature = hmac.new(self._key(), signed, sha256).digest()[:SIGNATURE_BYTES]
        return f"{_text(said)}.{_text(signature)}"

    def read(self, route: str, asked: Mapping[str, str]) -> Position | None:
        """The position that a query's cursor stands for; None where it has none. Raises `Problem`."""
        if "cursor" not in asked:
            return None
        position = _position(asked["cursor"])
        # Made anew and compared as a whole: there is one text for each position, and no other is taken.
        if position is None or not hmac.compare_digest(
            self.make(route, asked, position).encode(), asked["cursor"].encode("utf-8", "replace")
        ):
            raise Problem(
                400,
                "Not a cursor",
                "The cursor is not one of this list with these filters. Begin without one.",
            )
        return position


def _position(cursor: str) -> Position | None:
    said = cursor.partition(".")[0]
    if len(cursor) > MOST_CHARACTERS or not said.isascii():
        return None
    try:
        found = json.loads(urlsafe_b64decode(said + "=" * (-len(said) % 4)))
        canonical(found)
    except (binascii.Error, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
