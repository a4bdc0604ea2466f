"""No secret gets into a log, an alert or the audit trail: the watch over the whole suite would notice."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.identity.hashing import SCHEME, hashed
from chalicelib.identity.one_time import one_time_password
from tests import canaries
from tests.feeds import world
from tests.identity import office
from tests.identity.forging import claims, header, token
from tests.repo.sources import ROOT

LEAKING = Path(__file__).with_name("leaking.py")


def test_the_watch_notices_every_way_out() -> None:
    """F12: R9"""
    watched = ["-p", "tests.watch", "-p", "no:cacheprovider", "--noconftest", "-o", "addopts=", "-q"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *watched, "--import-mode=importlib", str(LEAKING)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    leaks = set(re.findall(r"^def (test_leak\w+)", LEAKING.read_text("utf-8"), re.M))
    told = set(re.findall(r"::(test_\w+): a secret got out", run.stdout))
    assert told == leaks, run.stdout
    assert run.returncode == 1
    assert "1 passed" in run.stdout


def test_this_suite_is_watched(pytestconfig: pytest.Config) -> None:
    """F12"""
    hooks = pytestconfig.hook.pytest_runtest_makereport.get_hookimpls()
    assert "tests.watch" in {found.function.__module__ for found in hooks}


SECRETS = {
    "a password": office.PASSWORD,
    "another password": office.OTHER_PASSWORD,
    "a signing key": office.SECRET,
    "the signing key before it": office.OLD_SECRET,
    "SAP's password": world.PASSWORD,
    "a token": token(header(), claims(1_795_424_400)),
    "a one-time password": one_time_password(lambda count: bytes(range(count))),
    "a hash of a password": hashed(office.PASSWORD, office.CHEAP).removeprefix(SCHEME),
}


@pytest.mark.parametrize(("kind", "secret"), SECRETS.items(), ids=SECRETS)
def test_what_the_tests_use_as_a_secret_is_known(kind: str, secret: str) -> None:
    assert canaries.found_in(f"before {secret}, after") == kind
    assert canaries.found_in(secret[1:]) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the token was refused: InvalidSignatureError",
        "0b0e3f5c-6a55-4c69-8a4f-2f6f24f8a6ce",
        "6f1c3c0e7a5b4a6f9a0d2b8e4c7d1f35",
        "run-00000-00000-00000-00000-00001",
        "eyJ is how a token begins",
    ],
)
def test_what_is_no_secret_is_left_alone(text: str) -> None:
    assert canaries.found_in(text) == ""
