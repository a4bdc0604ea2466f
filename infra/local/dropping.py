"""Drops a CSV file into the upload bucket of the running stack, and tells what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalicelib.cli.tables import counted, wrapped
from chalicelib.store import deliveries, entries, keys, runs
from chalicelib.store.deliveries import Delivery
from chalicelib.store.pages import unpack
from chalicelib.store.runs import Run
from chalicelib.store.table import Table
from infra.local import standing
from infra.local.cloud import Cloud, Uploaded
from infra.local.standing import Standing

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a dropped file came to."""

    delivery: Delivery
    run: Run | None
    remade: tuple[str, ...]
    """Shipments whose entries the run made anew."""
    rejected: tuple[str, ...]
    """The rows that were not taken, with the reasons."""

    @property
    def is_good(self) -> bool:
        """Whether all of the file was taken in."""
        return self.delivery.state in deliveries.GOOD and not self.delivery.rejected


def drop(
    table: Table,
    cloud: Cloud,
    name: str,
    body: bytes,
    limit: float,
    tell: Callable[[Standing], None] = lambda _: None,
) -> Outcome:
    """Drop a file and wait until the pipeline is done with it.

    The name has to be that of one of the business's files. Raises `TookTooLong`.
    """
    uploaded = cloud.put(name, body)
    standing.wait(lambda: standing.look(table, cloud, [uploaded]), tell, limit)
    return outcome_of(table, uploaded)


def outcome_of(table: Table, uploaded: Uploaded) -> Outcome:
    """What came of an uploaded file that the pipeline is done with."""
    delivery = standing.delivery_of(table, uploaded)
    assert delivery is not None, "asked for before it was taken in"
    run = runs.find(table, delivery.run) if delivery.run else None
    remade = tuple(_remade(table, run)) if run else ()
    return Outcome(delivery, run, remade, tuple(_rejected(table, delivery)))


def told(outcome: Outcome, name: str) -> str:
    """What came of a file, for people."""
    delivery = outcome.delivery
    lines = [f"{name} became delivery {delivery.sequence}: {_state(delivery)}"]
    if delivery.problem:
        lines.append(wrapped(delivery.problem))
    lines += [wrapped(issue) for issue in delivery.issues[:SHOWN]]
    if delivery.rejected:
        lines.append(f"  {counted(delivery.rejected, 'row was', 'rows were')} rejected:")
        lines += [wrapped(row, 4) for row in outcome.rejected[:SHOWN]]
    if outcome.run:
        lines += _told_of_run(outcome, outcome.run)
    return "\n".join(lines)


def _state(delivery: Delivery) -> str:
    changed = ", ".join(f"{number} of {name}" for name, number in delivery.changed.items() if number)
    return {
        deliveries.LOADED: f"loaded; changed: {changed}." if changed else "loaded; nothing changed.",
        deliveries.UNCHANGED: "it says what was there already; nothing changed.",
        deliveries.REFUSED: "it was refused, and nothing changed.",
        deliveries.SUPERSEDED: "a newer one overtook it; nothing changed.",
    }.get(delivery.state, delivery.state)


def _told_of_run(outcome: Outcome, run: Run) -> list[str]:
    counts = run.counts
    if not outcome.remade and not counts.get("compared"):
        return [f"Run {run.id}: every entry stays as it was."]
    same = f"{counted(counts.get('unchanged', 0), 'other entry', 'other entries')} looked at and unchanged"
    lines = [f"Run {run.id}: {counted(len(outcome.remade), 'entry', 'entries')} made anew; {same}."]
    if outcome.remade:
        more = len(outcome.remade) - SHOWN
        shown = ", ".join(outcome.remade[:SHOWN]) + (f" and {more} more" if more > 0 else "")
        lines.append(wrapped(shown))
    if counts.get("compared"):
        states = ("pass", "warn", "fail", "pending")
        verdicts = ", ".join(f"{counts[state]} {state}" for state in states if counts.get(state))
        lines.append(f"  {counted(counts['compared'], 'comparison')} changed: {verdicts}")
    return lines


def _remade(table: Table, run: Run) -> list[str]:
    shipments = [name for number in range(1, run.chunks + 1) for name in runs.chunk(table, run.id, number)]
    return sorted(name for name, head in entries.heads(table, shipments).items() if head.run == run.id)


def _rejected(table: Table, delivery: Delivery) -> list[str]:
    partition = keys.rejected(delivery.sequence, 1)[0]
    pages = table.query(partition, prefix="REJECTED#") if delivery.rejected else ()
    return [_row(row) for page in pages for row in unpack(page.body)]


def _row(row: dict[str, Any]) -> str:
    return f"row {row['row_number']}: {'; '.join(row['problems'])}"
