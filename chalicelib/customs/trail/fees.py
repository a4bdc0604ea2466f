"""The user fees of a line as equations, and the entry's MPF within its limits (R2.13)."""

from typing import Any

from chalicelib.customs.entries import CustomsLine
from chalicelib.customs.fees import FeeRates, fee_of_line, mpf_of_entry
from chalicelib.customs.numbers import format_cents, format_scaled
from chalicelib.customs.rows import Fee
from chalicelib.customs.trail.duties import rounded_words
from chalicelib.customs.trail.facts import EntryFacts
from chalicelib.customs.trail.figures import demand, grouped, period
from chalicelib.customs.trail.provenance import Provenance

MODES = {
    "10": "vessel",
    "11": "vessel, container",
    "12": "border, water-borne",
    "20": "rail",
    "21": "rail, container",
    "30": "truck",
    "31": "truck, container",
    "32": "auto",
    "33": "pedestrian",
    "34": "road, other",
    "40": "air",
    "41": "air, container",
    "50": "mail",
    "60": "passenger, hand-carried",
    "70": "fixed transport",
}
"""CBP's modes of transport (CBP Form 7501 instructions, block 9)."""


FEE_FIELDS = ("rate", "minimum", "maximum", "period", "source", "version", "value", "product")


def mode_words(mode: str) -> str:
    """A mode of transport in words; empty where the code has none."""
    return MODES.get(mode, "")


def tell_fees(
    line: CustomsLine, entry: EntryFacts, rates: FeeRates, by_vessel: bool, provenance: Provenance
) -> dict[str, Any]:
    """The line's MPF and HMF, and how the entry's MPF was held within its minimum and maximum."""
    mpf = _fee(line.value, rates.mpf, provenance)
    spi = line.treatment.counting_spi
    if spi:
        mpf |= {"amount": "0.00", "why": f"not due under SPI {spi}"}
    hmf = _fee(line.value, rates.hmf, provenance)
    if not by_vessel:
        mode = entry.working.shipment.mode
        named = f"mode {mode}, {mode_words(mode)}" if mode_words(mode) else f"mode {mode}"
        hmf |= {"amount": "0.00", "why": f"due on goods by vessel only; this shipment came by {named}"}
    demand(mpf["amount"] == format_cents(line.mpf) and hmf["amount"] == format_cents(line.hmf), "fees")
    return {"mpf": {**mpf, **_mpf_of_entry(entry, rates.mpf)}, "hmf": hmf}


def _fee(value: int, fee: Fee | None, provenance: Provenance) -> dict[str, str]:
    if fee is None:
        why = "no row of the fee table is in force"
        return {**dict.fromkeys(FEE_FIELDS, ""), "amount": "0.00", "why": why}
    exact, cents = format_scaled(value * fee.rate, least=2), fee_of_line(value, fee.rate)
    return {
        "rate": format_scaled(fee.rate),
        "minimum": _limit(fee.minimum),
        "maximum": _limit(fee.maximum),
        "period": period(fee.effective_from, fee.effective_to),
        "source": fee.source,
        "version": provenance.version(fee),
        "value": str(value),
        "product": exact,
        "amount": format_cents(cents),
        "why": f"{value:,} × {format_scaled(fee.rate)} = {grouped(exact)}{rounded_words(exact, cents)}",
    }


def _limit(cents: int | None) -> str:
    return "" if cents is None else format_cents(cents)


def _mpf_of_entry(entry: EntryFacts, fee: Fee | None) -> dict[str, str]:
    total, due = entry.mpf_of_lines, entry.working.entry.totals.mpf
    demand(fee is not None and mpf_of_entry(total, fee) == due, "entry's MPF")
    words = f"The lines of the entry come to {grouped(format_cents(total))}"
    if due > total:
        why = f"{words}, less than the minimum: {grouped(format_cents(due))} is due."
    elif due < total:
        why = f"{words}, more than the maximum: {grouped(format_cents(due))} is due."
    elif total:
        why = f"{words}, within minimum and maximum: that is due."
    else:
        why = f"{words}: none is due."
    return {"entry_lines": format_cents(total), "entry": format_cents(due), "entry_why": why}
