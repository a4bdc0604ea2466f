"""Requests that another site makes a browser send."""

import pytest

from chalicelib.identity import forgery
from chalicelib.identity.errors import CrossSite

OWN = ("https://ior.example",)
JSON = {"content-type": "application/json"}
SITE = {"sec-fetch-site": "same-origin"}
ORIGIN = {"origin": OWN[0]}
ALLOWED = {
    "browser": {**JSON, **SITE, **ORIGIN},
    "browser without Origin": {**JSON, **SITE},
    "older browser": {**JSON, **ORIGIN},
    "charset": {"content-type": "application/json; charset=utf-8", **ORIGIN},
    "capitals": {"content-type": "Application/JSON", **ORIGIN},
}
FORGED = {
    "nothing said": {**JSON},
    "another site": {**JSON, "sec-fetch-site": "cross-site", "origin": "https://evil.example"},
    "another host of the site": {**JSON, "sec-fetch-site": "same-site", "origin": "https://x.ior.example"},
    "typed address": {**JSON, "sec-fetch-site": "none"},
    "wrong Origin": {**JSON, "origin": "https://evil.example"},
    "wrong Origin, right site": {**JSON, **SITE, "origin": "https://evil.example"},
    "right Origin, wrong site": {**JSON, **ORIGIN, "sec-fetch-site": "cross-site"},
    "Origin null": {**JSON, "origin": "null"},
    "Origin empty": {**JSON, "origin": ""},
    "Origin by http": {**JSON, "origin": "http://ior.example"},
    "Origin with port": {**JSON, "origin": "https://ior.example:8443"},
    "Origin that begins alike": {**JSON, "origin": "https://ior.example.evil.example"},
    "site in capitals": {**JSON, "sec-fetch-site": "Same-Origin, cross-site"},
    "form": {**SITE, **ORIGIN, "content-type": "application/x-www-form-urlencoded"},
    "form with files": {**SITE, **ORIGIN, "content-type": "multipart/form-data; boundary=x"},
    "JSON as text": {**SITE, **ORIGIN, "content-type": "text/plain"},
    "JSON by a trick": {**SITE, **ORIGIN, "content-type": "text/plain; application/json"},
    "no type": {**SITE, **ORIGIN},
}
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize("headers", ALLOWED.values(), ids=ALLOWED)
def test_our_own_site_may(method: str, headers: dict[str, str]) -> None:
    """F5"""
    forgery.check(method, headers, OWN, by_cookie=True, has_body=True)


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
def test_another_site_may_not(method: str, headers: dict[str, str]) -> None:
    """F5: cross-site form post, text/plain JSON, no Origin, wrong Origin."""
    with pytest.raises(CrossSite):
        forgery.check(method, headers, OWN, by_cookie=True, has_body=True)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
def test_reading_is_free(method: str, headers: dict[str, str]) -> None:
    forgery.check(method, headers, OWN, by_cookie=True, has_body=False)


def test_a_request_without_body_has_no_type() -> None:
    forgery.check("DELETE", {**SITE}, OWN, by_cookie=True, has_body=False)


def test_programs_say_nothing_of_sites() -> None:
    """F5: a bearer token is sent by nobody but who has it; a program that signs in has neither."""
    forgery.check("POST", JSON, OWN, by_cookie=False, has_body=True)


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
def test_no_other_site_signs_anybody_in(headers: dict[str, str]) -> None:
    """F5: else somebody would work in an account that is not his."""
    with pytest.raises(CrossSite):
        forgery.check("POST", {**JSON, **headers}, OWN, by_cookie=False, has_body=True)


def test_without_known_origins_the_browser_s_word_counts() -> None:
    """F5: and where there is none, nothing does."""
    forgery.check("POST", {**JSON, **SITE, **ORIGIN}, (), by_cookie=True, has_body=True)
    for by_cookie in (True, False):
        with pytest.raises(CrossSite):
            forgery.check("POST", {**JSON, **ORIGIN}, (), by_cookie=by_cookie, has_body=True)
