"""Each duty of a line as an equation (R2.10, R2.11)."""

from collections.abc import Sequence
from typing import Any

from chalicelib.customs.codes import dotted
from chalicelib.customs.column1 import COUNT, unit_kind
from chalicelib.customs.column1 import DUTY_RATE_PLACES as DUTY_PLACES
from chalicelib.customs.entries import CustomsLine
from chalicelib.customs.lines import column1_duty, quantity_of
from chalicelib.customs.measures import CompiledMeasure
from chalicelib.customs.numbers import format_cents, format_scaled, half_up
from chalicelib.customs.rows import HtsRate
from chalicelib.customs.trail.figures import demand, grouped

CENT_IN_MICRO = 10_000
EXACT_PLACES = DUTY_PLACES + 2
"""Rates of duty times quantities in hundredths."""


def tell_duties(
    line: CustomsLine, winners: Sequence[CompiledMeasure], hts_rate: HtsRate
) -> list[dict[str, Any]]:
    """The duty of each tariff number in reported order, the HTS number last."""
    treatment = line.treatment
    column1 = column1_duty(treatment, line.value, line.units, line.net)
    shown = zip(winners, treatment.rate_texts, strict=False)
    told = [_chapter_99(row, text, line.value, column1) for row, text in shown]
    told.append(_column1(line, hts_rate, column1))
    demand([one["duty"] for one in told] == [format_cents(duty) for duty in line.duties], "duties")
    return told


def _chapter_99(row: CompiledMeasure, text: str, value: int, column1: int) -> dict[str, Any]:
    rate = row.cap or row.rate
    exact = value * rate
    rounded = half_up(exact, CENT_IN_MICRO)
    product, duty = format_scaled(exact, least=2), rounded
    if row.cap:
        duty = max(0, rounded - column1)
        kind, less = "cap", format_cents(column1)
        why = (
            f"{_times(value, row.measure.cap_text, product, rounded)}; less column 1 duty {grouped(less)}"
            f" = {grouped(format_cents(rounded - column1))}"
        )
        if rounded < column1:
            why += ", not below 0: 0.00"
    elif row.measure.basis == "none":
        kind, less, why = "none", "", "reported at 0 (basis none)"
    else:
        kind, less = "rate", ""
        why = _times(value, text, product, rounded)
    return {
        "code": row.measure.heading,
        "program": row.measure.program,
        "row": str(row.measure.number),
        "kind": kind,
        "rate_text": text,
        "rate": format_scaled(rate),
        "value": str(value),
        "product": product,
        "rounded": format_cents(rounded),
        "less": less,
        "duty": format_cents(duty),
        "why": why,
    }


def _times(value: int, rate: str, product: str, rounded: int) -> str:
    return f"{value:,} × {rate} = {grouped(product)}{rounded_words(product, rounded)}"


def rounded_words(product: str, rounded: int) -> str:
    """That a product was rounded to cents; nothing where it is whole cents already.

    >>> rounded_words("11.694464", 1169), rounded_words("253.20", 25320)
    (', half-up 11.69', '')
    """
    cents = format_cents(rounded)
    return "" if product == cents else f", half-up {grouped(cents)}"


def _column1(line: CustomsLine, hts_rate: HtsRate, duty: int) -> dict[str, Any]:
    spi, terms, exact = line.treatment.counting_spi, _terms(line), _exact(line)
    product = format_scaled(exact, EXACT_PLACES, least=2)
    if spi:
        why = f"free under SPI {spi} (general rate {hts_rate.general_rate})"
    elif not terms:
        why = "free"
    else:
        sum_words = f"{' + '.join(term['why'] for term in terms)} = {grouped(product)}"
        why = f"{sum_words}{rounded_words(product, duty)}"
    return {
        "code": dotted(line.treatment.hts),
        "program": "",
        "row": "",
        "kind": "column 1",
        "rate_text": line.treatment.column1.text,
        "general_rate": hts_rate.general_rate,
        "value": str(line.value),
        "terms": terms,
        "product": product,
        "rounded": format_cents(duty),
        "less": "",
        "duty": format_cents(duty),
        "why": why,
    }


def _terms(line: CustomsLine) -> list[dict[str, str]]:
    """The terms of the column 1 rate as applied: a share of the value, amounts per unit."""
    rate = line.treatment.column1
    terms = [_term(str(line.value), "USD", rate.ad_valorem)] if rate.ad_valorem else []
    for specific in rate.specific:
        kind = unit_kind(specific.unit) or ""
        quantity = quantity_of(kind, line.units, line.net) or 0
        places = 0 if kind == COUNT else 2
        terms.append(_term(format_scaled(quantity, 2, least=places), specific.unit, specific.amount))
    return terms


def _term(times: str, unit: str, rate: int) -> dict[str, str]:
    written = format_scaled(rate, DUTY_PLACES)
    what = grouped(times) if unit == "USD" else f"{grouped(times)} {unit}"
    return {"times": times, "unit": unit, "rate": written, "why": f"{what} × {written}"}


def _exact(line: CustomsLine) -> int:
    """The column 1 duty before rounding, with EXACT_PLACES decimals of a dollar."""
    rate = line.treatment.column1
    specific = sum(
        (quantity_of(unit_kind(one.unit) or "", line.units, line.net) or 0) * one.amount
        for one in rate.specific
    )
    return line.value * rate.ad_valorem * 100 + specific
