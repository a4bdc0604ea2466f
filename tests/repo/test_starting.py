"""What the start of a function brings along: hardly anything, and never a connection."""

import json
import os
import subprocess
import sys

import pytest

from tests.repo.sources import ROOT

HEAVY = {
    "apispec",
    "bcrypt",
    "boto3",
    "botocore",
    "jwt",
    "marshmallow",
    "numpy",
    "pandas",
    "pynamodb",
    "requests",
    "urllib3",
}
READING = tuple(
    f"chalicelib.{name}"
    for name in (
        "api.acknowledgements",
        "api.audit",
        "api.compared",
        "api.comparing",
        "api.docs_page",
        "api.listing",
        "api.openapi",
        "api.operations",
        "api.people",
        "api.reference",
        "api.scenarios",
        "api.trails",
        "api.uploads",
        "api.versions",
        "identity.accounts",
        "identity.callers",
        "identity.forgery",
        "identity.sign_in",
        "pipeline.freshness",
        "store.data_loader",
    )
)
"""What the routes are made from, and who sends a request is found out with."""

PROGRAM = """
import importlib, json, sys
def refuse(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "urllib.")):
        raise RuntimeError(f"{event} {arguments}")
sys.addaudithook(refuse)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""


def brought(*modules: str, **environment: str) -> set[str]:
    """The modules that are there after importing some, in a process that must not open anything."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *modules],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


@pytest.mark.parametrize("modules", [("app",), ("app", *READING)], ids=["the index", "the routes"])
def test_starting_brings_nothing_heavy_and_opens_nothing(modules: tuple[str, ...]) -> None:
    found = brought(*modules)
    assert {name.split(".")[0] for name in found} & HEAVY == set()
    assert [name for name in found if name.startswith(("chalicelib.etl", "chalicelib.api.schemas"))] == []


def test_whoever_lists_lines_does_not_wait_for_the_engine() -> None:
    found = brought("app", *READING)
    engine = {"chalicelib.customs.processor", "chalicelib.customs.compare", "chalicelib.customs.trail.page"}
    assert found & engine == set()


def test_the_emulated_table_is_not_what_is_deployed() -> None:
    assert "chalicelib.store.memory" not in brought("app", *READING, "chalicelib.store.dynamo")


@pytest.mark.parametrize(
    "environment", [{"CACHE_SECONDS": "soon"}, {"AWS_ENDPOINT_URL": "nonsense"}, {"STAGE": "No Stage"}]
)
def test_settings_are_read_when_they_are_needed(environment: dict[str, str]) -> None:
    """A synthesis and a test import the app too, and have no settings of a function."""
    assert "app" in brought("app", **environment)


def test_the_package_that_is_shipped_has_all_that_it_imports() -> None:
    """Nothing that ships imports the tests, the benches or the stacks."""
    found = brought("app", *READING)
    assert {name.split(".")[0] for name in found} & {"tests", "bench", "infra", "pytest", "aws_cdk"} == set()
