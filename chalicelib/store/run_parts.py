"""How far a stage came with a chunk of a run when its time ran out: the next invocation goes on there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.store import keys
from chalicelib.store.table import Absent, Below, Check, Put, Record, Table

KEPT_FOR = 30 * 86_400
"""Seconds for which it is remembered: by then the run is over, or was given up."""


@dataclass(frozen=True, slots=True)
class Part:
    """The shipments at the beginning of a chunk that are through a stage, and what they came to, counted."""

    shipments: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


def find(table: Table, run_id: str, stage: str, chunk: int) -> Part:
    """How far a stage came with a chunk; with one that nobody had to leave, nowhere."""
    record = table.get(*keys.run_part(run_id, stage, chunk))
    if record is None:
        return Part()
    counts = {name: int(value) for name, value in record.data["counts"].items()}
    return Part(int(record.data["shipments"]), counts)


def still_open(run_id: str, stage: str, chunk: int) -> Check:
    """The change that only checks that nobody has counted yet what a stage makes of a chunk."""
    return Check(*keys.run_done(run_id, stage, chunk), (Absent(),))


def reached(run_id: str, stage: str, chunk: int, part: Part, now: int) -> Put:
    """The change that notes how far a stage came; it fails where somebody else came as far or further."""
    record = Record(
        *keys.run_part(run_id, stage, chunk),
        {"shipments": part.shipments, "counts": dict(part.counts)},
        expires_at=now + KEPT_FOR,
    )
    return Put(record, (Below("shipments", part.shipments),))
