"""What a version says against the one before it: another unit of weight, a rate that leapt, an old file.

A single weight or rate may change at any time. A whole feed that changes by the factor between two units, or
a rate that moves further than trade policy usually does in a day, is a person's business.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from statistics import median

from chalicelib.customs.column1 import DUTY_RATE_PLACES, parse_rate
from chalicelib.customs.numbers import format_scaled, half_up, parse_scaled
from chalicelib.etl.data_sets import Row
from chalicelib.etl.habits import PARTS_OF_A_KILOGRAM
from chalicelib.etl.limits import Limits
from chalicelib.etl.results import QualityIssue

WEIGHT_SHIFT = "WEIGHT_SHIFT"
RATE_STEP = "RATE_STEP"
OLDER_ROWS = "OLDER_ROWS"

Sets = Mapping[str, Sequence[Row]]
_WEIGHTS = ("Net Weight (kg)", "Gross Weight (kg)")
_DATES = {
    "exchange_rates": "Date",
    "shipments": "Entry Date",
    "invoice_lines": "Invoice Date",
    "report": "Entry Date",
}
"""The column of a set by which a delivery is as young as its youngest row."""
_MEASURE_KEY = ("Program", "Tariff Code", "HTS Scope", "HTS Except", "Origin", "Basis", "Condition")


def changes(current: Sets, previous: Sets, limits: Limits) -> Iterator[QualityIssue]:
    """What changed in a way that is hardly meant, for the sets that both versions have."""
    if "product_weights" in current and "product_weights" in previous:
        yield from _shifts(current["product_weights"], previous["product_weights"], limits)
    if "hts_rates" in current and "hts_rates" in previous:
        yield from _hts_steps(current["hts_rates"], previous["hts_rates"], limits)
    if "measures" in current and "measures" in previous:
        yield from _measure_steps(current["measures"], previous["measures"], limits)
    for name, header in _DATES.items():
        if name in current and name in previous:
            yield from _older(name, header, current[name], previous[name])


def _shifts(current: Sequence[Row], previous: Sequence[Row], limits: Limits) -> Iterator[QualityIssue]:
    before = {row["Material"]: row for row in previous}
    for header in _WEIGHTS:
        weights = ((row[header], before.get(row["Material"], {}).get(header, "")) for row in current)
        pairs = [(parse_scaled(now or "0"), parse_scaled(then or "0")) for now, then in weights]
        ratios = [Fraction(now, then) for now, then in pairs if now and then]
        if len(ratios) < limits.shift_materials:
            continue
        common = median(ratios)
        for then, now, factor in _factors():
            if abs(common / factor - 1) * 100 <= limits.shift_tolerance_percent:
                times = format_scaled(half_up(1_000 * common.numerator, common.denominator), 3)
                told = (
                    f"The values of {header} are {times} times what they were, by their median: "
                    f"they seem to be in {now} where they were in {then}."
                )
                yield QualityIssue(WEIGHT_SHIFT, "product_weights", header, told)


def _factors() -> Iterator[tuple[str, str, Fraction]]:
    """Two units of weight, and by what the numbers grow when the second is delivered instead of the first."""
    sizes = {unit: Fraction(*parts) for unit, parts in PARTS_OF_A_KILOGRAM.items()}
    for before, size in sizes.items():
        for now, other in sizes.items():
            if before != now:
                yield before, now, size / other


def _hts_steps(current: Sequence[Row], previous: Sequence[Row], limits: Limits) -> Iterator[QualityIssue]:
    before = _latest(previous, ("HTS Code",))
    for key, row in _latest(current, ("HTS Code",)).items():
        now, then = _ad_valorem(row), _ad_valorem(before.get(key))
        if now is not None and then is not None and abs(now - then) * 100 > limits.rate_step_points:
            told = f"{before[key]['General Rate']} before, {row['General Rate']} now"
            yield _step("hts_rates", row["HTS Code"], told)


def _measure_steps(current: Sequence[Row], previous: Sequence[Row], limits: Limits) -> Iterator[QualityIssue]:
    before = _latest(previous, _MEASURE_KEY)
    for key, row in _latest(current, _MEASURE_KEY).items():
        then = before.get(key)
        for header in ("Rate", "Cap"):
            if then is None or row[header] == then[header]:
                continue
            if abs(Fraction(row[header] or 0) - Fraction(then[header] or 0)) * 100 > limits.rate_step_points:
                told = f"{header} {then[header] or 'empty'} before, {row[header] or 'empty'} now"
                subject = f"{row['Program']} {row['Tariff Code'] or '(no heading)'}"
                yield _step("measures", subject, told)


def _older(name: str, header: str, current: Sequence[Row], previous: Sequence[Row]) -> Iterator[QualityIssue]:
    youngest = max((row[header] for row in current), default="")
    before = max((row[header] for row in previous), default="")
    if youngest < before:
        told = f"The youngest {header} is {youngest or 'none'}, before it was {before}: is it an old file?"
        yield QualityIssue(OLDER_ROWS, name, header, told)


def _latest(rows: Sequence[Row], key: tuple[str, ...]) -> dict[tuple[str, ...], Row]:
    """The row of every key that begins last."""
    return {
        tuple(row[header] for header in key): row
        for row in sorted(rows, key=lambda row: row["Effective From"])
    }


def _ad_valorem(row: Row | None) -> Fraction | None:
    rate = parse_rate(row["General Rate"]) if row else None
    return Fraction(rate.ad_valorem, 10**DUTY_RATE_PLACES) if rate else None


def _step(data_set: str, subject: str, told: str) -> QualityIssue:
    return QualityIssue(RATE_STEP, data_set, subject, f"The rate of {subject} leapt: {told}.")
