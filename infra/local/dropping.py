"""Drops a CSV file into the upload bucket of the running stack, and waits for what comes of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from chalicelib.store import alerts
from chalicelib.store.datasets import read_pins
from chalicelib.store.table import Table
from infra.local import standing
from infra.local.cloud import Cloud, Uploaded
from infra.local.errors import NotTaken
from infra.local.outcome import Outcome, outcome_of
from infra.local.session import while_up
from infra.local.standing import Standing

NOT_PUT = "the file was not put into the upload bucket: drop it again when the stack is up."
PUT = "the file lies in the upload bucket, and the next start goes on with it."
LONGEST_LOOK = timedelta(hours=1)
"""An alert may have been told in the month before."""


def drop(
    table: Table,
    cloud: Cloud,
    name: str,
    body: bytes,
    limit: float,
    tell: Callable[[Standing], None] = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Outcome:
    """Drop a file and wait until the pipeline is done with it.

    The name has to be that of one of the business's files. Raises `NotTaken`, `TookTooLong`, and
    `StackEnded`, which says whether the file was put.
    """
    with while_up(NOT_PUT):
        before = read_pins(table)
        uploaded = cloud.put(name, body)

    def look() -> Standing:
        if refusal := _refusal(table, uploaded, now()):
            raise NotTaken(refusal)
        return standing.look(table, cloud, [uploaded])

    with while_up(PUT):
        standing.wait(look, tell, limit)
        return outcome_of(table, uploaded, before)


def _refusal(table: Table, uploaded: Uploaded, now: datetime) -> str:
    """What people were told of a file that was not taken in; nothing if they were not."""
    for month in {moment.strftime("%Y-%m") for moment in (now, now - LONGEST_LOOK)}:
        for alert in alerts.of_month(table, month):
            if alert["facts"].get("key") == uploaded.key:
                return f"{alert['title']}. {alert['text']}"
    return ""
