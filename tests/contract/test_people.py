"""Signing in and users over HTTP: who may do what, and what is told of a body that is refused."""

from collections.abc import Callable

import pytest

from chalicelib.api import people
from chalicelib.api.bodies import Invalid, schema_of
from chalicelib.api.contract import ROLES
from chalicelib.identity import callers, errors
from chalicelib.identity.accounts import create_user
from chalicelib.identity.roles import ADMIN, OPERATOR, PUBLIC
from tests.identity.office import HERE, PASSWORD, Office


@pytest.fixture
def office() -> Office:
    """An office with an admin and an operator."""
    made = Office()
    made.admin()
    made.user("otto")
    return made


def open_to(*roles: str) -> set[str]:
    return {f"{method} {path}" for (method, path), role in ROLES.items() if role in roles}


@pytest.mark.parametrize(("name", "roles"), [("ada", (ADMIN, OPERATOR)), ("otto", (OPERATOR,))])
def test_somebody_is_told_what_he_may_do(office: Office, name: str, roles: tuple[str, ...]) -> None:
    told = people.me(office.desk, office.signed_in(name))
    schema_of("auth.Me").load(told)
    assert set(told["may"]) == open_to(*roles)
    assert len(told["may"]) == len(set(told["may"]))
    assert not set(told["may"]) & open_to(PUBLIC)


def test_who_has_to_choose_a_password_may_do_little_else(office: Office) -> None:
    made = create_user(office.desk, "ada", "newman", ADMIN)
    told = people.me(office.desk, office.signed_in("newman", made.password))
    assert set(told["may"]) == {f"{method} {path}" for method, path in callers.OPEN_BEFORE_CHANGE}


Ask = Callable[[Office], object]


def change(current: str, new: str) -> Ask:
    def ask(office: Office) -> object:
        body = {"current": current, "new": new}
        return people.change_password(
            office.desk, office.tokens, office.signed_in("otto"), body, HERE, local=True
        )

    return ask


def add(name: str, email: str = "a@example.com") -> Ask:
    return lambda office: people.add_user(
        office.desk, "ada", {"name": name, "role": "operator", "email": email}
    )


@pytest.mark.parametrize(
    ("ask", "field", "said"),
    [
        (change("not his password at all", "several quiet words here"), "current", "is not the one"),
        (change(PASSWORD, PASSWORD), "new", "is the present one"),
        (change(PASSWORD, "short"), "new", "needs 15"),
        (change(PASSWORD, "passwordpassword1"), "new", "easy to guess"),
        (add("no name"), "name", "cannot be a user name"),
        (add("pipeline"), "name", "the audit trail calls"),
        (add("una", "una"), "email", "valid email"),
    ],
)
def test_what_is_refused_names_the_field(office: Office, ask: Ask, field: str, said: str) -> None:
    """A form shows it beside the field; the document promises it of every 422."""
    with pytest.raises((Invalid, errors.IdentityError)) as told:
        ask(office)
    error = told.value
    shown = people.problem(error) if isinstance(error, errors.IdentityError) else error
    assert isinstance(shown, Invalid)
    assert (shown.status, shown.title) == (422, "Not valid")
    assert list(shown.errors) == [field]
    assert said in " ".join(shown.errors[field])


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotSignedIn(), 401),
        (errors.TooManyAttempts(300), 429),
        (errors.CrossSite("From elsewhere."), 403),
        (errors.UnknownUser("Nobody."), 404),
        (errors.EditionPassed("Look again."), 409),
        (errors.LastAdmin("He is the last."), 409),
        (errors.DetailRefused("no address"), 422),
    ],
)
def test_each_error_of_the_room_is_a_problem(error: errors.IdentityError, status: int) -> None:
    shown = people.problem(error)
    assert shown.status == status
    assert ("Retry-After" in shown.headers) == (status == 429)
