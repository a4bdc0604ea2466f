"""Stretches of sort keys: from, to, with a prefix, or any of these together."""

from typing import NamedTuple

LAST = "\U0010ffff"
"""Sorts after every character that a key has; it is no character itself."""


class Range(NamedTuple):
    """Sort keys from `low` to `high`, both included; an empty text is no bound."""

    low: str
    high: str

    @property
    def empty(self) -> bool:
        """Whether no key can be in it."""
        return bool(self.high) and self.low > self.high

    def holds(self, sort_key: str) -> bool:
        """Whether a key is in it."""
        return self.low <= sort_key and (not self.high or sort_key <= self.high)


def key_range(start: str, end: str, prefix: str) -> Range:
    """The sort keys that have a prefix and are not before `start` nor after `end`; empty texts are no bounds.

    >>> key_range("V#3", "", "V#")
    Range(low='V#3', high='V#\\U0010ffff')
    """
    if not prefix:
        return Range(start, end)
    return Range(max(start, prefix), min(end or prefix + LAST, prefix + LAST))
