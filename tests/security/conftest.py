"""The app over a pipeline in memory, as the tests of the API have it."""

from tests.api.conftest import app, as_role, day, fresh, nobody, somebody

__all__ = ["app", "as_role", "day", "fresh", "nobody", "somebody"]
