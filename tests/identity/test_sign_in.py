"""Signing in: nothing can be learnt from its failing, and one-time passwords are for once."""

from collections.abc import Callable
from dataclasses import replace

import bcrypt
import pytest

from chalicelib.identity import hashing
from chalicelib.identity.accounts import HandedOut, change_user, create_user, first_admin, reset_password
from chalicelib.identity.callers import must_change_first
from chalicelib.identity.errors import NotSignedIn, PasswordRefused, UnknownUser, UsersExist, WrongPassword
from chalicelib.identity.one_time import LIFETIME
from chalicelib.identity.roles import ADMIN, OPERATOR, Caller
from chalicelib.identity.sign_in import change_password, me, sign_in
from chalicelib.store import users
from chalicelib.store.memory import MemoryTable
from tests.identity.office import ELSEWHERE, HERE, OTHER_PASSWORD, PASSWORD, Office, at_once
from tests.identity.test_hashing import old


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The hashes that bcrypt was asked about."""
    asked: list[bytes] = []
    real = bcrypt.checkpw

    def spy(password: bytes, against: bytes) -> bool:
        asked.append(against)
        return real(password, against)

    monkeypatch.setattr(bcrypt, "checkpw", spy)
    return asked


def set_hash(office: Office, name: str, stored: str) -> None:
    user = users.find(office.table, name)
    assert user
    office.table.transact([users.changed(user, replace(user, password_hash=stored), "by hand")])


def disable(office: Office, name: str) -> None:
    change_user(office.desk, "ada", name, me_edition(office, name), status="disabled")


def me_edition(office: Office, name: str) -> int:
    user = users.find(office.table, name)
    assert user
    return user.edition


def unknown(office: Office) -> tuple[str, str]:
    return "nobody", PASSWORD


def impossible(office: Office) -> tuple[str, str]:
    return "no body/", PASSWORD


def wrong(office: Office) -> tuple[str, str]:
    return office.user("bob"), OTHER_PASSWORD


def empty(office: Office) -> tuple[str, str]:
    return office.user("bob"), ""


def disabled(office: Office) -> tuple[str, str]:
    disable(office, office.user("bob"))
    return "bob", PASSWORD


def unknown_role(office: Office) -> tuple[str, str]:
    user = users.find(office.table, office.user("bob"))
    assert user
    office.table.transact([users.changed(user, replace(user, role="owner"), "by hand")])
    return "bob", PASSWORD


def to_be_reset(office: Office) -> tuple[str, str]:
    set_hash(office, office.user("bob"), "")
    return "bob", ""


def expired_one_time(office: Office) -> tuple[str, str]:
    password = create_user(office.desk, "ada", "bob", OPERATOR).password
    office.clock.forward(seconds=LIFETIME)
    return "bob", password


def used_one_time(office: Office) -> tuple[str, str]:
    password = create_user(office.desk, "ada", "bob", OPERATOR).password
    office.enter("bob", password)
    return "bob", password


def too_long(office: Office) -> tuple[str, str]:
    return office.user("bob"), "x" * 1_000_000


FAILURES: list[Callable[[Office], tuple[str, str]]] = [
    unknown,
    impossible,
    wrong,
    empty,
    disabled,
    unknown_role,
    to_be_reset,
    expired_one_time,
    used_one_time,
    too_long,
]


@pytest.mark.parametrize("case", FAILURES, ids=lambda case: case.__name__)
def test_nothing_can_be_learnt_from_a_failure(
    office: Office, verified: list[bytes], case: Callable[[Office], tuple[str, str]]
) -> None:
    """E15: the same error, the same text, bcrypt once at the same cost, the same requests."""
    office.admin()
    name, password = case(office)
    verified.clear()
    requests: list[str] = []
    assert isinstance(office.table, MemoryTable)
    office.table.before = lambda operation, keys: requests.append(f"{operation} {len(keys)}")
    with pytest.raises(NotSignedIn) as failure:
        office.enter(name, password, ELSEWHERE)
    assert str(failure.value) == str(NotSignedIn())
    assert len(verified) == 1
    assert verified[0].startswith(b"$2b$04$")
    assert requests == ["get_many 5", "transact 3"]


def test_a_success_asks_bcrypt_once_too(office: Office, verified: list[bytes]) -> None:
    """E15"""
    office.admin()
    verified.clear()
    office.enter("ada")
    assert len(verified) == 1


def test_a_sign_in_says_who_it_is_and_is_recorded(office: Office) -> None:
    office.admin()
    office.clock.forward(days=1)
    admission = office.enter("ada")
    assert admission.ends_at == office.now + 12 * 3600
    assert admission.profile.signed_in_at == "2026-11-24T09:00:00Z"
    assert admission.profile.password == "set"
    caller = office.caller(admission)
    assert caller
    assert (caller.name, caller.role, caller.must_change_password) == ("ada", ADMIN, False)
    assert me(office.desk, caller) == admission.profile
    assert office.actions("ada") == {"user signed in": 1}


def test_a_sign_in_is_not_an_edition(office: Office) -> None:
    """Else an admin could not change a user who signs in meanwhile."""
    before = me_edition(office, office.admin())
    office.enter("ada")
    assert me_edition(office, "ada") == before


@pytest.mark.parametrize("cost", [4, 5])
def test_an_old_hash_is_renewed_at_the_sign_in(office: Office, cost: int) -> None:
    """E22: bcrypt over the raw password, of whatever cost, is accepted once and kept in our way from then."""
    office.admin()
    set_hash(office, "ada", old("Old-Admin-Passw0rd!", cost))
    office.enter("ada", "Old-Admin-Passw0rd!")
    renewed = users.find(office.table, "ada")
    assert renewed
    assert renewed.password_hash.startswith("sha256+$2b$04$")
    office.enter("ada", "Old-Admin-Passw0rd!")
    assert users.find(office.table, "ada") == replace(
        renewed, revision=renewed.revision + 1, stamp=_stamp(office)
    )
    assert [event.facts for event in office.events() if event.facts.get("hash")] == [
        {"source": HERE, "hash": "renewed"}
    ]


def _stamp(office: Office) -> str:
    user = users.find(office.table, "ada")
    assert user
    return user.stamp


def test_a_hash_of_another_cost_is_renewed(office: Office) -> None:
    """E22: the old cost is verified, the new one kept, and sessions go on."""
    office.admin()
    session = office.enter("ada")
    dearer = replace(office.desk, cost=5)
    sign_in(dearer, office.tokens, "ada", PASSWORD, HERE)
    user = users.find(office.table, "ada")
    assert user
    assert user.password_hash.startswith("sha256+$2b$05$")
    assert hashing.matches(PASSWORD, user.password_hash, 5)
    assert office.caller(session)


def made(office: Office) -> HandedOut:
    return first_admin(office.desk, "ada")


def reset(office: Office) -> HandedOut:
    office.admin()
    return reset_password(office.desk, "ada", "ada")


@pytest.mark.parametrize("hand_out", [made, reset])
def test_a_one_time_password_has_to_be_changed(
    office: Office, hand_out: Callable[[Office], HandedOut]
) -> None:
    """E16: it opens one session, in which nothing but choosing a password is open."""
    out = hand_out(office)
    assert out.profile.password == "one-time"
    assert out.until == office.now + LIFETIME
    caller = office.signed_in("ada", out.password)
    assert caller.must_change_password
    assert must_change_first(caller, "GET", "/api/users")
    assert must_change_first(caller, "GET", "/api/auth/password")
    assert not must_change_first(caller, "POST", "/api/auth/password")
    assert not must_change_first(caller, "POST", "/api/auth/logout")
    assert not must_change_first(caller, "GET", "/api/auth/me")
    admission = change_password(office.desk, office.tokens, caller, out.password, PASSWORD, HERE)
    free = office.caller(admission)
    assert free
    assert not must_change_first(free, "GET", "/api/users")
    assert office.caller(office.enter("ada")) is not None


def test_others_than_users_never_have_to_change() -> None:
    assert not must_change_first(Caller("developer", ADMIN), "GET", "/api/users")


def test_no_password_is_shipped(office: Office) -> None:
    """E16: there is nobody at first; the first admin's password is random, and made while there is nobody."""
    assert list(users.every(office.table)) == []
    one, other = first_admin(office.desk, "ada"), first_admin(Office().desk, "ada")
    assert one.password != other.password
    assert len(one.password) >= 20
    with pytest.raises(UsersExist):
        first_admin(office.desk, "eve")


