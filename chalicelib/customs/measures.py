"""Tariff measures: one table, one rule (R3.01 to R3.05).

Nothing here knows any programme. A measure is a row: what it covers (HTS prefixes, origins, dates), on what
conditions, and the Chapter 99 heading and rate it gives. Within a programme the first row that matches wins;
the programmes stand on the line in the order that the sequence table gives for the entry date.

Coverage does not depend on the article, so it is looked up once per HTS number, origin and epoch through an
index of prefixes. The conditions are then settled per kind of article.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from chalicelib.customs.conditions import METALS, Clause, parse
from chalicelib.customs.epochs import LAST_DAY
from chalicelib.customs.errors import Fault, InputErrors
from chalicelib.customs.rows import Measure

THRESHOLD_SCALE = 100
"""Thresholds are millionths, duty rates hundred-millionths."""


class CompiledMeasure(NamedTuple):
    """A measure with its condition read and its rate as it is applied: basis `none` is 0 whatever the row
    says."""

    measure: Measure
    clauses: tuple[Clause, ...]
    rate: int
    """Millionths. Where there is a cap, the cap alone decides the duty."""
    cap: int
    """Millionths of the value that column 1 and this heading come to together; 0: not capped."""
    rate_text: str
    """As a line shows it: `0.25`, `0`, or `cap 0.10`."""

    key: tuple[str, int, int]
    """What makes two stacked headings the same: heading, rate and cap as numbers (R2.06)."""
    order: str
    """The key as text that sorts alike."""


MetalClause = tuple[int, tuple[str, ...]]
"""Threshold in millionths, and the metals whose weights are added up."""


class Facts(NamedTuple):
    """What conditions may ask of an article as of a date."""

    spi: str
    """`S` or `S+` where it counts, else empty."""
    claims: frozenset[str]
    column1: int | None
    """Ad valorem rate as applied, hundred-millionths; None for a specific or compound rate."""
    metal: Mapping[MetalClause, bool | frozenset[str]]
    """Whether each metal clause holds, or the findings that keep it from being answered."""


class Settlement(NamedTuple):
    """How a programme came out for a part: the row that won, if any, or the findings that keep it open."""

    winner: CompiledMeasure | None
    gaps: frozenset[str]


NOTHING = Settlement(None, frozenset())
Covering = Mapping[str, Sequence[CompiledMeasure]]


class MeasureTable:
    """All measures, compiled: condition read, indexed by HTS prefix, each in the order of the file."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self.rows = tuple(compile_measure(measure) for measure in measures)
        self._by_prefix: dict[str, list[int]] = {}
        for position, row in enumerate(self.rows):
            for prefix in row.measure.scope:
                self._by_prefix.setdefault(prefix, []).append(position)
        self._lengths = sorted({len(prefix) for prefix in self._by_prefix})
        self._by_hts: dict[str, tuple[CompiledMeasure, ...]] = {}
        self._in_force: dict[tuple[str, str], list[CompiledMeasure]] = {}
        self._metal_clauses: dict[str, tuple[MetalClause, ...]] = {}

    def of_hts(self, hts: str) -> tuple[CompiledMeasure, ...]:
        """The rows whose scope covers an HTS number (ten digits), in file order, whatever the date."""
        found = self._by_hts.get(hts)
        if found is None:
            positions: set[int] = set()
            for length in self._lengths:
                positions.update(self._by_prefix.get(hts[:length], ()))
            found = tuple(
                self.rows[position]
                for position in sorted(positions)
                if not hts.startswith(self.rows[position].measure.except_scope)
            )
            self._by_hts[hts] = found
        return found

    def covering(self, hts: str, origin: str, day: str) -> Covering:
        """The rows that cover an HTS number and origin on a day, by programme, in the order of the file."""
        in_force_then = self._in_force.get((hts, day))
        if in_force_then is None:
            in_force_then = self._in_force[hts, day] = [
                row
                for row in self.of_hts(hts)
                if (measure := row.measure).effective_from <= day <= (measure.effective_to or LAST_DAY)
            ]
        covering: dict[str, list[CompiledMeasure]] = {}
        for row in in_force_then:
            if covers_origin(row.measure.origins, origin):
                covering.setdefault(row.measure.program, []).append(row)
        return covering

    def metal_clauses(self, hts: str) -> tuple[MetalClause, ...]:
        """Every metal clause that a row covering this HTS number asks, whatever the origin and date."""
        found = self._metal_clauses.get(hts)
        if found is None:
            asked = {
                (clause.threshold, clause.words)
                for row in self.of_hts(hts)
                for clause in row.clauses
                if clause.kind == "metal"
            }
            found = self._metal_clauses[hts] = tuple(sorted(asked))
        return found


