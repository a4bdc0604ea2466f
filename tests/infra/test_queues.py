"""Queues: three tries, time enough for each, and an eye on what was given up."""

from typing import Any

import pytest

from chalicelib.waking import MOST_RECEIVES
from tests.infra.templates import Stacks, policy_of, refuses_plain_http

WORK = ("generate", "compare")
DEAD = ("generate-dlq", "compare-dlq", "events-dlq")
FOURTEEN_DAYS = 14 * 24 * 3600


def queue(stacks: Stacks, name: str) -> dict[str, Any]:
    return stacks.data.named("AWS::SQS::Queue", "QueueName")[f"ior-prod-{name}"]


def test_there_are_these_queues_and_no_other(production: Stacks) -> None:
    found = set(production.data.named("AWS::SQS::Queue", "QueueName"))
    assert found == {f"ior-prod-{name}" for name in (*WORK, *DEAD)}


@pytest.mark.parametrize("name", WORK)
def test_a_message_is_put_aside_after_three_receives(production: Stacks, name: str) -> None:
    """C7: the third failure is the last, as the code has it that tells people; then it waits in a queue."""
    redrive = queue(production, name)["RedrivePolicy"]
    assert redrive["maxReceiveCount"] == MOST_RECEIVES == 3
    target = production.data.resources[production.data.referred(redrive["deadLetterTargetArn"])]
    assert target["Properties"]["QueueName"] == f"ior-prod-{name}-dlq"


@pytest.mark.parametrize("name", WORK)
def test_a_message_stays_hidden_for_six_times_its_functions_timeout(production: Stacks, name: str) -> None:
    """C10: otherwise a second function would begin with what the first is still at work on."""
    (timeout,) = (
        production.service.resources[production.service.referred(mapping["FunctionName"])]["Properties"][
            "Timeout"
        ]
        for mapping in production.service.of_type("AWS::Lambda::EventSourceMapping").values()
        if mapping["EventSourceArn"]["Fn::Sub"].endswith(f":ior-prod-{name}")
    )
    assert queue(production, name)["VisibilityTimeout"] >= 6 * timeout


def test_a_full_queue_leaves_functions_for_the_others(production: Stacks) -> None:
    """Two at a time of each: otherwise it takes all that the account may run, and the API gets none."""
    mappings = list(production.service.of_type("AWS::Lambda::EventSourceMapping").values())
    assert len(mappings) == len(WORK)
    for mapping in mappings:
        assert mapping["ScalingConfig"] == {"MaximumConcurrency": 2}


@pytest.mark.parametrize("name", [*WORK, *DEAD])
def test_a_queue_is_encrypted_and_refuses_plain_http(production: Stacks, name: str) -> None:
    assert queue(production, name)["SqsManagedSseEnabled"] is True
    (logical_id,) = (
        key
        for key, found in production.data.of_type("AWS::SQS::Queue").items()
        if found["QueueName"] == f"ior-prod-{name}"
    )
    assert refuses_plain_http(policy_of(production.data, "AWS::SQS::QueuePolicy", "Queues", logical_id))


@pytest.mark.parametrize("name", [*WORK, *DEAD])
def test_a_message_is_kept_as_long_as_sqs_keeps_any(production: Stacks, name: str) -> None:
    assert queue(production, name)["MessageRetentionPeriod"] == FOURTEEN_DAYS
