"""`audit verify [--date D | --from D --to D] [--json]`

Whether the audit trail is what was written: every row against the one before it, every chain against its
head as it was put away when the day was over. Each break is named, by date, chain and row. Without a date,
the last 31 days. STAGE says whose table and audit bucket.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.cli.shared import DONE, FINDINGS, iso_date

if TYPE_CHECKING:
    from chalicelib.pipeline.verify import Verified

USUAL_DAYS = 31


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    doing = parser.add_subparsers(dest="doing", required=True, metavar="verify")
    verify = doing.add_parser("verify", help="look for what was changed, removed, added or moved")
    verify.add_argument("--date", type=iso_date, metavar="DATE", help="this day, UTC")
    verify.add_argument("--from", dest="first", type=iso_date, metavar="DATE", help="from this day on")
    verify.add_argument("--to", dest="last", type=iso_date, metavar="DATE", help="up to this day; today")
    verify.add_argument("--json", action="store_true", help="write JSON")


def run(asked: Namespace) -> int:
    """Do what is asked."""
    today = datetime.now(UTC).date()
    if asked.date and (asked.first or asked.last):
        asked.usage_error("take --date, or --from and --to")
    last = date.fromisoformat(asked.date or asked.last or today.isoformat())
    first = date.fromisoformat(asked.date or asked.first or (last - timedelta(USUAL_DAYS - 1)).isoformat())
    if first > last:
        asked.usage_error(f"{first} comes after {last}")
    return _tell(_verified(first, last, today), as_json=asked.json)


def _verified(first: date, last: date, today: date) -> Iterator["Verified"]:
    from chalicelib import wiring
    from chalicelib.pipeline.verify import verify

    ports = wiring.ports()
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        yield verify(ports.table, ports.audit, day.isoformat(), today.isoformat())


def _tell(days: Iterator["Verified"], *, as_json: bool) -> int:
    """Print what is to be said of each day; whether there is a break anywhere."""
    from dataclasses import asdict

    from chalicelib.cli.shared import json_chunks, write

    breaks = rows = 0

    def counted() -> Iterator["Verified"]:
        nonlocal breaks, rows
        for found in days:
            breaks, rows = breaks + len(found.breaks), rows + found.rows
            yield found

    if as_json:
        write(json_chunks("days", (asdict(found) for found in counted())), None)
    else:
        write((line for found in counted() for line in _lines(found)), None)
        print(f"{rows:,} events; {breaks or 'no'} break{'' if breaks == 1 else 's'}.")
    return FINDINGS if breaks else DONE


def _lines(found: "Verified") -> Iterator[str]:
    against = "against what was put away" if found.anchored else "nothing was put away yet"
    yield f"{found.date}  {found.rows:>7,} events  {'ALTERED' if found.breaks else 'whole'}, {against}\n"
    for one in found.breaks:
        yield f"  {one.date}, chain {one.chain}, row {one.number}: {one.problem}\n"
