"""What the API is connected to outside of tests: forms for uploads, signing keys, cursors, reference data."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import Mock, patch

import pytest

from chalicelib import wiring
from chalicelib.api.cursors import Cursors
from chalicelib.api.replies import Problem
from chalicelib.identity.errors import KeysRefused
from chalicelib.pipeline.uploads import CONTENT_TYPE, FORM_SECONDS, MOST_BYTES, key_of
from chalicelib.store.data_loader import CSV, TABLE
from chalicelib.store.table import Unavailable
from tests.api.calling import connected, document, problem
from tests.api.people import door
from tests.identity.office import KEYS, OLD_SECRET, SECRET
from tests.pipeline.twin import Twin
from tests.pipeline.world import SAMPLES

KEPT: list[Any] = [made for made in vars(wiring).values() if hasattr(made, "cache_clear")]
"""What a process keeps; tests put others in the place of some."""
Environment = Callable[..., None]


def forget() -> None:
    """Begin as a process does."""
    for kept in KEPT:
        kept.cache_clear()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[Environment]:
    """Sets settings, of a process that has just begun."""

    def set_all(**settings: str) -> None:
        for name in ("AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN", "AWS_REGION", "SITE_ORIGINS", "CSV_FALLBACK"):
            monkeypatch.delenv(name, raising=False)
        usual = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}
        for name, text in {**usual, "AWS_ACCOUNT_ID": "123456789012", **settings}.items():
            monkeypatch.setenv(name, text)
        forget()

    yield set_all
    forget()


# Forms


def form() -> dict[str, Any]:
    """The form of an upload."""
    made = wiring.presign(key_of("3f9c"), MOST_BYTES, CONTENT_TYPE, FORM_SECONDS)
    return {"url": made["url"], **made["fields"]}


def policy(fields: dict[str, Any]) -> dict[str, Any]:
    """What S3 is told to insist on."""
    found: dict[str, Any] = json.loads(base64.b64decode(fields["policy"]))
    return found


ADDRESSES = {
    "the emulator": (
        {"STAGE": "local", "AWS_ENDPOINT_URL": "http://127.0.0.1:4566"},
        "http://127.0.0.1:4566/ior-local-upload-123456789012",
    ),
    "North Virginia": ({"STAGE": "prod"}, "https://ior-prod-upload-123456789012.s3.amazonaws.com/"),
    "another region": (
        {"STAGE": "dev", "AWS_REGION": "eu-west-1"},
        "https://ior-dev-upload-123456789012.s3.eu-west-1.amazonaws.com/",
    ),
}


@pytest.mark.parametrize(("settings", "url"), ADDRESSES.values(), ids=ADDRESSES)
def test_a_form_is_sent_to_the_bucket_itself(
    environment: Environment, settings: dict[str, str], url: str
) -> None:
    """An emulator has one address for all buckets; S3 one for each, which a browser may send to."""
    environment(**settings)
    assert form()["url"] == url


def test_a_form_takes_one_file_under_one_key_up_to_a_size(environment: Environment) -> None:
    """F14"""
    environment(STAGE="prod")
    fields = form()
    assert (fields["key"], fields["Content-Type"]) == ("checked/3f9c/3f9c.csv", "text/csv")
    conditions = policy(fields)["conditions"]
    for condition in (
        {"key": "checked/3f9c/3f9c.csv"},
        {"bucket": "ior-prod-upload-123456789012"},
        {"Content-Type": "text/csv"},
        ["content-length-range", 1, MOST_BYTES],
    ):
        assert condition in conditions
    assert not [one for one in conditions if isinstance(one, list) and one[0] != "content-length-range"]


def test_every_field_of_a_form_is_one_that_the_policy_names(environment: Environment) -> None:
    """S3 refuses a form with a field that its policy does not name."""
    environment(STAGE="prod")
    fields = form()
    named = {name for one in policy(fields)["conditions"] if isinstance(one, dict) for name in one}
    assert set(fields) - {"url", "policy", "x-amz-signature"} == named - {"bucket"}


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
def test_a_form_is_signed_as_every_region_takes_it(environment: Environment, region: str) -> None:
    environment(STAGE="prod", AWS_REGION=region)
    fields = form()
    assert fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert fields["x-amz-credential"].endswith(f"/{region}/s3/aws4_request")
    assert len(fields["x-amz-signature"]) == 64


def test_a_form_that_a_role_has_signed_says_so(environment: Environment) -> None:
    """A function has no key of its own: without the token of its role S3 takes none of its forms."""
    environment(STAGE="prod", AWS_SESSION_TOKEN="of the role")
    fields = form()
    assert fields["x-amz-security-token"] == "of the role"
    assert {"x-amz-security-token": "of the role"} in policy(fields)["conditions"]


# Keys


class Secrets:
    """A client of the secrets: each answer is the next document."""

    def __init__(self, *documents: Any) -> None:
        self.left, self.asked = list(documents), Mock()

    def get_secret_value(self, **asked: str) -> dict[str, str]:
        """As of AWS."""
        self.asked(**asked)
        return {"SecretString": json.dumps(self.left.pop(0) if len(self.left) > 1 else self.left[0])}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds of the process, which stand."""
    at = [1000.0]
    monkeypatch.setattr("chalicelib.wiring.time.monotonic", lambda: at[0])
    return at


