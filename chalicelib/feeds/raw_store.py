"""The raw store: objects that are written once. One kind in S3, and its twin in memory for tests."""

from collections.abc import Iterator
from typing import Any, Protocol

from botocore.exceptions import ClientError

from chalicelib.feeds.errors import AlreadyLanded, NotStored

TRIES = 3
_TAKEN = "PreconditionFailed"
_BEING_WRITTEN = "ConditionalRequestConflict"
_MISSING = ("NoSuchKey", "404", "NotFound")


class RawStore(Protocol):
    """Stores bytes under keys, for good."""

    def put(self, key: str, body: bytes) -> None:
        """Store an object; the same bytes again are no error, others raise AlreadyLanded."""

    def get(self, key: str) -> bytes:
        """The bytes of an object; raises NotStored."""

    def exists(self, key: str) -> bool:
        """Whether an object is stored."""

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys of what is stored that begin so, in the order of their characters."""


class MemoryStore:
    """Objects in memory."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put(self, key: str, body: bytes) -> None:
        """Store an object; the same bytes again are no error, others raise AlreadyLanded."""
        if self.objects.setdefault(key, body) != body:
            raise _already(key)

    def get(self, key: str) -> bytes:
        """The bytes of an object; raises NotStored."""
        if key not in self.objects:
            raise _missing(key)
        return self.objects[key]

    def exists(self, key: str) -> bool:
        """Whether an object is stored."""
        return key in self.objects

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys of what is stored that begin so, in the order of their characters."""
        yield from sorted(key for key in self.objects if key.startswith(prefix))


class S3Store:
    """Objects in a bucket. What S3 itself cannot do (no rights, no answer) is raised as boto3 does."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client, self._bucket = client, bucket

    def put(self, key: str, body: bytes) -> None:
        """Store an object; the same bytes again are no error, others raise AlreadyLanded."""
        tries = 1
        while not self._put(key, body, last=tries == TRIES):
            tries += 1

    def _put(self, key: str, body: bytes, *, last: bool) -> bool:
        """Whether the object is stored now; if not, another put to the key was on its way."""
        try:
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body, IfNoneMatch="*")
        except ClientError as error:
            code = _code(error)
            if code == _BEING_WRITTEN and not last:
                return False
            if code != _TAKEN:
                raise
            # Our own first answer may have been lost, and botocore asked again.
            if self.get(key) != body:
                raise _already(key) from error
        return True

    def get(self, key: str) -> bytes:
        """The bytes of an object; raises NotStored."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if _code(error) in _MISSING:
                raise _missing(key) from error
            raise
        body: bytes = answer["Body"].read()
        return body

    def exists(self, key: str) -> bool:
        """Whether an object is stored."""
        try:
            self._client.head_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if _code(error) in _MISSING:
                return False
            raise
        return True

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys of what is stored that begin so, in the order of their characters."""
        asked = {"Bucket": self._bucket, "Prefix": prefix}
        while True:
            page = self._client.list_objects_v2(**asked)
            yield from (found["Key"] for found in page.get("Contents", ()))
            if not page.get("IsTruncated"):
                return
            asked["ContinuationToken"] = page["NextContinuationToken"]


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _already(key: str) -> AlreadyLanded:
    return AlreadyLanded(f"{key}: other bytes are stored already. Land under a new sequence.")


def _missing(key: str) -> NotStored:
    return NotStored(f"{key}: nothing is stored. Look for the delivery in the list of runs.")
