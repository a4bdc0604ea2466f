"""Duty under the Chapter 1-97 number (R2.10; HTS column 1 general, General Notes 3 and 11)."""

from typing import Any

import pytest

from tests.customs.building import Row, entry_of, findings, goods, hts_row, line_of

HTS = "9403.20.0010"


def line(rate: str, value: str, **said: str) -> dict[str, Any]:
    """The line of goods at a column 1 rate, the HTS unit `No.`, without measures."""
    return line_of(goods(HTS, value, **said), hts=[hts_row(HTS, rate)], measures=())


CASES: dict[str, tuple[str, str, str, str, str]] = {
    # rate, value, pieces, net kg per piece, duty
    "R2.10 HTS column 1: Free": ("Free", "10000", "1", "1", "0.00"),
    "R2.10 HTS column 1: FREE": ("FREE", "10000", "1", "1", "0.00"),
    "R2.10 HTS column 1: free": ("free", "10000", "1", "1", "0.00"),
    "R2.10 ad valorem: 6 % of 10,000": ("6%", "10000", "1", "1", "600.00"),
    "R2.10 ad valorem: 2.8 % of 1,234 = 34.552": ("2.8%", "1234", "1", "1", "34.55"),
    "R2.10 ad valorem: 5.7 % of 3,333 = 189.981": ("5.7%", "3333", "1", "1", "189.98"),
    "R2.10 half a cent goes up: 2.5 % of 1 = 0.025": ("2.5%", "1", "1", "1", "0.03"),
    "R2.10 half a cent goes up: 2.5 % of 3 = 0.075": ("2.5%", "3", "1", "1", "0.08"),
    "R2.10 half a cent goes up: 0.5 % of 1 = 0.005": ("0.5%", "1", "1", "1", "0.01"),
    "R2.10 less than half a cent: 0.49 % of 1 = 0.0049": ("0.49%", "1", "1", "1", "0.00"),
    "R2.10 more than half a cent: 4.4 % of 9 = 0.396": ("4.4%", "9", "1", "1", "0.40"),
    "R2.10 on the whole-dollar value: 1 % of 100.50 is of 101": ("1%", "100.50", "1", "1", "1.01"),
    "R2.10 on the whole-dollar value: 1 % of 100.49 is of 100": ("1%", "100.49", "1", "1", "1.00"),
    "R2.10 a value of 0": ("6%", "0", "1", "1", "0.00"),
    "R2.10 specific: 1.9 cents/kg x 250.50 kg = 4.7595": ("1.9¢/kg", "900", "501", "0.5", "4.76"),
    "R2.10 specific: 1.9 cents/kg x 50 kg = 0.95": ("1.9¢/kg", "900", "100", "0.5", "0.95"),
    "R2.10 specific: on net kg by R2.08: 0.125 -> 0.13 kg x $10": ("$10/kg", "900", "50", "0.0025", "1.30"),
    "R2.10 specific: 10 x $1.20/No.": ("$1.20/No.", "900", "10", "1", "12.00"),
    "R2.10 specific: the unit in capitals, no dot": ("$1.20/NO", "900", "10", "1", "12.00"),
    "R2.10 specific: on pieces by R2.08: 2.5 -> 3 x $1.20": ("$1.20/No.", "900", "2.5", "1", "3.60"),
    "R2.10 specific: 7 x $1/prs": ("$1/prs", "900", "7", "1", "7.00"),
    "R2.10 specific: 30 pieces are 2.50 doz x $2.40": ("$2.40/doz", "900", "30", "1", "6.00"),
    "R2.10 specific: on dozens by R2.08: 1 piece is 0.08 doz x $12": ("$12/doz", "900", "1", "1", "0.96"),
    "R2.10 specific: half a cent goes up: 0.5 cents x 1": ("0.5¢/No.", "900", "1", "1", "0.01"),
    "R2.10 specific: whatever the value, even 0": ("$1.20/No.", "0", "10", "1", "12.00"),
    "R2.10 compound: $1.20 x 100 + 3 % of 1,000": ("$1.20/No. + 3%", "1000", "100", "1", "150.00"),
    "R2.10 compound without blanks": ("$1.20/No.+3%", "1000", "100", "1", "150.00"),
    "R2.10 compound, ad valorem first": ("3% + $1.20/No.", "1000", "100", "1", "150.00"),
    "R2.10 compound of three: 10 x $1 + 50 kg x 2 cents + 3 % of 1,000": (
        "$1/No. + 2¢/kg + 3%",
        "1000",
        "10",
        "5",
        "41.00",
    ),
    # 0.025 + 0.005 = 0.030; each rounded would be 0.03 + 0.01.
    "R2.10 compound: rounded once, over the sum": ("2.5% + 0.5¢/No.", "1", "1", "1", "0.03"),
    # 0.0245 + 0.0005 = 0.025; each rounded would be 0.02 + 0.00.
    "R2.10 compound: two rests make half a cent": ("2.45% + 0.05¢/No.", "1", "1", "1", "0.03"),
    "R2.10 compound: Free may stand in a sum, 6 % of 10,000": ("Free + 6%", "10000", "1", "1", "600.00"),
    "R2.10 a rate of 0 %": ("0%", "10000", "1", "1", "0.00"),
}


