"""The emulator of AWS: MiniStack, in an environment of its own, with its state in the stack's folder."""

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from chalicelib import naming
from infra import stages
from infra.local import places, saved
from infra.local.children import Child
from infra.local.errors import TookTooLong
from infra.local.preflight import HOST
from infra.local.progress import Progress
from infra.local.setup import Setup

SECONDS_TO_START, SECONDS_TO_SAVE = 60.0, 30.0
SECONDS_IDLE_WORKERS_STAY = "30"
GIVEN_BY_THE_STACK = {"AWS_ACCOUNT_ID", "SAP_BASE_URL", "SITE_ORIGINS", "STAGE"}
"""Functions find these because the template says so, not because the emulator happens to have them."""
_open = build_opener(ProxyHandler({})).open


@contextmanager
def running(setup: Setup, environment: Mapping[str, str], lock: int, progress: Progress) -> Iterator[Child]:
    """The emulator, started; at the end it saves its state. `lock` is held as long as it runs."""
    folder = setup.places.emulator
    # Unpacked code of functions; those that ran it are gone.
    shutil.rmtree(folder / "tmp", ignore_errors=True)
    for name in ("state", "s3", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    log = setup.places.log("emulator")
    if log.exists():
        log.replace(setup.places.log("emulator-before"))
    emulator = Child(
        "The emulator of AWS",
        [setup.python, "-m", "ministack"],
        log=log,
        environment=_given(environment) | _settings(setup),
        folder=folder,
        patience=SECONDS_TO_SAVE,
        held=[lock],
    )
    try:
        yield emulator
    finally:
        with progress.step("end the emulator, which saves the data") as step:
            if emulator.end() != 0 or not saved.seal(setup.places):
                step.result = "end the emulator; the data of this session were not saved"


def wait_until_ready(setup: Setup, emulator: Child) -> None:
    """Wait until it answers. Raises `ProgramFailed` if it ended, `TookTooLong`."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not _answers(f"{setup.endpoint}/_ministack/health"):
        emulator.check()
        if time.monotonic() > deadline:
            raise TookTooLong(
                f"The emulator did not answer within {SECONDS_TO_START:.0f} seconds. Its log: "
                f"{places.shown(emulator.log)}"
            )
        time.sleep(0.05)
    saved.begin(setup.places)


def _given(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in GIVEN_BY_THE_STACK}


def _settings(setup: Setup) -> dict[str, str]:
    folder = setup.places.emulator
    return {
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(setup.port),
        "IOT_MTLS_PORT": "0",
        "LAMBDA_WARM_TTL_SECONDS": SECONDS_IDLE_WORKERS_STAY,
        "MINISTACK_ACCOUNT_ID": naming.LOCAL_ACCOUNT,
        "MINISTACK_REGION": stages.REGION,
        "PERSIST_STATE": "1",
        "PYTHONUNBUFFERED": "1",
        "S3_DATA_DIR": str(folder / "s3"),
        "S3_PERSIST": "1",
        "STATE_DIR": str(folder / "state"),
        "TMPDIR": str(folder / "tmp"),
    }


def _answers(url: str) -> bool:
    try:
        with _open(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
