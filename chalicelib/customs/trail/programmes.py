"""Why a programme gave the heading it gave: the row that won, and every row above it (R3.01 to R3.05).

The engine's resolver is asked again, row by row, so that the telling cannot differ from the doing. What is
told of a kind of article (a profile) as of an epoch is remembered: it is the same for every line.
"""

from typing import Any, NamedTuple

from chalicelib.customs.articles import Article, Profile
from chalicelib.customs.codes import dotted
from chalicelib.customs.conditions import Clause
from chalicelib.customs.measures import CompiledMeasure, Resolver, applies_to_part
from chalicelib.customs.trail.clauses import ARTICLE_CLAUSES, answer, asked, has, needs, outcome, part_words
from chalicelib.customs.trail.coverage import Coverage, grouped
from chalicelib.customs.trail.figures import demand, period, row_ranges, rows_named
from chalicelib.customs.trail.provenance import Provenance


class Verdict(NamedTuple):
    """What became of one row that covers the HTS number, origin and date."""

    row: CompiledMeasure
    covers_part: bool
    held: tuple[Clause, ...]
    failed: Clause | None
    """The first clause that did not hold."""

    @property
    def wins(self) -> bool:
        """Whether this row decides its programme."""
        return self.covers_part and self.failed is None


class Programme(NamedTuple):
    """How one programme came out for one profile, told."""

    name: str
    verdicts: tuple[Verdict, ...]
    asked: tuple[str, ...]
    """Programmes that its clauses asked."""
    told: dict[str, Any]
    """The telling, but for what each article answers."""

    @property
    def winner(self) -> CompiledMeasure | None:
        """The row that decided the programme."""
        return self.verdicts[-1].row if self.verdicts and self.verdicts[-1].wins else None

    @property
    def decided_by(self) -> tuple[tuple[int, str], ...]:
        """Equal where the same rows won and lost for the same reasons."""
        return tuple((id(one.row), one.failed.text if one.failed else "") for one in self.verdicts)


def judge(resolver: Resolver, row: CompiledMeasure) -> Verdict:
    """Ask the resolver what becomes of a row: its basis first, then clause by clause."""
    if not applies_to_part(row.measure, resolver.part):
        return Verdict(row, False, (), None)
    for place, clause in enumerate(row.clauses):
        holds = resolver.holds(clause)
        demand(isinstance(holds, bool), f"answer to {clause.text}")
        if not holds:
            return Verdict(row, True, row.clauses[:place], clause)
    return Verdict(row, True, row.clauses, None)


class Teller:
    """Tells how a programme came out, for one resolver: one part of one kind of article as of a date."""

    def __init__(self, coverage: Coverage, provenance: Provenance, profile: Profile, day: str) -> None:
        self._coverage = coverage
        self._provenance = provenance
        self._profile = profile
        self._day = day

    def tell(self, program: str, resolver: Resolver, rows: tuple[CompiledMeasure, ...]) -> Programme:
        """How a programme came out; `rows` are those that cover, in the order of the file."""
        verdicts: list[Verdict] = []
        for row in rows:
            verdicts.append(judge(resolver, row))
            if verdicts[-1].wins:
                break
        names = [name for one in verdicts for name in _asked(one, resolver)]
        settled = resolver.settle(program)
        programme = Programme(program, tuple(verdicts), tuple(dict.fromkeys(names)), {})
        demand(programme.winner is settled.winner, f"heading under {program}")
        programme.told.update(self._told(program, rows, verdicts, resolver))
        return programme

    def _told(
        self, program: str, rows: tuple[CompiledMeasure, ...], verdicts: list[Verdict], resolver: Resolver
    ) -> dict[str, Any]:
        profile = self._profile
        reasons = self._coverage.outside(program, profile.hts, profile.origin, self._day)
        of_program = self._coverage.rows.get(program, [])
        covering = [row for row in of_program if id(row) not in reasons]
        demand(covering == list(rows), f"rows of programme {program}")
        won = verdicts[-1] if verdicts and verdicts[-1].wins else None
        last = _place(won, of_program)
        told: dict[str, Any] = {"result": outcome(resolver.settle(program)), "winner": None}
        if won is not None:
            told["winner"] = self._winner(won, resolver)
        told["lost"] = [self._lost(one, resolver) for one in verdicts if one is not won]
        told["not_covering"] = grouped([row for row in of_program[:last] if id(row) in reasons], reasons)
        told["not_asked"] = row_ranges(row.measure.number for row in of_program[last + 1 :])
        numbers = [row.measure.number for row in of_program]
        told["why"] = _why(program, won, verdicts, numbers)
        return told

    def _winner(self, won: Verdict, resolver: Resolver) -> dict[str, Any]:
        measure = won.row.measure
        covering = next(prefix for prefix in measure.scope if self._profile.hts.startswith(prefix))
        origins = "every origin" if not measure.origins else f"origin {self._profile.origin}"
        scope = f"HTS {dotted(covering)}" if covering else "every HTS number"
        return {
            **_row(won.row),
            "cap": measure.cap_text,
            "except": "|".join(map(dotted, measure.except_scope)),
            "period": period(measure.effective_from, measure.effective_to),
            "source": measure.source,
            "version": self._provenance.version(measure),
            "why": [
                f"covers {scope}, {origins}",
                *(why for clause in won.held for why in _told_clause(clause, resolver)),
            ],
        }

    def _lost(self, lost: Verdict, resolver: Resolver) -> dict[str, Any]:
        if lost.failed is None:
            basis, part = part_words(lost.row.measure.basis), part_words(resolver.part)
            return {
                **_row(lost.row),
                "why": [f"is on the {basis} part only", f"this line is the {part} part"],
            }
        return {**_row(lost.row), "why": _told_clause(lost.failed, resolver)}


