"""Pages: many rows in one record, as packed JSON.

A row of its own costs a request's share, a mapper's work and a record's overhead; in a page it costs the
writing of its JSON. Numbers in pages are text.

zlib at level 5: customs lines become 6.8 times smaller. Level 6 takes half as long again for 4 % less, level
1 half the time for a third more.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from chalicelib.store.errors import Spoiled, TooLarge

LEVEL = 5
MOST_BYTES = 350_000
"""Packed bytes of a page: its record may have 400 KB, keys and fields included."""
MOST_ROWS = 1_000
"""Rows of a page however small they are: who wants one row unpacks its page."""
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes that a page is unpacked to before it is taken for a bomb."""

Row = TypeVar("Row")


def canonical(document: Any, *, sort_keys: bool = False) -> bytes:
    """A document's JSON as UTF-8, without spaces: the same document in the same order gives the same bytes.

    This, and not its packed form, is what to hash: another zlib packs the same into other bytes. Raises
    TypeError for what JSON does not have, Decimal among it, and ValueError for NaN.
    """
    text = json.dumps(
        document, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=sort_keys
    )
    return text.encode()


def pack(document: Any, *, sort_keys: bool = False, level: int = LEVEL) -> bytes:
    """A document as it is stored: its JSON, compressed.

    >>> unpack(pack({"hts": "7323.93.0080", "origin": "CN"}))
    {'hts': '7323.93.0080', 'origin': 'CN'}
    """
    return zlib.compress(canonical(document, sort_keys=sort_keys), level)


def unpack(body: bytes, limit: int = MOST_UNPACKED) -> Any:
    """The document of a page. Raises Spoiled where it is damaged, or has more than `limit` bytes."""
    try:
        return json.loads(inflate(body, limit), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise Spoiled(f"a page of {len(body):,} bytes does not hold JSON: {error}") from error


def inflate(body: bytes, limit: int = MOST_UNPACKED) -> bytes:
    """The JSON of a page as bytes, for an answer that passes it on as it is. Raises Spoiled as `unpack`."""
    unpacking = zlib.decompressobj()
    page = f"a page of {len(body):,} bytes"
    try:
        text = unpacking.decompress(body, limit + 1)
    except zlib.error as error:
        raise Spoiled(f"{page} cannot be unpacked: {error}") from error
    if len(text) > limit:
        raise Spoiled(f"{page} has more than {limit:,} bytes unpacked; none of ours has that many")
    if not unpacking.eof:
        raise Spoiled(f"{page} is cut off")
    if unpacking.unused_data:
        raise Spoiled(f"{page} has {len(unpacking.unused_data):,} bytes too many")
    return text


def joined(bodies: Iterable[bytes], limit: int = MOST_UNPACKED) -> bytes:
    """The rows of several pages as one JSON array, without reading them.

    >>> joined([pack(["a", "b"]), pack([]), pack(["c"])])
    b'["a","b","c"]'
    """
    rows = (inflate(body, limit)[1:-1] for body in bodies)
    return b"[" + b",".join(filter(None, rows)) + b"]"


def in_pages(
    rows: Sequence[Row], most_bytes: int = MOST_BYTES, most_rows: int = MOST_ROWS
) -> list[list[Row]]:
    """Rows cut into lists that each stay within both limits when they are packed; no rows give no pages.

    The same rows are always cut alike, and rows added at the end leave full pages as they are. Raises
    TooLarge where one row alone is above the limit.
    """
    portions = (list(rows[first : first + most_rows]) for first in range(0, len(rows), most_rows))
    return [page for portion in portions for page in _fitting(portion, most_bytes)]


def _fitting(rows: list[Row], most_bytes: int) -> Iterator[list[Row]]:
    if _fits(rows, most_bytes):
        yield rows
    elif len(rows) == 1:
        raise TooLarge(f"one row has more than {most_bytes:,} bytes packed; it does not fit on a page")
    else:
        middle = len(rows) // 2
        yield from _fitting(rows[:middle], most_bytes)
        yield from _fitting(rows[middle:], most_bytes)


def _fits(rows: list[Row], most_bytes: int) -> bool:
    text = canonical(rows)
    # What is small enough as text is so when packed, but for zlib's eleven bytes and five for every 16 KB.
    return len(text) + len(text) // 1024 + 64 <= most_bytes or len(zlib.compress(text, LEVEL)) <= most_bytes
