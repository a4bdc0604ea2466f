"""Sweeps: sends what waits, takes up what got stuck, and says what is overdue.

Events and messages are only wake-up calls, and one that is lost is made up for here.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from chalicelib.pipeline.alerts import WARNING, Alert, raise_alert
from chalicelib.pipeline.dispatch import dispatch, dispatch_all
from chalicelib.pipeline.finish import end, finish_if_over
from chalicelib.pipeline.freshness import overdue
from chalicelib.pipeline.ingest import business_date
from chalicelib.pipeline.load import load
from chalicelib.pipeline.plan import call_up, plan
from chalicelib.pipeline.ports import Ports
from chalicelib.store import deliveries, runs
from chalicelib.store.deliveries import Delivery
from chalicelib.store.runs import Run
from chalicelib.store.table import Busy, Conflict

STUCK_AFTER = timedelta(minutes=20)
"""A function runs 15 minutes at most: what is unfinished after that is not being worked on."""
ABANDONED_AFTER = timedelta(days=1)
MOST_NUDGES = 3

Item = TypeVar("Item")


class LeftUndone(Exception):
    """What a sweep could not do; everything else it has done."""


def sweep(ports: Ports) -> dict[str, int]:
    """Do whatever was left undone; how much of it, counted.

    What fails keeps nothing else from being done. Raises `LeftUndone` in the end, so that it is seen.
    """
    failures: list[Exception] = []
    counts = {
        "sent": dispatch(ports),
        "loaded": _each(partial(_take_up, ports), deliveries.unfinished(ports.table), failures),
        "nudged": _each(partial(_nudge, ports), runs.unfinished(ports.table), failures),
        "overdue": _tell_overdue(ports),
    }
    failures += dispatch_all(ports)[1]
    if failures:
        told = "\n".join(f"{type(failure).__name__}: {failure}" for failure in failures)
        raise LeftUndone(f"{len(failures)} things could not be done:\n{told}") from failures[0]
    return counts


def _each(do: Callable[[Item], bool], items: Iterable[Item], failures: list[Exception]) -> int:
    """Do something with each; for how many it was done."""
    done = 0
    for item in list(items):
        try:
            done += do(item)
        except Exception as error:  # one that cannot be helped is not to keep the others waiting
            failures.append(error)
    return done


def _take_up(ports: Ports, delivery: Delivery) -> bool:
    """Load a delivery that got stuck; give up one of which nothing has landed for a day."""
    age = ports.now() - _moment(delivery.at)
    if age < STUCK_AFTER:
        return False
    if ports.raw.exists(delivery.manifest):
        try:
            load(ports, delivery.manifest)
        except Busy:
            return False
        return True
    if age > ABANDONED_AFTER:
        problem = "It was announced, but nothing of it arrived within a day"
        _, changes = deliveries.finish(delivery, deliveries.ABANDONED, problem=problem)
        with suppress(Conflict):  # somebody else has finished it
            ports.table.transact(changes)
    return False


def _nudge(ports: Ports, run: Run) -> bool:
    """Call up the unfinished chunks of a run that stands still; give the run up after some times."""
    if ports.now() - _moment(run.looked or run.started) < STUCK_AFTER:
        return False
    if finish_if_over(ports, run).state != run.state:
        return True
    left = runs.steps_left(ports.table, run)
    if run.nudges >= MOST_NUDGES and not runs.goes_on(run, left):
        end(ports, run, runs.FAILED)
        return False
    try:
        run = runs.look_at(ports.table, run, left, ports.stamp())
    except Conflict:
        return False
    if not run.nudges:
        return False
    if run.state == runs.PLANNING:
        plan(ports, run.id)
    else:
        call_up(ports, run)
    return True


def _tell_overdue(ports: Ports) -> int:
    """Tell people of each source that is overdue, once a day."""
    today = business_date(ports.now())
    found = overdue(ports)
    for source in found:
        raise_alert(
            ports,
            Alert(
                f"overdue-{source.name}-{today}",
                "overdue",
                WARNING,
                f"{source.name} is overdue",
                f"{source.told()}\nEntries that need it are made with the data there is, or held. Find out "
                "why SAP does not deliver, or drop the CSV file into the upload bucket.",
                {"source": source.name, "last_good": source.last_good},
            ),
        )
    return len(found)


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)
