"""Merchandise processing and harbor maintenance fees (R2.13; 19 CFR 24.23 and 24.24)."""

import pytest

from tests.customs.building import InvoicedLine, Row, column, entry_of, fee, findings, goods, hts_row

BED = "9403.20.0035"
TRUCK = "30"

YEARS = {
    # fiscal year: first day, last day (the last year is open), minimum, maximum, source
    "2018": ("2017-10-01", "2018-09-30", "25.67", "497.99", "CBP MPF table"),
    "2019": ("2018-10-01", "2019-09-30", "26.22", "508.70", "CBP MPF table"),
    "2020": ("2019-10-01", "2020-09-30", "26.79", "519.76", "CBP MPF table"),
    "2021": ("2020-10-01", "2021-09-30", "27.23", "528.33", "CBP MPF table"),
    "2022": ("2021-10-01", "2022-09-30", "27.75", "538.40", "unverified"),
    "2023": ("2022-10-01", "2023-09-30", "29.66", "575.35", "unverified"),
    "2024": ("2023-10-01", "2024-09-30", "31.67", "614.35", "CBP MPF table"),
    "2025": ("2024-10-01", "2025-09-30", "32.71", "634.62", "CSMS 61572319"),
    "2026": ("2025-10-01", "2026-09-30", "33.58", "651.50", "90 FR 34665"),
    "2027": ("2026-10-01", "2027-12-31", "34.58", "670.86", "91 FR 48398"),
}
# 1 x 0.003464 is 0.00 in cents; 2 x 0.003464 = 0.006928 -> 0.01; 50,000 x 0.003464 = 173.20.
OF_A_YEAR = [
    pytest.param(day, value, mpf, id=f"R2.13 {source}: FY{year} on {day}, {value} -> {mpf}")
    for year, (first, last, minimum, maximum, source) in YEARS.items()
    for day in (first, last)
    for value, mpf in (
        ("0", "0.00"),
        ("1", "0.00"),
        ("2", minimum),
        ("50000", "173.20"),
        ("10000000", maximum),
    )
]


@pytest.mark.parametrize(("day", "value", "mpf"), OF_A_YEAR)
def test_the_minimum_and_maximum_of_every_year(day: str, value: str, mpf: str) -> None:
    """G10"""
    entry = entry_of(goods(BED, value, origin="AU"), measures=(), entered=day)
    assert findings(entry) == []
    assert entry["totals"]["mpf"] == mpf


# October 2026: 34.58 to 670.86

ENTRIES: dict[str, tuple[list[InvoicedLine], str, str]] = {
    # lines, MPF of every line, MPF of the entry
    "R2.13 91 FR 48398: 9,000 x 0.003464 = 31.176, raised": ([goods(value="9000")], "31.18", "34.58"),
    "R2.13 91 FR 48398: 50,000": ([goods(value="50000")], "173.20", "173.20"),
    "R2.13 91 FR 48398: 200,000, lowered": ([goods(value="200000")], "692.80", "670.86"),
    "R2.13 9,982 x 0.003464 = 34.577648 -> 34.58, the minimum": ([goods(value="9982")], "34.58", "34.58"),
    "R2.13 9,985 x 0.003464 = 34.58804 -> 34.59": ([goods(value="9985")], "34.59", "34.59"),
    "R2.13 193,667 x 0.003464 = 670.862488 -> 670.86, the maximum": (
        [goods(value="193667")],
        "670.86",
        "670.86",
    ),
    "R2.13 193,668 x 0.003464 = 670.865952 -> 670.87, lowered": (
        [goods(value="193668")],
        "670.87",
        "670.86",
    ),
    "R2.13 half a cent goes up: 625 x 0.003464 = 2.165": ([goods(value="625")], "2.17", "34.58"),
    "R2.13 on the whole-dollar value: 624.50 is 625": ([goods(value="624.50")], "2.17", "34.58"),
    # 35.073 each; exactly together 70.146 -> 70.15.
    "R2.13 the sum is of rounded lines: 2 x 10,125": (
        [goods(value="10125"), goods(value="10125", origin="VN")],
        "35.07 35.07",
        "70.14",
    ),
    "R2.13 the limits are the entry's, not the line's: 9,000 twice": (
        [goods(value="9000"), goods(value="9000", origin="VN")],
        "31.18 31.18",
        "62.36",
    ),
    "R2.13 the limits are the entry's: 200,000 twice": (
        [goods(value="200000"), goods(value="200000", origin="VN")],
        "692.80 692.80",
        "670.86",
    ),
    "R2.13 over two invoices: 5,000 x 0.003464 = 17.32 twice": (
        [goods(value="5000"), goods(value="5000", invoice="INV2")],
        "17.32 17.32",
        "34.64",
    ),
    "R2.13 19 CFR 24.23: under S nothing, and 0 stays 0": (
        [goods(value="50000", origin="MX", spi="S")],
        "0.00",
        "0.00",
    ),
    "R2.13 19 CFR 24.23: under S+ nothing": (
        [goods(value="50000", origin="CA", spi="S+")],
        "0.00",
        "0.00",
    ),
    "R2.13 an S that does not count pays": ([goods(value="50000", origin="VN", spi="S")], "173.20", "173.20"),
    "R2.13 another SPI pays": ([goods(value="50000", origin="MX", spi="A")], "173.20", "173.20"),
    "R2.13 under S and not: the minimum on what is due": (
        [goods(value="50000", origin="MX", spi="S"), goods(value="9000", origin="VN")],
        "0.00 31.18",
        "34.58",
    ),
    "R2.13 a line of value 0 beside one of 50,000": (
        [goods(value="0"), goods(value="50000", origin="VN")],
        "0.00 173.20",
        "173.20",
    ),
}


