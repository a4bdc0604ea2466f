"""The quality gate: whether a delivery may become the current one, and the one alert it is worth.

A delivery is refused whole or used; what was good before stays current in the meantime. However many rows are
broken, people get one message with counts, never one per row.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from chalicelib.data_sets import spoken
from chalicelib.etl.data_sets import DATA_SETS
from chalicelib.etl.limits import DEFAULT_LIMITS, Limits
from chalicelib.etl.results import Transformed

COUNTS_SHOWN = 20
"""Different problems that an alert counts one by one."""


@dataclass(frozen=True, slots=True)
class QualityAlert:
    """What people are told of a delivery. `counts` are the problems and kinds of issues, most frequent first;
    the last may stand for all that are not named."""

    source: str
    accepted: bool
    reasons: tuple[str, ...]
    delivered: int
    rejected: int
    withheld: int
    counts: tuple[tuple[str, int], ...]


class Shrinking(NamedTuple):
    """The rows of a whole set in the last good load, and the far fewer that are taken of a delivery."""

    before: int
    taken: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a delivery may be used, why not, and the alert if there is anything to tell."""

    accepted: bool
    reasons: tuple[str, ...]
    alert: QualityAlert | None
    shrinks: Mapping[str, Shrinking] = field(default_factory=dict)
    """The sets that are below the limit for it; each is among the reasons."""


def judge(transformed: Transformed, last_good: Mapping[str, int], limits: Limits = DEFAULT_LIMITS) -> Verdict:
    """Judge a delivery against its limits; `last_good` counts the rows of the last good load, by set."""
    shrinks = dict(_shrinking(transformed, last_good, limits))
    reasons = tuple(
        reason
        for name in transformed.delivered
        for reason in _reasons(transformed, name, shrinks.get(name), limits)
    )
    counts = _counts(transformed)
    alert = None
    if reasons or counts:
        alert = QualityAlert(
            source=transformed.source,
            accepted=not reasons,
            reasons=reasons,
            delivered=sum(transformed.delivered.values()),
            rejected=len(transformed.rejected),
            withheld=len(transformed.withheld),
            counts=counts,
        )
    return Verdict(not reasons, reasons, alert, shrinks)


def describe(alert: QualityAlert) -> str:
    """The alert as a text of several lines, for a mail or a chat."""
    verdict = "accepted with remarks" if alert.accepted else "REFUSED, the last good load stays current"
    lines = [
        f"Delivery of {alert.source}: {verdict}.",
        f"{alert.delivered} rows, {alert.rejected} rejected, {alert.withheld} withheld.",
        *alert.reasons,
        *(f"{count} × {what}" for what, count in alert.counts),
    ]
    return "\n".join(lines)


def _shrinking(
    transformed: Transformed, last_good: Mapping[str, int], limits: Limits
) -> Iterator[tuple[str, Shrinking]]:
    for name, delivered in transformed.delivered.items():
        found = Shrinking(last_good.get(name, 0), len(transformed.sets[name]))
        below = found.taken * 100 < limits.smallest_percent * found.before
        if delivered and DATA_SETS[name].whole and below:
            yield name, found


def _reasons(transformed: Transformed, name: str, shrinks: Shrinking | None, limits: Limits) -> Iterator[str]:
    data_set, delivered = DATA_SETS[name], transformed.delivered[name]
    if not delivered:
        if name not in limits.may_be_empty:
            yield f"{spoken(name)}: the delivery is empty."
        return
    rejected = sum(row.set == name for row in transformed.rejected)
    percent = limits.rejected_percent_of.get(name, limits.rejected_percent)
    if rejected * 100 > percent * delivered:
        yield f"{spoken(name)}: {rejected} of {delivered} rows are rejected, over the limit of {percent} %."
    lost = transformed.unattributed.get(name, 0)
    if lost and data_set.several_rows_a_unit:
        yield (
            f"{spoken(name)}: nobody can say to which {data_set.unit} {lost} of the rejected rows belong, "
            "so that one would be taken without a row of it."
        )
    if shrinks:
        yield (
            f"{spoken(name)}: {shrinks.taken} rows, the last good load had {shrinks.before}: below the limit "
            f"of {limits.smallest_percent} %."
        )


def _counts(transformed: Transformed) -> tuple[tuple[str, int], ...]:
    counter: Counter[str] = Counter()
    for row in transformed.rejected:
        counter.update(f"{spoken(row.set)}: {problem}" for problem in row.problems)
    counter.update(f"{spoken(issue.set)}: {issue.kind}" for issue in transformed.issues)
    shown = counter.most_common(COUNTS_SHOWN)
    rest = counter.total() - sum(count for _, count in shown)
    return (*shown, ("other problems", rest)) if rest else tuple(shown)
