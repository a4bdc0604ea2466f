"""What the network and the server may do to a fetch: A1 to A6, A8, A9 and A25 of the catalogue of faults."""

import gzip
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import count

import pytest

from chalicelib.feeds.catalogue import feed
from chalicelib.feeds.client import Limits
from chalicelib.feeds.errors import CredentialsRefused, DeadlinePassed, PayloadRefused, SapUnavailable
from infra.local import sap_faults as faults
from infra.local.sap import SapStandIn
from infra.local.sap_faults import Fault
from tests.feeds.world import PASSWORD, USER, Time, client, fetched, small_pages

IMPATIENT = Limits(connect_timeout=0.05, read_timeout=0.05)


@contextmanager
def unanswering_port() -> Iterator[int]:
    """A port whose queue of connections is full, so that none is made and none is refused."""
    with ExitStack() as stack:
        listening = stack.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        while True:
            caller = stack.enter_context(socket.socket())
            caller.settimeout(0.05)
            try:
                caller.connect(listening.getsockname())
            except TimeoutError:
                break
        yield listening.getsockname()[1]


def test_a1_no_connection_is_tried_three_times_with_growing_waits(time: Time) -> None:
    """A1: connect time-out."""
    with unanswering_port() as port:
        asking = client(f"http://127.0.0.1:{port}/sap", time, limits=IMPATIENT)
        with pytest.raises(SapUnavailable, match="ZEMM005, page 1: no connection in time, on the last of 3"):
            asking.fetch(feed("ZEMM005"), None, 60)
        asking.close()
    assert time.slept == [1, 2]


def test_a1_waits_are_drawn_evenly_below_the_growing_bound(sap: SapStandIn, time: Time) -> None:
    """A1: full jitter, so that many clients do not come back at the same moment."""
    sap.always("ZEMM005", faults.status(500))
    with pytest.raises(SapUnavailable):
        fetched(sap, time, "ZEMM005", spread=lambda: 0.25)
    assert time.slept == [0.25, 0.5]


