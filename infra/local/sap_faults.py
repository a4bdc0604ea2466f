"""Faults of the stand-in for SAP: each makes another reply out of the request and of what is right.

A fault is a function of the request and of the one who knows the right reply. Those that wait are given the
way they wait, so that a test can move its own clock instead.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from infra.local.sap_answers import Ask, Reply, error, other_page, with_headers, written

Right = Callable[[Ask], Reply]
Fault = Callable[[Ask, Right], Reply]
Edit = Callable[[dict[str, Any]], Any]


def none(ask: Ask, right: Right) -> Reply:
    """No fault: the right reply, as a place in a queue."""
    return right(ask)


def status(number: int, retry_after: str | None = None) -> Fault:
    """An answer of this status with a short text, and perhaps a Retry-After."""
    headers = [("Content-Type", "text/plain")] + ([("Retry-After", retry_after)] if retry_after else [])
    return lambda *_: Reply(f"status {number}".encode(), number, tuple(headers))


def silent(wait: Callable[[], None]) -> Fault:
    """Nothing is sent before `wait` returns."""
    return lambda ask, right: replace(right(ask), before=wait)


def dripping(between: Callable[[], None], *, headers: bool = False) -> Fault:
    """One byte at a time, with `between` called before each; of the body, or of the headers too."""
    return lambda ask, right: replace(right(ask), between=between, drips_headers=headers)


def page_of(content_type: str, content: bytes) -> Fault:
    """These bytes with status 200, under this content type."""
    return lambda *_: Reply(content, headers=(("Content-Type", content_type),))


def page_of_html(content_type: str = "text/html; charset=utf-8") -> Fault:
    """A login page with status 200, under this content type."""
    return page_of(content_type, b"<!DOCTYPE html><html><title>Logon</title><form>User</form></html>")


def cut(*, announced: bool) -> Fault:
    """Half of the body; the length of the whole is announced, or no length is."""

    def reply(ask: Ask, right: Right) -> Reply:
        whole = right(ask)
        half = whole.body[: len(whole.body) // 2]
        return replace(whole, body=half, length=len(whole.body) if announced else None)

    return reply


def cut_chunk() -> Fault:
    """A chunked body whose only chunk is cut off."""

    def reply(ask: Ask, right: Right) -> Reply:
        whole = right(ask)
        chunk = f"{len(whole.body):x}\r\n".encode() + whole.body[: len(whole.body) // 2]
        return with_headers(replace(whole, body=chunk, length=None), ("Transfer-Encoding", "chunked"))

    return reply


def body(content: bytes) -> Fault:
    """This body instead, called JSON."""
    return lambda *_: Reply(content)


def edited(edit: Edit) -> Fault:
    """The right envelope after an edit, which may change it or answer another one."""

    def reply(ask: Ask, right: Right) -> Reply:
        document = json.loads(right(ask).body)
        return written(edit(document) or document)

    return reply


def with_total(difference: int) -> Fault:
    """A TOTAL that is too high or too low."""
    return edited(lambda document: document | {"TOTAL": document["TOTAL"] + difference})


def without_last_rows(count: int) -> Fault:
    """Valid JSON that lacks the last rows."""
    return edited(lambda document: document | {"DATA": document["DATA"][:-count]})


def empty() -> Fault:
    """A success without rows."""
    return edited(lambda document: document | {"PAGES": 1, "TOTAL": 0, "DATA": []})


def reports(kind: str, message: str) -> Fault:
    """The right rows under another RETURN.TYPE."""
    told = {"TYPE": kind, "CODE": "042", "MESSAGE": message}
    return edited(lambda document: document | {"RETURN": told})


def refusal(message: str) -> Fault:
    """SAP's envelope of an error, without rows."""
    return lambda ask, _: error(ask, "042", message)


def repeated(page: int, *, renumbered: bool) -> Fault:
    """The rows of another page, under its own number or under the one that was asked for."""

    def reply(ask: Ask, right: Right) -> Reply:
        document = json.loads(right(other_page(ask, page)).body)
        return written(document | {"PAGE": ask.page()} if renumbered else document)

    return reply


def bomb(megabytes: int) -> Fault:
    """So many megabytes of blanks, packed into a thousandth of that."""
    packed = gzip.compress(b" " * (megabytes * 2**20))
    return lambda ask, right: with_headers(replace(right(ask), body=packed), ("Content-Encoding", "gzip"))


def packed(encoding: str = "gzip", lost: int = 0) -> Fault:
    """The right body, packed, perhaps without its last bytes, and called so."""

    def reply(ask: Ask, right: Right) -> Reply:
        whole = right(ask)
        squeezed = gzip.compress(whole.body)
        kept = squeezed[: len(squeezed) - lost]
        return with_headers(replace(whole, body=kept), ("Content-Encoding", encoding))

    return reply


def packed_as(content: bytes, encoding: str = "gzip") -> Fault:
    """These bytes, called JSON that is packed."""
    return lambda *_: with_headers(Reply(content), ("Content-Encoding", encoding))


def redirect(target: str, number: int = 302) -> Fault:
    """A redirect to another address."""
    return lambda *_: Reply(b"", number, (("Location", target),))


def hang_up() -> Fault:
    """The connection ends without a byte."""
    return lambda *_: Reply(b"", 0)
