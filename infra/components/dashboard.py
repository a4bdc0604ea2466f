"""The dashboard: one page on which somebody sees at a glance whether the pipeline and the API are well."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from chalicelib import naming
from chalicelib.data_sets import UNIT_COLUMNS
from chalicelib.pipeline import measures

FIVE_MINUTES = Duration.minutes(5)
BETWEEN_SWEEPS = Duration.minutes(10)
"""The sweep measures how old the data are, so often."""
HALF = 12
"""The width of a graph: a row has 24 columns."""
PERCENTILES = ("p50", "p95", "p99")


class Shown(NamedTuple):
    """What the dashboard is about."""

    stage: str
    functions: Mapping[str, lambda_.IFunction]
    queues: Mapping[str, sqs.IQueue]
    dead_letters: Mapping[str, sqs.IQueue]
    api_name: str
    api_stage: str


class Dashboard(Construct):
    """Freshness, queues, failures and the API, from the most to the least that a broker asks about."""

    def __init__(self, scope: Construct, name: str, shown: Shown) -> None:
        super().__init__(scope, name)
        cloudwatch.Dashboard(
            self,
            "Page",
            dashboard_name=naming.resource("pipeline"),
            default_interval=Duration.days(3),
            widgets=[freshness(shown), queues(shown), failures(shown), api(shown)],
        )


def freshness(shown: Shown) -> list[cloudwatch.IWidget]:
    """How old each data set is, and which are overdue."""

    def of_sets(metric: str) -> list[cloudwatch.IMetric]:
        return [
            cloudwatch.Metric(
                namespace=measures.namespace(shown.stage),
                metric_name=metric,
                dimensions_map={measures.BY: data_set},
                label=data_set,
                period=BETWEEN_SWEEPS,
                statistic="Maximum",
            )
            for data_set in UNIT_COLUMNS
        ]

    return [
        graph("Hours since the last good delivery", of_sets(measures.AGE)),
        graph("Overdue", of_sets(measures.OVERDUE), stacked=True),
    ]


def queues(shown: Shown) -> list[cloudwatch.IWidget]:
    """What waits, how long it waits, and what was given up."""
    waiting = [
        queue.metric_approximate_number_of_messages_visible(
            label=name, statistic="Maximum", period=FIVE_MINUTES
        )
        for name, queue in {**shown.queues, **shown.dead_letters}.items()
    ]
    ages = [
        queue.metric_approximate_age_of_oldest_message(label=name, statistic="Maximum", period=FIVE_MINUTES)
        for name, queue in shown.queues.items()
    ]
    return [graph("Messages that wait", waiting), graph("Seconds that the oldest message waits", ages)]


def failures(shown: Shown) -> list[cloudwatch.IWidget]:
    """Which functions fail, and how long they take."""
    errors = [
        function.metric_errors(label=name, statistic="Sum", period=FIVE_MINUTES)
        for name, function in shown.functions.items()
    ]
    durations = [
        function.metric_duration(label=name, statistic="Maximum", period=FIVE_MINUTES)
        for name, function in shown.functions.items()
    ]
    return [graph("Errors", errors, stacked=True), graph("Milliseconds, the longest", durations)]


def api(shown: Shown) -> list[cloudwatch.IWidget]:
    """How the API answers, and how fast."""

    def metric(name: str, statistic: str) -> cloudwatch.IMetric:
        return cloudwatch.Metric(
            namespace="AWS/ApiGateway",
            metric_name=name,
            dimensions_map={"ApiName": shown.api_name, "Stage": shown.api_stage},
            label=f"{name} {statistic}",
            period=FIVE_MINUTES,
            statistic=statistic,
        )

    answers = [metric(name, "Sum") for name in ("Count", "4XXError", "5XXError")]
    latencies = [metric("Latency", percentile) for percentile in PERCENTILES]
    return [graph("Requests of the API", answers), graph("Latency of the API, milliseconds", latencies)]


def graph(
    title: str, metrics: Iterable[cloudwatch.IMetric], *, stacked: bool = False
) -> cloudwatch.GraphWidget:
    """One of the two graphs of a row."""
    return cloudwatch.GraphWidget(title=title, left=list(metrics), width=HALF, stacked=stacked)
