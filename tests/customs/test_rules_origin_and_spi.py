"""Where the goods come from, and whether a special programme counts (R2.03; General Note 11)."""

from typing import NamedTuple

import pytest

from tests.customs.building import (
    InvoicedLine,
    advisories,
    column,
    duties,
    entry_of,
    findings,
    goods,
    line_of,
    stack,
)

BED = "9403.20.0035"
"""Column 1 Free; on the third China list."""
AUGUST = {"entered": "2026-08-15", "exported": "2026-08-10", "mode": "30"}
"""By truck, as the worked example: forced-labor rates, MPF 0.003464, no HMF."""


class Outcome(NamedTuple):
    """What is declared: origin, headings, MPF, and the advisories without HTS number and origin."""

    origin: str
    stack: str
    mpf: str
    advisories: str = ""


FORCED = {"MX": "9903.05.55 0.10", "CA": "9903.05.29 0.10", "VN": "9903.05.84 0.125"}
FULL_MPF = "173.20"
"""50,000 x 0.003464."""
BOTH = "ORIGIN_MISMATCH SPI_IGNORED"

CASES: dict[str, tuple[str, str, str, Outcome]] = {
    # invoiced origin, product's origin, SPI
    "R2.03 the product's where the invoice says none": ("", "VN", "", Outcome("VN", FORCED["VN"], FULL_MPF)),
    "R2.03 the invoice's where the product says none": ("VN", "", "", Outcome("VN", FORCED["VN"], FULL_MPF)),
    "R2.03 both the same": ("VN", "VN", "", Outcome("VN", FORCED["VN"], FULL_MPF)),
    "R2.03 both, different: the invoice wins": (
        "VN",
        "CA",
        "",
        Outcome("VN", FORCED["VN"], FULL_MPF, "ORIGIN_MISMATCH"),
    ),
    "R2.03 General Note 11: S of MX": ("", "MX", "S", Outcome("MX", "9903.05.94 0", "0.00")),
    "R2.03 General Note 11: S+ of MX": ("", "MX", "S+", Outcome("MX", "9903.05.94 0", "0.00")),
    "R2.03 General Note 11: S of CA": ("", "CA", "S", Outcome("CA", "9903.05.93 0", "0.00")),
    "R2.03 General Note 11: S+ of CA": ("", "CA", "S+", Outcome("CA", "9903.05.93 0", "0.00")),
    "R2.03 MX without a claim": ("", "MX", "", Outcome("MX", FORCED["MX"], FULL_MPF)),
    "R2.03 General Note 11: S counts by the invoice's origin": (
        "CA",
        "MX",
        "S",
        Outcome("CA", "9903.05.93 0", "0.00", "ORIGIN_MISMATCH"),
    ),
    "R2.03 S of MX invoiced as VN is ignored": ("VN", "MX", "S", Outcome("VN", FORCED["VN"], FULL_MPF, BOTH)),
    "R2.03 S of VN invoiced as MX counts": (
        "MX",
        "VN",
        "S",
        Outcome("MX", "9903.05.94 0", "0.00", "ORIGIN_MISMATCH"),
    ),
    "R2.03 S of VN is ignored": ("", "VN", "S", Outcome("VN", FORCED["VN"], FULL_MPF, "SPI_IGNORED")),
    "R2.03 S+ of VN is ignored": ("VN", "", "S+", Outcome("VN", FORCED["VN"], FULL_MPF, "SPI_IGNORED")),
    "R2.03 another SPI has no effect": ("", "MX", "A+", Outcome("MX", FORCED["MX"], FULL_MPF)),
    "R2.03 another SPI is not ignored but kept": ("", "VN", "A", Outcome("VN", FORCED["VN"], FULL_MPF)),
}


@pytest.mark.parametrize(("invoiced", "listed", "spi", "expected"), CASES.values(), ids=CASES)
def test_origin_and_special_programme(invoiced: str, listed: str, spi: str, expected: Outcome) -> None:
    article = goods(BED, "50000", material="M1", invoiced_origin=invoiced, origin=listed, spi=spi)
    entry = entry_of(article, **AUGUST)
    assert findings(entry) == []
    (line,) = entry["lines"]
    assert (line["origin"], stack(line), line["mpf"]) == (expected.origin, expected.stack, expected.mpf)
    noted = [f"{kind} M1 {BED} {expected.origin}" for kind in expected.advisories.split()]
    assert advisories(entry) == noted


