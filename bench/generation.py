"""Measures how long customs lines take to make: against the obvious program, one shipment at a time, as data
grow."""

from collections.abc import Iterator
from operator import attrgetter

from bench.clock import medians
from bench.contenders import books, decimal_version
from bench.contenders.result import must_equal, of_entries
from bench.data import Size
from bench.figures import MICROSECONDS, Figure, at_least, at_most, fact, limit
from bench.plan import Plan
from bench.worlds import world
from chalicelib.customs.collector import collector_paused
from chalicelib.customs.processor import (
    Processor,
    generate,
    lines_by_invoice,
    rows_by_shipment,
)
from chalicelib.customs.reference import Reference
from chalicelib.customs.trail.keep import generate_with_trails

LARGE_TABLE = 12_000
SUBSET = 5_000
MANY_PRODUCTS = 20_000
BASE, GROWN = 100_000, 1_000_000


def decimal(plan: Plan) -> Iterator[Figure]:
    """Against the obvious program."""
    of = world(Size(plan.lines))
    made = must_equal(
        of_entries(generate(of.data)), decimal_version.outcomes(of.decimal_entries()), "decimal"
    )
    yield fact(f"customs lines of {of.count:,} invoice lines, equal to the cent", f"{made:,}", True)
    ours, theirs = of.each(medians([lambda: generate(of.data), of.decimal_entries], plan.repeat))
    yield at_least("typed rows to entries, 60 measures", ours, theirs, 7, "us", "Decimal")
    ours, theirs = of.each(medians([of.from_texts, of.decimal_from_texts], plan.repeat))
    yield at_least("dicts of text to entries, 60 measures", ours, theirs, None, "us", "Decimal")


def large_table(plan: Plan) -> Iterator[Figure]:
    """Against the obvious program with a tariff table of real size, which it scans for every invoice line."""
    large = world(Size(plan.lines, prefixes=LARGE_TABLE))
    subset = world(Size(SUBSET, prefixes=LARGE_TABLE))
    [ours] = large.each(medians([lambda: generate(large.data)], plan.repeat))
    for in_scope, how, target in ((books.one_by_one, "loop", 40), (books.at_once, "tuple", None)):
        known = books.open_books(subset.tables, subset.law, in_scope)

        def scan(known: books.Books = known) -> list[decimal_version.Entry]:
            return decimal_version.generate(known, subset.decimal_lines)

        must_equal(of_entries(generate(subset.data)), decimal_version.outcomes(scan()), "decimal")
        [theirs] = subset.each(medians([scan], 3))
        yield at_least(
            "typed rows to entries, 12,000 prefixes", ours, theirs, target, "us", f"Decimal, {how}"
        )


def shipment(plan: Plan) -> Iterator[Figure]:
    """One shipment after the other, with reference data kept warm; the mean of all there are, and of plain
    ones."""
    packed, plain = _Warm(Size(plan.lines)), _Warm(Size(plan.lines, packing=0))
    plain.leave_out_split()
    times = medians([packed.each, plain.each], plan.repeat)
    whole, simple = (
        spent / len(warm.shipments) * MICROSECONDS for warm, spent in zip((packed, plain), times, strict=True)
    )
    yield limit("one shipment of 20 lines, reference data warm", whole, 40, "us")
    yield limit("of 20 lines of goods, none packaging or split", simple, 40, "us")


class _Warm:
    """Shipments to be made one after the other, and the reference data for them, kept warm."""

    def __init__(self, size: Size) -> None:
        data = world(size).data
        self._processor = Processor(Reference(data))
        self._lines = lines_by_invoice(data.invoice_lines)
        self.shipments, self._shared = rows_by_shipment(data.shipments)

    def each(self) -> None:
        for rows in self.shipments.values():
            self._processor.entry(rows, self._lines, self._shared)

    def leave_out_split(self) -> None:
        """Drop the shipments with an article split by metal content."""
        for name, rows in [*self.shipments.items()]:
            entry = self._processor.entry(rows, self._lines, self._shared)
            if any(line.treatment.split for line in entry.lines):
                del self.shipments[name]


def trail(plan: Plan) -> Iterator[Figure]:
    """With what the trail of every line is written from kept, against without."""
    of = world(Size(plan.lines))

    def kept() -> object:
        with collector_paused():
            return list(generate_with_trails(of.data))

    with_trails, without = of.each(medians([kept, lambda: generate(of.data)], plan.repeat))
    yield at_most("typed rows to entries with full trails kept", with_trails, without, 3, "us", "without")


def growth(plan: Plan) -> Iterator[Figure]:
    """What a line costs as the data grow: 300 times the products, ten times the lines."""
    few, many = world(Size(plan.lines)), world(Size(plan.lines, products=MANY_PRODUCTS))
    times = few.each(medians([lambda: generate(few.data), lambda: generate(many.data)], plan.repeat))
    yield at_most("20,000 products", times[1], times[0], 1.3, "us", "73 products")
    base, grown = world(Size(BASE)), world(Size(max(GROWN, plan.lines)))
    small, large = medians(
        [lambda: generate(base.data), lambda: generate(grown.data)], max(3, plan.repeat - 2)
    )
    [small], [large] = base.each([small]), grown.each([large])
    yield at_most(f"{grown.count:,} lines", large, small, 1.25, "us", f"{base.count:,} lines")


def resolves(plan: Plan) -> Iterator[Figure]:
    """How often the measures are looked up: never more than HTS numbers × origins × epochs."""
    of = world(Size(plan.lines))
    reference = Reference(of.data)
    processor, lines = Processor(reference), lines_by_invoice(of.data.invoice_lines)
    shipments, shared = rows_by_shipment(of.data.shipments)
    entries = [processor.entry(rows, lines, shared) for rows in shipments.values()]
    treatments = [line.treatment for entry in entries for line in entry.lines]
    hts, origins = (set(map(attrgetter(name), treatments)) for name in ("hts", "origin"))
    epochs = {reference.epochs.index(entry.entry_date) for entry in entries}
    most = len(hts) * len(origins) * len(epochs)
    bound = f"{len(hts)} HTS × {len(origins)} origins × {len(epochs)} epochs"
    yield limit(f"look-ups of measures ({bound})", reference.resolves, most, "")
