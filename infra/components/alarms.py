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
RUNBOOK = "docs/runbook.md"
GROWN = "DIFF(waiting + looked_at)"
"""How many messages came into a queue. One that somebody looks at is hidden for a while and no new one."""


class Alarms(Construct):
    """The alarms of a stack, made from its functions and queues, so that none can be forgotten.

    Each says in which section of the runbook it is explained.
    """

    def __init__(self, scope: Construct, name: str, *, topic: sns.ITopic) -> None:
        super().__init__(scope, name)
        self._action = actions.SnsAction(topic)

    def watch_function(self, name: str, function: lambda_.IFunction) -> None:
        """Errors at once; throttling when it lasts: a schedule that waits for itself a moment is meant to."""
        errors = function.metric_errors(period=FIVE_MINUTES, statistic="Sum")
        self._add(f"{name}-errors", errors, 1, "The function failed; its log group says why.", "errors")
        throttles = function.metric_throttles(period=FIVE_MINUTES, statistic="Sum")
        held_back = "The function is held back for 15 minutes."
        self._add(f"{name}-throttles", throttles, 1, held_back, "throttles", periods=3)

    def watch_failure_destination(self, name: str, function: lambda_.IFunction) -> None:
        """An event that failed and could not even be put aside is lost."""
        lost = function.metric("DestinationDeliveryFailures", period=FIVE_MINUTES, statistic="Sum")
        self._add(f"{name}-lost", lost, 1, "A failed event could not be put into events-dlq.", "lost")

    def watch_queue(self, name: str, queue: sqs.IQueue) -> None:
        """Work that waits for too long."""
        age = queue.metric_approximate_age_of_oldest_message(period=FIVE_MINUTES, statistic="Maximum")
        self._add(f"{name}-age", age, OLDEST.to_seconds(), "The oldest message is an hour old.", "age")

    def watch_dead_letters(self, name: str, queue: sqs.IQueue) -> None:
        """Something was given up after three tries."""
        waiting = queue.metric_approximate_number_of_messages_visible(
            period=Duration.minutes(1), statistic="Maximum"
        )
        text = "Messages were given up; see the runbook before redriving."
        self._add(f"{name}-visible", waiting, 1, text, "visible")

    def watch_growth(self, name: str, queue: sqs.IQueue) -> None:
        """Something more was given up: an alarm on what lies there tells nothing after the first message."""
        metrics = {
            "waiting": queue.metric_approximate_number_of_messages_visible(statistic="Maximum"),
            "looked_at": queue.metric_approximate_number_of_messages_not_visible(statistic="Maximum"),
        }
        grown = cloudwatch.MathExpression(expression=GROWN, using_metrics=metrics, period=FIVE_MINUTES)
        self._add(f"{name}-growing", grown, 1, "More messages were given up.", "growing")

    def watch_api(self, api_name: str, api_stage: str) -> None:
        """Answers of 500 and above: Chalice catches the exception, so that the function counts no error."""
        faults = cloudwatch.Metric(
            namespace="AWS/ApiGateway",
            metric_name="5XXError",
            dimensions_map={"ApiName": api_name, "Stage": api_stage},
            period=FIVE_MINUTES,
            statistic="Sum",
        )
        self._add("api-5xx", faults, 1, "The API answered with a server error.", "5xx")

    def _add(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        threshold: float,
        text: str,
        section: str,
        *,
        periods: int = 1,
    ) -> None:
        alarm = cloudwatch.Alarm(
            self,
            name,
            alarm_name=naming.resource(name),
            alarm_description=f"{text} {RUNBOOK}#alarm-{section}",
            metric=metric,
            threshold=threshold,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            evaluation_periods=periods,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(self._action)
