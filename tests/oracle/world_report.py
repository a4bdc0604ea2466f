"""An invented customs report: our own lines as they ought to be reported, with planted discrepancies."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from .books import Books, Rows, dotted, open_books
from .column_one import plain_unit
from .exact import half_up, number, text
from .generate import Entry, entries_of, line_hmf, line_mpf, line_number, quantity_text
from .lines import Line, duties
from .world_reference import ORIGINS, Row


@dataclass(frozen=True, slots=True)
class Declared:
    """A line as it will be reported, still in one piece, and the line of ours it is made from."""

    source: Line
    number: str
    hts: str
    origin: str
    tariffs: tuple[tuple[str, str], ...]
    value: str
    quantity: str
    unit: str
    net_kg: str
    gross_kg: str
    mpf: str
    hmf: str


Plant = Callable[[random.Random, Books, Entry, Declared], Declared]


def declared(books: Books, entry: Entry, place: int, line: Line) -> Declared:
    """Our line as it ought to be reported."""
    headings, column_one = duties(line, line.value)
    tariffs = [(dotted(h.code), text(duty, 2)) for h, duty in zip(line.stack, headings, strict=True)]
    return Declared(
        source=line,
        number=line_number(place),
        hts=dotted(line.hts),
        origin=line.origin,
        tariffs=(*tariffs, (dotted(line.hts), text(column_one, 2))),
        value=str(line.value),
        quantity=quantity_text(line) or "",
        unit=line.unit,
        net_kg=text(line.net_kg, 3),
        gross_kg=str(line.gross_kg),
        mpf=text(line_mpf(books, entry.header, line, line.value), 2),
        hmf=text(line_hmf(books, entry.header, line.value), 2),
    )


def off_value(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """A wrong value; duties and fees follow it, or stay."""
    value = max(0, line.source.value + rng.choice((-1, 1, 3, -20, 150, line.source.value // 10)))
    if rng.random() < 0.5:
        return replace(line, value=str(value))
    headings, column_one = duties(line.source, value)
    codes = [*(dotted(heading.code) for heading in line.source.stack), dotted(line.source.hts)]
    due = {code: text(duty, 2) for code, duty in zip(codes, (*headings, column_one), strict=True)}
    tariffs = tuple((code, due.get(code, duty)) for code, duty in line.tariffs)
    mpf, hmf = line_mpf(books, entry.header, line.source, value), line_hmf(books, entry.header, value)
    return replace(line, value=str(value), tariffs=tariffs, mpf=text(mpf, 2), hmf=text(hmf, 2))


def off_quantity(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """A wrong quantity, or one where there should be none."""
    quantity = number(line.quantity or "0") + rng.choice((1, -1, 12))
    return replace(line, quantity=text(max(Fraction(0), quantity), 2 if "." in line.quantity else 0))


def off_unit(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """Another unit with another quantity, or the same unit written differently."""
    if rng.random() < 0.4:
        return replace(line, unit=line.unit.upper().removesuffix("."))
    return replace(line, unit="kg" if plain_unit(line.unit) != "kg" else "No.", quantity="17")


def off_net(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """A net weight on, just beyond or far beyond a tolerance."""
    net = number(line.net_kg)
    off = rng.choice((Fraction(1), net / 200, net / 20, net / 20 + 1, net / 10)) + rng.choice(
        (0, Fraction(1, 1000))
    )
    return replace(line, net_kg=text(abs(net + half_up(off, 3) * rng.choice((1, -1))), 3))


def off_gross(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """A gross weight on, just beyond or far beyond a tolerance."""
    gross = number(line.gross_kg)
    off = rng.choice((Fraction(5), Fraction(6), gross / 20, gross / 20 + 1, gross / 4))
    return replace(line, gross_kg=text(gross + half_up(off), 0))


def off_hts(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """Another HTS, sometimes of another line, sometimes with the quantity or the value of another."""
    hts = rng.choice(["9406.90.0130", *(dotted(other.hts) for other in entry.lines)])
    tariffs = (*line.tariffs[:-1], (hts, rng.choice((line.tariffs[-1][1], "3.33"))))
    line = replace(line, hts=hts, tariffs=tariffs)
    near = replace(
        line, value=str(line.source.value + line.source.value // 100), quantity=rng.choice(("0", "99"))
    )
    return rng.choice((line, near, off_value(rng, books, entry, line)))


def off_origin(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """Another origin, sometimes with another HTS too."""
    line = replace(line, origin=rng.choice(ORIGINS))
    return off_hts(rng, books, entry, line) if rng.random() < 0.25 else line


def no_heading(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """A heading left out."""
    gone = rng.randrange(len(line.tariffs))
    kept = tuple(pair for place, pair in enumerate(line.tariffs[:-1]) if place != gone)
    return replace(line, tariffs=(*kept, line.tariffs[-1]))


def one_more_heading(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """A heading that is not ours: of a measure living or dead, or of none."""
    ours = {code for code, _ in line.tariffs}
    known = {row["Tariff Code"] for row in books.measures if row["Tariff Code"]} | {"9903.99.99"}
    ended = {code for code in known - ours if code[-2] == "9"}
    known = ended if ended and rng.random() < 0.5 else known
    place = rng.randrange(len(line.tariffs))
    extra = (rng.choice(sorted(known - ours)), rng.choice(("0.00", "12.50", "800.00")))
    return replace(line, tariffs=(*line.tariffs[:place], extra, *line.tariffs[place:]))


def reordered(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """The numbers in another order, sometimes the HTS not last."""
    shuffled = list(line.tariffs[:-1])
    rng.shuffle(shuffled)
    moved = (*shuffled, line.tariffs[-1])
    return replace(line, tariffs=(moved[-1], *moved[:-1]) if rng.random() < 0.3 else moved)


def off_duty(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """One duty off, within or beyond the tolerance."""
    tariffs = list(line.tariffs)
    place = rng.randrange(len(tariffs))
    tariffs[place] = (tariffs[place][0], shifted(rng, tariffs[place][1]))
    return replace(line, tariffs=tuple(tariffs))


def off_fee(rng: random.Random, books: Books, entry: Entry, line: Declared) -> Declared:
    """MPF or HMF off, within or beyond the tolerance."""
    return rng.choice((replace(line, mpf=shifted(rng, line.mpf)), replace(line, hmf=shifted(rng, line.hmf))))


def shifted(rng: random.Random, amount: str) -> str:
    """An amount of USD a little or much higher."""
    return text(number(amount) + number(rng.choice(("0.01", "0.02", "5", "19.99", "20", "27.5"))), 2)


PLANTS: tuple[Plant, ...] = (
    *(
        off_value,
        off_value,
        off_quantity,
        off_unit,
        off_net,
        off_net,
        off_gross,
        off_hts,
        off_hts,
        off_origin,
    ),
    *(no_heading, one_more_heading, one_more_heading, reordered, off_duty, off_fee),
)


def report(tables: Mapping[str, Rows], law: Mapping[str, Rows], seed: int) -> list[Row]:
    """Customs report rows, shuffled: some shipments not reported, some unknown, a held one reported."""
    rng = random.Random(seed)
    books = open_books(tables, law)
    rows: list[Row] = []
    for entry in entries_of(books):
        rows += entry_rows(rng, books, entry) if rng.random() < 0.9 else []
    if rows and rng.random() < 0.2:
        rows += [{**row, "Shipment": "SH999"} for row in rows if row["Shipment"] == rows[0]["Shipment"]]
    held = [entry for entry in entries_of(books) if entry.gaps]
    if rows and held and rng.random() < 0.5:
        first = [row for row in rows if row["Shipment"] == rows[0]["Shipment"]]
        rows += [
            {**row, "Shipment": held[0].shipment, "Entry Date": held[0].header.entry_date} for row in first
        ]
    rng.shuffle(rows)
    return rows


def right_report(tables: Mapping[str, Rows], law: Mapping[str, Rows]) -> list[Row]:
    """The report as it ought to be: nothing can be found against it."""
    books = open_books(tables, law)
    return [
        row
        for entry in entries_of(books)
        for place, line in enumerate(entry.lines)
        for row in line_rows(entry, declared(books, entry, place, line))
    ]


def entry_rows(rng: random.Random, books: Books, entry: Entry) -> list[Row]:
    """The rows of one entry: lines left out, doubled, and with discrepancies."""
    rows: list[Row] = []
    spare = len(entry.lines)
    for place, line in enumerate(entry.lines):
        shown = declared(books, entry, place, line)
        while rng.random() < 0.3:
            shown = rng.choice(PLANTS)(rng, books, entry, shown)
        if rng.random() >= 0.06:
            rows += line_rows(entry, shown)
        if rng.random() < 0.08:
            again = rng.choice(PLANTS)(rng, books, entry, replace(shown, number=line_number(spare)))
            rows += line_rows(entry, again)
            spare += 1
    return rows


def line_rows(entry: Entry, line: Declared) -> list[Row]:
    """One row per tariff number; the figures stand on the Chapter 1-97 number, the others show 0."""
    return [
        {
            "Shipment": entry.shipment,
            "Invoice": line.source.invoice,
            "Entry Date": entry.header.entry_date,
            "Line": line.number,
            "HTS Code": line.hts,
            "Country of Origin": line.origin,
            "Ordinal": str(ordinal),
            "Tariff Code": code,
            "Entered Value": line.value if code == line.hts else "0",
            "Duty": duty,
            "Quantity": line.quantity if code == line.hts else "",
            "Unit": line.unit if code == line.hts else "",
            "Net Weight (kg)": line.net_kg if code == line.hts else "",
            "Gross Weight (kg)": line.gross_kg if code == line.hts else "",
            "MPF": line.mpf if code == line.hts else "",
            "HMF": line.hmf if code == line.hts else "",
        }
        for ordinal, (code, duty) in enumerate(line.tariffs, 1)
    ]
