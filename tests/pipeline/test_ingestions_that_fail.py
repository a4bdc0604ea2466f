"""A feed that cannot be fetched, for whatever reason: the others are, and people are told why."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib import wiring
from chalicelib.feeds.catalogue import Feed
from chalicelib.feeds.errors import CredentialsRefused, FeedError, SapUnavailable, SecretRefused
from chalicelib.feeds.fetched import Fetched
from chalicelib.pipeline.ingest import ingest
from chalicelib.store import sources
from tests.pipeline.world import World, sap_samples

FIRST, SECOND = "ZFMIOR003", "TARIFF_SEQUENCE"
AGAIN = "tried again by itself"


def failing(error: Exception, key: str = FIRST) -> Callable[[Feed, date | None, float], Fetched]:
    """A SAP that delivers the samples, but for one feed."""

    def fetch(feed: Feed, changed_since: date | None, seconds: float) -> Fetched:
        if feed.key == key:
            raise error
        return sap_samples(feed, changed_since, seconds)

    return fetch


def aws(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "…"}}, "GetSecretValue")


UNFORESEEN: list[Exception] = [
    KeyError("user"),
    json.JSONDecodeError("Expecting value", "aB3", 0),
    aws("InternalServiceError"),
    ZeroDivisionError("division by zero"),
]


@pytest.mark.parametrize("key", [FIRST, SECOND])
@pytest.mark.parametrize("error", UNFORESEEN, ids=lambda error: type(error).__name__)
def test_what_nobody_has_foreseen_costs_one_feed_and_is_raised_in_the_end(error: Exception, key: str) -> None:
    """A1, C7: the invocation counts as failed, and the other feed has landed."""
    world = World()
    world.sap = failing(error, key)
    with pytest.raises(type(error)) as raised:
        ingest(world.ports, "hts-reference", 60)
    assert raised.value is error
    assert [landed.split("/")[1] for landed in world.landed] == [SECOND if key == FIRST else FIRST]
    assert sources.find(world.table, key).failure.startswith(type(error).__name__)
    [alert] = world.queues.alerts
    assert alert["id"] == f"feed-{key}-{type(error).__name__}-2026-11-23"
    assert alert["facts"] == {"feed": key, "ingestion": "hts-reference", "error": type(error).__name__}
    assert AGAIN not in alert["text"]


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (SapUnavailable("ZFMIOR003", 1, "SAP answered 503", "Wait"), True),
        (CredentialsRefused("ZFMIOR003", 1, "SAP answered 401", "Store the right ones"), False),
        (SecretRefused("ior-local-sap", "holds no JSON"), False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_people_are_told_whether_it_is_tried_again(error: FeedError, again: bool) -> None:
    """A6: what needs somebody does not say that it mends itself."""
    world = World()
    world.sap = failing(error)
    if again:
        with pytest.raises(type(error)):
            ingest(world.ports, "hts-reference", 60)
    else:
        assert len(ingest(world.ports, "hts-reference", 60)) == 1
    [alert] = world.queues.alerts
    assert (AGAIN in alert["text"]) is again
    assert ("Somebody has to mend the cause" in alert["text"]) is not again
    assert alert["text"].startswith(str(error))


def test_a_second_cause_on_the_same_day_is_told_too() -> None:
    """A1, A6: no answer in the morning, refused credentials an hour later; each once."""
    world = World()
    for error in (
        SapUnavailable("ZFMIOR003", 1, "no answer", "Wait"),
        CredentialsRefused("ZFMIOR003", 1, "SAP answered 401", "Store the right ones"),
    ):
        world.sap = failing(error)
        for _ in range(2):
            with suppress(SapUnavailable):
                ingest(world.ports, "hts-reference", 60)
            world.clock.forward(minutes=30)
    assert [alert["facts"]["error"] for alert in world.queues.alerts] == [
        "SapUnavailable",
        "CredentialsRefused",
    ]


class Manager:
    """The service of the secrets, with one answer."""

    exceptions = SimpleNamespace(ClientError=ClientError)

    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def get_secret_value(self, **asked: str) -> dict[str, Any]:
        assert asked == {"SecretId": "ior-local-sap"}
        if isinstance(self._answer, Exception):
            raise self._answer
        answer: dict[str, Any] = self._answer
        return answer


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Puts an answer of the service of the secrets in place."""
    wiring.current_settings.cache_clear()
    return lambda answer: monkeypatch.setattr(wiring, "client", lambda service: Manager(answer))


WRONG: list[tuple[str, Any, str]] = [
    ("the random text of a new secret", {"SecretString": "aB3random"}, "holds no JSON"),
    ("empty", {"SecretString": ""}, "holds no JSON"),
    ("bytes", {"SecretBinary": b"{}"}, "holds no JSON"),
    ("a list", {"SecretString": '["IOR", "hush"]'}, "holds no JSON object"),
    (
        "other names",
        {"SecretString": '{"username": "IOR", "password": "hush"}'},
        "names no user, or no password",
    ),
    ("no password", {"SecretString": '{"user": "IOR", "password": ""}'}, "names no user, or no password"),
    ("a number", {"SecretString": '{"user": "IOR", "password": 17}'}, "names no user, or no password"),
    ("no rights", aws("AccessDeniedException"), "cannot be read (AccessDeniedException)"),
    ("no secret", aws("ResourceNotFoundException"), "cannot be read (ResourceNotFoundException)"),
]


@pytest.mark.parametrize(("answer", "problem"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_secret_of_another_form_is_refused_by_name_and_not_told(
    secret: Callable[[Any], None], answer: Any, problem: str
) -> None:
    """A6: what to store, and nothing of what is stored."""
    secret(answer)
    with pytest.raises(SecretRefused) as refused:
        wiring.sap_credentials()
    told = str(refused.value)
    assert told.startswith(f"The secret ior-local-sap {problem}. Store it as JSON, ")
    assert '{"user": "…", "password": "…"}' in told
    assert not {"aB3random", "hush", "17"} & set(told.replace('"', " ").split())
    assert not refused.value.transient


def test_a_service_that_is_busy_is_no_wrong_secret(secret: Callable[[Any], None]) -> None:
    secret(aws("ThrottlingException"))
    with pytest.raises(ClientError, match="ThrottlingException"):
        wiring.sap_credentials()


def test_the_right_secret_is_taken(secret: Callable[[Any], None]) -> None:
    secret({"SecretString": '{"user": "IOR", "password": "geheim:€", "host": "x"}'})
    assert wiring.sap_credentials() == ("IOR", "geheim:€")
