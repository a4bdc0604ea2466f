"""Cookies: what another site can make a browser send changes nothing, and each stage has its own."""

import pytest

from chalicelib import wiring
from tests.api.calling import Caller, answered, connected, document, problem
from tests.api.calls import CALLS, SHUT, Route
from tests.pipeline.twin import Twin

CHANGING = sorted(route for route in CALLS if route[0] != "GET")
CLOSED = pytest.mark.parametrize("route", SHUT, ids=" ".join)


@CLOSED
def test_a_cookie_alone_opens_what_only_reads(day: Twin, route: Route) -> None:
    """F5: another site can make a browser send the cookie; it opens nothing that changes anything."""
    with connected(day) as somebody:
        response = Caller(somebody.http).ask(route, cookie=f"ior={somebody.token}")
    if route[0] == "GET":
        answered(response, route)
    else:
        problem(response, 403, "From another site")


SITE, OTHER = "https://ior.example", "https://evil.example"


@pytest.mark.parametrize(
    "said",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": "same-origin", "origin": OTHER},
        {"sec_fetch_site": "cross-site", "origin": SITE},
        {"origin": OTHER},
        {"origin": "null"},
        {"origin": f"{SITE}.evil.example"},
    ],
    ids=str,
)
def test_what_another_site_makes_a_browser_send_changes_nothing(
    day: Twin, monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    """F5: on no route that changes something; nor does it sign anybody in."""
    with connected(day) as somebody:
        monkeypatch.setenv("SITE_ORIGINS", SITE)
        headers = {"cookie": f"ior={somebody.token}", "content_type": "application/json", **said}
        before = list(day.records())
        for route in CHANGING:
            response = Caller(somebody.http).ask(route, **headers)
            problem(response, 403, "From another site")
            assert "Set-Cookie" not in response.headers
        assert list(day.records()) == before


@pytest.mark.parametrize("said", [{"sec_fetch_site": "same-origin"}, {"origin": SITE}], ids=str)
def test_what_our_own_site_sends_is_done(
    fresh: Twin, monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    for route in (route for route in CALLS if route in CHANGING):
        with connected(fresh) as somebody:
            monkeypatch.setenv("SITE_ORIGINS", f"https://other.example {SITE}")
            kind = {"content_type": "application/json"} if CALLS[route][1] else {}
            cookie = f"a=b; ior={somebody.token}; c=d"
            answered(Caller(somebody.http).ask(route, cookie=cookie, **kind, **said), route)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_what_a_form_can_send_is_no_body(somebody: Caller, nobody: Caller, kind: str) -> None:
    headers = {"cookie": f"ior={somebody.token}", "sec_fetch_site": "same-origin", "content_type": kind}
    problem(nobody.compare(b'{"shipment":"x"}', **headers), 415, "Not this kind of content")


def test_a_body_with_a_cookie_says_what_kind_it_is(somebody: Caller, nobody: Caller) -> None:
    """F5: a browser sends a body without its kind where a page asks it to; Chalice takes that for JSON."""
    headers = {"cookie": f"ior={somebody.token}", "sec_fetch_site": "same-origin"}
    problem(nobody.compare(b'{"shipment":"x"}', **headers), 403, "From another site")
    problem(nobody.compare(b'{"shipment":"x"}', content_type="application/json", **headers), 404)


# Stages


@pytest.mark.parametrize(("stage", "name"), [("local", "ior"), ("prod", "__Host-ior"), ("dev", "__Host-ior")])
def test_a_stage_takes_the_cookie_of_its_own_name_only(
    fresh: Twin, monkeypatch: pytest.MonkeyPatch, stage: str, name: str
) -> None:
    """E19"""
    with connected(fresh) as somebody:
        monkeypatch.setenv("STAGE", stage)
        wiring.current_settings.cache_clear()
        anybody = Caller(somebody.http)
        for sent in ("ior", "__Host-ior", "__host-ior", "__Secure-ior"):
            response = anybody.get("/api/pipeline", cookie=f"{sent}={somebody.token}")
            assert response.status_code == (200 if sent == name else 401)
        made = anybody.ask(("POST", "/api/auth/login")).headers["Set-Cookie"]
    assert made.startswith(f"{name}=")
    assert ("; Secure" in made) == (stage != "local")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(made.split("; "))


@CLOSED
def test_a_stage_with_a_setting_that_makes_no_sense_answers_nothing(
    somebody: Caller, route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAGE", "prod")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    wiring.current_settings.cache_clear()
    problem(somebody.ask(route), 500)


def test_anybody_may_ask_whether_the_service_answers(nobody: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "prod")
    wiring.current_settings.cache_clear()
    assert document(nobody.get("/api/health"))["status"] == "ok"
