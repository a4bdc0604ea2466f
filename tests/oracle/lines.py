"""From the goods lines of a complete shipment to its customs lines: packaging, grouping, value, duties."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .articles import article_of, parts_of, usd
from .books import Books, Row, hts_row, invoice_lines, is_packaging, product_of, usd_per_unit
from .column_one import ColumnOne, column_one_duty, quantity_in
from .exact import equal_if_all_zero, half_up, number, number_or_none, share_out, whole_with_total
from .gaps import Header
from .measures import PARTS, Stack, stack_of

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Line:
    """A customs line: exact sums first, whole figures once the rounding over invoice and shipment is done."""

    invoice: str
    hts: str
    origin: str
    spi: str
    stack: Stack
    part: str
    column_one: ColumnOne
    rate_text: str
    unit: str
    exact_value: Fraction
    units: Fraction
    net_kg: Fraction
    exact_gross_kg: Fraction
    sources: tuple[str, ...]
    value: int = 0
    gross_kg: int = 0

    @property
    def group(self) -> tuple[object, ...]:
        """What lines are grouped and ordered by, in this order."""
        stack = tuple(heading.key for heading in self.stack)
        return (self.invoice, self.hts, self.origin, self.spi, stack, PARTS.index(self.part))

    @property
    def ad_valorem_rate(self) -> Fraction:
        """Column 1 as applied and the stack; capped headings count 0."""
        return self.column_one.ad_valorem + sum((h.rate for h in self.stack if not h.cap), ZERO)

    @property
    def usmca(self) -> bool:
        """Does a USMCA claim count on this line?"""
        return self.spi in ("S", "S+")

    @property
    def quantity(self) -> Fraction | None:
        """Quantity in the HTS unit, None for `X`."""
        return quantity_in(self.unit, self.units, self.net_kg)


def lines_of(books: Books, header: Header, invoices: Sequence[str]) -> list[Line]:
    """The customs lines of a shipment without gaps, in order, with entered values and gross weights."""
    lines: list[Line] = []
    for invoice in sorted(invoices):
        lines += entered_values(grouped(pieces_of(books, header, invoice)))
    gross = whole_with_total([line.exact_gross_kg for line in lines], range(len(lines)))
    return [replace(line, gross_kg=kg) for line, kg in zip(lines, gross, strict=True)]


def entered_values(lines: list[Line]) -> list[Line]:
    """Whole dollars that add up per invoice (19 CFR 159.3); ties: lower ad valorem rate, then line order."""
    ties = [(line.ad_valorem_rate, place) for place, line in enumerate(lines)]
    values = whole_with_total([line.exact_value for line in lines], ties)
    return [replace(line, value=value) for line, value in zip(lines, values, strict=True)]


def grouped(parts: list[Line]) -> list[Line]:
    """One line per group, in group order; a rate's text is that of the earliest invoice line in the group."""
    groups: dict[tuple[object, ...], Line] = {}
    for part in parts:
        earlier = groups.get(part.group)
        groups[part.group] = part if earlier is None else added(earlier, part)
    return [groups[group] for group in sorted(groups)]


def added(line: Line, part: Line) -> Line:
    """The line with one more part in it."""
    return replace(
        line,
        exact_value=line.exact_value + part.exact_value,
        units=line.units + part.units,
        net_kg=line.net_kg + part.net_kg,
        exact_gross_kg=line.exact_gross_kg + part.exact_gross_kg,
        sources=(*line.sources, *part.sources),
    )


def pieces_of(books: Books, header: Header, invoice: str) -> list[Line]:
    """One piece per goods line and part, the earlier goods line first, with its share of the packaging.

    Packaging never makes a line (GRI 5(b)): its value belongs to the goods (19 USC 1401a(b)(1)(A)), its net
    weight to their gross weight.
    """
    rows = invoice_lines(books, invoice)
    goods = [row for row in rows if not is_packaging(books, row["Material"])]
    packaging = [row for row in rows if is_packaging(books, row["Material"])]
    amounts = [usd_amount(books, header, row) for row in goods]
    packaging_value = half_up(sum((usd_amount(books, header, row) for row in packaging), ZERO), 2)
    packing_cents = share_out(int(packaging_value * 100), amounts)
    net = [number(row["Quantity"]) * product_kg(books, row, "Net Weight (kg)") for row in goods]
    packaging_kg = sum(
        (number(row["Quantity"]) * product_kg(books, row, "Net Weight (kg)") for row in packaging), ZERO
    )
    weights = equal_if_all_zero(net)
    parts: list[Line] = []
    for place, row in enumerate(goods):
        value = amounts[place] + Fraction(packing_cents[place], 100)
        gross = number(row["Quantity"]) * product_kg(books, row, "Gross Weight (kg)")
        gross += packaging_kg * weights[place] / sum(weights)
        parts += split(books, header, row, value, net[place], gross)
    return parts


def usd_amount(books: Books, header: Header, row: Row) -> Fraction:
    """An invoice line's amount in USD at the rate in force on the export date (31 USC 5151)."""
    rate = usd_per_unit(books, row["Currency"], header.export_date)
    assert rate is not None
    return usd(row, rate)


def product_kg(books: Books, row: Row, column: str) -> Fraction:
    """A weight per unit from the product list, 0 where it does not know it (packaging; goods have a gap)."""
    product = product_of(books, row["Material"])
    return (number_or_none(product[column]) if product else None) or ZERO


def split(
    books: Books, header: Header, row: Row, value: Fraction, net: Fraction, gross: Fraction
) -> list[Line]:
    """The parts of a goods line, each a line of its own so far; units and weights stay on the first part."""
    article = article_of(books, row, header.entry_date)
    assert article is not None
    hts = hts_row(books, article.hts, header.entry_date)
    assert hts is not None
    parts: list[Line] = []
    for part, share in parts_of(books, article):
        first = not parts
        parts.append(
            Line(
                invoice=row["Invoice"],
                hts=article.hts,
                origin=article.origin,
                spi=article.spi,
                stack=stack_of(books, article, part, set()),
                part=part,
                column_one=article.column_one,
                rate_text=f"Free ({article.spi})" if article.spi in ("S", "S+") else hts["General Rate"],
                unit=hts["Unit 1"],
                exact_value=value * share,
                units=number(row["Quantity"]) if first else ZERO,
                net_kg=net if first else ZERO,
                exact_gross_kg=gross if first else ZERO,
                sources=(row["Line"],),
            )
        )
    return parts


def duties(line: Line, value: int | Fraction) -> tuple[list[Fraction], Fraction]:
    """The duty of every heading, and of column 1, on a value: each half-up to cents, never duty on duty.

    A capped heading tops column 1 up: max(0, cap x value rounded - column 1 duty) (CSMS 64235342).
    """
    on = Fraction(value)
    column_one = column_one_duty(line.column_one, on, line.units, line.net_kg)
    headings = [
        max(ZERO, half_up(heading.cap * on, 2) - column_one) if heading.cap else half_up(heading.rate * on, 2)
        for heading in line.stack
    ]
    return headings, column_one
