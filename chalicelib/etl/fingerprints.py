"""The fingerprint of a delivery: the same bytes read in the same way, by the same code, give the same rows.

It tells that a delivery says what the *last* one said, so that it need not be read again. It is no key of a
delivery: content that comes back after a change is a delivery of its own, and the newest counts.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import chalicelib
from chalicelib.code_hash import code_hash
from chalicelib.etl.options import AS_DECLARED, Options

READ_BY = ("etl", "customs", "data_sets.py", "strict_json.py")
"""Folders and modules that make rows of bytes: code is deployed without a new version of the product."""


def fingerprint(source: str, parts: Sequence[tuple[str, bytes]], options: Options = AS_DECLARED) -> str:
    """SHA-256 over the source, the way and the code it is read by, and the bytes of every part in order."""
    read_as = (
        source,
        options.decimal_comma,
        options.encoding,
        options.function,
        sorted(options.renamed.items()),
    )
    digest = hashlib.sha256(repr((code_version(), *read_as)).encode())
    for _, data in parts:
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


@cache
def code_version() -> str:
    """The version of the code that reads deliveries in this process."""
    folder = Path(chalicelib.__file__).parent
    return code_hash(folder, [folder / name for name in READ_BY], ("*.py",))
