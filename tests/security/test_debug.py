"""F13: on no stage is anybody told how the product works inside."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.entrypoints import service, work
from infra.stages import KNOWN
from tests.api.calling import Caller, problem
from tests.api.test_answers import SECRET, broken
from tests.repo.sources import INDEX, PRODUCT, ROOT, name_of, tree_of

SWITCHES = ("DEBUG", "CHALICE_DEBUG", "FLASK_DEBUG", "PYTHONDEVMODE", "AWS_CHALICE_DEBUG")


@pytest.mark.parametrize("stage", KNOWN)
def test_no_switch_makes_the_app_talkative(stage: str) -> None:
    """F13: in a process of its own, with whatever a shell may have set."""
    asked = "import app, json, logging; print(json.dumps([app.app.debug, app.app.log.level]))"
    environment = os.environ | dict.fromkeys(SWITCHES, "1") | {"STAGE": stage}
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", asked],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    debug, level = json.loads(run.stdout)
    assert debug is False
    assert level == 20


@pytest.mark.parametrize("path", [INDEX, *PRODUCT, *sorted((ROOT / "infra").rglob("*.py"))], ids=name_of)
def test_nothing_switches_it_on(path: Path) -> None:
    """F13"""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.keyword) and node.arg == "debug":
            assert ast.unparse(node.value) == "False"
        if isinstance(node, ast.Attribute) and node.attr == "debug":
            assert not isinstance(node.ctx, ast.Store)


@pytest.mark.parametrize("stage", KNOWN)
@pytest.mark.parametrize("path", ["/api/health", "/api/pipeline"])
def test_an_error_gives_nothing_away(
    nobody: Caller, somebody: Caller, monkeypatch: pytest.MonkeyPatch, stage: str, path: str
) -> None:
    """F13: neither a stack trace nor what the error said."""
    monkeypatch.setenv("STAGE", stage)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    wiring.current_settings.cache_clear()
    for module, name in ((service, "health"), (work, "pipeline")):
        monkeypatch.setattr(module, name, broken)
    response = somebody.get(path)
    problem(response, 500, "Something went wrong")
    assert SECRET.encode() not in response.body
