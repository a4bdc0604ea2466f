"""Ends a run: adds up what its chunks came to, and tells people once."""

from chalicelib.pipeline.alerts import INFORMATION, WARNING, Alert, alert_message
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.ports import Ports
from chalicelib.store import audit, outbox, runs
from chalicelib.store.runs import Run
from chalicelib.store.table import Change, Conflict


def finish_if_over(ports: Ports, run: Run) -> Run:
    """End a run whose chunks are all generated and compared; any other goes on as it is."""
    if run.state != runs.RUNNING or runs.open_chunks(ports.table, run):
        return run
    return end(ports, run, runs.DONE)


def end(ports: Ports, run: Run, state: str) -> Run:
    """Record the end of a run and put what is to be told of it into the outbox, in one transaction."""
    over, changes = runs.finish(run, state, runs.totals(ports.table, run.id), ports.stamp())
    told: list[Change] = [outbox.write(alert_message(alert)) for alert in _alerts(over)]
    try:
        audit.transact(ports.table, [*changes, *told], runs.told_of_end(over))
    except Conflict:
        return runs.find(ports.table, run.id) or run
    dispatch(ports)
    return over


def _alerts(run: Run) -> list[Alert]:
    """One alert of the run, and one for all its new material discrepancies; none where nothing happened."""
    counts = run.counts
    alerts = []
    if run.state == runs.FAILED:
        alerts.append(_failed(run))
    elif any(counts.get(name) for name in ("generated", "needs_input", "compared")):
        alerts.append(_summary(run))
    if counts.get("newly_material"):
        alerts.append(_discrepancies(run))
    return alerts


def _summary(run: Run) -> Alert:
    counts = run.counts
    held = counts.get("needs_input", 0)
    return Alert(
        f"run-{run.id}",
        "run",
        WARNING if held else INFORMATION,
        f"Run {run.id}: {counts.get('generated', 0)} entries made anew, {held} held",
        f"{counts.get('unchanged', 0)} entries stay as they were. {counts.get('compared', 0)} comparisons "
        f"changed: {counts.get('fail', 0)} fail, {counts.get('warn', 0)} to review, "
        f"{counts.get('pass', 0)} pass, {counts.get('pending', 0)} pending.",
        dict(counts),
    )


def _discrepancies(run: Run) -> Alert:
    entries = run.counts["newly_material"]
    return Alert(
        f"discrepancies-{run.id}",
        "discrepancies",
        WARNING,
        f"{entries} entries differ materially from what SAP reports",
        f"Run {run.id} found them new or changed. The comparison report says of each what differs, what it "
        "costs and what to do.",
        {"entries": entries, "findings": run.counts.get("material", 0)},
    )


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
