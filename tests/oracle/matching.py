"""Which reported line is which of ours: two passes, the best pairs first, each line at most once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .books import Row, Rows, digits
from .exact import number_or_none
from .lines import Line


@dataclass(frozen=True, slots=True)
class Reported:
    """A line as reported: its numbers in the order of their ordinal, each with its duty; figures as text."""

    shipment: str
    invoice: str
    number: str
    entry_date: str
    hts: str
    origin: str
    tariffs: tuple[tuple[str, str], ...]
    value: str
    quantity: str
    unit: str
    net_kg: str
    gross_kg: str
    mpf: str
    hmf: str

    @property
    def codes(self) -> list[str]:
        """The tariff numbers in reported order, without dots."""
        return [code for code, _ in self.tariffs]

    @property
    def duty(self) -> Fraction:
        """All duty reported on the line."""
        return sum((number_or_none(duty) or Fraction(0) for _, duty in self.tariffs), Fraction(0))


@dataclass(frozen=True, slots=True)
class Matched:
    """The outcome of matching, by position in our lines and in the reported lines."""

    same_article: dict[int, int]
    look_alike: dict[int, int]
    missing: list[int]
    extra: list[int]


def reported_lines(report: Rows) -> list[Reported]:
    """One reported line per shipment, invoice and line number, in that order."""
    keys = {(row["Shipment"], row["Invoice"], row["Line"]) for row in report}
    grouped = [
        [row for row in report if (row["Shipment"], row["Invoice"], row["Line"]) == key]
        for key in sorted(keys, key=lambda key: (key[0], int(key[2]), key[1]))
    ]
    return [reported_line(sorted(rows, key=lambda row: int(row["Ordinal"]))) for rows in grouped]


def reported_line(rows: Sequence[Row]) -> Reported:
    """One reported line; its value, quantity, weights and fees stand on the Chapter 1-97 number."""
    hts = digits(rows[0]["HTS Code"])
    main = next((row for row in rows if digits(row["Tariff Code"]) == hts), rows[-1])
    return Reported(
        shipment=main["Shipment"],
        invoice=main["Invoice"],
        number=main["Line"],
        entry_date=main["Entry Date"],
        hts=hts,
        origin=main["Country of Origin"].strip(),
        tariffs=tuple((digits(row["Tariff Code"]), row["Duty"].strip()) for row in rows),
        value=main["Entered Value"].strip(),
        quantity=main["Quantity"].strip(),
        unit=main["Unit"].strip(),
        net_kg=main["Net Weight (kg)"].strip(),
        gross_kg=main["Gross Weight (kg)"].strip(),
        mpf=main["MPF"].strip(),
        hmf=main["HMF"].strip(),
    )


def match(ours: Sequence[Line], theirs: Sequence[Reported], value_share: Fraction) -> Matched:
    """First by invoice, HTS and origin; what is left by invoice on equal quantity or near value."""
    all_ours, all_theirs = list(range(len(ours))), list(range(len(theirs)))
    same = best_pairs(all_ours, all_theirs, lambda i, j: same_article_key(ours[i], theirs[j]))
    left_ours = [i for i in all_ours if i not in same]
    left_theirs = [j for j in all_theirs if j not in same.values()]
    alike = best_pairs(left_ours, left_theirs, lambda i, j: look_alike_key(ours[i], theirs[j], value_share))
    return Matched(
        same,
        alike,
        [i for i in left_ours if i not in alike],
        [j for j in left_theirs if j not in alike.values()],
    )


Key = tuple[object, ...]


def best_pairs(
    ours: Sequence[int], theirs: Sequence[int], key: Callable[[int, int], Key | None]
) -> dict[int, int]:
    """Take pairs best (lowest) key first, then by our order and the report's; without a key it is none."""
    keyed = [(key(i, j), i, j) for i in ours for j in theirs]
    ranked = sorted([pair for pair in keyed if pair[0] is not None])
    pairs: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def same_article_key(our: Line, their: Reported) -> Key | None:
    """Same invoice, HTS and origin; the most tariff numbers in common first, then the nearest value."""
    if (our.invoice, our.hts, our.origin) != (their.invoice, their.hts, their.origin):
        return None
    in_common = {heading.code for heading in our.stack} & set(their.codes)
    return (-len(in_common), value_distance(our, their))


def look_alike_key(our: Line, their: Reported, value_share: Fraction) -> Key | None:
    """Same invoice and equal quantity (not 0, whatever the units) or value within the share of ours.

    Both criteria first, then same HTS, same origin, nearest value.
    """
    quantity = number_or_none(their.quantity)
    equal_quantity = quantity is not None and quantity != 0 and quantity == our.quantity
    near_value = bool(their.value) and value_distance(our, their) <= value_share * our.value
    if our.invoice != their.invoice or not (equal_quantity or near_value):
        return None
    return (
        not (equal_quantity and near_value),
        our.hts != their.hts,
        our.origin != their.origin,
        value_distance(our, their),
    )


def value_distance(our: Line, their: Reported) -> Fraction:
    """How far apart the two entered values are, in USD; an empty one counts 0."""
    return abs((number_or_none(their.value) or Fraction(0)) - our.value)
