"""The service itself: its sign of life, and the document of its API."""

from typing import Any

from chalicelib import __version__


def health() -> dict[str, str]:
    """That the service answers, and its version."""
    return {"status": "ok", "version": __version__}


def openapi() -> Any:
    """Give this document."""
    from chalicelib.api.openapi import reply

    return reply()


def docs() -> Any:
    """Show this document."""
    from chalicelib.api.docs_page import reply

    return reply()
