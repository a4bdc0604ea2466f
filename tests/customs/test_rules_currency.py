"""Amounts in a foreign currency, at the rate of the export date (R2.01; 31 USC 5151)."""

import pytest

from tests.customs.building import (
    InvoicedLine,
    column,
    documents,
    entry_of,
    findings,
    goods,
    line_of,
    packing,
    shipment,
    world,
)

Rates = list[tuple[str, str, str]]
EUR: Rates = [("EUR", "2026-07-01", "1.10"), ("EUR", "2026-10-01", "1.20")]
TWD: Rates = [("TWD", "2026-07-01", "0.031")]
CNY: Rates = [("CNY", "2026-07-01", "0.141230"), ("CNY", "2026-10-01", "0.136228")]
ENTERED = "2027-01-05"
"""Later than every export date and every rate of these cases."""

CONVERTED: dict[str, tuple[str, Rates, str, str]] = {
    "R2.01 31 USC 5151: EUR 10,000 on the first row's date, at 1.10": (
        "EUR 10000",
        EUR,
        "2026-07-01",
        "11000",
    ),
    "R2.01 31 USC 5151: the day before the next row, at 1.10": ("EUR 10000", EUR, "2026-09-30", "11000"),
    "R2.01 31 USC 5151: on the next row's date, at 1.20": ("EUR 10000", EUR, "2026-10-01", "12000"),
    "R2.01 31 USC 5151: long after the last row, at 1.20": ("EUR 10000", EUR, "2026-12-24", "12000"),
    "R2.01 the later row stands first in the file": ("EUR 10000", EUR[::-1], "2026-09-30", "11000"),
    "R2.01 another currency's rows between": ("EUR 10000", [*EUR, *TWD, *CNY], "2026-07-01", "11000"),
    "R2.01 TWD 10,000 at 0.031 = 310": ("TWD 10000", [*EUR, *TWD], "2026-09-15", "310"),
    "R2.01 CNY 10,000 at 0.141230 = 1,412.30": ("CNY 10000", CNY, "2026-09-30", "1412"),
    "R2.01 CNY 10,000 at 0.136228 = 1,362.28": ("CNY 10000", CNY, "2026-10-01", "1362"),
    "R2.01 USD needs no row": ("USD 10000", [], "2026-09-15", "10000"),
    "R2.01 USD takes no other currency's rate": ("USD 10000", EUR, "2026-09-15", "10000"),
    "R2.01 a rate of 1 that is written down": (
        "EUR 10000",
        [("EUR", "2026-07-01", "1")],
        "2026-07-01",
        "10000",
    ),
    "R2.01 ten decimal places: JPY 1,000,000 at 0.0066666667 = 6,666.6667": (
        "JPY 1000000",
        [("JPY", "2026-07-01", "0.0066666667")],
        "2026-07-01",
        "6667",
    ),
    "R2.01 exact decimals: 90 at 1.15 = 103.50, half-up 104": (
        "EUR 90",
        [("EUR", "2026-07-01", "1.15")],
        "2026-07-01",
        "104",
    ),
}


@pytest.mark.parametrize(("amount", "rates", "exported", "value"), CONVERTED.values(), ids=CONVERTED)
def test_the_latest_row_on_or_before_the_export_date(
    amount: str, rates: Rates, exported: str, value: str
) -> None:
    currency, _, number = amount.partition(" ")
    article = goods(value=number, currency=currency)
    assert line_of(article, exchange=rates, exported=exported, entered=ENTERED)["value"] == value


IN_EUR, IN_TWD = goods(currency="EUR"), goods(currency="TWD")
MISSING: dict[str, tuple[list[InvoicedLine], Rates, list[str]]] = {
    "R2.01 31 USC 5151: only a later row; the entry date does not help": ([IN_EUR], EUR[1:], ["EUR"]),
    "R2.01 no row, and never a rate of 1": ([IN_EUR], [], ["EUR"]),
    "R2.01 only another currency's row": ([IN_EUR], TWD, ["EUR"]),
    "R2.01 said once, though two lines lack it": ([IN_EUR, goods(), IN_EUR], [], ["EUR"]),
    "R2.01 two currencies, by name": ([IN_TWD, IN_EUR], [], ["EUR", "TWD"]),
    "R2.01 of two currencies one is known": ([IN_TWD, IN_EUR], TWD, ["EUR"]),
    "R2.01 packaging is converted like goods": ([goods(), packing(currency="EUR")], [], ["EUR"]),
    "R2.01 an amount of 0 asks for its rate too": ([goods(value="0", currency="EUR")], [], ["EUR"]),
}


@pytest.mark.parametrize(("lines", "rates", "missing"), MISSING.values(), ids=MISSING)
def test_a_missing_rate_holds_the_shipment(
    lines: list[InvoicedLine], rates: Rates, missing: list[str]
) -> None:
    entry = entry_of(*lines, exchange=rates, exported="2026-09-15", entered=ENTERED)
    assert findings(entry) == [f"MISSING_EXCHANGE_RATE {currency}" for currency in missing]


BED, FURNITURE, SUPPORT = "9403.20.0035", "9403.20.0050", "9404.10.0000"
SEVERAL: dict[str, tuple[list[InvoicedLine], list[str]]] = {
    "R2.01 one customs line: EUR 100 + TWD 1,000 + USD 50 = 110 + 31 + 50": (
        [goods(value="100", currency="EUR"), goods(value="1000", currency="TWD"), goods(value="50")],
        ["191"],
    ),
    # Cut to cents the three would be 0.51 and the sum 10.49.
    "R2.01 nothing is rounded: 3 x TWD 5.55 = 3 x 0.17205 = 0.51615, and 9.98385 makes 10.50": (
        [*(goods(value="5.55", currency="TWD") for _ in range(3)), goods(value="9.98385")],
        ["11"],
    ),
    "R2.01 every invoice line by its own currency": (
        [goods(BED, "100", currency="EUR"), goods(FURNITURE, "100"), goods(SUPPORT, "1000", currency="TWD")],
        ["110", "100", "31"],
    ),
    "R2.01 every invoice by its own currency": (
        [goods(BED, "100", currency="EUR"), goods(BED, "100", invoice="INV2")],
        ["110", "100"],
    ),
}


@pytest.mark.parametrize(("lines", "values"), SEVERAL.values(), ids=SEVERAL)
def test_several_currencies_in_one_shipment(lines: list[InvoicedLine], values: list[str]) -> None:
    entry = entry_of(*lines, exchange=[*EUR, *TWD], measures=())
    assert findings(entry) == []
    assert column(entry, "value") == values


def test_every_shipment_goes_by_its_own_export_date() -> None:
    """R2.01 31 USC 5151: one run, one entry date; two export dates, and a third without a rate."""
    days = ["2026-10-01", "2026-09-30", "2026-06-30"]
    lines = [goods(value="10000", currency="EUR", invoice=f"INV{at}") for at in range(3)]
    rows = [
        shipment(f"INV{at}", number=f"SH{at}", exported=day, entered=ENTERED) for at, day in enumerate(days)
    ]
    entries = documents(world(*lines, shipments=rows, exchange=EUR))
    assert [entry["totals"]["value"] for entry in entries] == ["12000", "11000", "0"]
    assert [findings(entry) for entry in entries] == [[], [], ["MISSING_EXCHANGE_RATE EUR"]]