DUTIES: dict[str, tuple[InvoicedLine, str]] = {
    "R2.03 50,000 of MX under S": (
        goods(BED, "50000", origin="MX", spi="S"),
        f"9903.05.94 0.00 + {BED} 0.00",
    ),
    "R2.03 50,000 x 0.125 = 6,250 of VN, S or not": (
        goods(BED, "50000", origin="MX", invoiced_origin="VN", spi="S"),
        f"9903.05.84 6250.00 + {BED} 0.00",
    ),
    "R2.03 another SPI pays column 1: 8.5 % of 1,000, and steel 50 %": (
        goods("7318.15.8069", "1000", origin="MX", spi="A"),
        "9903.05.90 0.00 + 9903.82.02 500.00 + 7318.15.8069 85.00",
    ),
    "R2.03 S frees from column 1 and forced labor, not from steel": (
        goods("7318.15.8069", "1000", origin="MX", spi="S"),
        "9903.05.90 0.00 + 9903.82.02 500.00 + 7318.15.8069 0.00",
    ),
    # CN: list 3 at 25 % and forced labor at 12.5 %.
    "R2.03 S of CN is ignored by every programme": (
        goods(BED, "1000", origin="CN", spi="S"),
        f"9903.88.03 250.00 + 9903.05.31 125.00 + {BED} 0.00",
    ),
}


@pytest.mark.parametrize(("article", "expected"), DUTIES.values(), ids=DUTIES)
def test_what_is_owed(article: InvoicedLine, expected: str) -> None:
    assert duties(line_of(article, **AUGUST)) == expected


def test_an_spi_that_counts_is_shown_with_the_rate() -> None:
    """R2.03 General Note 11: column 1 is free by reason of the claim."""
    rates = [
        line_of(goods("7318.15.8069", origin="CA", spi=spi))["tariffs"][-1]["rate"]
        for spi in ("S", "S+", "A", "")
    ]
    assert rates == ["Free (S)", "Free (S+)", "8.5%", "8.5%"]


GROUPED: dict[str, tuple[tuple[str, str], str, list[list[str]]]] = {
    # the SPI of two materials of one origin, and the invoice lines of every customs line
    "R2.06 with S and without are two lines": (("S", ""), "MX", [["20"], ["10"]]),
    "R2.06 S and S+ are two lines": (("S+", "S"), "MX", [["20"], ["10"]]),
    "R2.06 another SPI is grouped by": (("A", ""), "MX", [["20"], ["10"]]),
    "R2.06 two other SPIs are two lines": (("B", "A"), "VN", [["20"], ["10"]]),
    "R2.06 an SPI that is ignored is as if not claimed": (("S", ""), "VN", [["10", "20"]]),
    "R2.06 S and S+ ignored are one line": (("S", "S+"), "CN", [["10", "20"]]),
}


@pytest.mark.parametrize(("spis", "origin", "sources"), GROUPED.values(), ids=GROUPED)
def test_lines_are_grouped_by_the_spi(spis: tuple[str, str], origin: str, sources: list[list[str]]) -> None:
    lines = [goods(BED, origin=origin, spi=spi) for spi in spis]
    assert column(entry_of(*lines, measures=()), "sources") == sources


def test_no_origin_at_all_is_asked_for() -> None:
    """R2.03: neither the invoice nor the product; another line of the material says one and is whole."""
    nowhere = goods(BED, origin="", material="M1")
    assert findings(entry_of(nowhere)) == ["MISSING_ORIGIN M1"]
    somewhere = goods(BED, origin="", material="M1", invoiced_origin="VN")
    assert findings(entry_of(nowhere, somewhere)) == ["MISSING_ORIGIN M1"]


def test_one_material_from_two_countries_makes_two_lines() -> None:
    """R2.03 and R2.06: the invoice says where each lot was made; the mismatch is noted once."""
    lots = [goods(BED, material="M1", origin="VN", invoiced_origin=origin) for origin in ("VN", "CN", "CN")]
    entry = entry_of(*lots)
    assert [(line["origin"], line["sources"]) for line in entry["lines"]] == [
        ("CN", ["20", "30"]),
        ("VN", ["10"]),
    ]
    assert advisories(entry) == [f"ORIGIN_MISMATCH M1 {BED} CN"]
