"""Sweeps: sends what waits, takes up what got stuck, and says what is overdue.

Events and messages are only wake-up calls. One that is lost is made up for here once the table knows what
it tells of: a delivery that was announced, an upload that was begun in the web app, a run. A file that was
dropped into the upload bucket is not known before it is received: if its event is lost, or nothing was
announced by whoever handled it, it has to be dropped again. People are told where its landing was begun
(`stuck`), and where its data become overdue.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from chalicelib.customs.wording import counted
from chalicelib.moments import moment_of
from chalicelib.pipeline import stuck
from chalicelib.pipeline.alerts import WARNING, Alert, raise_alert
from chalicelib.pipeline.confirm import take_up
from chalicelib.pipeline.dispatch import dispatch, dispatch_all
from chalicelib.pipeline.finish import end, finish_if_over
from chalicelib.pipeline.freshness import overdue
from chalicelib.pipeline.in_time import STUCK_AFTER, TimeIsUp, no_limit
from chalicelib.pipeline.ingest import business_date
from chalicelib.pipeline.plan import call_up, plan
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.put_away import put_away
from chalicelib.store import runs, uploads
from chalicelib.store.runs import Run
from chalicelib.store.table import Conflict

MOST_NUDGES = 3

Item = TypeVar("Item")


class LeftUndone(Exception):
    """What a sweep could not do; everything else it has done."""


def sweep(ports: Ports, time_is_up: TimeIsUp = no_limit) -> dict[str, int]:
    """Do whatever was left undone; how much of it, counted.

    What fails keeps nothing else from being done. Loads come last: one may take the whole process with it.
    Raises `LeftUndone` in the end, so that it is seen.
    """
    failures: list[Exception] = []
    counts = {
        "sent": _each(dispatch, [ports], failures),
        "taken": _each(partial(take_up, ports), uploads.unfinished(ports.table), failures),
        "nudged": _each(partial(_nudge, ports), runs.unfinished(ports.table), failures),
        "put_away": _each(put_away, [ports], failures),
        "overdue": _each(_tell_overdue, [ports], failures),
    }
    _each(partial(_send_the_rest, failures=failures), [ports], failures)
    load = partial(stuck.take_up, ports, time_is_up=time_is_up)
    counts["loaded"] = _each(load, stuck.waiting(ports), failures)
    if failures:
        told = "\n".join(f"{type(failure).__name__}: {failure}" for failure in failures)
        raise LeftUndone(f"{counted(len(failures), 'thing')} could not be done:\n{told}") from failures[0]
    return counts


def _each(do: Callable[[Item], int], items: Iterable[Item], failures: list[Exception]) -> int:
    """Do something with each; for how many it was done."""
    done = 0
    for item in _listed(items, failures):
        try:
            done += do(item)
        except Exception as error:  # one that cannot be helped is not to keep the others waiting
            failures.append(error)
    return done


def _listed(items: Iterable[Item], failures: list[Exception]) -> list[Item]:
    """The items, up to the one that cannot be read."""
    found: list[Item] = []
    try:
        found.extend(items)
    except Exception as error:  # nor is a record that is spoiled
        failures.append(error)
    return found


def _send_the_rest(ports: Ports, failures: list[Exception]) -> int:
    sent, refused = dispatch_all(ports)
    failures += refused
    return sent


def _nudge(ports: Ports, run: Run) -> bool:
    """Call up the unfinished chunks of a run that stands still; give the run up after some times."""
    if ports.now() - moment_of(run.looked or run.started) < STUCK_AFTER:
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
                f"{source.told()}\nEntries that need it are made with the data there is, or held. "
                f"{source.remedy()}",
                {"source": source.name, "last_good": source.last_good},
            ),
        )
    return len(found)
