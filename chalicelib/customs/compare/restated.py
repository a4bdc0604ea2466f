"""What our line would owe at another entered value: the reported one (R5.03, R5.04).

Column 1, stack, SPI and quantity stay ours; only the value is the reported one, which need not be whole
dollars. The arithmetic is that of R2.10, R2.11 and R2.13. Money in and out in millionths of a dollar.
"""

from chalicelib.customs.column1 import unit_kind
from chalicelib.customs.entries import CustomsLine, Entry
from chalicelib.customs.fees import FeeTable
from chalicelib.customs.lines import quantity_of
from chalicelib.customs.numbers import MICRO, half_up

CENT = 10_000
"""Millionths of a dollar."""


def duties_at(line: CustomsLine, value: int) -> tuple[int, ...]:
    """Duty per tariff number, in the order of our line.

    A capped heading tops column 1 up: its cap times value, rounded, less column 1 duty, never below 0.
    """
    column1 = _column1_cents(line, value)
    headings = [
        max(0, _share(value, row.cap) - column1) if row.cap else _share(value, row.rate)
        for row in line.treatment.stack
    ]
    return tuple([cents * CENT for cents in (*headings, column1)])


def _column1_cents(line: CustomsLine, value: int) -> int:
    """Ad valorem and specific parts together, rounded once."""
    rate = line.treatment.column1
    duty = value * rate.ad_valorem * 100
    for specific in rate.specific:
        quantity = quantity_of(unit_kind(specific.unit) or "", line.units, line.net)
        duty += (quantity or 0) * specific.amount * MICRO
    return half_up(duty, 100_000_000 * MICRO)


def _share(value: int, rate: int) -> int:
    """Cents of a value at a rate in millionths, half-up."""
    return half_up(value * rate, 10_000 * MICRO)


class EntryFees:
    """The user fees of an entry's lines at another value, as far as the entry tells by what rates it pays."""

    __slots__ = ("_entry", "_fees")

    def __init__(self, entry: Entry, fees: FeeTable) -> None:
        self._entry = entry
        self._fees = fees

    def mpf_at(self, line: CustomsLine, value: int) -> tuple[int, ...]:
        """The line's MPF; 0 under a counting SPI."""
        fee = self._fees.on(self._entry.entry_date).mpf
        if fee is None or line.treatment.counting_spi:
            return (0,)
        return (_share(value, fee.rate) * CENT,)

    def hmf_at(self, value: int) -> tuple[int, ...]:
        """A line's HMF.

        Due by vessel only, which an entry does not say but shows: one with HMF came by vessel, one without
        did not. An entry whose lines are all too small to owe a cent may have come either way: both are
        right.
        """
        fee = self._fees.on(self._entry.entry_date).hmf
        if fee is None:
            return (0,)
        due = _share(value, fee.rate) * CENT
        if self._entry.totals.hmf:
            return (due,)
        owing = any(_share(line.value * MICRO, fee.rate) for line in self._entry.lines)
        return (0,) if owing else (0, due)
