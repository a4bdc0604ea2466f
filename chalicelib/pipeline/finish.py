"""Ends a run: adds up what its chunks came to, and tells people once."""

from collections.abc import Sequence

from chalicelib.customs.wording import counted
from chalicelib.pipeline.alerts import INFORMATION, WARNING, Alert, alert_message
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.ports import Ports
from chalicelib.store import audit, outbox, runs
from chalicelib.store.run_chunks import Chunk, chunks_of
from chalicelib.store.runs import Dated, Run
from chalicelib.store.table import Change, Conflict

MOST_SHIPMENTS, MOST_DATES = 10, 31
"""How many shipments an alert names, and of how many entry dates it says so to programs."""


def finish_if_over(ports: Ports, run: Run) -> Run:
    """End a run whose chunks are all generated and compared; any other goes on as it is."""
    if run.state != runs.RUNNING or runs.open_chunks(ports.table, run):
        return run
    return end(ports, run, runs.DONE)


def end(ports: Ports, run: Run, state: str) -> Run:
    """Record the end of a run and put what is to be told of it into the outbox, in one transaction."""
    over, changes = runs.finish(run, state, runs.totals(ports.table, run.id), ports.stamp())
    chunks = list(chunks_of(ports.table, run))
    told: list[Change] = [outbox.write(alert_message(alert)) for alert in _alerts(over, chunks)]
    try:
        audit.transact(ports.table, [*changes, *told], runs.told_of_end(over))
    except Conflict:
        return runs.find(ports.table, run.id) or run
    dispatch(ports)
    return over


def _alerts(run: Run, chunks: Sequence[Chunk]) -> list[Alert]:
    """One alert of the run, and one for all its new material discrepancies; none where nothing happened."""
    counts = run.counts
    alerts = []
    if run.state == runs.FAILED:
        alerts.append(_failed(run))
    elif any(counts.get(name) for name in ("generated", "needs_input", "compared")):
        alerts.append(_summary(run, [one for chunk in chunks for one in chunk.held]))
    if counts.get("newly_material"):
        alerts.append(_discrepancies(run, [one for chunk in chunks for one in chunk.differing]))
    return alerts


def _summary(run: Run, lacking: Sequence[Dated]) -> Alert:
    counts = run.counts
    held = counts.get("needs_input", 0)
    made = counted(counts.get("generated", 0), "entry made anew", "entries made anew")
    stay = counted(counts.get("unchanged", 0), "entry stays as it was", "entries stay as they were")
    compared = counted(counts.get("compared", 0), "comparison changed", "comparisons changed")
    return Alert(
        f"run-{run.id}",
        "run",
        WARNING if held else INFORMATION,
        f"Run {run.id}: {made}, {held} held",
        f"{stay}. {compared}: {counts.get('fail', 0)} fail, {counts.get('warn', 0)} to review, "
        f"{counts.get('pass', 0)} pass, {counts.get('pending', 0)} pending.{_places('Held', lacking)}",
        {**counts, "dates": _dates(lacking)},
    )


def _discrepancies(run: Run, differing: Sequence[Dated]) -> Alert:
    entries = run.counts["newly_material"]
    differ = counted(entries, "entry differs", "entries differ")
    return Alert(
        f"discrepancies-{run.id}",
        "discrepancies",
        WARNING,
        f"{differ} materially from what SAP reports",
        f"Run {run.id} found that, new or otherwise than before. The comparison report says of each what "
        f"differs, what it costs and what to do.{_places('Shipments', differing)}",
        {"entries": entries, "findings": run.counts.get("material", 0), "dates": _dates(differing)},
    )


def _dates(named: Sequence[Dated]) -> list[str]:
    """The entry dates of shipments, the newest first."""
    return sorted({date for date, _ in named}, reverse=True)[:MOST_DATES]


def _places(word: str, named: Sequence[Dated]) -> str:
    """A sentence of the shipments by entry date, the newest first, as many as one would read in a message."""
    newest = sorted(named, reverse=True)
    told = ", ".join(f"{shipment} ({date})" for date, shipment in newest[:MOST_SHIPMENTS])
    more = f" and {len(newest) - MOST_SHIPMENTS} more" if len(newest) > MOST_SHIPMENTS else ""
    return f" {word}: {told}{more}." if told else ""


def _failed(run: Run) -> Alert:
    return Alert(
        f"run-{run.id}",
        "failure",
        WARNING,
        f"Run {run.id} could not be finished",
        f"Some of its {run.chunks} chunks failed again and again; the dead-letter queues hold their messages "
        "and the functions' logs say why. What was generated before stays in use.",
        dict(run.counts),
    )
