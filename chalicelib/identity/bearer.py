"""How a request proves who sends it."""

from collections.abc import Mapping
from hmac import compare_digest

from chalicelib.identity.roles import ADMIN, Caller
from chalicelib.settings import Settings


def caller_of(headers: Mapping[str, str], settings: Settings) -> Caller | None:
    """Who sends a request with these headers; None: nobody that is known.

    On a developer's machine the token of the local stack stands for its developer. Settings refuse such a
    token in any other stage, so that there is nothing to compare with.
    """
    scheme, _, token = headers.get("authorization", "").partition(" ")
    known = settings.local_token
    if known and scheme.lower() == "bearer" and compare_digest(token.encode(), known.encode()):
        return Caller("developer", ADMIN)
    return None
