"""Tolerances: how far a reported number may be from ours before it is a finding (R5.05).

All limits are inclusive. A percentage is of our number, compared by multiplying out, so that nothing is
rounded. Where a weight has a percentage and kilograms, being within either is enough.
"""

from collections.abc import Mapping
from typing import NamedTuple

from chalicelib.customs.errors import Fault, InputErrors
from chalicelib.customs.numbers import MICRO, format_scaled, parse_scaled

SOURCE = "tolerances"
"""What a fault names as its file."""
WHOLE = 100 * MICRO
"""One hundred percent, in millionths of a percent."""


class Tolerances(NamedTuple):
    """The limits of one comparison, in millionths: USD, units, kg and percent."""

    value: int = 0
    quantity: int = 0
    duty: int = 10_000
    """Per tariff number."""
    mpf: int = 10_000
    """Per line, as `hmf`."""
    hmf: int = 10_000
    net_weight_percent: int = 500_000
    net_weight_kg: int = 1 * MICRO
    net_weight_info_percent: int = 5 * MICRO
    """Up to here a net weight beyond the first two limits is only `info`."""
    gross_weight_percent: int = 5 * MICRO
    gross_weight_kg: int = 5 * MICRO

    def as_text(self) -> dict[str, str]:
        """The limits as text, as `read_tolerances` takes them."""
        return {name: format_scaled(limit) for name, limit in self._asdict().items()}


DEFAULT = Tolerances()


def read_tolerances(edited: Mapping[str, str], base: Tolerances = DEFAULT) -> Tolerances:
    """The tolerances with some limits replaced. Raises InputErrors with every name or number that cannot be
    used.

    >>> read_tolerances({"value": "1", "gross_weight_percent": "2.5"}).gross_weight_percent
    2500000
    """
    limits: dict[str, int] = {}
    faults: list[Fault] = []
    for name, text in edited.items():
        limit = _limit(name, text)
        if isinstance(limit, Fault):
            faults.append(limit)
        else:
            limits[name] = limit
    tolerances = base._replace(**limits)
    if not faults and tolerances.net_weight_info_percent < tolerances.net_weight_percent:
        shown = format_scaled(tolerances.net_weight_info_percent)
        remedy = f"Write {format_scaled(tolerances.net_weight_percent)} or more."
        faults.append(_fault("net_weight_info_percent", shown, "is below net_weight_percent", remedy))
    if faults:
        raise InputErrors(faults)
    return tolerances


def _limit(name: str, text: str) -> int | Fault:
    if name not in Tolerances._fields:
        known = ", ".join(Tolerances._fields)
        return _fault(name, text, "is not a tolerance", f"Use one of: {known}.")
    try:
        limit = parse_scaled(text.strip())
    except ValueError as refusal:
        return _fault(
            name, text, str(refusal), "Write a plain number such as 0.5, with at most 6 decimal places."
        )
    if limit < 0:
        return _fault(name, text, "is negative", "Write a number of 0 or more.")
    if name.endswith("_percent") and limit > WHOLE:
        return _fault(name, text, "is more than 100 percent", "Write a number of 100 or less.")
    return limit


def _fault(name: str, text: str, problem: str, remedy: str) -> Fault:
    return Fault(SOURCE, None, name, text, problem, remedy)


def within_percent(difference: int, ours: int, percent: int) -> bool:
    """Whether a difference is at most a percentage (in millionths of a percent) of our number.

    >>> within_percent(5, 1000, 500_000), within_percent(-6, 1000, 500_000)
    (True, False)
    """
    return abs(difference) * WHOLE <= abs(ours) * percent
