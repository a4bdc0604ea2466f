"""What schedules, buckets, queues and alerts wake: takes an event apart, and calls its use case.

Each use case is imported by the function that runs it: all functions ship the same code, and one that lists
customs lines must not wait for what only loading needs.
"""

from collections.abc import Mapping
from time import sleep
from typing import Any

from chalice.app import CloudWatchEvent, S3Event, SNSEvent, SQSEvent

from chalicelib import gateway_log, wiring
from chalicelib.waking import Message, each_record, s3_objects, seconds_left, time_is_up


def ingest(name: str, event: CloudWatchEvent) -> list[int]:
    """Fetch the feeds of an ingestion, wholly where the event says so; the sequences of what was landed."""
    from chalicelib.pipeline.ingest import ingest

    whole = event.detail.get("whole") is True
    landed = ingest(wiring.ports(), name, seconds_left(event), whole=whole)
    return [delivery.sequence for delivery in landed]


def start_day() -> str:
    """Start the run of the day; its id."""
    from chalicelib.pipeline.ingest import business_date
    from chalicelib.pipeline.plan import start_daily

    return start_daily(wiring.ports(), business_date(wiring.ports().now())).id


def parity_report() -> str:
    """Compare the business's files with the table, in shadow mode; the verdict, or why there is none."""
    from chalicelib.pipeline.parity_keeping import daily

    return daily(wiring.ports(), wiring.csv_set(), wiring.exports(), wiring.shadow_unset())


def sweep(event: CloudWatchEvent) -> dict[str, int]:
    """Do what was left undone, and measure how old the data are; how much was done."""
    from chalicelib.pipeline.measures import freshness_lines
    from chalicelib.pipeline.sweep import sweep

    for line in freshness_lines(wiring.ports(), wiring.current_settings().stage):
        print(line)  # CloudWatch reads a line as it is: the logger would put words before it
    return sweep(wiring.ports(), time_is_up(event))


def receive(event: S3Event) -> list[int]:
    """Take in uploaded files; the sequences of what was landed."""
    from chalicelib.pipeline.receive import receive

    taken = [receive(wiring.ports(), **found) for found in s3_objects(event)]
    return [delivery.sequence for delivery in taken if delivery]


def check_upload(event: S3Event) -> list[str]:
    """Look at what loading an uploaded file would do; what became of each."""
    from chalicelib.pipeline.check import check

    found = [check(wiring.ports(), one["bucket"], one["key"], one["version"]) for one in s3_objects(event)]
    return [upload.state for upload in found if upload]


def load(event: S3Event) -> list[str]:
    """Load what has landed; what became of it, or that it waits behind another load."""
    from chalicelib.pipeline.turns import load_in_turn

    keys = [found["key"] for found in s3_objects(event)]
    loaded = [load_in_turn(wiring.ports(), key, time_is_up(event), sleep) for key in keys]
    return [delivery.state if delivery else "waiting" for delivery in loaded]


def generate(event: SQSEvent) -> dict[str, list[dict[str, str]]]:
    """Plan runs and generate chunks; the messages that have to come again."""
    from chalicelib.pipeline.generate import generate_chunk
    from chalicelib.pipeline.messages import task_of
    from chalicelib.pipeline.plan import plan

    def handle(body: Mapping[str, Any]) -> None:
        task = task_of(body)
        with gateway_log.about(run=task.run):
            if task.chunk:
                generate_chunk(wiring.ports(), task.run, task.chunk, time_is_up(event))
            else:
                plan(wiring.ports(), task.run)

    return each_record(event, handle, give_up)


def compare(event: SQSEvent) -> dict[str, list[dict[str, str]]]:
    """Compare chunks; the messages that have to come again."""
    from chalicelib.pipeline.compare import compare_chunk
    from chalicelib.pipeline.messages import task_of

    def handle(body: Mapping[str, Any]) -> None:
        task = task_of(body)
        with gateway_log.about(run=task.run):
            compare_chunk(wiring.ports(), task.run, task.chunk, time_is_up(event))

    return each_record(event, handle, give_up)


def give_up(message: Message, error: Exception) -> None:
    """Tell people of a message that goes to the dead-letter queue."""
    from chalicelib.pipeline.alerts import tell_of_failure
    from chalicelib.pipeline.dispatch import dispatch
    from chalicelib.pipeline.messages import subject_of

    tell_of_failure(wiring.ports(), subject_of(message.queue, message.body) or message.id, error)
    dispatch(wiring.ports())


def route_alert(event: SNSEvent) -> bool:
    """Keep an alert and pass it on; whether it was new."""
    from chalicelib.pipeline.routing import route

    return route(wiring.ports(), event.message, wiring.slack_webhook)
