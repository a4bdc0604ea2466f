"""The tariff stack of a line, told programme by programme (R2.05, R3.01 to R3.05).

Several materials may share a line. They are told together where the same rows won and lost for the same
reasons, which is nearly always; each answers for itself where a condition asks for its claims or its metal.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from chalicelib.customs.articles import Article, Profile
from chalicelib.customs.entries import Treatment
from chalicelib.customs.measures import CompiledMeasure, Resolver
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import SequenceOrder
from chalicelib.customs.situations import Situation
from chalicelib.customs.trail.coverage import Coverage
from chalicelib.customs.trail.figures import demand, period, row_ranges
from chalicelib.customs.trail.programmes import Programme, Teller, with_answers
from chalicelib.customs.trail.provenance import Provenance


class ProfileStack(NamedTuple):
    """Every programme that was settled for a part of a kind of article: in the order, or asked."""

    programmes: dict[str, Programme]
    winners: tuple[CompiledMeasure, ...]
    """The rows that gave the headings of the line, in reported order."""


class TariffTrails:
    """Tells tariff stacks; what it has told of a profile, epoch and part it remembers."""

    def __init__(self, reference: Reference, provenance: Provenance) -> None:
        self._reference = reference
        self._provenance = provenance
        self._coverage = Coverage(reference.measures)
        self._stacks: dict[tuple[Profile, int, str], ProfileStack] = {}
        self._not_told: dict[tuple[str, ...], list[dict[str, str]]] = {}

    def tell(
        self, treatment: Treatment, articles: Sequence[Article], epoch: int
    ) -> tuple[dict[str, Any], tuple[CompiledMeasure, ...]]:
        """The stack of a line, told, and the rows that gave its headings in reported order."""
        by_profile: dict[Profile, list[Article]] = {}
        for article in articles:
            if article.profile is not None:
                by_profile.setdefault(article.profile, []).append(article)
        stacks = [(self._stack(profile, epoch, treatment.part), of) for profile, of in by_profile.items()]
        for stack, _ in stacks:
            keys = [row.key for row in stack.winners]
            demand(keys == [row.key for row in treatment.stack], "tariff numbers")
        names = list(dict.fromkeys(name for stack, _ in stacks for name in stack.programmes))
        order = self._order_row(epoch)
        listed = order.programs if order else ()
        programs = [
            {
                "program": name,
                "place": str(listed.index(name) + 1) if name in listed else "",
                "cases": _cases(
                    [(stack.programmes[name], of) for stack, of in stacks if name in stack.programmes]
                ),
            }
            for name in sorted(names, key=lambda name: listed.index(name) if name in listed else len(listed))
        ]
        told = {
            "order": self._order(order),
            "programs": programs,
            "not_in_order": self._left_out(tuple(names)),
        }
        return told, stacks[0][0].winners

    def _stack(self, profile: Profile, epoch: int, part: str) -> ProfileStack:
        found = self._stacks.get((profile, epoch, part))
        if found is None:
            situation = self._reference.situation(profile.hts, profile.origin, epoch)
            found = self._stacks[profile, epoch, part] = self._make_stack(profile, situation, epoch, part)
        return found

    def _make_stack(self, profile: Profile, situation: Situation, epoch: int, part: str) -> ProfileStack:
        reference = self._reference
        resolver = Resolver(situation.covering, reference.facts(profile, situation), part)
        teller = Teller(self._coverage, self._provenance, profile, reference.epochs.starts[epoch])
        programmes: dict[str, Programme] = {}
        waiting = list(situation.order)
        while waiting:
            name = waiting.pop(0)
            if name not in programmes:
                programmes[name] = teller.tell(name, resolver, tuple(situation.covering.get(name, ())))
                waiting += programmes[name].asked
        winners = [programmes[name].winner for name in situation.order]
        return ProfileStack(
            programmes, tuple(row for row in winners if row is not None and row.measure.heading)
        )

    def _order_row(self, epoch: int) -> SequenceOrder | None:
        return self._reference.order_row(self._reference.epochs.starts[epoch])

    def _order(self, row: SequenceOrder | None) -> dict[str, Any]:
        if row is None:
            return {
                "programs": [],
                "period": "",
                "version": "",
                "why": "No order of programmes is in force: none is reported.",
            }
        return {
            "programs": list(row.programs),
            "period": period(row.effective_from, row.effective_to),
            "version": self._provenance.version(row),
            "why": "Chapter 99 headings stand in this order, the HTS number last.",
        }

    def _left_out(self, told: tuple[str, ...]) -> list[dict[str, str]]:
        """The programmes that have rows and were neither in the order nor asked."""
        found = self._not_told.get(told)
        if found is None:
            found = self._not_told[told] = [
                {"program": name, "rows": row_ranges(row.measure.number for row in rows)}
                for name, rows in sorted(self._coverage.rows.items())
                if name not in told
            ]
        return found


def _cases(programmes: list[tuple[Programme, list[Article]]]) -> list[dict[str, Any]]:
    """How one programme came out, once for all articles for which the same rows decided."""
    merged: dict[tuple[tuple[int, str], ...], tuple[Programme, list[Article]]] = {}
    for programme, articles in programmes:
        _, together = merged.setdefault(programme.decided_by, (programme, []))
        together += articles
    return [
        {
            "materials": list(dict.fromkeys(one.material for one in articles)),
            **with_answers(programme, articles),
        }
        for programme, articles in merged.values()
    ]
