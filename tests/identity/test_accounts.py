"""What admins do with users; that there is always an admin; and that all of it is in the audit trail."""

import inspect
import json
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.identity import accounts
from chalicelib.identity.accounts import (
    change_user,
    create_user,
    delete_user,
    find_user,
    first_admin,
    list_users,
    reset_password,
)
from chalicelib.identity.errors import (
    DetailRefused,
    EditionPassed,
    LastAdmin,
    NotSignedIn,
    UnknownUser,
    UserExists,
    UsersExist,
)
from chalicelib.identity.roles import ADMIN, OPERATOR
from chalicelib.store import user_keys, users
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import Conflict
from tests.identity.office import PASSWORD, Office, at_once


def edition(office: Office, name: str) -> int:
    return find_user(office.desk, name).edition


def demote(office: Office, name: str, seen: int = 0) -> None:
    change_user(office.desk, "ada", name, seen or edition(office, name), role=OPERATOR)


def disable(office: Office, name: str, seen: int = 0) -> None:
    change_user(office.desk, "ada", name, seen or edition(office, name), status="disabled")


def delete(office: Office, name: str, seen: int = 0) -> None:
    delete_user(office.desk, "ada", name, seen or edition(office, name))


REMOVALS = [demote, disable, delete]
removals = pytest.mark.parametrize("remove", REMOVALS, ids=lambda remove: remove.__name__)


def active_admins(office: Office) -> set[str]:
    return {user.name for user in list_users(office.desk) if (user.role, user.status) == (ADMIN, "active")}


@removals
def test_the_last_admin_stays(office: Office, remove: Callable[[Office, str], None]) -> None:
    """E18: not demoted, not disabled, not deleted, by himself or anybody."""
    office.admin()
    office.user("bob")
    office.user("eve", ADMIN)
    disable(office, "eve")
    with pytest.raises(LastAdmin):
        remove(office, "ada")
    assert active_admins(office) == {"ada"}
    assert office.signed_in("ada").role == ADMIN


@removals
def test_one_of_two_admins_may_go(office: Office, remove: Callable[[Office, str], None]) -> None:
    """E18: and may come back."""
    office.admin()
    office.user("eve", ADMIN)
    remove(office, "eve")
    assert active_admins(office) == {"ada"} == users.admins(office.table).names
    if remove is not delete:
        change_user(office.desk, "ada", "eve", edition(office, "eve"), role=ADMIN, status="active")
        assert active_admins(office) == {"ada", "eve"} == users.admins(office.table).names


@pytest.mark.parametrize("one", REMOVALS, ids=lambda remove: remove.__name__)
@pytest.mark.parametrize("other", REMOVALS, ids=lambda remove: remove.__name__)
def test_of_two_admins_who_remove_each_other_one_stays(
    busy_office: Office,
    one: Callable[[Office, str, int], None],
    other: Callable[[Office, str, int], None],
) -> None:
    """E18: in the same moment: exactly one is removed, the other is told that he is the last."""
    busy_office.admin()
    busy_office.user("eve", ADMIN)
    seen = {name: edition(busy_office, name) for name in ("ada", "eve")}
    work = [lambda: one(busy_office, "eve", seen["eve"]), lambda: other(busy_office, "ada", seen["ada"])]
    answers = at_once(2, lambda number: work[number]())
    assert sorted(type(answer).__name__ for answer in answers) == ["LastAdmin", "NoneType"]
    assert len(active_admins(busy_office)) == 1
    assert users.admins(busy_office.table).names == active_admins(busy_office)


def test_of_ten_admins_who_all_leave_at_once_one_stays(busy_office: Office) -> None:
    """E18"""
    busy_office.admin()
    for number in range(9):
        create_user(busy_office.desk, "ada", f"admin{number}", ADMIN)
    names = sorted(active_admins(busy_office))
    seen = {name: edition(busy_office, name) for name in names}
    answers = at_once(10, lambda number: disable(busy_office, names[number], seen[names[number]]))
    assert sorted(type(answer).__name__ for answer in answers) == ["LastAdmin"] + 9 * ["NoneType"]
    assert len(active_admins(busy_office)) == 1


