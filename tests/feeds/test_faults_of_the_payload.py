"""Answers that arrive and may not be used: A7, A10 to A13, A20, A23, A24, A26 of the catalogue of faults."""

import tracemalloc
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.feeds.catalogue import Owner, feed
from chalicelib.feeds.client import Limits
from chalicelib.feeds.envelope import opened
from chalicelib.feeds.errors import ForeignData, PayloadRefused, SapUnavailable
from chalicelib.strict_json import Json
from infra.local import sap_faults as faults
from infra.local.sap import SapStandIn
from infra.local.sap_answers import Ask
from infra.local.sap_faults import Fault
from tests.feeds.world import PLENTY, Time, client, fetched, small_pages

WHOLE = Ask("ZEMM005", {"page_size": "1000"})


def refusal(sap: SapStandIn, time: Time, *script: Fault, page_size: int = 25, **options: Any) -> str:
    """What a fetch of a feed of three pages is refused with."""
    sap.script("ZEMM005", *script)
    with pytest.raises(PayloadRefused) as caught:
        fetched(sap, time, small_pages("ZEMM005", page_size), **options)
    assert not caught.value.transient
    return str(caught.value)


@pytest.mark.parametrize(
    "content_type",
    ["text/html; charset=utf-8", "text/plain", "", "application/json-seq", "json", "image/png"],
)
def test_a7_another_content_type_is_refused_at_once(sap: SapStandIn, time: Time, content_type: str) -> None:
    """A7: a login page with status 200."""
    told = refusal(sap, time, faults.page_of_html(content_type))
    assert told.startswith("ZEMM005, page 1: the answer is ")
    assert "not JSON" in told
    assert sap.pages_asked("ZEMM005") == [1]


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "gbk"])
def test_a7_json_in_another_encoding_is_refused(sap: SapStandIn, time: Time, charset: str) -> None:
    """A7: an encoding is never guessed."""
    assert "not JSON in UTF-8" in refusal(
        sap, time, faults.page_of_html(f"application/json; charset={charset}")
    )


@pytest.mark.parametrize(
    "start", [b"<html></html>", b"  <html>", b"[]", b'"text"', b"null", b"\xef\xbb\xbf<"]
)
def test_a7_a_body_that_is_no_object_is_refused_by_its_first_byte(
    sap: SapStandIn, time: Time, start: bytes
) -> None:
    """A7: a login page that calls itself JSON."""
    assert "called JSON, but begins with" in refusal(sap, time, faults.body(start))
    assert sap.pages_asked("ZEMM005") == [1]


def test_a7_json_by_any_of_its_names_is_taken(sap: SapStandIn, time: Time) -> None:
    """A7: parameters and a byte order mark do not make it something else."""
    body = b"\xef\xbb\xbf " + sap.folder.reply(WHOLE).body
    sap.script("ZEMM005", faults.page_of("application/json; odata.metadata=minimal; charset=UTF-8", body))
    assert fetched(sap, time, "ZEMM005").pages == (body,)


def test_a10_rows_missing_at_a_row_end_are_seen_by_the_total(sap: SapStandIn, time: Time) -> None:
    """A10: the body is whole JSON, only rows are missing."""
    told = refusal(sap, time, faults.none, faults.none, faults.without_last_rows(1))
    assert told.startswith("ZEMM005: 72 rows came on 3 pages, but TOTAL is 73. ")


@pytest.mark.parametrize("script", [[faults.empty()], [faults.body(b'{"RETURN": {"TYPE": "S"}}')]])
def test_a11_an_empty_reference_feed_is_refused(sap: SapStandIn, time: Time, script: list[Fault]) -> None:
    """A11: nothing is never taken for "all deleted"."""
    refusal(sap, time, *script)


def test_a11_the_message_says_that_the_feed_may_not_be_empty(sap: SapStandIn, time: Time) -> None:
    """A11: what to do is said."""
    told = refusal(sap, time, faults.empty())
    assert told == (
        "ZEMM005: the feed is empty, and may not be. Ask the SAP team; the delivery before it stays in use."
    )


MISFITS: dict[str, tuple[Fault, str]] = {
    "another page": (faults.repeated(1, renumbered=False), "page 2 was asked for, but PAGE is 1"),
    "same rows again": (faults.repeated(1, renumbered=True), "its rows are those of page 1 again"),
    "fewer pages": (faults.edited(lambda page: page | {"PAGES": 2}), "PAGES is 2, but was 3 on page 1"),
    "total changed": (faults.with_total(1), "TOTAL is 74, but was 73 on page 1: the data changed meanwhile"),
    "missing": (faults.status(404), "SAP answered 404"),
    "more rows": (faults.edited(lambda page: page | {"DATA": page["DATA"] * 4}), "more rows came than TOTAL"),
    "other function": (
        faults.edited(lambda page: page | {"FUNCTION": "ZEMM004"}),
        "of function ZEMM004, not",
    ),
}


