"""Reference data as frames: products by material, and what the law says of each kind of article in each
epoch.

The few different kinds are settled in Python by the functions of the obvious program, once each; the frames
are then merged with the invoice lines by whole numbers.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd

from bench.contenders.books import METALS, Books, HtsRate, Measure, Product, open_books
from bench.contenders.decimal_figures import fee_on, hts_rate_on, order_on
from bench.contenders.decimal_version import PARTS, USMCA, covers, spi_of, stack_of

MICRO = 1_000_000
Row = Mapping[str, str]


class Treatment(NamedTuple):
    """What a customs line is grouped by."""

    hts: str
    origin: str
    spi: str
    stack: tuple[tuple[str, int, int], ...]
    part: int


class Tables:
    """The reference data of a run; treatments and rulings grow as they are asked for."""

    def __init__(self, tables: Mapping[str, Sequence[Row]], law: Mapping[str, Sequence[Row]]) -> None:
        self.books = open_books(tables, law)
        self.products, self.kinds = _product_frame(self.books)
        self.shipments = pd.DataFrame(
            [(row.invoice, row.shipment, row.mode, row.entry_date) for row in self.books.shipments],
            columns=["Invoice", "shipment", "mode", "entry_date"],
        )
        self.starts = _epoch_starts(self.books)
        self.treatments: dict[Treatment, int] = {}
        self.rates: list[HtsRate] = []

    def epochs_of(self, days: "pd.Series[Any]") -> "pd.Series[Any]":
        """The epoch of each entry date."""
        codes, names = pd.factorize(days)
        return pd.Series([bisect_right(self.starts, day) for day in names], dtype="int64").to_numpy()[codes]

    def ruling(self, kind: int, origin: str, epoch: int) -> tuple[int, ...]:
        """What applies to a kind of product from an origin: a bit per metal split off, and the treatment per
        part."""
        product, day = self.kinds[kind], self.starts[epoch - 1]
        books = self.books
        covering = [measure for measure in books.measures if covers(books, measure, product.hts, origin, day)]
        bases = {measure.basis for measure in covering}
        metals = [f"metal:{metal}" in bases for metal in METALS]
        rate = hts_rate_on(books, product.hts, day)
        order = order_on(books, day)
        found = []
        for place, part in enumerate(PARTS):
            if place == 0 or metals[place - 1]:
                spi = spi_of(product, origin)
                column1 = rate.rate * 0 if spi in USMCA else rate.rate
                stack = stack_of(covering, order, product, origin, column1, part)
                found.append(self._number(product, origin, spi, stack, place, rate))
            else:
                found.append(-1)
        return (*(int(metal) for metal in metals), *found)

    def treatment_frame(self) -> pd.DataFrame:
        """The treatments with their order, rates and units, by number."""
        rows = []
        for treatment, rate in zip(self.treatments, self.rates, strict=True):
            free = treatment.spi in USMCA
            column1 = 0 if free else int(rate.rate * MICRO)
            total = column1 + sum(rate for _, rate, cap in treatment.stack if not cap)
            rows.append((*treatment, free, column1, total, rate.unit == "kg"))
        names = ["hts", "origin", "spi", "stack", "part", "free", "column1", "total_rate", "by_weight"]
        frame = pd.DataFrame(rows, columns=names)
        order = sorted(range(len(rows)), key=lambda place: rows[place][:5])
        frame["rank"] = pd.Series(range(len(rows)), index=order)
        return frame

    def duty_frame(self) -> pd.DataFrame:
        """A row per tariff number of each treatment, column 1 last: its rate and cap."""
        rows: list[tuple[int, int, int, int]] = []
        for number, (treatment, rate) in enumerate(zip(self.treatments, self.rates, strict=True)):
            rows += [(number, place, rate, cap) for place, (_, rate, cap) in enumerate(treatment.stack)]
            column1 = 0 if treatment.spi in USMCA else int(rate.rate * MICRO)
            rows.append((number, len(treatment.stack), column1, 0))
        return pd.DataFrame(rows, columns=["treatment", "place", "rate", "cap"])

    def fee_frame(self, days: Sequence[str]) -> pd.DataFrame:
        """The fees' rates in millionths and limits in cents, by entry date."""
        rows = []
        for day in days:
            mpf, hmf = fee_on(self.books, "MPF", day), fee_on(self.books, "HMF", day)
            limits = int(mpf.minimum * 100), int(mpf.maximum * 100)
            rows.append((day, int(mpf.rate * MICRO), *limits, int(hmf.rate * MICRO)))
        return pd.DataFrame(rows, columns=["entry_date", "mpf_rate", "mpf_least", "mpf_most", "hmf_rate"])

    def _number(
        self, product: Product, origin: str, spi: str, stack: tuple[Measure, ...], part: int, rate: HtsRate
    ) -> int:
        headings = tuple(
            (row.heading, 0 if row.cap else int(row.rate * MICRO), int(row.cap * MICRO)) for row in stack
        )
        treatment = Treatment(product.hts, origin, spi, headings, part)
        number = self.treatments.setdefault(treatment, len(self.treatments))
        if number == len(self.rates):
            self.rates.append(rate)
        return number


def _product_frame(books: Books) -> tuple[pd.DataFrame, list[Product]]:
    """Every product in whole grams and percent, and one product of each kind that the law tells apart."""
    clauses = sorted(
        {clause for row in books.measures for clause in row.clauses if clause.startswith("metal>=")}
    )
    kinds: dict[object, int] = {}
    examples: list[Product] = []
    rows = []
    for product in books.products.values():
        goods = product.material not in books.packaging
        answers = tuple(_holds(product, clause) for clause in clauses) if goods else ()
        key = (product.hts, product.origin, product.spi, tuple(product.claims), answers)
        kind = kinds.setdefault(key, len(kinds))
        if kind == len(examples):
            examples.append(product)
        weights = int(product.net_weight * 1000), int(product.gross_weight * 1000)
        shares = (int(product.metal_shares[metal] * 100) for metal in METALS)
        rows.append((product.material, not goods, product.origin, kind, *weights, *shares))
    known = {row[0] for row in rows}
    rows += [(material, True, "", -1, 0, 0, 0, 0, 0) for material in books.packaging - known]
    names = ["Material", "packaging", "product_origin", "kind", "net_grams", "gross_grams", *METALS]
    return pd.DataFrame(rows, columns=names), examples


def _holds(product: Product, clause: str) -> bool:
    threshold, metals = clause.removeprefix("metal>=").split(":")
    weights = [product.metal_weights[metal] or 0 for metal in metals.split("+")]
    return sum(weights) >= product.net_weight * type(product.net_weight)(threshold)


def _epoch_starts(books: Books) -> list[str]:
    periods = [(row.effective_from, row.effective_to) for row in (*books.measures, *books.hts_rates)]
    periods += [(start, end) for start, end, _ in books.orders]
    ends = {end for _, end in periods} - {"", "9999-12-31"}
    after = {(date.fromisoformat(end) + timedelta(days=1)).isoformat() for end in ends}
    return sorted({start for start, _ in periods} | after)
