"""Reading from a socket under one deadline.

A time-out of a library starts anew with every byte, so a server that drips keeps a client for ever. Here
every single read of a connection, of headers as of bodies, first asks the watch how long it may still wait.
"""

import io
import time
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPResponse
from socket import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

CHUNK = 65_536
GZIP = 16 + zlib.MAX_WBITS


class Watch:
    """How long a fetch may still take, in seconds of a clock that only rises. Made for one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, read_timeout: float = 30) -> None:
        self.clock, self.read_timeout = clock, read_timeout
        self.deadline = clock()

    def remaining(self) -> float:
        """Seconds that are left; zero or less once the deadline has passed."""
        return self.deadline - self.clock()

    def patience(self) -> float:
        """Seconds that the next read may wait; raises TimeoutError once the deadline has passed."""
        if self.remaining() <= 0:
            raise TimeoutError("the deadline of the fetch has passed")
        return min(self.read_timeout, self.remaining())


class BodyTooLong(Exception):
    """A body is longer, packed or unpacked, than an answer may be."""


class BodyBroken(Exception):
    """A body cannot be unpacked, or ends too early."""


class BodyPackedUnknown(Exception):
    """A body is packed in a way that was not asked for."""


def watched_session(watch: Watch) -> requests.Session:
    """A session whose every read is watched, and that takes neither proxies nor passwords from around it."""
    session = requests.Session()
    session.trust_env = False
    for scheme in ("https://", "http://"):
        session.mount(scheme, WatchedAdapter(watch))
    return session


def unpacked(response: requests.Response, watch: Watch, most: int) -> bytes:
    """The body of a streamed response, at most `most` bytes of it, packed or not.

    It is unpacked here and in pieces, because libraries blow a gzip bomb up before anybody can count.
    Raises BodyTooLong, BodyBroken, BodyPackedUnknown, TimeoutError, and what urllib3 raises.
    """
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", ""):
        raise BodyPackedUnknown(packing[:40])
    pieces = _pieces(response, watch, most)
    if packing == "gzip":
        pieces = _gunzipped(pieces, most)
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most:
            raise BodyTooLong
    return bytes(body)


def _pieces(response: requests.Response, watch: Watch, most: int) -> Iterator[bytes]:
    taken = 0
    while piece := response.raw.read(CHUNK, decode_content=False):
        watch.patience()
        taken += len(piece)
        if taken > most:
            raise BodyTooLong
        yield piece


def _gunzipped(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    unpack = zlib.decompressobj(wbits=GZIP)
    try:
        for piece in pieces:
            yield unpack.decompress(piece, most + 1)
    except zlib.error as error:
        raise BodyBroken("the gzip body is damaged") from error
    if not unpack.eof or unpack.unused_data:
        raise BodyBroken("the gzip body ends too early or has a tail")


class _WatchedInput(io.RawIOBase):
    """The reading side of a socket; each read is given the time that is left."""

    def __init__(self, sock: socket, watch: Watch) -> None:
        self._sock, self._watch = sock, watch
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._watch.patience())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _WatchedResponse(HTTPResponse):
    def __init__(self, sock: socket, *args: Any, watch: Watch, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp.close()
        self.fp = io.BufferedReader(_WatchedInput(sock, watch))


class WatchedAdapter(HTTPAdapter):
    """An adapter of requests whose connections read under a watch, and which never tries again by itself."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Make the pools, of connections that are watched."""
        super().init_poolmanager(*args, **options)
        # A bare partial would become a method in later Pythons.
        respond = staticmethod(partial(_WatchedResponse, watch=self._watch))
        plain = type("Plain", (HTTPConnection,), {"response_class": respond})
        secured = type("Secured", (HTTPSConnection,), {"response_class": respond})
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("SecuredPool", (HTTPSConnectionPool,), {"ConnectionCls": secured}),
        }
