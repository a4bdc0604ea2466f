"""Runs: one pass of generating and comparing, from its cause to its last chunk.

A run is planned (its shipments are put into chunks), then every chunk is generated, then compared. What a
stage made of a chunk is written once; a run is over when every chunk has been through both stages. Messages
only wake somebody up: what is done and what is not stands here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from chalicelib.store import audit, keys
from chalicelib.store.pages import canonical, in_pages, pack, unpack
from chalicelib.store.table import Absent, Change, Conflict, Delete, Equals, Put, Record, Spoiled, Table

PLANNING, RUNNING, DONE, FAILED = "planning", "running", "done", "failed"
GENERATE, COMPARE = "GENERATE", "COMPARE"
PLAN_DIGITS = 20
_LISTS = ("shipments", "invoices", "reported", "materials", "hts")


@dataclass(frozen=True, slots=True)
class Run:
    """A run: why it was started, what it covers, how far it has come."""

    id: str
    cause: str
    """`load`, `daily` or `manual`."""
    started: str
    """ISO, UTC."""
    dates: tuple[str, str] = ("", "")
    """The entry dates that it covers, inclusive, where it is not a delivery that says what it covers."""
    sequence: int = 0
    """The delivery that started it, if one did."""
    state: str = PLANNING
    chunks: int = 0
    plan: str = ""
    """What its chunks are filed under: two that plan it at once may cut differently, and one plan stands."""
    counts: dict[str, int] = field(default_factory=dict)
    """Once done: what the chunks came to, added up."""
    finished: str = ""
    nudges: int = 0
    """How often its unfinished chunks were called up again since the last of them was done."""
    looked: str = ""
    """When it was last seen whether it goes on, ISO, UTC."""
    left: int = 0
    """How many steps there were to go then."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a load changed, and so which entries have to be made anew."""

    shipments: list[str] = field(default_factory=list)
    """Shipments whose own rows changed."""
    invoices: list[str] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    """Shipments whose report changed: they are compared anew, not made anew."""
    materials: list[str] = field(default_factory=list)
    hts: list[str] = field(default_factory=list)
    everything: bool = False
    """Something changed that may concern any entry: a measure, an exchange rate."""


Dated = tuple[str, str]
"""A shipment: its entry date, and its name."""


def keep_scope(table: Table, run_id: str, scope: Scope) -> None:
    """Write what a run covers, before the run itself is recorded."""
    items = [[name, value] for name in _LISTS for value in getattr(scope, name)]
    items += [["everything", ""]] if scope.everything else []
    table.put_many(
        Record(*keys.run_scope(run_id, position), {"items": len(page)}, pack(page))
        for position, page in enumerate(in_pages(items), start=1)
    )


def scope_of(table: Table, run_id: str) -> Scope:
    """What a run covers."""
    found: dict[str, list[str]] = {name: [] for name in (*_LISTS, "everything")}
    for record in table.query(keys.run(run_id)[0], prefix="SCOPE#"):
        for name, value in unpack(record.body):
            found[name].append(value)
    everything = bool(found.pop("everything"))
    return Scope(**found, everything=everything)


def start(run: Run) -> list[Change]:
    """The changes that record a new run."""
    return [Put(_record(run), (Absent(),)), Put(_waiting(run))]


def told_of_start(run: Run) -> audit.Event:
    """The event that tells of a run that the pipeline starts."""
    dates = {"from": run.dates[0], "to": run.dates[1]} if run.dates[0] else {"delivery": run.sequence}
    return audit.Event(
        run.started, audit.PIPELINE, "run started", f"run {run.id}", {"cause": run.cause, **dates}
    )


def told_of_end(over: Run) -> audit.Event:
    """The event that tells of the end of a run."""
    action = "run finished" if over.state == DONE else "run failed"
    facts = {"cause": over.cause, "chunks": over.chunks, "counts": over.counts}
    return audit.Event(over.finished, audit.PIPELINE, action, f"run {over.id}", facts)


def find(table: Table, run_id: str) -> Run | None:
    """A run by its id."""
    record = table.get(*keys.run(run_id))
    return _run(record) if record else None


def plan(table: Table, run: Run, chunks: Sequence[Sequence[str]]) -> Run:
    """Write a run's chunks and set it running. A run that was planned before stays as it was planned."""
    name = sha256(canonical([list(chunk) for chunk in chunks])).hexdigest()[:PLAN_DIGITS]
    table.put_many(
        Record(*keys.run_chunk(run.id, name, number), {"shipments": len(chunk)}, pack(list(chunk)))
        for number, chunk in enumerate(chunks, start=1)
    )
    planned = replace(run, state=RUNNING, chunks=len(chunks), plan=name)
    try:
        table.put(_record(planned), Equals("state", PLANNING))
    except Conflict:
        found = find(table, run.id)
        assert found is not None, "a run is never deleted"
        return found
    return planned


