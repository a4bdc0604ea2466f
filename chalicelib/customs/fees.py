"""User fees: merchandise processing (MPF) and harbor maintenance (HMF) by entry date (R2.13).

MPF: 19 CFR 24.23(b)(1)(i) and the yearly Federal Register notice of its minimum and maximum. HMF: 19 CFR
24.24.
"""

from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.customs.epochs import Epochs, in_force
from chalicelib.customs.rows import Fee

MPF, HMF = "MPF", "HMF"
VESSEL_MODES = frozenset({"10", "11"})


class FeeRates(NamedTuple):
    """The rows of the fee table that an entry pays by; None where there is no row for the date."""

    mpf: Fee | None
    hmf: Fee | None


class FeeTable:
    """The fee rows, looked up by entry date."""

    def __init__(self, fees: Iterable[Fee]) -> None:
        self._fees = tuple(fees)
        self._epochs = Epochs(self.periods)
        self._by_epoch: dict[int, FeeRates] = {}

    @property
    def periods(self) -> list[tuple[str, str]]:
        """When each row is in force."""
        return [(fee.effective_from, fee.effective_to) for fee in self._fees]

    def on(self, day: str) -> FeeRates:
        """The rows in force on a day; of several the one that began last."""
        epoch = self._epochs.index(day)
        found = self._by_epoch.get(epoch)
        if found is None:
            found = self._by_epoch[epoch] = FeeRates(self._row(MPF, day), self._row(HMF, day))
        return found

    def _row(self, name: str, day: str) -> Fee | None:
        rows = [
            fee
            for fee in self._fees
            if fee.fee == name and in_force(fee.effective_from, fee.effective_to, day)
        ]
        return max(rows, key=lambda fee: fee.effective_from, default=None)


def fee_of_line(value: int, rate: int) -> int:
    """A fee on a line in cents, half-up: whole dollars times a rate in millionths.

    >>> fee_of_line(10_000, 3464), fee_of_line(10_000, 1250)
    (3464, 1250)
    """
    return (value * rate + 5_000) // 10_000


def mpf_of_entry(lines_total: int, fee: Fee) -> int:
    """The MPF of an entry in cents: the sum of its lines within the year's minimum and maximum; 0 stays 0."""
    if not lines_total:
        return 0
    if fee.minimum is not None and lines_total < fee.minimum:
        return fee.minimum
    if fee.maximum is not None and lines_total > fee.maximum:
        return fee.maximum
    return lines_total