def test_a_one_time_password_opens_until_its_last_second(office: Office) -> None:
    """E16"""
    password = first_admin(office.desk, "ada").password
    office.clock.forward(seconds=LIFETIME - 1)
    assert office.caller(office.enter("ada", password))


def test_of_two_who_use_a_one_time_password_at_once_one_gets_in(busy_office: Office) -> None:
    """E16: single use, also in the same moment."""
    password = first_admin(busy_office.desk, "ada").password
    answers = at_once(4, lambda _: busy_office.enter("ada", password))
    assert sorted(type(answer).__name__ for answer in answers) == ["Admission"] + 3 * ["NotSignedIn"]


def test_many_may_sign_in_at_once(busy_office: Office) -> None:
    """Also where the hash is renewed by the first of them."""
    busy_office.admin()
    set_hash(busy_office, "ada", old(PASSWORD))
    answers = at_once(4, lambda _: busy_office.enter("ada"))
    assert [type(answer).__name__ for answer in answers] == 4 * ["Admission"]


@pytest.mark.parametrize(
    ("present", "chosen", "error"),
    [
        (OTHER_PASSWORD, OTHER_PASSWORD, WrongPassword),
        ("", OTHER_PASSWORD, WrongPassword),
        (PASSWORD, "too short", PasswordRefused),
        (PASSWORD, "passwordpassword", PasswordRefused),
        (PASSWORD, "ada.ada.ada.ada.ada", PasswordRefused),
        (PASSWORD, PASSWORD, PasswordRefused),
        (PASSWORD, "ｖｉｖｉｄ quartz lantern meadow", PasswordRefused),
    ],
)
def test_a_password_is_not_changed(office: Office, present: str, chosen: str, error: type[Exception]) -> None:
    """E11: into one that is refused, or by somebody who does not know the present one."""
    office.admin()
    admission = office.enter("ada")
    caller = office.caller(admission)
    assert caller
    with pytest.raises(error):
        change_password(office.desk, office.tokens, caller, present, chosen, HERE)
    assert office.caller(admission)
    assert office.signed_in("ada").name == "ada"


def test_somebody_who_was_deleted_is_nobody(office: Office) -> None:
    office.admin()
    caller = office.signed_in("ada")
    office.use(MemoryTable())
    with pytest.raises(UnknownUser):
        me(office.desk, caller)
    with pytest.raises(WrongPassword):
        change_password(office.desk, office.tokens, caller, PASSWORD, OTHER_PASSWORD, HERE)


def test_no_secret_is_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """F12: neither passwords nor tokens, also not those that are refused."""
    caplog.set_level("DEBUG", logger="ior")
    one_time = first_admin(office.desk, "ada").password
    admission = office.enter("ada", one_time)
    refused = replace(admission, token=admission.token[:-8] + "\x1b[2Jforged")
    assert office.caller(refused) is None
    with pytest.raises(NotSignedIn):
        office.enter("ada", OTHER_PASSWORD)
    assert "a token was refused" in caplog.text
    secrets = [one_time, OTHER_PASSWORD, admission.token, refused.token, "forged", "\x1b"]
    assert [secret for secret in secrets if secret in caplog.text] == []
