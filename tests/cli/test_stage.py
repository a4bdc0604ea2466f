"""Commands that work on a stage which cannot be reached: a sentence and exit code 2, never a traceback."""

import os
import re
import subprocess
import sys

import pytest
from botocore.exceptions import EndpointConnectionError, NoCredentialsError

from chalicelib.cli.stage import TAKE_ON, told
from chalicelib.settings import BadSetting
from chalicelib.store.errors import Busy, Unavailable
from tests.cli.running import process
from tests.customs.building import ROOT

COMMANDS = (
    ["users", "first-admin", "ada"],
    ["users", "reset", "ada"],
    ["shadow", "status"],
    ["audit", "verify", "--date", "2026-11-22"],
    ["replay"],
)


def nowhere(**settings: str) -> dict[str, str]:
    """An environment that knows no account, and looks for none."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("AWS_", "STAGE"))}
    none = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    return kept | none | {"AWS_EC2_METADATA_DISABLED": "true", **settings}


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_without_credentials_it_is_said_how_to_get_there(arguments: list[str]) -> None:
    ran = process(*arguments, env=nowhere())
    assert (ran.returncode, ran.stdout) == (2, b"")
    said = ran.stderr.decode()
    assert said.startswith("The stage 'local' is out of reach: ")
    assert "Unable to locate credentials" in said
    assert said.endswith(f"{TAKE_ON}\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize("arguments", [*COMMANDS, ["openapi"]], ids=" ".join)
def test_a_python_without_the_packages_is_told_what_to_install(arguments: list[str]) -> None:
    """As who has cloned the project and made nothing yet; the customs lines need no package."""
    bare = [sys.executable, "-S", "-m", "chalicelib", *arguments]
    ran = subprocess.run(bare, cwd=ROOT, env=nowhere(), capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert re.match(rf"{arguments[0]} needs the package '\w+', which .* does not have\. ", ran.stderr)
    assert ran.stderr.endswith("make: source .venv/bin/activate\n")


def test_a_stage_on_aws_is_not_sought_on_this_machine() -> None:
    ran = process("shadow", "status", env=nowhere(STAGE="prod"))
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith("The stage 'prod' is out of reach: ")
    assert "infra.local" not in ran.stderr.decode()


def test_a_setting_that_makes_no_sense_is_named() -> None:
    ran = process("shadow", "status", env=nowhere(STAGE="X"))
    assert (ran.returncode, ran.stderr.decode().count("\n")) == (2, 1)
    assert ran.stderr.startswith(b"STAGE is 'X'")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NoCredentialsError(), "is out of reach: Unable to locate credentials."),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "is out of reach: Could not connect"),
        (
            Unavailable("ior-local, get of A B: no answer"),
            "is out of reach: ior-local, get of A B: no answer.",
        ),
        (Busy("others have it in hand"), "others have it in hand."),
        (BadSetting("STAGE is 'X'"), "STAGE is 'X'."),
    ],
    ids=lambda part: type(part).__name__,
)
def test_what_is_no_defect_is_told(error: Exception, said: str) -> None:
    assert said in (told(error) or "")


@pytest.mark.parametrize("error", [KeyError("x"), ValueError("x"), OSError("x")], ids=repr)
def test_a_defect_keeps_its_traceback(error: Exception) -> None:
    assert told(error) is None
