"""Looks at a file as loading it would, and writes nothing: what would be lost, what would change, which
entries that concerns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from chalicelib.customs.wording import counted
from chalicelib.data_sets import REFERENCE, spoken
from chalicelib.etl.data_sets import DATA_SETS
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.etl.history import OLDER_ROWS
from chalicelib.etl.history import changes as odd_changes
from chalicelib.etl.limits import DEFAULT_LIMITS
from chalicelib.etl.quality import Shrinking, Verdict
from chalicelib.etl.results import QualityIssue, RejectedRow, Transformed
from chalicelib.feeds.catalogue import data_sets_of
from chalicelib.pipeline import examine, file_limits
from chalicelib.pipeline.affected import concerned_entries
from chalicelib.pipeline.changes import Change, find_changes, scope_of
from chalicelib.pipeline.crossings import crossing_issues
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.problems import CONFIRM, CORRECT, LOOK, Problems, for_people
from chalicelib.pipeline.shortening import shortened
from chalicelib.store.datasets import Pins, Rows, by_unit, read_pins, read_snapshot, read_unit
from chalicelib.store.pages import canonical, pack
from chalicelib.store.runs import Scope
from chalicelib.store.table import Table

TRIES = 3
MOST_SAMPLES = 20
MOST_CELL = 200
MOST_FINDINGS = 200_000
"""Packed bytes of problems and samples: they are kept in the upload's own record."""
NOTHING: Mapping[str, Any] = {"rows": 0, "rejected": 0, "withheld": 0, "changed": {}}


