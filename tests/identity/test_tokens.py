"""Session tokens: what opens nothing, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.identity import tokens
from chalicelib.identity.callers import caller_of
from chalicelib.identity.errors import TokenRefused
from chalicelib.identity.tokens import LEEWAY, LIFETIME, MOST_CHARACTERS, Tokens, keyring
from tests.identity.forging import LEFT_OUT, SESSION, claims, encoded, header, part, spelt, token
from tests.identity.office import AUDIENCE, ISSUER, KEYS, OLD_SECRET, SECRET, Office

NOW = 1_795_424_400
OURS = Tokens(lambda: keyring(KEYS), ISSUER, AUDIENCE)
GOOD = token(header(), claims(NOW))
HEAD, BODY, SIGNATURE = GOOD.split(".")
PUBLIC_KEY = (
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END"
)


def body(**changed: Any) -> str:
    """A token with a good signature, and claims that are changed."""
    return token(header(), claims(NOW, **changed))


def head(**changed: Any) -> str:
    """A token with a good signature, and a header that is changed."""
    return token(header(**changed), claims(NOW))


ALGORITHMS_AND_HEADERS = {
    "alg none, no signature": f"{part(header(alg='none'))}.{BODY}.",
    "alg none, signed": head(alg="none"),
    "alg None": f"{part(header(alg='None'))}.{BODY}.{SIGNATURE}",
    "alg NONE, old signature": f"{part(header(alg='NONE'))}.{BODY}.{SIGNATURE}",
    "alg left out": head(alg=LEFT_OUT),
    "alg empty": head(alg=""),
    "alg null": head(alg=None),
    "alg a list": head(alg=["HS256"]),
    "alg in small letters": head(alg="hs256"),
    "HS384": token(header(alg="HS384"), claims(NOW), digest="sha384"),
    "HS512": token(header(alg="HS512"), claims(NOW), digest="sha512"),
    "RS256 signed with a secret": head(alg="RS256"),
    "HS256 signed with a public key": token(header(), claims(NOW), secret=PUBLIC_KEY),
    "ES256": head(alg="ES256"),
    "EdDSA": head(alg="EdDSA"),
    "jku": head(jku="https://evil.example/keys.json"),
    "jwk": head(jwk={"kty": "oct", "k": encoded(b"evil" * 8)}),
    "jwk, signed with it": token(header(jwk={"kty": "oct", "k": "ZXZpbA"}), claims(NOW), secret="evil"),
    "x5u": head(x5u="https://evil.example/cert.pem"),
    "x5c": head(x5c=["MIIB"]),
    "crit": head(crit=["exp"], exp=NOW),
    "crit b64": head(crit=["b64"], b64=True),
    "b64 false": head(crit=["b64"], b64=False),
    "zip": head(zip="DEF"),
    "cty, a token in a token": head(cty="JWT"),
    "typ left out": head(typ=LEFT_OUT),
    "typ at+jwt": head(typ="at+jwt"),
    "typ null": head(typ=None),
    "kid left out": head(kid=LEFT_OUT),
    "kid unknown": head(kid="k3"),
    "kid empty": head(kid=""),
    "kid null": head(kid=None),
    "kid a number": head(kid=2),
    "kid a list": head(kid=["k2"]),
    "kid a path": head(kid="../../../../dev/null"),
    "kid a path, signed with nothing": token(header(kid="../../dev/null"), claims(NOW), secret=b""),
    "kid a query": head(kid="k2' OR '1'='1"),
    "kid of the other key": head(kid="k1"),
    "header a list": token([header()], claims(NOW)),
    "header null": token(None, claims(NOW)),
    "header not JSON": token("{", claims(NOW)),
    "header nested without end": token("[" * 900, claims(NOW)),
}
SIGNATURES_AND_FORMS = {
    "signed with the old key as the new": token(header(), claims(NOW), secret=OLD_SECRET),
    "signed with nothing": token(header(), claims(NOW), secret=b""),
    "signed with an example": token(header(), claims(NOW), secret="your-256-bit-secret"),
    "signature left out": f"{HEAD}.{BODY}.",
    "signature cut off": f"{HEAD}.{BODY}.{SIGNATURE[:-4]}",
    "signature of another": f"{HEAD}.{BODY}.{body(sub='eve').rpartition('.')[2]}",
    "claims of another": f"{HEAD}.{part(claims(NOW, sub='eve'))}.{SIGNATURE}",
    "last bits of the signature": GOOD[:-1] + chr(ord(GOOD[-1]) + 1),
    "two parts": f"{HEAD}.{BODY}",
    "four parts": f"{GOOD}.{SIGNATURE}",
    "five parts, encrypted": f"{HEAD}..{BODY}.{BODY}.{SIGNATURE}",
    "padded": f"{GOOD}=",
    "with space": f" {GOOD}",
    "with line break": f"{GOOD}\n",
    "base64 of the other kind": GOOD.replace(SIGNATURE, SIGNATURE[:-1] + "+"),
    "JSON form": '{"payload":"' + BODY + '"}',
    "not ASCII": GOOD + "é",
    "lone surrogate": GOOD + "\ud800",
    "empty": "",
    "dots": "..",
    "too long": token(header(), claims(NOW, sub="a" * MOST_CHARACTERS)),
    "a million signs": "a" * 1_000_000,
}
KINDS_AND_VALUES = {
    "role as a claim": body(role="admin"),
    "role a list": body(role=["admin"]),
    "any other claim": body(scope="all"),
    "sub a number": body(sub=7),
    "sub a list": body(sub=["ada"]),
    "sub null": body(sub=None),
    "sub empty": body(sub=""),
    "sub not canonical": body(sub="Ada"),
    "sub a key": body(sub="ada#x"),
    "jti a number": body(jti=1),
    "jti short": body(jti="0123"),
    "jti a key": body(jti="0123456789abcdef0123456789abcde#"),
    "iss of another": body(iss="evil"),
    "iss a list": body(iss=[ISSUER]),
    "iss null": body(iss=None),
    "aud of another": body(aud="other"),
    "aud a list": body(aud=[AUDIENCE]),
    "aud many": body(aud=["other", AUDIENCE]),
    "typ a list": body(typ=["session"]),
    "exp a text": body(exp=str(NOW + 60)),
    "exp a fraction": body(exp=NOW + 60.5),
    "exp without end": token(header(), spelt("exp", "1e999", NOW)),
    "exp NaN": token(header(), spelt("exp", "NaN", NOW)),
    "exp of 600 digits": token(header(), spelt("exp", "1" * 600, NOW)),
    "exp twice, the last too late": token(header(), spelt("exp", f'0,"exp":{NOW + LIFETIME + 1}', NOW)),
    "exp null": body(exp=None),
    "exp true": body(exp=True),
    "exp huge": body(exp=10**30),
    "iat a text": body(iat=str(NOW)),
    "iat true": body(iat=True),
    "nbf a text": body(nbf=str(NOW)),
    "nbf true": body(nbf=True),
    "nbf a list": body(nbf=[NOW]),
    "longer than we let any": body(exp=NOW + LIFETIME + 1),
    "claims a list": token(header(), [claims(NOW)]),
    "claims null": token(header(), "null"),
    "claims a text": token(header(), '"ada"'),
    "claims not JSON": token(header(), "{"),
    "claims not UTF-8": token(header(), b'{"sub":"\xff"}'),
    "claims nested": token(header(), "[" * 900),
}
LEFT_OUT_CLAIMS = {f"no {name}": body(**{name: LEFT_OUT}) for name in claims(NOW)}
PURPOSES = {
    f"typ {purpose!r}": body(typ=purpose) for purpose in ("reset", "refresh", "upload", "Session", "", "JWT")
}
CORPUS = {
    **{f"E1 {name}": found for name, found in {**ALGORITHMS_AND_HEADERS, **SIGNATURES_AND_FORMS}.items()},
    **{f"E2 {name}": found for name, found in KINDS_AND_VALUES.items()},
    **{f"E4 {name}": found for name, found in LEFT_OUT_CLAIMS.items()},
    **{f"E5 {name}": found for name, found in PURPOSES.items()},
}


def test_a_token_made_by_hand_is_good_where_nothing_is_wrong_with_it() -> None:
    """Otherwise the attacks below would prove nothing."""
    found = tokens.read(OURS, GOOD, NOW)
    assert (found.name, found.session, found.issued_at, found.ends_at) == (
        "ada",
        SESSION,
        NOW,
        NOW + LIFETIME,
    )
    assert tokens.issue(OURS, "ada", SESSION, NOW).count(".") == 2
    assert tokens.read(OURS, tokens.issue(OURS, "ada", SESSION, NOW), NOW) == found


@pytest.mark.parametrize("attack", CORPUS.values(), ids=CORPUS)
def test_an_attack_is_refused(office: Office, attack: str) -> None:
    """E1, E2, E4, E5: refused, and to whoever sent it the same as no token at all."""
    with pytest.raises(TokenRefused):
        tokens.read(OURS, attack, NOW)
    assert caller_of(office.table, OURS, attack, NOW) is None


def test_what_is_too_long_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """E1: nobody makes us decode a megabyte."""
    monkeypatch.delattr(jwt, "get_unverified_header")
    with pytest.raises(TokenRefused):
        tokens.read(OURS, f"{HEAD}.{'a' * MOST_CHARACTERS}.{SIGNATURE}", NOW)


def test_the_corpus_is_large_enough() -> None:
    """R11: at least twenty attacks."""
    assert len(CORPUS) == len(set(CORPUS.values())) >= 100


TIMES = {
    "fresh": (0, 0, LIFETIME, 0, True),
    "last second": (0, 0, LIFETIME, LIFETIME - 1, True),
    "ended, within the leeway": (0, 0, LIFETIME, LIFETIME + LEEWAY - 1, True),
    "ended": (0, 0, LIFETIME, LIFETIME + LEEWAY, False),
    "issued in the future, within the leeway": (LEEWAY, 0, LIFETIME, 0, True),
    "issued in the future": (LEEWAY + 1, 0, LIFETIME, 0, False),
    "not yet, within the leeway": (0, LEEWAY, LIFETIME, 0, True),
    "not yet": (0, LEEWAY + 1, LIFETIME, 0, False),
    "a short one, ended": (0, 0, 5, 5 + LEEWAY, False),
    "made by a clock 5 minutes fast": (300, 300, LIFETIME, 0, False),
    "made by a clock 5 minutes slow": (-300, -300, LIFETIME - 300, 0, True),
}


@pytest.mark.parametrize(("issued", "begins", "ends", "later", "good"), TIMES.values(), ids=TIMES)
def test_times_are_exact(issued: int, begins: int, ends: int, later: int, good: bool) -> None:
    """E3, E20: limits to the second; clocks may differ by the leeway and no more."""
    assert LEEWAY <= 60
    found = body(iat=NOW + issued, nbf=NOW + begins, exp=NOW + ends)
    if good:
        assert tokens.read(OURS, found, NOW + later).name == "ada"
    else:
        with pytest.raises(TokenRefused):
            tokens.read(OURS, found, NOW + later)


@pytest.mark.parametrize("apart", [timedelta(minutes=-5), timedelta(minutes=5), timedelta(days=4000)])
def test_the_machine_s_own_clock_does_not_count(apart: timedelta) -> None:
    """E20: the time is the one that is given, also inside the library that reads tokens."""
    with time_machine.travel(datetime.fromtimestamp(NOW, UTC) + apart, tick=False):
        assert tokens.read(OURS, tokens.issue(OURS, "ada", SESSION, NOW), NOW).name == "ada"
        with pytest.raises(TokenRefused):
            tokens.read(OURS, GOOD, NOW + LIFETIME + LEEWAY)


def test_a_key_that_was_exchanged_opens_until_its_end() -> None:
    """E7: the old key for so long and not longer, then only the new one; never just any key."""
    old = token(header(kid="k1"), claims(NOW), secret=OLD_SECRET)
    assert tokens.read(OURS, old, NOW).name == "ada"
    end = NOW + 600
    k1 = {"secret": OLD_SECRET, "until": end}
    exchanged = replace(OURS, keys=lambda: keyring({**KEYS, "keys": {**KEYS["keys"], "k1": k1}}))
    assert tokens.read(exchanged, old, end - 1).name == "ada"
    for now in (end, end + 1):
        with pytest.raises(TokenRefused, match="not known"):
            tokens.read(exchanged, old, now)
    assert tokens.read(exchanged, GOOD, end).name == "ada"
    dropped = replace(OURS, keys=lambda: keyring({"current": "k2", "keys": {"k2": {"secret": SECRET}}}))
    with pytest.raises(TokenRefused, match="not known"):
        tokens.read(dropped, old, NOW)


def test_new_tokens_are_signed_with_the_current_key() -> None:
    """E7: a key that was added and is not current yet signs nothing."""
    only_new = replace(OURS, keys=lambda: keyring({"current": "k2", "keys": {"k2": {"secret": SECRET}}}))
    made = tokens.issue(OURS, "ada", SESSION, NOW)
    assert tokens.read(only_new, made, NOW).name == "ada"
    before = replace(OURS, keys=lambda: keyring({**KEYS, "current": "k1"}))
    with pytest.raises(TokenRefused):
        tokens.read(only_new, tokens.issue(before, "ada", SESSION, NOW), NOW)


def test_a_token_of_another_stage_opens_nothing() -> None:
    """E4: also where somebody gave two stages the same keys."""
    for other in (replace(OURS, issuer="ior-dev"), replace(OURS, audience="ior-dev-api")):
        with pytest.raises(TokenRefused):
            tokens.read(OURS, tokens.issue(other, "ada", SESSION, NOW), NOW)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.text(max_size=200) | st.from_regex(r"[\w-]{0,40}\.[\w-]{0,40}\.[\w-]{0,40}"))
def test_whatever_is_sent_is_refused_quietly(sent: str) -> None:
    """E1: no text makes anything but a refusal."""
    with pytest.raises(TokenRefused):
        tokens.read(OURS, sent, NOW)


@settings(max_examples=200)
@given(st.sampled_from(sorted(claims(NOW))), JSON, st.sampled_from(sorted(header())), JSON)
def test_one_strange_value_is_enough(claim: str, said: Any, field: str, headed: Any) -> None:
    """E2: signed with our key, one value of any JSON: refused, or the very value that we write."""
    made = token(header(**{field: headed}), claims(NOW, **{claim: said}))
    with pytest.raises(TokenRefused):
        tokens.read(OURS, made, NOW)
    try:
        found = tokens.read(OURS, body(**{claim: said}), NOW)
    except TokenRefused:
        return
    assert (found.name, found.session) == ("ada", SESSION) or claim in ("sub", "jti")
    assert type(said) is type(claims(NOW)[claim])
