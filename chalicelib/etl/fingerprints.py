"""The fingerprint of a delivery: the same bytes read in the same way give the same rows.

It tells that a delivery says what the *last* one said, so that it need not be read again. It is no key of a
delivery: content that comes back after a change is a delivery of its own, and the newest counts.
"""

import hashlib
from collections.abc import Sequence

import chalicelib
from chalicelib.etl.options import AS_DECLARED, Options


def fingerprint(source: str, parts: Sequence[tuple[str, bytes]], options: Options = AS_DECLARED) -> str:
    """SHA-256 over the source, the way it is read, and the bytes of every part in their order."""
    read_as = (chalicelib.__version__, source, options.decimal_comma, options.encoding, options.function)
    digest = hashlib.sha256(repr((read_as, sorted(options.renamed.items()))).encode())
    for _, data in parts:
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()
