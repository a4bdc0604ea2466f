"""What-if: one article under other origins, dates, values or claims, through the same engine.

A what-if is an entry of one invoice line that is made and thrown away. Nothing is computed here that the
processor does not compute; this only asks it, and asks again as of later dates to find when the answer
changes.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from chalicelib.customs.codes import dotted
from chalicelib.customs.column1 import unit_kind
from chalicelib.customs.currencies import USD
from chalicelib.customs.entries import CustomsLine, Entry
from chalicelib.customs.epochs import day_after
from chalicelib.customs.lines import quantity_of
from chalicelib.customs.numbers import format_cents, format_scaled
from chalicelib.customs.processor import Processor
from chalicelib.customs.publish import entry_document
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset, InvoiceLine, Product, Shipment

SHIPMENT, INVOICE = "WHAT-IF", "WHAT-IF"


class WhatIf(NamedTuple):
    """One question. The product carries HTS number, SPI, claims, weights and metal content, as asked."""

    product: Product
    origin: str
    entry_date: str
    mode: str
    value: int
    """USD, millionths."""
    quantity: int
    """Units, millionths."""


class NextChange(NamedTuple):
    """The first later entry date on which the answer is another one, and that answer."""

    entry_date: str
    entry: Entry


class Outcome(NamedTuple):
    """A question, its answer, and when the answer changes; None: not with the data at hand."""

    what_if: WhatIf
    entry: Entry
    next_change: NextChange | None


def unlisted_product(
    hts: str, net_weight: int | None, spi: str = "", claims: tuple[str, ...] = ()
) -> Product:
    """An article that is not in the product list; its net weight per unit in millionths of a kg."""
    weights = (net_weight, net_weight, None, None, None)
    return Product("WHAT-IF", "", hts, "", "EA", *weights, None, None, None, spi, claims, "Active")


def ask(data: Dataset, questions: Iterable[WhatIf]) -> list[Outcome]:
    """Answer each question with the reference data of a data set."""
    return [_ask(data, what_if) for what_if in questions]


def _ask(data: Dataset, what_if: WhatIf) -> Outcome:
    product = what_if.product._replace(origin=what_if.origin)
    reference = Reference(data._replace(products=(product,), packaging=()))
    processor = Processor(reference)
    entry = _answer(processor, what_if, product, what_if.entry_date)
    for day in dates_of_change(reference, what_if.entry_date):
        later = _answer(processor, what_if, product, day)
        if face(later) != face(entry):
            return Outcome(what_if, entry, NextChange(day, later))
    return Outcome(what_if, entry, None)


def _answer(processor: Processor, what_if: WhatIf, product: Product, day: str) -> Entry:
    line = InvoiceLine(
        INVOICE,
        1,
        product.material,
        what_if.quantity,
        what_if.value,
        USD,
        what_if.origin,
        day,
        "",
        "",
        "",
        "",
        None,
    )
    shipment = Shipment(SHIPMENT, "", "", what_if.mode, "", "", what_if.origin, day, day, "01", INVOICE)
    return processor.entry([shipment], {INVOICE: [line]})


def dates_of_change(reference: Reference, day: str) -> list[str]:
    """The later days on which some reference row begins, or has ended the day before."""
    fees = {start for start, _ in reference.fees.periods} | {
        day_after(end) for _, end in reference.fees.periods if end
    }
    return sorted({*reference.epochs.after(day), *(start for start in fees if start > day)})


def face(entry: Entry) -> object:
    """What a person would see of an entry: two dates with the same face give the same result."""
    lines = [
        (
            line.treatment.codes,
            line.treatment.rate_texts,
            line.duties,
            line.mpf,
            line.hmf,
            line.quantity,
            line.treatment.unit,
        )
        for line in entry.lines
    ]
    findings = [
        (finding.kind, finding.subject) for finding in entry.findings if finding.kind != "MISSING_FEE"
    ]
    fee_missing = len(findings) < len(entry.findings)
    return entry.status, findings, fee_missing, lines, entry.totals, entry.advisories


def outcomes_document(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The JSON shape of a run: `{"scenarios": [...]}`, all numbers as text."""
    return {"scenarios": [_outcome_document(outcome) for outcome in outcomes]}


def _outcome_document(outcome: Outcome) -> dict[str, Any]:
    what_if, change = outcome.what_if, outcome.next_change
    return {
        "material": what_if.product.material,
        "hts": dotted(what_if.product.hts),
        "origin": what_if.origin,
        "entry_date": what_if.entry_date,
        "mode": what_if.mode,
        "value": format_scaled(what_if.value),
        "quantity": format_scaled(what_if.quantity),
        "spi": what_if.product.spi,
        "claims": list(what_if.product.claims),
        **answer_document(outcome.entry),
        "next_change": change and {"entry_date": change.entry_date, **answer_document(change.entry)},
    }


def answer_document(entry: Entry) -> dict[str, Any]:
    """The JSON shape of an answer: the entry without its numbers, each duty with its base."""
    document = entry_document(entry)
    for line, shown in zip(entry.lines, document["lines"], strict=True):
        del shown["invoice"]
        for tariff, base in zip(shown["tariffs"], bases(line), strict=True):
            tariff["base"] = base
    kept = ("status", "findings", "lines", "totals", "advisories")
    return {**{key: document[key] for key in kept}, "duty_and_fees": format_cents(duty_and_fees(entry))}


def bases(line: CustomsLine) -> list[str]:
    """What each tariff number's duty is reckoned on, in words: the value, or quantities."""
    treatment = line.treatment
    value = f"{line.value} USD"
    specific = [f"{_quantity(line, rate.unit)} {rate.unit}" for rate in treatment.column1.specific]
    column1 = ([value] if treatment.column1.ad_valorem or not specific else []) + specific
    return [*(value for _ in treatment.stack), " + ".join(column1)]


def _quantity(line: CustomsLine, unit: str) -> str:
    return format_scaled(quantity_of(unit_kind(unit) or "", line.units, line.net) or 0, 2)


def duty_and_fees(entry: Entry) -> int:
    """All that is owed on an entry, in cents."""
    return entry.totals.duty + entry.totals.mpf + entry.totals.hmf


def effective_rate(entry: Entry) -> str:
    """Duty and fees as a share of the entered value, percent with two places; a dash where the value is 0."""
    if not entry.totals.value:
        return "–"
    hundredths = (duty_and_fees(entry) * 100 * 2 + entry.totals.value) // (entry.totals.value * 2)
    return f"{format_cents(hundredths)} %"