def _place(won: Verdict | None, rows: list[CompiledMeasure]) -> int:
    """Where the row that won stands among a programme's rows; behind the last where none did."""
    return len(rows) if won is None else next(at for at, row in enumerate(rows) if row is won.row)


def _told_clause(clause: Clause, resolver: Resolver) -> list[str]:
    return [needs(clause), *([] if clause.kind in ARTICLE_CLAUSES else [has(clause, resolver)])]


def _row(row: CompiledMeasure) -> dict[str, Any]:
    measure = row.measure
    return {
        "row": str(measure.number),
        "heading": measure.heading,
        "rate": row.rate_text,
        "basis": measure.basis,
        "condition": measure.condition,
    }


def _asked(verdict: Verdict, resolver: Resolver) -> list[str]:
    clauses = [*verdict.held, *([verdict.failed] if verdict.failed else [])]
    return [name for clause in clauses for name in asked(clause, resolver)]


def _why(program: str, won: Verdict | None, verdicts: list[Verdict], numbers: list[int]) -> str:
    if won is not None:
        number = won.row.measure.number
        if won.row.measure.heading:
            return f"Row {number} is the first that matches."
        return f"Row {number} is the first that matches and has no heading: nothing is reported."
    if not numbers:
        return f"No row of HTS Tariff.csv is of programme {program}."
    if not verdicts:
        return f"None of its {rows_named(numbers)} covers this HTS number from this origin on this date."
    return "No row that covers this HTS number, origin and date applies to this line."


def with_answers(programme: Programme, articles: list[Article]) -> dict[str, Any]:
    """The telling with what each article answered to the clauses on articles."""
    told = programme.told
    lost = [one for one in programme.verdicts if not one.wins]
    if not any(_article_clauses(one) for one in programme.verdicts):
        return told
    told = {
        **told,
        "lost": [_answered(row, one, articles) for row, one in zip(told["lost"], lost, strict=True)],
    }
    if told["winner"] is not None:
        told["winner"] = _answered(told["winner"], programme.verdicts[-1], articles)
    return told


def _article_clauses(verdict: Verdict) -> list[Clause]:
    clauses = verdict.held if verdict.failed is None else (verdict.failed,)
    return [clause for clause in clauses if clause.kind in ARTICLE_CLAUSES]


def _answered(row: dict[str, Any], verdict: Verdict, articles: list[Article]) -> dict[str, Any]:
    clauses = _article_clauses(verdict)
    if not clauses:
        return row
    answers = [
        {"clause": clause.text, **answer(clause, article)} for clause in clauses for article in articles
    ]
    return {**row, "articles": answers}
