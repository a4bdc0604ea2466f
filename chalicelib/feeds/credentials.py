"""What the secret with SAP's user and password has to be: `{"user": "…", "password": "…"}`."""

from typing import Any

from chalicelib.feeds.errors import SecretRefused


def user_and_password(secret: str, document: Any) -> tuple[str, str]:
    """User and password in the document of a secret, by its name; raises SecretRefused.

    >>> user_and_password("ior-prod-sap", {"user": "IOR", "password": "x"})
    ('IOR', 'x')
    """
    if not isinstance(document, dict):
        raise SecretRefused(secret, "holds no JSON object")
    user, password = document.get("user"), document.get("password")
    if not (isinstance(user, str) and user and isinstance(password, str) and password):
        raise SecretRefused(secret, "names no user, or no password")
    return user, password