def test_of_two_first_admins_one_is_made(busy_office: Office) -> None:
    """E16: nobody can make himself admin beside the first one."""
    answers = at_once(4, lambda number: first_admin(busy_office.desk, f"admin{number}"))
    assert sorted(type(answer).__name__ for answer in answers) == ["HandedOut"] + 3 * ["UsersExist"]
    assert len(active_admins(busy_office)) == 1


def test_no_first_admin_after_the_first(office: Office) -> None:
    """E16: also not under the same name, and not where the only admin cannot sign in."""
    office.admin()
    for name in ("ada", "eve"):
        with pytest.raises(UsersExist):
            first_admin(office.desk, name)
    reset_password(office.desk, "ada", "ada")
    with pytest.raises(UsersExist):
        first_admin(office.desk, "eve")


def test_a_name_is_taken_once(busy_office: Office) -> None:
    """E21: however it is typed, also in the same moment."""
    busy_office.admin()
    typed = ["bob", "BOB", " Bob ", "ｂｏｂ"]
    answers = at_once(4, lambda number: create_user(busy_office.desk, "ada", typed[number], OPERATOR))
    assert sorted(type(answer).__name__ for answer in answers) == ["HandedOut"] + 3 * ["UserExists"]
    with pytest.raises(UserExists):
        create_user(busy_office.desk, "ada", "bob", ADMIN)


def test_of_two_who_edit_at_once_one_has_to_look_again(busy_office: Office) -> None:
    """D13: no lost update: the second editor is told that the edition has passed."""
    busy_office.admin()
    busy_office.user("bob")
    seen = edition(busy_office, "bob")
    emails = [f"bob{number}@ior.example" for number in range(4)]
    answers = at_once(
        4, lambda number: change_user(busy_office.desk, "ada", "bob", seen, email=emails[number])
    )
    assert sorted(type(answer).__name__ for answer in answers) == 3 * ["EditionPassed"] + ["Profile"]
    with pytest.raises(EditionPassed, match=f"he is at {seen + 1}"):
        delete_user(busy_office.desk, "ada", "bob", seen)


def test_a_user_who_signs_in_meanwhile_is_changed_all_the_same(office: Office) -> None:
    """D13: a sign-in between reading and writing is no other edition, and is not lost."""
    office.admin()
    office.user("bob")
    assert isinstance(office.table, MemoryTable)
    table, seen = office.table, edition(office, "bob")
    office.clock.forward(minutes=1)

    def sign_in_first(operation: str, _: Any) -> None:
        if operation == "transact":
            table.before = lambda *_: None
            office.enter("bob")

    table.before = sign_in_first
    changed = change_user(office.desk, "ada", "bob", seen, email="bob@ior.example")
    assert (changed.email, changed.edition) == ("bob@ior.example", seen + 1)
    assert find_user(office.desk, "bob").signed_in_at == office.desk.stamp()


def test_an_admin_never_chooses_a_password(office: Office) -> None:
    """E17: none of the functions takes one; what a reset gives is random, and the old one is gone."""
    taken = {name for _, found in inspect.getmembers(accounts, inspect.isfunction) for name in _asked(found)}
    assert not {name for name in taken if "password" in name}
    office.admin()
    office.user("bob")
    one, other = (reset_password(office.desk, "ada", "bob").password for _ in range(2))
    assert one != other
    for gone in (PASSWORD, one):
        with pytest.raises(NotSignedIn):
            office.enter("bob", gone)
    assert office.signed_in("bob", other).must_change_password


def _asked(function: Callable[..., Any]) -> set[str]:
    public = function.__module__ == accounts.__name__ and not function.__name__.startswith("_")
    return set(inspect.signature(function).parameters) if public else set()


