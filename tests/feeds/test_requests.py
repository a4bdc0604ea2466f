"""What goes over the wire in a request: address, parameters, headers; and how the client is set up."""

import base64
import json
from datetime import date
from typing import Any

import pytest
import requests
import requests_mock

from chalicelib.feeds.catalogue import feed
from chalicelib.feeds.client import SapClient
from chalicelib.feeds.errors import PayloadRefused, SettingRefused
from chalicelib.feeds.renaming import configured
from tests.feeds.world import PASSWORD, PLENTY, USER, Time, client

BASE = "https://sap.example.com:8443/sap/bc/ior"
JSON = {"Content-Type": "application/json"}


def page(function: str, page: int = 1, pages: int = 1, total: int = 1) -> bytes:
    envelope: dict[str, Any] = {"RETURN": {"TYPE": "S"}, "FUNCTION": function, "PAGE": page, "PAGES": pages}
    return json.dumps(envelope | {"TOTAL": total, "DATA": [{"N": page}]}).encode()


def test_the_request_has_the_parameters_of_the_contract(time: Time) -> None:
    with requests_mock.Mocker() as wire:
        bodies = [{"content": page("ZEMM07", n, 2, 2), "headers": JSON} for n in (1, 2)]
        wire.get(f"{BASE}/ZEMM07", bodies)
        client(BASE + "/", time, client="310").fetch(feed("ZEMM07"), date(2026, 11, 1), PLENTY)
    assert [request.url for request in wire.request_history] == [
        f"{BASE}/ZEMM07?sap-client=310&page={n}&page_size=500&changed_since=20261101" for n in (1, 2)
    ]


def test_the_request_has_basic_credentials_in_utf8_and_asks_for_json(time: Time) -> None:
    with requests_mock.Mocker() as wire:
        wire.get(f"{BASE}/ZEMM005", content=page("ZEMM005"), headers=JSON)
        client(BASE, time).fetch(feed("ZEMM005"), None, PLENTY)
        (request,) = wire.request_history
    assert "changed_since" not in request.qs
    scheme, _, pair = request.headers["Authorization"].partition(" ")
    assert (scheme, base64.b64decode(pair).decode()) == ("Basic", f"{USER}:{PASSWORD}")
    assert request.headers["Accept"] == "application/json"
    assert request.headers["Accept-Encoding"] == "gzip"
    assert request.verify is True
    assert request.timeout == (5, 30)


def test_time_outs_never_reach_beyond_the_deadline(time: Time) -> None:
    with requests_mock.Mocker() as wire:
        wire.get(f"{BASE}/ZEMM005", content=page("ZEMM005"), headers=JSON)
        client(BASE, time).fetch(feed("ZEMM005"), None, 3)
        assert wire.request_history[0].timeout == (3, 3)


def test_a_renamed_feed_is_asked_for_by_its_new_name(time: Time) -> None:
    renamed = feed("TARIFF_SEQUENCE", configured({"TARIFF_SEQUENCE": {"path": "v2/ZFM_SEQ"}}))
    with requests_mock.Mocker() as wire:
        wire.get(f"{BASE}/v2/ZFM_SEQ", content=page("ZFM_SEQ"), headers=JSON)
        assert client(BASE, time).fetch(renamed, None, PLENTY).feed == "TARIFF_SEQUENCE"
        wire.get(f"{BASE}/v2/ZFM_SEQ", content=page("TARIFF_SEQUENCE"), headers=JSON)
        with pytest.raises(PayloadRefused, match="of function TARIFF_SEQUENCE, not ZFM_SEQ"):
            client(BASE, time).fetch(renamed, None, PLENTY)


def test_a_session_that_is_given_is_used(time: Time) -> None:
    session = requests.Session()
    adapter = requests_mock.Adapter()
    adapter.register_uri("GET", f"{BASE}/ZEMM005", content=page("ZEMM005"), headers=JSON)
    session.mount("https://", adapter)
    assert client(BASE, time, session=session).fetch(feed("ZEMM005"), None, PLENTY).rows == 1


def test_neither_proxies_nor_passwords_are_taken_from_around_it(
    sap: Any, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NETRC", "/nowhere")
    asking = client(sap.address, time)
    assert asking.fetch(feed("ZEMM005"), None, PLENTY).rows == 73
    asking.close()


@pytest.mark.parametrize(
    "base",
    [
        "http://sap.example.com/sap",
        "ftp://sap.example.com",
        "sap.example.com",
        "",
        "https://",
        "https://user:secret@sap.example.com",
        "https://sap.example.com/?x=1",
        "https://sap.example.com/#x",
        "http://127.0.0.1.example.com/sap",
    ],
)
def test_a_base_address_that_is_not_safe_is_refused(base: str) -> None:
    """A25: user and password only ever leave encrypted, but on this machine."""
    with pytest.raises(SettingRefused, match="base address") as caught:
        SapClient(base, lambda: (USER, PASSWORD))
    assert "secret" not in str(caught.value)
