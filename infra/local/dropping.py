"""Drops a CSV file into the upload bucket of the running stack, and waits for what comes of it."""

from collections.abc import Callable

from chalicelib.store.datasets import read_pins
from chalicelib.store.table import Table
from infra.local import standing
from infra.local.cloud import Cloud
from infra.local.outcome import Outcome, outcome_of
from infra.local.session import while_up
from infra.local.standing import Standing

NOT_PUT = "the file was not put into the upload bucket: drop it again when the stack is up."
PUT = "the file lies in the upload bucket, and the next start goes on with it."


def drop(
    table: Table,
    cloud: Cloud,
    name: str,
    body: bytes,
    limit: float,
    tell: Callable[[Standing], None] = lambda _: None,
) -> Outcome:
    """Drop a file and wait until the pipeline is done with it.

    The name has to be that of one of the business's files. Raises `TookTooLong`, and `StackEnded`, which says
    whether the file was put.
    """
    with while_up(NOT_PUT):
        before = read_pins(table)
        uploaded = cloud.put(name, body)
    with while_up(PUT):
        standing.wait(lambda: standing.look(table, cloud, [uploaded]), tell, limit)
        return outcome_of(table, uploaded, before)
