"""What a held shipment lacks: every gap that can be established, so that one round of mending is enough
(R2.15).

Only shipments that could not be generated come here, so this asks everything and stops at nothing.
"""

from collections.abc import Mapping, Sequence

from chalicelib.customs.articles import SHARE_WHOLE, Article, Ruling, metal_shares
from chalicelib.customs.codes import dotted
from chalicelib.customs.conditions import PARTS
from chalicelib.customs.entries import Finding
from chalicelib.customs.fees import VESSEL_MODES
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import InvoiceLine, Shipment
from chalicelib.customs.situations import rate_surely_applies, unknown_units

InvoiceLines = Mapping[str, Sequence[InvoiceLine]]


def find_gaps(
    reference: Reference, rows: Sequence[Shipment], lines: InvoiceLines, shared: frozenset[str]
) -> tuple[Finding, ...]:
    """All findings of a shipment, without duplicates, by kind and subject.

    Where the rows of a shipment disagree, a gap is listed if it is there whichever row is taken as right.
    """
    findings = {Finding("INVOICE_IN_SEVERAL_SHIPMENTS", row.invoice) for row in rows if row.invoice in shared}
    if not agree(rows):
        findings.add(Finding("SHIPMENT_CONFLICT", rows[0].shipment))
    readings = {(row.mode, row.export_date, row.entry_date): row for row in rows}.values()
    findings |= set.intersection(*(_gaps_of_reading(reference, reading, rows, lines) for reading in readings))
    return tuple(sorted(findings))


def agree(rows: Sequence[Shipment]) -> bool:
    """Whether the rows of a shipment say the same of the entry."""
    said = {
        (row.mode, row.country_of_export, row.export_date, row.entry_date, row.entry_type) for row in rows
    }
    return len(said) == 1


def _gaps_of_reading(
    reference: Reference, reading: Shipment, rows: Sequence[Shipment], lines: InvoiceLines
) -> set[Finding]:
    findings = set(_fee_gaps(reference, reading))
    for row in rows:
        invoice_lines = lines.get(row.invoice)
        if not invoice_lines:
            findings.add(Finding("MISSING_INVOICE", row.invoice))
            continue
        findings |= _invoice_gaps(reference, reading, invoice_lines)
    return findings


def _fee_gaps(reference: Reference, reading: Shipment) -> list[Finding]:
    fees = reference.fees.on(reading.entry_date)
    missing = fees.mpf is None or (fees.hmf is None and reading.mode in VESSEL_MODES)
    return [Finding("MISSING_FEE", reading.entry_date)] if missing else []


def _invoice_gaps(reference: Reference, reading: Shipment, lines: Sequence[InvoiceLine]) -> set[Finding]:
    findings = set()
    rates = reference.exchange_rates(reading.export_date)
    epoch = reference.epochs.index(reading.entry_date)
    goods = 0
    for line in lines:
        if rates[line.currency] is None:
            findings.add(Finding("MISSING_EXCHANGE_RATE", line.currency))
        if line.amount < 0 or line.quantity < 0:
            findings.add(Finding("NEGATIVE_AMOUNT", line.invoice))
        article = reference.articles[line.material, line.origin]
        if not article.packaging:
            goods += 1
            findings |= {Finding(kind, line.material) for kind in article.gaps}
            findings |= _law_gaps(reference, article, epoch)
    if not goods:
        findings.add(Finding("PACKAGING_ONLY", lines[0].invoice))
    return findings


def _law_gaps(reference: Reference, article: Article, epoch: int) -> set[Finding]:
    """What the law of the epoch asks of an article and does not find: its rate, its units, its metals."""
    product = article.product
    if product is None or not product.hts:
        return set()
    situation = reference.situation(product.hts, article.origin, epoch)
    units = unknown_units(situation, rate_applies=rate_surely_applies(product, article.origin))
    findings = {Finding("UNIT", unit) for unit in units}
    if situation.hts_rate is None or situation.column1 is None:
        return findings | {Finding("MISSING_HTS_RATE", dotted(product.hts))}
    profile = article.profile
    if profile is None:
        return findings
    ruling = profile.rulings[epoch] or reference.rule(profile, epoch)
    parts = article.parts(ruling.metals)
    if isinstance(parts, frozenset):
        kinds = parts | _gaps_of_uncertain_parts(article, ruling)
    else:
        kinds = frozenset[str]().union(*(ruling.gaps.get(part, frozenset()) for part, _ in parts))
    return findings | {Finding(kind, article.material) for kind in kinds - {"UNIT"}}


def _gaps_of_uncertain_parts(article: Article, ruling: Ruling) -> frozenset[str]:
    """Where the shares leave the parts uncertain: what a certain part lacks, or every possible one."""
    shares = metal_shares(article.product)
    known = sum(shares[metal] or 0 for metal in ruling.metals)
    certain = [metal for metal in ruling.metals if shares[metal] and known <= SHARE_WHOLE]
    possible = [PARTS[0], *(metal for metal in ruling.metals if metal not in certain and shares[metal] != 0)]
    gaps = frozenset[str]().union(*(ruling.gaps.get(part, frozenset()) for part in certain))
    if known != SHARE_WHOLE:
        gaps |= frozenset.intersection(*(ruling.gaps.get(part, frozenset()) for part in possible))
    return gaps
