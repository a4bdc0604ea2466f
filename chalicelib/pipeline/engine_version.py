"""Which engine makes entries and comparisons: the product's version, and a hash of what they are made by.

The law tables ship with the code, and either may be deployed without a new version of the product. What was
made by another engine is made anew when a run comes to it.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from chalicelib import __version__, customs

PARTS = ("*.py", "*.csv")
"""The files of the engine: its code, and the law."""
HASH_DIGITS = 8


@cache
def engine_version() -> str:
    """The version of the engine in this process: `0.1.0+` and eight digits."""
    folder = Path(customs.__file__).parent
    return f"{__version__}+{_hash_of(folder)}"


def _hash_of(folder: Path) -> str:
    found = {path.relative_to(folder).as_posix(): path for part in PARTS for path in folder.rglob(part)}
    known = sha256()
    for name, path in sorted(found.items()):
        known.update(f"{name}\n{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return known.hexdigest()[:HASH_DIGITS]
