"""Field by field: what differs between one of our lines and the reported line it was matched with.

One cause, one finding: what follows from the reported value, from a heading that is only on one side, or from
a wrong HTS or origin, is not found again.
"""

from fractions import Fraction

from .books import digits, dotted
from .column_one import plain_unit
from .exact import half_up, number, number_or_none, text
from .findings import Finding, Pair, distance
from .generate import line_duty, line_hmf, line_mpf, quantity_text
from .lines import ZERO, Line, duties


def look_alike_findings(pair: Pair) -> list[Finding]:
    """HTS, ORIGIN or both; the line's duty belongs to the first of them, the tariff list too."""
    ours, theirs = pair.ours, pair.theirs
    effect = theirs.duty - line_duty(ours, ours.value)
    findings = []
    if ours.hts != theirs.hts:
        findings.append(pair.finding("HTS", "hts", dotted(ours.hts), dotted(theirs.hts), duty_effect=effect))
        effect = ZERO
    if ours.origin != theirs.origin:
        findings.append(
            pair.finding("ORIGIN", "origin", ours.origin, theirs.origin or None, duty_effect=effect)
        )
    return findings


def field_findings(pair: Pair, *, with_tariffs: bool) -> list[Finding]:
    """All other fields, in order; tariffs and duties only where HTS and origin are the same."""
    return [
        *(heading_findings(pair) if with_tariffs else []),
        *value_findings(pair),
        *quantity_findings(pair),
        *weight_findings(pair),
        *(duty_findings(pair) if with_tariffs else []),
        *fee_findings(pair),
    ]


def occurrences(codes: list[str]) -> list[tuple[str, int]]:
    """Codes told apart by how often they stood before: a heading reported twice is one too many."""
    return [(code, codes[:place].count(code)) for place, code in enumerate(codes)]


def heading_findings(pair: Pair) -> list[Finding]:
    """MISSING_CH99, EXTRA_CH99, DEAD_PROGRAM and WRONG_ORDER."""
    ours, theirs = pair.ours, pair.theirs
    our_codes = [*(heading.code for heading in ours.stack), ours.hts]
    expected, reported = occurrences(our_codes), occurrences(theirs.codes)
    our_duties, _ = duties(ours, ours.value)
    findings = [
        pair.finding("MISSING_CH99", "tariffs", dotted(code[0]), None, duty_effect=-duty)
        for code, duty in zip(expected, our_duties, strict=False)
        if code not in reported
    ]
    for code, (_, duty_text) in zip(reported, theirs.tariffs, strict=True):
        if code not in expected:
            kind = "DEAD_PROGRAM" if code[0] not in our_codes and is_dead(pair, code[0]) else "EXTRA_CH99"
            duty = number_or_none(duty_text) or ZERO
            findings.append(pair.finding(kind, "tariffs", None, dotted(code[0]), duty_effect=duty))
    both_expected = [code for code in expected[:-1] if code in reported]
    both_reported = [code for code in reported if code in expected[:-1]]
    if both_expected != both_reported or theirs.codes[-1] != ours.hts:
        findings.append(pair.finding("WRONG_ORDER", "tariffs", listed(our_codes), listed(theirs.codes)))
    return findings


def listed(codes: list[str]) -> str:
    """A tariff list as text."""
    return ", ".join(dotted(code) for code in codes)


def is_dead(pair: Pair, code: str) -> bool:
    """Does the heading have measure rows, and did every one end before the entry date?"""
    ends = [row["Effective To"] for row in pair.books.measures if digits(row["Tariff Code"]) == code]
    return bool(ends) and all(end and end < pair.header.entry_date for end in ends)


def value_findings(pair: Pair) -> list[Finding]:
    """VALUE; its effect is our stack and column 1 at the reported value less at ours."""
    ours, theirs = pair.ours, pair.theirs
    if distance(str(ours.value), theirs.value) <= pair.limit("value"):
        return []
    effect = line_duty(ours, pair.reported_value) - line_duty(ours, ours.value)
    return [
        pair.finding(
            "VALUE", "value", str(ours.value), theirs.value or None, duty_effect=effect, numeric=True
        )
    ]


