"""Alarms: when somebody has to look, and where to look. All of them go to the stage's topic."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from chalicelib import naming

FIVE_MINUTES = Duration.minutes(5)
OLDEST = Duration.hours(1)
"""A message that waits longer is not being worked on: a day's entries are through in minutes."""


class Alarms(Construct):
    """The alarms of a stack, made from its functions and queues, so that none can be forgotten."""

    def __init__(self, scope: Construct, name: str, *, topic: sns.ITopic) -> None:
        super().__init__(scope, name)
        self._action = actions.SnsAction(topic)

    def watch_function(self, name: str, function: lambda_.IFunction) -> None:
        """Errors at once; throttling when it lasts: a schedule that waits for itself a moment is meant to."""
        errors = function.metric_errors(period=FIVE_MINUTES, statistic="Sum")
        self._add(f"{name}-errors", errors, 1, "The function failed; its log group says why.")
        throttles = function.metric_throttles(period=FIVE_MINUTES, statistic="Sum")
        self._add(f"{name}-throttles", throttles, 1, "The function is held back for 15 minutes.", periods=3)

    def watch_failure_destination(self, name: str, function: lambda_.IFunction) -> None:
        """An event that failed and could not even be put aside is lost."""
        lost = function.metric("DestinationDeliveryFailures", period=FIVE_MINUTES, statistic="Sum")
        self._add(f"{name}-lost", lost, 1, "A failed event could not be put into events-dlq.")

    def watch_queue(self, name: str, queue: sqs.IQueue) -> None:
        """Work that waits for too long."""
        age = queue.metric_approximate_age_of_oldest_message(period=FIVE_MINUTES, statistic="Maximum")
        self._add(f"{name}-age", age, OLDEST.to_seconds(), "The oldest message is an hour old.")

    def watch_dead_letters(self, name: str, queue: sqs.IQueue) -> None:
        """Something was given up after three tries."""
        waiting = queue.metric_approximate_number_of_messages_visible(
            period=Duration.minutes(1), statistic="Maximum"
        )
        self._add(f"{name}-visible", waiting, 1, "Messages were given up; see the runbook before redriving.")

    def watch_api(self, api_name: str, api_stage: str) -> None:
        """Answers of 500 and above: Chalice catches the exception, so that the function counts no error."""
        faults = cloudwatch.Metric(
            namespace="AWS/ApiGateway",
            metric_name="5XXError",
            dimensions_map={"ApiName": api_name, "Stage": api_stage},
            period=FIVE_MINUTES,
            statistic="Sum",
        )
        self._add("api-5xx", faults, 1, "The API answered with a server error.")

    def _add(
        self, name: str, metric: cloudwatch.IMetric, threshold: float, text: str, *, periods: int = 1
    ) -> None:
        alarm = cloudwatch.Alarm(
            self,
            name,
            alarm_name=naming.resource(name),
            alarm_description=text,
            metric=metric,
            threshold=threshold,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            evaluation_periods=periods,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(self._action)
