"""Cookies and bearer tokens: how a token comes and goes."""

import pytest

from chalicelib.identity.cookies import Shown, clear_cookie, set_cookie, shown


def test_the_cookie_is_out_of_reach() -> None:
    """E19: every flag, and a name that only this host can set."""
    assert set_cookie("a.b.c", local=False) == ("__Host-ior=a.b.c; Path=/; Secure; HttpOnly; SameSite=Strict")


def test_a_developer_s_machine_has_no_tls() -> None:
    """E19: a plain name, and all flags but Secure."""
    assert set_cookie("a.b.c", local=True) == "ior=a.b.c; Path=/; HttpOnly; SameSite=Strict"


@pytest.mark.parametrize("local", [True, False])
def test_what_clears_is_the_same_cookie(local: bool) -> None:
    """E19: a browser takes a `__Host-` cookie back only with the same flags."""
    cleared = clear_cookie(local=local)
    assert cleared.startswith(set_cookie("", local=local) + "; Max-Age=0;")


COOKIES = {
    "alone": ("__Host-ior=a.b.c", "a.b.c"),
    "among others": ("theme=dark; __Host-ior=a.b.c; x=y", "a.b.c"),
    "without spaces": ("theme=dark;__Host-ior=a.b.c;x=y", "a.b.c"),
    "none": ("", None),
    "another": ("theme=dark", None),
    "empty": ("__Host-ior=", None),
    "twice": ("__Host-ior=a.b.c; __Host-ior=d.e.f", None),
    "twice the same": ("__Host-ior=a.b.c; __Host-ior=a.b.c", None),
    "twice, one empty": ("__Host-ior=a.b.c; __Host-ior=", None),
    "the plain name": ("ior=a.b.c", None),
    "another case": ("__host-ior=a.b.c", None),
    "a space in the name": ("__Host-ior =a.b.c", None),
    "a longer name": ("x__Host-ior=a.b.c", None),
    "no value": ("__Host-ior", None),
}


@pytest.mark.parametrize(("header", "token"), COOKIES.values(), ids=COOKIES)
def test_cookies_are_read_strictly(header: str, token: str | None) -> None:
    """E19: exactly one of the name, or none."""
    found = shown({"cookie": header}, local=False)
    assert found == (Shown(token, by_cookie=True) if token else None)


def test_each_stage_takes_its_own_name() -> None:
    """E19: the plain name, which any page of the host could set, counts on a developer's machine only."""
    both = {"cookie": "ior=plain; __Host-ior=secure"}
    assert shown(both, local=True) == Shown("plain", by_cookie=True)
    assert shown(both, local=False) == Shown("secure", by_cookie=True)


AUTHORIZATIONS = {
    "bearer": ("Bearer a.b.c", "a.b.c"),
    "in small letters": ("bearer a.b.c", "a.b.c"),
    "basic": ("Basic YWRhOmFkYQ==", None),
    "no token": ("Bearer", None),
    "empty token": ("Bearer ", None),
    "empty": ("", None),
    "token alone": ("a.b.c", None),
}


@pytest.mark.parametrize(("header", "token"), AUTHORIZATIONS.values(), ids=AUTHORIZATIONS)
def test_an_authorization_counts_alone(header: str, token: str | None) -> None:
    """A request with both is judged by what its sender wrote, not by what the browser added."""
    found = shown({"authorization": header, "cookie": "__Host-ior=d.e.f"}, local=False)
    assert found == (Shown(token, by_cookie=False) if token else None)
