"""User names: one account has one name, however it is typed."""

import re
from hashlib import sha256
from unicodedata import normalize

from chalicelib.identity.errors import NameRefused

FORM = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
MOST_TYPED = 256
"""Characters of a name as it is typed that are looked at."""
RESERVED = frozenset({"command-line", "developer", "pipeline", "system"})
"""What the audit trail calls others than users."""


def canonical(typed: str) -> str:
    """The one form of a name: compatibility forms, case and outer space do not count. Raises `NameRefused`.

    >>> canonical("  Ｍary.Ann ")
    'mary.ann'
    """
    found = _folded(typed)
    if not FORM.fullmatch(found):
        raise NameRefused(
            f"{typed[:80]!r} cannot be a user name: take 2 to 64 of the letters a to z, digits, dot, "
            "hyphen and underscore, the first a letter or digit."
        )
    return found


def new(typed: str) -> str:
    """The name of an account that is to be made. Raises `NameRefused`."""
    found = canonical(typed)
    if found in RESERVED:
        raise NameRefused(f"{found!r} is what the audit trail calls the product itself: take another name.")
    return found


def counted_under(typed: str) -> str:
    """What failed sign-ins with this name are counted under, whether or not it can be a name.

    >>> counted_under(" Admin")
    'admin'
    >>> counted_under("no name at all")
    '?7ff5268082e8df15'
    """
    found = _folded(typed)
    if FORM.fullmatch(found):
        return found
    return "?" + sha256(typed.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _folded(typed: str) -> str:
    if len(typed) > MOST_TYPED:
        return ""
    return normalize("NFKC", normalize("NFKC", typed).casefold()).strip()
