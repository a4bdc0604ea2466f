"""Duty of the Chapter 99 headings, caps, and where the value is reported (R2.11, R2.12; CSMS 64235342)."""

import pytest

from chalicelib.customs.processor import generate
from chalicelib.customs.publish import csv_rows
from tests.customs.building import (
    Row,
    duties,
    entry_of,
    goods,
    hts_row,
    line_of,
    measure,
    order,
    world,
)

HTS = "6402.99.3165"
ORDER = [order("P Q R")]


def owed(rate: str, value: str, *measures: Row, **said: str) -> list[str]:
    """The duty of every number of a line, column 1 last."""
    line = line_of(goods(HTS, value, **said), hts=[hts_row(HTS, rate)], measures=measures, orders=ORDER)
    return [row["duty"] for row in line["tariffs"]]


def at(*rates: str) -> tuple[Row, ...]:
    """A programme of each rate, on everything."""
    return tuple(measure("PQR"[place], f"9903.0{place}.01", rate) for place, rate in enumerate(rates))


PLAIN: dict[str, tuple[str, str, tuple[Row, ...], str]] = {
    # column 1, value, measures, duties with column 1 last
    "R2.11 25 % of 10,000": ("Free", "10000", at("0.25"), "2500.00 0.00"),
    "R2.11 CSMS 64235342: each on its own number": (
        "2.6%",
        "10000",
        at("0.25", "0.125"),
        "2500.00 1250.00 260.00",
    ),
    # Duty on duty would be 10 % of 12,500, and of 13,750.
    "R2.11 CSMS 64235342: never duty on duty": (
        "6%",
        "10000",
        at("0.25", "0.10", "0.50"),
        "2500.00 1000.00 5000.00 600.00",
    ),
    "R2.11 each rounded on its own: 6,111 at 25 % and 12.5 % = 763.875": (
        "Free",
        "6111",
        at("0.25", "0.125"),
        "1527.75 763.88 0.00",
    ),
    # 0.005 each; the sum rounded once would be 0.02.
    "R2.11 three times half a cent are three cents": (
        "0.5%",
        "1",
        at("0.005", "0.005"),
        "0.01 0.01 0.01",
    ),
    "R2.11 half a cent goes up: 12.5 % of 1": ("Free", "1", at("0.125"), "0.13 0.00"),
    "R2.11 less than half a cent: 0.4999 % of 1": ("Free", "1", at("0.004999"), "0.00 0.00"),
    "R2.11 7.5 % of 3,333 = 249.975": ("Free", "3333", at("0.075"), "249.98 0.00"),
    "R2.11 on the whole-dollar value: 25 % of 100.50 is of 101": ("Free", "100.50", at("0.25"), "25.25 0.00"),
    "R2.11 a value of 0": ("6%", "0", at("0.25"), "0.00 0.00"),
    "R2.11 a heading at 0": ("6%", "10000", at("0", "0.25"), "0.00 2500.00 600.00"),
    "R2.11 an empty rate is 0": ("6%", "10000", at(""), "0.00 600.00"),
    "R2.11 a rate above 1: 150 %": ("Free", "10000", at("1.5"), "15000.00 0.00"),
}


@pytest.mark.parametrize(("rate", "value", "measures", "expected"), PLAIN.values(), ids=PLAIN)
def test_rate_times_value(rate: str, value: str, measures: tuple[Row, ...], expected: str) -> None:
    assert owed(rate, value, *measures) == expected.split()


def cap(share: str, rate: str = "") -> Row:
    """A capped heading of programme P."""
    return measure("P", "9903.05.39", rate, cap=share)


CAPPED: dict[str, tuple[str, str, Row, str]] = {
    # column 1, value, capped heading, duties; 100 pieces of 0.5 kg
    "R2.11 note 52(k): 10 % of 10,000 less 6 %": ("6%", "10000", cap("0.10"), "400.00 600.00"),
    "R2.11 note 52(k): column 1 Free, the whole cap": ("Free", "10000", cap("0.10"), "1000.00 0.00"),
    "R2.11 EO 14326: 15 % of 10,000 less 6 %": ("6%", "10000", cap("0.15"), "900.00 600.00"),
    "R2.11 column 1 at the cap: nothing": ("10%", "10000", cap("0.10"), "0.00 1000.00"),
    "R2.11 column 1 above the cap: nothing, never less": ("37.5%", "10000", cap("0.10"), "0.00 3750.00"),
    "R2.11 column 1 just under the cap: 9.99 %": ("9.99%", "10000", cap("0.10"), "1.00 999.00"),
    "R2.11 a specific rate below the cap: 1,000 - 100 x $2": (
        "$2/No.",
        "10000",
        cap("0.10"),
        "800.00 200.00",
    ),
    "R2.11 a specific rate above the cap": ("$20/No.", "10000", cap("0.10"), "0.00 2000.00"),
    "R2.11 a compound rate: 1,000 - (500 + 200)": ("5% + $2/No.", "10000", cap("0.10"), "300.00 700.00"),
    "R2.11 per kg: 1,000 - 50 kg x $1": ("$1/kg", "10000", cap("0.10"), "950.00 50.00"),
    # 12.5 % of 10,001 = 1,250.125 -> 1,250.13; 6 % = 600.06.
    "R2.11 the cap's amount is rounded before column 1 is taken off": (
        "6%",
        "10001",
        cap("0.125"),
        "650.07 600.06",
    ),
    # 12.5 % of 1 = 0.125 -> 0.13; 2.5 % = 0.025 -> 0.03; the difference 0.100 unrounded.
    "R2.11 both roundings: 0.13 - 0.03": ("2.5%", "1", cap("0.125"), "0.10 0.03"),
    # 10.5 % of 1 = 0.105 -> 0.11; 2.4 % = 0.024 -> 0.02; unrounded 0.081 -> 0.08.
    "R2.11 both roundings: 0.11 - 0.02": ("2.4%", "1", cap("0.105"), "0.09 0.02"),
    "R2.11 a cap decides alone, whatever the rate": ("6%", "10000", cap("0.10", "0.25"), "400.00 600.00"),
    "R2.11 a cap of 0 is none": ("6%", "10000", cap("0", "0.25"), "2500.00 600.00"),
    "R2.11 a value of 0 under a specific rate": ("$2/No.", "0", cap("0.10"), "0.00 200.00"),
}