def quantity_findings(pair: Pair) -> list[Finding]:
    """QUANTITY, or UNIT where the units differ (compared without case and trailing dot)."""
    ours, theirs = pair.ours, pair.theirs
    if plain_unit(ours.unit) != plain_unit(theirs.unit):
        return [pair.finding("UNIT", "unit", ours.unit, theirs.unit or None)]
    expected = quantity_text(ours)
    if distance(expected, theirs.quantity) <= pair.limit("quantity"):
        return []
    return [pair.finding("QUANTITY", "quantity", expected, theirs.quantity or None, numeric=True)]


def weight_findings(pair: Pair) -> list[Finding]:
    """NET_WEIGHT and GROSS_WEIGHT, silent within a share of ours or some kg; a net one may be info only."""
    ours, theirs = pair.ours, pair.theirs
    net, gross = text(ours.net_kg, 3), str(ours.gross_kg)
    net_off, gross_off = distance(net, theirs.net_kg), distance(gross, theirs.gross_kg)
    findings = []
    if net_off > pair.limit("net_weight_kg") and net_off > pair.limit("net_weight_share") * number(net):
        info = net_off <= pair.limit("net_weight_info_share") * number(net)
        findings.append(
            pair.finding("NET_WEIGHT", "net_weight", net, theirs.net_kg or None, numeric=True, only_info=info)
        )
    if (
        gross_off > pair.limit("gross_weight_kg")
        and gross_off > pair.limit("gross_weight_share") * ours.gross_kg
    ):
        findings.append(
            pair.finding("GROSS_WEIGHT", "gross_weight", gross, theirs.gross_kg or None, numeric=True)
        )
    return findings


def duty_findings(pair: Pair) -> list[Finding]:
    """DUTY of every number both have, unless it is ours or what our stack gives on the reported value."""
    ours, theirs = pair.ours, pair.theirs
    codes = occurrences([*(heading.code for heading in ours.stack), ours.hts])
    reported = dict(zip(occurrences(theirs.codes), (duty for _, duty in theirs.tariffs), strict=True))
    at_ours, at_theirs = all_duties(ours, Fraction(ours.value)), all_duties(ours, pair.reported_value)
    findings = []
    for code, expected, on_reported in zip(codes, at_ours, at_theirs, strict=True):
        if code not in reported:
            continue
        their_duty = number_or_none(reported[code]) or ZERO
        if min(abs(their_duty - expected), abs(their_duty - on_reported)) > pair.limit("duty"):
            findings.append(
                pair.finding(
                    "DUTY",
                    "duty",
                    text(expected, 2),
                    reported[code] or None,
                    duty_effect=their_duty - expected,
                    numeric=True,
                )
            )
    return findings


def all_duties(line: Line, value: Fraction) -> list[Fraction]:
    """The duty of every number on a value, the Chapter 1-97 number last."""
    headings, column_one = duties(line, value)
    return [*headings, column_one]


def fee_findings(pair: Pair) -> list[Finding]:
    """MPF and HMF, unless they are ours or what the reported value gives."""
    ours, theirs = pair.ours, pair.theirs
    findings = []
    for kind, reported, fee in (("MPF", theirs.mpf, pair_mpf), ("HMF", theirs.hmf, pair_hmf)):
        expected = fee(pair, Fraction(ours.value))
        known = number_or_none(reported) or ZERO
        off = min(abs(known - expected), abs(known - fee(pair, pair.reported_value)))
        if off > pair.limit(kind.lower()):
            findings.append(
                pair.finding(
                    kind,
                    kind.lower(),
                    text(expected, 2),
                    reported or None,
                    duty_effect=half_up(known - expected, 2),
                    numeric=True,
                )
            )
    return findings


def pair_mpf(pair: Pair, value: Fraction) -> Fraction:
    """Our merchandise processing fee of the line on a value."""
    return line_mpf(pair.books, pair.header, pair.ours, value)


def pair_hmf(pair: Pair, value: Fraction) -> Fraction:
    """Our harbor maintenance fee of the line on a value."""
    return line_hmf(pair.books, pair.header, value)
