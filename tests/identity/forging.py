"""Tokens made by hand, with any header, any claims and any signature."""

import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any

from tests.identity.office import AUDIENCE, ISSUER, SECRET

HEADER = {"alg": "HS256", "kid": "k2", "typ": "JWT"}
SESSION = "0123456789abcdef" * 2
LEFT_OUT = object()
"""In place of a value: the field is not there at all."""


def claims(now: int, **changed: Any) -> dict[str, Any]:
    """The claims of a good token that was made at `now`, with some changed."""
    good = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "ada",
        "jti": SESSION,
        "typ": "session",
        "iat": now,
        "nbf": now,
        "exp": now + 12 * 3600,
    }
    return _with(good, changed)


def header(**changed: Any) -> dict[str, Any]:
    """The header of a good token, with some fields changed."""
    return _with(HEADER, changed)


def token(head: Any, body: Any, secret: str | bytes = SECRET, digest: str = "sha256") -> str:
    """A token with a good signature by a secret; header and claims may be anything, and text as it stands."""
    signed = f"{part(head)}.{part(body)}"
    key = secret.encode() if isinstance(secret, str) else secret
    return f"{signed}.{encoded(hmac.digest(key, signed.encode(), digest))}"


def part(content: Any) -> str:
    """A part of a token: JSON, or text and bytes as they stand."""
    if isinstance(content, bytes):
        return encoded(content)
    text = content if isinstance(content, str) else json.dumps(content, separators=(",", ":"))
    return encoded(text.encode())


def spelt(name: str, value: str, now: int) -> str:
    """The claims of a good token as text, the value of one written as given."""
    return json.dumps(claims(now, **{name: "?"})).replace('"?"', value)


def encoded(content: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _with(good: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**good, **changed}.items() if value is not LEFT_OUT}
