"""From the lines of one commercial invoice to the drafts of its customs lines (R2.01 to R2.07).

The innermost loop of the product. Everything is kept in whole numbers, exact whatever the currency and the
quantity: values are VALUE_UNIT-ths of a dollar (an amount in millionths times an exchange rate in
ten-thousand-millionths), weights WEIGHT_UNIT-ths of a kg (millionths of a kg times millionths of a unit).
"""

from collections.abc import Collection, Sequence
from operator import attrgetter

from chalicelib.customs.articles import SHARE_WHOLE, Article
from chalicelib.customs.currencies import CurrencyRates
from chalicelib.customs.entries import Advisory, Treatment
from chalicelib.customs.numbers import MICRO, RATE_SCALE
from chalicelib.customs.reference import Articles, Reference
from chalicelib.customs.rounding import apportion, round_to_sum
from chalicelib.customs.rows import InvoiceLine

VALUE_UNIT = MICRO * RATE_SCALE
CENT = VALUE_UNIT // 100
HALF_CENT = CENT // 2
WEIGHT_UNIT = MICRO * MICRO
GRAM = WEIGHT_UNIT // 1000
HALF_GRAM = GRAM // 2


class LineDraft:
    """What the goods of one treatment in one invoice come to, exactly, before anything is rounded."""

    __slots__ = ("gross", "net", "packing", "quantity", "sources", "treatment", "value", "worth")

    def __init__(self, treatment: Treatment) -> None:
        self.treatment = treatment
        self.quantity = 0
        self.net = 0
        self.gross = 0
        self.worth = 0
        """Amounts in the invoice's currency; times the shares where it is split by metal content."""
        self.packing = 0
        """Its share of the packing's value, cents; times the shares likewise."""
        self.value = 0
        """In VALUE_UNIT-ths; times SHARE_WHOLE where the treatment is split by metal content."""
        self.sources: list[int] = []


Split = tuple[tuple[LineDraft, int], ...]
"""The draft of each part of an article, and its share of the value in millionths of a percent."""

Goods = tuple[InvoiceLine, int, int, LineDraft, Split]
"""One invoice line of goods: the row, its value in VALUE_UNIT-ths, its net weight, the draft that carries
quantity and weights, and the parts where the article may be split by metal content (else empty: the draft
takes the whole)."""


class InvoiceDraft:
    """One invoice, worked out: its goods, its packing, and the drafts of its customs lines in their order."""

    __slots__ = (
        "_articles",
        "_carriers",
        "_factor",
        "_parts",
        "_rows",
        "_split_lines",
        "_worths",
        "drafts",
        "packaging_net",
        "packaging_value",
        "packing_cents",
        "unit",
        "values",
        "weight_whole",
    )

    def __init__(self, rows: Sequence[InvoiceLine], factor: int, articles: Articles) -> None:
        self._rows = rows
        self._factor = factor
        self._articles = articles
        self._worths: list[int] = []
        self._carriers: list[LineDraft] = []
        """Of the lines of goods, their worths, and the drafts that their quantities and weights go into."""
        self._split_lines: list[tuple[int, Split]] = []
        """Places among the goods of those that are split by metal content, and their parts."""
        self._parts: dict[Article, Split] = {}
        """By article, where it is not simply taken whole."""
        self.packaging_value = 0
        self.packaging_net = 0
        self.packing_cents: list[int] = []
        """The share of the packing's value of each goods line; empty where the packing is worth nothing."""
        self.drafts: list[LineDraft] = []
        self.weight_whole = 1
        """Gross weights of the drafts are in WEIGHT_UNIT-ths of a kg, times this."""
        self.unit = VALUE_UNIT
        self.values: list[int] = []
        """Exact value of each draft, in parts of `unit`."""

    def entered_values(self) -> list[int]:
        """Whole dollars per draft that add up to the invoice's value (R2.07, 19 CFR 159.3)."""
        return round_to_sum(self.values, self.unit, map(_total_rate, self.drafts))

    @property
    def goods(self) -> list[Goods]:
        """The lines of goods, in the order of their numbers."""
        goods = []
        for row, worth, carrier in zip(self.goods_rows, self._worths, self._carriers, strict=True):
            article = self._articles[row.material, row.origin]
            parts = self._parts.get(article, ())
            goods.append((row, worth * self._factor, article.net * row.quantity, carrier, parts))
        return goods

    @property
    def goods_rows(self) -> list[InvoiceLine]:
        """The rows of goods, in the order of their numbers."""
        return [row for row in self._rows if not self._articles[row.material, row.origin].packaging]

    @property
    def packaging(self) -> list[InvoiceLine]:
        """The rows of packaging, in the order of their numbers."""
        return [row for row in self._rows if self._articles[row.material, row.origin].packaging]


