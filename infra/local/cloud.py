"""What the local stack does with AWS from outside: uploads, functions, secrets, queues, logs."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from secrets import token_hex
from typing import Any, NamedTuple

from chalicelib import naming
from chalicelib.feeds.catalogue import Ingestion
from infra import stages

LONGEST_FUNCTION = 900
UPLOADS = "incoming/"
QUEUES = ("generate", "compare")
DEAD_LETTERS = ("generate-dlq", "compare-dlq", "events-dlq")


class Uploaded(NamedTuple):
    """An object in the upload bucket."""

    bucket: str
    key: str
    version: str


_OF_CALLS = ("START ", "END ", "REPORT ")
_MEASURE = '"CloudWatchMetrics"'


class LogLine(NamedTuple):
    """A line of a function's log."""

    at: str
    function: str
    text: str

    @property
    def says_something(self) -> bool:
        """Whether it is meant for people: neither a call's beginning or end, nor a measure."""
        return bool(self.text.strip()) and not self.text.startswith(_OF_CALLS) and _MEASURE not in self.text


@dataclass(frozen=True, slots=True)
class Cloud:
    """The emulator's services at an address. Credentials come from the environment."""

    endpoint: str

    def put(self, name: str, body: bytes) -> Uploaded:
        """Drop a file into the upload bucket, in a folder of its own: two of one name do not meet there."""
        bucket, key = naming.bucket("upload"), f"{UPLOADS}{token_hex(4)}/{name}"
        told = self._client("s3").put_object(Bucket=bucket, Key=key, Body=body)
        return Uploaded(bucket, key, told.get("VersionId", ""))

    def dropped(self) -> Iterator[Uploaded]:
        """The files in the upload bucket that are to be loaded as they are, each in its latest version."""
        client, bucket = self._client("s3"), naming.bucket("upload")
        for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=UPLOADS):
            for found in page.get("Versions", ()):
                if found["IsLatest"]:
                    yield Uploaded(bucket, found["Key"], found["VersionId"])

    def set_secret(self, name: str, value: dict[str, str]) -> None:
        """Give a secret its value."""
        client = self._client("secretsmanager")
        client.put_secret_value(SecretId=naming.resource(name), SecretString=json.dumps(value))

    def ingest(self, ingestion: Ingestion) -> list[int] | str:
        """Have an ingestion run now: the sequences of its deliveries, or what went wrong."""
        answer, wrong = self._called(f"ingest_{ingestion.name.replace('-', '_')}")
        return wrong or list(answer)

    def start_daily_run(self) -> str:
        """Have the daily run start now; what went wrong, or nothing."""
        return self._called("daily_generation")[1]

    def waiting(self, queues: Iterable[str]) -> dict[str, int]:
        """Messages per queue, those at work too; queues without any are left out."""
        client = self._client("sqs")
        found = {}
        for name in queues:
            url = client.get_queue_url(QueueName=naming.resource(name))["QueueUrl"]
            told = client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
            kinds = ("", "NotVisible", "Delayed")
            found[name] = sum(int(told.get(f"ApproximateNumberOfMessages{kind}", 0)) for kind in kinds)
        return {name: count for name, count in found.items() if count}

    def empty_queues(self) -> None:
        """Throw away all messages to the functions, those at work too."""
        client = self._client("sqs")
        for name in QUEUES:
            client.purge_queue(QueueUrl=client.get_queue_url(QueueName=naming.resource(name))["QueueUrl"])

    def functions(self) -> list[str]:
        """The functions that are deployed, by the names that they have in the code."""
        pages = self._client("lambda").get_paginator("list_functions").paginate()
        names = [function["FunctionName"] for page in pages for function in page["Functions"]]
        return sorted(found for name in names if (found := _ours(name)))

    def log_lines(self, function: str = "") -> list[LogLine]:
        """The log of one function, or of all of them, in the order of time."""
        client = self._client("logs")
        prefix = f"/aws/lambda/{naming.resource(function)}"
        groups = client.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=prefix)
        names = [group["logGroupName"] for page in groups for group in page["logGroups"]]
        names = [name for name in names if _ours(name.removeprefix("/aws/lambda/"))]
        found = [line for name in names for line in _lines(client, name)]
        return sorted(found, key=lambda line: line.at)

    def _called(self, function: str) -> tuple[Any, str]:
        """Call a function as its schedule would: what it answers, and what went wrong, if anything did."""
        told = self._client("lambda").invoke(
            FunctionName=naming.resource(function), Payload=json.dumps(scheduled()).encode()
        )
        answer = json.loads(told["Payload"].read())
        if told.get("FunctionError"):
            return None, f"{answer.get('errorType', 'Error')}: {answer.get('errorMessage', answer)}"
        return answer, ""

    def _client(self, service: str) -> Any:
        return _client(self.endpoint, service)


def _ours(function: str) -> str:
    """A function's name in the code; empty where it is one that the CDK deploys beside ours."""
    name = function.removeprefix(naming.resource(""))
    return name if name.isidentifier() else ""


@cache
def _client(endpoint: str, service: str) -> Any:
    import boto3
    from botocore.config import Config

    # An ingestion that the client tried again would be two.
    limits = Config(read_timeout=LONGEST_FUNCTION, retries={"total_max_attempts": 1})
    return boto3.client(service, region_name=stages.REGION, endpoint_url=endpoint, config=limits)


def _lines(client: Any, group: str) -> Iterable[LogLine]:
    function = group.rpartition("/")[2].removeprefix(naming.resource(""))
    for page in client.get_paginator("filter_log_events").paginate(logGroupName=group):
        for event in page["events"]:
            at = datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
            for text in event["message"].splitlines():
                yield LogLine(at.strftime("%Y-%m-%d %H:%M:%S"), function, text)


def scheduled() -> dict[str, Any]:
    """The event with which a schedule calls a function."""
    return {
        "version": "0",
        "id": "by-hand",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": naming.LOCAL_ACCOUNT,
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": stages.REGION,
        "resources": [],
        "detail": {},
    }
