"""The templates pass the rules of others: cfn-lint's and cdk-nag's."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra import stages
from infra.acknowledged import IN_DATA, IN_SERVICE, WILDCARDS
from tests.infra.templates import ACCOUNT, ROOT, Stacks

UNSAFE = """
import aws_cdk as cdk
from aws_cdk import aws_sqs as sqs
from infra.components import rules
app = cdk.App()
sqs.Queue(cdk.Stack(app, "unsafe"), "Open")
rules.apply(app)
app.synth()
"""


def lint(folder: Path) -> list[dict[str, Any]]:
    """What cfn-lint finds in the templates of a folder."""
    templates = sorted(map(str, folder.glob("*.template.json")))
    command = [str(Path(sys.executable).with_name("cfn-lint")), "--format", "json", "--", *templates]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_cfn_lint_finds_nothing(production: Stacks) -> None:
    """CDK's own function names its role twice (W3005), which is its own affair."""
    ours = [
        f"{finding['Rule']['Id']} {finding['Message']}"
        for finding in lint(production.folder)
        if not finding["Message"].startswith("'BucketNotificationsHandler")
    ]
    assert ours == []


def test_cdk_nag_finds_nothing_that_nobody_acknowledged(production: Stacks) -> None:
    """A finding would have stopped the synthesis; the report says so once more."""
    report = json.loads((production.folder / "validation-report.json").read_text("utf-8"))
    assert [plugin for plugin in report["pluginReports"] if plugin["violations"]] == []


def test_cdk_nag_does_stop_a_synthesis(tmp_path: Path) -> None:
    environment = os.environ | {
        "CDK_OUTDIR": str(tmp_path),
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20",
    }
    done = subprocess.run(
        [sys.executable, "-c", UNSAFE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "AwsSolutions-SQS4" in (tmp_path / "validation-report.json").read_text("utf-8")


@pytest.mark.parametrize("stage", ["dev", "prod"])
def test_every_stage_but_the_local_one_is_checked(stage: str) -> None:
    found = stages.of({"stage": stage}.get, {"CDK_DEFAULT_ACCOUNT": ACCOUNT})
    assert found.checked
    assert found.keeps_state
    assert not found.emulated


def test_every_acknowledgment_has_a_reason() -> None:
    reasons = [*IN_DATA.values(), *IN_SERVICE.values(), *(reason for _, reason in WILDCARDS)]
    assert all(reason.endswith(".") and len(reason.split()) >= 5 for reason in reasons)
