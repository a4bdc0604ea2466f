"""What a measure covers, and what its rate is taken of (R3.01, R3.02)."""

import pytest

from tests.customs.building import (
    InvoicedLine,
    Row,
    column,
    duties,
    entry_of,
    goods,
    hts_row,
    line_of,
    measure,
    order,
    stack,
)

MOUNTING = "8302.42.3065"
HEADING = "9903.01.01"
COVERED, NOT = f"{HEADING} 0.1", "-"


def stacked(row: Row, hts: str = MOUNTING, **said: str) -> str:
    """The stack of goods under one measure."""
    entered = {"entered": said.pop("entered")} if "entered" in said else {}
    line = line_of(goods(hts, **said), hts=[hts_row(hts)], measures=[row], orders=[order("P")], **entered)
    return stack(line)


SCOPES: dict[str, tuple[str, str, str]] = {
    # HTS Scope, HTS Except; the article is 8302.42.3065
    "R3.01 everything": ("*", "", COVERED),
    "R3.01 the chapter": ("83", "", COVERED),
    "R3.01 the heading": ("8302", "", COVERED),
    "R3.01 six digits": ("8302.42", "", COVERED),
    "R3.01 six digits without a dot": ("830242", "", COVERED),
    "R3.01 eight digits": ("8302.42.30", "", COVERED),
    "R3.01 eight digits without dots": ("83024230", "", COVERED),
    "R3.01 ten digits": ("8302.42.3065", "", COVERED),
    "R3.01 ten digits without dots": ("8302423065", "", COVERED),
    "R3.01 ten digits with three dots": ("8302.42.30.65", "", COVERED),
    "R3.01 an odd number of digits": ("83024", "", COVERED),
    "R3.01 another chapter": ("84", "", NOT),
    "R3.01 another heading": ("8301", "", NOT),
    "R3.01 another eight digits": ("8302.42.15", "", NOT),
    "R3.01 another ten digits": ("8302.42.3066", "", NOT),
    "R3.01 digits inside the number are no beginning": ("4230", "", NOT),
    "R3.01 one of several": ("9403|8302.42.30|8544", "", COVERED),
    "R3.01 none of several": ("9403|8302.42.15|8544", "", NOT),
    "R3.01 several that overlap": ("83|8302|8302.42.30", "", COVERED),
    "R3.01 except the number": ("*", "8302.42.3065", NOT),
    "R3.01 except a prefix of it": ("8302.42.30", "8302.42", NOT),
    "R3.01 except the very scope": ("8302.42.30", "8302.42.30", NOT),
    "R3.01 except another number of the scope": ("8302.42.30", "8302.42.3010", COVERED),
    "R3.01 except one of several": ("*", "9403|8302", NOT),
    "R3.01 except several others": ("*", "9403|8544", COVERED),
    "R3.01 except without dots": ("*", "83024230", NOT),
    "R3.01 except everything": ("*", "*", NOT),
}


@pytest.mark.parametrize(("scope", "besides", "expected"), SCOPES.values(), ids=SCOPES)
def test_the_scope_of_a_measure(scope: str, besides: str, expected: str) -> None:
    assert stacked(measure("P", HEADING, "0.1", scope=scope, besides=besides)) == expected


ORIGINS: dict[str, tuple[str, str, str]] = {
    "R3.01 every origin": ("*", "VN", COVERED),
    "R3.01 the origin": ("VN", "VN", COVERED),
    "R3.01 another origin": ("CN", "VN", NOT),
    "R3.01 the first of several": ("VN|CN|HK", "VN", COVERED),
    "R3.01 the last of several": ("CN|HK|VN", "VN", COVERED),
    "R3.01 none of several": ("CN|HK", "VN", NOT),
}


@pytest.mark.parametrize(("origins", "origin", "expected"), ORIGINS.values(), ids=ORIGINS)
def test_the_origins_of_a_measure(origins: str, origin: str, expected: str) -> None:
    assert stacked(measure("P", HEADING, "0.1", origin=origins), origin=origin) == expected


def test_the_origin_is_the_declared_one() -> None:
    """R3.01 and R2.03: listed as VN, invoiced as CN."""
    row = measure("P", HEADING, "0.1", origin="CN")
    assert stacked(row, origin="VN", invoiced_origin="CN") == COVERED
    assert stacked(row, origin="CN", invoiced_origin="VN") == NOT


PERIODS: dict[str, tuple[str, str, str, str]] = {
    # Effective From, Effective To, entry date
    "R3.01 open at both ends": ("", "", "2026-10-15", COVERED),
    "R3.01 the first day": ("2026-10-15", "", "2026-10-15", COVERED),
    "R3.01 the day before": ("2026-10-16", "", "2026-10-15", NOT),
    "R3.01 the last day": ("", "2026-10-15", "2026-10-15", COVERED),
    "R3.01 the day after": ("", "2026-10-14", "2026-10-15", NOT),
    "R3.01 one day only": ("2026-10-15", "2026-10-15", "2026-10-15", COVERED),
    "R3.01 the last of February": ("2026-02-01", "2026-02-28", "2026-02-28", COVERED),
    "R3.01 the first of March": ("2026-02-01", "2026-02-28", "2026-03-01", NOT),
    "R3.01 a leap day": ("2024-02-29", "2024-02-29", "2024-02-29", COVERED),
    "R3.01 the day after a leap day": ("2024-02-29", "2024-02-29", "2024-03-01", NOT),
}


@pytest.mark.parametrize(("since", "until", "day", "expected"), PERIODS.values(), ids=PERIODS)
def test_the_period_of_a_measure(since: str, until: str, day: str, expected: str) -> None:
    """G9"""
    assert stacked(measure("P", HEADING, "0.1", since=since, until=until), entered=day) == expected


