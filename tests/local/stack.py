"""A whole local stack for tests: in a folder and on ports of its own, run as `make run` runs it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3

from chalicelib import naming
from chalicelib.store import entries
from chalicelib.store.by_day import shipment_days
from chalicelib.store.dynamo import DynamoTable
from infra.local import overview, preflight, session
from infra.local.places import ROOT, Places, is_held
from infra.local.session import Session
from infra.local.setup import Setup
from infra.local.setup import from_environment as setup_of

SECONDS_TO_START, SECONDS_TO_END = 400.0, 60.0
AS_STARTED = dict(os.environ)
"""The environment of the tests: whoever looks at a stack takes over that stack's."""


@dataclass(frozen=True)
class Stack:
    """A folder for a stack, and what is done with it."""

    folder: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which its commands run."""
        named = {"IOR_STATE": str(self.folder / "state"), "IOR_PORT": str(self.port)}
        return AS_STARTED | named

    @property
    def setup(self) -> Setup:
        """What it consists of."""
        return setup_of(self.environment)

    @property
    def places(self) -> Places:
        """Its folder."""
        return self.setup.places

    @property
    def told(self) -> str:
        """What the last start has printed so far."""
        return (self.folder / "output").read_text("utf-8")

    @property
    def report(self) -> dict[str, Any]:
        """What the last start told as JSON."""
        found: dict[str, Any] = json.loads((self.folder / "report.json").read_text("utf-8"))
        return found

    def start(self, *options: str) -> "subprocess.Popen[bytes]":
        """Begin a start."""
        (self.folder / "report.json").unlink(missing_ok=True)
        command = [sys.executable, "-m", "infra.local", "run", "--json", str(self.folder / "report.json")]
        with (self.folder / "output").open("wb") as output:
            return subprocess.Popen(
                [*command, *options],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def run_once(self) -> int:
        """Start, and wait for the end; the exit code."""
        with ending(self.start("--once")) as process:
            return process.wait(SECONDS_TO_START)

    def is_up(self) -> bool:
        """Whether a start that stays has told all it has to tell."""
        return "Ctrl-C ends the stack" in self.told

    def processes(self) -> list[int]:
        """The processes that belong to it: those that name its folder."""
        told = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
        return [int(line.split()[0]) for line in told.splitlines() if str(self.folder) in line]

    def leaves_nothing(self) -> bool:
        """Whether nothing of it runs any more, and its ports are free."""
        soon(lambda: not self.processes() and not is_held(self.places), SECONDS_TO_END)
        return not self.processes() and preflight.of_ports({preflight.PORT: str(self.port)}) == []


class Up:
    """A stack that is up, looked at from outside."""

    def __init__(self, stack: Stack, process: "subprocess.Popen[bytes]") -> None:
        self.stack, self.process = stack, process

    @cached_property
    def session(self) -> Session:
        """Its table, its services, its API."""
        return session.found(self.stack.setup)

    @property
    def table(self) -> DynamoTable:
        """Its table."""
        found = self.session.table
        assert isinstance(found, DynamoTable)
        return found

    def versions(self) -> dict[str, int]:
        """The version of every entry, by shipment."""
        days = shipment_days(self.table, *overview.ALWAYS)
        records = [record for day in days for record in entries.of_period(self.table, day, day)]
        return {record.data["shipment"]: int(record.data["version"]) for record in records}

    def served(self) -> tuple[dict[str, Any], ...]:
        """Every entry, as the API serves it."""
        return overview.view(self.session.api, self.table).entries

    def client(self, service: str) -> Any:
        """A client of one of its services."""
        return boto3.client(service, endpoint_url=self.session.cloud.endpoint)

    def queue(self, name: str) -> str:
        """The address of a queue."""
        url: str = self.client("sqs").get_queue_url(QueueName=naming.resource(name))["QueueUrl"]
        return url

    def emulator(self) -> int:
        """The process of the emulator: the child of its keeper that is no keeper itself."""
        told = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
        lines = [line.split(None, 2) for line in told.stdout.splitlines()]
        ours = {int(pid) for pid, parent, _ in lines if int(parent) == self.process.pid}
        [found] = [int(pid) for pid, parent, text in lines if int(parent) in ours and "ministack" in text]
        return found


@contextmanager
def ending(process: "subprocess.Popen[bytes]") -> "Iterator[subprocess.Popen[bytes]]":
    """Sees to it that a process that was started has ended, in good order if that can be."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def soon(done: Callable[[], bool], seconds: float) -> bool:
    """Whether something comes about within so many seconds."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def free_port() -> int:
    """A port that is free together with the next one."""
    with socket.socket() as listening:
        listening.bind((preflight.HOST, 0))
        first: int = listening.getsockname()[1]
    return preflight.free_ports(min(first, 60000))
