"""Serves the API of this folder's code against the running stack, with `chalice local`."""

import os
import re
import sys
from pathlib import Path

from infra.local import places, preflight
from infra.local.api import Api
from infra.local.children import Child
from infra.local.errors import NotReady
from infra.local.places import ROOT
from infra.local.session import Session
from infra.local.signals import Ended, raising

SECONDS_BETWEEN_LOOKS, SECONDS_TO_ANSWER, SECONDS_TO_END = 0.1, 60.0, 5.0
BEGINS = "Serving on "
"""What Chalice says when it listens."""
NOISE = re.compile(r"Found credentials in |Override settings for pynamo |Using Default settings value")
"""What libraries say at every start and nobody wants to know."""


def serve(up: Session, port: int) -> int:
    """Serve until Ctrl-C, anew whenever a file changes. Raises `NotReady`, `ProgramFailed`."""
    if not preflight.is_free(port):
        free = next(filter(preflight.is_free, range(port + 1, preflight.LAST_PORT)), port)
        other = f'make local ARGS="--port {free}"'
        raise NotReady(f"Port {port} of this machine is in use by another program. Take another: {other}")
    with raising():
        try:
            print(
                f"Starting the API of this folder's code against the stack at {up.setup.endpoint} …",
                flush=True,
            )
            with _chalice(up, port) as child:
                _follow(child, Told(up, port))
        except Ended:
            return 0
    raise AssertionError("it is followed until it ends, or is ended")


class Told:
    """Tells what Chalice says, without its noise; and that the API answers, when it does."""

    def __init__(self, up: Session, port: int) -> None:
        self._up, self._address, self._rest, self._times = up, f"http://{preflight.HOST}:{port}", b"", 0

    def take(self, said: bytes) -> None:
        """Some bytes of its output."""
        *lines, self._rest = (self._rest + said).split(b"\n")
        for line in lines:
            self._line(line.decode("utf-8", "replace").rstrip("\r"))

    def _line(self, line: str) -> None:
        if line.startswith(BEGINS):
            self._answering()
        elif not NOISE.match(line):
            print(line, flush=True)

    def _answering(self) -> None:
        self._times += 1
        if not Api(self._address).answers(SECONDS_TO_ANSWER):
            print(f"It listens at {self._address} and does not answer.", flush=True)
        elif self._times > 1:
            print(f"Serving again on {self._address}", flush=True)
        else:
            curl = places.shown(self._up.setup.places.curl)
            print(f"Serving on {self._address}; a change of a file starts it anew, Ctrl-C ends it. Try:")
            print(f"  curl -sK {curl} {self._address}/api/pipeline", flush=True)


def _chalice(up: Session, port: int) -> Child:
    """Chalice without a terminal: what it imports asks one what it can do, and waits for the answer."""
    program = Path(sys.executable).with_name("chalice")
    return Child(
        "chalice local",
        [program, "local", "--stage", "local", "--port", str(port)],
        log=up.setup.places.log("api"),
        environment={**os.environ, "PYTHONUNBUFFERED": "1"},
        folder=ROOT,
        patience=SECONDS_TO_END,
    )


def _follow(child: Child, told: Told) -> None:
    """Tell what it says until it ends, which it should not. Raises `ProgramFailed`."""
    with child.log.open("rb") as said:
        while child.wait(SECONDS_BETWEEN_LOOKS) is None:
            told.take(said.read())
        told.take(said.read())
    child.check()
