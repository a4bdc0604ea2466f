"""Limits to guessing: what is counted, who has to wait, and who must not."""

from collections import Counter

import bcrypt
import pytest

from chalicelib.identity import limits
from chalicelib.identity.accounts import delete_user, find_user, reset_password
from chalicelib.identity.errors import NotSignedIn, TooManyAttempts, WrongPassword
from chalicelib.identity.sign_in import change_password
from chalicelib.pipeline.alerts import Alert, alert_message
from chalicelib.store import outbox, user_keys
from chalicelib.store.memory import MemoryTable
from tests.identity.office import ELSEWHERE, HERE, OTHER_PASSWORD, PASSWORD, THERE, Office, at_once

MINUTES = 60


def guess(office: Office, name: str = "ada", source: str = ELSEWHERE, times: int = 1) -> str:
    """Guess wrong; how the last one ended."""
    ended = ""
    for _ in range(times):
        try:
            office.enter(name, OTHER_PASSWORD, source)
        except (NotSignedIn, TooManyAttempts) as error:
            ended = type(error).__name__
    return ended


def waiting(office: Office, name: str = "ada", source: str = ELSEWHERE, password: str = PASSWORD) -> int:
    """The seconds that somebody with the right password has to wait; 0 if he gets in."""
    try:
        office.enter(name, password, source)
    except TooManyAttempts as error:
        return error.retry_after
    return 0


def counted(office: Office, key: tuple[str, str]) -> int:
    record = office.table.get(*key)
    return int(record.data["count"]) if record else 0


def alerts(office: Office) -> list[str]:
    return sorted(message.body["title"] for message in outbox.waiting(office.table))


@pytest.mark.parametrize("name", ["ada", "nobody", "no body/"])
def test_five_failures_and_the_sixth_waits(office: Office, name: str) -> None:
    """E12, E15: 15 minutes, for the right password too, and whether or not there is such a user."""
    office.admin()
    assert guess(office, name, times=5) == "NotSignedIn"
    assert guess(office, name) == "TooManyAttempts"
    assert waiting(office, name) == 15 * MINUTES
    office.clock.forward(minutes=10)
    assert waiting(office, name) == 5 * MINUTES
    office.clock.forward(seconds=5 * MINUTES - 1)
    assert waiting(office, name) == 1
    office.clock.forward(seconds=1)
    assert guess(office, name) == "NotSignedIn"


def test_after_the_wait_the_right_password_opens(office: Office) -> None:
    """E12"""
    office.admin()
    guess(office, times=5)
    office.clock.forward(minutes=15)
    assert waiting(office) == 0


def test_waiting_is_told_in_seconds_and_minutes() -> None:
    """E12: Retry-After is a whole number of seconds, and at least one."""
    assert [TooManyAttempts(seconds).retry_after for seconds in (-3, 0, 1, 900)] == [1, 1, 1, 900]
    assert str(TooManyAttempts(61)).endswith("in 2 minutes.")
    assert str(TooManyAttempts(60)).endswith("in 1 minute.")


def test_trying_while_one_waits_makes_it_no_longer(office: Office) -> None:
    """E12: what is refused is not looked at, not counted, and asks bcrypt nothing."""
    office.admin()
    guess(office, times=5)
    office.clock.forward(minutes=10)
    guess(office, times=50)
    assert waiting(office) == 5 * MINUTES
    assert counted(office, user_keys.failures_under("ada")) == 5


def test_what_waits_asks_bcrypt_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """E12"""
    office.admin()
    guess(office, times=5)
    monkeypatch.delattr(bcrypt, "checkpw")
    assert guess(office, times=3) == "TooManyAttempts"


def test_failures_are_forgotten_fifteen_minutes_after_the_last(office: Office) -> None:
    """E12: four and then a pause are no five."""
    office.admin()
    for _ in range(3):
        assert guess(office, times=4) == "NotSignedIn"
        office.clock.forward(minutes=15)
    guess(office, times=3)
    office.clock.forward(minutes=14)
    guess(office, times=2)
    assert waiting(office) == 15 * MINUTES


def test_a_success_forgets_the_failures_from_there(office: Office) -> None:
    """E12"""
    office.admin()
    for _ in range(4):
        assert guess(office, times=4) == "NotSignedIn"
        assert waiting(office) == 0
    assert counted(office, user_keys.failures_from("ada", ELSEWHERE)) == 0
    assert counted(office, user_keys.failures_under("ada")) == 16
    assert counted(office, user_keys.failures_of_source(ELSEWHERE)) == 16


