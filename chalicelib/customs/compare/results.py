"""What a comparison gives: per shipment a status and the discrepancies found (R5.02, R5.06)."""

from typing import NamedTuple

from chalicelib.customs.compare.tolerances import Tolerances


class Discrepancy(NamedTuple):
    """One difference with one cause. Numbers are text, written with the places they are declared with."""

    kind: str
    severity: str
    """`material`, `minor` or `info`."""
    invoice: str
    hts: str
    """With dots; ours where we have the line, else the reported one. So are origin and line."""
    origin: str
    line: str
    field: str
    """`hts, origin, tariffs, value, quantity, unit, net_weight, gross_weight, duty, mpf, hmf` or `line`."""
    expected: str | None
    """None where we have none."""
    reported: str | None
    """None where the report has none."""
    difference: str | None
    """Reported less expected; None where either is no number."""
    duty_effect: str
    """USD to the cent, reported less expected: below 0, duty is owed."""
    advice: str
    """What to do, in one sentence."""


class Comparison(NamedTuple):
    """One shipment compared: `pass`, `warn`, `fail` or `pending`, the discrepancies, and the tolerances
    used."""

    shipment: str
    entry_date: str
    status: str
    findings: tuple[Discrepancy, ...]
    tolerances: Tolerances
