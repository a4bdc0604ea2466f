"""Finds out whether a file repeats a key, from the keys' hashes: in few bytes per row, and fast."""

from collections.abc import Iterable

_AT_ONCE = 150_000
"""Keys looked at together: a set of so many takes under 20 MB."""


class KeySet:
    """Hashes of the keys met so far; for files that are held in memory anyway."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._added = 0

    def add(self, hashes: Iterable[int]) -> None:
        """Add the hashes of keys, each as often as the key was met."""
        kept = list(hashes)
        self._added += len(kept)
        self._seen.update(kept)

    def has_repeats(self) -> bool:
        """Whether two keys may be equal; different keys can have one hash, so look before you tell."""
        return len(self._seen) < self._added


class CompactKeySet(KeySet):
    """The same in eight bytes per key, for files read as a stream; the time is spent at the end."""

    def __init__(self) -> None:
        from array import array

        super().__init__()
        self._hashes = array("q")

    def add(self, hashes: Iterable[int]) -> None:
        """As in `KeySet`."""
        self._hashes.extend(hashes)

    def has_repeats(self) -> bool:
        """As in `KeySet`."""
        parts = len(self._hashes) // _AT_ONCE + 1
        return any(self._repeats_in(part, parts) for part in range(parts))

    def _repeats_in(self, part: int, parts: int) -> bool:
        hashes = self._hashes if parts == 1 else [one for one in self._hashes if one % parts == part]
        return len(set(hashes)) < len(hashes)
