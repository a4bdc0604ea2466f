"""What every function is given: a log that ends, a place for what failed, and alarms."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from chalicelib.waking import MOST_RECEIVES
from infra.components.alarms import Alarms
from infra.components.chalice_app import ChaliceApp
from infra.components.entry_points import ASYNCHRONOUS, EntryPoint
from infra.components.roles import log_group

RETRIES = MOST_RECEIVES - 1
"""Tries after the first one: in all as many as a message has."""
OLDEST_EVENT = 3600
"""Seconds after which Lambda gives up an event that it could not begin with."""


class FunctionCare(Construct):
    """The log group, the failure path and the alarms of one function of the app."""

    def __init__(
        self,
        scope: Construct,
        point: EntryPoint,
        *,
        app: ChaliceApp,
        alarms: Alarms,
        failed_events: sqs.IQueue,
        retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, point.name)
        function = app.resource(point)
        group = logs.LogGroup(
            self,
            "Log",
            log_group_name=log_group(point.name),
            retention=retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        # Everything in the group is one JSON object a line: ours is already, Lambda's own lines become it.
        function.logging_config = lambda_.CfnFunction.LoggingConfigProperty(log_format="JSON")
        # Lambda would make the group itself at the first call, and keep it for ever.
        function.node.add_dependency(group)
        alarms.watch_function(point.name, app.function(point))
        if point.kind in ASYNCHRONOUS:
            self._put_failures_aside(function, failed_events)
            alarms.watch_failure_destination(point.name, app.function(point))

    def _put_failures_aside(self, function: lambda_.CfnFunction, failed_events: sqs.IQueue) -> None:
        lambda_.CfnEventInvokeConfig(
            self,
            "Failures",
            function_name=function.ref,
            qualifier="$LATEST",
            maximum_retry_attempts=RETRIES,
            maximum_event_age_in_seconds=OLDEST_EVENT,
            destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
                on_failure=lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=failed_events.queue_arn)
            ),
        )
