"""The figures of a customs line from its draft (R2.08 to R2.11)."""

from collections.abc import Sequence
from itertools import repeat
from math import lcm

from chalicelib.customs.codes import dotted
from chalicelib.customs.column1 import COUNT, DOZEN, WEIGHT, unit_kind
from chalicelib.customs.entries import Advisory, CustomsLine, Totals, Treatment
from chalicelib.customs.fees import mpf_of_entry
from chalicelib.customs.invoices import GRAM, HALF_GRAM, WEIGHT_UNIT, InvoiceDraft
from chalicelib.customs.numbers import MICRO, half_up
from chalicelib.customs.rounding import round_to_sum
from chalicelib.customs.rows import Fee


def make_lines(
    invoices: Sequence[tuple[str, InvoiceDraft]], mpf: Fee, hmf_rate: int, advisories: set[Advisory]
) -> tuple[list[CustomsLine], Totals]:
    """Round the drafts of an entry into its lines, numbered, and add them up.

    The HMF rate is in millionths, 0 where none is due; advisories found are added to the set.
    """
    mpf_rate = mpf.rate
    gross_weight = gross_weights([draft for _, draft in invoices])
    gross = iter(gross_weight)
    lines: list[CustomsLine] = []
    value_total = duty_total = mpf_total = hmf_total = number = 0
    new = tuple.__new__
    for invoice, drafted in invoices:
        for draft, value, gross_kg in zip(drafted.drafts, drafted.entered_values(), gross, strict=False):
            treatment, units, net = draft.treatment, draft.quantity, draft.net
            number += 1
            duty_rates = treatment.duty_rates
            if duty_rates is None:
                duties = all_duties(treatment, value, units, net)
            else:
                duties = tuple([(value * rate + 500_000) // 1_000_000 for rate in duty_rates])
            line_mpf = 0 if treatment.counting_spi else (value * mpf_rate + 5_000) // 10_000
            hmf = (value * hmf_rate + 5_000) // 10_000
            quantity = quantity_of(treatment.quantity_kind, units, net)
            net_grams = (net + HALF_GRAM) // GRAM
            sources = tuple(draft.sources)
            # Built without the keyword machinery of named tuples: a third of the time of this loop.
            line = new(
                CustomsLine,
                (
                    number,
                    invoice,
                    treatment,
                    quantity,
                    net_grams,
                    gross_kg,
                    value,
                    duties,
                    line_mpf,
                    hmf,
                    sources,
                    units,
                    net,
                ),
            )
            lines.append(line)
            value_total += value
            duty_total += sum(duties)
            mpf_total += line_mpf
            hmf_total += hmf
            if treatment.ad_cvd:
                advisories.update(treatment.ad_cvd)
            if not value:
                advisories.add(zero_value(line))
    entry_mpf = mpf_of_entry(mpf_total, mpf)
    return lines, new(Totals, (value_total, duty_total, entry_mpf, hmf_total, sum(gross_weight)))


HALF_UNIT = MICRO // 2


def quantity_of(kind: str, units: int, net: int) -> int | None:
    """The quantity a unit asks for, in hundredths (R2.08): whole pieces, or kg or dozens to 0.01; None for
    `X`.

    `units` in millionths, `net` in WEIGHT_UNIT-ths of a kg; both not negative.

    >>> quantity_of("count", 2_500_000, 0), quantity_of("dozen", 30_000_000, 0)
    (300, 250)
    """
    if kind == COUNT:
        return (units + HALF_UNIT) // MICRO * 100
    if kind == WEIGHT:
        return (net * 100 + WEIGHT_UNIT // 2) // WEIGHT_UNIT
    if kind == DOZEN:
        return (units * 100 + 6 * MICRO) // (12 * MICRO)
    return None


def column1_duty(treatment: Treatment, value: int, units: int, net: int, scale: int = 1) -> int:
    """Column 1 duty in cents, half-up once over its ad valorem and specific parts (R2.10).

    `value` is in parts of a dollar of which `scale` make one.
    """
    rate = treatment.column1
    duty = value * rate.ad_valorem * 100
    for specific in rate.specific:
        quantity = quantity_of(unit_kind(specific.unit) or "", units, net)
        duty += (quantity or 0) * specific.amount * scale
    return half_up(duty, 100_000_000 * scale)


def all_duties(treatment: Treatment, value: int, units: int, net: int, scale: int = 1) -> tuple[int, ...]:
    """Duty per tariff number in cents, in reported order, whatever the rates; value as in `column1_duty`.

    A capped heading tops column 1 up (R2.11): its cap times value, rounded, less column 1 duty, never below
    0.
    """
    column1 = column1_duty(treatment, value, units, net, scale)
    cent = 10_000 * scale
    headings = [
        max(0, half_up(value * row.cap, cent) - column1) if row.cap else half_up(value * row.rate, cent)
        for row in treatment.stack
    ]
    return (*headings, column1)


def gross_weights(invoices: Sequence[InvoiceDraft]) -> list[int]:
    """Whole kg per line that add up to the shipment's gross weight, over all its invoices (R2.09)."""
    if len(invoices) == 1:
        only = invoices[0]
        return round_to_sum(
            [draft.gross for draft in only.drafts], only.weight_whole * WEIGHT_UNIT, repeat(0)
        )
    whole = lcm(*[invoice.weight_whole for invoice in invoices])
    exact = [
        draft.gross * (whole // invoice.weight_whole) for invoice in invoices for draft in invoice.drafts
    ]
    return round_to_sum(exact, whole * WEIGHT_UNIT, repeat(0))


def zero_value(line: CustomsLine) -> Advisory:
    """The advisory of a line whose entered value came to 0."""
    treatment = line.treatment
    return Advisory("ZERO_VALUE", f"{line.number:03d}", dotted(treatment.hts), treatment.origin)
