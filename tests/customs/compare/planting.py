"""One wrong thing at a time in the rows of a reported line, and the kind of finding that it is."""

import random
from collections.abc import Callable
from decimal import Decimal

from tests.customs.building import Row
from tests.customs.compare.reporting import Rows

UNUSED_NUMBER, UNUSED_ORIGIN, UNUSED_HEADING = "9406.90.0130", "NZ", "9903.99.99"
"""Nothing of the samples is under this number, from there, or has this heading."""
DEAD_HEADING, DEAD_SINCE = "9903.80.03", "2025-03-12"
"""A heading of the samples whose only row ended the day before."""
Plant = Callable[[random.Random, Rows], Rows | None]
"""The rows with one thing wrong, or None where that cannot be wrong with this line."""


def renumbered(rows: Rows) -> Rows:
    """The rows with their ordinals in the order in which they stand."""
    return [{**row, "Ordinal": str(ordinal)} for ordinal, row in enumerate(rows, start=1)]


def shifted(column: str, *amounts: str) -> Plant:
    """Another number on the row of the line's own number."""

    def plant(rng: random.Random, rows: Rows) -> Rows:
        amount = Decimal(rows[-1][column]) + Decimal(rng.choice(amounts))
        return [*rows[:-1], {**rows[-1], column: str(amount)}]

    return plant


def much_heavier(column: str) -> Plant:
    """A weight beyond every limit."""

    def plant(rng: random.Random, rows: Rows) -> Rows:
        weight = Decimal(rows[-1][column])
        more = weight + max(Decimal(7), weight * Decimal(rng.choice(("0.06", "2")))).quantize(Decimal(1))
        return [*rows[:-1], {**rows[-1], column: str(more + 1)}]

    return plant


def other_number(rng: random.Random, rows: Rows) -> Rows:
    changed = [{**row, "HTS Code": UNUSED_NUMBER} for row in rows]
    changed[-1]["Tariff Code"] = UNUSED_NUMBER
    return changed


def other_origin(rng: random.Random, rows: Rows) -> Rows:
    return [{**row, "Country of Origin": UNUSED_ORIGIN} for row in rows]


def other_unit(rng: random.Random, rows: Rows) -> Rows:
    return [*rows[:-1], {**rows[-1], "Unit": "t", "Quantity": rng.choice((rows[-1]["Quantity"], "0.07"))}]


def heading_left_off(rng: random.Random, rows: Rows) -> Rows | None:
    if len(rows) == 1:
        return None
    gone = rng.randrange(len(rows) - 1)
    return renumbered(rows[:gone] + rows[gone + 1 :])


def heading_row(rows: Rows, heading: str, duty: str) -> Row:
    empty = dict.fromkeys(("Quantity", "Unit", "Net Weight (kg)", "Gross Weight (kg)", "MPF", "HMF"), "")
    return {**rows[-1], **empty, "Tariff Code": heading, "Entered Value": "0", "Duty": duty}


def heading_added(rng: random.Random, rows: Rows) -> Rows:
    place = rng.randrange(len(rows))
    extra = heading_row(rows, UNUSED_HEADING, rng.choice(("0.00", "4.56", "789.00")))
    return renumbered([*rows[:place], extra, *rows[place:]])


def dead_heading_added(rng: random.Random, rows: Rows) -> Rows | None:
    if rows[-1]["Entry Date"] < DEAD_SINCE:
        return None
    place = rng.randrange(len(rows))
    extra = heading_row(rows, DEAD_HEADING, rng.choice(("0.00", "4.56", "789.00")))
    return renumbered([*rows[:place], extra, *rows[place:]])


def reordered(rng: random.Random, rows: Rows) -> Rows | None:
    if len(rows) == 1:
        return None
    shuffled = list(rows)
    while shuffled == rows:
        rng.shuffle(shuffled)
    return renumbered(shuffled)


def off_duty(rng: random.Random, rows: Rows) -> Rows:
    place = rng.randrange(len(rows))
    duty = Decimal(rows[place]["Duty"]) + Decimal(rng.choice(("0.02", "-0.02", "5", "20", "300.17")))
    return [*rows[:place], {**rows[place], "Duty": str(duty)}, *rows[place + 1 :]]


PLANTS: dict[str, Plant] = {
    "VALUE": shifted("Entered Value", "1", "-1", "150", "0.5", "100000"),
    "QUANTITY": shifted("Quantity", "1", "-1", "0.01", "5000"),
    "UNIT": other_unit,
    "NET_WEIGHT": much_heavier("Net Weight (kg)"),
    "GROSS_WEIGHT": much_heavier("Gross Weight (kg)"),
    "HTS": other_number,
    "ORIGIN": other_origin,
    "MISSING_CH99": heading_left_off,
    "EXTRA_CH99": heading_added,
    "DEAD_PROGRAM": dead_heading_added,
    "WRONG_ORDER": reordered,
    "DUTY": off_duty,
    "MPF": shifted("MPF", "0.02", "-0.02", "5", "20"),
    "HMF": shifted("HMF", "0.02", "-0.02", "5", "20"),
}
"""By the kind that must be found; of lines too many and too few there is more than one line to say."""
