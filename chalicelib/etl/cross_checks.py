"""What the sets say about one another, and about what they said before.

Nothing here stops anything: a row can be good by itself and yet hardly be meant. What is asked depends on the
sets at hand, so that one can ask after every single feed.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chalicelib.customs import tables
from chalicelib.customs.codes import dotted
from chalicelib.customs.column1 import DUTY_RATE_PLACES, parse_rate, unit_kind
from chalicelib.customs.declarations import Table
from chalicelib.customs.measures import MeasureTable
from chalicelib.customs.numbers import MICRO, format_scaled
from chalicelib.customs.plausibility import HIGHEST_RATE
from chalicelib.customs.reading import rows_from_mappings
from chalicelib.customs.rows import HtsRate, Measure, Product
from chalicelib.etl.data_sets import DATA_SETS, Row
from chalicelib.etl.history import changes
from chalicelib.etl.limits import DEFAULT_LIMITS, Limits
from chalicelib.etl.products import join_products
from chalicelib.etl.results import QualityIssue

UNKNOWN_HTS = "UNKNOWN_HTS"
IDLE_MEASURE = "IDLE_MEASURE"
RATE_OUT_OF_RANGE = "RATE_OUT_OF_RANGE"
UNREADABLE_RATE = "UNREADABLE_RATE"
UNKNOWN_UNIT = "UNKNOWN_UNIT"
GROSS_UNDER_NET = "GROSS_UNDER_NET"
METALS_OVER_NET = "METALS_OVER_NET"
SHARES_OVER_100 = "SHARES_OVER_100"
ORPHANS = "ORPHANS"

Sets = Mapping[str, Sequence[Row]]
SHOWN_PREFIXES = 4
"""Prefixes of a measure's scope that its issues name one by one."""
_POINT = 10 ** (DUTY_RATE_PLACES - 2)
"""A percent of the value, as `column1` keeps rates."""


def cross_check(
    reference: Sets, previous: Sets | None, limits: Limits = DEFAULT_LIMITS
) -> list[QualityIssue]:
    """Check canonical rows, by set, against each other and against the previous version of the same sets.

    Sets that are not given are not asked. The rows are such as `transform` has accepted.
    """
    products = _typed(tables.PRODUCTS, _product_rows(reference))
    rates = _typed(tables.HTS_RATES, reference.get("hts_rates", ()))
    measures = _typed(tables.MEASURES, reference.get("measures", ()))
    issues = [*_products(products), *_rates(rates, limits), *_measures(measures)]
    if "product_master" in reference and "hts_rates" in reference:
        issues += _unknown_hts(products, rates)
    if "product_master" in reference and "measures" in reference:
        issues += _idle(products, measures)
    issues += _orphans(reference, limits)
    return issues if previous is None else [*issues, *changes(reference, previous, limits)]


def look_over(products: Sequence[Product], measures: Sequence[Measure]) -> list[QualityIssue]:
    """What is odd about typed products, and measures that none of them needs."""
    return [*_products(products), *_idle(products, measures)]


def _product_rows(reference: Sets) -> list[Row]:
    """Product rows of what there is: where only the weights are at hand, of the weights."""
    weights = reference.get("product_weights", ())
    unknown = dict.fromkeys(DATA_SETS["product_master"].headers, "")
    master = reference.get("product_master") or [{**unknown, "Material": row["Material"]} for row in weights]
    return join_products(master, weights)


def _typed(table: Table[Any], rows: Sequence[Row]) -> list[Any]:
    return rows_from_mappings(table, list(rows))


def _products(products: Sequence[Product]) -> Iterator[QualityIssue]:
    for product in products:
        net, gross = product.net_weight, product.gross_weight
        metals = sum(filter(None, (product.steel_weight, product.aluminum_weight, product.copper_weight)))
        shares = sum(filter(None, (product.steel_share, product.aluminum_share, product.copper_share)))
        if net is not None and gross is not None and gross < net:
            told = f"weighs {format_scaled(gross)} kg gross and {format_scaled(net)} kg net"
            yield _of_product(GROSS_UNDER_NET, "product_weights", product, told)
        if net is not None and metals > net:
            told = f"has {format_scaled(metals)} kg of metal in {format_scaled(net)} kg net"
            yield _of_product(METALS_OVER_NET, "product_weights", product, told)
        if shares > 100 * MICRO:
            told = f"owes {format_scaled(shares)} % of its value to metals"
            yield _of_product(SHARES_OVER_100, "product_master", product, told)