@pytest.mark.parametrize(("rate", "value", "pieces", "net", "duty"), CASES.values(), ids=CASES)
def test_column_1_duty(rate: str, value: str, pieces: str, net: str, duty: str) -> None:
    (shown,) = line(rate, value, quantity=pieces, net=net)["tariffs"]
    assert shown == {"code": HTS, "rate": rate, "duty": duty}


FREED: dict[str, tuple[str, dict[str, str], str, str]] = {
    "R2.10 General Note 11: S of MX": ("6%", {"origin": "MX", "spi": "S"}, "Free (S)", "0.00"),
    "R2.10 General Note 11: S+ of CA": ("6%", {"origin": "CA", "spi": "S+"}, "Free (S+)", "0.00"),
    "R2.10 General Note 11: from a specific rate": (
        "$1.20/No.",
        {"origin": "MX", "spi": "S"},
        "Free (S)",
        "0.00",
    ),
    "R2.10 General Note 11: from a compound rate": (
        "$1.20/No. + 3%",
        {"origin": "MX", "spi": "S"},
        "Free (S)",
        "0.00",
    ),
    "R2.10 General Note 11: a rate that is Free is so by the claim": (
        "Free",
        {"origin": "MX", "spi": "S"},
        "Free (S)",
        "0.00",
    ),
    "R2.10 S of VN does not count": ("6%", {"origin": "VN", "spi": "S"}, "6%", "3000.00"),
    "R2.10 another SPI does not count": ("6%", {"origin": "MX", "spi": "A"}, "6%", "3000.00"),
    "R2.10 MX without a claim": ("6%", {"origin": "MX"}, "6%", "3000.00"),
}


@pytest.mark.parametrize(("rate", "claim", "shown", "duty"), FREED.values(), ids=FREED)
def test_a_special_programme_that_counts_is_free(
    rate: str, claim: dict[str, str], shown: str, duty: str
) -> None:
    """R2.10: of 50,000 USD."""
    (tariff,) = line(rate, "50000", **claim)["tariffs"]
    assert tariff == {"code": HTS, "rate": shown, "duty": duty}


UNREADABLE = [
    "",
    "6",
    "six percent",
    "6 percent",
    "-6%",
    "6%%",
    "6,5%",
    "6% +",
    "+ 6%",
    "1.9/kg",
    "¢/kg",
    "$1.20",
    "$1.20/",
    "1.9¢ per kg",
    "See 9903.88.03",
    "The rate applicable to the article",
]


