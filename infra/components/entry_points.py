"""Every function of the Chalice app: its name, what wakes it, and what it is woken from."""

from enum import Enum
from typing import NamedTuple

from chalice.app import (
    Chalice,
    S3EventConfig,
    ScheduledEventConfig,
    SNSEventConfig,
    SQSEventConfig,
)
from chalice.utils import to_cfn_resource_name

API_HANDLER = "api_handler"


class Kind(Enum):
    """What wakes a function."""

    HTTP = "http"
    SCHEDULE = "schedule"
    S3 = "s3"
    SQS = "sqs"
    SNS = "sns"


ASYNCHRONOUS = frozenset({Kind.SCHEDULE, Kind.S3, Kind.SNS})
"""Kinds whose caller does not wait: Lambda itself tries again, and then needs a place for what failed."""


class EntryPoint(NamedTuple):
    """A function: `source` is the queue, topic, bucket or schedule that wakes it, empty for the API."""

    name: str
    kind: Kind
    source: str
    handler: str

    @property
    def logical_id(self) -> str:
        """The name of the function's resource in the template that Chalice makes."""
        return "APIHandler" if self.name == API_HANDLER else to_cfn_resource_name(self.name)


def entry_points(app: Chalice) -> tuple[EntryPoint, ...]:
    """All functions of an app, the API first, the others in the order of their declaration.

    Raises `TypeError` for a kind of event source that the stacks have no failure path for.
    """
    api = [EntryPoint(API_HANDLER, Kind.HTTP, "", "app.app")] if app.routes else []
    return (*api, *(of_event_source(source) for source in app.event_sources))


def of_event_source(source: object) -> EntryPoint:
    """The function that an event source wakes."""
    match source:
        case ScheduledEventConfig(schedule_expression=schedule):
            expression = schedule if isinstance(schedule, str) else schedule.to_string()
            return EntryPoint(source.name, Kind.SCHEDULE, expression, source.handler_string)
        case S3EventConfig():
            return EntryPoint(source.name, Kind.S3, source.bucket, source.handler_string)
        case SQSEventConfig():
            return EntryPoint(
                source.name, Kind.SQS, source.queue or source.queue_arn or "", source.handler_string
            )
        case SNSEventConfig():
            return EntryPoint(source.name, Kind.SNS, source.topic, source.handler_string)
        case _:
            raise TypeError(f"{source!r}: give this kind of event source a row in {__name__}.")
