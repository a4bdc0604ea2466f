"""Users of the older application."""

import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.identity.accounts import (
    COMMAND_LINE,
    delete_user,
    find_user,
    first_admin,
    list_users,
    reset_password,
)
from chalicelib.identity.errors import FileRefused, LastAdmin, NotSignedIn, UsersExist
from chalicelib.identity.migration import import_users
from chalicelib.store import users
from chalicelib.store.memory import MemoryTable
from tests.identity.office import Office
from tests.identity.test_hashing import old

SAMPLE = Path(__file__).parents[2] / "samples" / "users.json"


def sample() -> Any:
    return json.loads(SAMPLE.read_bytes())


def entry(**changed: Any) -> dict[str, Any]:
    """One user of a file, an admin whose password stays, with some fields changed."""
    return {
        "username": "ada",
        "password_hash": old("Old-Admin-Passw0rd!"),
        "role": "admin",
        "email": "",
        "created": "2024-03-01T09:00:00",
        "active": True,
        **changed,
    }


def outcomes(office: Office, *entries: Any, apply: bool = True) -> list[str]:
    return [line.outcome for line in import_users(office.desk, {"users": list(entries)}, apply=apply).lines]


def test_the_sample_is_taken_over(office: Office) -> None:
    """T-08: two keep their passwords, one has to be reset, one is disabled."""
    imported = import_users(office.desk, sample(), apply=True)
    assert [(line.typed, line.outcome) for line in imported.lines] == [
        ("admin", "kept"),
        ("operator", "kept"),
        ("Compliance", "must be reset"),
        ("former", "kept"),
    ]
    assert imported.counts == {"kept": 3, "must be reset": 1}
    assert [(user.name, user.role, user.status, user.password) for user in list_users(office.desk)] == [
        ("admin", "admin", "active", "set"),
        ("compliance", "operator", "active", "must be reset"),
        ("former", "admin", "disabled", "set"),
        ("operator", "operator", "active", "set"),
    ]
    assert find_user(office.desk, "admin").created_at == "2024-03-01T09:00:00Z"
    assert find_user(office.desk, "admin").email == "admin@ior.example"


def test_old_passwords_open_and_are_kept_in_our_way(office: Office) -> None:
    """E22: bcrypt over the raw password, of cost 12 and of cost 10."""
    import_users(office.desk, sample(), apply=True)
    for name, password in (("admin", "Old-Admin-Passw0rd!"), ("operator", "Old-Operator-Passw0rd!")):
        assert not office.signed_in(name, password).must_change_password
        user = users.find(office.table, name)
        assert user
        assert user.password_hash.startswith("sha256+$2b$04$")


def test_a_weakly_kept_password_opens_nothing_until_it_is_reset(office: Office) -> None:
    """T-08: an unsalted SHA-256 is not even kept."""
    import_users(office.desk, sample(), apply=True)
    kept = users.find(office.table, "compliance")
    assert kept
    assert kept.password_hash == ""
    for password in ("", "Old-Compliance-Passw0rd!", sample()["users"][2]["password_hash"]):
        with pytest.raises(NotSignedIn):
            office.enter("Compliance", password)
    one_time = reset_password(office.desk, COMMAND_LINE, "Compliance").password
    assert office.signed_in("compliance", one_time).must_change_password


def test_a_disabled_account_stays_so(office: Office) -> None:
    """T-08"""
    import_users(office.desk, sample(), apply=True)
    with pytest.raises(NotSignedIn):
        office.enter("former", "whatever it was")
    assert users.admins(office.table).names == {"admin"}


def test_a_plan_does_nothing(office: Office) -> None:
    planned = import_users(office.desk, sample(), apply=False)
    assert list_users(office.desk) == []
    assert office.events() == []
    applied = import_users(office.desk, sample(), apply=True)
    assert [line.said for line in applied.lines] == [line.said for line in planned.lines]


def test_twice_is_once(office: Office) -> None:
    import_users(office.desk, sample(), apply=True)
    before = list(users.every(office.table))
    again = import_users(office.desk, sample(), apply=True)
    assert again.counts == {"exists already": 4}
    assert list(users.every(office.table)) == before


