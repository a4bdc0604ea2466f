"""The heads of a finished day as they are put away: one JSON object per date, which never changes.

{"chains": [{"chain": 0, "count": 17, "hash": "…"}, …], "date": "2026-11-22", "events": 203, "version": 1}
"""

import json
from collections.abc import Sequence
from typing import Any

from chalicelib.store.audit import Head
from chalicelib.store.errors import Spoiled
from chalicelib.store.pages import canonical

VERSION = 1


def key_of(date: str) -> str:
    """The key of a date's heads.

    >>> key_of("2026-11-22")
    'heads/2026-11-22.json'
    """
    return f"heads/{date}.json"


def document_of(date: str, heads: Sequence[Head]) -> bytes:
    """The heads of a date as they are put away: of the same heads the same bytes."""
    chains = [{"chain": head.chain, "count": head.count, "hash": head.hash} for head in heads]
    events = sum(head.count for head in heads)
    return canonical({"version": VERSION, "date": date, "events": events, "chains": chains}, sort_keys=True)


def heads_of(body: bytes, date: str) -> dict[int, Head]:
    """The heads that were put away for a date, by chain. Raises `Spoiled` for what is not ours."""
    try:
        said = json.loads(body)
        heads = [_head(date, chain) for chain in said["chains"]]
        same = document_of(date, heads) == body
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Spoiled(f"{key_of(date)} does not hold the heads of a day: {error}") from error
    if not same:
        raise Spoiled(f"{key_of(date)} does not hold the heads of {date} as they are written")
    return {head.chain: head for head in heads}


def _head(date: str, said: Any) -> Head:
    return Head(date, said["chain"], said["count"], said["hash"], closed=True)
