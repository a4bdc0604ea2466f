"""Sessions: each request reads user and session, and what ends a session ends it at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chalicelib.identity import sessions
from chalicelib.identity.accounts import change_user, create_user, delete_user, find_user, reset_password
from chalicelib.identity.errors import NotSignedIn
from chalicelib.identity.roles import ADMIN, OPERATOR
from chalicelib.identity.sign_in import Admission, change_password, sign_out
from chalicelib.identity.tokens import LIFETIME, issue
from chalicelib.store import user_keys, users
from chalicelib.store.memory import MemoryTable
from tests.identity.office import HERE, OTHER_PASSWORD, PASSWORD, THERE, Office


def edition(office: Office, name: str) -> int:
    return find_user(office.desk, name).edition


def signs_out(office: Office) -> None:
    for admission in BOBS:
        caller = office.caller(admission)
        assert caller
        sign_out(office.desk, caller)


def changes_password(office: Office) -> None:
    caller = office.caller(BOBS[0])
    assert caller
    change_password(office.desk, office.tokens, caller, PASSWORD, OTHER_PASSWORD, HERE)


def is_reset(office: Office) -> None:
    reset_password(office.desk, "ada", "bob")


def becomes_admin(office: Office) -> None:
    change_user(office.desk, "ada", "bob", edition(office, "bob"), role=ADMIN)


def is_disabled(office: Office) -> None:
    change_user(office.desk, "ada", "bob", edition(office, "bob"), status="disabled")


def is_disabled_and_enabled(office: Office) -> None:
    is_disabled(office)
    change_user(office.desk, "ada", "bob", edition(office, "bob"), status="active")


def is_deleted(office: Office) -> None:
    delete_user(office.desk, "ada", "bob", edition(office, "bob"))


def is_deleted_and_made_again(office: Office) -> None:
    is_deleted(office)
    office.settle("bob", create_user(office.desk, "ada", "bob", OPERATOR).password)


def waits_half_an_hour(office: Office) -> None:
    office.clock.forward(seconds=sessions.IDLE + 1)


BOBS: list[Admission] = []
ENDINGS: list[Callable[[Office], None]] = [
    signs_out,
    changes_password,
    is_reset,
    becomes_admin,
    is_disabled,
    is_disabled_and_enabled,
    is_deleted,
    is_deleted_and_made_again,
    waits_half_an_hour,
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.__name__)
def test_a_token_opens_nothing_after_its_session(office: Office, ending: Callable[[Office], None]) -> None:
    """E6: replayed after the user signed out, changed his password, or was changed: refused at once."""
    office.admin()
    office.user("bob")
    BOBS[:] = [office.enter("bob"), office.enter("bob", source=THERE)]
    assert all(office.caller(admission) for admission in BOBS)
    ending(office)
    assert [office.caller(admission) for admission in BOBS] == [None, None]


def test_others_stay_signed_in(office: Office) -> None:
    """E6: signing out ends one session, and nobody else's."""
    office.admin()
    office.user("bob")
    here, there, other = office.enter("bob"), office.enter("bob", source=THERE), office.enter("ada")
    caller = office.caller(here)
    assert caller
    sign_out(office.desk, caller)
    assert [bool(office.caller(found)) for found in (here, there, other)] == [False, True, True]
    assert office.actions("bob")["user signed out"] == 1


@pytest.mark.parametrize("next_one", ["bob", "ada"])
def test_a_sign_in_ends_the_session_that_the_browser_had(office: Office, next_one: str) -> None:
    """ASVS 7.2.4: whosever it was; one in another browser goes on, and the trail tells of both."""
    office.admin()
    office.user("bob")
    here, elsewhere = office.enter("bob"), office.enter("bob", source=THERE)
    before = office.actions("bob")
    entered = office.enter(next_one, shown=here.token)
    assert [bool(office.caller(found)) for found in (here, elsewhere, entered)] == [False, True, True]
    added = office.actions("bob") - before
    assert added["user signed out"] == 1
    assert added["user signed in"] == (next_one == "bob")
    [told] = [event for event in office.events() if event.action == "user signed out"]
    assert (told.actor, told.facts["by"]) == (next_one, "a sign-in in the same browser")


def test_a_sign_in_that_fails_ends_nothing(office: Office) -> None:
    office.admin()
    office.user("bob")
    here = office.enter("bob")
    with pytest.raises(NotSignedIn):
        office.enter("ada", OTHER_PASSWORD, shown=here.token)
    assert office.caller(here)


@pytest.mark.parametrize("shown", ["", "x", "a.b.c", "ended", "forged"])
def test_a_cookie_of_no_session_ends_nothing(office: Office, shown: str) -> None:
    """Signing in goes on whatever the browser shows, and nothing is told that has not happened."""
    office.admin()
    here, gone = office.enter("ada"), office.enter("ada", source=THERE)
    caller = office.caller(gone)
    assert caller
    sign_out(office.desk, caller)
    before = office.actions("ada")
    forged = f"{here.token.rpartition('.')[0]}.{gone.token.rpartition('.')[2]}"
    entered = office.enter("ada", shown={"ended": gone.token, "forged": forged}.get(shown, shown))
    assert office.caller(here)
    assert office.caller(entered)
    assert office.actions("ada") - before == {"user signed in": 1}


