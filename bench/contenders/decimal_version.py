"""The obvious program: Decimals throughout, and for every invoice line one scan over all tariff measures.

It does what anybody would write first and keeps nothing but what stands in its dicts: products by material,
invoice lines by invoice. No answer is remembered from one invoice line to the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bench.contenders.books import METALS, Books, HtsRate, InvoiceLine, Measure, Product, Shipment
from bench.contenders.decimal_figures import (
    CENT,
    ONE,
    apportion,
    fee_on,
    hts_rate_on,
    order_on,
    quantity_of,
    round_to_sum,
)
from bench.contenders.result import Line, Outcome

GRAM = Decimal("0.001")
PARTS = ("non_metal", *METALS)
USMCA = ("S", "S+")


@dataclass(slots=True)
class CustomsLine:
    """A customs line while it is being summed up and, when the shipment is done, with its figures."""

    invoice: str
    hts: str
    origin: str
    spi: str
    stack: tuple[Measure, ...]
    part: str
    rate: HtsRate
    units: Decimal = Decimal(0)
    net: Decimal = Decimal(0)
    gross: Decimal = Decimal(0)
    exact: Decimal = Decimal(0)
    sources: list[int] = field(default_factory=list)
    value: Decimal = Decimal(0)
    quantity: Decimal | None = None
    net_kg: Decimal = Decimal(0)
    gross_kg: Decimal = Decimal(0)
    duties: list[Decimal] = field(default_factory=list)
    mpf: Decimal = Decimal(0)
    hmf: Decimal = Decimal(0)

    @property
    def column1(self) -> Decimal:
        """The ad valorem rate as applied."""
        return Decimal(0) if self.spi in USMCA else self.rate.rate


Entry = tuple[Shipment, list[CustomsLine], Decimal]
"""A shipment, its customs lines in order, and its MPF within the year's limits."""


def generate(books: Books, invoice_lines: Iterable[InvoiceLine]) -> list[Entry]:
    """The entry of every shipment."""
    by_invoice: dict[str, list[InvoiceLine]] = {}
    for line in invoice_lines:
        by_invoice.setdefault(line.invoice, []).append(line)
    shipments = sorted(books.shipments, key=lambda shipment: shipment.shipment)
    return [make_entry(books, shipment, by_invoice[shipment.invoice]) for shipment in shipments]


def make_entry(books: Books, shipment: Shipment, invoice_lines: list[InvoiceLine]) -> Entry:
    """One entry: packaging shared out, articles grouped, figures rounded."""
    groups, total, gross_total = group(books, shipment, invoice_lines)
    lines = sorted(groups, key=line_order)
    values = round_to_sum([line.exact for line in lines], total, [total_rate(line) for line in lines])
    weights = round_to_sum([line.gross for line in lines], gross_total, [ONE] * len(lines))
    mpf = fee_on(books, "MPF", shipment.entry_date)
    hmf = fee_on(books, "HMF", shipment.entry_date)
    by_vessel = shipment.mode in ("10", "11")
    for line, value, weight in zip(lines, values, weights, strict=True):
        line.value, line.gross_kg = value, weight
        line.quantity = quantity_of(line.rate.unit, line.units, line.net)
        line.net_kg = line.net.quantize(GRAM, ROUND_HALF_UP)
        column1 = (value * line.column1).quantize(CENT, ROUND_HALF_UP)
        line.duties = [duty(measure, value, column1) for measure in line.stack] + [column1]
        if line.spi not in USMCA:
            line.mpf = (value * mpf.rate).quantize(CENT, ROUND_HALF_UP)
        if by_vessel:
            line.hmf = (value * hmf.rate).quantize(CENT, ROUND_HALF_UP)
    total = sum((line.mpf for line in lines), Decimal(0))
    return shipment, lines, min(max(total, mpf.minimum), mpf.maximum) if total else total


def duty(measure: Measure, value: Decimal, column1: Decimal) -> Decimal:
    """The duty of a heading; a capped one tops column 1 up."""
    if measure.cap:
        return max(Decimal(0), (measure.cap * value).quantize(CENT, ROUND_HALF_UP) - column1)
    return (measure.rate * value).quantize(CENT, ROUND_HALF_UP)


def total_rate(line: CustomsLine) -> Decimal:
    """The whole ad valorem rate, by which ties of rounding are settled; capped headings count 0."""
    return line.column1 + sum(measure.rate for measure in line.stack if not measure.cap)


def line_order(line: CustomsLine) -> tuple[Any, ...]:
    """What lines are ordered by."""
    stack = [(measure.heading, measure.rate, measure.cap) for measure in line.stack]
    return line.hts, line.origin, line.spi, stack, PARTS.index(line.part)


def spi_of(product: Product, origin: str) -> str:
    """The SPI as it counts: USMCA only from Mexico and Canada."""
    return "" if product.spi in USMCA and origin not in ("MX", "CA") else product.spi


