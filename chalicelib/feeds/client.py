"""The client of SAP's interfaces: fetches a feed with all its pages, or fails as a whole.

The request is `GET <base>/<path>?sap-client=…&page=n&page_size=m&changed_since=YYYYMMDD` with HTTP Basic. The
host is the one of the base address: links and redirects in answers are never followed.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from urllib.parse import urlsplit

import requests

from chalicelib.feeds.answers import room_for
from chalicelib.feeds.catalogue import Feed
from chalicelib.feeds.conversation import Conversation, Credentials, Ways
from chalicelib.feeds.envelope import Gathering, opened, refuse_foreign, rows_of
from chalicelib.feeds.errors import PayloadRefused, SettingRefused
from chalicelib.feeds.fetched import Fetched
from chalicelib.feeds.transport import Watch, watched_session

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take: seconds for a connection and a read, bytes unpacked, pages.

    Half a million invoice lines have 120 MB; to load them takes 1.4 GB of the 1.7 GB that there are.
    """

    connect_timeout: float = 5
    read_timeout: float = 30
    page_bytes: int = 16 * 2**20
    feed_bytes: int = 128 * 2**20
    pages: int = 1000


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SapClient:
    """Fetches feeds. Not for several threads at once.

    `credentials` answers user and password, and is called again once if SAP refuses them. `clock` only rises
    and measures deadlines; `now` is the time of day. `authority` names a bundle of certificates to trust
    besides none else. A `session` that is given is used as it is, and watched between reads only.
    """

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        *,
        client: str = "100",
        authority: str | None = None,
        session: requests.Session | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = _utc_now,
        spread: Callable[[], float] = random.random,
        zone: tzinfo = UTC,
        limits: Limits | None = None,
    ) -> None:
        self._base, self._credentials = _checked(base_url), credentials
        self._client, self._zone = client, zone
        self._limits = limits or Limits()
        self._ways = Ways(sleep, now, spread, self._limits.connect_timeout)
        self._watch = Watch(clock, self._limits.read_timeout)
        self._session = session or watched_session(self._watch)
        self._session.verify = authority or self._session.verify or True

    def fetch(self, feed: Feed, changed_since: date | None, deadline: float) -> Fetched:
        """All pages of a feed, or a FetchError.

        `deadline` is a moment of the client's clock. `changed_since` asks for what changed on or after a day;
        a feed that is delivered whole raises ValueError for it, since a part would pass for the whole.
        """
        if changed_since and not feed.delta:
            raise ValueError(f"{feed.key} is delivered whole; ask for it without changed_since")
        self._watch.deadline = deadline
        begun = self._ways.now().astimezone(UTC)
        url = f"{self._base}/{feed.path}"
        talk = Conversation(feed.key, url, self._session, self._credentials, self._watch, self._ways)
        gathering = Gathering(feed)
        pages = self._all_pages(feed, changed_since, talk, gathering)
        return Fetched(
            feed.key,
            pages,
            gathering.rows,
            begun,
            begun.astimezone(self._zone).date(),
            changed_since,
            tuple(talk.retries),
        )

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._session.close()

    def _all_pages(
        self, feed: Feed, changed_since: date | None, talk: Conversation, gathering: Gathering
    ) -> tuple[bytes, ...]:
        pages: list[bytes] = []
        taken = 0
        while not pages or len(pages) < gathering.pages:
            page = len(pages) + 1
            room = room_for(self._limits.page_bytes, self._limits.feed_bytes, taken)
            body, document = talk.page(page, self._parameters(feed, page, changed_since), room)
            envelope = opened(document, feed.key, feed.function, page)
            refuse_foreign(document, rows_of(envelope, feed, page), feed, page, self._client)
            gathering.add(envelope, page)
            self._refuse_too_many(feed, gathering.pages)
            pages.append(body)
            taken += len(body)
        gathering.finish()
        return tuple(pages)

    def _refuse_too_many(self, feed: Feed, pages: int) -> None:
        if pages > self._limits.pages:
            problem = f"PAGES is {pages}, more than the {self._limits.pages} that are taken"
            raise PayloadRefused(feed.key, 1, problem, "Set a larger page size for the feed")

    def _parameters(self, feed: Feed, page: int, changed_since: date | None) -> dict[str, str]:
        parameters = {"sap-client": self._client, "page": str(page), "page_size": str(feed.page_size)}
        if changed_since:
            parameters["changed_since"] = f"{changed_since:%Y%m%d}"
        return parameters


def _checked(base_url: str) -> str:
    """The base address without a slash at its end; raises SettingRefused for one that is not safe to use."""
    parts = urlsplit(base_url.strip())
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SettingRefused(
            "SAP's base address holds more than host and path. Keep user and password apart."
        )
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not safe or not parts.hostname:
        shown = f"{parts.scheme or 'no scheme'}, host {parts.hostname or 'none'}"
        raise SettingRefused(f"SAP's base address is {shown}. Give it as https://host/path.")
    return base_url.strip().rstrip("/")