@dataclass(frozen=True, slots=True)
class Preview:
    """What loading a file would do."""

    revision: int
    """The revision of the visible data that it was compared with."""
    counts: Mapping[str, Any] = field(default_factory=lambda: dict(NOTHING))
    affected_entries: int = 0
    held_entries: int = 0
    """Those that would be held, since they name what would not be there any more."""
    digest: str = ""
    """SHA-256 over all that changes, before and after."""
    problem: str = ""
    """Why it would be refused; empty if it would not."""
    shrinks: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By set that only a person may want, since far fewer rows are `taken` of the file than were there
    `before`; and its rows `after`, with those that stay because a rejected row may be about them."""
    findings: bytes = b""
    """Problems and samples, packed."""
    lost: Sequence[RejectedRow] = ()


class Difference(NamedTuple):
    """What changes in a data set, unit by unit; no rows: the unit is not there."""

    set: str
    before: Mapping[str, Rows]
    change: Change
    units: int
    """The units that there are afterwards; of traffic, those that were delivered."""

    def of_kind(self, kind: str) -> list[str]:
        """The units that are `removed`, `changed` or `added`."""
        return [unit for unit in self.change.units if self._kind(unit) == kind]

    def counts(self) -> dict[str, int]:
        """How many units are what."""
        counts = {kind: len(self.of_kind(kind)) for kind in ("added", "changed", "removed")}
        return counts | {"unchanged": self.units - counts["added"] - counts["changed"]}

    def _kind(self, unit: str) -> str:
        if not self.before.get(unit):
            return "added"
        return "changed" if self.change.units[unit] else "removed"


def look(ports: Ports, source: str, body: bytes) -> Preview:
    """What loading a file of a source would do, as of now."""
    if too_long := file_limits.too_many_lines(body):
        return Preview(read_pins(ports.table).revision, problem=too_long)
    try:
        made = examine.read(ports, source, [(source, body)])
    except DeliveryRefused as refused:
        return _unreadable(refused, read_pins(ports.table).revision)
    for _ in range(TRIES):
        pins = read_pins(ports.table)
        preview = _compared(ports, made, pins)
        # A delivery that was loaded meanwhile may have been seen before it was visible.
        if read_pins(ports.table).edition == pins.edition:
            break
    return preview


def findings_of(problems: Sequence[Mapping[str, Any]], samples: Sequence[Mapping[str, Any]]) -> bytes:
    """Problems and as many samples as there is room for, packed."""
    shown = list(samples)
    while len(packed := pack({"problems": list(problems), "sample": shown})) > MOST_FINDINGS:
        shown.pop()
    return packed


def _unreadable(refused: DeliveryRefused, revision: int) -> Preview:
    problems = Problems()
    problems.add_faults(refused.faults)
    first, *more = refused.faults
    problem = str(first._replace(remedy=for_people(first.remedy)))
    problem += f" And {counted(len(more), 'more fault')}." if more else ""
    findings = findings_of(problems.documents(), [])
    return Preview(revision, problem=shortened(problem), findings=findings)


def _compared(ports: Ports, made: Transformed, pins: Pins) -> Preview:
    sets = data_sets_of(made.source)
    problems = Problems()
    verdict, too_small = _assessed(ports, made, sets, pins)
    for reason in verdict.reasons:
        problems.add(reason, CORRECT)
    problems.add_rejected(made.rejected)
    problems.add_withheld(made.withheld)
    problems.add_issues(made.issues)
    changes = {}
    if verdict.accepted:
        changes = find_changes(ports.table, made.sets, pins, made.doubtful, made.unattributed)
    too_much = file_limits.not_kept(changes)
    if too_much:
        problems.add(too_much, CORRECT)
    differences = [_difference(ports.table, name, changes[name], made, pins) for name in changes]
    for found in differences:
        if found.change.differs and not found.change.units:
            problems.add(f"{spoken(found.set)}: the rows are those there are, in another order", LOOK)
    shrinks = {name: {**rows._asdict(), "after": len(changes[name].rows)} for name, rows in too_small.items()}
    for name, rows in shrinks.items():
        problems.add(_told_of_shrinking(name, **rows), CONFIRM)
    problems.add_issues(chain.from_iterable(map(_older, differences)))
    problems.add_issues(crossing_issues(ports.table, pins, changes))
    return Preview(
        pins.revision,
        _counts(made, differences),
        *concerned_entries(ports.table, scope_of(changes), _going_away(ports.table, pins, differences)),
        _digest(differences),
        shortened("\n".join(verdict.reasons) or too_much),
        shrinks,
        findings_of(problems.documents(), _samples(differences)),
        [*made.rejected, *made.withheld],
    )


def _assessed(
    ports: Ports, made: Transformed, sets: Sequence[str], pins: Pins
) -> tuple[Verdict, Mapping[str, Shrinking]]:
    """The verdict, and the sets for which it is good only because a person may want so few rows."""
    verdict = examine.assess(ports, made, sets, pins)
    if verdict.accepted:
        return verdict, {}
    if_wanted = examine.assess(ports, made, sets, pins, may_shrink=True)
    return (if_wanted, verdict.shrinks) if if_wanted.accepted else (verdict, {})


def _told_of_shrinking(name: str, before: int, taken: int, after: int) -> str:
    staying = counted(after - taken, "other stays", "others stay") if after > taken else "no other stays"
    return (
        f"{spoken(name)}: {counted(taken, 'row is', 'rows are')} taken where there are {before:,}, below the "
        f"limit of {DEFAULT_LIMITS.smallest_percent} %; {staying}, so that {after:,} are left"
    )


def _going_away(table: Table, pins: Pins, differences: Sequence[Difference]) -> Scope | None:
    """What no entry that names it can be made without and would not be there any more; None: nothing.

    Packaging needs neither weight nor HTS number.
    """
    gone = {found.set: found.of_kind("removed") for found in differences}
    materials = {*gone.get("product_master", []), *gone.get("product_weights", [])}
    if materials:
        packaging = read_snapshot(table, "packaging", pins)
        materials -= {row["Material"] for row in packaging if row["Is Packaging"] == "Y"}
    hts = gone.get("hts_rates", [])
    return Scope(materials=sorted(materials), hts=hts) if materials or hts else None


def _difference(table: Table, name: str, change: Change, made: Transformed, pins: Pins) -> Difference:
    if name in REFERENCE:
        before = by_unit(name, read_snapshot(table, name, pins))
        return Difference(name, before, change, len(by_unit(name, change.rows)))
    before = {unit: read_unit(table, name, unit, pins) for unit in change.units}
    return Difference(name, before, change, len(by_unit(name, made.sets[name])))


def _counts(made: Transformed, differences: Sequence[Difference]) -> dict[str, Any]:
    return {
        "rows": max(made.delivered.values()),
        "rejected": len(made.rejected),
        "withheld": len(made.withheld),
        "changed": {found.set: found.counts() for found in differences},
    }


def _digest(differences: Sequence[Difference]) -> str:
    digest = sha256()
    for found in differences:
        digest.update(canonical([found.set, found.change.differs]))
        for unit in sorted(found.change.units):
            digest.update(canonical([unit, found.before.get(unit, []), found.change.units[unit]]))
    return digest.hexdigest()


def _older(found: Difference) -> Iterator[QualityIssue]:
    """Of traffic: that the file is older than what it would take the place of."""
    if found.set in REFERENCE:
        return
    replaced = found.of_kind("changed")
    now = [row for unit in replaced for row in found.change.units[unit]]
    then = [row for unit in replaced for row in found.before[unit]]
    for issue in odd_changes({found.set: now}, {found.set: then}, DEFAULT_LIMITS):
        if issue.kind == OLDER_ROWS:
            yield issue


def _samples(differences: Sequence[Difference]) -> list[dict[str, Any]]:
    """One row of some units that change, before and after: of each set, and of each kind, some."""
    each = [
        [(found, unit) for unit in found.of_kind(kind)[:MOST_SAMPLES]]
        for kind in ("removed", "changed", "added")
        for found in differences
    ]
    picked = [pair for turn in zip_longest(*each) for pair in turn if pair]
    return [_sample(found, unit) for found, unit in picked[:MOST_SAMPLES]]


def _sample(found: Difference, unit: str) -> dict[str, Any]:
    before, after = _row_pair(found.set, found.before.get(unit, []), found.change.units[unit])
    row = after or before
    assert row is not None, "what changes has a row before or after"
    key = " + ".join(row[header] for header in DATA_SETS[found.set].key)
    return {"key": shortened(key, MOST_CELL), "before": _short(before), "after": _short(after)}


Row = dict[str, str]


def _row_pair(name: str, before: Rows, after: Rows) -> tuple[Row | None, Row | None]:
    """The first row of a unit that is different, as it was and as it would be."""
    were, are = ({frozenset(row.items()) for row in rows} for rows in (before, after))
    lost = [row for row in before if frozenset(row.items()) not in are]
    new = [row for row in after if frozenset(row.items()) not in were]
    if not lost and not new:  # the same rows in another order, or more often
        pairs = zip_longest(before, after)
        return next((then, now) for then, now in pairs if then != now)
    if not lost:
        return None, new[0]
    key = DATA_SETS[name].key
    same = (row for row in new if all(row[header] == lost[0][header] for header in key))
    return lost[0], next(same, None)


def _short(row: Row | None) -> Row | None:
    return {name: shortened(text, MOST_CELL) for name, text in row.items()} if row else None