def test_an_email_address_ends_nothing(office: Office) -> None:
    office.admin()
    admission = office.enter("ada")
    change_user(office.desk, "ada", "ada", edition(office, "ada"), email="ada@ior.example")
    assert office.caller(admission)


def test_every_sign_in_gives_another_token(office: Office) -> None:
    """E19: none can be fixed beforehand; after a change of the password there is a new one as well."""
    office.admin()
    caller = office.signed_in("ada")
    admissions = [office.enter("ada"), office.enter("ada")]
    admissions.append(change_password(office.desk, office.tokens, caller, PASSWORD, OTHER_PASSWORD, HERE))
    assert len({admission.token for admission in admissions}) == 3
    assert [bool(office.caller(admission)) for admission in admissions] == [False, False, True]


def test_a_session_ends_after_twelve_hours_of_work(office: Office) -> None:
    """NIST: anew after 12 hours, however busy somebody was."""
    office.admin()
    admission = office.enter("ada")
    for _ in range(LIFETIME // 1200 - 1):
        office.clock.forward(minutes=20)
        assert office.caller(admission)
    office.clock.forward(seconds=1199)
    assert office.caller(admission)
    office.clock.forward(seconds=1)
    assert office.caller(admission) is None


def test_a_session_is_noted_once_a_minute(office: Office) -> None:
    """A page sends many requests at once; most of them write nothing."""
    office.admin()
    admission = office.enter("ada")
    writes: list[str] = []
    assert isinstance(office.table, MemoryTable)
    office.table.before = lambda operation, _: writes.append(operation) if operation == "put" else None
    noted = []
    for _ in range(12):
        office.clock.forward(seconds=10)
        assert office.caller(admission)
        noted.append(len(writes))
    assert noted == 5 * [0] + 6 * [1] + [2]


def test_half_an_hour_counts_from_the_last_request(office: Office) -> None:
    """30 minutes idle, to the second where the last request was noted."""
    office.admin()
    admission = office.enter("ada")
    office.clock.forward(minutes=29)
    assert office.caller(admission)
    office.clock.forward(minutes=30)
    assert office.caller(admission)
    office.clock.forward(minutes=30, seconds=1)
    assert office.caller(admission) is None


def test_a_note_does_not_bring_a_session_back(office: Office) -> None:
    """E6: a request that was under way while its user signed out leaves nothing behind."""
    office.admin()
    admission = office.enter("ada")
    caller = office.caller(admission)
    assert caller
    office.clock.forward(minutes=5)
    key = user_keys.user_session("ada", caller.session)
    record = office.table.get(*key)
    assert record
    sign_out(office.desk, caller)
    sessions.note(office.table, users.session_of(record), office.now)
    assert office.table.get(*key) is None


def test_role_and_status_are_those_of_the_record(office: Office) -> None:
    """E2, E6: a role that does not exist opens nothing, and no token says what it is."""
    office.admin()
    admission = office.enter("ada")
    user = users.find(office.table, "ada")
    assert user
    for role, seen in ((OPERATOR, OPERATOR), ("owner", None), ("", None), (ADMIN, ADMIN)):
        user = users.find(office.table, "ada") or user
        office.table.transact([users.changed(user, replace(user, role=role), role)])
        caller = office.caller(admission)
        assert (caller.role if caller else None) == seen


def test_user_and_session_are_read_at_once(office: Office) -> None:
    """One consistent reading a request, and nothing else."""
    office.admin()
    admission = office.enter("ada")
    asked: list[tuple[str, int]] = []
    assert isinstance(office.table, MemoryTable)
    office.table.before = lambda operation, found: asked.append((operation, len(found)))
    assert office.caller(admission)
    assert asked == [("get_many", 2)]


def test_a_session_of_somebody_else_is_nobody_s(office: Office) -> None:
    """E1: a good token for a session that is another user's."""
    office.admin()
    office.user("bob")
    session = office.signed_in("bob").session
    forged = issue(office.tokens, "ada", session, office.now)
    assert office.caller(replace(office.enter("bob"), token=forged)) is None


def test_a_disabled_user_has_no_session_whatever_its_version(office: Office) -> None:
    """E6: two locks: the version of the token, and the status itself."""
    office.admin()
    admission = office.enter("ada")
    user = users.find(office.table, "ada")
    assert user
    office.table.transact([users.changed(user, replace(user, status="disabled"), "by hand")])
    assert office.caller(admission) is None


def test_a_session_that_is_late_to_expire_is_over(office: Office) -> None:
    """D11: whoever reads it looks at the time himself, to the second."""
    office.admin()
    user = users.find(office.table, "ada")
    assert user
    session = replace(sessions.begun(office.desk, user), seen_at=office.now + LIFETIME)
    assert sessions.holds(session, user, session.ends_at - 1)
    assert not sessions.holds(session, user, session.ends_at)
