"""Entered value, quantity and weights of a line, each with its rounding (R2.07, R2.08, R2.09)."""

from collections.abc import Sequence
from typing import Any

from chalicelib.customs.articles import SHARE_WHOLE
from chalicelib.customs.column1 import COUNT, DOZEN, DUTY_RATE_PLACES, WEIGHT
from chalicelib.customs.entries import CustomsLine
from chalicelib.customs.invoices import VALUE_UNIT, WEIGHT_UNIT, LineDraft
from chalicelib.customs.numbers import format_scaled
from chalicelib.customs.publish import quantity_text
from chalicelib.customs.trail.facts import Contribution, EntryFacts, InvoiceFacts
from chalicelib.customs.trail.figures import USD_PLACES, demand, grouped, kg, quotient
from chalicelib.customs.trail.invoiced import SHARE_PLACES


def tell_value(line: CustomsLine, invoice: InvoiceFacts) -> dict[str, Any]:
    """The line's entered value: exact, half-up, and adjusted to the invoice's (R2.07, 19 CFR 159.3)."""
    unit = invoice.draft.unit
    places = USD_PLACES + SHARE_PLACES if unit == VALUE_UNIT * SHARE_WHOLE else USD_PLACES
    demand(unit in (VALUE_UNIT, VALUE_UNIT * SHARE_WHOLE), "value")
    first = invoice.lines[0].number
    told = invoice.values.explain(
        line.number - first,
        lambda number: format_scaled(number, places, least=2),
        lambda place: f"{first + place:03d}",
        "invoice",
        "of equal ones the lower total rate, then the earlier line",
    )
    drafts = invoice.draft.drafts
    for contender in told["contenders"]:
        rate = drafts[int(contender["line"]) - first].treatment.total_rate
        contender["total_rate"] = format_scaled(rate, DUTY_RATE_PLACES)
    return {"invoice": invoice.name, **told}


def tell_gross(line: CustomsLine, entry: EntryFacts) -> dict[str, Any]:
    """The line's gross weight: exact, half-up, and adjusted to the shipment's (R2.09)."""
    told = entry.gross.explain(
        line.number - 1,
        lambda number: quotient(number, entry.gross_unit, least=3),
        lambda place: f"{place + 1:03d}",
        "shipment",
        "of equal ones the earlier line",
    )
    return {"shipment": entry.working.entry.shipment, **told}


def tell_net(line: CustomsLine) -> dict[str, str]:
    """The line's net weight: exact, and half-up to the gram (R2.08)."""
    return {"exact": kg(line.net), "reported": format_scaled(line.net_grams, 3, least=3)}


def tell_weight_sums(
    contributions: Sequence[Contribution], draft: LineDraft, invoice: InvoiceFacts
) -> dict[str, str]:
    """What the gross weight is made of: the articles' own, and a share of the packing's net weight."""
    carried = [one for one in contributions if one.carrier is draft]
    own = sum(one.article.gross * one.row.quantity for one in carried)
    whole = invoice.draft.weight_whole
    packing = draft.gross - own * whole
    return {
        "own_kg": kg(own),
        "packing_kg": quotient(packing, whole * WEIGHT_UNIT, least=3),
        "packing_net_kg": kg(invoice.draft.packaging_net),
        "goods_net_kg": kg(invoice.goods_net),
        "goods_lines": str(len(invoice.goods)),
        "line_net_kg": kg(draft.net),
        "line_goods_lines": str(len(carried)),
        "why": _packing_weight_words(len(carried), draft, invoice),
    }


def _packing_weight_words(carried: int, draft: LineDraft, invoice: InvoiceFacts) -> str:
    net = invoice.draft.packaging_net
    packing, goods = grouped(kg(net)), grouped(kg(invoice.goods_net))
    if not net:
        return "none is known on this invoice"
    if not carried:
        return "stands on the line of the first part"
    if invoice.goods_net:
        own = grouped(kg(draft.net))
        return f"{packing} kg of packing × {own} kg net of this line ÷ {goods} kg net of the goods"
    return (
        f"{packing} kg of packing × {carried} ÷ {len(invoice.goods)} goods lines, as the goods weigh nothing"
    )


def tell_quantity(line: CustomsLine) -> dict[str, Any]:
    """The line's quantity in the unit of its HTS number (R2.08)."""
    kind, unit = line.treatment.quantity_kind, line.treatment.unit
    units, net = format_scaled(line.units), kg(line.net)
    told = {"unit": unit, "kind": kind, "units": units, "net_kg": net, "reported": quantity_text(line)}
    if kind == COUNT:
        why = f"{grouped(units)} pieces, half-up to whole"
    elif kind == WEIGHT:
        why = f"{grouped(net)} kg net, half-up to 0.01"
    elif kind == DOZEN:
        why = f"{grouped(units)} pieces ÷ 12, half-up to 0.01"
    else:
        why = f"unit {unit} asks for no quantity"
    return {**told, "why": why}
