"""Keeps parity reports: the whole as files in the exports bucket, the brief in the table; and tells people of
differences.
"""

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from chalicelib.pipeline.alerts import WARNING, Alert, alert_message
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.parity_report import (
    Difference,
    Report,
    compare,
    describe,
    digest_of,
    document,
    plain,
)
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.spreadsheets import csv_line
from chalicelib.store import audit, outbox, parity, shadow
from chalicelib.store.parity import EQUAL, Summary

if TYPE_CHECKING:
    from chalicelib.etl.csv_set import CsvSet
    from chalicelib.feeds.raw_store import RawStore

NO_FILES, NOT_ASKED = "no files", "not in shadow mode"
MOST_SAID = 20
"""Lines of a report that stand in an alert."""


def daily(ports: Ports, files: "CsvSet | None", exports: "RawStore", unset: str) -> str:
    """Compare once a day while both are to be compared; the verdict, or why nothing was compared."""
    if files is None:
        return NO_FILES
    if shadow.read(ports.table, unset).mode != shadow.SHADOW:
        return NOT_ASKED
    report = compare(ports.table, files, plain(), audit.PIPELINE, ports.stamp())
    return keep(ports, exports, report, tell=True).verdict


def keep(ports: Ports, exports: "RawStore", report: Report, *, tell: bool = False) -> Summary:
    """Keep a report; what is kept of it in brief. With `tell`, people are told of differences, once a day.

    A report that a newer one has overtaken stays a file and is not the last one.
    """
    summary = replace(report.summary, files=tuple(export(exports, report)))
    also = []
    if tell and summary.verdict != EQUAL:
        message = alert_message(_alert(report))
        also = [] if outbox.was_sent(ports.table, message.id) else [outbox.write(message)]
    if parity.keep(ports.table, summary, ports.epoch(), also):
        dispatch(ports)
    return summary


def export(exports: "RawStore", report: Report) -> list[str]:
    """Write a report as JSON and as CSV; their keys. Written again, it is the same."""
    place = f"parity/{report.summary.made_at[:10]}/{report.summary.id}"
    told = json.dumps(document(report), ensure_ascii=False, indent=1)
    exports.put(f"{place}.json", told.encode())
    exports.put(f"{place}.csv", csv_text(report).encode("utf-8-sig"))
    return [f"{place}.json", f"{place}.csv"]


def csv_text(report: Report) -> str:
    """The differences as a table; a cell that a spreadsheet would take for a formula begins with an
    apostrophe.
    """
    return "".join(map(csv_line, [Difference._fields, *report.differences]))


def _alert(report: Report) -> Alert:
    summary = report.summary
    lines = list(describe(report))
    more = [f"… and {len(lines) - MOST_SAID} lines more"] if len(lines) > MOST_SAID else []
    advice = "The readers read the files. Mend what differs, in SAP or in the files, before the cut-over."
    return Alert(
        f"parity-{summary.made_at[:10]}-{digest_of(report.differences)}",
        "parity",
        WARNING,
        f"The files and the table differ: {summary.findings} differences",
        "\n".join([*lines[:MOST_SAID], *more, advice]),
        {"report": summary.id, "verdict": summary.verdict, "differences": summary.findings},
    )
