"""Entries and their customs lines as tables for a person."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from chalicelib.cli.tables import table, thousands
from chalicelib.customs.entries import Entry, Totals
from chalicelib.customs.publish import line_document, totals_document
from chalicelib.customs.wording import counted, in_words

_FIGURES = ("value", "duty", "mpf", "hmf", "gross_kg")


def overview(entries: Sequence[Entry], in_full: bool) -> Iterable[str]:
    """A table per entry date with totals, the lines where asked for, then what needs a person."""
    if not entries:
        yield "No entries.\n"
        return
    for day, group in groupby(sorted(entries, key=_by_date), key=lambda entry: entry.entry_date):
        of_day = list(group)
        held = sum(bool(entry.findings) for entry in of_day)
        state = f"{held} held" if held else "all generated"
        yield f"Entry date {day}: {counted(len(of_day), 'entry', 'entries')}, {state}\n\n"
        yield f"{_day_table(of_day)}\n\n"
        if in_full:
            yield from (f"{lines_table(entry)}\n\n" for entry in of_day if entry.lines)
    yield from _notes("Held for want of input", ((entry, entry.findings) for entry in entries))
    yield from _notes("Please note", ((entry, entry.advisories) for entry in entries))


def _by_date(entry: Entry) -> tuple[str, str]:
    return entry.entry_date, entry.shipment


def _day_table(entries: Sequence[Entry]) -> str:
    header = ("Shipment", "Status", "Lines", "Value USD", "Duty USD", "MPF USD", "HMF USD", "Gross kg")
    rows = [
        (
            entry.shipment,
            "held" if entry.findings else entry.status,
            str(len(entry.lines)),
            *_figures(entry.totals),
        )
        for entry in entries
    ]
    sums = Totals(*map(sum, zip(*(entry.totals for entry in entries), strict=True)))
    total = ("Total", "", str(sum(len(entry.lines) for entry in entries)), *_figures(sums))
    return table(header, rows, right=range(2, 8), total=total)


def _figures(totals: Totals) -> list[str]:
    return [thousands(totals_document(totals)[figure]) for figure in _FIGURES]


def lines_table(entry: Entry) -> str:
    """The customs lines of an entry, a row per tariff number."""
    who = ("Line", "Invoice", "Origin", "Part")
    header = (*who, "Tariff number", "Rate", "Duty USD", "Value USD", "Quantity", "Net kg", "Gross kg")
    rows = [row for line in entry.lines for row in _line_rows(line_document(line))]
    return f"{entry.shipment}\n\n{table(header, rows, right=range(5, 11))}"


def _line_rows(shown: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    """A row per tariff number: who and what on the first, the goods' figures on the last (CBP Form 7501)."""
    last = len(shown["tariffs"]) - 1
    quantity = f"{thousands(shown['quantity'])} {shown['unit']}" if shown["quantity"] else shown["unit"]
    for place, tariff in enumerate(shown["tariffs"]):
        head = ("", "", "", "")
        if place == 0:
            head = (shown["line"], shown["invoice"], shown["origin"], shown["part"].replace("_", "-"))
        goods = ("0", "", "", "")
        if place == last:
            goods = (
                thousands(shown["value"]),
                quantity,
                thousands(shown["net_kg"]),
                thousands(shown["gross_kg"]),
            )
        yield (*head, tariff["code"], tariff["rate"], thousands(tariff["duty"]), *goods)


def _notes(title: str, notes: Iterable[tuple[Entry, Iterable[tuple[str, ...]]]]) -> Iterable[str]:
    lines = [
        f"  {entry.shipment}  {in_words(kind, subject)}{_of_article(rest)}\n"
        for entry, said in notes
        for kind, subject, *rest in said
    ]
    if lines:
        yield f"{title}\n"
        yield from lines
        yield "\n"


def _of_article(article: Sequence[str]) -> str:
    return f" (HTS {article[0]} from {article[1]})" if article else ""