def test_keys_are_read_once_and_again_after_some_minutes(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    environment(STAGE="prod")
    secrets = Secrets({"secret": OLD_SECRET}, KEYS)
    monkeypatch.setattr(wiring, "client", {"secretsmanager": secrets}.__getitem__)
    keys = wiring.SigningKeys()
    assert [keys().current for _ in range(3)] == ["first"] * 3
    secrets.asked.assert_called_once_with(SecretId="ior-prod-tokens")
    clock[0] += wiring.KEYS_KEPT_FOR
    assert keys().current == "first"
    clock[0] += 1
    assert keys().current == "k2"


@pytest.mark.parametrize("document", [{}, {"secret": ""}, {"secret": SECRET, "user": "x"}, {"secret": None}])
def test_with_a_secret_that_is_no_key_nobody_is_let_in(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, document: dict[str, Any]
) -> None:
    environment(STAGE="prod")
    monkeypatch.setattr(wiring, "client", {"secretsmanager": Secrets(document)}.__getitem__)
    with pytest.raises(KeysRefused):
        wiring.SigningKeys()()


@pytest.mark.parametrize("stage", ["local", "prod"])
def test_tokens_are_those_of_a_stage(environment: Environment, stage: str) -> None:
    environment(STAGE=stage)
    assert (wiring.tokens().issuer, wiring.tokens().audience) == (f"ior-{stage}", f"ior-{stage}-api")


def test_a_cursor_holds_in_every_process_that_has_the_same_key(day: Twin) -> None:
    with connected(day):
        sent = wiring.cursors().make("/api/x", {}, {"after": "x"})
    with connected(day):
        assert wiring.cursors().read("/api/x", {"cursor": sent}) == {"after": "x"}


def test_a_cursor_that_was_signed_with_a_former_key_is_none(day: Twin) -> None:
    other = door(day, {**KEYS, "current": "k1"}).tokens
    with connected(day):
        sent = wiring.cursors().make("/api/x", {}, {"after": "x"})
        wiring.cursors.cache_clear()
        with patch.object(wiring, "tokens", lambda: other), pytest.raises(Problem):
            wiring.cursors().read("/api/x", {"cursor": sent})


def test_a_cursor_is_not_signed_with_the_key_of_the_tokens_itself(day: Twin) -> None:
    """A signature of the one is never a signature of the other."""
    with connected(day):
        made = wiring.cursors().make("/api/x", {}, {"after": "x"})
    assert made != Cursors(SECRET.encode).make("/api/x", {}, {"after": "x"})


# Reference data


def out_of_reach(operation: str, keys: Any) -> None:
    """Of the table only who asks is still known."""
    if not any(partition.startswith("USER") for partition, _ in keys):
        raise Unavailable("no table")


@pytest.mark.parametrize("reachable", [True, False])
def test_the_files_of_the_business_are_read_when_the_table_is_out_of_reach(
    day: Twin, environment: Environment, monkeypatch: pytest.MonkeyPatch, reachable: bool
) -> None:
    environment()
    real = wiring.data_loader
    with connected(day) as somebody, patch.object(wiring, "data_loader", real):
        monkeypatch.setenv("CSV_FALLBACK", str(SAMPLES))
        if not reachable:
            monkeypatch.setattr(day.table, "before", out_of_reach)
        response = somebody.get("/api/hts/8501.31.2000")
    found = document(response)
    assert found["source"] == (TABLE if reachable else CSV)
    assert found["rows"][0]["HTS Code"] == "8501.31.2000"
    assert ("Warning" in response.headers) == (not reachable)


def test_without_such_files_a_table_out_of_reach_is_told(day: Twin, monkeypatch: pytest.MonkeyPatch) -> None:
    with connected(day) as somebody:
        monkeypatch.setattr(day.table, "before", out_of_reach)
        response = somebody.get("/api/hts")
    problem(response, 503, "Not possible now")
    assert int(response.headers["Retry-After"]) > 0


def test_reference_data_are_gone_by_for_as_long_as_is_set(
    day: Twin, environment: Environment, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    environment(CACHE_SECONDS="7")
    asked: list[str] = []
    monkeypatch.setattr(wiring, "table", lambda: day.table)
    monkeypatch.setattr(day.table, "before", lambda operation, keys: asked.append(operation))
    for later, expected in ((0.0, True), (6.0, False), (2.0, True)):
        clock[0] += later
        asked.clear()
        wiring.data_loader().load(["packaging"])
        assert bool(asked) == expected
