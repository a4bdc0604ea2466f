"""Settings made into what the use cases are connected to; each client is made when it is first needed."""

import hmac
import json
import secrets
import time
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from chalicelib import naming
from chalicelib.identity.callers import SignedIn
from chalicelib.identity.desk import Desk
from chalicelib.identity.tokens import Keyring, Tokens, keyring
from chalicelib.pipeline.ports import ALERTS, Ports
from chalicelib.settings import Settings, settings
from chalicelib.store.table import Table

if TYPE_CHECKING:
    from chalicelib.api.cursors import Cursors
    from chalicelib.etl.csv_set import CsvSet
    from chalicelib.feeds.raw_store import RawStore
    from chalicelib.pipeline.uploads import Form
    from chalicelib.store.data_loader import DataLoader

KEYS_KEPT_FOR = 300
"""Seconds after which the signing keys are read again."""
SECRET_OUT_OF_REACH = ("AccessDeniedException", "ResourceNotFoundException", "DecryptionFailure")
"""What the secrets' service says where no later try does better."""


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
    from chalicelib.pipeline.channels import Channels
    from chalicelib.pipeline.upload_bucket import UploadBucket
    from chalicelib.pipeline.workshop import Workshops

    return Ports(
        table=table(),
        raw=S3Store(client("s3"), naming.bucket("raw")),
        audit=S3Store(client("s3"), naming.bucket("audit")),
        uploads=UploadBucket(client, naming.bucket("upload")),
        messages=Channels(client, queue_url, topic),
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


def caller_of(request: Any) -> SignedIn | None:
    """Who sends a request; None: nobody who is signed in.

    Raises `CrossSite` for a request that another site may have made a browser send.
    """
    from chalicelib.identity import callers, cookies

    shown = cookies.shown(request.headers, local=current_settings().is_local)
    if shown is None:
        return None
    caller = callers.caller_of(table(), tokens(), shown.token, desk().now())
    if caller is not None:
        check_site(request, by_cookie=shown.by_cookie)
    return caller


def check_site(request: Any, *, by_cookie: bool) -> None:
    """See that no other site made a browser send a request. Raises `CrossSite`."""
    from chalicelib.identity import forgery

    own, has_body = current_settings().origins, _has_body(request)
    forgery.check(request.method, request.headers, own, by_cookie=by_cookie, has_body=has_body)


def _has_body(request: Any) -> bool:
    try:
        return bool(request.raw_body)
    except ValueError:  # said to be base64, which it is not: whoever reads it tells so
        return True


@cache
def data_loader() -> "DataLoader":
    """Reference data for the API, kept in the process."""
    from chalicelib.store.data_loader import DataLoader

    files, seconds = csv_set(), current_settings().cache_seconds
    return DataLoader(table(), time.monotonic, seconds, files.rows if files else None, shadow_unset())


@cache
def csv_set() -> "CsvSet | None":
    """The business's own files, if there are any."""
    found = current_settings()
    return csv_set_at(found.csv_fallback) if found.csv_fallback else None


def csv_set_at(place: str) -> "CsvSet":
    """The business's own files in a folder, or under `s3://bucket/prefix`."""
    from chalicelib.etl.csv_set import CsvSet, reader
    from chalicelib.feeds.raw_store import S3Store

    read = reader(place, lambda bucket: S3Store(client("s3"), bucket))
    return CsvSet(place, read, time.monotonic, current_settings().cache_seconds)


def shadow_unset() -> str:
    """Which data the readers see while nobody has said so."""
    from chalicelib.store.shadow import usual

    found = current_settings()
    return usual(found.csv_fallback, local=found.is_local)


def exports() -> "RawStore":
    """Where reports are put."""
    from chalicelib.feeds.raw_store import S3Store

    return S3Store(client("s3"), naming.bucket("exports"))


@cache
def cursors() -> "Cursors":
    """What signs the cursors of lists: a key made of the tokens' current one, and good for nothing else."""
    from chalicelib.api.cursors import Cursors

    def key() -> bytes:
        ring = tokens().keys()
        return hmac.digest(ring.keys[ring.current].secret, b"cursors", "sha256")

    return Cursors(key)


def presign(key: str, most_bytes: int, content_type: str, seconds: int) -> "Form":
    """A form by which a browser sends one file to the upload bucket, under that key and no other."""
    bucket, fields = naming.bucket("upload"), {"Content-Type": content_type}
    form: Form = form_client().generate_presigned_post(
        Bucket=bucket,
        Key=key,
        Fields=fields,
        Conditions=[fields, ["content-length-range", 1, most_bytes]],
        ExpiresIn=seconds,
    )
    return form


@cache
def form_client() -> Any:
    """A client that signs forms as every region takes them, for the address that a bucket has for itself."""
    found = current_settings()
    style = "path" if found.endpoint_url else "virtual"
    return new_client(
        "s3", found.region, found.endpoint_url, signature_version="s3v4", s3={"addressing_style": style}
    )


class SigningKeys:
    """The keys that tokens are signed with, read from their secret, and again every few minutes."""

    def __init__(self) -> None:
        self._read_at = 0.0
        self._kept: Keyring | None = None

    def __call__(self) -> Keyring:
        """The keys as they are now, or were a few minutes ago."""
        if self._kept is None or time.monotonic() - self._read_at > KEYS_KEPT_FOR:
            self._kept, self._read_at = keyring(secret(naming.resource("tokens"))), time.monotonic()
        return self._kept


@cache
def client(service: str) -> Any:
    """A client of an AWS service."""
    found = current_settings()
    return new_client(service, found.region, found.endpoint_url)


def new_client(service: str, region: str, endpoint_url: str | None, **more: Any) -> Any:
    """A new client of an AWS service, with short time-outs: no function's time is spent on one bad call."""
    from botocore.config import Config
    from botocore.session import get_session

    tries = {"total_max_attempts": 4, "mode": "standard"}
    limits = Config(connect_timeout=2, read_timeout=10, retries=tries, **more)
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
    """SAP's user and password, as the secret has them now. Raises `SecretRefused`."""
    from chalicelib.feeds.credentials import user_and_password
    from chalicelib.feeds.errors import SecretRefused

    name = current_settings().sap_secret
    try:
        document = secret(name)
    except (ValueError, KeyError):  # without the cause, which may quote what is in it
        raise SecretRefused(name, "holds no JSON") from None
    except client("secretsmanager").exceptions.ClientError as error:
        if error.response["Error"]["Code"] not in SECRET_OUT_OF_REACH:
            raise
        raise SecretRefused(name, f"cannot be read ({error.response['Error']['Code']})") from error
    return user_and_password(name, document)


def slack_webhook() -> str:
    """Where alerts are posted besides e-mail, as its secret says now; empty: nowhere."""
    from chalicelib.pipeline.routing import webhook_of

    return webhook_of(secret(naming.resource("slack")))


def secret(name: str) -> Any:
    """The document of a secret, as it is now."""
    return json.loads(client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])


@cache
def queue_url(channel: str) -> str:
    """The address of a queue."""
    url: str = client("sqs").get_queue_url(QueueName=naming.resource(channel))["QueueUrl"]
    return url


def topic() -> str:
    """The ARN of the topic of the alerts."""
    found = current_settings()
    return f"arn:aws:sns:{found.region}:{found.account}:{naming.resource(ALERTS)}"
