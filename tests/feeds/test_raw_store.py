"""The same contract for the bucket and for its twin in memory: objects are written once."""

import io
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from chalicelib.feeds.errors import AlreadyLanded, NotStored
from chalicelib.feeds.raw_store import MemoryStore, RawStore, S3Store
from tests.emulator import running


class FakeS3:
    """What the store needs of an S3 client, in memory, with S3's own errors; some are scripted."""

    def __init__(self, *script: str) -> None:
        self.objects: dict[str, bytes] = {}
        self.script = list(script)

    def put_object(self, **given: Any) -> dict[str, Any]:
        key, body = given["Key"], given["Body"]
        assert given["IfNoneMatch"] == "*"
        fault = self.script.pop(0) if self.script else ""
        if fault and fault != "answer lost":
            raise refusal(fault)
        if key in self.objects:
            raise refusal("PreconditionFailed")
        self.objects[key] = body
        if fault == "answer lost":
            raise refusal("PreconditionFailed")
        return {}

    def get_object(self, **given: Any) -> dict[str, Any]:
        if given["Key"] not in self.objects:
            raise refusal("NoSuchKey")
        return {"Body": io.BytesIO(self.objects[given["Key"]])}

    def head_object(self, **given: Any) -> dict[str, Any]:
        if given["Key"] not in self.objects:
            raise refusal("404")
        return {}


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "scripted"}}, "PutObject")


@pytest.fixture(params=["memory", "bucket", "emulator"])
def store(request: pytest.FixtureRequest) -> RawStore:
    if request.param == "memory":
        return MemoryStore()
    if request.param == "bucket":
        return S3Store(FakeS3(), "raw")
    client = running().client("s3")
    name = f"raw-{uuid4().hex}"
    client.create_bucket(Bucket=name)
    return S3Store(client, name)


KEYS = ["raw/ZEMM005/0000000001/page-001.json", "raw/HTS Tariff.csv/0000000002/HTS Tariff.csv"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("body", [b"", b"{}", bytes(range(256)) * 100], ids=["empty", "small", "binary"])
def test_what_is_put_is_got(store: RawStore, key: str, body: bytes) -> None:
    assert not store.exists(key)
    store.put(key, body)
    assert store.exists(key)
    assert store.get(key) == body


def test_the_same_again_is_no_error(store: RawStore) -> None:
    store.put("a", b"1")
    store.put("a", b"1")
    assert store.get("a") == b"1"


def test_other_bytes_are_refused_and_the_first_stay(store: RawStore) -> None:
    store.put("a", b"1")
    with pytest.raises(AlreadyLanded, match="a: other bytes are stored already"):
        store.put("a", b"2")
    assert store.get("a") == b"1"


def test_what_is_not_there_is_said(store: RawStore) -> None:
    with pytest.raises(NotStored, match="b: nothing is stored"):
        store.get("b")
    assert not store.exists("b")


def test_a_put_whose_first_answer_was_lost_is_a_success() -> None:
    """The SDK asks again, and S3 says that the object is there: ours."""
    bucket = FakeS3("answer lost")
    S3Store(bucket, "raw").put("a", b"1")
    assert bucket.objects == {"a": b"1"}


def test_a_put_beside_another_put_is_tried_again() -> None:
    """S3 answers 409 while another conditional write to the key is on its way."""
    bucket = FakeS3("ConditionalRequestConflict", "ConditionalRequestConflict")
    S3Store(bucket, "raw").put("a", b"1")
    assert bucket.objects == {"a": b"1"}


@pytest.mark.parametrize("script", [["AccessDenied"], ["ConditionalRequestConflict"] * 3])
def test_what_s3_itself_refuses_is_raised_as_it_is(script: list[str]) -> None:
    bucket = FakeS3(*script)
    with pytest.raises(ClientError, match=script[0]):
        S3Store(bucket, "raw").put("a", b"1")
    assert bucket.objects == {}


@pytest.fixture
def client() -> Any:
    return boto3.client("s3", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x")


def test_a_missing_right_is_not_taken_for_a_missing_object(client: Any) -> None:
    with Stubber(client) as stub:
        stub.add_client_error("get_object", "AccessDenied", http_status_code=403)
        stub.add_client_error("head_object", "403", http_status_code=403)
        with pytest.raises(ClientError, match="AccessDenied"):
            S3Store(client, "raw").get("a")
        with pytest.raises(ClientError, match="403"):
            S3Store(client, "raw").exists("a")


def test_the_request_is_one_that_s3_knows(client: Any) -> None:
    """Parameters are checked against the model of the service."""
    with Stubber(client) as stub:
        stub.add_response("put_object", {}, {"Bucket": "raw", "Key": "a", "Body": b"1", "IfNoneMatch": "*"})
        S3Store(client, "raw").put("a", b"1")
        stub.assert_no_pending_responses()
