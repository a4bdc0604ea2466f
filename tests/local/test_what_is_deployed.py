"""Deploying again is due when something changed that the templates or the package hold, and only then."""

import os
from pathlib import Path

import pytest

from infra import stages
from infra.local.fingerprint import fingerprint
from infra.local.places import Places
from infra.local.setup import Setup, environment
from infra.local.setup import from_environment as setup_of

SETTINGS = {"SAP_BASE_URL": "http://127.0.0.1:1/sap", "SITE_ORIGINS": "http://127.0.0.1:2"}
FILES = (
    "app.py",
    "chalicelib/customs/law/sequence_order.csv",
    ".chalice/config.json",
    "requirements.txt",
    "infra/stacks/data.py",
    "cdk.json",
    "package-lock.json",
)


def project(root: Path) -> Path:
    for name in FILES:
        write(root / name, "as it was")
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_code_or_stacks_is_deployed(name: str, tmp_path: Path) -> None:
    before = fingerprint(project(tmp_path), SETTINGS)
    write(tmp_path / name, "otherwise")
    assert fingerprint(tmp_path, SETTINGS) != before


def test_a_file_that_moves_is_deployed(tmp_path: Path) -> None:
    before = fingerprint(project(tmp_path), SETTINGS)
    (tmp_path / "chalicelib" / "customs").rename(tmp_path / "chalicelib" / "other")
    assert fingerprint(tmp_path, SETTINGS) != before


@pytest.mark.parametrize("name", stages.HANDED_ON)
def test_a_setting_that_functions_are_given_is_deployed(name: str, tmp_path: Path) -> None:
    before = fingerprint(project(tmp_path), SETTINGS)
    assert fingerprint(tmp_path, SETTINGS | {name: "otherwise"}) != before


@pytest.mark.parametrize(
    "name",
    [
        "infra/local/summary.py",
        "chalicelib/__pycache__/x.pyc",
        "infra/__pycache__/x.pyc",
        "README.md",
        "samples/Invoices.csv",
        "tests/test_x.py",
    ],
)
def test_what_is_not_deployed_changes_nothing(name: str, tmp_path: Path) -> None:
    before = fingerprint(project(tmp_path), SETTINGS | {"HOME": "/home/a"})
    write(tmp_path / name, "new")
    assert fingerprint(tmp_path, SETTINGS | {"HOME": "/home/b"}) == before


# The environment of what is started


def stack(folder: Path) -> Setup:
    return Setup(Places(folder), 4700, folder / "python", folder / "cdk", folder / "dist")


def test_nothing_of_the_callers_reaches_another_account_or_another_sap(tmp_path: Path) -> None:
    given = {
        "PATH": "/bin",
        "AWS_PROFILE": "production",
        "AWS_SESSION_TOKEN": "secret",
        "AWS_ENDPOINT_URL_S3": "https://s3.example",
        "CDK_DEFAULT_ACCOUNT": "999999999999",
        "SAP_FEEDS": "{}",
        "SITE_ORIGINS": "https://ior.example",
        "STAGE": "prod",
        "SLACK_WEBHOOK": "https://hooks.example",
    }
    found = environment(stack(tmp_path), given)
    assert found["PATH"] == "/bin"
    assert found["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4700"
    assert found["SAP_BASE_URL"] == "http://127.0.0.1:4701/sap"
    assert found["CDK_DEFAULT_ACCOUNT"] == "123456789012"
    assert found["SITE_ORIGINS"].split() == stack(tmp_path).origins
    assert found["STAGE"] == "local"
    assert found["AWS_CONFIG_FILE"] == found["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    gone = {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3", "SAP_FEEDS", "SLACK_WEBHOOK"}
    assert not gone & found.keys()


def test_the_web_app_is_known_by_its_addresses(tmp_path: Path) -> None:
    """As it is built, and as somebody works on it: whatever else sends a cookie along is refused."""
    assert stack(tmp_path).origins == [
        "http://127.0.0.1:4702",
        "http://localhost:4702",
        "http://127.0.0.1:5173",
        "http://localhost:5173",
    ]


def test_the_stack_is_reached_around_a_proxy(tmp_path: Path) -> None:
    found = environment(stack(tmp_path), {"HTTP_PROXY": "http://proxy:1", "NO_PROXY": "example.com"})
    assert found["NO_PROXY"] == found["no_proxy"] == "example.com,127.0.0.1"


def test_the_environment_is_the_same_when_it_is_made_of_itself(tmp_path: Path) -> None:
    once = environment(stack(tmp_path), {"PATH": "/bin"})
    again = environment(stack(tmp_path), once)
    assert again == once


def test_a_stack_is_described_by_the_environment(tmp_path: Path) -> None:
    found = setup_of(
        {"IOR_STATE": str(tmp_path), "IOR_PORT": "4800", "IOR_EMULATOR_PYTHON": str(tmp_path / "python")}
    )
    assert found.places.folder == tmp_path
    assert (found.port, found.sap_port, found.site_port) == (4800, 4801, 4802)
    assert found.python == tmp_path / "python"


def test_what_make_installs_is_asked_for_by_name(tmp_path: Path) -> None:
    told = "\n".join(stack(tmp_path).problems())
    assert "The emulator's environment is not there" in told
    assert "The CDK's command line is not there" in told
    assert "The web app is not built" in told
    assert "make run" in told
