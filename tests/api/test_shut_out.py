"""Tokens that do not hold: of sessions that have ended in whatever way, and made by hand."""

from collections.abc import Callable

import pytest

from chalicelib.identity import accounts, callers, sign_in
from chalicelib.identity.roles import ADMIN
from chalicelib.identity.sessions import IDLE
from chalicelib.identity.tokens import LEEWAY, LIFETIME
from chalicelib.store import users
from chalicelib.store.users import DISABLED, User
from tests.api.calling import Caller, answered, connected, problem
from tests.api.calls import CALLS, SHUT
from tests.api.people import ANN, OTTO, Door, door
from tests.identity.forging import LEFT_OUT, claims, header, part, token
from tests.identity.office import HERE, OLD_SECRET, OTHER_PASSWORD, PASSWORD
from tests.pipeline.twin import Twin


def expired(entrance: Door, user: User) -> str:
    """A session that has lasted as long as one may."""
    return entrance.token(user, ago=LIFETIME)


def long_expired(entrance: Door, user: User) -> str:
    """A token that has ended by any clock, with a session that somebody has made last longer."""
    return entrance.token(user, ago=LIFETIME + LEEWAY + 1, ends_at=entrance.desk.now() + LIFETIME)


def left_alone(entrance: Door, user: User) -> str:
    """A session that nobody has used for half an hour."""
    return entrance.token(user, ago=IDLE + 1, seen_at=entrance.desk.now() - IDLE - 1)


def signed_out(entrance: Door, user: User) -> str:
    """A session that its user has ended."""
    shown = entrance.token(user)
    sign_in.sign_out(entrance.desk, caller_of(entrance, shown))
    return shown


def disabled(entrance: Door, user: User) -> str:
    """A session of a user who was disabled meanwhile."""
    shown = entrance.token(user)
    accounts.change_user(entrance.desk, ANN, user.name, user.edition, status=DISABLED)
    return shown


def disabled_and_open(entrance: Door, user: User) -> str:
    """A session that began after its user was disabled, as none can."""
    accounts.change_user(entrance.desk, ANN, user.name, user.edition, status=DISABLED)
    now = users.find(entrance.desk.table, user.name)
    assert now
    return entrance.token(now)


def deleted(entrance: Door, user: User) -> str:
    """A session of a user who is no more."""
    shown = entrance.token(user)
    accounts.delete_user(entrance.desk, ANN, user.name, user.edition)
    return shown


def of_another_of_his_name(entrance: Door, user: User) -> str:
    """A session of a deleted user whose name another has now."""
    shown = deleted(entrance, user)
    entrance.settled(user.name)
    return shown


def with_another_role(entrance: Door, user: User) -> str:
    """A session from before its user was made what he is."""
    shown = entrance.token(user)
    accounts.change_user(entrance.desk, ANN, user.name, user.edition, role=ADMIN)
    return shown


def with_a_password_since_changed(entrance: Door, user: User) -> str:
    """A session from before the password was changed."""
    shown = entrance.token(user)
    who = caller_of(entrance, shown)
    sign_in.change_password(entrance.desk, entrance.tokens, who, PASSWORD, OTHER_PASSWORD, HERE)
    return shown


def with_a_password_since_reset(entrance: Door, user: User) -> str:
    """A session from before an admin reset the password."""
    shown = entrance.token(user)
    accounts.reset_password(entrance.desk, ANN, user.name)
    return shown


def of_a_role_that_nobody_knows(entrance: Door, user: User) -> str:
    """A session of somebody who was made what nobody can be."""
    visitor = entrance.settled("visitor", role="visitor")
    return entrance.token(visitor)


def caller_of(entrance: Door, shown: str) -> callers.SignedIn:
    """Who a token stands for."""
    found = callers.caller_of(entrance.desk.table, entrance.tokens, shown, entrance.desk.now())
    assert found
    return found


