"""How a token travels: in a cookie for browsers, in `Authorization: Bearer` for programs.

The cookie is out of reach of scripts, is never sent by requests that other sites start, and by its prefix
`__Host-` browsers see to it that only this host can have set it, over TLS. A developer's machine without TLS
has a cookie of a plain name, which no other stage takes. Source: OWASP ASVS 5.0 (3.3), RFC 6265bis.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SECURE_NAME, LOCAL_NAME = "__Host-ior", "ior"
_GONE = "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"


@dataclass(frozen=True, slots=True)
class Shown:
    """A token that a request shows."""

    token: str
    by_cookie: bool
    """A browser sends cookies by itself; what else a request with one must show, `forgery` knows."""


def shown(headers: Mapping[str, str], *, local: bool) -> Shown | None:
    """The token of a request; None where it has none, or not clearly one.

    `headers` are known by lower-case names. With an `Authorization` the cookie does not count.
    """
    if "authorization" in headers:
        scheme, _, token = headers["authorization"].partition(" ")
        return Shown(token, False) if scheme.lower() == "bearer" and token else None
    token = cookie_of(headers, local=local)
    return Shown(token, True) if token else None


def cookie_of(headers: Mapping[str, str], *, local: bool) -> str:
    """The token in the cookie of a request; empty where there is none, or not clearly one."""
    return _cookie(headers.get("cookie", ""), LOCAL_NAME if local else SECURE_NAME)


def set_cookie(token: str, *, local: bool) -> str:
    """The `Set-Cookie` that hands out a token; the browser forgets it when it is closed."""
    name, secure = (LOCAL_NAME, "") if local else (SECURE_NAME, "; Secure")
    return f"{name}={token}; Path=/{secure}; HttpOnly; SameSite=Strict"


def clear_cookie(*, local: bool) -> str:
    """The `Set-Cookie` that takes the token back."""
    return set_cookie("", local=local) + _GONE


def _cookie(header: str, name: str) -> str:
    """The value of the one cookie of a name; empty where there is none, or a second one from elsewhere."""
    pairs = (pair.strip(" \t").partition("=") for pair in header.split(";"))
    found = [value for found, _, value in pairs if found == name]
    return found[0] if len(found) == 1 else ""