@pytest.mark.parametrize("rate", UNREADABLE, ids=lambda rate: f"R2.10 {rate!a}")
def test_a_rate_nobody_can_read_needs_input(rate: str) -> None:
    entry = entry_of(goods(HTS), hts=[hts_row(HTS, rate)], measures=())
    assert findings(entry) == [f"MISSING_HTS_RATE {HTS}"]


PERIODS: dict[str, tuple[list[Row], str, str]] = {
    # rows, entry date, duty on 10,000 or the finding
    "R2.10 the last day of a row": ([hts_row(HTS, "3%", until="2026-10-15")], "2026-10-15", "300.00"),
    "R2.10 the day after": ([hts_row(HTS, "3%", until="2026-10-15")], "2026-10-16", ""),
    "R2.10 the first day of a row": ([hts_row(HTS, "3%", since="2026-10-15")], "2026-10-15", "300.00"),
    "R2.10 the day before": ([hts_row(HTS, "3%", since="2026-10-15")], "2026-10-14", ""),
    "R2.10 two rows, the last day of the old": (
        [hts_row(HTS, "3%", until="2026-10-15"), hts_row(HTS, "6%", since="2026-10-16")],
        "2026-10-15",
        "300.00",
    ),
    "R2.10 two rows, the first day of the new": (
        [hts_row(HTS, "3%", until="2026-10-15"), hts_row(HTS, "6%", since="2026-10-16")],
        "2026-10-16",
        "600.00",
    ),
    "R2.10 a gap between two rows": (
        [hts_row(HTS, "3%", until="2026-10-14"), hts_row(HTS, "6%", since="2026-10-16")],
        "2026-10-15",
        "",
    ),
    "R2.10 only another number's row": ([hts_row("9403.20.0020", "3%")], "2026-10-15", ""),
}


@pytest.mark.parametrize(("rows", "day", "duty"), PERIODS.values(), ids=PERIODS)
def test_the_rate_is_that_of_the_entry_date(rows: list[Row], day: str, duty: str) -> None:
    entry = entry_of(goods(HTS), hts=rows, measures=(), entered=day)
    assert findings(entry) == ([] if duty else [f"MISSING_HTS_RATE {HTS}"])
    assert entry["totals"]["duty"] == (duty or "0.00")


UNITS: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "R2.10 and R2.15 a rate per unknown unit": ("$1/liter", {}, ["UNIT liter"]),
    "R2.10 and R2.15 a rate per X has no quantity": ("$1/X", {}, ["UNIT X"]),
    "R2.10 and R2.15 two unknown units": ("$1/m + $2/liter + 3%", {}, ["UNIT liter", "UNIT m"]),
    "R2.10 a counting S makes the rate Free and asks no unit": (
        "$1/liter",
        {"origin": "MX", "spi": "S"},
        [],
    ),
    "R2.10 an S that does not count asks": ("$1/liter", {"origin": "VN", "spi": "S"}, ["UNIT liter"]),
}


@pytest.mark.parametrize(("rate", "claim", "expected"), UNITS.values(), ids=UNITS)
def test_a_rate_per_unknown_unit(rate: str, claim: dict[str, str], expected: list[str]) -> None:
    entry = entry_of(goods(HTS, **claim), hts=[hts_row(HTS, rate)], measures=())
    assert findings(entry) == expected


def test_the_metal_parts_without_weight_owe_no_specific_duty() -> None:
    """R2.10 and R2.04: 10 kg x $1 on the first part, 2 % of each value: 10 + 10.00 and 10.00."""
    fittings = goods("9403.99.9045", "1000", net="10", steel_share="50")
    rate = [hts_row("9403.99.9045", "$1/kg + 2%", "kg")]
    entry = entry_of(fittings, hts=rate, entered="2026-01-15")
    assert [row["tariffs"][-1]["duty"] for row in entry["lines"]] == ["20.00", "10.00"]
