"""The page's tables of duties, and of why these tariff numbers stand on the line and no others."""

from typing import Any

from chalicelib.customs.trail.page_parts import Cell, Column, figure, head, note, row, section, text, typed

_DUTIES = (
    Column("Tariff number", "c"),
    Column("Programme", "c"),
    Column("Rate", "c"),
    Column("How it was reached", "w"),
    Column("USD", "n"),
)
_PROGRAMMES = (
    Column("Programme", "c"),
    Column("", "mark"),
    Column("Row", "n"),
    Column("Tariff number", "c"),
    Column("Rate", "c"),
    Column("Why", "w d"),
)
WON, LOST = "●", "○"


def duties_section(trail: dict[str, Any]) -> str:
    """Each duty and fee as an equation, and what they come to."""
    totals, fees = trail["totals"], trail["fees"]
    rows = [row(_DUTIES, _duty(one)) for one in trail["duties"]]
    rows.append(row(_DUTIES, ("Duty", "", "", "", figure(totals["duty"])), "sum"))
    rows += [row(_DUTIES, _fee(name, fees[name.lower()])) for name in ("MPF", "HMF")]
    rows.append(row(_DUTIES, ("Duty and fees", "", "", "", figure(totals["duty_and_fees"])), "sum grand"))
    markup = f'<div class="wide"><table>{head(_DUTIES)}<tbody>{"".join(rows)}</tbody></table></div>'
    limits = f"MPF of the entry: minimum {fees['mpf']['minimum']}, maximum {fees['mpf']['maximum']}. "
    return section("How each duty was reached", markup, note(text(limits + fees["mpf"]["entry_why"])))


def _duty(duty: dict[str, Any]) -> tuple[Cell, ...]:
    program = duty["program"] or "column 1"
    return (
        text(duty["code"]),
        text(program),
        _rate(duty["rate_text"]),
        text(duty["why"]),
        figure(duty["duty"]),
    )


def _fee(name: str, fee: dict[str, str]) -> tuple[Cell, ...]:
    return name, "user fee", _rate(fee["rate"]), text(fee["why"]), figure(fee["amount"])


def _rate(rate: str) -> str:
    return text(rate)


def tariffs_section(trail: dict[str, Any]) -> str:
    """Every programme in its order: the row that won, the rows above it and why they lost."""
    tariffs = trail["tariffs"]
    bodies = [
        _programme(programme, case, place == 0)
        for place, programme in enumerate(tariffs["programs"])
        for case in programme["cases"]
    ]
    markup = f'<div class="wide"><table>{head(_PROGRAMMES)}{"".join(bodies)}</table></div>'
    return section("Why these tariff numbers", markup, note(text(_legend(tariffs))))


def _legend(tariffs: dict[str, Any]) -> str:
    order = tariffs["order"]
    rows = f"Rows are those of HTS Tariff.csv; within a programme the first that matches wins ({WON})."
    words = f"{rows} {order['why']}"
    if tariffs["not_in_order"]:
        left_out = ", ".join(f"{one['program']} (rows {one['rows']})" for one in tariffs["not_in_order"])
        words += f" Not in the order on the entry date, so not reported: {left_out}."
    return words


def _programme(programme: dict[str, Any], case: dict[str, Any], first: bool) -> str:
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    name = text(programme["program"])
    if not programme["place"]:
        name += '<br><span class="rest">asked only</span>'
    if len(programme["cases"]) > 1:
        name += f'<br><span class="rest">{typed(", ".join(case["materials"]))}</span>'
    if case["winner"] is not None:
        rows.append(("won", _entry(case["winner"], WON, _winner_words(case["winner"]))))
    rest = _rest(case)
    if case["winner"] is None:
        alone = rest if rest and not case["lost"] else ""
        rows.append(("", ("", "", "", "none", "", alone or text(case["why"]))))
        rest = "" if alone else rest
    rows += [("", _entry(lost, LOST, _why(lost))) for lost in case["lost"]]
    if rest:
        rows.append(("", ("", "", "", "", "", f'<span class="rest">{rest}</span>')))
    kind, cells = rows[0]
    rows[0] = kind, (name, *cells[1:])
    kinds = "programme first" if first else "programme"
    return f'<tbody class="{kinds}">{"".join(row(_PROGRAMMES, cells, kind) for kind, cells in rows)}</tbody>'


def _entry(measure: dict[str, Any], mark: str, words: str) -> tuple[Cell, ...]:
    heading = text(measure["heading"]) or "no heading"
    return "", mark, text(measure["row"]), heading, _rate(measure["rate"]), f"<span>{words}</span>"


def _winner_words(winner: dict[str, Any]) -> str:
    source = f"; {typed(winner['source'])}" if winner["source"] else ""
    return f"{_why(winner)}; in force {text(winner['period'])}{source}"


def _why(measure: dict[str, Any]) -> str:
    answers = (f"{typed(one['material'])} {text(one['why'])}" for one in measure.get("articles", ()))
    return "; ".join([*map(text, measure["why"]), *answers])


def _rest(case: dict[str, Any]) -> str:
    words = [f"{_rows(one['rows'])}: {text(one['why'])}" for one in case["not_covering"]]
    if case["not_asked"]:
        words.append(f"{_rows(case['not_asked'])}: below the winner, not asked")
    return "; ".join(words)


def _rows(rows: str) -> str:
    return f"{'row' if rows.isdecimal() else 'rows'} {text(rows)}"
