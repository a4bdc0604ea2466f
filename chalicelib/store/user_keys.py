"""The keys of users: their profiles, their sessions, and the failures to sign in as them."""

from chalicelib.store.keys import Key


def user(name: str) -> Key:
    """A user: role, status, password, as they are now."""
    return user_partition(name), "PROFILE"


def user_partition(name: str) -> str:
    """Everything kept of one user name, of one that nobody has as well."""
    return f"USER#{name}"


def users() -> str:
    """Index partition: every user, by name."""
    return "USER"


def admins() -> Key:
    """The one record that names the active admins; there is one as soon as there is a user."""
    return "ADMINS", "CURRENT"


def user_session(name: str, session: str) -> Key:
    """A session of a user; gone when he signs out."""
    return user_partition(name), f"SESSION#{session}"


def known_source(name: str, source: str) -> Key:
    """Says that a user has signed in from a source."""
    return user_partition(name), f"KNOWN#{source}"


def failures_from(name: str, source: str) -> Key:
    """Failed sign-ins under a name from one source."""
    return user_partition(name), f"FAIL#{source}"


def failures_under(name: str) -> Key:
    """Failed sign-ins under a name from anywhere."""
    return user_partition(name), "FAILURES"


def failures_of_source(source: str) -> Key:
    """Failed sign-ins from one source under any name."""
    return f"SIGN-IN#{source}", "FAILURES"
