"""Reads synthesised stacks: plain JSON, without CDK, whose start would cost every test run seconds."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = "123456789012"
REGION = "us-east-1"
Properties = dict[str, Any]

SYNTHESISED_ALONE = (
    "AWS_ENDPOINT_URL",
    "SAP_BASE_URL",
    "SAP_CLIENT",
    "CSV_FALLBACK",
    "SAP_FEEDS",
    "SITE_ORIGINS",
    "TRUSTED_PROXIES",
    "PROXY_NETWORKS",
    "STAGE",
    "AWS_ACCOUNT_ID",
)
"""Settings of the developer's shell that must not reach the templates of a test."""


class Template(NamedTuple):
    """One stack's template."""

    body: dict[str, Any]

    @property
    def resources(self) -> dict[str, Any]:
        """Every resource, by its logical id."""
        found: dict[str, Any] = self.body["Resources"]
        return found

    def of_type(self, kind: str) -> dict[str, Properties]:
        """The properties of the resources of a type, by logical id."""
        return {
            name: resource.get("Properties", {})
            for name, resource in self.resources.items()
            if resource["Type"] == kind
        }

    def named(self, kind: str, naming_property: str) -> dict[str, Properties]:
        """The properties of the resources of a type, by the property that names them."""
        return {found[naming_property]: found for found in self.of_type(kind).values()}

    def referred(self, reference: object) -> str:
        """What a `Ref` or an ARN's `Fn::GetAtt` means: the logical id of a resource of this template."""
        match reference:
            case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), "Arn"]}:
                return name
        raise AssertionError(f"{reference} is no reference to a resource of the template")


class Stacks(NamedTuple):
    """The stacks of one stage, and where they were written to."""

    data: Template
    service: Template
    folder: Path


class Synthesis(NamedTuple):
    """A running synthesis."""

    stage: str
    folder: Path
    process: subprocess.Popen[str]


def start(stage: str, folder: Path) -> Synthesis:
    """Starts to synthesise a stage as the command line would, with code-only packages."""
    context = json.loads((ROOT / "cdk.json").read_text("utf-8"))["context"]
    environment = {name: value for name, value in os.environ.items() if name not in SYNTHESISED_ALONE}
    environment |= {
        "CDK_CONTEXT_JSON": json.dumps({**context, "stage": stage, "bundle": "false"}),
        "CDK_OUTDIR": str(folder),
        "CDK_DEFAULT_ACCOUNT": ACCOUNT,
        "CDK_DEFAULT_REGION": REGION,
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "infra.app"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return Synthesis(stage, folder, process)


def finish(synthesis: Synthesis) -> Stacks:
    """Waits for a synthesis and reads what it wrote."""
    output, _ = synthesis.process.communicate(timeout=300)
    assert synthesis.process.returncode == 0, output
    data, service = (
        Template(json.loads((synthesis.folder / name).read_text("utf-8")))
        for name in (f"ior-{synthesis.stage}-{part}.template.json" for part in ("data", "service"))
    )
    return Stacks(data, service, synthesis.folder)


def statements(policy: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The statements of a policy document, actions and resources always as lists."""
    for statement in policy["Statement"]:
        yield {
            **statement,
            "Action": as_list(statement["Action"]),
            "Resource": as_list(statement.get("Resource", [])),
        }


def as_list(value: object) -> list[Any]:
    """CloudFormation writes a list of one as the one."""
    return list(value) if isinstance(value, list) else [value]


def policy_of(template: Template, kind: str, attribute: str, resource: str) -> list[dict[str, Any]]:
    """The statements of the policy that is attached to a resource."""
    found = [
        policy
        for policy in template.of_type(kind).values()
        if {"Ref": resource} in as_list(policy[attribute])
    ]
    assert len(found) == 1, f"{resource} has {len(found)} policies"
    return list(statements(found[0]["PolicyDocument"]))


def refuses_plain_http(policy: list[dict[str, Any]]) -> bool:
    insecure = {"Bool": {"aws:SecureTransport": "false"}}
    return any(
        statement["Effect"] == "Deny"
        and statement["Principal"] in ("*", {"AWS": "*"})
        and statement.get("Condition") == insecure
        for statement in policy
    )
