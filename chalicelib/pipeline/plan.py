"""Plans a run: which shipments it covers, in chunks that one invocation can do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.finish import finish_if_over
from chalicelib.pipeline.messages import Task, plan_message
from chalicelib.pipeline.ports import COMPARE, GENERATE, Ports
from chalicelib.pipeline.workshop import shipments_of_invoice
from chalicelib.store import audit, outbox, runs
from chalicelib.store.by_day import EVER, shipments_of_dates
from chalicelib.store.runs import Run, Scope
from chalicelib.store.table import Conflict, Table

CHUNK = 50
"""Shipments per chunk: some seconds of work, far below what a function may take."""
DAYS_BACK, DAYS_AHEAD = 45, 60
"""The entry dates that the daily run looks at, around the day it runs."""


def start_daily(ports: Ports, today: date) -> Run:
    """Start the run of a day; asked again on the same day, it is the same run."""
    dates = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    return start_run(ports, f"daily-{today}", "daily", dates)


def start_run(
    ports: Ports, run_id: str, cause: str, dates: tuple[date, date], actor: str = audit.PIPELINE
) -> Run:
    """Start a run over the entries of some dates, inclusive. One that was started before goes on as it is.

    `actor` is who starts it."""
    run = Run(run_id, cause, ports.stamp(), (dates[0].isoformat(), dates[1].isoformat()))
    try:
        changes = [*runs.start(run), outbox.write(plan_message(run_id))]
        audit.transact(ports.table, changes, replace(runs.told_of_start(run), actor=actor))
    except Conflict:
        run = runs.find(ports.table, run_id) or run
    dispatch(ports)
    return run


def plan(ports: Ports, run_id: str) -> Run | None:
    """Put a run's shipments into chunks and call them up; None where there is no such run."""
    run = runs.find(ports.table, run_id)
    if run is None:
        return None
    if run.state == runs.PLANNING:
        shipments = sorted(set(_shipments(ports.table, run)))
        chunks = [shipments[start : start + CHUNK] for start in range(0, len(shipments), CHUNK)]
        run = runs.plan(ports.table, run, chunks)
    call_up(ports, run)
    return finish_if_over(ports, run)


def call_up(ports: Ports, run: Run) -> int:
    """Send a message for every chunk of a run that is not finished, and answer how many those are."""
    waiting = runs.open_chunks(ports.table, run)
    for channel, stage in ((GENERATE, runs.GENERATE), (COMPARE, runs.COMPARE)):
        bodies = [Task(run.id, chunk).body() for at, chunk in waiting if at == stage]
        if bodies:
            ports.messages.send(channel, bodies)
    return len(waiting)


def _shipments(table: Table, run: Run) -> Iterator[str]:
    first, last = run.dates
    if first:
        yield from shipments_of_dates(table, first, last)
        return
    scope = runs.scope_of(table, run.id)
    if _reaches_all(scope):
        yield from shipments_of_dates(table, *EVER)
    yield from scope.shipments
    yield from scope.reported
    for invoice in scope.invoices:
        yield from shipments_of_invoice(table, invoice)


def _reaches_all(scope: Scope) -> bool:
    return bool(scope.everything or scope.materials or scope.hts)
