"""What-ifs side by side: a column per question, for each programme its heading and its duty reckoned."""

from collections.abc import Sequence

from chalicelib.cli.tables import table, thousands
from chalicelib.customs.codes import dotted
from chalicelib.customs.entries import Entry
from chalicelib.customs.numbers import MICRO, format_cents, format_scaled
from chalicelib.customs.scenario import Outcome, bases, duty_and_fees, effective_rate
from chalicelib.customs.wording import in_words

COLUMNS = 4
"""Questions that stand side by side before the next table begins: what a terminal of 120 characters shows."""
COLUMN_1 = "Column 1"

Cells = dict[tuple[str, str], tuple[str, str]]
"""Heading, and equation of its duty, by programme and part."""


def side_by_side(outcomes: Sequence[Outcome]) -> str:
    """All outcomes in tables, then when each result changes, and what is missing or worth noting."""
    asked = outcomes[0].what_if
    pieces = f"{thousands(format_scaled(asked.quantity))} piece{'' if asked.quantity == MICRO else 's'}"
    article = f"{asked.product.material} {asked.product.description}".strip()
    lines = [
        f"{article}, HTS {dotted(asked.product.hts)}",
        f"{thousands(format_scaled(asked.value))} USD, {pieces}, mode {asked.mode}",
        "",
    ]
    for start in range(0, len(outcomes), COLUMNS):
        lines += [_table(outcomes[start : start + COLUMNS]), ""]
    return "\n".join([*lines, *_changes(outcomes), *_notes(outcomes), ""])


def _table(outcomes: Sequence[Outcome]) -> str:
    header = ("", *(f"{outcome.what_if.origin} {outcome.what_if.entry_date}" for outcome in outcomes))
    entries = [outcome.entry for outcome in outcomes]
    totals = [
        ("MPF", *(_known(entry, _money(entry.totals.mpf)) for entry in entries)),
        ("HMF", *(_known(entry, _money(entry.totals.hmf)) for entry in entries)),
        ("Duty and fees", *(_known(entry, _money(duty_and_fees(entry))) for entry in entries)),
        ("Share of value", *(_known(entry, effective_rate(entry)) for entry in entries)),
    ]
    return table(header, [*_duty_rows(entries), *totals], right=range(1, len(header)))


def _duty_rows(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """Two rows per programme and part: the heading, then rate × base = duty. Column 1 comes last."""
    columns = [_cells(entry) for entry in entries]
    keys = list(dict.fromkeys(key for column in columns for key in column))
    parts = list(dict.fromkeys(part for _, part in keys))
    keys.sort(key=lambda key: (parts.index(key[1]), key[0] == COLUMN_1))
    several_parts = len(parts) > 1
    rows: list[tuple[str, ...]] = []
    for program, part in keys:
        name = f"{program} ({part})" if several_parts else program
        rows.append((name, *(column.get((program, part), ("–", ""))[0] for column in columns)))
        rows.append(("", *(column.get((program, part), ("–", ""))[1] for column in columns)))
    return rows


def _cells(entry: Entry) -> Cells:
    cells: Cells = {}
    for line in entry.lines:
        treatment = line.treatment
        programs = [*(row.measure.program for row in treatment.stack), COLUMN_1]
        figures = zip(treatment.codes, treatment.rate_texts, bases(line), line.duties, strict=True)
        for program, (code, rate, base, duty) in zip(programs, figures, strict=True):
            cells[program, treatment.part.replace("_", "-")] = (
                code,
                f"{_reckoned(rate, base)} = {_money(duty)}",
            )
    return cells


def _reckoned(rate: str, base: str) -> str:
    amount = " ".join(
        thousands(word) if word.replace(".", "").isdigit() else word for word in base.split(" ")
    )
    amount = amount.removesuffix(" USD")
    return f"{rate} × {amount}" if rate[0].isdigit() else f"{rate} of {amount}"


def _known(entry: Entry, figure: str) -> str:
    return "not known" if entry.findings else figure


def _money(cents: int) -> str:
    return thousands(format_cents(cents))


def _changes(outcomes: Sequence[Outcome]) -> list[str]:
    return [f"{one.what_if.origin} {one.what_if.entry_date}: {_change(one)}." for one in outcomes]


def _change(outcome: Outcome) -> str:
    now, change = outcome.entry, outcome.next_change
    if change is None:
        if now.findings:
            return "not known for want of input"
        return "stays as it is on every later date that the tables know of"
    if now.findings and change.entry.findings:
        return f"not known for want of input; from {change.entry_date} on other things are missing"
    return f"{_answer_in_words(now)} until {change.entry_date}, then {_answer_in_words(change.entry)}"


def _answer_in_words(entry: Entry) -> str:
    if entry.findings:
        return "not known for want of input"
    return f"{_money(duty_and_fees(entry))} USD, {effective_rate(entry)} of the value"


def _notes(outcomes: Sequence[Outcome]) -> list[str]:
    said = [
        f"{outcome.what_if.origin} {outcome.what_if.entry_date}: {in_words(kind, subject)}"
        for outcome in outcomes
        for kind, subject, *_ in (*outcome.entry.findings, *outcome.entry.advisories)
    ]
    return ["", *said] if said else []
