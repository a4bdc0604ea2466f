"""An emulator of the cloud for tests: one MiniStack per test process, on this machine only, ended with it.

It lives in a virtual environment of its own, because it pins another botocore than the product: the one
whose Python `IOR_EMULATOR_PYTHON` names, else `.venv-emulator`. Without either, tests that need it are
skipped. With `IOR_DDB_ENDPOINT` the tests of the table run against that DynamoDB instead, in a region and
with credentials of the caller's own.
"""

import atexit
import os
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

import boto3
import pytest

from chalicelib.naming import LOCAL_ACCOUNT
from chalicelib.store.dynamo import DynamoTable

PYTHON, ENDPOINT = "IOR_EMULATOR_PYTHON", "IOR_DDB_ENDPOINT"
BESIDE = Path(__file__).parent.parent / ".venv-emulator" / "bin" / "python"
REGION = "us-east-1"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
}
SECONDS_TO_START, SECONDS_TO_END = 60, 10
KEYS = ("pk", "sk"), ("gsi1pk", "gsi1sk")


def _key_schema(names: tuple[str, str]) -> list[dict[str, str]]:
    kinds = zip(names, ("HASH", "RANGE"), strict=True)
    return [{"AttributeName": name, "KeyType": kind} for name, kind in kinds]


INDEX = {"IndexName": "gsi1", "KeySchema": _key_schema(KEYS[1]), "Projection": {"ProjectionType": "ALL"}}


@dataclass(frozen=True, slots=True)
class Emulator:
    """A running emulator. `region` is where its clients are."""

    url: str
    region: str = REGION

    def client(self, service: str) -> Any:
        """A boto3 client of one of its services, the same every time."""
        return _client(service, self.region, self.url)

    def new_table(self, name: str = "", *, indexed: bool = True) -> str:
        """Make an empty table, of any name and with the index unless told otherwise; its name."""
        name = name or f"test-{uuid4().hex}"
        used = KEYS if indexed else KEYS[:1]
        dynamodb = self.client("dynamodb")
        dynamodb.create_table(
            TableName=name,
            KeySchema=_key_schema(KEYS[0]),
            AttributeDefinitions=[{"AttributeName": k, "AttributeType": "S"} for two in used for k in two],
            BillingMode="PAY_PER_REQUEST",
            **({"GlobalSecondaryIndexes": [INDEX]} if indexed else {}),
        )
        dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
        return name

    def empty(self, name: str) -> None:
        """Make a table anew."""
        dynamodb = self.client("dynamodb")
        dynamodb.delete_table(TableName=name)
        dynamodb.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
        self.new_table(name)

    def table(self, name: str | None = None, **options: Any) -> DynamoTable:
        """The product's table, an empty one unless a name is given; `options` are DynamoTable's."""
        return DynamoTable(name or self.new_table(), region=self.region, host=self.url, **options)


@cache
def _client(service: str, region: str, url: str) -> Any:
    return boto3.client(service, region_name=region, endpoint_url=url)


@cache
def running() -> Emulator:
    """The emulator of this process, started when first asked for. Skips the test where there is none."""
    if elsewhere := os.environ.get(ENDPOINT):
        return Emulator(elsewhere, os.environ.get("AWS_DEFAULT_REGION", REGION))
    os.environ.pop("AWS_PROFILE", None)
    os.environ.pop("AWS_SESSION_TOKEN", None)
    os.environ.update(CREDENTIALS)
    return Emulator(_started(_python()))


def _python() -> Path:
    named = os.environ.get(PYTHON)
    found = Path(named) if named else BESIDE
    if named and not found.exists():
        pytest.fail(f"{PYTHON} names {found}, which is not there")
    if not found.exists():
        pytest.skip(f"no emulator: install ministack into .venv-emulator, or name its Python in {PYTHON}")
    return found


def _started(python: Path) -> str:
    port = _free_port()
    folder = Path(mkdtemp(prefix="ior-emulator-"))
    settings = {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "MINISTACK_ACCOUNT_ID": LOCAL_ACCOUNT,
        "MINISTACK_REGION": REGION,
        "IOT_MTLS_PORT": "0",
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [python, "-m", "ministack"],
            cwd=folder,
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    atexit.register(_end, process, folder)
    url = f"http://127.0.0.1:{port}"
    if not _within(SECONDS_TO_START, lambda: process.poll() is not None or _answers(url)) or process.poll():
        pytest.fail(f"the emulator did not start:\n{(folder / 'log').read_text('utf-8')[-2000:]}")
    return url


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    rmtree(folder, ignore_errors=True)


def _within(seconds: float, done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _answers(url: str) -> bool:
    try:
        with urlopen(f"{url}/_ministack/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
