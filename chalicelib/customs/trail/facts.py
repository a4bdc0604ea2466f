"""The working of one entry, laid out so that each of its lines finds its own facts at once."""

from collections.abc import Sequence
from functools import cached_property
from math import lcm
from typing import NamedTuple

from chalicelib.customs.articles import SHARE_WHOLE, Article
from chalicelib.customs.entries import CustomsLine
from chalicelib.customs.errors import UnknownSubject
from chalicelib.customs.invoices import CENT, WEIGHT_UNIT, InvoiceDraft, LineDraft
from chalicelib.customs.processor import Working
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import InvoiceLine
from chalicelib.customs.trail.figures import demand
from chalicelib.customs.trail.ranking import Rounding


class Contribution(NamedTuple):
    """What one invoice line of goods gave to a customs line: all of its value, or that of one part."""

    row: InvoiceLine
    article: Article
    place: int
    """Among the goods of the invoice."""
    value: int
    """The whole invoice line's, in VALUE_UNIT-ths of a dollar."""
    packing_cents: int
    share: int
    """The part's share of the value, of SHARE_WHOLE."""
    net: int
    """WEIGHT_UNIT-ths of a kg, whether this customs line carries them or not."""
    carrier: LineDraft
    """The draft that carries quantity and weights: the first part that remains."""

    @property
    def given(self) -> int:
        """What the customs line got, in VALUE_UNIT-ths times SHARE_WHOLE."""
        return (self.value + self.packing_cents * CENT) * self.share


class InvoiceFacts:
    """One invoice of an entry: its goods by the line they went into, and how its roundings came out."""

    def __init__(
        self, name: str, draft: InvoiceDraft, lines: Sequence[CustomsLine], reference: Reference
    ) -> None:
        self.name = name
        self.draft = draft
        self.lines = lines
        self.goods = draft.goods
        self.packaging = draft.packaging
        self.goods_value = sum(goods[1] for goods in self.goods)
        self.goods_net = sum(goods[2] for goods in self.goods)
        self.number_of = {id(made): line.number for made, line in zip(draft.drafts, lines, strict=True)}
        """The number of the customs line that a draft became, by the draft's identity."""
        self._articles = reference.articles

    @cached_property
    def _contributions(self) -> dict[int, list[Contribution]]:
        found: dict[int, list[Contribution]] = {}
        cents = self.draft.packing_cents or [0] * len(self.goods)
        for place, (row, value, net, carrier, parts) in enumerate(self.goods):
            article = self._articles[row.material, row.origin]
            for draft, share in parts or ((carrier, SHARE_WHOLE),):
                given = Contribution(row, article, place, value, cents[place], share, net, carrier)
                found.setdefault(id(draft), []).append(given)
        return found

    def contributions(self, draft: LineDraft) -> list[Contribution]:
        """What went into a customs line, in the order of the invoice's lines."""
        found = self._contributions[id(draft)]
        value = draft.value if draft.treatment.split else draft.value * SHARE_WHOLE
        demand(sum(one.given for one in found) == value, "value")
        return found

    @cached_property
    def values(self) -> Rounding:
        """How the entered values of this invoice's lines were rounded (R2.07)."""
        draft = self.draft
        ties = [made.treatment.total_rate for made in draft.drafts]
        return Rounding(draft.values, draft.unit, ties, [line.value for line in self.lines])

    @cached_property
    def packing_remainders(self) -> list[tuple[int, int]]:
        """The whole cents of packing that each goods line got first, and what remained (R2.02)."""
        cents = sum(self.draft.packing_cents)
        if not self.goods_value:
            return [divmod(cents, self.packing_whole)] * len(self.goods)
        return [divmod(cents * goods[1], self.packing_whole) for goods in self.goods]

    @property
    def packing_whole(self) -> int:
        """What remainders are parts of: the goods' value, or their number where they are worth nothing."""
        return self.goods_value or len(self.goods)

    @cached_property
    def packing_ranked(self) -> list[int]:
        """Places of the goods in the order in which they are given a cent that is left over."""
        goods, remainders = self.goods, self.packing_remainders
        ranked = sorted(range(len(goods)), key=lambda at: (-remainders[at][1], goods[at][0].line))
        for rank, place in enumerate(ranked):
            given = remainders[place][0] + (rank < self.packing_left)
            demand(given == self.draft.packing_cents[place], "share of the packing")
        return ranked

    @property
    def packing_left(self) -> int:
        """Cents that are left over once every goods line has its whole cents."""
        return sum(self.draft.packing_cents) - sum(whole for whole, _ in self.packing_remainders)


class EntryFacts:
    """One entry: its invoices, and what is worked out over all its lines."""

    def __init__(self, working: Working, reference: Reference) -> None:
        self.working = working
        self.invoices: list[InvoiceFacts] = []
        self._places: list[tuple[InvoiceFacts, LineDraft]] = []
        first = 0
        for name, draft in working.invoices:
            lines = working.entry.lines[first : first + len(draft.drafts)]
            facts = InvoiceFacts(name, draft, lines, reference)
            self.invoices.append(facts)
            self._places += [(facts, made) for made in draft.drafts]
            first += len(lines)
        self.mpf_of_lines = sum(line.mpf for line in working.entry.lines)

    def find(self, number: int) -> tuple[CustomsLine, InvoiceFacts, LineDraft]:
        """A line by its number, its invoice and its draft. Raises UnknownSubject."""
        if not 1 <= number <= len(self._places):
            entry = self.working.entry
            raise UnknownSubject(
                f"Entry {entry.shipment} has no line {number}; it has 1 to {len(entry.lines)}."
            )
        return (self.working.entry.lines[number - 1], *self._places[number - 1])

    @cached_property
    def gross_unit(self) -> int:
        """What the exact gross weights of the entry's lines are parts of a kg of."""
        return lcm(*[draft.weight_whole for _, draft in self.working.invoices]) * WEIGHT_UNIT

    @cached_property
    def gross(self) -> Rounding:
        """How the gross weights of the entry's lines were rounded (R2.09)."""
        exact = [
            made.gross * (self.gross_unit // WEIGHT_UNIT // draft.weight_whole)
            for _, draft in self.working.invoices
            for made in draft.drafts
        ]
        return Rounding(
            exact, self.gross_unit, [0] * len(exact), [line.gross_kg for line in self.working.entry.lines]
        )
