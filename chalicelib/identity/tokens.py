"""Session tokens: JWT signed with HS256, by keys that can be exchanged while people work.

The keys come as one JSON document:

    {"current": "k2",
     "keys": {"k1": {"secret": "…", "until": 1800000000}, "k2": {"secret": "…", "until": null}}}

The document of a new stage is `{"secret": "…"}`, as AWS makes it up: one key, by the name of `first`.

To exchange a key, add the new one; when every process has read the document again, make it `current` and give
the old one an `until`, in epoch seconds, by which the sessions that it signed have ended.

A token names a user and a session, and nothing else: role and status are read with each request. Its header
and its claims are exactly those below. Source: RFC 8725, OWASP ASVS 5.0 (9.1, 9.2).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.identity.errors import KeysRefused, TokenRefused
from chalicelib.identity.names import FORM as NAME

ALGORITHM = "HS256"
PURPOSE = "session"
LIFETIME = 12 * 3600
FIRST = "first"
"""The id of the key that a stage begins with."""
LEEWAY = 60
"""Seconds by which the clocks of our machines may differ."""
LEAST_SECRET = 32
LEAST_DIFFERENT = 10
"""Different bytes of a secret; a random one has more, one that somebody typed to fill the place has not."""
MOST_CHARACTERS = 2048
_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_KEY_ID = re.compile(r"[A-Za-z0-9._-]{1,32}")
_SESSION = re.compile(r"[0-9a-f]{32}")
_EXAMPLES = re.compile(
    r"example|placeholder|change.?me|change.?this|replace.?me|your.?\d*.?(bit.?)?secret|a.?string.?secret"
    r"|insert|development|not.?so.?secret|supersecret|0123456789abcdef|abcdefghij",
    re.IGNORECASE,
)
_CLAIMS = {"iss": str, "aud": str, "sub": str, "jti": str, "typ": str, "iat": int, "nbf": int, "exp": int}
# pyjwt takes the time from the machine, and a list for a text: what a claim has to be stands here.
_UNCHECKED: Any = {f"verify_{claim}": False for claim in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")}


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A secret that tokens are signed with."""

    secret: bytes
    until: int | None
    """Epoch seconds from which on it opens nothing."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys that tokens may be signed with, by id, and the one that new ones are signed with."""

    current: str
    keys: Mapping[str, SigningKey]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes and reads the tokens of one stage: `keys` gives the keys as they are now."""

    keys: Callable[[], Keyring]
    issuer: str
    audience: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What a good token says. Times are epoch seconds."""

    name: str
    session: str
    issued_at: int
    ends_at: int


def keyring(document: Mapping[str, Any]) -> Keyring:
    """The keys of a document as above. Raises `KeysRefused`; nothing may start with such a document."""
    if document.keys() == {"secret"}:
        document = {"current": FIRST, "keys": {FIRST: {**document, "until": None}}}
    listed = document.get("keys")
    if not isinstance(listed, Mapping) or not listed:
        raise KeysRefused('The signing keys are missing: give {"current": id, "keys": {id: {"secret": …}}}.')
    keys = {name: _signing_key(name, said) for name, said in listed.items()}
    current = str(document.get("current"))
    if current not in keys or keys[current].until is not None:
        raise KeysRefused(f"The current signing key {current!r} has to be one of the keys, without an end.")
    if len({key.secret for key in keys.values()}) < len(keys):
        raise KeysRefused("Two signing keys have the same secret: a new key needs a new one.")
    return Keyring(current, keys)


def issue(tokens: Tokens, name: str, session: str, now: int) -> str:
    """A token for a session that begins now."""
    import jwt  # not for the functions that answer no request

    ring = tokens.keys()
    said = {"iss": tokens.issuer, "aud": tokens.audience, "sub": name, "jti": session, "typ": PURPOSE}
    times = {"iat": now, "nbf": now, "exp": now + LIFETIME}
    secret = ring.keys[ring.current].secret
    return jwt.encode({**said, **times}, secret, ALGORITHM, {"typ": "JWT", "kid": ring.current})


def read(tokens: Tokens, token: str, now: int) -> Claims:
    """What a token says, if it is one of ours and its time has come and not passed. Raises `TokenRefused`."""
    import jwt  # as above

    if len(token) > MOST_CHARACTERS or not _FORM.fullmatch(token):
        raise TokenRefused("not three parts of base64url")
    try:
        key = _named_key(tokens, jwt.get_unverified_header(token), now)
        claims = jwt.decode(token, key.secret, [ALGORITHM], _UNCHECKED)
    except jwt.PyJWTError as error:
        # Its text may quote the token, and what is refused goes into the log.
        raise TokenRefused(type(error).__name__) from error
    _check_kinds(claims)
    _check_texts(tokens, claims)
    _check_times(claims, now)
    return Claims(claims["sub"], claims["jti"], claims["iat"], claims["exp"])


def _signing_key(name: str, said: Any) -> SigningKey:
    where = f"The signing key {name!r:.40}"
    if not _KEY_ID.fullmatch(name) or not isinstance(said, Mapping):
        raise KeysRefused(f'{where} has to be an id and {{"secret": text, "until": epoch seconds or null}}.')
    secret, until = said.get("secret"), said.get("until")
    if not isinstance(secret, str) or len(secret.encode()) < LEAST_SECRET:
        raise KeysRefused(f"{where} needs a secret of at least {LEAST_SECRET} bytes: take random ones.")
    if _EXAMPLES.search(secret) or len(set(secret.encode())) < LEAST_DIFFERENT:
        raise KeysRefused(f"{where} has a secret that stands in examples: take {LEAST_SECRET} random bytes.")
    if until is not None and type(until) is not int:
        raise KeysRefused(f"{where} has an end that is not a number of epoch seconds.")
    return SigningKey(secret.encode(), until)


def _named_key(tokens: Tokens, header: Mapping[str, Any], now: int) -> SigningKey:
    # `jku`, `jwk`, `x5u` and `crit` would be orders of the sender's; no header of ours has them.
    if header.keys() != {"alg", "typ", "kid"} or (header["alg"], header["typ"]) != (ALGORITHM, "JWT"):
        raise TokenRefused("another header than ours")
    key = tokens.keys().keys.get(header["kid"])
    if key is None or (key.until is not None and now >= key.until):
        raise TokenRefused("signed with a key that is not known, or not any more")
    return key


def _check_kinds(claims: Mapping[str, Any]) -> None:
    if claims.keys() != _CLAIMS.keys():
        raise TokenRefused("other claims than ours")
    if any(type(claims[name]) is not kind for name, kind in _CLAIMS.items()):
        raise TokenRefused("a claim of another kind than ours")


def _check_texts(tokens: Tokens, claims: Mapping[str, Any]) -> None:
    if (claims["iss"], claims["aud"], claims["typ"]) != (tokens.issuer, tokens.audience, PURPOSE):
        raise TokenRefused("made by somebody else, for somebody else, or for another purpose")
    if not NAME.fullmatch(claims["sub"]) or not _SESSION.fullmatch(claims["jti"]):
        raise TokenRefused("no user or no session in it")


def _check_times(claims: Mapping[str, Any], now: int) -> None:
    issued, begins, ends = claims["iat"], claims["nbf"], claims["exp"]
    if max(issued, begins) > now + LEEWAY or ends + LEEWAY <= now:
        raise TokenRefused("before its time, or after it")
    if ends > issued + LIFETIME:
        raise TokenRefused("it holds longer than we let any")
