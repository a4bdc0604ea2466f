"""What the tests of the contract give to the views that they call directly."""

from chalicelib.api.cursors import Cursors

KEY = b"a key of the tests, long enough."


def cursors() -> Cursors:
    """Cursors under the key of the tests."""
    return Cursors(lambda: KEY)
