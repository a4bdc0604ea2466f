"""What works: the API, and the functions with their roles, failure paths, logs, alarms and a dashboard."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aws_cdk import Stack
from aws_cdk import aws_logs as logs
from chalice.deploy.packager import BaseLambdaDeploymentPackager
from constructs import Construct

from chalicelib import naming
from infra.components.alarms import Alarms
from infra.components.api import ApiCare
from infra.components.chalice_app import ChaliceApp
from infra.components.chalice_project import Project
from infra.components.dashboard import Dashboard, Shown
from infra.components.entry_points import EntryPoint, Kind, entry_points
from infra.components.functions import FunctionCare
from infra.components.roles import FunctionRole
from infra.packaging.bundle import Bundle
from infra.packaging.runtime import RUNTIME
from infra.packaging.wheels import dependency_builder
from infra.rights import check_rights
from infra.stacks.data import DataStack
from infra.stages import Stage

RETENTION = logs.RetentionDays.ONE_YEAR


class ServiceStack(Stack):
    """The functions of one stage, and what belongs to them. It can be deleted and made again without loss.

    `kept` is a folder where the functions' dependencies stay from one synthesis to the next.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        data: DataStack,
        project: Project,
        kept: Path,
        **more: Any,
    ) -> None:
        super().__init__(scope, name, **more)
        self._stage = stage
        self._data = data
        self.roles: list[FunctionRole] = []
        self.add_stack_dependency(data)
        self.points = entry_points(project.app)
        check_rights(point.name for point in self.points)
        with tempfile.TemporaryDirectory() as work:
            self.app = ChaliceApp(
                self,
                "Chalice",
                project=project,
                packager=packager(stage, Path(work), kept),
                overlay=self._overlay(project),
                physical_name=naming.resource,
            )
        self._care()

    def _overlay(self, project: Project) -> dict[str, Any]:
        """What the stack knows and `.chalice/config.json` cannot."""
        traced = bool(project.config({}).xray_enabled)
        return {
            "environment_variables": {
                "STAGE": self._stage.name,
                "AWS_ACCOUNT_ID": self._stage.account,
                **self._stage.settings,
            },
            "lambda_functions": {
                point.name: {"iam_role_arn": self._role(point, traced), **alone(point)}
                for point in self.points
            },
        }

    def _role(self, point: EntryPoint, traced: bool) -> str:
        secrets = {name: secret.secret_arn for name, secret in self._data.secrets.items()}
        key = self._data.key.key_arn
        role = FunctionRole(self, point, key=key, secrets=secrets, traced=traced)
        self.roles.append(role)
        return role.role.role_arn

    def _care(self) -> None:
        alarms = Alarms(self, "Alarms", topic=self._data.alerts)
        functions = Construct(self, "Functions")
        for point in self.points:
            FunctionCare(
                functions,
                point,
                app=self.app,
                alarms=alarms,
                failed_events=self._data.failed_events,
                retention=RETENTION,
            )
        for name, queue in self._data.queues.items():
            alarms.watch_queue(name, queue.queue)
        for name, dead_letters in self._data.dead_letters.items():
            alarms.watch_dead_letters(name, dead_letters)
        ApiCare(self, "Api", stage=self.app.api_stage(), retention=RETENTION)
        alarms.watch_api(self.app.api_name, self._api_stage)
        if not self._stage.emulated:
            self._show(alarms)

    def _show(self, alarms: Alarms) -> None:
        """What the emulator does not take: alarms that reckon, and the dashboard."""
        for name, dead_letters in self._data.dead_letters.items():
            alarms.watch_growth(name, dead_letters)
        Dashboard(
            self,
            "Dashboard",
            Shown(
                stage=self._stage.name,
                functions={point.name: self.app.function(point) for point in self.points},
                queues={name: queue.queue for name, queue in self._data.queues.items()},
                dead_letters=self._data.dead_letters,
                api_name=self.app.api_name,
                api_stage=self._api_stage,
            ),
        )

    @property
    def _api_stage(self) -> str:
        return self.app.api_stage().stage_name or ""


def alone(point: EntryPoint) -> Mapping[str, int]:
    """A schedule that is still at work when it comes round again waits for itself."""
    return {"reserved_concurrency": 1} if point.kind is Kind.SCHEDULE else {}


def packager(stage: Stage, work: Path, kept: Path) -> BaseLambdaDeploymentPackager:
    """The packager of a stage: with the requirements, or with the app's code only."""
    return Bundle(work, kept, dependency_builder(RUNTIME) if stage.bundled else None)
