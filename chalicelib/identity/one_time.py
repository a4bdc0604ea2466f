"""One-time passwords: made by the machine, shown once, good for one sign-in within a day."""

from collections.abc import Callable

LIFETIME = 24 * 3600
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""32 signs, without those that are read as one another: i, l, o, u."""
_GROUPS, _OF = 4, 5


def one_time_password(random: Callable[[int], bytes]) -> str:
    """A password of 100 random bits, in groups that can be read out: `7k3m9-qxt0a-…`."""
    signs = [_ALPHABET[byte % len(_ALPHABET)] for byte in random(_GROUPS * _OF)]
    return "-".join("".join(signs[at : at + _OF]) for at in range(0, len(signs), _OF))
