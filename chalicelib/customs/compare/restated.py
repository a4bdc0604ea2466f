"""What our line would owe at another entered value: the reported one (R5.03, R5.04).

Column 1, stack, SPI and quantity stay ours; only the value is the reported one, which need not be whole
dollars. The arithmetic is that of R2.10, R2.11 and R2.13. Money in and out in millionths of a dollar.
"""

from chalicelib.customs.entries import CustomsLine, Entry
from chalicelib.customs.fees import VESSEL_MODES, FeeTable
from chalicelib.customs.lines import all_duties
from chalicelib.customs.numbers import MICRO, half_up

CENT = 10_000
"""Millionths of a dollar."""


def duties_at(line: CustomsLine, value: int) -> tuple[int, ...]:
    """Duty per tariff number, in the order of our line."""
    cents = all_duties(line.treatment, value, line.units, line.net, scale=MICRO)
    return tuple([duty * CENT for duty in cents])


def _share(value: int, rate: int) -> int:
    """Cents of a value at a rate in millionths, half-up."""
    return half_up(value * rate, 10_000 * MICRO)


class EntryFees:
    """The user fees of an entry's lines at another value."""

    __slots__ = ("_hmf_rate", "_mpf_rate")

    def __init__(self, entry: Entry, fees: FeeTable) -> None:
        rates = fees.on(entry.entry_date)
        self._mpf_rate = rates.mpf.rate if rates.mpf else 0
        self._hmf_rate = rates.hmf.rate if rates.hmf and entry.mode in VESSEL_MODES else 0

    def mpf_at(self, line: CustomsLine, value: int) -> int:
        """The line's MPF; 0 under a counting SPI."""
        return 0 if line.treatment.counting_spi else _share(value, self._mpf_rate) * CENT

    def hmf_at(self, value: int) -> int:
        """A line's HMF; due by vessel only."""
        return _share(value, self._hmf_rate) * CENT
