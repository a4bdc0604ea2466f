"""Looks across the reference sets at what a delivery would make visible: an HTS number that nobody knows, a
rate that jumps."""

from collections import Counter
from collections.abc import Iterable, Iterator

from chalicelib.data_sets import REFERENCE
from chalicelib.etl.cross_checks import cross_check
from chalicelib.etl.results import QualityIssue
from chalicelib.pipeline.changes import Changes
from chalicelib.store.datasets import Pins, read_snapshot
from chalicelib.store.table import Table


def crossing_issues(table: Table, pins: Pins, changes: Changes) -> list[QualityIssue]:
    """What does not fit together any more once a delivery is loaded; it holds nothing up.

    What did not fit together before has been told before, wherever in its set it stood then.
    """
    if not any(change.differs and name in REFERENCE for name, change in changes.items()):
        return []
    before = {name: read_snapshot(table, name, pins) for name in REFERENCE if name in pins.snapshots}
    after = before | {name: change.rows for name, change in changes.items() if name in REFERENCE}
    return list(_unknown(cross_check(after, before), cross_check(before, None)))


def _unknown(issues: Iterable[QualityIssue], known: Iterable[QualityIssue]) -> Iterator[QualityIssue]:
    """The issues that go beyond those that are known: of two about one subject one may be new."""
    left = Counter((issue.kind, issue.set, issue.subject) for issue in known)
    for issue in issues:
        about = issue.kind, issue.set, issue.subject
        if left[about]:
            left[about] -= 1
        else:
            yield issue
