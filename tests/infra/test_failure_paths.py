"""Nothing fails unseen: every function has somewhere to put what it could not do, and somebody is told."""

from typing import Any

import pytest

from tests.infra.templates import Stacks, Template
from tests.infra.test_functions import FUNCTIONS

CONSUMERS = ("generate_entries", "compare_entries")
ASYNCHRONOUS = tuple(name for name in FUNCTIONS if name not in (*CONSUMERS, "api_handler"))
DEAD = ("generate-dlq", "compare-dlq", "events-dlq")


def function_name(template: Template, reference: object) -> str:
    """The Chalice name of the function that a resource refers to."""
    name: str = template.resources[template.referred(reference)]["Properties"]["FunctionName"]
    return name.removeprefix("ior-prod-")


def alarms(stacks: Stacks) -> dict[str, dict[str, Any]]:
    return {
        name.removeprefix("ior-prod-"): alarm
        for name, alarm in stacks.service.named("AWS::CloudWatch::Alarm", "AlarmName").items()
    }


def test_a_consumer_says_which_messages_failed(production: Stacks) -> None:
    """C8: without partial responses Lambda deletes what the handler said had failed."""
    mappings = production.service.of_type("AWS::Lambda::EventSourceMapping").values()
    assert {function_name(production.service, one["FunctionName"]) for one in mappings} == set(CONSUMERS)
    for mapping in mappings:
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_no_function_is_without_a_failure_path(production: Stacks) -> None:
    """C7, C8: a queue redrives, the caller of the API sees the error, and for the rest Lambda has a place."""
    configured = production.service.of_type("AWS::Lambda::EventInvokeConfig").values()
    aside = {function_name(production.service, one["FunctionName"]) for one in configured}
    assert aside == set(ASYNCHRONOUS)
    assert len(configured) == len(ASYNCHRONOUS)


def test_an_event_is_tried_three_times_and_then_put_aside(production: Stacks) -> None:
    """C11: an invocation that times out counts as a try; after the third the event waits in events-dlq."""
    exported = {
        output["Export"]["Name"]: output["Value"] for output in production.data.body["Outputs"].values()
    }
    for found in production.service.of_type("AWS::Lambda::EventInvokeConfig").values():
        assert found["MaximumRetryAttempts"] == 2
        assert found["Qualifier"] == "$LATEST"
        destination = found["DestinationConfig"]["OnFailure"]["Destination"]
        queue = production.data.referred(exported[destination["Fn::ImportValue"]])
        assert production.data.resources[queue]["Properties"]["QueueName"] == "ior-prod-events-dlq"


@pytest.mark.parametrize("name", DEAD)
def test_one_message_that_was_given_up_raises_an_alarm(production: Stacks, name: str) -> None:
    """C7: one alarm, at the first message."""
    alarm = alarms(production)[f"{name}-visible"]
    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert alarm["Namespace"] == "AWS/SQS"
    assert (alarm["Threshold"], alarm["EvaluationPeriods"]) == (1, 1)
    assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"


@pytest.mark.parametrize("name", DEAD)
def test_every_further_message_that_is_given_up_raises_an_alarm(production: Stacks, name: str) -> None:
    """C7: CloudWatch tells of changes only, and a message that lies there for days keeps the first alarm up.

    Whoever looks at a message hides it for a while, and a queue does not count what a redrive policy moves
    into it as sent: so the growth of all that lies there is reckoned.
    """
    alarm = alarms(production)[f"{name}-growing"]
    metrics = {one["Id"]: one for one in alarm["Metrics"]}
    (expression,) = (one["Expression"] for one in metrics.values() if "Expression" in one)
    assert expression == "DIFF(waiting + looked_at)"
    read = {key: one["MetricStat"] for key, one in metrics.items() if "MetricStat" in one}
    assert {key: one["Metric"]["MetricName"] for key, one in read.items()} == {
        "waiting": "ApproximateNumberOfMessagesVisible",
        "looked_at": "ApproximateNumberOfMessagesNotVisible",
    }
    queues = [one["Metric"]["Dimensions"] for one in read.values()]
    assert queues == [alarms(production)[f"{name}-visible"]["Dimensions"]] * 2
    assert {(one["Period"], one["Stat"]) for one in read.values()} == {(300, "Maximum")}
    assert (alarm["Threshold"], alarm["EvaluationPeriods"]) == (1, 1)
    assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"


def test_the_emulator_gets_no_alarm_that_reckons(emulated: Stacks) -> None:
    """It takes none; the others it has as well."""
    found = emulated.service.of_type("AWS::CloudWatch::Alarm").values()
    assert found
    assert not [alarm for alarm in found if "Metrics" in alarm]


def test_every_dead_letter_queue_is_watched(production: Stacks) -> None:
    queues = production.data.named("AWS::SQS::Queue", "QueueName")
    dead = {name.removeprefix("ior-prod-") for name in queues if name.endswith("-dlq")}
    assert dead == set(DEAD)
    for suffix in ("-visible", "-growing"):
        assert dead == {name.removesuffix(suffix) for name in alarms(production) if name.endswith(suffix)}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_watched(production: Stacks, name: str) -> None:
    watched = {"errors": "Errors", "throttles": "Throttles"}
    if name in ASYNCHRONOUS:
        watched["lost"] = "DestinationDeliveryFailures"
    for suffix, metric in watched.items():
        alarm = alarms(production)[f"{name}-{suffix}"]
        assert (alarm["Namespace"], alarm["MetricName"]) == ("AWS/Lambda", metric)
        (dimension,) = alarm["Dimensions"]
        assert dimension["Name"] == "FunctionName"


@pytest.mark.parametrize("name", ["generate", "compare"])
def test_work_that_waits_for_an_hour_raises_an_alarm(production: Stacks, name: str) -> None:
    alarm = alarms(production)[f"{name}-age"]
    assert alarm["MetricName"] == "ApproximateAgeOfOldestMessage"
    assert alarm["Threshold"] == 3600


def test_a_server_error_of_the_api_raises_an_alarm(production: Stacks) -> None:
    """Chalice answers 500 for an exception, so that the function itself counts no error."""
    alarm = alarms(production)["api-5xx"]
    assert alarm["MetricName"] == "5XXError"
    (api,) = production.service.of_type("AWS::ApiGateway::RestApi").values()
    (stage,) = production.service.of_type("AWS::ApiGateway::Stage").values()
    assert {one["Name"]: one["Value"] for one in alarm["Dimensions"]} == {
        "ApiName": api["Body"]["info"]["title"],
        "Stage": stage["StageName"],
    }


def test_all_alarms_go_to_the_topic(production: Stacks) -> None:
    (topic,) = production.data.of_type("AWS::SNS::Topic")
    exported = {
        output["Export"]["Name"]: output["Value"] for output in production.data.body["Outputs"].values()
    }
    for alarm in alarms(production).values():
        (action,) = alarm["AlarmActions"]
        assert exported[action["Fn::ImportValue"]] == {"Ref": topic}
        assert alarm["TreatMissingData"] == "notBreaching"