LIST_4A: dict[str, tuple[str, str, str, str]] = {
    # HTS, origin, entry date; the heading of list 4A and its duty on 4,000
    "R3.01 note 20(s): 8302.42.30 begins the number": (MOUNTING, "CN", "2026-10-15", "9903.88.15 300.00"),
    "R3.01 note 20(s): no prefix begins 8302.42.1500": ("8302.42.1500", "CN", "2026-10-15", ""),
    "R3.01 note 20(s): another origin": (MOUNTING, "VN", "2026-10-15", ""),
    "R3.01 note 20(s): 0.15 to 2020-02-13": (MOUNTING, "CN", "2020-02-13", "9903.88.15 600.00"),
    "R3.01 note 20(s): 0.075 from 2020-02-14": (MOUNTING, "CN", "2020-02-14", "9903.88.15 300.00"),
}


@pytest.mark.parametrize(("hts", "origin", "day", "expected"), LIST_4A.values(), ids=LIST_4A)
def test_list_4a_of_the_samples(hts: str, origin: str, day: str, expected: str) -> None:
    line = line_of(goods(hts, "4000", origin=origin), hts=[hts_row(hts)], entered=day)
    shown = [f"{row['code']} {row['duty']}" for row in line["tariffs"] if row["code"].startswith("9903.88")]
    assert shown == [expected] * bool(expected)


# Basis

BASES: dict[str, tuple[str, str, str]] = {
    # basis, rate, the heading as shown; of 10,000
    "R3.02 full: the rate on the value": ("full", "0.25", f"{HEADING} 0.25: 2500.00"),
    "R3.02 full at 0": ("full", "0", f"{HEADING} 0: 0.00"),
    "R3.02 none: reported at 0": ("none", "0", f"{HEADING} 0: 0.00"),
    "R3.02 none: at 0 whatever its rate says": ("none", "0.25", f"{HEADING} 0: 0.00"),
    "R3.02 none: with an empty rate": ("none", "", f"{HEADING} 0: 0.00"),
}


@pytest.mark.parametrize(("basis", "rate", "expected"), BASES.values(), ids=BASES)
def test_what_the_rate_is_taken_of(basis: str, rate: str, expected: str) -> None:
    line = line_of(goods(), measures=[measure("P", HEADING, rate, basis=basis)], orders=[order("P")])
    heading = line["tariffs"][0]
    assert f"{heading['code']} {heading['rate']}: {heading['duty']}" == expected


def test_basis_none_takes_no_cap() -> None:
    """R3.02: a heading reported at 0 tops nothing up."""
    row = measure("P", HEADING, cap="0.10", basis="none")
    line = line_of(
        goods("9403.20.0010"), hts=[hts_row("9403.20.0010", "6%")], measures=[row], orders=[order("P")]
    )
    assert duties(line) == f"{HEADING} 0.00 + 9403.20.0010 600.00"


ALLOY = goods("9403.20.0035", "100", steel_share="20", aluminum_share="30", copper_share="40")
PARTED: dict[str, tuple[list[Row], InvoicedLine, dict[str, str]]] = {
    "R3.02 metal:steel is on the steel part only": (
        [measure("P", HEADING, "0.5", basis="metal:steel")],
        ALLOY,
        {"non_metal": "-", "steel": f"{HEADING} 0.5"},
    ),
    "R3.02 metal:copper is on the copper part only": (
        [measure("P", HEADING, "0.5", basis="metal:copper")],
        ALLOY,
        {"non_metal": "-", "copper": f"{HEADING} 0.5"},
    ),
    "R3.02 one programme, a row for each metal": (
        [
            measure("P", "9903.01.02", "0.5", basis="metal:steel"),
            measure("P", "9903.01.03", "0.4", basis="metal:aluminum"),
            measure("P", "9903.01.04", "0.3", basis="metal:copper"),
        ],
        ALLOY,
        {
            "non_metal": "-",
            "steel": "9903.01.02 0.5",
            "aluminum": "9903.01.03 0.4",
            "copper": "9903.01.04 0.3",
        },
    ),
    "R3.02 full and none cover every part": (
        [
            measure("P", HEADING, "0.5", basis="metal:steel"),
            measure("Q", "9903.02.01", "0.1"),
            measure("R", "9903.03.01", "0.1", basis="none"),
        ],
        ALLOY,
        {
            "non_metal": "9903.02.01 0.1 + 9903.03.01 0",
            "steel": f"{HEADING} 0.5 + 9903.02.01 0.1 + 9903.03.01 0",
        },
    ),
    "R3.02 the rows of a metal are no match for the others, and the next row wins": (
        [measure("P", HEADING, "0.5", basis="metal:steel"), measure("P", "9903.01.09", "0.1")],
        ALLOY,
        {"non_metal": "9903.01.09 0.1", "steel": f"{HEADING} 0.5"},
    ),
}


@pytest.mark.parametrize(("rows", "article", "expected"), PARTED.values(), ids=PARTED)
def test_the_content_of_a_metal(rows: list[Row], article: InvoicedLine, expected: dict[str, str]) -> None:
    entry = entry_of(article, measures=rows, orders=[order("P Q R")])
    assert {line["part"]: stack(line) for line in entry["lines"]} == expected


def test_the_duty_of_content_is_on_the_value_of_the_part() -> None:
    """R3.02 CSMS 65236374: 50 % of 8,000 of steel, of 10,000 in all."""
    row = measure("P", HEADING, "0.5", basis="metal:steel")
    entry = entry_of(goods("9403.20.0035", steel_share="80"), measures=[row], orders=[order("P")])
    assert list(zip(column(entry, "value"), column(entry, "duty"), strict=True)) == [
        ("2000", "0.00"),
        ("8000", "4000.00"),
    ]