def test_a_success_is_not_counted(office: Office) -> None:
    """E14: an office of many people who sign in well never has to wait."""
    office.admin()
    for _ in range(2 * limits.SOURCE.most):
        office.enter("ada")
    assert counted(office, user_keys.failures_of_source(HERE)) == 0
    assert counted(office, user_keys.failures_under("ada")) == 0


def test_of_twenty_guesses_at_once_five_are_looked_at(
    busy_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E12: an attempt is counted before it is looked at, so that coming at once is of no use."""
    busy_office.admin()
    asked: Counter[bool] = Counter()
    monkeypatch.setattr(bcrypt, "checkpw", lambda *_: asked.update([True]))
    ended = Counter(at_once(20, lambda _: guess(busy_office)))
    assert ended == {"NotSignedIn": 5, "TooManyAttempts": 15}
    assert asked.total() == 5
    assert counted(busy_office, user_keys.failures_from("ada", ELSEWHERE)) == 5
    assert counted(busy_office, user_keys.failures_under("ada")) == 5


def test_twenty_guesses_at_once_count_twenty(busy_office: Office) -> None:
    """E12: from twenty places under one name, and from one place under twenty names."""
    busy_office.admin()
    ended = at_once(20, lambda number: guess(busy_office, source=f"192.0.2.{number}"))
    assert Counter(ended) == {"NotSignedIn": 20}
    assert counted(busy_office, user_keys.failures_under("ada")) == 20
    ended = at_once(20, lambda number: guess(busy_office, name=f"user{number}"))
    assert Counter(ended) == {"NotSignedIn": 20}
    assert counted(busy_office, user_keys.failures_of_source(ELSEWHERE)) == 20


def test_who_is_guessed_at_gets_in_from_elsewhere(office: Office) -> None:
    """E13: the attacker waits, the admin does not, and people are told."""
    office.admin()
    guess(office, times=20)
    assert waiting(office) == 15 * MINUTES
    assert waiting(office, source=THERE) == 0
    assert waiting(office, source=HERE) == 0
    assert alerts(office) == ["5 sign-ins failed as ada"]


def test_many_sources_cannot_lock_out_where_he_works(office: Office) -> None:
    """E13: below 100 a day from everywhere; a place that the user signed in from is never kept out by it."""
    office.admin()
    refused = 0
    for number in range(60):
        refused += guess(office, source=f"192.0.2.{number}") == "TooManyAttempts"
    assert 60 - refused == limits.NAME.most < 100
    assert waiting(office, source=THERE) == 24 * 60 * MINUTES
    assert waiting(office, source=HERE) == 0
    assert guess(office, source=HERE, times=6) == "TooManyAttempts"
    assert "50 sign-ins failed as ada" in alerts(office)
    assert counted(office, user_keys.failures_under("ada")) == limits.NAME.most
    office.clock.forward(days=1)
    assert waiting(office, source=THERE) == 0


def test_less_than_a_hundred_within_any_day(office: Office) -> None:
    """NIST: also where somebody waits for the count to begin anew."""
    office.admin()
    looked_at = []
    for hour in range(72):
        for number in range(10):
            if guess(office, source=f"2001:db8:{hour}:{number}::") == "NotSignedIn":
                looked_at.append(hour)
        office.clock.forward(hours=1)
    per_day = [sum(start <= hour < start + 24 for hour in looked_at) for start in range(72)]
    assert 50 <= max(per_day) < 100


def test_a_reset_lets_in_from_everywhere(office: Office) -> None:
    """E13: whoever was kept out comes in with the password that an admin had made."""
    office.admin()
    office.user("bob")
    for number in range(60):
        guess(office, "bob", f"192.0.2.{number}")
    guess(office, "bob", THERE, times=6)
    password = reset_password(office.desk, "ada", "bob").password
    assert waiting(office, "bob", THERE, password) == 0


def test_one_password_for_many_users(office: Office) -> None:
    """E14: spraying: one source waits after 30 failures under whatever names; others do not."""
    office.admin()
    ended = Counter(guess(office, f"user{number}") for number in range(40))
    assert ended == {"NotSignedIn": 30, "TooManyAttempts": 10}
    assert waiting(office) == 15 * MINUTES
    assert waiting(office, source=THERE) == 0
    assert alerts(office) == ["30 sign-ins failed from one place"]
    office.clock.forward(minutes=15)
    assert waiting(office) == 0


def test_spraying_slowly_is_not_stopped_by_successes(office: Office) -> None:
    """E14: an attacker with an account of his own cannot clear what his source has failed."""
    office.admin()
    office.user("eve")
    ended = Counter[str]()
    for number in range(40):
        ended[guess(office, f"user{number}")] += 1
        waiting(office, "eve")
    assert ended["NotSignedIn"] == 30


def test_guessing_the_present_password_is_limited_too(office: Office) -> None:
    """E12: whoever finds an open session cannot try out passwords."""
    office.admin()
    caller = office.signed_in("ada")
    for error in [*(5 * [WrongPassword]), TooManyAttempts]:
        with pytest.raises(error):
            change_password(office.desk, office.tokens, caller, OTHER_PASSWORD, "three grey herons", HERE)
    assert waiting(office, source=HERE) == 15 * MINUTES
    assert waiting(office, source=THERE) == 0


def test_people_are_told_once_a_day(office: Office) -> None:
    """E13: one alert for a name, however long it is guessed at; names that nobody has share one."""
    office.admin()
    office.user("bob")
    for _ in range(3):
        for name in ("ada", "bob", "nobody", "nobody.else"):
            guess(office, name, times=5)
        office.clock.forward(minutes=15)
    assert alerts(office) == [
        "5 sign-ins failed as ada",
        "5 sign-ins failed as bob",
        "5 sign-ins failed under a name that nobody has",
    ]
    for message in outbox.waiting(office.table):
        outbox.tick_off(office.table, message, office.now)
    guess(office, times=5)
    assert alerts(office) == []


def test_an_alert_is_as_the_others(office: Office) -> None:
    """E13: in the form that the alerts of the pipeline have; an admin's is a warning."""
    office.admin()
    guess(office, times=5)
    [message] = outbox.waiting(office.table)
    body = {name: value for name, value in message.body.items() if name != "version"}
    assert message == alert_message(Alert(**body))
    assert (body["kind"], body["severity"]) == ("sign-in", "warning")
    assert body["facts"] == {"source": ELSEWHERE, "user": "ada"}
    assert PASSWORD not in str(body)
    assert OTHER_PASSWORD not in str(body)


@pytest.mark.parametrize("name", ["ada", "nobody", "no body/"])
def test_the_fifth_failure_is_the_same_work(office: Office, name: str) -> None:
    """E15: telling people takes as much for a user as for nobody."""
    office.admin()
    guess(office, name, times=4)
    requests: list[str] = []
    assert isinstance(office.table, MemoryTable)
    office.table.before = lambda operation, found: requests.append(f"{operation} {len(found)}")
    guess(office, name)
    assert requests == ["get_many 5", "transact 3", "get 1", "put 1"]


def test_counters_expire(office: Office) -> None:
    """Nothing of a failure is kept longer than it counts."""
    office.admin()
    guess(office)
    kept = {
        user_keys.failures_from("ada", ELSEWHERE): 900,
        user_keys.failures_of_source(ELSEWHERE): 900,
        user_keys.failures_under("ada"): 86_400,
        user_keys.known_source("ada", HERE): 90 * 86_400,
    }
    found = office.table.get_many(kept)
    assert {key: record.expires_at for key, record in found.items()} == {
        key: office.now + seconds for key, seconds in kept.items()
    }


def test_a_counter_that_is_late_to_expire_does_not_count(office: Office) -> None:
    """D11: the table's own clock may be behind; readers look at the time themselves."""
    start = office.now
    office.use(MemoryTable(clock=lambda: start))
    office.admin()
    guess(office, times=5)
    office.clock.forward(minutes=15)
    assert guess(office) == "NotSignedIn"
    assert counted(office, user_keys.failures_from("ada", ELSEWHERE)) == 1


def test_a_source_is_known_to_the_account_not_to_the_name(office: Office) -> None:
    """E13: whoever gets a name that was another's does not get the places where that one worked."""
    office.admin()
    office.user("bob")
    office.enter("bob", source=THERE)
    delete_user(office.desk, "ada", "bob", find_user(office.desk, "bob").edition)
    office.user("bob")
    for number in range(60):
        guess(office, "bob", f"192.0.2.{number}")
    assert waiting(office, "bob", HERE) == 0
    assert waiting(office, "bob", THERE) > 0


def test_failures_of_a_source_count_from_the_first(office: Office) -> None:
    """E14: a place where one in a while fails never has to wait."""
    office.admin()
    for quarter in range(4):
        for name in range(20):
            assert guess(office, f"user{quarter}-{name}") == "NotSignedIn"
        office.clock.forward(minutes=15)


def test_a_source_waits_from_the_last_failure(office: Office) -> None:
    """E14: a quarter of an hour from the one that was too many, however long they took."""
    office.admin()
    for name in range(29):
        guess(office, f"user{name}")
    office.clock.forward(minutes=14)
    guess(office, "user29")
    assert waiting(office) == 15 * MINUTES