def compile_measure(measure: Measure) -> CompiledMeasure:
    """Read a measure's condition and settle the rate it applies: none, a cap, or a plain rate."""
    rate, cap, rate_text = measure.rate, measure.cap, measure.rate_text or "0"
    if measure.basis == "none":
        rate, cap, rate_text = 0, 0, "0"
    elif cap:
        rate_text = f"cap {measure.cap_text}"
    heading = measure.heading
    order = f"{heading}\1{rate:022d}{cap:022d}"
    return CompiledMeasure(
        measure, parse(measure.condition), rate, cap, rate_text, (heading, rate, cap), order
    )


def covers_origin(origins: frozenset[str], origin: str) -> bool:
    """Whether goods of an origin are covered; no origins at all stand for every one."""
    return not origins or origin in origins


def metals_in_force(covering: Covering) -> tuple[str, ...]:
    """The metals whose content measures are in force, in the order of the parts (R2.04)."""
    bases = {row.measure.basis for rows in covering.values() for row in rows}
    return tuple(metal for metal in METALS if metal in bases)


def applies_to_part(measure: Measure, part: str) -> bool:
    """Whether a measure's basis covers a part: a metal's measure covers that metal only (R3.02)."""
    return measure.basis in ("full", "none", part)


class Resolver:
    """Settles programmes for one part of one kind of article: first match wins, each programme once."""

    def __init__(self, covering: Covering, facts: Facts, part: str) -> None:
        self.facts = facts
        self.part = part
        self._covering = covering
        self._settled: dict[str, Settlement] = {}
        self._asking: list[str] = []

    def settle(self, program: str) -> Settlement:
        """How a programme comes out. Raises InputErrors where programmes ask each other in a circle."""
        settled = self._settled.get(program)
        if settled is None:
            if program in self._asking:
                raise InputErrors([self._circle(program)])
            self._asking.append(program)
            settled = self._settled[program] = self._first_match(self._covering.get(program, ()))
            self._asking.pop()
        return settled

    def stack(self, order: Sequence[str]) -> tuple[tuple[CompiledMeasure, ...], frozenset[str]]:
        """The headings on the line in reported order, and the findings of every programme that was asked."""
        winners = [self.settle(program).winner for program in order if program in self._covering]
        headings = tuple([row for row in winners if row is not None and row.measure.heading])
        return headings, frozenset[str]().union(*[settled.gaps for settled in self._settled.values()])

    def holds(self, clause: Clause) -> bool | frozenset[str]:
        """Whether a clause holds, or the findings that keep it from being answered."""
        facts, kind = self.facts, clause.kind
        if kind == "claim":
            return not facts.claims.isdisjoint(clause.words)
        if kind == "spi":
            return facts.spi in clause.words
        if kind == "part":
            return self.part in clause.words
        if kind == "col1":
            return facts.column1 is not None and facts.column1 >= clause.threshold * THRESHOLD_SCALE
        if kind == "metal":
            return facts.metal[clause.threshold, clause.words]
        return self._is_subject_to(clause.words)

    def _first_match(self, rows: Iterable[CompiledMeasure]) -> Settlement:
        for row in rows:
            if not applies_to_part(row.measure, self.part):
                continue
            for clause in row.clauses:
                holds = self.holds(clause)
                if holds is True:
                    continue
                if holds is False:
                    break
                return Settlement(None, holds)
            else:
                return Settlement(row, frozenset())
        return NOTHING

    def _is_subject_to(self, programs: Sequence[str]) -> bool | frozenset[str]:
        gaps: frozenset[str] = frozenset()
        for program in programs:
            winner, open_findings = self.settle(program)
            if winner is not None and winner.measure.heading and (winner.rate or winner.cap):
                return True
            gaps |= open_findings
        return gaps or False

    def _circle(self, program: str) -> Fault:
        path = " > ".join([*self._asking[self._asking.index(program) :], program])
        return Fault(
            "HTS Tariff.csv",
            None,
            "Condition",
            path,
            "has programmes whose subject_to clauses ask each other in a circle",
            "Take one of these subject_to clauses out, so that some programme can be settled first.",
        )
