"""The dashboard: it shows what there is, all of it, by the names under which it is measured."""

import json
from typing import Any

from chalicelib.data_sets import UNIT_COLUMNS
from chalicelib.pipeline.measures import AGE, BY, OVERDUE, namespace
from tests.infra.templates import REGION, Stacks
from tests.infra.test_failure_paths import DEAD
from tests.infra.test_functions import FUNCTIONS
from tests.infra.test_queues import WORK

Metric = tuple[str, ...]


def page(stacks: Stacks) -> list[dict[str, Any]]:
    """The widgets, with the references of the template as plain text."""
    (dashboard,) = stacks.service.of_type("AWS::CloudWatch::Dashboard").values()
    assert dashboard["DashboardName"] == "ior-prod-pipeline"
    parts = dashboard["DashboardBody"]["Fn::Join"][1]
    body = json.loads("".join(part if isinstance(part, str) else plain(stacks, part) for part in parts))
    return [widget["properties"] for widget in body["widgets"]]


def plain(stacks: Stacks, reference: dict[str, Any]) -> str:
    """What a reference means: the export that names a queue, the region, or a function by its ARN."""
    match reference:
        case {"Fn::ImportValue": str(exported)}:
            return exported
        case {"Ref": "AWS::Region"}:
            return REGION
        case {"Fn::Select": [6, {"Fn::Split": [":", arn]}]}:
            resource = stacks.service.resources[stacks.service.referred(arn)]
            return str(resource["Properties"]["FunctionName"])
    raise AssertionError(f"{reference} is none that this test knows")


def shown(stacks: Stacks) -> dict[str, list[Metric]]:
    """By the title of each widget, its metrics: namespace, name, then dimensions and their values."""
    return {
        widget["title"]: [tuple(part for part in one if isinstance(part, str)) for one in widget["metrics"]]
        for widget in page(stacks)
    }


def labels(stacks: Stacks, title: str) -> set[str]:
    (widget,) = (one for one in page(stacks) if one["title"] == title)
    return {metric[-1]["label"] for metric in widget["metrics"]}


def test_how_old_each_data_set_is_is_shown_as_the_sweep_measures_it(production: Stacks) -> None:
    for title, metric in (("Hours since the last good delivery", AGE), ("Overdue", OVERDUE)):
        assert set(shown(production)[title]) == {
            (namespace("prod"), metric, BY, data_set) for data_set in UNIT_COLUMNS
        }


def test_every_queue_is_shown(production: Stacks) -> None:
    assert labels(production, "Messages that wait") == {*WORK, *DEAD}
    assert labels(production, "Seconds that the oldest message waits") == set(WORK)


def test_every_function_is_shown(production: Stacks) -> None:
    for title, metric in (("Errors", "Errors"), ("Milliseconds, the longest", "Duration")):
        assert set(shown(production)[title]) == {
            ("AWS/Lambda", metric, "FunctionName", f"ior-prod-{name}") for name in FUNCTIONS
        }


def test_the_api_is_shown_by_the_names_that_its_alarm_has(production: Stacks) -> None:
    alarm = production.service.named("AWS::CloudWatch::Alarm", "AlarmName")["ior-prod-api-5xx"]
    dimensions = {part for one in alarm["Dimensions"] for part in (one["Name"], one["Value"])}
    for title, names in (
        ("Requests of the API", ["Count", "4XXError", "5XXError"]),
        ("Latency of the API, milliseconds", ["Latency"] * 3),
    ):
        metrics = shown(production)[title]
        assert [metric[1] for metric in metrics] == names
        assert all(set(metric[2:]) == dimensions for metric in metrics)
    assert labels(production, "Latency of the API, milliseconds") == {
        f"Latency {percentile}" for percentile in ("p50", "p95", "p99")
    }


def test_the_emulator_gets_no_dashboard(emulated: Stacks) -> None:
    """It takes none."""
    assert not emulated.service.of_type("AWS::CloudWatch::Dashboard")
