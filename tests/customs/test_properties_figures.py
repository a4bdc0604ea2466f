"""What holds of an entry's figures, whatever the data: lines add up, and a split changes nothing.

On random worlds and on the samples. A failure names what it met.
"""

import random
from collections.abc import Iterable, Iterator
from fractions import Fraction

from chalicelib.customs.entries import Advisory, CustomsLine, Entry
from chalicelib.customs.processor import generate
from chalicelib.customs.rows import Dataset, InvoiceLine, Shipment
from tests.customs.building import goods, packing, samples, world
from tests.customs.worlds_data import as_bytes, generated, one_by_one, with_rows, worlds

MILLION = 1_000_000
SPLITS = 5
"""Invoice lines of each world that are split, one at a time."""


# Sums


def usd_rate(data: Dataset, currency: str, day: str) -> Fraction:
    """USD per unit on a day, looked up plainly."""
    rows = [row for row in data.exchange_rates if row.currency == currency and row.date <= day]
    if currency == "USD":
        return Fraction(1)
    return Fraction(max(rows, key=lambda row: row.date).rate, 10**10)


def half_up(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


def of_invoice(data: Dataset, invoice: str) -> tuple[list[InvoiceLine], list[InvoiceLine]]:
    """An invoice's lines of goods and of packaging."""
    flagged = {row.material for row in data.packaging if row.is_packaging}
    lines = [line for line in data.invoice_lines if line.invoice == invoice]
    packaging = [line for line in lines if line.material in flagged]
    return [line for line in lines if line.material not in flagged], packaging


def invoice_value(data: Dataset, row: Shipment) -> int:
    """R2.01, R2.02, R2.07: goods exactly, packing half-up to cents, the sum half-up to dollars."""
    exact = [
        sum(
            (
                Fraction(line.amount, MILLION) * usd_rate(data, line.currency, row.export_date)
                for line in some
            ),
            Fraction(0),
        )
        for some in of_invoice(data, row.invoice)
    ]
    return half_up(exact[0] + Fraction(half_up(exact[1] * 100), 100))


def gross_weight(data: Dataset, rows: Iterable[Shipment]) -> int:
    """R2.02, R2.09: gross of the goods and net of the packaging, over the shipment, half-up to kg."""
    products = {product.material: product for product in data.products}
    exact = 0
    for row in rows:
        own, packaging = of_invoice(data, row.invoice)
        exact += sum(line.quantity * (products[line.material].gross_weight or 0) for line in own)
        exact += sum(
            line.quantity * (products[line.material].net_weight or 0)
            for line in packaging
            if line.material in products
        )
    return half_up(Fraction(exact, MILLION * MILLION))


def good_entries(count: int) -> Iterator[tuple[Dataset, Entry, list[Shipment]]]:
    for _, data in [(-1, samples()), *worlds(count)]:
        for entry in generate(data):
            if not entry.findings:
                yield data, entry, [row for row in data.shipments if row.shipment == entry.shipment]


def test_lines_add_up_to_invoices_and_shipments() -> None:
    """G10, R2.07, R2.09: nothing is lost or made up by rounding, packaging or splitting; totals are sums."""
    for data, entry, rows in good_entries(200):
        for row in rows:
            of_it = [line for line in entry.lines if line.invoice == row.invoice]
            assert sum(line.value for line in of_it) == invoice_value(data, row), row
            went_in = {number for line in of_it for number in line.sources}
            assert went_in == {line.line for line in of_invoice(data, row.invoice)[0]}
        assert sum(line.gross_kg for line in entry.lines) == gross_weight(data, rows), entry.shipment
        totals = entry.totals
        assert totals.value == sum(line.value for line in entry.lines)
        assert totals.duty == sum(sum(line.duties) for line in entry.lines)
        assert totals.hmf == sum(line.hmf for line in entry.lines)
        assert totals.gross_kg == sum(line.gross_kg for line in entry.lines)
        assert [line.number for line in entry.lines] == list(range(1, len(entry.lines) + 1))


# Splitting an invoice line in two


def split(line: InvoiceLine, free_number: int, rng: random.Random) -> tuple[InvoiceLine, InvoiceLine]:
    """Two invoice lines that come to the same amount and quantity; either may come to nothing."""
    amount = rng.choice((0, line.amount, rng.randint(0, line.amount)))
    quantity = rng.randint(0, line.quantity)
    return (
        line._replace(amount=line.amount - amount, quantity=line.quantity - quantity),
        line._replace(amount=amount, quantity=quantity, line=free_number),
    )


def split_worlds() -> Iterator[tuple[Dataset, InvoiceLine, Dataset]]:
    """Data sets, one of their invoice lines that is not negative, and the same with it split in two."""
    for seed, data in [(-1, samples()), *worlds()]:
        rng = random.Random(seed)
        positive = [line for line in data.invoice_lines if min(line.amount, line.quantity) >= 0]
        for line in rng.sample(positive, min(SPLITS, len(positive))):
            taken = {other.line for other in data.invoice_lines if other.invoice == line.invoice}
            free = rng.choice(sorted(set(range(1, 2 * len(taken) + 2)) - taken))
            halves = split(line, free, rng)
            others = [other for other in data.invoice_lines if other is not line]
            yield data, line, with_rows(data, invoice_lines=[*others, *halves])


def weighed_out(data: Dataset, invoice: str) -> bool:
    """Whether packing goes by worth and weight: where all of either is 0, every line counts alike."""
    products = {product.material: product for product in data.products}
    own = of_invoice(data, invoice)[0]
    weigh = [line.quantity * (products[line.material].net_weight or 0) for line in own]
    return any(line.amount for line in own) and any(weigh)


def key(line: CustomsLine) -> object:
    """What a line is but for its figures."""
    treatment = line.treatment
    return line.number, line.invoice, treatment.hts, treatment.origin, treatment.part, treatment.codes


def unrounded(line: CustomsLine) -> object:
    """The figures that do not depend on how cents and dollars were rounded."""
    return key(line), line.treatment.rate_texts, line.quantity, line.net_grams, line.gross_kg


def lasting(advisories: Iterable[Advisory]) -> list[Advisory]:
    """All but those of lines whose value came to 0."""
    return [advisory for advisory in advisories if advisory.kind != "ZERO_VALUE"]


def test_an_invoice_line_split_in_two_changes_nothing_but_the_rounding_of_its_packing() -> None:
    """G12, R2.02, R2.06, R2.07: a line of 10 pieces, or two of 4 and 6 for the same money, declare the same.

    Without packaging on the invoice not a byte differs. With it, the packing is shared out over another
    number of lines in whole cents: the lines, their weights, their quantities and the invoice's value stay as
    they were, and a line's value moves by a dollar at most. (Goods that are all worth 0, or weigh nothing,
    take equal shares of the packing by invoice line: there only the lines stay.)
    """
    met = moved = 0
    for data, line, halved in split_worlds():
        for before, after in zip(generate(data), generate(halved), strict=True):
            assert before[:4] == after[:4]
            packaging = of_invoice(data, line.invoice)[1]
            of_another_entry = line.invoice not in {one.invoice for one in before.lines}
            if of_another_entry or line in packaging or not packaging:
                assert as_bytes([before]) == as_bytes([after]), line
                continue
            if not weighed_out(data, line.invoice):
                assert list(map(key, before.lines)) == list(map(key, after.lines)), line
                continue
            met += 1
            moved += before != after
            assert list(map(unrounded, before.lines)) == list(map(unrounded, after.lines)), line
            assert before.totals.value == after.totals.value
            assert lasting(before.advisories) == lasting(after.advisories)
            for one, other in zip(before.lines, after.lines, strict=True):
                assert abs(one.value - other.value) <= 1, line
    assert met >= 50
    assert moved


def test_a_split_sends_both_numbers_to_the_same_customs_line() -> None:
    """R2.06: the line remembers every invoice line that went in."""
    whole = world(goods("8504.40.9580", quantity="10"), goods("9403.20.0035"))
    first, second = whole.invoice_lines
    halves = (
        first._replace(amount=4_000 * MILLION, quantity=4 * MILLION),
        first._replace(amount=6_000 * MILLION, quantity=6 * MILLION, line=30),
    )
    (entry,) = one_by_one(with_rows(whole, invoice_lines=[halves[1], second, halves[0]]))
    assert [line.sources for line in entry.lines] == [(10, 30), (20,)]
    assert as_bytes([entry]) == generated(whole)


def test_a_split_can_move_a_dollar_with_a_cent_of_packing() -> None:
    """R2.02, R2.07: a cent of packing on goods of 50.48 and 50.49 goes to the dearer, until that is split.

    50.48 and 50.50 are 50 and 51. Once the dearer line is split, the cent goes to the other one: 50.49 and
    50.49 both round down, to 100 instead of 101, and the first line goes up.
    """
    cheaper, dearer, cent = goods("8504.40.9580", "50.48"), goods("9403.20.0035", "50.49"), packing("0.01")
    whole = world(cheaper, dearer, cent, measures=())
    first, second, third = whole.invoice_lines
    halves = second._replace(amount=25_240_000), second._replace(amount=25_250_000, line=40)
    halved = with_rows(whole, invoice_lines=[first, *halves, third])
    values = [[line.value for line in entry.lines] for data in (whole, halved) for entry in generate(data)]
    assert values == [[50, 51], [51, 50]]
