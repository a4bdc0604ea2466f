"""The page's tables of value, packing, quantity and weights, and of what rounding left over."""

from typing import Any

from chalicelib.customs.trail.figures import grouped
from chalicelib.customs.trail.page_parts import Cell, Column, figure, note, section, table, text, typed

_USD = "USD"
_NO_KG = "0.000"
_ROUNDED = (
    Column("Figure", "c"),
    Column("Exact", "n"),
    Column("Half-up", "n"),
    Column("Half-up, all lines", "n"),
    Column("Exact, all lines", "n"),
    Column("Target", "n"),
    Column("Over", "n"),
    Column("Adjusted", "n"),
    Column("Reported", "n"),
)


def value_section(trail: dict[str, Any]) -> str:
    """The invoice lines that went into the line, and the packing that was added to them."""
    lines, packing = trail["invoice_lines"], trail["packing"]
    columns = _invoice_columns(trail)
    rows = [[cell(one) for _, cell in columns] for one in lines]
    total = ["" for _ in columns]
    total[0], total[-1] = "Exact value", figure(trail["value"]["exact"])
    parts = [table([column for column, _ in columns], rows, total)]
    rates = [
        f"{one['currency']} at USD {one['rate']}, the row of {one['rate_date']}, the latest on or before"
        f" the export date {trail['entry']['export_date']}"
        for one in trail["currencies"]
        if one["currency"] != _USD
    ]
    if rates:
        parts.append(note(text(f"Exchange rates: {'; '.join(rates)}.")))
    if packing is not None:
        parts.append(_packing(packing))
    return section("Where the value came from", *parts)


def _invoice_columns(trail: dict[str, Any]) -> list[tuple[Column, Any]]:
    """The columns of the invoice lines: those that say nothing on this line are left out."""
    lines, split = trail["invoice_lines"], trail["split"]["metals"]
    foreign = any(one["currency"] != _USD for one in lines)
    packed = any(one["packing"] != "0.00" for one in lines)
    columns: list[tuple[Column, Any, bool]] = [
        (Column("Line", "c"), lambda one: text(one["line"]), True),
        (Column("Material", "w"), lambda one: _material(one, trail), True),
        (Column("Quantity", "n"), lambda one: f"{figure(one['quantity'])} {text(one['unit'])}", True),
        (Column("Amount", "n"), lambda one: f"{text(one['currency'])} {figure(one['amount'])}", foreign),
        (Column("Rate", "n"), lambda one: figure(one["rate"]), foreign),
        (Column("USD", "n"), lambda one: figure(one["usd"]), True),
        (Column("Packing", "n"), lambda one: figure(one["packing"]), packed),
        (Column("With packing", "n"), lambda one: figure(one["usd_with_packing"]), packed and bool(split)),
        (Column("Part", "n"), lambda one: text(one["part_share"]), bool(split)),
        (Column("Value USD", "n"), lambda one: figure(one["value"]), packed or bool(split)),
    ]
    return [(column, cell) for column, cell, wanted in columns if wanted]


def _material(one: dict[str, Any], trail: dict[str, Any]) -> str:
    described = next(each["description"] for each in trail["articles"] if each["material"] == one["material"])
    return _described({"material": one["material"], "description": described})


def _described(one: dict[str, Any]) -> str:
    return f"{typed(one['material'])} {typed(one['description'])}"


def _packing(packing: dict[str, Any]) -> str:
    if not packing["shares"] and packing["net_kg"] == _NO_KG:
        lines = (f"line {text(one['line'])} {_described(one)}" for one in packing["lines"])
        why = "It is worth nothing and no weight of it is known: nothing is added."
        return note("Packing on the invoice: ", ", ".join(lines), ". ", why)
    columns = [
        Column("Packing on the invoice", "c"),
        Column("Material", "w"),
        Column("Quantity", "n"),
        Column("USD", "n"),
        Column("Net kg each", "n"),
        Column("Net kg", "n"),
    ]
    rows = [
        (
            f"line {text(one['line'])}",
            _described(one),
            figure(one["quantity"]),
            figure(one["usd"]),
            figure(one["net_kg_each"]) or "not known",
            figure(one["net_kg"]) if one["net_kg_each"] else "",
        )
        for one in packing["lines"]
    ]
    total = ("Packing", "", "", figure(packing["usd"]), "", figure(packing["net_kg"]))
    shares = _shares(packing) if packing["shares"] else ""
    return f'<div class="minor">{table(columns, rows, total)}</div>{note(text(packing["why"]))}{shares}'


