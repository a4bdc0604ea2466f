"""The deployment: one CDK app for everything (`npx cdk deploy --all -c stage=dev`, see infra/README.md)."""

import importlib
import os
from collections.abc import Iterable
from pathlib import Path

import aws_cdk as cdk

from chalicelib import naming
from infra import acknowledged, stages
from infra.components import rules
from infra.components.chalice_project import Project
from infra.components.entry_points import EntryPoint, Kind, entry_points
from infra.stacks.data import DataStack
from infra.stacks.service import ServiceStack
from infra.stages import Stage

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "lambda"


def build(app: cdk.App) -> cdk.App:
    """Adds the stacks of the stage that the app's context asks for.

    The Chalice app is imported here and not before: its decorators take the names of the stage, which are set
    now. For the same reason a process builds one stage.
    """
    stage = stages.of(app.node.try_get_context)
    os.environ.update(STAGE=stage.name, AWS_ACCOUNT_ID=stage.account)
    project = Project(importlib.import_module("app").app, ROOT, stage.name)
    env = cdk.Environment(account=stage.account, region=stage.region)
    timeouts = queue_timeouts(entry_points(project.app), project)
    data = DataStack(app, naming.resource("data"), stage=stage, timeouts=timeouts, env=env)
    service = ServiceStack(
        app, naming.resource("service"), stage=stage, data=data, project=project, kept=KEPT, env=env
    )
    tag(app, stage)
    if stage.checked:
        check(app, data, service)
    return app


def check(app: cdk.App, data: DataStack, service: ServiceStack) -> None:
    """Has the rules look at the stacks, knowing what we leave as it is and why."""
    rules.acknowledge(data, acknowledged.IN_DATA.items())
    rules.acknowledge(service, acknowledged.IN_SERVICE.items())
    for role in service.roles:
        rules.acknowledge(role, acknowledged.wildcards(role.resources))
    rules.apply(app)


def queue_timeouts(points: Iterable[EntryPoint], project: Project) -> dict[str, int]:
    """Per queue that a function reads, by its short name: the seconds that the function may run."""
    prefix = naming.resource("")
    return {
        point.source.removeprefix(prefix): project.timeout(point.name)
        for point in points
        if point.kind is Kind.SQS
    }


def tag(app: cdk.App, stage: Stage) -> None:
    """Names the product and the stage on everything that can carry a tag, for bills and searches."""
    cdk.Tags.of(app).add("product", naming.APP)
    cdk.Tags.of(app).add("stage", stage.name)


if __name__ == "__main__":
    build(cdk.App()).synth()
