"""How passwords are kept: bcrypt over a digest, so that no part of a long password goes unnoticed.

    kept = "sha256+" + bcrypt(base64(SHA-256(password in NFKC, as UTF-8)))

bcrypt takes 72 bytes; a digest in base64 has 44, and no NUL. The older application kept bcrypt over the
password itself; such a hash is known by having no prefix, is verified as what it is, and replaced at the
first sign-in. Whatever else is stored stands for no password at all.
"""

import re
from base64 import b64encode
from hashlib import sha256

from chalicelib.identity.passwords import normal

COST = 12
"""bcrypt's rounds, as a power of two: about a quarter of a second of one core."""
SCHEME = "sha256+"
_MOST_OF_BCRYPT = 72
_BCRYPT = re.compile(r"\$2[aby]\$(0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}")
"""Above a cost of 15 one verification would take longer than a request may."""


def hashed(password: str, cost: int = COST) -> str:
    """A password as it is kept. Raises `ValueError` for one that `passwords.check` does not let through."""
    import bcrypt  # only who signs in needs it

    digest = _digest(password)
    if digest is None:
        raise ValueError("a password that cannot be kept; check it first")
    return SCHEME + bcrypt.hashpw(digest, bcrypt.gensalt(cost)).decode()


def matches(password: str, stored: str, cost: int = COST) -> bool:
    """Whether a password is the one that is kept.

    Asks bcrypt exactly once, also where there is nothing to compare with, so that it takes as long.
    """
    import bcrypt

    asked, known = _question(password, stored)
    same = bcrypt.checkpw(asked or b"", (known or _decoy(cost)).encode())
    return same and asked is not None and known is not None


def is_kept(stored: str) -> bool:
    """Whether what is stored stands for a password that can be verified."""
    return _BCRYPT.fullmatch(stored.removeprefix(SCHEME)) is not None


def is_stale(stored: str, cost: int = COST) -> bool:
    """Whether a hash is of the older application, or of another cost than is asked for now."""
    return not stored.startswith(f"{SCHEME}$2b${cost:02}$")


def _question(password: str, stored: str) -> tuple[bytes | None, str | None]:
    """What bcrypt is to be asked, and the hash; None for what there is not."""
    if not is_kept(stored):
        return _digest(password), None
    if stored.startswith(SCHEME):
        return _digest(password), stored.removeprefix(SCHEME)
    return _raw(password), stored


def _digest(password: str) -> bytes | None:
    found = normal(password)
    return None if found is None else b64encode(sha256(found.encode()).digest())


def _raw(password: str) -> bytes | None:
    """A password as the older application gave it to bcrypt; one that it would have cut off is nobody's."""
    found = normal(password)
    raw = password.encode() if found is not None else b""
    return raw if found is not None and len(raw) <= _MOST_OF_BCRYPT else None


def _decoy(cost: int) -> str:
    return f"$2b${cost:02}${'.' * 53}"
