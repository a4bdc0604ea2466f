"""Signing in from a terminal: what the document says is done, against the app at a port of this machine."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from tests.api.calling import connected, the_app
from tests.api.people import ANN
from tests.contract.shim import Shim
from tests.identity.office import PASSWORD
from tests.pipeline.twin import Twin
from tests.repo.sources import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
COMMANDS = re.findall(r"^```sh\n(.*?)^```", PAGE.partition("## Errors")[0], re.M | re.S)
SITE, COOKIE = "https://ior.example", "__Host-ior"


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def address(fresh: Twin) -> Iterator[str]:
    """Where the app answers on this machine."""
    with connected(fresh), make_server("127.0.0.1", 0, Shim(the_app()), WSGIServer, Quiet) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def run(commands: str, address: str, folder: Path) -> list[str]:
    """What commands of the document print, sent to an address without TLS."""
    here = commands.replace(SITE, address).replace(COOKIE, "ior")
    environment = os.environ | {"no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}
    made = subprocess.run(
        ["bash", "-euc", here.replace("curl -s", 'curl -sw "\\n"')],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return made.stdout.splitlines()


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("awk")), reason="no curl on this machine")
def test_a_program_signs_in_reads_and_changes_as_the_document_says(address: str, tmp_path: Path) -> None:
    (tmp_path / "login.json").write_text(json.dumps({"username": ANN, "password": PASSWORD}))
    reading, changing = COMMANDS
    entered, pipeline = map(json.loads, run(reading, address, tmp_path))
    assert entered["user"]["name"] == ANN
    assert pipeline["state"] == "good"
    [compared] = map(json.loads, run(changing, address, tmp_path))
    assert compared["comparisons"]


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("awk")), reason="no curl on this machine")
def test_the_cookie_alone_changes_nothing(address: str, tmp_path: Path) -> None:
    (tmp_path / "login.json").write_text(json.dumps({"username": ANN, "password": PASSWORD}))
    reading, changing = COMMANDS
    run(reading, address, tmp_path)
    by_cookie = changing.replace('-H "Authorization: Bearer $token"', "-b jar")
    [refused] = map(json.loads, run(by_cookie, address, tmp_path))
    assert (refused["status"], refused["title"]) == (403, "From another site")
