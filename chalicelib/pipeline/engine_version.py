"""Which engine makes entries and comparisons: the product's version, and a hash of what they are made by.

The law tables ship with the code, and either may be deployed without a new version of the product. What was
made by another engine is made anew when a run comes to it.
"""

from functools import cache
from pathlib import Path

from chalicelib import __version__, customs
from chalicelib.code_hash import code_hash

PARTS = ("*.py", "*.csv")
"""The files of the engine: its code, and the law."""
HASH_DIGITS = 8


@cache
def engine_version() -> str:
    """The version of the engine in this process: `0.1.0+` and eight digits."""
    folder = Path(customs.__file__).parent
    return f"{__version__}+{_hash_of(folder)}"


def _hash_of(folder: Path) -> str:
    return code_hash(folder, [folder], PARTS)[:HASH_DIGITS]