@pytest.mark.parametrize("name", MISFITS)
def test_a12_pages_that_do_not_fit_refuse_the_whole_fetch(sap: SapStandIn, time: Time, name: str) -> None:
    """A12: page 2 is missing, repeated or of another moment; no half load."""
    fault, problem = MISFITS[name]
    told = refusal(sap, time, faults.none, fault)
    assert told.startswith("ZEMM005, page 2: ")
    assert problem in told
    assert sap.pages_asked("ZEMM005") == [1, 2]


def test_a12_a_page_that_stays_broken_refuses_the_whole_fetch(sap: SapStandIn, time: Time) -> None:
    """A12: page 2 answers 500 for good."""
    sap.script("ZEMM005", faults.none)
    sap.always("ZEMM005", faults.status(500))
    with pytest.raises(SapUnavailable, match="ZEMM005, page 2: SAP answered 500, on the last of 3 tries"):
        fetched(sap, time, small_pages("ZEMM005"))


def test_a13_a_feed_of_too_many_pages_is_not_begun(sap: SapStandIn, time: Time) -> None:
    """A13: page cap."""
    endless = faults.edited(lambda page: page | {"PAGES": 1001, "TOTAL": 10**8})
    assert "PAGES is 1001, more than the 1000" in refusal(sap, time, endless)
    assert sap.pages_asked("ZEMM005") == [1]


def test_a13_links_in_the_payload_are_not_followed(sap: SapStandIn, time: Time) -> None:
    """A13: `@odata.nextLink` is a field like any other that we do not know."""
    linked = faults.edited(lambda page: page | {"@odata.nextLink": "http://169.254.169.254/latest"})
    sap.script("ZEMM005", linked)
    assert fetched(sap, time, "ZEMM005").rows == 73
    assert len(sap.asked) == 1


