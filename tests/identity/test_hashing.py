"""How passwords are kept and verified."""

import bcrypt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.identity import hashing
from chalicelib.identity.passwords import LONGEST, normal
from tests.identity.office import CHEAP, PASSWORD

LONG = {
    "73 bytes": "x" * 73,
    "72 signs of four bytes": "".join(chr(0x1F400 + n) for n in range(72)),
    "128 signs": "".join(chr(0x4E00 + n) for n in range(LONGEST)),
    "NUL": "quartz\0lantern meadow",
}
NOBODYS = {
    "1 MB": "x" * 1_000_000,
    "129 signs": "".join(chr(0x4E00 + n) for n in range(129)),
    "lone surrogate": "quartz lantern \ud800",
    "18 for each in NFKC": "ﷺ" * 100,
}
EMPTY = bcrypt.hashpw(b"", bcrypt.gensalt(CHEAP)).decode()
"""What the older application kept for somebody without a password."""
WORTHLESS = {
    "nothing": "",
    "text": "secret",
    "SHA-256": "c49fea7425fa7f8699897a97c159c6690267d9003bb78c53fafa8fc15c325d84",
    "bcrypt cut off": "$2b$12$64JgDu1796FRaz5nGQEofe",
    "bcrypt of cost 31": f"$2b$31${'.' * 53}",
    "bcrypt of cost 3": f"$2b$03${'.' * 53}",
    "bcrypt, first kind": f"$2x$12${'.' * 53}",
    "ours, cut off": "sha256+$2b$12$",
    "ours twice": f"sha256+sha256+$2b$04${'.' * 53}",
    "not ASCII": f"$2b$04${'é' * 53}",
}


@pytest.mark.parametrize("password", LONG.values(), ids=LONG)
def test_nothing_of_a_password_is_cut_off(password: str) -> None:
    """E9: 73 bytes, many bytes a sign, NUL: the last sign counts as the first does."""
    kept = hashing.hashed(password, CHEAP)
    assert hashing.matches(password, kept, CHEAP)
    assert not hashing.matches(password[:-1], kept, CHEAP)
    assert not hashing.matches(password[:-1] + "!", kept, CHEAP)


@pytest.mark.parametrize("password", NOBODYS.values(), ids=NOBODYS)
@pytest.mark.parametrize(
    "stored",
    [hashing.hashed(PASSWORD, CHEAP), f"$2b$04${'.' * 53}", "", EMPTY],
    ids=["a hash", "a broken hash", "nothing", "the hash of nothing"],
)
def test_what_nobody_can_have_is_refused_quietly(password: str, stored: str) -> None:
    """E9: too long or not to be written: wrong, without an error."""
    assert hashing.matches(password, stored, CHEAP) is False


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_only_the_password_itself_matches(password: str, other: str) -> None:
    """E9: never an error, never another password."""
    if normal(password) is None:
        with pytest.raises(ValueError, match="check it first"):
            hashing.hashed(password, CHEAP)
        return
    kept = hashing.hashed(password, CHEAP)
    assert hashing.matches(password, kept, CHEAP)
    assert hashing.matches(other, kept, CHEAP) == (normal(other) == normal(password))


@pytest.mark.parametrize("stored", WORTHLESS.values(), ids=WORTHLESS)
@pytest.mark.parametrize("password", ["", "secret", PASSWORD])
def test_what_is_no_hash_matches_nothing(stored: str, password: str) -> None:
    assert not hashing.is_kept(stored)
    assert hashing.matches(password, stored, CHEAP) is False


def old(password: str, cost: int = CHEAP) -> str:
    """A hash as the older application made it."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(cost)).decode()


def test_a_hash_of_the_older_application_is_verified_as_what_it_is() -> None:
    """E22: bcrypt over the raw password; neither scheme takes the other's."""
    kept = old("Old-Admin-Passw0rd!")
    assert hashing.is_kept(kept)
    assert hashing.is_stale(kept, CHEAP)
    assert hashing.matches("Old-Admin-Passw0rd!", kept, CHEAP)
    assert not hashing.matches("Old-Admin-Passw0rd", kept, CHEAP)
    assert not hashing.matches("Old-Admin-Passw0rd!", hashing.SCHEME + kept, CHEAP)


def test_the_older_application_s_hash_knows_only_what_bcrypt_takes() -> None:
    """E9: where the older application would have cut off, nothing matches."""
    assert hashing.matches("x" * 72, old("x" * 72), CHEAP)
    assert not hashing.matches("x" * 73, old("x" * 72), CHEAP)


def test_a_hash_of_another_cost_is_stale() -> None:
    """E22: the cost is declared once, and a hash of another is renewed."""
    assert hashing.COST == 12
    kept = hashing.hashed(PASSWORD, CHEAP)
    assert kept.startswith("sha256+$2b$04$")
    assert hashing.is_stale(kept)
    assert not hashing.is_stale(kept, CHEAP)