ENDED: tuple[Callable[[Door, User], str], ...] = (
    expired,
    long_expired,
    left_alone,
    signed_out,
    disabled,
    disabled_and_open,
    deleted,
    of_another_of_his_name,
    with_another_role,
    with_a_password_since_changed,
    with_a_password_since_reset,
    of_a_role_that_nobody_knows,
)
"""Ways in which a session that a token was handed out for does not hold; each with a user of its own."""
EXAMPLE = "your-256-bit-secret"
OURS = {"iss": "ior-local", "aud": "ior-local-api", "sub": ANN}
FORGED: dict[str, Callable[[int, str], str]] = {
    "alg none": lambda now, jti: f"{part(header(alg='none'))}.{part(claims(now, **OURS, jti=jti))}.",
    "alg none, signed": lambda now, jti: token(header(alg="none"), claims(now, **OURS, jti=jti)),
    "HS512": lambda now, jti: token(header(alg="HS512"), claims(now, **OURS, jti=jti), digest="sha512"),
    "jwk": lambda now, jti: token(header(jwk={"kty": "oct", "k": "ZXZpbA"}), claims(now, **OURS, jti=jti)),
    "kid unknown": lambda now, jti: token(header(kid="k3"), claims(now, **OURS, jti=jti)),
    "kid a path": lambda now, jti: token(header(kid="../../dev/null"), claims(now, **OURS, jti=jti), b""),
    "another secret": lambda now, jti: token(header(), claims(now, **OURS, jti=jti), OLD_SECRET),
    "an example's secret": lambda now, jti: token(
        header(), claims(now, **OURS, jti=jti), "your-256-bit-secret"
    ),
    "no signature": lambda now, jti: token(header(), claims(now, **OURS, jti=jti)).rpartition(".")[0] + ".",
    "of another stage": lambda now, jti: token(header(), claims(now, **OURS | {"iss": "ior-prod"}, jti=jti)),
    "for another": lambda now, jti: token(header(), claims(now, **OURS | {"aud": "other"}, jti=jti)),
    "for another purpose": lambda now, jti: token(header(), claims(now, **OURS, jti=jti, typ="reset")),
    "role as a claim": lambda now, jti: token(header(), claims(now, **OURS, jti=jti, role="admin")),
    "of another's session": lambda now, jti: token(header(), claims(now, **OURS | {"sub": OTTO}, jti=jti)),
    "of no session": lambda now, jti: token(header(), claims(now, **OURS)),
    "without an end": lambda now, jti: token(header(), claims(now, **OURS, jti=jti, exp=LEFT_OUT)),
    "ended": lambda now, jti: token(header(), claims(now - LIFETIME - LEEWAY, **OURS, jti=jti)),
}
"""Tokens that are made by hand for a session of the admin's that holds (`jti`)."""


@pytest.fixture(scope="module")
def shut_out(day: Twin) -> tuple[Twin, dict[str, str]]:
    """A pipeline, and tokens that open nothing of it."""
    world = day.copy()
    entrance = door(world)
    entrance.settled(ANN)
    shown = {way.__name__: way(entrance, entrance.settled(way.__name__)) for way in ENDED}
    holding = caller_of(entrance, entrance.token(entrance.settled(ANN))).session
    shown |= {name: make(entrance.desk.now(), holding) for name, make in FORGED.items()}
    return world, shown


WAYS = pytest.mark.parametrize("way", [*(way.__name__ for way in ENDED), *FORGED])


@WAYS
def test_a_token_that_does_not_hold_opens_nothing(shut_out: tuple[Twin, dict[str, str]], way: str) -> None:
    """E1, E3, E4, E5, E6, F1: to whoever shows it the same as no token at all, on every route."""
    world, shown = shut_out
    with connected(world) as somebody:
        caller = Caller(somebody.http, shown[way])
        responses = {route: caller.ask(route) for route in SHUT}
    assert {route: response.status_code for route, response in responses.items()} == dict.fromkeys(SHUT, 401)
    for response in responses.values():
        assert problem(response, 401, "Not signed in") == "Sign in, and send the request again."
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert "Set-Cookie" not in response.headers


@WAYS
def test_as_a_cookie_it_opens_nothing_either(shut_out: tuple[Twin, dict[str, str]], way: str) -> None:
    world, shown = shut_out
    with connected(world) as somebody:
        problem(Caller(somebody.http).get("/api/pipeline", cookie=f"ior={shown[way]}"), 401, "Not signed in")


def test_the_forger_knows_how_it_is_done(day: Twin) -> None:
    """Otherwise the forgeries would prove nothing: with nothing wrong, one made by hand opens."""
    with connected(day) as somebody:
        entrance = door(day)
        session = caller_of(entrance, somebody.token).session
        by_hand = token(header(), claims(entrance.desk.now(), **OURS, jti=session))
        assert Caller(somebody.http, by_hand).get("/api/pipeline").status_code == 200


@WAYS
def test_what_is_public_asks_for_no_token_and_minds_none(
    shut_out: tuple[Twin, dict[str, str]], way: str
) -> None:
    world, shown = shut_out
    with connected(world) as somebody:
        for route in set(CALLS) - set(SHUT):
            answered(Caller(somebody.http, shown[way]).ask(route), route)