def draft_invoice(
    reference: Reference,
    rows: Sequence[InvoiceLine],
    epoch: int,
    rates: CurrencyRates,
    advisories: set[Advisory],
) -> InvoiceDraft | None:
    """Work one invoice out; None where anything is missing, which `gaps` then names.

    `rows` are in the order of their line numbers; advisories found are added to the set.
    """
    _, numbers, materials, quantities, amounts, currencies, origins, *_ = zip(*rows, strict=True)
    if min(amounts) < 0 or min(quantities) < 0:
        return None
    worths, factor = _in_one_currency(amounts, currencies, rates)
    if not factor:
        return None
    articles = reference.articles
    invoice = InvoiceDraft(rows, factor, articles)
    goods_worths, carriers = invoice._worths, invoice._carriers
    parts_of = invoice._parts
    by_group: dict[object, LineDraft] = {}
    packaging_worth = 0
    found = map(articles.__getitem__, zip(materials, origins, strict=True))
    for number, quantity, worth, article in zip(numbers, quantities, worths, found, strict=True):
        treatment = article.wholes[epoch]
        if treatment is not None:
            draft = by_group.get(treatment.group) or _open_draft(treatment, by_group)
            draft.worth += worth
            draft.sources.append(number)
        elif article.packaging:
            invoice.packaging_net += article.net * quantity
            packaging_worth += worth
            continue
        else:
            parts = parts_of.get(article)
            if parts is None:
                parts = parts_of[article] = _draft_parts(reference, article, epoch, by_group)
                advisories.update(article.advisories)
            if not parts:
                return None
            draft = parts[0][0]
            if draft.treatment.split:
                invoice._split_lines.append((len(carriers), parts))
                for part_draft, share in parts:
                    part_draft.worth += worth * share
                    part_draft.sources.append(number)
            else:
                draft.worth += worth
                draft.sources.append(number)
        draft.quantity += quantity
        draft.net += article.net * quantity
        draft.gross += article.gross * quantity
        goods_worths.append(worth)
        carriers.append(draft)
    if not carriers:
        return None
    if packaging_worth:
        _apportion_packing_value(invoice, packaging_worth)
    if invoice.packaging_net:
        _apportion_packing_weight(invoice, by_group.values())
    _settle_values(invoice, by_group)
    return invoice


def _in_one_currency(
    amounts: Sequence[int], currencies: Sequence[str], rates: CurrencyRates
) -> tuple[Sequence[int], int]:
    """Amounts and the factor that makes them VALUE_UNIT-ths of a dollar; factor 0 where a rate is missing
    (R2.01)."""
    if currencies.count(currencies[0]) == len(currencies):
        return amounts, rates[currencies[0]] or 0
    factors = [rates[currency] or 0 for currency in currencies]
    if 0 in factors:
        return amounts, 0
    return [amount * factor for amount, factor in zip(amounts, factors, strict=True)], 1


def _open_draft(treatment: Treatment, by_group: dict[object, LineDraft]) -> LineDraft:
    draft = by_group[treatment.group] = LineDraft(treatment)
    return draft


def _draft_parts(
    reference: Reference, article: Article, epoch: int, by_group: dict[object, LineDraft]
) -> Split:
    """The drafts of an article's parts (R2.04); empty where something is missing."""
    profile = article.profile
    if profile is None or article.gaps:
        return ()
    ruling = profile.rulings[epoch] or reference.rule(profile, epoch)
    parts = article.parts(ruling.metals)
    treatments = ruling.treatments
    if isinstance(parts, frozenset) or any(part not in treatments for part, _ in parts):
        return ()
    return tuple(
        [
            (by_group.get(treatments[part].group) or _open_draft(treatments[part], by_group), share)
            for part, share in parts
        ]
    )


def _apportion_packing_value(invoice: InvoiceDraft, worth: int) -> None:
    """Add the packing's value, to the cent, to the goods in proportion to theirs (R2.02, 19 USC 1401a)."""
    invoice.packaging_value = worth * invoice._factor
    cents = (invoice.packaging_value + HALF_CENT) // CENT
    if not cents:
        return
    shares = invoice.packing_cents = apportion(cents, invoice._worths)
    for draft, packing in zip(invoice._carriers, shares, strict=True):
        draft.packing += packing
    if invoice._split_lines:
        _split_packing(invoice)


def _split_packing(invoice: InvoiceDraft) -> None:
    """Share the packing of articles that are split by metal content out over their parts."""
    for place, parts in invoice._split_lines:
        packing = invoice.packing_cents[place]
        invoice._carriers[place].packing -= packing
        for draft, share in parts:
            draft.packing += packing * share


def _apportion_packing_weight(invoice: InvoiceDraft, drafts: Collection[LineDraft]) -> None:
    """Add the packing's net weight, unrounded, to the goods' gross by net weight, or equally (R2.02)."""
    packing = invoice.packaging_net
    whole = sum([draft.net for draft in drafts])
    if whole:
        for draft in drafts:
            draft.gross = draft.gross * whole + packing * draft.net
    else:
        carriers = invoice._carriers
        whole = len(carriers)
        for draft in drafts:
            draft.gross = draft.gross * whole + packing * carriers.count(draft)
    invoice.weight_whole = whole


def _settle_values(invoice: InvoiceDraft, by_group: dict[object, LineDraft]) -> None:
    """Put the drafts in the order of their lines, and their values in one unit."""
    factor = invoice._factor
    drafts = invoice.drafts = sorted(by_group.values(), key=_line_order)
    for draft in drafts:
        draft.value = draft.worth * factor + draft.packing * CENT
    if invoice._split_lines:
        invoice.unit = VALUE_UNIT * SHARE_WHOLE
        invoice.values = [
            draft.value if draft.treatment.split else draft.value * SHARE_WHOLE for draft in drafts
        ]
    else:
        invoice.values = [draft.value for draft in drafts]


_line_order = attrgetter("treatment.order")
_total_rate = attrgetter("treatment.total_rate")