def group(
    books: Books, shipment: Shipment, invoice_lines: list[InvoiceLine]
) -> tuple[list[CustomsLine], Decimal, Decimal]:
    """The goods of an invoice by their tariff treatment, with their share of the packaging; total value and
    gross."""
    invoice_lines = sorted(invoice_lines, key=lambda line: line.number)
    goods = [line for line in invoice_lines if line.material not in books.packaging]
    packaging = [line for line in invoice_lines if line.material in books.packaging]
    packing_value = sum((line.amount for line in packaging), Decimal(0)).quantize(CENT, ROUND_HALF_UP)
    packing_shares = apportion(packing_value, [line.amount for line in goods])
    known = [(line, books.products[line.material]) for line in packaging if line.material in books.products]
    packing_net = sum((product.net_weight * line.quantity for line, product in known), Decimal(0))
    groups: dict[Any, CustomsLine] = {}
    goods_net = Decimal(0)
    for line, packing in zip(goods, packing_shares, strict=True):
        product = books.products[line.material]
        origin = line.origin or product.origin
        rate = hts_rate_on(books, product.hts, shipment.entry_date)
        goods_net += product.net_weight * line.quantity
        for place, (part, share, stack) in enumerate(
            parts_of(books, product, origin, rate, shipment.entry_date)
        ):
            spi = spi_of(product, origin)
            headings = tuple((measure.heading, measure.rate, measure.cap) for measure in stack)
            key = (product.hts, origin, spi, headings, part)
            made = groups.get(key)
            if made is None:
                made = groups[key] = CustomsLine(line.invoice, product.hts, origin, spi, stack, part, rate)
            made.exact += (line.amount + packing) * share
            made.sources.append(line.number)
            if place == 0:
                made.units += line.quantity
                made.net += product.net_weight * line.quantity
                made.gross += product.gross_weight * line.quantity
    lines = list(groups.values())
    gross_total = packing_net + sum(line.gross for line in lines)
    for made in lines:
        made.gross += packing_net * made.net / goods_net
    return lines, sum((line.amount for line in goods), packing_value), gross_total


def parts_of(
    books: Books, product: Product, origin: str, rate: HtsRate, day: str
) -> list[tuple[str, Decimal, tuple[Measure, ...]]]:
    """The parts of an article, their shares of its value, and the tariff stack of each."""
    covering = [measure for measure in books.measures if covers(books, measure, product.hts, origin, day)]
    bases = {measure.basis for measure in covering}
    shares = {metal: product.metal_shares[metal] for metal in METALS if f"metal:{metal}" in bases}
    parts = [("non_metal", 1 - sum(shares.values())), *shares.items()]
    order = order_on(books, day)
    column1 = Decimal(0) if spi_of(product, origin) in USMCA else rate.rate
    return [
        (part, Decimal(share), stack_of(covering, order, product, origin, column1, part))
        for part, share in parts
        if share
    ]


def covers(books: Books, measure: Measure, hts: str, origin: str, day: str) -> bool:
    """Whether scope, origin and period of a measure cover an article."""
    return (
        books.in_scope(hts, measure.scope)
        and not books.in_scope(hts, measure.except_scope)
        and (not measure.origins or origin in measure.origins)
        and measure.effective_from <= day <= measure.effective_to
    )


def stack_of(
    covering: list[Measure], order: list[str], product: Product, origin: str, column1: Decimal, part: str
) -> tuple[Measure, ...]:
    """The measures on the line, in the order of their programmes: of each programme the first that holds."""

    def settle(program: str) -> Measure | None:
        for measure in covering:
            of_part = measure.basis in ("full", "none", f"metal:{part}")
            if measure.program == program and of_part and all(holds(clause) for clause in measure.clauses):
                return measure
        return None

    def holds(clause: str) -> bool:
        if clause.startswith("col1>="):
            return column1 >= Decimal(clause.removeprefix("col1>="))
        if clause.startswith("metal>="):
            threshold, metals = clause.removeprefix("metal>=").split(":")
            weights = [product.metal_weights[metal] or Decimal(0) for metal in metals.split("+")]
            return sum(weights) / product.net_weight >= Decimal(threshold)
        kind, words = clause.split(":")
        if kind == "claim":
            return any(word in product.claims for word in words.split("|"))
        if kind == "spi":
            return spi_of(product, origin) in words.split("|")
        if kind == "part":
            return part in words.split("|")
        settled = [settle(program) for program in words.split("|")]
        return any(found is not None and (found.rate or found.cap) for found in settled)

    settled = [settle(program) for program in order]
    return tuple(measure for measure in settled if measure is not None and measure.heading)


def outcomes(entries: Iterable[Entry]) -> Iterator[Outcome]:
    """The entries in the common form."""
    for shipment, lines, mpf in entries:
        made = tuple(_line(number, line) for number, line in enumerate(lines, start=1))
        duty_total, hmf_total = sum(sum(line.duties) for line in made), sum(line.hmf for line in made)
        totals = (sum(line.value for line in made), duty_total, int(mpf * 100), hmf_total)
        yield Outcome(shipment.shipment, made, (*totals, sum(line.gross for line in made)))


def _line(number: int, line: CustomsLine) -> Line:
    return Line(
        number,
        line.invoice,
        line.hts,
        line.origin,
        line.spi,
        tuple((row.heading, int(row.rate * 10**6), int(row.cap * 10**6)) for row in line.stack),
        line.part,
        None if line.quantity is None else int(line.quantity * 100),
        int(line.net_kg * 1000),
        int(line.gross_kg),
        int(line.value),
        tuple(int(duty * 100) for duty in line.duties),
        int(line.mpf * 100),
        int(line.hmf * 100),
        tuple(line.sources),
    )