WRONG: dict[str, dict[str, Any]] = {
    "unknown role": {"role": "owner"},
    "role a list": {"role": ["admin"]},
    "role in capitals": {"role": "Admin"},
    "unknown status": {"status": "deleted"},
    "e-mail without host": {"email": "bob"},
    "e-mail with line break": {"email": "bob@ior.example\nBcc: all@ior.example"},
    "two e-mails": {"email": "bob@ior.example, eve@ior.example"},
    "long e-mail": {"email": f"{'b' * 64}@{'i' * 200}"},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_what_does_not_exist_is_refused(office: Office, changes: dict[str, Any]) -> None:
    """F3: roles, states and addresses are those that there are; nothing is written."""
    office.admin()
    before = office.table.get(*user_keys.user("ada"))
    with pytest.raises(DetailRefused):
        change_user(office.desk, "ada", "ada", edition(office, "ada"), **changes)
    assert office.table.get(*user_keys.user("ada")) == before


@pytest.mark.parametrize("name", ["nobody", "no body/", "", ".."])
def test_nobody_cannot_be_changed(office: Office, name: str) -> None:
    office.admin()
    for attempt in (
        lambda: find_user(office.desk, name),
        lambda: change_user(office.desk, "ada", name, 1, role=ADMIN),
        lambda: reset_password(office.desk, "ada", name),
        lambda: delete_user(office.desk, "ada", name, 1),
    ):
        with pytest.raises(UnknownUser):
            attempt()


def test_the_list_shows_everybody_and_no_secret(office: Office) -> None:
    office.admin()
    office.user("bob")
    create_user(office.desk, "ada", "carl", OPERATOR, "carl@ior.example")
    office.clock.forward(days=1)
    listed = list_users(office.desk)
    assert [(user.name, user.role, user.password) for user in listed] == [
        ("ada", ADMIN, "set"),
        ("bob", OPERATOR, "set"),
        ("carl", OPERATOR, "must be reset"),
    ]
    assert "$2b$" not in str(listed)
    assert "account" not in str(listed)


def test_nothing_is_written_where_nothing_changes(office: Office) -> None:
    office.admin()
    before = office.table.get(*user_keys.user("ada"))
    found = change_user(office.desk, "ada", "ada", edition(office, "ada"), role=ADMIN, status="active")
    assert office.table.get(*user_keys.user("ada")) == before
    assert found.edition == edition(office, "ada")


def test_every_change_is_in_the_audit_trail(office: Office) -> None:
    """H3: who, what, to whom; one event a change; and no secret in any of them."""
    office.admin()
    secrets = [PASSWORD, create_user(office.desk, "ada", "bob", OPERATOR).password]
    change_user(office.desk, "ada", "bob", edition(office, "bob"), role=ADMIN, email="bob@ior.example")
    disable(office, "bob")
    secrets.append(reset_password(office.desk, "ada", "bob").password)
    delete(office, "bob")
    assert office.actions("bob") == {
        "user created": 1,
        "user changed": 2,
        "password reset": 1,
        "user deleted": 1,
    }
    assert office.actions("ada") == {"user created": 1, "user signed in": 1, "password changed": 1}
    assert {event.actor for event in office.events()} == {"ada", accounts.COMMAND_LINE}
    facts = [event.facts for event in office.events() if event.action == "user changed"]
    assert {"role": "operator → admin", "email": "changed"} in facts
    assert {"status": "active → disabled"} in facts
    said = json.dumps([event.facts for event in office.events()])
    assert "$2b$" not in said
    assert not [secret for secret in secrets if secret in said]


def test_what_cannot_be_recorded_is_not_done(office: Office) -> None:
    """H4: the audit trail and the change are one transaction."""
    office.admin()
    office.user("bob")
    assert isinstance(office.table, MemoryTable)
    before = office.table.get(*user_keys.user("bob"))

    def refuse(operation: str, asked: Any) -> None:
        if operation == "transact" and any(pk.startswith("AUDIT#") for pk, _ in asked):
            raise OSError("no audit trail")

    office.table.before = refuse
    for attempt in (
        lambda: disable(office, "bob"),
        lambda: delete(office, "bob"),
        lambda: reset_password(office.desk, "ada", "bob"),
        lambda: create_user(office.desk, "ada", "carl", OPERATOR),
        lambda: office.enter("bob"),
    ):
        with pytest.raises(OSError, match="no audit trail"):
            attempt()
    assert office.table.get(*user_keys.user("bob")) == before
    assert office.table.get(*user_keys.user("carl")) is None


def test_a_user_is_not_taken_for_the_next_of_his_name(office: Office) -> None:
    """D13: what was read of somebody who was deleted is not written over his successor."""
    office.admin()
    create_user(office.desk, "ada", "bob", OPERATOR)
    before = users.find(office.table, "bob")
    assert before
    delete(office, "bob")
    create_user(office.desk, "ada", "bob", OPERATOR)
    for change in (users.changed(before, before, "late"), users.removed(before)):
        with pytest.raises(Conflict):
            office.table.transact([change])
