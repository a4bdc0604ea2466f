"""Settings made into what the use cases are connected to; each client is made when it is first needed."""

import json
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import uuid4

from chalicelib import naming
from chalicelib.identity.desk import Desk
from chalicelib.identity.roles import Caller
from chalicelib.identity.tokens import Keyring, Tokens, keyring
from chalicelib.pipeline.ports import ALERTS, Ports
from chalicelib.settings import Settings, settings
from chalicelib.store.table import Table

SQS_BATCH = 10
SUBJECT_LENGTH = 99
KEYS_KEPT_FOR = 300
"""Seconds after which the signing keys are read again."""


@cache
def current_settings() -> Settings:
    """The settings of this process."""
    return settings()


@cache
def table() -> Table:
    """The one table."""
    from chalicelib.store.dynamo import DynamoTable

    found = current_settings()
    return DynamoTable(naming.table(), region=found.region, host=found.endpoint_url)


@cache
def ports() -> Ports:
    """What the use cases of the pipeline are connected to."""
    from chalicelib.feeds.raw_store import S3Store
    from chalicelib.feeds.renaming import configured
    from chalicelib.pipeline.workshop import Workshops

    return Ports(
        table=table(),
        raw=S3Store(client("s3"), naming.bucket("raw")),
        uploads=Uploads(client),
        messages=Messages(client, queue_url, topic),
        fetch=fetch,
        ingestions=configured(json.loads(current_settings().sap_feeds)),
        workshops=Workshops(),
        clock=lambda: datetime.now(UTC),
        token=lambda: uuid4().hex,
    )


@cache
def desk() -> Desk:
    """What the identity room works with."""
    return Desk(table(), lambda: datetime.now(UTC), secrets.token_bytes)


@cache
def tokens() -> Tokens:
    """What makes and reads the session tokens of this stage."""
    stage = current_settings().stage
    return Tokens(SigningKeys(), f"{naming.APP}-{stage}", f"{naming.APP}-{stage}-api")


def caller_of(request: Any) -> Caller | None:
    """Who sends a request: the local stack's developer, or whoever has signed in; None: nobody known.

    Raises `CrossSite` for a request that another site may have made a browser send.
    """
    from chalicelib.identity import bearer, callers, cookies, forgery

    found = current_settings()
    developer = bearer.caller_of(request.headers, found)
    if developer is not None:
        return developer
    shown = cookies.shown(request.headers, local=found.is_local)
    if shown is None:
        return None
    caller = callers.caller_of(table(), tokens(), shown.token, desk().now())
    if caller is not None:
        has_body = bool(request.raw_body)
        forgery.check(
            request.method, request.headers, found.origins, by_cookie=shown.by_cookie, has_body=has_body
        )
    return caller


class SigningKeys:
    """The keys that tokens are signed with, read from their secret, and again every few minutes."""

    def __init__(self) -> None:
        self._read_at = 0.0
        self._kept: Keyring | None = None

    def __call__(self) -> Keyring:
        """The keys as they are now, or were a few minutes ago."""
        if self._kept is None or time.monotonic() - self._read_at > KEYS_KEPT_FOR:
            secret = client("secretsmanager").get_secret_value(SecretId=naming.resource("tokens"))
            self._kept, self._read_at = keyring(json.loads(secret["SecretString"])), time.monotonic()
        return self._kept


@cache
def client(service: str) -> Any:
    """A client of an AWS service."""
    found = current_settings()
    return new_client(service, found.region, found.endpoint_url)


def new_client(service: str, region: str, endpoint_url: str | None) -> Any:
    """A new client of an AWS service, with short time-outs: no function's time is spent on one bad call."""
    from botocore.config import Config
    from botocore.session import get_session

    limits = Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 4, "mode": "standard"})
    return get_session().create_client(service, region_name=region, endpoint_url=endpoint_url, config=limits)


@cache
def sap() -> Any:
    """The client of SAP."""
    from chalicelib.feeds.client import SapClient
    from chalicelib.pipeline.ingest import BUSINESS_ZONE

    found = current_settings()
    return SapClient(found.sap_base_url, sap_credentials, client=found.sap_client, zone=BUSINESS_ZONE)


def fetch(feed: Any, changed_since: date | None, seconds: float) -> Any:
    """Fetch a feed from SAP within so many seconds."""
    return sap().fetch(feed, changed_since, time.monotonic() + seconds)


def sap_credentials() -> tuple[str, str]:
    """SAP's user and password, as the secret has them now."""
    secret = client("secretsmanager").get_secret_value(SecretId=current_settings().sap_secret)
    found = json.loads(secret["SecretString"])
    return found["user"], found["password"]


class Uploads:
    """The upload bucket, read by version. `clients` gives the client of a service."""

    def __init__(self, clients: Callable[[str], Any]) -> None:
        self._clients = clients

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


class Messages:
    """The queues and the topic: `queue_url` gives the address of a channel's queue, `topic` the ARN."""

    def __init__(
        self, clients: Callable[[str], Any], queue_url: Callable[[str], str], topic: Callable[[], str]
    ) -> None:
        self._clients, self._queue_url, self._topic = clients, queue_url, topic

    def send(self, channel: str, bodies: Sequence[Mapping[str, Any]]) -> None:
        """Send messages to a channel; raises where one was not taken."""
        if channel == ALERTS:
            for body in bodies:
                self._publish(body)
        else:
            for first in range(0, len(bodies), SQS_BATCH):
                self._enqueue(channel, bodies[first : first + SQS_BATCH])

    def _enqueue(self, channel: str, bodies: Sequence[Mapping[str, Any]]) -> None:
        entries = [{"Id": str(number), "MessageBody": json.dumps(body)} for number, body in enumerate(bodies)]
        url = self._queue_url(channel)
        answer = self._clients("sqs").send_message_batch(QueueUrl=url, Entries=entries)
        if answer.get("Failed"):
            raise OSError(f"{len(answer['Failed'])} messages were not taken by the queue {channel}")

    def _publish(self, body: Mapping[str, Any]) -> None:
        told = json.dumps(body, default=str)
        self._clients("sns").publish(
            TopicArn=self._topic(),
            Subject=subject(str(body.get("title", "Alert"))),
            MessageStructure="json",
            Message=json.dumps({"default": told, "email": f"{body.get('title')}\n\n{body.get('text')}"}),
            MessageAttributes={
                name: {"DataType": "String", "StringValue": str(body.get(name) or "other")}
                for name in ("kind", "severity")
            },
        )


def subject(title: str) -> str:
    """A title as SNS takes it for an e-mail's subject: one line of ASCII, less than 100 characters."""
    return " ".join(title.encode("ascii", "replace").decode().split())[:SUBJECT_LENGTH] or "Alert"


@cache
def queue_url(channel: str) -> str:
    """The address of a queue."""
    url: str = client("sqs").get_queue_url(QueueName=naming.resource(channel))["QueueUrl"]
    return url


def topic() -> str:
    """The ARN of the topic of the alerts."""
    found = current_settings()
    return f"arn:aws:sns:{found.region}:{found.account}:{naming.resource(ALERTS)}"