def test_a1_a_refused_connection_is_tried_three_times(sap: SapStandIn, time: Time) -> None:
    """A1: nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        asking = client(f"http://127.0.0.1:{bound.getsockname()[1]}/sap", time)
        with pytest.raises(SapUnavailable, match=r"the connection failed \(ConnectionRefusedError\)"):
            asking.fetch(feed("ZEMM005"), None, 60)
        asking.close()
    assert len(time.slept) == 2


def test_a2_no_answer_is_tried_three_times(sap: SapStandIn, time: Time) -> None:
    """A2: read time-out."""
    sap.always("ZEMM005", faults.silent(sap.hold))
    with pytest.raises(SapUnavailable, match="no answer in time"):
        fetched(sap, time, "ZEMM005", limits=IMPATIENT)
    assert sap.pages_asked("ZEMM005") == [1, 1, 1]
    assert time.slept == [1, 2]


@pytest.mark.parametrize("headers", [False, True], ids=["body", "headers"])
def test_a3_a_slow_drip_ends_at_the_deadline(sap: SapStandIn, time: Time, headers: bool) -> None:
    """A3: a byte a second never trips a read time-out of 30 s; the deadline of the fetch ends it."""
    sap.always("ZEMM005", faults.dripping(time.passes_when_noticed(1), headers=headers))
    with pytest.raises(DeadlinePassed, match="ZEMM005, page 1: the time given to the fetch has run out"):
        fetched(sap, time, "ZEMM005", seconds=40)
    assert 40 <= time.seconds <= 42
    assert sap.pages_asked("ZEMM005") == [1]


def test_a3_a_deadline_that_has_passed_asks_nothing(sap: SapStandIn, time: Time) -> None:
    """A3: without time left SAP is not even asked."""
    with pytest.raises(DeadlinePassed):
        fetched(sap, time, "ZEMM005", seconds=0)
    assert sap.asked == []


def test_a3_the_deadline_holds_over_all_pages(sap: SapStandIn, time: Time) -> None:
    """A3: each page is quick enough, all of them are not."""
    for _ in range(3):
        sap.script("ZEMM005", faults.silent(time.passes(25)))
    with pytest.raises(DeadlinePassed, match="page 3"):
        fetched(sap, time, small_pages("ZEMM005"), seconds=55)


@pytest.mark.parametrize("number", [500, 502, 503, 504, 408])
def test_a4_a_server_that_recovers_gives_one_whole_fetch(
    sap: SapStandIn, time: Time, number: int, caplog: pytest.LogCaptureFixture
) -> None:
    """A4: two failures, and the third try succeeds; the tries are kept and logged, without the password."""
    sap.script("ZEMM005", faults.status(number), faults.status(number))
    result = fetched(sap, time, "ZEMM005")
    assert result.rows == 73
    assert [told.partition(": ")[2] for told in result.retries] == [f"SAP answered {number}"] * 2
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert PASSWORD not in caplog.text
    assert sap.pages_asked("ZEMM005") == [1, 1, 1]


def test_a4_every_page_has_its_own_tries(sap: SapStandIn, time: Time) -> None:
    """A4: a page that came is not asked for again because a later one fails."""
    sap.script("ZEMM005", faults.status(500), faults.status(500), faults.none, faults.status(500))
    assert fetched(sap, time, small_pages("ZEMM005")).rows == 73
    assert sap.pages_asked("ZEMM005") == [1, 1, 1, 2, 2, 3]


@pytest.mark.parametrize("number", [429, 503])
@pytest.mark.parametrize(
    ("told", "waited"),
    [
        ("7", 7),
        ("Mon, 23 Nov 2026 06:00:11 GMT", 11),
        ("Monday, 23-Nov-26 06:00:11 GMT", 11),
        ("0", 1),
        ("Mon, 23 Nov 2026 05:59:00 GMT", 1),
        ("soon", 1),
        ("-5", 1),
        (None, 1),
    ],
)
def test_a5_the_server_says_how_long_to_wait(
    sap: SapStandIn, time: Time, number: int, told: str | None, waited: float
) -> None:
    """A5: Retry-After in seconds or as a date; without a usable one the own waiting holds."""
    sap.script("ZEMM005", faults.status(number, told))
    fetched(sap, time, "ZEMM005")
    assert time.slept == [waited]


@pytest.mark.parametrize("told", ["60", "999999999", "Tue, 24 Nov 2026 06:00:00 GMT"])
def test_a5_a_wait_beyond_the_deadline_is_not_begun(sap: SapStandIn, time: Time, told: str) -> None:
    """A5: within the deadline."""
    sap.script("ZEMM005", faults.status(429, told))
    with pytest.raises(DeadlinePassed, match=r"SAP answered 429, and waiting .* would pass the deadline"):
        fetched(sap, time, "ZEMM005", seconds=60)
    assert time.slept == []


@pytest.mark.parametrize("number", [401, 403])
def test_a6_refused_credentials_are_not_sent_twice(sap: SapStandIn, time: Time, number: int) -> None:
    """A6: the stored credentials are the same as before, so one request is all that SAP sees."""
    sap.always("ZEMM005", faults.status(number))
    with pytest.raises(CredentialsRefused, match=f"answered {number} to user and password") as caught:
        fetched(sap, time, "ZEMM005")
    assert len(sap.asked) == 1
    assert time.slept == []
    assert not caught.value.transient
    assert PASSWORD not in str(caught.value)


def test_a6_rotated_credentials_are_read_again_once(sap: SapStandIn, time: Time) -> None:
    """A6: the password was changed since it was read; the pages after it use the new one at once."""
    stored = iter([(USER, "old"), (USER, PASSWORD)])
    result = fetched(sap, time, small_pages("ZEMM005"), credentials=lambda: next(stored))
    assert result.rows == 73
    assert len(sap.asked) == 4


def test_a6_credentials_changed_in_the_middle_are_read_again(sap: SapStandIn, time: Time) -> None:
    """A6: the password changes between two pages."""
    stored = iter([(USER, PASSWORD), (USER, "new")])

    def change_password(*given: object) -> object:
        sap.password = "new"
        return faults.none(*given)  # type: ignore[arg-type]

    sap.script("ZEMM005", change_password)  # type: ignore[arg-type]
    assert fetched(sap, time, small_pages("ZEMM005"), credentials=lambda: next(stored)).rows == 73


def test_a6_two_wrong_pairs_are_two_requests(sap: SapStandIn, time: Time) -> None:
    """A6: no third request, whatever is stored."""
    numbers = count()
    with pytest.raises(CredentialsRefused, match="those that were read again"):
        fetched(sap, time, "ZEMM005", credentials=lambda: (USER, f"wrong {next(numbers)}"))
    assert len(sap.asked) == 2


def test_a6_credentials_are_read_again_once_in_a_fetch(sap: SapStandIn, time: Time) -> None:
    """A6: refused on page 1, renewed, and refused again on page 2: that is all."""
    stored = iter([(USER, "old"), (USER, PASSWORD)])
    sap.script("ZEMM005", faults.none, faults.status(401))
    with pytest.raises(CredentialsRefused, match=r"ZEMM005, page 2: .* and to those before them"):
        fetched(sap, time, small_pages("ZEMM005"), credentials=lambda: next(stored))
    assert sap.pages_asked("ZEMM005") == [1, 1, 2]


BROKEN: dict[str, Callable[[], Fault]] = {
    "A8 length too long": lambda: faults.cut(announced=True),
    "A8 chunk cut": faults.cut_chunk,
    "A9 no length": lambda: faults.cut(announced=False),
    "A9 gzip cut": lambda: faults.packed(lost=20),
    "A9 no byte": lambda: faults.body(b""),
    "A9 not UTF-8": lambda: faults.body(b'{"RETURN": "\xff"}'),
    "A9 gzip damaged": lambda: faults.packed_as(gzip.compress(b"{}")[:-8] + b"damaged!"),
    "hang-up": faults.hang_up,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a8_a9_a_broken_answer_is_asked_for_again(sap: SapStandIn, time: Time, name: str) -> None:
    """A8, A9: cut off on the way, with and without a length."""
    sap.script("ZEMM005", BROKEN[name](), BROKEN[name]())
    assert fetched(sap, time, "ZEMM005").rows == 73
    assert sap.pages_asked("ZEMM005") == [1, 1, 1]


@pytest.mark.parametrize("name", BROKEN)
def test_a8_a9_an_answer_that_stays_broken_is_refused(sap: SapStandIn, time: Time, name: str) -> None:
    """A8, A9: three times is enough."""
    sap.always("ZEMM005", BROKEN[name]())
    with pytest.raises((PayloadRefused, SapUnavailable), match=r"page 1: .*, on the last of 3 tries"):
        fetched(sap, time, "ZEMM005")
    assert sap.pages_asked("ZEMM005") == [1, 1, 1]


def test_the_day_of_the_tests_is_the_day_of_the_dates_above(time: Time) -> None:
    assert time.now() == datetime(2026, 11, 23, 6, tzinfo=UTC)
