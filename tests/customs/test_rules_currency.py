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

Rate = tuple[str, str, str]
EUR: list[Rate] = [("EUR", "2026-07-01", "1.10"), ("EUR", "2026-10-01", "1.20")]
TWD: list[Rate] = [("TWD", "2026-07-01", "0.031")]
ENTERED = "2027-01-05"
"""Later than every export date and every rate of these cases."""


@pytest.mark.parametrize(
    ("currency", "amount", "rates", "exported", "expected"),
    [
        pytest.param("EUR", "10000", EUR, "2026-07-01", "11000", id="on the first row's date: at 1.10"),
        pytest.param("EUR", "10000", EUR, "2026-09-30", "11000", id="the day before the next row: at 1.10"),
        pytest.param("EUR", "10000", EUR, "2026-10-01", "12000", id="on the next row's date: at 1.20"),
        pytest.param("EUR", "10000", EUR, "2026-12-24", "12000", id="long after the last row: at 1.20"),
        pytest.param("EUR", "10000", EUR[::-1], "2026-09-30", "11000", id="the later row stands first"),
        pytest.param("EUR", "10000", [*EUR, *TWD], "2026-07-01", "11000", id="another currency's row between"),
        pytest.param("TWD", "10000", [*EUR, *TWD], "2026-09-15", "310", id="TWD 10,000 at 0.031"),
        pytest.param("USD", "10000", [], "2026-09-15", "10000", id="USD needs no row"),
        pytest.param("USD", "10000", EUR, "2026-09-15", "10000", id="USD is no other currency's rate"),
        pytest.param("EUR", "10000", [("EUR", "2026-07-01", "1")], "2026-07-01", "10000", id="a rate of 1"),
        pytest.param(
            "CNY",
            "10000",
            [("CNY", "2026-07-01", "0.141230"), ("CNY", "2026-10-01", "0.136228")],
            "2026-09-30",
            "1412",
            id="CNY 10,000 at 0.141230 = 1,412.30",
        ),
        pytest.param(
            "CNY",
            "10000",
            [("CNY", "2026-07-01", "0.141230"), ("CNY", "2026-10-01", "0.136228")],
            "2026-10-01",
            "1362",
            id="CNY 10,000 at 0.136228 = 1,362.28",
        ),
        pytest.param(
            "JPY",
            "1000000",
            [("JPY", "2026-07-01", "0.0066666667")],
            "2026-07-01",
            "6667",
            id="ten decimal places: 6,666.6667",
        ),
        pytest.param(
            "JPY",
            "9999999999.99",
            [("JPY", "2026-07-01", "0.0066666667")],
            "2026-07-01",
            "66666667",
            id="a great amount is exact: 66,666,666.999... is not 66,666,666",
        ),
    ],
)
def test_r2_01_31_usc_5151_the_latest_row_on_or_before_the_export_date(
    currency: str, amount: str, rates: list[Rate], exported: str, expected: str
) -> None:
    article = goods(value=amount, currency=currency)
    assert line_of(article, exchange=rates, exported=exported, entered=ENTERED)["value"] == expected


@pytest.mark.parametrize(
    ("lines", "rates", "expected"),
    [
        pytest.param(
            [goods(currency="EUR")],
            EUR[1:],
            ["MISSING_EXCHANGE_RATE EUR"],
            id="R2.01 31 USC 5151: only a later row, and the entry date does not help",
        ),
        pytest.param(
            [goods(currency="EUR")], [], ["MISSING_EXCHANGE_RATE EUR"], id="R2.01: no row, and never a rate of 1"
        ),
        pytest.param(
            [goods(currency="EUR")], TWD, ["MISSING_EXCHANGE_RATE EUR"], id="R2.01: only another currency's row"
        ),
        pytest.param(
            [goods(currency="EUR"), goods(), goods(currency="EUR")],
            [],
            ["MISSING_EXCHANGE_RATE EUR"],
            id="R2.01: said once, though two lines lack it",
        ),
        pytest.param(
            [goods(currency="TWD"), goods(currency="EUR")],
            [],
            ["MISSING_EXCHANGE_RATE EUR", "MISSING_EXCHANGE_RATE TWD"],
            id="R2.01: two currencies, by name",
        ),
        pytest.param(
            [goods(currency="TWD"), goods(currency="EUR")],
            TWD,
            ["MISSING_EXCHANGE_RATE EUR"],
            id="R2.01: of two currencies one is known",
        ),
        pytest.param(
            [goods(), packing(currency="EUR")],
            [],
            ["MISSING_EXCHANGE_RATE EUR"],
            id="R2.01: packaging is converted like goods",
        ),
        pytest.param(
            [goods("9403.20.0035", "0", currency="EUR")],
            [],
            ["MISSING_EXCHANGE_RATE EUR"],
            id="R2.01: an amount of 0 asks for its rate too",
        ),
    ],
)
def test_a_missing_rate_holds_the_shipment(
    lines: list[InvoicedLine], rates: list[Rate], expected: list[str]
) -> None:
    entry = entry_of(*lines, exchange=rates, exported="2026-09-15", entered=ENTERED)
    assert findings(entry) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # 100 × 1.10 + 1,000 × 0.031 + 50 = 110 + 31 + 50
        pytest.param(
            [goods(value="100", currency="EUR"), goods(value="1000", currency="TWD"), goods(value="50")],
            ["191"],
            id="R2.01: EUR, TWD and USD on one customs line",
        ),
        # 5.55 × 0.031 = 0.17205; three of them 0.51615; 9.98385 more is 10.50000. In cents each: 0.51 + 9.98.
        pytest.param(
            [
                *(goods(value="5.55", currency="TWD") for _ in range(3)),
                goods(value="9.98385"),
            ],
            ["11"],
            id="R2.01: the products are exact, 10.50000 and not 10.49",
        ),
        pytest.param(
            [
                goods("9403.20.0035", "100", currency="EUR"),
                goods("9403.20.0050", "100"),
                goods("9404.10.0000", "1000", currency="TWD"),
            ],
            ["110", "100", "31"],
            id="R2.01: every invoice line by its own currency",
        ),
        pytest.param(
            [goods(value="100", currency="EUR"), goods(value="100", invoice="INV2")],
            ["110", "100"],
            id="R2.01: every invoice by its own currency",
        ),
    ],
)
def test_several_currencies_in_one_shipment(lines: list[InvoicedLine], expected: list[str]) -> None:
    entry = entry_of(*lines, exchange=[*EUR, *TWD], measures=())
    assert findings(entry) == []
    assert column(entry, "value") == expected


def test_every_shipment_goes_by_its_own_export_date() -> None:
    """R2.01 31 USC 5151: one run, one entry date, two export dates and a third without a rate."""
    days = ["2026-10-01", "2026-09-30", "2026-06-30"]
    lines = [goods(value="10000", currency="EUR", invoice=f"INV{at}") for at in range(3)]
    rows = [
        shipment(f"INV{at}", number=f"SH{at}", exported=day, entered=ENTERED) for at, day in enumerate(days)
    ]
    entries = documents(world(*lines, shipments=rows, exchange=EUR))
    assert [entry["totals"]["value"] for entry in entries] == ["12000", "11000", "0"]
    assert [findings(entry) for entry in entries] == [[], [], ["MISSING_EXCHANGE_RATE EUR"]]
