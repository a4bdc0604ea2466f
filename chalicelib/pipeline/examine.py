"""Examines a landed delivery: reads it as its source writes, and judges whether it may be used."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chalicelib.customs.wording import counted
from chalicelib.data_sets import REFERENCE
from chalicelib.etl.limits import DEFAULT_LIMITS, Limits
from chalicelib.etl.options import AS_DECLARED, Options
from chalicelib.etl.quality import QualityAlert, Verdict, describe, judge
from chalicelib.etl.results import QualityIssue, Transformed
from chalicelib.etl.transforming import transform
from chalicelib.feeds.catalogue import Feed, source
from chalicelib.feeds.fetched import read_as_of
from chalicelib.feeds.manifests import ReadAs
from chalicelib.pipeline.alerts import WARNING, Alert
from chalicelib.pipeline.ports import Ports
from chalicelib.store.datasets import Pins, snapshot_size

SHOWN_ISSUES = 20

Parts = Sequence[tuple[str, bytes]]


def read(ports: Ports, source_key: str, parts: Parts, read_as: ReadAs | None = None) -> Transformed:
    """The rows of a delivery. Raises `DeliveryRefused` where nothing of it can be used."""
    return transform(source_key, parts, options_of(ports, source_key, read_as))


def options_of(ports: Ports, source_key: str, read_as: ReadAs | None) -> Options:
    """How a delivery was written: SAP may name function and fields otherwise than declared, or write a comma.

    Its manifest says it; where that is too old to (`read_as` is None) the settings of today do.
    """
    if read_as is None:
        declared = source(source_key, ports.ingestions)
        if not isinstance(declared, Feed):
            return AS_DECLARED
        read_as = read_as_of(declared)
    return Options(
        decimal_comma=read_as.decimal_comma, function=read_as.function, renamed=dict(read_as.renamed)
    )


def assess(
    ports: Ports, made: Transformed, sets: Sequence[str], pins: Pins, *, may_shrink: bool = False
) -> Verdict:
    """Whether a delivery may be used, against what is visible and what its source may do.

    It may have far fewer rows than what is visible only where a person wants that (`may_shrink`).
    """
    declared = source(made.source, ports.ingestions)
    limits: Limits = replace(
        DEFAULT_LIMITS,
        may_be_empty=frozenset(sets) if declared.may_be_empty else frozenset(),
        smallest_percent=0 if may_shrink else DEFAULT_LIMITS.smallest_percent,
    )
    return judge(made, _last_good(ports, sets, pins), limits)


def quality_alert(
    sequence: int, source_key: str, found: QualityAlert | None, crossings: Sequence[QualityIssue]
) -> Alert | None:
    """The one alert about what a delivery that is used leaves to be desired; None if nothing."""
    if found is None and not crossings:
        return None
    rejected = found.rejected if found else 0
    lines = [describe(found)] if found else []
    lines += [issue.message for issue in crossings[:SHOWN_ISSUES]]
    if len(crossings) > SHOWN_ISSUES:
        lines.append(f"… and {len(crossings) - SHOWN_ISSUES} more that do not fit together")
    facts: Mapping[str, object] = {
        "source": source_key,
        "sequence": sequence,
        "rejected": rejected,
        "withheld": found.withheld if found else 0,
        "counts": dict(found.counts) if found else {},
        "crossings": len(crossings),
    }
    unfit = counted(len(crossings), "thing that does not fit", "things that do not fit together")
    title = f"{source_key}: {counted(rejected, 'row')} rejected, {unfit}"
    return Alert(f"quality-{sequence}", "quality", WARNING, title, "\n".join(lines), dict(facts))


def _last_good(ports: Ports, sets: Sequence[str], pins: Pins) -> dict[str, int]:
    """How many rows the visible reference sets have: a delivery that is much smaller is refused."""
    return {name: snapshot_size(ports.table, name, pins) for name in sets if name in REFERENCE}
