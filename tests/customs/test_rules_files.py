"""Rows are found by their key and as of the entry date, and a file is right or not used (R1.01)."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from chalicelib.customs.errors import InputErrors
from chalicelib.customs.processor import generate
from chalicelib.customs.reading import read_dataset
from tests.customs.building import (
    SAMPLES,
    Row,
    case,
    document,
    documents,
    duties,
    entry_of,
    fee,
    findings,
    goods,
    hts_row,
    line_of,
    measure,
    order,
    shipment,
    world,
)

BED, POWER = "9403.20.0035", "8504.40.9580"

# As of the entry date

LIST_3: dict[str, tuple[str, str]] = {
    # the duty of list 3 on 10,000
    "R1.01 note 20(f): the day before": ("2018-09-23", ""),
    "R1.01 note 20(f): the first day of 0.10": ("2018-09-24", "9903.88.03 1000.00 + "),
    "R1.01 note 20(f): the last day of 0.10": ("2019-05-09", "9903.88.03 1000.00 + "),
    "R1.01 note 20(f): the first day of 0.25": ("2019-05-10", "9903.88.03 2500.00 + "),
}


@pytest.mark.parametrize(("day", "expected"), LIST_3.values(), ids=LIST_3)
def test_the_worked_example(day: str, expected: str) -> None:
    assert duties(line_of(goods(POWER), entered=day)) == f"{expected}{POWER} 0.00"


BOUNDARY = ("2026-10-14", "2026-10-15", "2026-10-16")
"""The day before, the day and the day after of a row in force on one day only."""
ON_THE_DAY = {"since": BOUNDARY[1], "until": BOUNDARY[1]}
TABLES: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    # what is changed for one day, the figure that shows it, the figure on the three days
    "R1.01 a measure": (
        {"measures": [measure("P", "9903.01.01", "0.1", **ON_THE_DAY)], "orders": [order("P")]},
        "duty",
        ["0.00", "1000.00", "0.00"],
    ),
    "R1.01 the order of programmes": (
        {"measures": [measure("P", "9903.01.01", "0.1")], "orders": [order("P", **ON_THE_DAY)]},
        "duty",
        ["0.00", "1000.00", "0.00"],
    ),
    "R1.01 the fees": (
        {
            "fees": [
                fee("MPF", "0.003464", until=BOUNDARY[0]),
                fee("MPF", "0.001", **ON_THE_DAY),
                fee("MPF", "0.003464", since=BOUNDARY[2]),
                fee("HMF", "0.00125"),
            ]
        },
        "mpf",
        ["34.64", "10.00", "34.64"],
    ),
    "R1.01 the HTS row": (
        {
            "hts": [
                hts_row(BED, "3%", until=BOUNDARY[0]),
                hts_row(BED, "6%", **ON_THE_DAY),
                hts_row(BED, "3%", since=BOUNDARY[2]),
            ],
            "measures": (),
        },
        "duty",
        ["300.00", "600.00", "300.00"],
    ),
}


@pytest.mark.parametrize(("said", "figure", "expected"), TABLES.values(), ids=TABLES)
def test_a_row_stands_on_its_first_and_last_day(
    said: dict[str, Any], figure: str, expected: list[str]
) -> None:
    entries = [entry_of(goods(BED), entered=day, exported="2026-01-01", **said) for day in BOUNDARY]
    assert [entry["totals"][figure] for entry in entries] == expected


def test_a_case_stands_from_its_first_day_on() -> None:
    """R1.01 and R2.14: a case has no last day."""
    rows = [case("A-1", "9403", "CN", since=BOUNDARY[1])]
    entries = [entry_of(goods(BED), cases=rows, entered=day) for day in BOUNDARY]
    assert [len(entry["advisories"]) for entry in entries] == [0, 1, 1]


def test_three_entry_dates_in_one_run() -> None:
    """R1.01: never as of today, nor of another entry: each of three shipments by its own date."""
    lines = [goods(POWER, invoice=f"INV{at}") for at in range(4)]
    rows = [
        shipment(f"INV{at}", number=f"SH{at}", entered=day) for at, (day, _) in enumerate(LIST_3.values())
    ]
    entries = documents(world(*lines, shipments=rows))
    assert [entry["totals"]["duty"] for entry in entries] == ["0.00", "1000.00", "1000.00", "2500.00"]


# Keys

KEYS: dict[str, tuple[dict[str, Any], list[str]]] = {
    # what may not appear twice, and the columns named
    "R1.01 an HTS row: HTS Code + Effective From": (
        {"hts": [hts_row(BED, "3%", since="2026-01-01"), hts_row(BED, "6%", since="2026-01-01")]},
        ["HTS_Code.csv", "HTS Code + Effective From"],
    ),
    "R1.01 a rate: Currency + Date": (
        {"exchange": [("EUR", "2026-01-01", "1.1"), ("EUR", "2026-01-01", "1.2")]},
        ["Exchange_Rate.csv", "Currency + Date"],
    ),
    "R1.01 a shipment: Shipment + Invoice": (
        {"shipments": [shipment(), shipment()]},
        ["Shipments.csv", "Shipment + Invoice"],
    ),
    "R1.01 an order: Effective From": (
        {"orders": [order("P", since="2026-01-01"), order("Q", since="2026-01-01")]},
        ["sequence_order.csv", "Effective From"],
    ),
    "R1.01 a fee: Fee + Effective From": (
        {"fees": [fee("MPF", "0.1"), fee("MPF", "0.2")]},
        ["fees.csv", "Fee + Effective From"],
    ),
}


@pytest.mark.parametrize(("said", "where"), KEYS.values(), ids=KEYS)
def test_a_key_that_appears_twice(said: dict[str, Any], where: list[str]) -> None:
    with pytest.raises(InputErrors) as caught:
        world(goods(BED), **said)
    (fault,) = caught.value.faults
    assert ([fault.file, fault.column], fault.row) == (where, 3)


def test_an_invoice_line_that_appears_twice() -> None:
    """R1.01: Invoice + Line; the same line number on another invoice is another line."""
    with pytest.raises(InputErrors) as caught:
        world(goods(BED, line="10"), goods(BED, line="10"))
    assert [fault.column for fault in caught.value.faults] == ["Invoice + Line"]
    assert findings(entry_of(goods(BED, line="10"), goods(BED, line="10", invoice="INV2"))) == []


def test_the_order_of_measures_is_law_and_a_measure_may_stand_twice() -> None:
    """R1.01: position is the key."""
    row = measure("P", "9903.01.01", "0.1")
    assert line_of(goods(BED), measures=[row, row], orders=[order("P")])["duty"] == "1000.00"


# Input errors

WRONG: dict[str, tuple[list[Row], list[str]]] = {
    "R1.01 an unknown condition": ([measure("P", "9903.01.01", condition="weight>=3")], ["Condition"]),
    "R1.01 an unknown word of a condition": (
        [measure("P", "9903.01.01", condition="metal>=0.15:brass")],
        ["Condition"],
    ),
    "R1.01 a broken date": ([measure("P", "9903.01.01", since="2026-02-30")], ["Effective From"]),
    "R1.01 a period that ends before it begins": (
        [measure("P", "9903.01.01", since="2026-02-02", until="2026-02-01")],
        ["Effective To"],
    ),
    "R1.01 a basis that nobody knows": ([measure("P", "9903.01.01", basis="metal:brass")], ["Basis"]),
    "R1.01 everything that is wrong is listed": (
        [
            measure("P", "9903.01.01", condition="weight>=3"),
            measure("P", "9903.01.01", since="20260101", basis="half"),
        ],
        ["Condition", "Basis", "Effective From"],
    ),
}


@pytest.mark.parametrize(("rows", "columns"), WRONG.values(), ids=WRONG)
def test_a_measure_that_cannot_be_read(rows: list[Row], columns: list[str]) -> None:
    with pytest.raises(InputErrors) as caught:
        world(goods(BED), measures=rows)
    assert [fault.column for fault in caught.value.faults] == columns
    assert {fault.file for fault in caught.value.faults} == {"HTS Tariff.csv"}


CELLS = {
    "R1.01 an empty amount": ({"value": ""}, ("Invoices.csv", "Amount")),
    "R1.01 an empty quantity": ({"quantity": ""}, ("Invoices.csv", "Quantity")),
    "R1.01 an origin that is no country": ({"invoiced_origin": "UK"}, ("Invoices.csv", "Country of Origin")),
}


@pytest.mark.parametrize(("said", "where"), CELLS.values(), ids=CELLS)
def test_an_invoice_line_that_cannot_be_read(said: dict[str, str], where: tuple[str, str]) -> None:
    with pytest.raises(InputErrors) as caught:
        world(goods(BED, **said))
    assert [(fault.file, fault.column) for fault in caught.value.faults] == [where]


# The folder


def test_the_exchange_rates_may_be_absent(tmp_path: Path) -> None:
    """R1.01: everything in USD is made without the file; the other shipments are held for their currency."""
    folder = shutil.copytree(SAMPLES, tmp_path / "samples")
    with_rates = [document(entry) for entry in generate(read_dataset(folder))]
    (folder / "Exchange_Rate.csv").unlink()
    without = [document(entry) for entry in generate(read_dataset(folder))]
    for before, after in zip(with_rates, without, strict=True):
        missing = [text for text in findings(after) if text.startswith("MISSING_EXCHANGE_RATE")]
        assert missing or after == before


def test_the_customs_report_is_not_needed_to_generate(tmp_path: Path) -> None:
    """R1.01: it is only compared with."""
    folder = shutil.copytree(SAMPLES, tmp_path / "samples")
    (folder / "Customs_Report.csv").unlink()
    without, with_it = (list(map(document, generate(read_dataset(place)))) for place in (folder, SAMPLES))
    assert without == with_it


@pytest.mark.parametrize(
    "name",
    [
        "Product_List.csv",
        "HTS_Code.csv",
        "HTS Tariff.csv",
        "Packaging_Material.csv",
        "Shipments.csv",
        "Invoices.csv",
    ],
)
def test_every_other_file_is_needed(tmp_path: Path, name: str) -> None:
    """R1.01: nothing is generated from half of the data."""
    folder = shutil.copytree(SAMPLES, tmp_path / "samples")
    (folder / name).unlink()
    with pytest.raises(InputErrors) as caught:
        read_dataset(folder)
    assert [fault.file for fault in caught.value.faults] == [name]