@pytest.mark.parametrize(("lines", "of_lines", "of_entry"), ENTRIES.values(), ids=ENTRIES)
def test_mpf_of_lines_and_entry(lines: list[InvoicedLine], of_lines: str, of_entry: str) -> None:
    entry = entry_of(*lines, measures=())
    assert (column(entry, "mpf"), entry["totals"]["mpf"]) == (of_lines.split(), of_entry)


EVERY_MODE = ["10", "11", "12", "20", "21", "30", "31", "40", "41", "50"]


@pytest.mark.parametrize("mode", EVERY_MODE, ids=lambda mode: f"R2.13 19 CFR 24.23: mode {mode}")
def test_mpf_is_due_by_every_mode(mode: str) -> None:
    assert entry_of(goods(value="50000"), mode=mode)["totals"]["mpf"] == "173.20"


MODES: dict[str, tuple[str, str]] = {
    "R2.13 19 CFR 24.24: vessel, not in containers (10)": ("10", "62.50"),
    "R2.13 19 CFR 24.24: vessel, in containers (11)": ("11", "62.50"),
    "R2.13 border, water-borne (12) is no mode of 10 or 11": ("12", "0.00"),
    "R2.13 rail (20)": ("20", "0.00"),
    "R2.13 truck (30)": ("30", "0.00"),
    "R2.13 truck, in containers (31)": ("31", "0.00"),
    "R2.13 air (40)": ("40", "0.00"),
    "R2.13 mail (50)": ("50", "0.00"),
}


@pytest.mark.parametrize(("mode", "hmf"), MODES.values(), ids=MODES)
def test_hmf_is_due_by_vessel_only(mode: str, hmf: str) -> None:
    """R2.13: 50,000 x 0.00125 = 62.50."""
    entry = entry_of(goods(value="50000"), mode=mode)
    assert (column(entry, "hmf"), entry["totals"]["hmf"]) == ([hmf], hmf)


HARBOR: dict[str, tuple[list[InvoicedLine], str, str]] = {
    "R2.13 19 CFR 24.24: 9,000 -> 11.25, no minimum": ([goods(value="9000")], "11.25", "11.25"),
    "R2.13 19 CFR 24.24: 200,000 -> 250.00": ([goods(value="200000")], "250.00", "250.00"),
    "R2.13 19 CFR 24.24: 200,000,000, no maximum": ([goods(value="200000000")], "250000.00", "250000.00"),
    "R2.13 half a cent goes up: 4 x 0.00125 = 0.005": ([goods(value="4")], "0.01", "0.01"),
    "R2.13 half a cent goes up: 12 x 0.00125 = 0.015": ([goods(value="12")], "0.02", "0.02"),
    "R2.13 less than half a cent: 3 x 0.00125 = 0.00375": ([goods(value="3")], "0.00", "0.00"),
    "R2.13 the sum of rounded lines: 4 and 4": (
        [goods(value="4"), goods(value="4", origin="VN")],
        "0.01 0.01",
        "0.02",
    ),
    "R2.13 under S too: 50,000": ([goods(value="50000", origin="MX", spi="S")], "62.50", "62.50"),
    "R2.13 a value of 0": ([goods(value="0")], "0.00", "0.00"),
}