def chunk(table: Table, run_id: str, number: int) -> list[str]:
    """The shipments of a chunk. Raises `Spoiled` where there is none."""
    run = find(table, run_id)
    record = table.get(*keys.run_chunk(run_id, run.plan, number)) if run else None
    if record is None:
        raise Spoiled(f"chunk {number} of run {run_id} is not stored; it must not pass for an empty one")
    shipments: list[str] = unpack(record.body)
    return shipments


def done(run_id: str, stage: str, number: int, counts: Mapping[str, Any], named: Iterable[Dated] = ()) -> Put:
    """The change that records what a stage made of a chunk; the first record stands.

    `named`: the shipments that need a person: held ones by generating, differing ones by comparing.
    """
    data = {"counts": dict(counts), "named": [list(one) for one in sorted(named)]}
    return Put(Record(*keys.run_done(run_id, stage, number), data), (Absent(),))


def is_done(table: Table, run_id: str, stage: str, number: int) -> bool:
    """Whether a chunk has been through a stage."""
    return table.get(*keys.run_done(run_id, stage, number)) is not None


def open_chunks(table: Table, run: Run) -> list[tuple[str, int]]:
    """The stage that each unfinished chunk of a planned run waits for."""
    generated, compared = (_done_numbers(table, run.id, stage) for stage in (GENERATE, COMPARE))
    return [
        (COMPARE if number in generated else GENERATE, number)
        for number in range(1, run.chunks + 1)
        if number not in compared
    ]


def totals(table: Table, run_id: str) -> dict[str, int]:
    """What all chunks of a run came to, added up."""
    counts: Counter[str] = Counter()
    for record in table.query(keys.run(run_id)[0], prefix="DONE#"):
        counts.update({name: int(value) for name, value in record.data["counts"].items()})
    return dict(sorted(counts.items()))


def steps_left(table: Table, run: Run) -> int:
    """How many times a chunk of a run has still to go through a stage."""
    return sum(2 if stage == GENERATE else 1 for stage, _ in open_chunks(table, run))


def look_at(table: Table, run: Run, left: int, at: str) -> Run:
    """Note how many steps a run has to go, and count that it is called up again; one that has gone on since
    it was looked at last is not, and its count begins anew.

    Raises `Conflict` if somebody else looked at it.
    """
    nudges = 0 if goes_on(run, left) else run.nudges + 1
    seen = replace(run, nudges=nudges, looked=at, left=left)
    table.put(_record(seen), Equals("state", run.state), Equals("looked", run.looked))
    return seen


def goes_on(run: Run, left: int) -> bool:
    """Whether a run has fewer steps to go than when it was looked at last."""
    return left < run.left


def finish(run: Run, state: str, counts: dict[str, int], at: str) -> tuple[Run, list[Change]]:
    """A run that is over, and the changes that record it; they fail if it was finished before."""
    over = replace(run, state=state, counts=counts, finished=at)
    return over, [Put(_record(over), (Equals("state", run.state),)), Delete(*keys.waiting("RUN", run.id))]


def unfinished(table: Table) -> Iterator[Run]:
    """Runs that are not over."""
    for record in table.query(keys.waiting_partition("RUN")):
        run = find(table, record.sk)
        if run is not None:
            yield run


def of_month(table: Table, month: str, limit: int) -> list[Run]:
    """The latest runs of a month, newest first; for showing, not for deciding."""
    return [_run(record) for record in table.query_index(keys.runs_of(month), backwards=True, limit=limit)]


def _done_numbers(table: Table, run_id: str, stage: str) -> set[int]:
    prefix = keys.run_done(run_id, stage, 0)[1].rpartition("#")[0]
    found = table.query(keys.run(run_id)[0], prefix=f"{prefix}#")
    return {int(record.sk.rpartition("#")[2]) for record in found}


def _waiting(run: Run) -> Record:
    return Record(*keys.waiting("RUN", run.id), {"since": run.started})


def _record(run: Run) -> Record:
    data = {name: getattr(run, name) for name in Run.__slots__} | {"dates": list(run.dates)}
    return Record(*keys.run(run.id), data, gsi1pk=keys.runs_of(run.started[:7]), gsi1sk=run.started + run.id)


def _run(record: Record) -> Run:
    data = dict(record.data)
    data |= {name: int(data[name]) for name in ("sequence", "chunks", "nudges", "left")}
    data["dates"] = tuple(data["dates"])
    data["counts"] = {name: int(value) for name, value in data["counts"].items()}
    return Run(**data)
