"""`shadow status | report [--csv DIR] [--keep] [--json] | set MODE --edition N --reason TEXT [--force]`

Which data the readers see: the business's files (`csv`, `shadow`) or the table (`dynamodb`). `report`
compares both field by field, and with `--keep` keeps that as the last report, by which a cut-over is decided;
`set` changes the state. STAGE says which table, CSV_FALLBACK where the files are. `report` uses pandas where
requirements-report.txt is installed, and says so; the answer is the same without. Exit code 1 says that the
two differ.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chalicelib.cli.shared import BAD_INPUT, DONE, FINDINGS, write

if TYPE_CHECKING:
    from chalicelib.pipeline.parity_report import Comparer, Report

MODES = ("csv", "shadow", "dynamodb")


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    doing = parser.add_subparsers(dest="doing", required=True, metavar="status | report | set")
    doing.add_parser("status", help="say which data are read, and what the last report said")
    report = doing.add_parser("report", help="compare the files with the table")
    report.add_argument("--csv", metavar="DIR", help="where the files are: a folder, or s3://bucket/prefix")
    report.add_argument("--keep", action="store_true", help="keep it as the last report")
    report.add_argument("--json", action="store_true", help="write the whole report as JSON")
    report.add_argument("--plain", action="store_true", help="compare without pandas")
    change = doing.add_parser("set", help="change which data are read")
    change.add_argument("mode", choices=MODES, metavar="MODE", help=", ".join(MODES))
    change.add_argument("--edition", type=int, required=True, help="the edition that `status` shows")
    change.add_argument("--reason", required=True, metavar="TEXT", help="why, for the audit trail")
    change.add_argument("--force", action="store_true", help="cut over without a good report of these data")


def run(asked: Namespace) -> int:
    """Do what is asked."""
    if asked.doing == "status":
        return _status()
    return _report(asked) if asked.doing == "report" else _set(asked)


def _status() -> int:
    from chalicelib import wiring
    from chalicelib.api.shadow import show

    found = show(wiring.table(), wiring.shadow_unset(), _place())
    write((f"{line}\n" for line in _told(found)), None)
    return DONE


def _told(found: dict[str, object]) -> Iterator[str]:
    yield f"mode:      {found['mode']}, edition {found['edition']}"
    yield f"read:      the {'files' if found['reads'] == 'csv' else 'table'}"
    if found["by"]:
        yield f"set:       {found['changed_at']} by {found['by']}: {found['reason']}"
    if found["notice"]:
        yield f"note:      {found['notice']}"
    if found["verdict"]:
        yield f"compared:  {found['checked_at']} with {found['compared_with']}: {found['verdict']}"
    else:
        yield "compared:  never"


def _report(asked: Namespace) -> int:
    from chalicelib import wiring
    from chalicelib.identity.accounts import COMMAND_LINE
    from chalicelib.pipeline.parity_report import compare
    from chalicelib.store.parity import EQUAL

    place = asked.csv or _place()
    if not place:
        return _refuse("There are no files: name their folder with --csv, or set CSV_FALLBACK.")
    ports = wiring.ports()
    files, comparer = wiring.csv_set_at(place), _comparer(plain=asked.plain)
    report = compare(ports.table, files, comparer, COMMAND_LINE, ports.stamp())
    write(_json(report) if asked.json else _lines(report), None)
    if asked.keep:
        _keep(report)
    return DONE if report.summary.verdict == EQUAL else FINDINGS


def _set(asked: Namespace) -> int:
    from chalicelib import wiring
    from chalicelib.identity.accounts import COMMAND_LINE
    from chalicelib.pipeline.cut_over import SwitchError, switch
    from chalicelib.store.shadow import Setting

    if not asked.reason.strip():
        return _refuse("Give a reason: it stands in the audit trail.")
    wanted = Setting(asked.mode, asked.edition, reason=asked.reason.strip())
    try:
        unset = wiring.shadow_unset()
        switch(wiring.ports(), unset, _place(), COMMAND_LINE, wanted, force=asked.force)
    except SwitchError as refused:
        return _refuse(str(refused))
    return _status()


def _refuse(said: str) -> int:
    print(said, file=sys.stderr)
    return BAD_INPUT


def _lines(report: "Report") -> Iterator[str]:
    from chalicelib.pipeline.parity_report import describe

    yield f"{report.summary.place} and the table, compared with {report.summary.comparer}\n"
    yield from (f"{line}\n" for line in describe(report))


def _json(report: "Report") -> Iterator[str]:
    import json

    from chalicelib.pipeline.parity_report import document

    yield json.dumps(document(report), ensure_ascii=False, indent=1) + "\n"


def _keep(report: "Report") -> None:
    from chalicelib import wiring
    from chalicelib.pipeline.parity_keeping import keep

    kept = keep(wiring.ports(), wiring.exports(), report)
    print(f"kept as {kept.files[0]}", file=sys.stderr)


def _comparer(*, plain: bool) -> "Comparer":
    from chalicelib.pipeline import parity_report

    if not plain:
        try:
            return parity_report.with_pandas()
        except ImportError:
            print("pandas is not installed: compared without it.", file=sys.stderr)
    return parity_report.plain()


def _place() -> str:
    from chalicelib import wiring

    return wiring.current_settings().csv_fallback