@pytest.mark.parametrize("number", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("own", [False, True], ids=["foreign", "own"])
def test_a13_redirects_are_not_followed(sap: SapStandIn, time: Time, number: int, own: bool) -> None:
    """A13: neither to a foreign host, where the password would go along, nor to the own."""
    target = f"{sap.address}/ZEMM004" if own else "http://127.0.0.2:9/steal"
    told = refusal(sap, time, faults.redirect(target, number))
    assert f"SAP answered {number} and pointed to {target}; redirects are never followed" in told
    assert len(sap.asked) == 1


@pytest.mark.parametrize("document", [None, True, 1, "text", [], [{}]])
def test_a20_a_document_that_is_no_object_is_refused(document: Json) -> None:
    """A20: as the first byte is looked at, this is the second line."""
    with pytest.raises(PayloadRefused, match="ZEMM005, page 1: the answer is JSON, but not an object"):
        opened(document, "ZEMM005", "ZEMM005", 1)


DRIFTS: dict[str, tuple[str, Any]] = {
    "total as a word": ("TOTAL", "many"),
    "total as a list": ("TOTAL", [73]),
    "total null": ("TOTAL", None),
    "total true": ("TOTAL", True),
    "total negative": ("TOTAL", -1),
    "total with a point": ("TOTAL", 73.0),
    "pages endless": ("PAGES", 10**12),
    "page missing": ("PAGE", None),
    "data null": ("DATA", None),
    "data an object": ("DATA", {"MATNR": "1"}),
    "row a list": ("DATA", [["1"]]),
    "row null": ("DATA", [None]),
    "outcome a text": ("RETURN", "S"),
    "outcome without type": ("RETURN", {"CODE": "000"}),
    "type a number": ("RETURN", {"TYPE": 1}),
    "function a list": ("FUNCTION", ["ZEMM005"]),
}


@pytest.mark.parametrize("name", DRIFTS)
def test_a20_another_type_in_the_envelope_is_refused(sap: SapStandIn, time: Time, name: str) -> None:
    """A20: a refusal that names the feed and the page; never a crash."""
    field, value = DRIFTS[name]
    told = refusal(sap, time, faults.edited(lambda page: page | {field: value}))
    assert told.startswith("ZEMM005, page 1: ")


def test_a20_counts_in_text_are_counts(sap: SapStandIn, time: Time) -> None:
    """A20: SAP writes numbers as text, with a trailing blank."""
    as_text = faults.edited(lambda page: page | {"PAGE": "1 ", "PAGES": "0001", "TOTAL": "0000000073"})
    sap.script("ZEMM005", as_text)
    assert fetched(sap, time, "ZEMM005").rows == 73


@pytest.mark.parametrize("value", [1, 1.5, None, True, [], {"more": ["1"]}])
def test_a20_values_of_rows_are_left_to_the_reading_of_rows(sap: SapStandIn, time: Time, value: Any) -> None:
    """A20: a strange value sets one row aside later; it does not stop the feed here."""

    def with_value(page: dict[str, Any]) -> None:
        page["DATA"][0]["MATNR"] = value

    sap.script("ZEMM005", faults.edited(with_value))
    assert fetched(sap, time, "ZEMM005").rows == 73


def test_a23_a_gzip_bomb_is_not_unpacked(sap: SapStandIn, time: Time) -> None:
    """A23: 64 MB from 64 KB; what is unpacked is bounded by the limit."""
    bomb = faults.bomb(64)
    tracemalloc.start()
    told = refusal(sap, time, bomb, limits=Limits(page_bytes=2**20))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8 * 2**20
    assert "the answer is longer than 1048576 bytes" in told
    assert sap.pages_asked("ZEMM005") == [1]


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_a23_a_packing_that_was_not_asked_for_is_refused(sap: SapStandIn, time: Time, encoding: str) -> None:
    """A23: bombs in bombs."""
    assert f"packed as {encoding}, which was not asked for" in refusal(sap, time, faults.packed(encoding))


def test_a23_an_endless_plain_body_is_refused(sap: SapStandIn, time: Time) -> None:
    """A23: the same limit for what is not packed, and for all pages together."""
    size = len(sap.folder.reply(WHOLE).body)
    told = refusal(sap, time, limits=Limits(page_bytes=1000))
    assert told.startswith("ZEMM005, page 1: the answer is longer than 1000 bytes")
    assert "Set a smaller page size" in told
    told = refusal(sap, time, limits=Limits(feed_bytes=size - 1000))
    assert told.startswith(f"ZEMM005, page 3: its pages have more than {size - 1000} bytes in all")
    assert "Have SAP select less for it; a smaller page size does not help" in told


HOSTILE = {
    "NaN": b'{"TOTAL": NaN}',
    "Infinity": b'{"TOTAL": -Infinity}',
    "doubled name": b'{"TOTAL": 1, "TOTAL": 2}',
    "5,000 digits": b'{"TOTAL": ' + b"9" * 5000 + b"}",
    "far exponent": b'{"TOTAL": 1e999999999}',
    "100,000 deep": b'{"DATA": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "20 deep": b'{"DATA": ' + b"[" * 20 + b"]" * 20 + b"}",
    "lone surrogate": b'{"DATA": ["\\ud800"]}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a24_hostile_json_is_refused_at_once(sap: SapStandIn, time: Time, name: str) -> None:
    """A24: it would come the same the next time."""
    assert refusal(sap, time, faults.body(HOSTILE[name])).startswith("ZEMM005, page 1: ")
    assert sap.pages_asked("ZEMM005") == [1]


def owned(**values: Any) -> Fault:
    """The right rows, with these fields in each."""
    return faults.edited(lambda page: page | {"DATA": [row | values for row in page["DATA"]]})


def test_a26_rows_of_another_client_are_refused(sap: SapStandIn, time: Time) -> None:
    """A26: the test system answers."""
    sap.script("ZEMM005", owned(MANDT="100"))
    assert fetched(sap, time, "ZEMM005").rows == 73
    told = refusal(sap, time, owned(MANDT="200"))
    assert "MANDT is 200, not 100: these data are not ours" in told


def test_a26_a_page_of_another_client_is_refused(sap: SapStandIn, time: Time) -> None:
    """A26: the envelope tells it."""
    sap.script("ZEMM005", faults.edited(lambda page: page | {"MANDT": "200"}))
    with pytest.raises(ForeignData, match="MANDT is 200"):
        fetched(sap, time, "ZEMM005")


@pytest.mark.parametrize(
    ("values", "ours"),
    [
        ({"BUKRS": "1000"}, True),
        ({"BUKRS": "2000 "}, True),
        ({"BUKRS": "3000"}, False),
        ({"BUKRS": 1000}, False),
        ({"BUKRS": None}, False),
        ({}, False),
    ],
)
def test_a26_a_declared_company_must_be_in_every_row(
    sap: SapStandIn, time: Time, values: dict[str, Any], ours: bool
) -> None:
    """A26: an allow-list, so a row that does not say whose it is, is not ours."""
    one = replace(feed("ZEMM005"), owners=(Owner("BUKRS", frozenset({"1000", "2000"})),))
    sap.script("ZEMM005", owned(**values))
    if ours:
        assert fetched(sap, time, one).rows == 73
        return
    with pytest.raises(ForeignData, match=r"BUKRS is .*, not 1000 or 2000"):
        fetched(sap, time, one)


def test_after_refusals_the_same_client_works_on(sap: SapStandIn, time: Time) -> None:
    asking = client(sap.address, time, limits=Limits(page_bytes=2**20))
    for fault in (faults.bomb(8), faults.page_of_html(), faults.status(404), faults.body(b"{]")):
        sap.script("ZEMM005", fault, fault, fault)
        with pytest.raises(PayloadRefused):
            asking.fetch(feed("ZEMM005"), None, PLENTY)
        sap.clear("ZEMM005")
        assert asking.fetch(feed("ZEMM005"), None, PLENTY).rows == 73
    asking.close()
