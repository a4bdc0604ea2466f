"""Lists of customs lines by date, shipment and what the lines are, and what each day comes to.

What a page has not room for is behind its cursor. The sums are those of the whole list and not of the page;
they are made with the first page and carried along in the cursor, so that a list is read through once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from chalicelib.api import parameters as known
from chalicelib.api.cursors import Cursors
from chalicelib.api.duties import by_program, programs
from chalicelib.api.judged import judged
from chalicelib.api.lines_csv import csv_reply
from chalicelib.api.paging import page_of
from chalicelib.api.replies import Problem, Reply
from chalicelib.api.searching import any_says
from chalicelib.api.sums import HELD, Sums
from chalicelib.store import comparisons, entries, keys
from chalicelib.store.by_day import each_day, shipment_days
from chalicelib.store.table import Record, Table

ROUTE = "/api/customs-lines"
QUERY = (
    *known.PERIOD,
    known.SHIPMENT,
    known.HTS,
    known.ORIGIN,
    known.ENTRY_STATUS,
    known.LINE_SEARCH,
    *known.PAGE,
)
DAYS_QUERY = (known.needed(known.FROM), known.needed(known.TO))
MOST_DAYS, MOST_DAYS_SUMMED = 31, 366
MOST_LINES = 5_000
"""Lines on a page, but for the last entry's: what an answer of a function can carry with room to spare."""
STATES = ("pass", "warn", "fail", "pending")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for."""

    shipment: str
    dates: tuple[date, date] | None
    hts: str
    origin: str
    status: str
    search: str

    @property
    def some_lines(self) -> bool:
        """Whether some lines of an entry may be wanted and others not, whatever is searched for."""
        return bool(self.hts or self.origin)

    def takes(self, line: Mapping[str, Any]) -> bool:
        """Whether a line is wanted, whatever is searched for."""
        return line["hts"].replace(".", "").startswith(self.hts) and self.origin in ("", line["origin"])


class Found:
    """An entry that is wanted, with those of its lines that are."""

    def __init__(self, table: Table, record: Record, wanted: Wanted) -> None:
        self._table, self.record, self._wanted = table, record, wanted

    @cached_property
    def document(self) -> dict[str, Any]:
        """The entry in the JSON shape of `generate --json`, with the lines that are wanted."""
        if not self._narrowed:
            return self._whole
        lines = filter(self._wanted.takes, self._whole["lines"])
        if not self._is_meant:
            lines = filter(self._says, lines)
        return {**self._whole, "lines": list(lines)}

    @property
    def shipment(self) -> str:
        """The entry's shipment."""
        return str(self.record.data["shipment"])

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands in the list: by date, then by shipment."""
        return str(self.record.data["entry_date"]), self.shipment

    def is_wanted(self) -> bool:
        """Whether the entry is wanted; what its record says is asked first, its lines only if they matter."""
        if self._wanted.status not in ("", self.record.data["status"]):
            return False
        return not self._narrowed or bool(self.document["lines"])

    def count(self, sums: Sums) -> None:
        """Add it to sums."""
        data = self.record.data
        if self._narrowed:
            sums.add_lines(data["status"], self.document["lines"])
        else:
            sums.add_entry(data["status"], int(data["line_count"]), data["totals"])

    @cached_property
    def _whole(self) -> dict[str, Any]:
        return entries.whole(self._table, self.record)

    @cached_property
    def _is_meant(self) -> bool:
        """Whether what is searched for is in the entry itself, so that all its lines are found."""
        data, text = self.record.data, self._wanted.search
        if not text or any_says((self.shipment, *data["materials"]), text):
            return True
        return data["status"] == HELD and any_says((gap["subject"] for gap in self._whole["findings"]), text)

    @property
    def _narrowed(self) -> bool:
        return self._wanted.some_lines or not self._is_meant

    def _says(self, line: Mapping[str, Any]) -> bool:
        codes = (tariff["code"] for tariff in line["tariffs"])
        return any_says((line["invoice"], line["hts"], *codes), self._wanted.search)


def customs_lines(
    table: Table, cursors: Cursors, asked: Mapping[str, str], accept: str = ""
) -> dict[str, Any] | Reply:
    """A page of entries with their customs lines, or where CSV is asked for all of them as a file.

    Raises `Problem`.
    """
    wanted = _wanted(asked)
    begun = cursors.read(ROUTE, asked)
    if "text/csv" in accept.lower():
        return csv_reply(found.document for found in _found(table, wanted, None))
    sums = Sums(begun["totals"] if begun else None)
    page, more = page_of(
        _found(table, wanted, (begun["date"], begun["shipment"]) if begun else None),
        known.values(asked, QUERY).get("limit", known.USUAL_ITEMS),
        lambda found: int(found.record.data["line_count"]),
        MOST_LINES,
        None if begun else lambda found: found.count(sums),
    )
    totals = sums.as_text()
    ends = dict(zip(("date", "shipment"), page[-1].place, strict=True)) if page else {}
    return {
        "entries": _documents(table, page),
        "totals": totals,
        "next": cursors.make(ROUTE, asked, {**ends, "totals": totals}) if more else None,
    }


def days(table: Table, asked: Mapping[str, str]) -> dict[str, Any]:
    """What each day of a period comes to, for the days on which there is anything. Raises `Problem`.

    Duty by programme is told of a list's period only: it asks for every line.
    """
    first, last = known.period(known.values(asked, DAYS_QUERY), MOST_DAYS_SUMMED)
    filed = programs(table) if (last - first).days < MOST_DAYS else None
    dates = list(shipment_days(table, first.isoformat(), last.isoformat()))
    made = each_day(entries.of_day, table, dates)
    compared = each_day(comparisons.of_day, table, dates)
    summed = (_day(table, filed, *day) for day in zip(dates, made, compared, strict=True))
    return {"days": [day for day in summed if day["entries"] or any(day[state] for state in STATES)]}


def _wanted(asked: Mapping[str, str]) -> Wanted:
    found = known.values(asked, QUERY)
    dated = any(parameter.name in found for parameter in known.PERIOD)
    if "shipment" in found and dated:
        raise Problem(400, "Contradiction", "Give either a shipment or dates.")
    texts = {name: found.get(name, "") for name in ("shipment", "hts", "origin", "status")}
    dates = None if "shipment" in found else known.period(found, MOST_DAYS)
    return Wanted(dates=dates, search=found.get("q", "").casefold(), **texts)


def _found(table: Table, wanted: Wanted, behind: tuple[str, str] | None) -> Iterator[Found]:
    for record in _records(table, wanted, behind[0] if behind else ""):
        found = Found(table, record, wanted)
        if (behind is None or found.place > behind) and found.is_wanted():
            yield found


def _records(table: Table, wanted: Wanted, since: str) -> Iterator[Record]:
    """The entries' records by date and shipment."""
    if wanted.dates is None:
        record = table.get(*keys.entry(wanted.shipment))
        if record is None:
            raise Problem(404, "No such entry", f"No entry of shipment {wanted.shipment} has been made.")
        yield record
        return
    first, last = wanted.dates
    dates = [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]
    for records in each_day(entries.of_day, table, [day for day in dates if day >= since]):
        yield from records


def _documents(table: Table, page: list[Found]) -> list[dict[str, Any]]:
    compared = judged(table, [found.shipment for found in page])
    return [
        {
            **found.document,
            "version": int(found.record.data["version"]),
            "generated_at": found.record.data["generated_at"],
            "comparison": compared.get(found.shipment),
        }
        for found in page
    ]


def _day(
    table: Table, filed: Mapping[str, str] | None, day: str, made: list[Record], compared: list[Record]
) -> dict[str, Any]:
    sums = Sums()
    for record in made:
        sums.add_entry(record.data["status"], int(record.data["line_count"]), record.data["totals"])
    statuses = [record.data["status"] for record in compared]
    duties = None if filed is None else by_program((entries.whole(table, one) for one in made), filed)
    counts = {state: statuses.count(state) for state in STATES}
    return {"date": day, **sums.as_text(), "duties": duties, **counts}