@pytest.mark.parametrize(("rate", "value", "heading", "expected"), CAPPED.values(), ids=CAPPED)
def test_a_capped_heading_tops_column_1_up(rate: str, value: str, heading: Row, expected: str) -> None:
    assert owed(rate, value, heading, quantity="100", net="0.5") == expected.split()


def test_a_cap_beside_other_headings() -> None:
    """R2.11: other headings do not lessen the top-up: 10 % less 6 %, beside 25 % and 12.5 % of 10,000."""
    beside = measure("Q", "9903.88.03", "0.25"), measure("R", "9903.81.90", "0.125")
    assert owed("6%", "10000", cap("0.10"), *beside) == ["400.00", "2500.00", "1250.00", "600.00"]


def test_two_caps_each_top_up_on_their_own() -> None:
    """R2.11: 15 % and 10 % of 10,000, each less column 1 of 600."""
    both = cap("0.15"), measure("Q", "9903.05.40", cap="0.10")
    assert owed("6%", "10000", *both) == ["900.00", "400.00", "600.00"]


def test_a_cap_under_a_counting_spi() -> None:
    """R2.11 and R2.10: column 1 is 0 under S, and the whole cap is owed."""
    assert owed("6%", "10000", cap("0.10"), origin="MX", spi="S") == ["1000.00", "0.00"]


def test_a_cap_is_shown_as_such() -> None:
    """R2.11: the rate of the heading is its cap, as the file writes it; column 1 as it is."""
    line = line_of(goods(HTS), hts=[hts_row(HTS, "6%")], measures=[cap("0.10", "0.25")], orders=ORDER)
    assert [row["rate"] for row in line["tariffs"]] == ["cap 0.10", "6%"]


def test_shoes_from_italy() -> None:
    """R2.11 note 52(k): 6402.99.31 at 6 % on 10,000, entry 2026-10-15: 400 + 600."""
    line = line_of(goods(HTS, origin="IT"), hts=[hts_row(HTS, "6%", "prs")])
    assert (duties(line), line["duty"]) == (f"9903.05.39 400.00 + {HTS} 600.00", "1000.00")


def test_the_duty_of_line_and_entry_is_the_sum() -> None:
    """R2.11: 2,500 + 1,250 on one line; 100 x 0.25 + 12.50 on the other; 3,787.50 on the entry."""
    entry = entry_of(goods("8504.40.9580"), goods("9403.20.0035", "100"))
    assert [line["duty"] for line in entry["lines"]] == ["3750.00", "37.50"]
    assert (entry["totals"]["duty"], entry["totals"]["value"]) == ("3787.50", "10100")


# Reported value

REPORTED: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    # number, value, duty
    "R2.12 ACE ES-003: a capped heading shows 0": (
        "IT",
        [("9903.05.39", "0", "400.00"), (HTS, "10000", "600.00")],
    ),
    "R2.12 ACE ES-003: without headings": ("AU", [(HTS, "10000", "600.00")]),
    "R2.12 ACE ES-003: a rate heading shows 0": (
        "VN",
        [("9903.05.84", "0", "1250.00"), (HTS, "10000", "600.00")],
    ),
}


@pytest.mark.parametrize(("origin", "expected"), REPORTED.values(), ids=REPORTED)
def test_the_value_stands_on_the_chapter_1_to_97_number(
    origin: str, expected: list[tuple[str, str, str]]
) -> None:
    rows = list(csv_rows(generate(world(goods(HTS, origin=origin), hts=[hts_row(HTS, "6%")]))))
    assert [(row[7], row[8], row[9]) for row in rows] == expected
    assert [row[6] for row in rows] == [str(place) for place in range(1, len(rows) + 1)]


def test_weights_fees_and_quantity_stand_there_too() -> None:
    """R2.12: 9903.88.03 and 9903.05.31 carry their duty alone; MPF 34.64, HMF 12.50 with the HTS number."""
    rows = list(csv_rows(generate(world(goods("8504.40.9580", quantity="3", net="2")))))
    assert [row[10:] for row in rows] == [
        ("",) * 6,
        ("",) * 6,
        ("3", "No.", "6.000", "6", "34.64", "12.50"),
    ]
