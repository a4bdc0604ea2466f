"""The heads of a finished day as they are put away: one JSON object per date, which never changes.

{"chains": [{"chain": 0, "count": 17, "hash": "…"}, …], "date": "2026-11-22", "events": 203, "version": 1}

Where the table's head of a chain could not be read, its entry says `"damaged": true` as well, and count and
hash are those of the rows.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from chalicelib.store.audit import Head
from chalicelib.store.errors import Spoiled
from chalicelib.store.pages import canonical

VERSION = 1
HEADS = "heads/"
"""Where they lie in the audit bucket."""


def key_of(day: str) -> str:
    """The key of a date's heads.

    >>> key_of("2026-11-22")
    'heads/2026-11-22.json'
    """
    return f"{HEADS}{day}.json"


def date_of(key: str) -> date | None:
    """The date of a key of heads; None for a key of anything else.

    >>> date_of("heads/2026-11-22.json")
    datetime.date(2026, 11, 22)
    """
    try:
        return date.fromisoformat(key.removeprefix(HEADS).removesuffix(".json"))
    except ValueError:
        return None


def document_of(day: str, heads: Sequence[Head]) -> bytes:
    """The heads of a date as they are put away: of the same heads the same bytes."""
    chains = [_said(head) for head in heads]
    events = sum(head.count for head in heads)
    return canonical({"version": VERSION, "date": day, "events": events, "chains": chains}, sort_keys=True)


def heads_of(body: bytes, day: str) -> dict[int, Head]:
    """The heads that were put away for a date, by chain. Raises `Spoiled` for what is not ours."""
    try:
        said = json.loads(body)
        heads = [_head(day, chain) for chain in said["chains"]]
        same = document_of(day, heads) == body
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Spoiled(f"{key_of(day)} does not hold the heads of a day: {error}") from error
    if not same:
        raise Spoiled(f"{key_of(day)} does not hold the heads of {day} as they are written")
    return {head.chain: head for head in heads}


def _said(head: Head) -> dict[str, Any]:
    damaged = {"damaged": True} if head.is_damaged else {}
    return {"chain": head.chain, "count": head.count, "hash": head.hash, **damaged}


def _head(day: str, said: Any) -> Head:
    return Head(day, said["chain"], said["count"], said["hash"], True, said.get("damaged") is True)
