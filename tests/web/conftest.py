"""The stories need a local stack."""

from tests.local.conftest import first, made, up

__all__ = ["first", "made", "up"]
