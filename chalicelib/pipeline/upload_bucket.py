"""The bucket that people put files into: by hand, or through the web app."""

from collections.abc import Callable
from typing import Any


class UploadBucket:
    """The upload bucket, read by version. `clients` gives the client of a service."""

    def __init__(self, clients: Callable[[str], Any], bucket: str) -> None:
        self._clients, self._bucket = clients, bucket

    def read(self, bucket: str, key: str, version: str, most_bytes: int) -> bytes | None:
        """One version of an object; None if it is gone. Raises `ValueError` if it is larger than allowed."""
        s3 = self._clients("s3")
        asked = {"Bucket": bucket, "Key": key} | ({"VersionId": version} if version else {})
        try:
            found = s3.get_object(**asked)
        except (s3.exceptions.NoSuchKey, s3.exceptions.ClientError) as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "NoSuchVersion", "404"):
                return None
            raise
        if found["ContentLength"] > most_bytes:
            raise ValueError(
                f"It has {found['ContentLength']:,} bytes; at most {most_bytes:,} are taken. Split it."
            )
        body: bytes = found["Body"].read()
        return body

    def arrived(self, key: str) -> tuple[str, str] | None:
        """The bucket, and the newest version of an object of which nobody has told; None: none came."""
        s3 = self._clients("s3")
        try:
            found = s3.head_object(Bucket=self._bucket, Key=key)
        except s3.exceptions.ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "NotFound", "404"):
                return None
            raise
        return self._bucket, found.get("VersionId", "")
