"""The people of the local stack: made once, and let in whatever has become of their passwords."""

import stat
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.identity import accounts, sign_in
from chalicelib.identity.desk import Desk
from chalicelib.identity.errors import NotSignedIn
from chalicelib.identity.roles import ADMIN, OPERATOR
from chalicelib.identity.tokens import read
from chalicelib.store import users
from infra.local import people
from infra.local.api import Api, Refused
from infra.local.errors import ProgramFailed
from infra.local.places import Places
from tests.identity.office import CHEAP, HERE, OTHER_PASSWORD, Office


@dataclass(frozen=True, slots=True)
class DirectApi(Api):
    """The API, asked without a network."""

    office: Office = field(default_factory=Office)
    refusing: int = 0
    """The status that it answers whatever it is asked."""

    def sign_in(self, name: str, password: str) -> str:
        """As over HTTP."""
        if self.refusing:
            raise Refused("POST /api/auth/login", self.refusing, "no")
        try:
            return sign_in.sign_in(self.office.desk, self.office.tokens, name, password, HERE).token
        except NotSignedIn as error:
            raise Refused("POST /api/auth/login", 401, str(error)) from error


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    """Where they sign in: by the clock that the stack goes by, and with passwords that take no time."""
    found = Office()
    found.clock.now = datetime.now(UTC)
    monkeypatch.setattr(people, "Desk", partial(Desk, cost=CHEAP))
    monkeypatch.setattr(wiring, "tokens", lambda: found.tokens)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Places:
    return Places(tmp_path / "stack")


def enter(office: Office, folder: Places, refusing: int = 0) -> Api:
    """A start of the stack comes to the point at which its people sign in."""
    return people.signed_in(
        DirectApi("http://127.0.0.1:1", office=office, refusing=refusing), office.table, folder
    )


def test_at_the_first_start_an_admin_and_an_operator_are_made(office: Office, folder: Places) -> None:
    up = enter(office, folder)
    made = {one.name: (one.role, one.must_change_password) for one in accounts.list_users(office.desk)}
    assert made == {"admin": (ADMIN, False), "operator": (OPERATOR, False)}
    assert users.admins(office.table).names == {"admin"}
    assert read(office.tokens, up.token, office.now).name == "admin"
    assert up.address == "http://127.0.0.1:1"


def test_whoever_owns_the_folder_is_signed_in_and_nobody_else(office: Office, folder: Places) -> None:
    up = enter(office, folder)
    assert folder.token.read_text() == f"{up.token}\n"
    assert folder.curl.read_text() == f'header = "Authorization: Bearer {up.token}"\n'
    for path in (folder.token, folder.curl, folder.people):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_at_the_next_start_they_are_the_same(office: Office, folder: Places) -> None:
    first = enter(office, folder)
    known, made = people.passwords(folder), [one.edition for one in accounts.list_users(office.desk)]
    second = enter(office, folder)
    assert people.passwords(folder) == known
    assert [one.edition for one in accounts.list_users(office.desk)] == made
    assert first.token != second.token


def test_after_a_start_over_the_same_passwords_are_given_to_new_people(
    folder: Places, office: Office
) -> None:
    enter(office, folder)
    known, empty = people.passwords(folder), Office()
    empty.clock.now = office.clock.now
    enter(empty, folder)
    assert people.passwords(folder) == known
    assert [one.name for one in accounts.list_users(empty.desk)] == ["admin", "operator"]


@pytest.mark.parametrize("name", ["admin", "operator"])
def test_a_password_that_somebody_has_changed_is_the_known_one_again(
    office: Office, folder: Places, name: str
) -> None:
    enter(office, folder)
    known = people.passwords(folder)[name]
    who = office.signed_in(name, known)
    sign_in.change_password(office.desk, office.tokens, who, known, OTHER_PASSWORD, HERE)
    enter(office, folder)
    assert office.signed_in(name, known).name == name


def test_where_the_passwords_are_lost_new_ones_are_made(office: Office, folder: Places) -> None:
    enter(office, folder)
    before = people.passwords(folder)
    folder.people.unlink()
    enter(office, folder)
    now = people.passwords(folder)
    assert not set(now.values()) & set(before.values())
    assert office.signed_in("operator", now["operator"]).role == OPERATOR


@pytest.mark.parametrize("status", [401, 403, 500])
def test_an_api_that_lets_nobody_in_is_told(office: Office, folder: Places, status: int) -> None:
    with pytest.raises(ProgramFailed):
        enter(office, folder, refusing=status)
    assert not folder.token.exists()
