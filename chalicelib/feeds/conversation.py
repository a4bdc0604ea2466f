"""One fetch's talk with SAP: each page is asked for up to three times, all within one deadline.

Credentials that SAP refuses are read again once, because they may just have been changed; the same pair is
never sent twice after a refusal, because SAP locks a user after a few.
"""

import logging
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

import requests
import urllib3
from requests.auth import HTTPBasicAuth

from chalicelib.feeds.answers import Passing, Room, body_of, document_of, failure, refuse_unusable
from chalicelib.feeds.errors import CredentialsRefused, DeadlinePassed
from chalicelib.feeds.transport import Watch
from chalicelib.feeds.waiting import back_off
from chalicelib.strict_json import Json

TRIES = 3
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_LATER = "Run the ingestion again later; if it stays so, ask the SAP team"
_STORE = "Store the right user and password, and see that SAP's user is neither locked nor without rights"
_log = logging.getLogger(__name__)

Credentials = Callable[[], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Ways:
    """How a client waits, tells the time and draws lots, and how long it waits for a connection."""

    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    spread: Callable[[], float]
    connect_timeout: float


class Conversation:
    """The state of one fetch: who we are, how long it may still take, and what had to be tried again."""

    def __init__(
        self,
        feed: str,
        url: str,
        session: requests.Session,
        credentials: Credentials,
        watch: Watch,
        ways: Ways,
    ) -> None:
        self._feed, self._url, self._session, self._watch, self._ways = feed, url, session, watch, ways
        self._credentials, self._pair, self._read_again = credentials, credentials(), False
        self.retries: list[str] = []

    def page(self, page: int, parameters: dict[str, str], room: Room) -> tuple[bytes, Json]:
        """One page, as it came and as read; raises a FetchError."""
        for failed in range(1, TRIES):
            try:
                return self._tried(page, parameters, room)
            except Passing as passing:
                self._wait(page, failed, passing)
        try:
            return self._tried(page, parameters, room)
        except Passing as passing:
            problem = f"{passing.problem}, on the last of {TRIES} tries"
            raise passing.verdict(self._feed, page, problem, _LATER) from passing

    def _tried(self, page: int, parameters: dict[str, str], room: Room) -> tuple[bytes, Json]:
        self._refuse_if_late(page)
        try:
            with closing(self._answer(page, parameters)) as response:
                refuse_unusable(response, self._feed, page, self._ways.now())
                body = body_of(response, self._feed, page, self._watch, room)
        except (requests.RequestException, urllib3.exceptions.HTTPError, TimeoutError) as error:
            self._refuse_if_late(page)
            raise failure(error, self._feed, page) from error
        return body, document_of(body, self._feed, page)

    def _wait(self, page: int, failed: int, passing: Passing) -> None:
        seconds = passing.wait or back_off(failed, self._ways.spread)
        if seconds >= self._watch.remaining():
            problem = f"{passing.problem}, and waiting {seconds:.1f} s would pass the deadline"
            raise DeadlinePassed(self._feed, page, problem, _LATER) from passing
        told = f"page {page}, try {failed}: {passing.problem}"
        self.retries.append(told)
        _log.warning("%s, %s; asking again in %.1f s", self._feed, told, seconds)
        self._ways.sleep(seconds)

    def _refuse_if_late(self, page: int) -> None:
        if self._watch.remaining() <= 0:
            raise DeadlinePassed(self._feed, page, "the time given to the fetch has run out", _LATER)

    def _answer(self, page: int, parameters: dict[str, str]) -> requests.Response:
        """The answer to a request; if it refuses the credentials, the one to other credentials."""
        response = self._get(parameters)
        if response.status_code in _REFUSED:
            response.close()
            self._renew_credentials(page, response.status_code)
            response = self._get(parameters)
        if response.status_code in _REFUSED:
            response.close()
            self._refuse_credentials(page, response.status_code, "and to those that were read again")
        return response

    def _get(self, parameters: dict[str, str]) -> requests.Response:
        patience = self._watch.patience()
        return self._session.get(
            self._url,
            params=parameters,
            auth=_basic(self._pair),
            headers={"Accept": "application/json", "Accept-Encoding": "gzip"},
            timeout=(min(self._ways.connect_timeout, patience), patience),
            allow_redirects=False,
            stream=True,
        )

    def _renew_credentials(self, page: int, status: int) -> None:
        if self._read_again:
            self._refuse_credentials(page, status, "and to those before them")
        self._read_again = True
        before, self._pair = self._pair, self._credentials()
        if self._pair == before:
            self._refuse_credentials(page, status, "and no others are stored")

    def _refuse_credentials(self, page: int, status: int, more: str) -> None:
        problem = f"SAP answered {status} to user and password, {more}"
        raise CredentialsRefused(self._feed, page, problem, _STORE)


def _basic(pair: tuple[str, str]) -> HTTPBasicAuth:
    """HTTP Basic in UTF-8 (RFC 7617); requests itself writes Latin-1, and stops at what that lacks."""
    user, password = (text.encode().decode("latin-1") for text in pair)
    return HTTPBasicAuth(user, password)
