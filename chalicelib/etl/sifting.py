"""The rows of a delivery, sifted: taken, rejected, withheld.

A row that a person has to look at is kept beside the good ones, with its number and its problems. A unit of
which a row is broken is withheld whole, because half an invoice is worse than a late one.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from chalicelib.customs.codes import Refused
from chalicelib.etl.compiling import Loaded, Messages, compile_loader
from chalicelib.etl.data_sets import DataSet, Row
from chalicelib.etl.deliveries import DeliveredTexts
from chalicelib.etl.repeats import Repeats, find_repeats, key_text
from chalicelib.etl.results import (
    CONFLICTING_ROWS,
    IDENTICAL_ROWS,
    UNIT_WITHHELD,
    QualityIssue,
    RejectedRow,
)
from chalicelib.etl.schemas import cell_of, schema_of

_CONFLICT = "the same key comes with other values. Correct the rows, or delete all but one"
_REPEATED = {
    IDENTICAL_ROWS: "are identical and count once",
    CONFLICTING_ROWS: "contradict each other: none is taken",
}

Problems = Mapping[int, tuple[str, ...]]
"""What is wrong with broken rows, by their position in the delivery."""


class Sifted(NamedTuple):
    """What one data set of a delivery came to; see `results.Transformed`."""

    rows: list[Row]
    rejected: list[RejectedRow]
    withheld: list[RejectedRow]
    issues: list[QualityIssue]
    doubtful: frozenset[str]
    unattributed: int


@cache
def loader_of(name: str) -> Callable[[Sequence[object]], Loaded]:
    """The compiled loader of a data set, by its name."""
    return compile_loader(schema_of(name))


def sift(data_set: DataSet, delivery: DeliveredTexts) -> Sifted:
    """Load the rows of a delivery and sort out those that cannot be taken."""
    loaded = loader_of(data_set.name)(delivery.texts)
    broken = sorted({*loaded.errors, *delivery.faults})
    told: dict[tuple[str, ...], tuple[str, ...]] = {}  # rows that have the same problems share their text
    found = ((at, _problems(delivery, at, loaded.errors.get(at, {}))) for at in broken)
    problems = {at: told.setdefault(texts, texts) for at, texts in found}
    good = {at: row for at, row in enumerate(loaded.rows) if row is not None and at not in problems}
    repeats = find_repeats(data_set, good)
    issues = _repeat_issues(data_set, delivery, good, repeats)
    for at in (at for group in repeats.conflicting for at in group):
        problems[at] = (f"{' + '.join(data_set.key)}: {_CONFLICT}",)
        del good[at]
    for at in (at for group in repeats.identical for at in group[1:]):
        del good[at]
    units = [_unit(data_set, delivery.texts[at]) for at in problems]
    doubtful = frozenset(filter(None, units))
    withheld = {at: unit for at, row in good.items() if (unit := row[data_set.unit]) in doubtful}
    return Sifted(
        rows=[row for at, row in good.items() if at not in withheld],
        rejected=_rejected(data_set, delivery, problems),
        withheld=[_withheld_row(data_set, delivery, at, unit) for at, unit in withheld.items()],
        issues=issues + [_withheld_issue(data_set, unit) for unit in dict.fromkeys(withheld.values())],
        doubtful=doubtful,
        unattributed=units.count("") + len(delivery.unreadable),
    )


def _problems(delivery: DeliveredTexts, at: int, messages: Messages) -> tuple[str, ...]:
    """The problems of a row: what its source wrote in no known way, and what the schema says of the rest."""
    own = {header: [text] for header, text in delivery.faults.get(at, {}).items()}
    found: Mapping[str, Sequence[str]] = {**messages, **own}
    labels = {"_schema": "row", **delivery.labels}
    return tuple(
        f"{labels.get(header, header)}: {message}" for header, texts in found.items() for message in texts
    )


def _repeat_issues(
    data_set: DataSet, delivery: DeliveredTexts, rows: Mapping[int, Row], repeats: Repeats
) -> list[QualityIssue]:
    return [
        QualityIssue(
            kind,
            data_set.name,
            key_text(data_set, rows[group[0]]),
            f"The rows {', '.join(str(delivery.numbers[at]) for at in group)} {_REPEATED[kind]}.",
        )
        for kind, groups in ((CONFLICTING_ROWS, repeats.conflicting), (IDENTICAL_ROWS, repeats.identical))
        for group in groups
    ]


def _unit(data_set: DataSet, texts: Row) -> str:
    """The unit that a broken row belongs to; empty where nobody can read it."""
    try:
        return cell_of(data_set.name, data_set.unit).canonical(texts.get(data_set.unit, ""))
    except Refused:
        return ""


def _rejected(data_set: DataSet, delivery: DeliveredTexts, problems: Problems) -> list[RejectedRow]:
    rows = [
        RejectedRow(data_set.name, delivery.numbers[at], delivery.source_row(at), found)
        for at, found in problems.items()
    ]
    rows += [
        RejectedRow(data_set.name, row.number, row.source_row, (row.problem,)) for row in delivery.unreadable
    ]
    return sorted(rows, key=lambda row: row.row_number)


def _withheld_row(data_set: DataSet, delivery: DeliveredTexts, at: int, unit: str) -> RejectedRow:
    problem = f"{data_set.unit}: {unit} has another row that is broken. Mend that row and deliver all again"
    return RejectedRow(data_set.name, delivery.numbers[at], delivery.source_row(at), (problem,))


def _withheld_issue(data_set: DataSet, unit: str) -> QualityIssue:
    message = f"{data_set.unit} {unit} is withheld whole, because a row of it is broken."
    return QualityIssue(UNIT_WITHHELD, data_set.name, unit, message)
