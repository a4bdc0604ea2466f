"""What a password has to be, by NIST SP 800-63B-4 (3.1.1) and OWASP ASVS 5.0 (6.2).

At least 15 characters, because nothing else is asked for; at most 128; nothing about which characters. What
is typed is brought into NFKC first, so that it is the same from every keyboard, and is never cut off.
"""

from unicodedata import category, normalize

from chalicelib.identity.blocklist import LEAST_LEFT, left_of
from chalicelib.identity.errors import PasswordRefused

SHORTEST, LONGEST = 15, 128
MOST_TYPED = 4 * LONGEST
"""Characters as typed that are looked at; NFKC makes at most four into one that people use."""
_UNTYPABLE = {"Cc", "Cn", "Cs"}


def normal(typed: str) -> str | None:
    """A password in the one form that is kept; None where it cannot be anybody's."""
    if len(typed) > MOST_TYPED:
        return None
    found = normalize("NFKC", typed)
    if len(found) > LONGEST or any(category(sign) == "Cs" for sign in found):
        return None
    return found


def check(typed: str, name: str) -> None:
    """See that a password may be the new one of the user of this name. Raises `PasswordRefused`."""
    if any(category(sign) in _UNTYPABLE for sign in typed[:MOST_TYPED]):
        raise PasswordRefused(["The password has signs that cannot be typed everywhere."])
    found = normal(typed)
    if found is None:
        raise PasswordRefused([f"The password has more than {LONGEST} characters."])
    if len(found) < SHORTEST:
        raise PasswordRefused(
            [f"The password has {len(found)} characters, and needs {SHORTEST}: a few words make a good one."]
        )
    left = left_of(found, name)
    if left < LEAST_LEFT:
        raise PasswordRefused(
            [
                "The password is easy to guess: without repeats, sequences, years, your name and words that "
                f"are tried first it is {left} long.",
                "Take several words that have nothing to do with each other.",
            ]
        )