def _of_product(kind: str, data_set: str, product: Product, told: str) -> QualityIssue:
    return QualityIssue(kind, data_set, product.material, f"Material {product.material} {told}.")


def _rates(rates: Sequence[HtsRate], limits: Limits) -> Iterator[QualityIssue]:
    for row in rates:
        number = dotted(row.hts)
        rate = parse_rate(row.general_rate)
        if rate is None:
            told = f"Nobody can read the rate {row.general_rate!r} of {number}."
            yield QualityIssue(UNREADABLE_RATE, "hts_rates", number, told)
        elif rate.ad_valorem > limits.highest_column1_percent * _POINT:
            told = f"The rate {row.general_rate} of {number} is over {limits.highest_column1_percent} %."
            yield QualityIssue(RATE_OUT_OF_RANGE, "hts_rates", number, told)
        if unit_kind(row.unit_1) is None:
            told = f"No conversion is known into the unit {row.unit_1!r} of {number}."
            yield QualityIssue(UNKNOWN_UNIT, "hts_rates", number, told)


def _measures(measures: Sequence[Measure]) -> Iterator[QualityIssue]:
    for row in measures:
        highest = max(row.rate, row.cap)
        if highest > HIGHEST_RATE:
            rate = format_scaled(highest)
            told = f"The rate {rate} of {_name(row)} is {rate} times the value; 25 % is written 0.25."
            yield QualityIssue(RATE_OUT_OF_RANGE, "measures", _subject(row), told)


def _name(row: Measure) -> str:
    """A measure for a person: programme, heading, and the row as the file and the trail count it."""
    return f"{row.program} {row.heading or '(no heading)'}, row {row.number}"


def _subject(row: Measure) -> str:
    """A measure by what it says: its place is another one whenever a row is inserted before it."""
    origins = "|".join(sorted(row.origins)) or "any origin"
    prefixes = [dotted(prefix) for prefix in row.scope]
    scope = "|".join(prefixes[:SHOWN_PREFIXES]) or "all"
    if len(prefixes) > SHOWN_PREFIXES:
        scope = f"{scope}|… to {prefixes[-1]}, {len(prefixes)} in all"
    return f"{row.program} {row.heading or '(no heading)'} of {origins} for {scope}"


def _unknown_hts(products: Sequence[Product], rates: Sequence[HtsRate]) -> Iterator[QualityIssue]:
    known = {row.hts for row in rates}
    for product in products:
        if product.hts and product.hts not in known:
            told = f"has the HTS number {dotted(product.hts)}, which the tariff does not have"
            yield _of_product(UNKNOWN_HTS, "product_master", product, told)


def _idle(products: Sequence[Product], measures: Sequence[Measure]) -> Iterator[QualityIssue]:
    table = MeasureTable(measures)
    covering = {
        row.measure.number
        for hts in {product.hts for product in products if product.hts}
        for row in table.of_hts(hts)
    }
    for row in measures:
        if row.number not in covering:
            told = f"The measure {_name(row)} covers the HTS number of no product."
            yield QualityIssue(IDLE_MEASURE, "measures", _subject(row), told)


_PARENTS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("invoice_lines", "Material", ("product_master", "packaging"), "Material"),
    ("shipments", "Invoice", ("invoice_lines",), "Invoice"),
    ("report", "Shipment", ("shipments",), "Shipment"),
)
"""A set, its column that refers to others, those sets, and the column there."""


def _orphans(sets: Sets, limits: Limits) -> Iterator[QualityIssue]:
    for name, header, parents, parent_header in _PARENTS:
        rows = sets.get(name, ())
        if not rows or not all(parent in sets for parent in parents):
            continue
        known = {row[parent_header] for parent in parents for row in sets[parent]}
        orphans = [row[header] for row in rows if row[header] not in known]
        if len(orphans) * 100 > limits.orphan_percent * len(rows):
            subjects = list(dict.fromkeys(orphans))
            told = f"{len(orphans)} of {len(rows)} rows name an unknown {header}: {_some(subjects)}."
            yield QualityIssue(ORPHANS, name, header, told)


def _some(subjects: Sequence[str], most: int = 10) -> str:
    more = f" and {len(subjects) - most} more" if len(subjects) > most else ""
    return ", ".join(subjects[:most]) + more
