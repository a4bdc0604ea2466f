"""Exchange rates as of an export date (R2.01; 31 USC 5151)."""

from collections.abc import Mapping

from chalicelib.customs.numbers import RATE_SCALE

USD = "USD"


class CurrencyRates(dict[str, int | None]):
    """USD per unit of each currency on an export date; None where there is no row on or before it."""

    def __init__(self, history: Mapping[str, list[tuple[str, int]]], export_date: str) -> None:
        super().__init__({USD: RATE_SCALE})
        self._history = history
        self._export_date = export_date

    def __missing__(self, currency: str) -> int | None:
        rates = [rate for day, rate in self._history.get(currency, ()) if day <= self._export_date]
        self[currency] = rates[-1] if rates else None
        return self[currency]
