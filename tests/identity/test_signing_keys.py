"""Signing keys: with which nothing starts."""

from typing import Any

import pytest

from chalicelib.identity.errors import KeysRefused
from chalicelib.identity.tokens import keyring
from tests.identity.office import KEYS, SECRET


def with_secret(secret: Any) -> dict[str, Any]:
    return {"current": "k1", "keys": {"k1": {"secret": secret, "until": None}}}


SECRETS = {
    "31 bytes": SECRET[:31],
    "empty": "",
    "missing": None,
    "a number": 12345678901234567890123456789012,
    "a list": [SECRET],
    "the one of the best known page": "a-string-secret-at-least-256-bits-long",
    "the one before": "your-256-bit-secret-your-256-bit-secret",
    "an example": "example-secret-1f8a7d3c5b9e2046-ior",
    "a place to fill in": "CHANGE_ME_1f8a7d3c5b9e20461f8a7d3c",
    "another": "<replace-me-with-32-random-bytes-9X>",
    "for developers": "development-only-Qx7Rk2Wn9Bv4Tz8Lp",
    "one sign": "a" * 64,
    "few signs": "0123" * 16,
    "in order": "0123456789abcdef0123456789abcdef",
}
DOCUMENTS: dict[str, Any] = {
    "nothing": {},
    "no keys": {"current": "k1", "keys": {}},
    "keys a list": {"current": "k1", "keys": [SECRET]},
    "no current": {"keys": KEYS["keys"]},
    "another current": {**KEYS, "current": "k9"},
    "current that ends": {"current": "k1", "keys": {"k1": {"secret": SECRET, "until": 2_000_000_000}}},
    "end a text": {**KEYS, "keys": {**KEYS["keys"], "k3": {"secret": SECRET[::-1], "until": "2030"}}},
    "end true": {**KEYS, "keys": {**KEYS["keys"], "k3": {"secret": SECRET[::-1], "until": True}}},
    "key a text": {"current": "k1", "keys": {"k1": SECRET}},
    "id a path": {"current": "../k", "keys": {"../k": {"secret": SECRET}}},
    "id empty": {"current": "", "keys": {"": {"secret": SECRET}}},
    "the same secret twice": {"current": "k1", "keys": {"k1": {"secret": SECRET}, "k2": {"secret": SECRET}}},
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_a_secret_that_can_be_guessed_is_refused(secret: Any) -> None:
    """E8: less than 32 bytes, or one that stands in examples: the start is refused, the secret not told."""
    with pytest.raises(KeysRefused, match="'k1'") as refused:
        keyring(with_secret(secret))
    assert not secret or str(secret) not in str(refused.value)


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_that_makes_no_sense_is_refused(document: Any) -> None:
    """E8"""
    with pytest.raises(KeysRefused):
        keyring(document)


def test_a_random_secret_of_32_bytes_is_taken() -> None:
    """E8"""
    ring = keyring(with_secret(SECRET[:32]))
    assert ring.keys[ring.current].secret == SECRET[:32].encode()
    assert keyring(KEYS).current == "k2"
