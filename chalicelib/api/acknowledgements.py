"""Acknowledging the findings of a comparison, and undoing it."""

from collections.abc import Mapping
from typing import Any

from chalicelib.api.compared import Shown, show
from chalicelib.api.parameters import IN_PATHS
from chalicelib.api.replies import Problem
from chalicelib.pipeline.ports import Ports
from chalicelib.store import acknowledgements, comparisons
from chalicelib.store.acknowledgements import Acknowledgement
from chalicelib.store.table import Conflict, Table

TRIES = 5


def acknowledge(
    ports: Ports, actor: str, identity: str, number: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Acknowledge a finding of the current comparison; said again by the same, nothing changes.

    `identity` and `number` as they stand in the path. Answers the comparison. Raises `Problem`.
    """
    made = Acknowledgement(actor, ports.stamp(), body["reason"])
    for _ in range(TRIES):
        shown, finding = _current(ports.table, identity, number)
        before = acknowledgements.find(ports.table, shown.stored.shipment, shown.fingerprints[finding])
        if before is None:
            try:
                acknowledgements.acknowledge(ports.table, *_about(shown, finding), made)
            except Conflict:
                continue
        elif (before.by, before.reason) != (made.by, made.reason):
            raise Problem(
                409,
                "Acknowledged already",
                f"{before.by} has acknowledged it at {before.at}: {before.reason}",
            )
        return shown.document(ports.table)
    raise Problem(409, "Changed meanwhile", "The comparison keeps changing: look at it again.")


def withdraw(ports: Ports, actor: str, identity: str, number: str) -> dict[str, Any]:
    """Undo the acknowledgement of a finding of the current comparison; if there is none, nothing changes.

    Answers the comparison. Raises `Problem`.
    """
    for _ in range(TRIES):
        shown, finding = _current(ports.table, identity, number)
        before = acknowledgements.find(ports.table, shown.stored.shipment, shown.fingerprints[finding])
        if before is not None:
            undone = Acknowledgement(
                actor, ports.stamp(), f"withdrawn; {before.by} had said: {before.reason}"
            )
            try:
                acknowledgements.withdraw(ports.table, *_about(shown, finding), before, undone)
            except Conflict:
                continue
        return shown.document(ports.table)
    raise Problem(409, "Changed meanwhile", "The comparison keeps changing: look at it again.")


def _current(table: Table, identity: str, number: str) -> tuple[Shown, int]:
    """The comparison, which has to be current, and the position of the finding in it."""
    shown = show(table, identity)
    at = IN_PATHS["n"].read("n", number)
    if at > len(shown.findings):
        raise Problem(404, "No such finding", f"The comparison {shown.stored.id} has no finding {at}.")
    current = comparisons.head(table, shown.stored.shipment)
    if current is None or current.version != shown.stored.version:
        newer = current.id if current else ""
        raise Problem(409, "Not current", f"There is a newer comparison, {newer}: look at that one.")
    return shown, at - 1


def _about(shown: Shown, finding: int) -> tuple[comparisons.StoredComparison, str, Mapping[str, Any]]:
    return shown.stored, shown.fingerprints[finding], shown.findings[finding]
