"""Lists of customs lines by date, shipment and what the lines are, and what each day comes to.

What a page has not room for is behind its cursor. The sums are those of the whole list and not of the page;
they are made with the first page and carried along in the cursor, so that a list is read through once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
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
        of_no_line = (material for material in data["materials"] if material not in data["lines_of"])
        if not text or any_says((self.shipment, *of_no_line), text):
            return True
        return data["status"] == HELD and any_says((gap["subject"] for gap in self._whole["findings"]), text)

    @cached_property
    def _of_material(self) -> frozenset[str]:
        """The lines of the materials that are searched for."""
        lines_of, text = self.record.data["lines_of"], self._wanted.search
        found = (lines for material, lines in lines_of.items() if any_says((material,), text))
        return frozenset(f"{int(number):03}" for lines in found for number in lines)

    @property
    def _narrowed(self) -> bool:
        return self._wanted.some_lines or not self._is_meant

    def _says(self, line: Mapping[str, Any]) -> bool:
        codes = (tariff["code"] for tariff in line["tariffs"])
        return line["line"] in self._of_material or any_says(
            (line["invoice"], line["hts"], *codes), self._wanted.search
        )


class Day:
    """What an entry date comes to."""

    def __init__(self) -> None:
        self._sums, self._duties = Sums(), list[Mapping[str, str]]()
        self._noted = 0
        self.compared = Counter[str]()

    def add_entry(self, data: Mapping[str, Any]) -> None:
        """Add an entry by its record's fields."""
        self._sums.add_entry(data["status"], int(data["line_count"]), data["totals"])
        self._duties.append(data["duties"])
        self._noted += data["advisory_count"] > 0

    def document(self, day: str, known_programs: Mapping[str, str]) -> dict[str, Any]:
        """The day as an answer shows it."""
        counts = {state: self.compared[state] for state in STATES}
        duties = by_program(self._duties, known_programs)
        return {"date": day, **self._sums.as_text(), "duties": duties, **counts, "noted": self._noted}


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
    """What each day of a period comes to, for the days on which there is anything. Raises `Problem`."""
    first, last = known.period(known.values(asked, DAYS_QUERY), MOST_DAYS_SUMMED)
    of_days: dict[str, Day] = defaultdict(Day)
    for record in entries.of_period(table, first.isoformat(), last.isoformat()):
        of_days[record.data["entry_date"]].add_entry(record.data)
    for record in comparisons.of_period(table, first.isoformat(), last.isoformat()):
        of_days[record.data["entry_date"]].compared[record.data["status"]] += 1
    known_programs = programs(table)
    return {"days": [of_days[day].document(day, known_programs) for day in sorted(of_days)]}


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
    yield from entries.of_period(table, max(first.isoformat(), since), last.isoformat())


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
