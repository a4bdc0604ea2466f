"""A hash of source files: the same code has the same, wherever it is deployed."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path


def code_hash(root: Path, places: Iterable[Path], patterns: Sequence[str]) -> str:
    """SHA-256 over files, with their names below `root`: modules, and what fits the patterns in folders."""
    files = {path for place in places for path in _files(place, patterns)}
    found = {path.relative_to(root).as_posix(): path for path in files}
    known = sha256()
    for name, path in sorted(found.items()):
        known.update(f"{name}\n{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return known.hexdigest()


def _files(place: Path, patterns: Sequence[str]) -> Iterable[Path]:
    if place.is_dir():
        return [path for pattern in patterns for path in place.rglob(pattern)]
    return [place]
