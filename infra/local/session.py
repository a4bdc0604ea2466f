"""One running local stack: started part by part, found again by the other commands."""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import naming
from chalicelib.store.dynamo import DynamoTable
from chalicelib.store.errors import Unavailable
from chalicelib.store.table import Table
from infra import stages
from infra.local import day, deployment, emulator, people, places
from infra.local.api import Api
from infra.local.children import Child
from infra.local.cloud import Cloud
from infra.local.deployment import Deployment
from infra.local.errors import NotReady, NotRunning, ProgramFailed, StackEnded
from infra.local.fingerprint import fingerprint
from infra.local.places import ROOT
from infra.local.preflight import listed
from infra.local.progress import Progress
from infra.local.sap import SapStandIn
from infra.local.setup import Setup, environment
from infra.local.site import Site

SECONDS_TO_WAKE, SECONDS_TO_ANSWER = 10.0, 60.0


@dataclass(frozen=True, slots=True)
class Session:
    """A stack that is up."""

    setup: Setup
    table: Table
    cloud: Cloud
    api: Api
    site: str = ""
    """The web app's address."""


def start(setup: Setup, lock: int, ending: ExitStack, progress: Progress) -> tuple[Session, Child]:
    """Start what makes up the stack, deploying it if that is due; the stack and its emulator.

    Whatever is started is ended by `ending`. Raises `NotReady`, `ProgramFailed`, `TookTooLong`.
    """
    found = setup.problems()
    if found:
        raise NotReady("The local stack cannot start:\n" + listed(found))
    session = connected(setup)
    last = deployment.last(setup)
    is_current = last is not None and last.fingerprint == fingerprint(ROOT, os.environ)
    under_way = None if is_current else Deployment(setup, os.environ, ending)
    with progress.step(f"start the emulator of AWS on port {setup.port}, and SAP's stand-in"):
        password = day.new_password()
        ending.enter_context(SapStandIn(day.PAGES, day.SAP_USER, password, setup.sap_port))
        child = ending.enter_context(emulator.running(setup, os.environ, lock, progress))
        emulator.wait_until_ready(setup, child)
    if last and not under_way and _woken(session, last.rest_api, progress):
        session = _at(session, last.rest_api)
    else:
        under_way = under_way or Deployment(setup, os.environ, ending)
        session = _deployed(session, under_way, child, progress)
    site = ending.enter_context(
        Site(setup.web, session.api.address, f"{setup.endpoint}/{naming.bucket('upload')}", setup.site_port)
    )
    session.cloud.set_secret("sap", {"user": day.SAP_USER, "password": password})
    with progress.step("sign in"):
        session = replace(session, api=people.signed_in(session.api, session.table, setup.places))
    session = replace(session, site=site.address)
    _write(setup.places.running, {"port": setup.port, "api": session.api.address, "site": site.address})
    return session, child


def found(setup: Setup) -> Session:
    """The stack that runs in this folder, on whatever port. Raises `NotRunning`."""
    told = _running(setup) if places.is_held(setup.places) else {}
    if not told:
        raise NotRunning(
            f"The local stack is not up in {places.shown(setup.places.folder)}. Start it in another "
            "terminal, and wait until it has told its address: make run"
        )
    session = connected(replace(setup, port=told["port"]))
    token = setup.places.token.read_text("utf-8").strip()
    return replace(session, api=Api(told["api"], token), site=told["site"])


def _running(setup: Setup) -> dict[str, Any]:
    """Where the stack says that it answers; nothing while it does not say so."""
    try:
        told: dict[str, Any] = json.loads(setup.places.running.read_text("utf-8"))
        return told
    except (FileNotFoundError, ValueError):
        return {}


@contextmanager
def while_up(left: str = "") -> Iterator[None]:
    """What is done with a stack that may end meanwhile; `left` says how things stand then.

    Raises `StackEnded`.
    """
    try:
        yield
    except (Unavailable, BotoCoreError, ClientError) as gone:
        told = "The stack has ended, or does not answer any more"
        raise StackEnded(f"{told}; {left}" if left else f"{told}.") from gone


def connected(setup: Setup) -> Session:
    """The table and the services at the stack's address; from here on this process talks to nothing else."""
    given = environment(setup)
    os.environ.clear()
    os.environ.update(given)
    table = DynamoTable(naming.table(), region=stages.REGION, host=setup.endpoint)
    return Session(setup, table, Cloud(setup.endpoint), Api(""))


def _woken(session: Session, rest_api: str, progress: Progress) -> bool:
    with progress.step("wake the API that was deployed before") as step:
        is_awake = _at(session, rest_api).api.answers(SECONDS_TO_WAKE)
        if not is_awake:
            step.result = "the API that was deployed before does not answer"
        return is_awake


def _deployed(session: Session, under_way: Deployment, emulator: Child, progress: Progress) -> Session:
    deployed = under_way.finish(emulator, progress)
    session = _at(session, deployed.rest_api)
    if not session.api.answers(SECONDS_TO_ANSWER):
        log = places.shown(session.setup.places.log("emulator"))
        raise ProgramFailed(f"The API was deployed and does not answer. The emulator's log: {log}")
    deployment.remember(session.setup, deployed)
    return session


def _at(session: Session, rest_api: str) -> Session:
    address = f"{session.setup.endpoint}/_aws/execute-api/{rest_api}/{naming.LOCAL_STAGE}"
    return replace(session, api=replace(session.api, address=address))


def _write(path: Path, told: dict[str, object]) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(told), "utf-8")
    beside.replace(path)
