"""What an answer of SAP's server means: data, a failure that may pass by itself, or one that will not.

What may pass is tried again: no answer, a busy or broken server, an answer cut off on the way. What will not
is refused at once: a certificate that cannot be verified, a redirect, a web page instead of data, a bomb.
"""

import ssl
from datetime import datetime
from email.message import Message
from http import HTTPStatus
from socket import gaierror
from typing import NamedTuple

import requests
import urllib3

from chalicelib import strict_json
from chalicelib.feeds.envelope import printable
from chalicelib.feeds.errors import (
    FetchError,
    PayloadRefused,
    SapUnavailable,
    ServerNotTrusted,
)
from chalicelib.feeds.transport import BodyBroken, BodyPackedUnknown, BodyTooLong, Watch, unpacked
from chalicelib.feeds.waiting import retry_after
from chalicelib.strict_json import ForbiddenJson, Json, MalformedJson

_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT)
_CHARSETS = ("utf-8", "utf8", "us-ascii")
_MARK = b"\xef\xbb\xbf"
_CHECK_SETTINGS = "Correct the base address and the path of the feed in the settings"
_SMALLER_PAGES = "Set a smaller page size for the feed"
_LESS = "Have SAP select less for it; a smaller page size does not help"
_LOOK = "Open the address in a browser: it may be a login page, or an error of a gateway"
_AUTHORITY = "Correct the host name in the settings, or have SAP show a certificate of an authority we trust"


class Room(NamedTuple):
    """How much may still be taken, and what is told of an answer that has more."""

    bytes: int
    problem: str
    remedy: str


def room_for(page_bytes: int, feed_bytes: int, taken: int) -> Room:
    """The room for the next page of a feed, of which so much is taken: a page's, or what is left of all."""
    if page_bytes <= feed_bytes - taken:
        return Room(page_bytes, f"the answer is longer than {page_bytes} bytes", _SMALLER_PAGES)
    return Room(feed_bytes - taken, f"its pages have more than {feed_bytes} bytes in all", _LESS)


class Passing(Exception):
    """A failure that may pass by itself, with the seconds that the server asked to wait."""

    def __init__(
        self, problem: str, wait: float | None = None, verdict: type[FetchError] = SapUnavailable
    ) -> None:
        super().__init__(problem)
        self.problem, self.wait, self.verdict = problem, wait, verdict


def refuse_unusable(response: requests.Response, feed: str, page: int, now: datetime) -> None:
    """Raise Passing or PayloadRefused for whatever is not a success with JSON in it."""
    status = response.status_code
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _BUSY:
        raise Passing(f"SAP answered {status}", retry_after(response.headers.get("Retry-After"), now))
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        target = printable(response.headers.get("Location", "nowhere"))
        problem = f"SAP answered {status} and pointed to {target}; redirects are never followed"
        raise PayloadRefused(feed, page, problem, _CHECK_SETTINGS)
    if status != HTTPStatus.OK:
        raise PayloadRefused(feed, page, f"SAP answered {status}", _CHECK_SETTINGS)
    content = response.headers.get("Content-Type", "")
    if not _is_json(content):
        shown = printable(content) or "of no declared type"
        raise PayloadRefused(feed, page, f"the answer is {shown}, not JSON in UTF-8", _LOOK)


def body_of(response: requests.Response, feed: str, page: int, watch: Watch, room: Room) -> bytes:
    """The unpacked body, if there is room for it; raises Passing, PayloadRefused, and what urllib3 raises."""
    try:
        body = unpacked(response, watch, room.bytes)
    except BodyTooLong as error:
        raise PayloadRefused(feed, page, room.problem, room.remedy) from error
    except BodyPackedUnknown as error:
        problem = f"the answer is packed as {printable(str(error))}, which was not asked for"
        raise PayloadRefused(feed, page, problem, "Ask the SAP team to send gzip or plain") from error
    except BodyBroken as error:
        raise Passing(str(error), verdict=PayloadRefused) from error
    start = body.removeprefix(_MARK).lstrip(b" \t\r\n")[:1]
    if start not in (b"{", b""):
        problem = f"the answer is called JSON, but begins with {printable(start.decode('latin-1'))!r}"
        raise PayloadRefused(feed, page, problem, _LOOK)
    return body


def document_of(body: bytes, feed: str, page: int) -> Json:
    """The document in a body; raises Passing if it may have been cut off, else PayloadRefused."""
    try:
        return strict_json.read(body)
    except MalformedJson as error:
        raise Passing(str(error), verdict=PayloadRefused) from error
    except ForbiddenJson as error:
        raise PayloadRefused(feed, page, str(error), "Ask the SAP team to correct the function") from error


def failure(error: Exception, feed: str, page: int) -> Passing | ServerNotTrusted:
    """What an error of the network means."""
    causes = _causes(error)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            problem = f"the server's certificate was not accepted: {printable(cause.verify_message)}"
            return ServerNotTrusted(feed, page, problem, _AUTHORITY)
    if any(isinstance(cause, gaierror) for cause in causes):
        return Passing("the name of SAP's host cannot be resolved")
    if isinstance(error, requests.ConnectTimeout):
        return Passing("no connection in time")
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError | TimeoutError):
        return Passing("no answer in time")
    return Passing(f"the connection failed ({type(causes[-1]).__name__})")


def _is_json(content: str) -> bool:
    message = Message()
    message["Content-Type"] = content.replace("\r", " ").replace("\n", " ")
    main, sub = message.get_content_maintype(), message.get_content_subtype()
    if main != "application" or not (sub == "json" or sub.endswith("+json")):
        return False
    return message.get_content_charset("utf-8") in _CHARSETS


def _causes(error: BaseException | None) -> list[BaseException]:
    """An error and the errors that led to it, the first one last."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
