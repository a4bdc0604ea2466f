"""F17: behind proxies of ours the limits to guessing go by who is in front of them; signing in again."""

import os
from typing import Any

import pytest

from chalicelib.gateway import Gateway
from chalicelib.identity.limits import PAIR
from chalicelib.settings import BadSetting, settings
from tests.api.calling import Caller, connected, event, forget_what_is_kept, the_app
from tests.api.people import ANN
from tests.identity.office import PASSWORD
from tests.pipeline.twin import Twin

CDN, NETWORKS = "130.176.8.8", "130.176.0.0/17 2600:9000::/28"
ONE_PROXY = {"TRUSTED_PROXIES": "1", "PROXY_NETWORKS": NETWORKS}
REFUSED = {
    "no number": ({"TRUSTED_PROXIES": "yes"}, "TRUSTED_PROXIES"),
    "none": ({"TRUSTED_PROXIES": ""}, "TRUSTED_PROXIES"),
    "less than none": ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES"),
    "too many": ({"TRUSTED_PROXIES": "6"}, "TRUSTED_PROXIES"),
    "from anywhere": ({"TRUSTED_PROXIES": "1"}, "TRUSTED_PROXIES"),
    "no network": ({"PROXY_NETWORKS": "130.176.0.0/17 cloudfront"}, "PROXY_NETWORKS"),
    "an address in a network": ({"PROXY_NETWORKS": "130.176.8.8/17"}, "PROXY_NETWORKS"),
}


def signing_in(app: Gateway, peer: str, forwarded: str) -> int:
    """The status of a sign-in with a wrong password."""
    asked: dict[str, Any] = event(
        app,
        "POST",
        "/api/auth/login",
        headers={
            "Content-Type": "application/json",
            "X-Forwarded-For": forwarded,
            "Sec-Fetch-Site": "same-origin",
        },
        body=f'{{"username": "{ANN}", "password": "not her password at all"}}',
    )
    asked["requestContext"] |= {"identity": {"sourceIp": peer}}
    status: int = app(asked, None)["statusCode"]
    return status


@pytest.fixture
def behind(fresh: Twin, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The app with settings."""

    def with_settings(said: dict[str, str]) -> Gateway:
        for name, value in said.items():
            monkeypatch.setenv(name, value)
        forget_what_is_kept()
        return the_app()

    with connected(fresh):
        yield with_settings


def test_callers_behind_a_proxy_do_not_share_their_limit(behind: Any) -> None:
    app = behind(ONE_PROXY)
    for _ in range(PAIR.most):
        assert signing_in(app, CDN, f"203.0.113.9, {CDN}") == 401
    assert signing_in(app, CDN, f"203.0.113.9, {CDN}") == 429
    assert signing_in(app, CDN, f"203.0.113.10, {CDN}") == 401


@pytest.mark.parametrize("peer", [CDN, "203.0.113.9"], ids=["through the proxy", "round it"])
def test_nobody_guesses_on_under_addresses_that_he_writes(behind: Any, peer: str) -> None:
    app, behind_it = behind(ONE_PROXY), f", {CDN}" if peer == CDN else ""
    written = [f"198.51.100.{number}, 203.0.113.9{behind_it}" for number in range(PAIR.most + 1)]
    statuses = [signing_in(app, peer, forwarded) for forwarded in written]
    assert statuses == [401] * PAIR.most + [429]


def test_without_settings_no_header_is_asked(behind: Any) -> None:
    app = behind({})
    assert "TRUSTED_PROXIES" not in os.environ
    statuses = [signing_in(app, CDN, f"203.0.113.{number}, {CDN}") for number in range(PAIR.most + 1)]
    assert statuses == [401] * PAIR.most + [429]


@pytest.mark.parametrize(("said", "named"), REFUSED.values(), ids=REFUSED)
def test_proxies_that_make_no_sense_are_refused_by_name(said: dict[str, str], named: str) -> None:
    """H13: also a number of them that anybody could pretend to be."""
    with pytest.raises(BadSetting, match=f"^{named} "):
        settings(said)


def test_proxies_that_make_sense_are_taken() -> None:
    assert (settings({}).trusted_proxies, settings({}).proxy_networks) == (0, ())
    found = settings(ONE_PROXY)
    assert (found.trusted_proxies, found.proxy_networks) == (1, tuple(NETWORKS.split()))


def test_a_browser_that_signs_in_again_has_one_session(fresh: Twin) -> None:
    """ASVS 7.2.4: the cookie that it shows is that of the session which ends."""
    with connected(fresh) as somebody:
        nobody = Caller(somebody.http)
        cookie = f"ior={somebody.token}"
        assert nobody.get("/api/auth/me", cookie=cookie).status_code == 200
        body = b'{"username": "%s", "password": "%s"}'
        answered = nobody.send(
            "POST",
            "/api/auth/login",
            body % (ANN.encode(), PASSWORD.encode()),
            content_type="application/json",
            cookie=cookie,
            sec_fetch_site="same-origin",
        )
        assert answered.status_code == 200, answered.body
        fresh_cookie = answered.headers["Set-Cookie"].partition(";")[0]
        assert nobody.get("/api/auth/me", cookie=cookie).status_code == 401
        assert nobody.get("/api/auth/me", cookie=fresh_cookie).status_code == 200