def _shares(packing: dict[str, Any]) -> str:
    columns = [
        Column("Invoice line", "c"),
        Column("Packing in cents, exactly", "n"),
        Column("Whole cents", "n"),
        Column("Remainder", "n"),
        Column("Rank", "n"),
        Column("Cent left over", "n"),
        Column("Share USD", "n"),
    ]
    own = [one["line"] for one in packing["shares"]]
    listed = {one["line"]: one for one in (*packing["at_the_cut"], *packing["shares"])}.values()
    rows = [_share(one, one["line"] in own) for one in sorted(listed, key=lambda one: int(one["rank"]))]
    return f'<div class="minor">{table(columns, rows)}</div>'


def _share(share: dict[str, str], own: bool) -> tuple[Cell, ...]:
    return (
        f"<b>{text(share['line'])}</b>" if own else text(share["line"]),
        figure(share["exact_cents"]),
        figure(share["whole_cents"]),
        figure(share["remainder"]),
        figure(share["rank"]),
        "+1" if share["extra_cent"] == "1" else "–",
        figure(share["share"]),
    )


def weights_section(trail: dict[str, Any]) -> str:
    """Quantity and weights by invoice line, and what they come to."""
    made_of, quantity = trail["gross_weight"]["made_of"], trail["quantity"]
    own = [one for one in trail["invoice_lines"] if one["weights_on_line"] == trail["line"]["line"]]
    if not own:
        carrying = sorted({one["weights_on_line"] for one in trail["invoice_lines"]})
        words = f"They stand whole on the first part, line {' and '.join(carrying)}; here they are 0."
        return section("Quantity and weights", note(text(words)))
    columns = [
        Column("Line", "c"),
        Column("Material", "w"),
        Column("Units", "n"),
        Column("Net kg", "n"),
        Column("Gross kg of the goods", "n"),
        Column("Packing kg", "n"),
    ]
    rows = [
        (
            text(one["line"]),
            typed(one["material"]) + _elsewhere(one, trail["line"]["line"]),
            figure(one["units"]),
            figure(one["net_kg"]),
            figure(one["gross_kg"]),
            figure(one["packing_kg"]),
        )
        for one in trail["invoice_lines"]
    ]
    total = (
        "Exactly",
        "",
        figure(quantity["units"]),
        figure(quantity["net_kg"]),
        figure(made_of["own_kg"]),
        figure(made_of["packing_kg"]),
    )
    reported = quantity["reported"]
    said = [
        f"Quantity: {quantity['why']}" + (f" = {grouped(reported)} {quantity['unit']}" if reported else ""),
        f"net weight: half-up to the gram = {grouped(trail['net_weight']['reported'])} kg",
        f"packing weight: {made_of['why']}",
    ]
    return section("Quantity and weights", table(columns, rows, total), note(text("; ".join(said) + ".")))


def _elsewhere(one: dict[str, str], line: str) -> str:
    carried = one["weights_on_line"]
    return (
        ""
        if carried == line
        else f' <span class="rest">(quantity and weights on line {text(carried)})</span>'
    )


def roundings_section(trail: dict[str, Any]) -> str:
    """Entered value and gross weight: how they were rounded, and who was adjusted."""
    value, gross = trail["value"], trail["gross_weight"]
    rows = [_rounded("Entered value, USD", value), _rounded("Gross weight, kg", gross)]
    own = trail["line"]["line"]
    told = [_adjustment("Entered value", value, own), _adjustment("Gross weight", gross, own)]
    together = f'<div class="pair"><div>{told[0]}</div><div>{told[1]}</div></div>'
    return section("Roundings", table(_ROUNDED, rows), together)


def _adjustment(name: str, one: dict[str, Any], own: str) -> str:
    contenders = _contenders(one, own) if one["contenders"] else ""
    return note(text(f"{name}: {one['why']}")) + contenders


def _rounded(name: str, one: dict[str, Any]) -> tuple[Cell, ...]:
    names = ("exact", "half_up", "half_up_sum", "exact_sum", "target", "difference", "adjustment", "reported")
    return name, *(figure(one[key]) for key in names)


def _contenders(one: dict[str, Any], own: str) -> str:
    columns = [Column("Rank", "n"), Column("Line", "c"), Column("Exact", "n"), Column("Fraction", "n")]
    rated = "total_rate" in one["contenders"][0]
    if rated:
        columns.append(Column("Total rate", "n"))
    columns.append(Column("Adjusted", "n"))
    rows = [
        [
            figure(each["rank"]),
            f"<b>{text(each['line'])}</b>" if each["line"] == own else text(each["line"]),
            figure(each["exact"]),
            figure(each["fraction"]),
            *([figure(each["total_rate"])] if rated else []),
            figure(each["adjustment"]),
        ]
        for each in one["contenders"]
    ]
    return f'<div class="minor">{table(columns, rows)}</div>'
