"""The Chalice app as part of a stack: functions, API, event sources, and the notifications of buckets."""

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aws_cdk import Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_assets as assets
from aws_cdk import aws_s3_notifications as notifications
from aws_cdk import cloudformation_include as include
from chalice.app import S3EventConfig
from chalice.deploy.packager import BaseLambdaDeploymentPackager
from constructs import Construct

from infra.components import chalice_template
from infra.components.chalice_project import Project
from infra.components.entry_points import EntryPoint, entry_points
from infra.packaging import archive


class ChaliceApp(Construct):
    """Everything that the app declares, as resources of the stack that the construct stands in.

    `overlay` is laid over the stage's settings of `.chalice/config.json`; `physical_name` names a function
    in AWS.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        project: Project,
        packager: BaseLambdaDeploymentPackager,
        overlay: Mapping[str, Any],
        physical_name: Callable[[str], str],
    ) -> None:
        super().__init__(scope, name)
        self.entry_points = entry_points(project.app)
        serverless = chalice_template.serverless_template(project.config(overlay), packager, physical_name)
        path = chalice_template.package_of(serverless)
        package = assets.Asset(self, "Package", path=path, asset_hash=archive.content_hash(Path(path)))
        plain = chalice_template.expanded(
            serverless, package.s3_bucket_name, package.s3_object_key, Stack.of(self).region
        )
        self._template = self._include(plain)
        self._functions = {point.name: self._reference(point) for point in self.entry_points}
        self._add_notifications(project)

    def resource(self, point: EntryPoint) -> lambda_.CfnFunction:
        """The function's own resource, whose properties can still be changed."""
        function = self._template.get_resource(point.logical_id)
        assert isinstance(function, lambda_.CfnFunction)
        return function

    def function(self, point: EntryPoint) -> lambda_.IFunction:
        """The function as other constructs take it: for metrics, permissions, targets."""
        return self._functions[point.name]

    def api_stage(self) -> apigateway.CfnStage:
        """The deployed stage of the API."""
        (stage,) = (child for child in self._template.node.children if isinstance(child, apigateway.CfnStage))
        return stage

    @property
    def api_name(self) -> str:
        """The name that the API's metrics are filed under."""
        (api,) = (child for child in self._template.node.children if isinstance(child, apigateway.CfnRestApi))
        return str(api.body["info"]["title"])

    def _include(self, plain: chalice_template.Template) -> include.CfnInclude:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "template.json")
            file.write_text(json.dumps(plain), "utf-8")
            return include.CfnInclude(self, "Template", template_file=str(file))

    def _reference(self, point: EntryPoint) -> lambda_.IFunction:
        # `same_environment`: otherwise CDK adds no permission for the bucket that calls the function.
        return lambda_.Function.from_function_attributes(
            self, f"{point.name}-reference", function_arn=self.resource(point).attr_arn, same_environment=True
        )

    def _add_notifications(self, project: Project) -> None:
        buckets: dict[str, s3.IBucket] = {}
        points = {point.name: point for point in self.entry_points}
        for source in project.app.event_sources:
            if isinstance(source, S3EventConfig):
                # One import per bucket, because two sets of notifications on one bucket overwrite each other;
                # and an id that never changes, because CDK would make the new set before it deletes the old
                # one, and the deletion takes both (aws/aws-cdk #21036).
                if source.bucket not in buckets:
                    buckets[source.bucket] = s3.Bucket.from_bucket_name(
                        self, f"notifications-{source.bucket}", source.bucket
                    )
                self._notify(buckets[source.bucket], source, self.function(points[source.name]))

    @staticmethod
    def _notify(bucket: s3.IBucket, source: S3EventConfig, function: lambda_.IFunction) -> None:
        filters = (
            [s3.NotificationKeyFilter(prefix=source.prefix, suffix=source.suffix)]
            if source.prefix or source.suffix
            else []
        )
        for event in source.events:
            target = notifications.LambdaDestination(function)
            bucket.add_event_notification(event_type(event), target, *filters)


def event_type(event: str) -> s3.EventType:
    """S3's name of an event as CDK's: `s3:ObjectCreated:*` is `OBJECT_CREATED`."""
    words = event.removeprefix("s3:").removesuffix(":*")
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", words)
    return s3.EventType[spaced.replace(":", "_").upper()]
