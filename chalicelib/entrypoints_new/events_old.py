"""Between `app.py` and the use cases: takes an event or a request apart, and calls the one that it is for.

Each use case is imported by the function that runs it: all functions ship the same code, and one that lists
customs lines must not wait for what only loading needs.
"""

from collections.abc import Mapping
from typing import Any

from chalice.app import CloudWatchEvent, Request, S3Event, SNSEvent, SQSEvent

from chalicelib import __version__
from chalicelib.gateway import body_of, each_record, query_of, s3_objects, seconds_left
from chalicelib.wiring import current_settings, ports, table


def ingest(name: str, event: CloudWatchEvent) -> list[int]:
    """Fetch the feeds of an ingestion; the sequences of what was landed."""
    from chalicelib.pipeline.ingest import ingest

    return [delivery.sequence for delivery in ingest(ports(), name, seconds_left(event))]


def start_day() -> str:
    """Start the run of the day; its id."""
    from chalicelib.pipeline.ingest import business_date
    from chalicelib.pipeline.plan import start_daily

    return start_daily(ports(), business_date(ports().now())).id


def sweep() -> dict[str, int]:
    """Do what was left undone; how much of it."""
    from chalicelib.pipeline.sweep import sweep

    return sweep(ports())


def receive(event: S3Event) -> list[int]:
    """Take in uploaded files; the sequences of what was landed."""
    from chalicelib.pipeline.receive import receive

    taken = [receive(ports(), **found) for found in s3_objects(event)]
    return [delivery.sequence for delivery in taken if delivery]


def load(event: S3Event) -> list[str]:
    """Load what has landed; what became of it."""
    from chalicelib.pipeline.load import load

    return [load(ports(), found["key"]).state for found in s3_objects(event)]


def generate(event: SQSEvent) -> dict[str, list[dict[str, str]]]:
    """Plan runs and generate chunks; the messages that have to come again."""
    from chalicelib.pipeline.generate import generate_chunk
    from chalicelib.pipeline.messages import task_of
    from chalicelib.pipeline.plan import plan

    def handle(body: Mapping[str, Any]) -> None:
        task = task_of(body)
        if task.chunk:
            generate_chunk(ports(), task.run, task.chunk)
        else:
            plan(ports(), task.run)

    return each_record(event, handle, give_up)


def compare(event: SQSEvent) -> dict[str, list[dict[str, str]]]:
    """Compare chunks; the messages that have to come again."""
    from chalicelib.pipeline.compare import compare_chunk
    from chalicelib.pipeline.messages import task_of

    def handle(body: Mapping[str, Any]) -> None:
        task = task_of(body)
        compare_chunk(ports(), task.run, task.chunk)

    return each_record(event, handle, give_up)


def give_up(message_id: str, error: Exception) -> None:
    """Tell people of a message that goes to the dead-letter queue."""
    from chalicelib.pipeline.alerts import tell_of_failure
    from chalicelib.pipeline.dispatch import dispatch

    tell_of_failure(ports(), message_id, error)
    dispatch(ports())


def route_alert(event: SNSEvent) -> bool:
    """Keep an alert and pass it on; whether it was new."""
    from chalicelib.pipeline.routing import route

    return route(ports(), event.message, current_settings().slack_webhook)


def health() -> dict[str, str]:
    """That the service answers, and its version."""
    return {"status": "ok", "version": __version__}


def pipeline() -> dict[str, Any]:
    """The state of the pipeline."""
    from chalicelib.pipeline.freshness import pipeline_status

    return pipeline_status(ports())


def customs_lines(request: Request) -> Any:
    """Customs lines by date or shipment."""
    from chalicelib.api.entries import customs_lines

    return customs_lines(table(), query_of(request))


def entry(shipment: str) -> Any:
    """One entry."""
    from chalicelib.api.entries import entry

    return entry(table(), shipment)


def trail(shipment: str, line: str, request: Request) -> Any:
    """The trail of a line."""
    from chalicelib.api.entries import trail

    return trail(table(), shipment, line, request.headers.get("accept", ""))


def compare_now(request: Request) -> Any:
    """Compare a date or a shipment."""
    from chalicelib.api.comparisons import compare

    return compare(ports(), body_of(request))


def comparisons(request: Request) -> Any:
    """Comparisons by date."""
    from chalicelib.api.comparisons import of_dates

    return of_dates(table(), query_of(request))
