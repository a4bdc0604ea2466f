"""The trail of a customs line as plain text for a terminal; the HTML page shows the same in more room."""

from collections.abc import Iterator
from typing import Any

from chalicelib.cli.tables import table, thousands, wrapped
from chalicelib.customs.wording import in_words

Trail = dict[str, Any]


def trail_text(trail: Trail) -> str:
    """The whole trail, section by section."""
    return "\n".join(
        [
            *_head(trail),
            *_value(trail),
            *_weights(trail),
            *_tariffs(trail),
            *_duties(trail),
            *_proof(trail),
            "",
        ]
    )


def _head(trail: Trail) -> Iterator[str]:
    entry, line, totals = trail["entry"], trail["line"], trail["totals"]
    yield f"Shipment {entry['shipment']}, line {line['line']}, invoice {line['invoice']}"
    yield f"HTS {line['hts']} from {line['origin']}: {trail['hts']['description']}"
    mode = f"mode {entry['mode']} ({entry['mode_name']})"
    yield f"Entry {entry['entry_date']}, export {entry['export_date']}, {mode}"
    yield ""
    yield (
        f"Entered value {thousands(line['value'])} USD, duty {thousands(totals['duty'])}, "
        f"MPF {thousands(totals['mpf'])}, HMF {thousands(totals['hmf'])}: "
        f"{thousands(totals['duty_and_fees'])} USD of duty and fees"
    )
    yield ""
    for article in trail["articles"]:
        yield wrapped(
            f"{article['material']} {article['description']}. {article['origin_why']} {article['spi_why']}"
        )
    if trail["split"]["metals"]:
        yield wrapped(f"Part {line['part'].replace('_', '-')}: {trail['split']['why']}")


def _value(trail: Trail) -> Iterator[str]:
    value = trail["value"]
    yield "\nValue"
    header = ("Invoice line", "Material", "Amount", "", "Rate", "USD", "Packing", "Share", "Value USD")
    rows = [
        (
            f"{row['invoice']} {row['line']}",
            row["material"],
            thousands(row["amount"]),
            row["currency"],
            row["rate"],
            thousands(row["usd"]),
            row["packing"],
            row["part_share"],
            thousands(row["value"]),
        )
        for row in trail["invoice_lines"]
    ]
    total = ("", "", "", "", "", "", "", "", thousands(value["exact"]))
    yield table(header, rows, right=(2, 4, 5, 6, 7, 8), total=total)
    if trail["packing"] and trail["packing"]["why"]:
        yield wrapped(f"Packing: {trail['packing']['why']}")
    yield wrapped(
        f"Entered value {thousands(value['reported'])}: exactly {thousands(value['exact'])}, half-up "
        f"{thousands(value['half_up'])}, adjusted by {value['adjustment']}: {value['why']}"
    )


def _weights(trail: Trail) -> Iterator[str]:
    quantity, net, gross = trail["quantity"], trail["net_weight"], trail["gross_weight"]
    yield "\nQuantity and weights"
    yield f"  Quantity {quantity['reported'] or '–'} {quantity['unit']}: {quantity['why']}"
    yield f"  Net {net['exact']} kg, reported {net['reported']}"
    yield wrapped(f"Gross {gross['exact']} kg, reported {gross['reported']}: {gross['why']}")


def _tariffs(trail: Trail) -> Iterator[str]:
    yield "\nWhy these tariff numbers"
    for program in trail["tariffs"]["programs"]:
        for case in program["cases"]:
            of_materials = f" for {', '.join(case['materials'])}" if len(program["cases"]) > 1 else ""
            yield wrapped(f"{program['program']}{of_materials} {case['result']}. {case['why']}")
            yield from _case(case)
    for left_out in trail["tariffs"]["not_in_order"]:
        yield f"  {left_out['program']} is not reported on this date (rows {left_out['rows']})."


def _case(case: Trail) -> Iterator[str]:
    winner = case["winner"]
    if winner:
        reasons = "; ".join([*winner["why"], *_articles(winner)])
        yield wrapped(f"row {winner['row']} won: {reasons} ({winner['source']})", indent=4)
    for lost in case["lost"]:
        reasons = "; ".join([*lost["why"], *_articles(lost)])
        yield wrapped(f"row {lost['row']} ({lost['heading'] or 'no heading'}) lost: {reasons}", indent=4)
    for group in case["not_covering"]:
        noun = "row" if group["rows"].isdigit() else "rows"
        yield wrapped(f"{noun} {group['rows']}: {group['why']}", indent=4)


def _articles(row: Trail) -> list[str]:
    return [f"{article['material']} {article['why']}" for article in row.get("articles", ())]


def _duties(trail: Trail) -> Iterator[str]:
    yield "\nDuty and fees"
    rows = [
        (duty["code"], duty["program"] or "Column 1", duty["why"], thousands(duty["duty"]))
        for duty in trail["duties"]
    ]
    for name in ("mpf", "hmf"):
        fee = trail["fees"][name]
        if fee:
            rows.append((name.upper(), fee.get("source", ""), fee["why"], thousands(fee["amount"])))
    header = ("Number", "Programme or source", "Reckoning", "USD")
    yield table(header, rows, right=[3], total=("", "", "", thousands(trail["totals"]["duty_and_fees"])))
    if trail["fees"]["mpf"] and trail["fees"]["mpf"].get("entry_why"):
        yield wrapped(f"MPF of the entry: {trail['fees']['mpf']['entry_why']}")
    for advisory in trail["advisories"]:
        yield wrapped(f"Please note: {in_words(advisory['kind'], advisory['subject'])}")


def _proof(trail: Trail) -> Iterator[str]:
    proof = trail["proof"]
    yield f"\nCode version    {proof['code_version']}"
    yield f"Reference data  {proof['reference_hash']}"
    yield f"Inputs          {proof['inputs_hash']}"
    yield f"This trail      {proof['content_hash']}"