@pytest.mark.parametrize(("lines", "of_lines", "of_entry"), HARBOR.values(), ids=HARBOR)
def test_hmf_of_lines_and_entry(lines: list[InvoicedLine], of_lines: str, of_entry: str) -> None:
    entry = entry_of(*lines, measures=())
    assert (column(entry, "hmf"), entry["totals"]["hmf"]) == (of_lines.split(), of_entry)


# Rows of the fee table

MPF, HMF = fee("MPF", "0.003464", "34.58", "670.86"), fee("HMF", "0.00125")
OTHER_ROWS: dict[str, tuple[list[Row], str, str, tuple[str, str]]] = {
    # rows, mode, entry date; MPF and HMF of 9,000
    "R2.13 no minimum in the row": ([fee("MPF", "0.003464"), HMF], "11", "2026-10-15", ("31.18", "11.25")),
    "R2.13 another rate from a day on: the day before": (
        [
            fee("MPF", "0.003464", "1", "900", until="2026-10-15"),
            fee("MPF", "0.0035", "1", "900", since="2026-10-16"),
        ],
        TRUCK,
        "2026-10-15",
        ("31.18", "0.00"),
    ),
    "R2.13 another rate from a day on: that day, 9,000 x 0.0035": (
        [
            fee("MPF", "0.003464", "1", "900", until="2026-10-15"),
            fee("MPF", "0.0035", "1", "900", since="2026-10-16"),
        ],
        TRUCK,
        "2026-10-16",
        ("31.50", "0.00"),
    ),
    "R2.13 a maximum below": ([fee("MPF", "0.003464", "1", "20")], TRUCK, "2026-10-15", ("20.00", "0.00")),
    "R2.13 no HMF row, by truck": ([MPF], TRUCK, "2026-10-15", ("34.58", "0.00")),
}


@pytest.mark.parametrize(("rows", "mode", "day", "fees"), OTHER_ROWS.values(), ids=OTHER_ROWS)
def test_the_row_in_force(rows: list[Row], mode: str, day: str, fees: tuple[str, str]) -> None:
    entry = entry_of(goods(value="9000"), fees=rows, mode=mode, entered=day)
    assert (entry["totals"]["mpf"], entry["totals"]["hmf"]) == fees


OLD_HTS = [hts_row(BED)]
NO_ROW: dict[str, tuple[list[Row] | None, str, str, InvoicedLine]] = {
    "R2.13 19 CFR 24.23: the day before the first year of the table": (
        None,
        TRUCK,
        "2017-09-30",
        goods(BED),
    ),
    "R2.13 no MPF row, by vessel": ([HMF], "11", "2026-10-15", goods(BED)),
    "R2.13 no MPF row, even where S would make it 0": (
        [HMF],
        TRUCK,
        "2026-10-15",
        goods(BED, origin="MX", spi="S"),
    ),
    "R2.13 no HMF row, by vessel": ([MPF], "10", "2026-10-15", goods(BED)),
    "R2.13 no row of either, said once": ([], "11", "2026-10-15", goods(BED)),
    "R2.13 a row that ended the day before": (
        [{**MPF, "Effective To": "2026-10-14"}],
        TRUCK,
        "2026-10-15",
        goods(BED),
    ),
}


@pytest.mark.parametrize(("rows", "mode", "day", "article"), NO_ROW.values(), ids=NO_ROW)
def test_no_row_for_the_date_needs_input(
    rows: list[Row] | None, mode: str, day: str, article: InvoicedLine
) -> None:
    """G6"""
    entry = entry_of(article, fees=rows, hts=OLD_HTS, mode=mode, entered=day)
    assert findings(entry) == [f"MISSING_FEE {day}"]