def test_every_import_is_in_the_audit_trail(office: Office) -> None:
    """H3"""
    import_users(office.desk, sample(), apply=True)
    assert sorted(event.subject for event in office.events()) == [
        "user admin",
        "user compliance",
        "user former",
        "user operator",
    ]
    assert {(event.actor, event.action) for event in office.events()} == {(COMMAND_LINE, "user imported")}
    assert "$2b$" not in str(office.events())


def test_there_is_an_admin_at_every_moment(office: Office) -> None:
    """E18: admins come first; the first admin by hand is not possible any more, and the last one stays."""
    import_users(office.desk, {"users": [entry(username="bob", role="operator"), entry()]}, apply=True)
    with pytest.raises(UsersExist):
        first_admin(office.desk, "eve")
    with pytest.raises(LastAdmin):
        delete_user(office.desk, "ada", "ada", 1)


def test_an_import_that_is_cut_off_leaves_an_admin(office: Office) -> None:
    """E18: after its first transaction there is an admin, and done again it is whole."""
    entries = [entry(username="bob", role="operator"), entry(username="carl", active=False), entry()]
    assert isinstance(office.table, MemoryTable)
    done = []

    def crash(operation: str, _: Any) -> None:
        if operation == "transact":
            done.append(operation)
            if len(done) > 1:
                raise OSError("out of power")

    office.table.before = crash
    with pytest.raises(OSError, match="out of power"):
        outcomes(office, *entries)
    assert [user.name for user in users.every(office.table)] == ["ada"]
    office.table.before = lambda *_: None
    assert outcomes(office, *entries) == ["kept", "kept", "exists already"]


def test_a_file_without_an_admin_is_refused_where_there_is_none(office: Office) -> None:
    """E18: nobody could manage the users; after the first admin it is taken."""
    bob = entry(username="bob", role="operator")
    for entries in ([bob], [bob, entry(active=False)]):
        with pytest.raises(FileRefused, match="first admin"):
            outcomes(office, *entries)
    assert list_users(office.desk) == []
    office.admin("eve")
    assert outcomes(office, bob) == ["kept"]


WRONG: dict[str, Any] = {
    "not an object": "ada",
    "unknown role": entry(username="bob", role="owner"),
    "role a list": entry(username="bob", role=["admin"]),
    "no name": entry(username=""),
    "name a number": entry(username=7),
    "a name that cannot be": entry(username="../bob"),
    "no hash": entry(username="bob", password_hash=None),
    "active a text": entry(username="bob", active="false"),
    "e-mail": entry(username="bob", email="bob"),
    "twice, by other letters": entry(username=" ADA"),
}
HASHES = {
    "SHA-256": ("a" * 64, "must be reset"),
    "empty": ("", "must be reset"),
    "plain text": ("Old-Admin-Passw0rd!", "must be reset"),
    "bcrypt 2a": (old("x").replace("$2b$", "$2a$"), "kept"),
    "bcrypt that takes hours": (f"$2b$20${'.' * 53}", "must be reset"),
    "our own scheme": ("sha256+" + old("x"), "must be reset"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_one_wrong_user_does_not_stop_the_others(office: Office, wrong: Any) -> None:
    carl = entry(username="carl")
    assert outcomes(office, entry(), wrong, carl) == ["kept", "refused", "kept"]
    assert [user.name for user in list_users(office.desk)] == ["ada", "carl"]


@pytest.mark.parametrize(("stored", "outcome"), HASHES.values(), ids=HASHES)
def test_only_bcrypt_is_kept(office: Office, stored: str, outcome: str) -> None:
    assert outcomes(office, entry(), entry(username="bob", password_hash=stored)) == ["kept", outcome]


@pytest.mark.parametrize("document", [None, [], {}, {"users": None}, {"users": {}}, "users", 7])
def test_what_is_no_file_of_users_is_refused(office: Office, document: Any) -> None:
    with pytest.raises(FileRefused):
        import_users(office.desk, document, apply=True)


@pytest.mark.parametrize("created", [None, "", "yesterday", 7, "2024-13-01"])
def test_a_time_that_is_none_is_now(office: Office, created: Any) -> None:
    outcomes(office, entry(created=created))
    assert find_user(office.desk, "ada").created_at == office.desk.stamp()
