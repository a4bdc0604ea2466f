"""What is asked of an article whose parts, or whose rate, are not sure (R2.15)."""

from typing import Any

import pytest

from tests.customs.building import Row, entry_of, findings, goods, hts_row, measure, order

CABLE = "8544.42.9090"
CONTENT = [
    measure("S", "9903.81.91", "0.5", basis="metal:steel"),
    measure("A", "9903.85.08", "0.5", basis="metal:aluminum"),
]
"""Content measures of steel and aluminum are in force: the parts are non_metal, steel and aluminum."""
ORDER = [order("S A Q")]


def asking(part: str) -> Row:
    """A row that asks for a copper weight, of these parts only."""
    return measure("Q", "9903.78.01", "0.5", condition=f"part:{part}&metal>=0.15:copper")


VALUE, WEIGHT, OVER = "MISSING_METAL_VALUE M1", "MISSING_METAL_WEIGHT M1", "METAL_VALUE_OVER_100 M1"
PARTS: dict[str, tuple[str, str, str, list[str]]] = {
    # steel share, aluminum share, the parts that are asked for copper, findings; copper is empty
    "R2.15 steel of 55 % is there, whatever the aluminum": ("55", "", "steel", [VALUE, WEIGHT]),
    "R2.15 steel of 0 % is not there": ("0", "", "steel", [VALUE]),
    "R2.15 beside steel of 0 %: the rest or aluminum, both asked": (
        "0",
        "",
        "non_metal|aluminum",
        [VALUE, WEIGHT],
    ),
    "R2.15 beside steel of 0 %: only the rest is asked, it may be all aluminum": (
        "0",
        "",
        "non_metal",
        [VALUE],
    ),
    "R2.15 beside steel of 0 %: only aluminum is asked, there may be none": ("0", "", "aluminum", [VALUE]),
    "R2.15 steel not known: it may be none": ("", "0", "steel", [VALUE]),
    "R2.15 steel not known: it may be all": ("", "0", "non_metal", [VALUE]),
    "R2.15 steel not known: one of the two is there": ("", "0", "non_metal|steel", [VALUE, WEIGHT]),
    "R2.15 both not known: one of the three is there": (
        "",
        "",
        "non_metal|steel|aluminum",
        [VALUE, WEIGHT],
    ),
    "R2.15 both not known: it may be the third": ("", "", "non_metal|steel", [VALUE]),
    "R2.15 steel of 100 % is there": ("100", "", "steel", [VALUE, WEIGHT]),
    "R2.15 steel of 100 %: nothing else is sure": ("100", "", "non_metal|aluminum", [VALUE]),
    "R2.15 steel of 99.999999 %: some other part is there": (
        "99.999999",
        "",
        "non_metal|aluminum",
        [VALUE, WEIGHT],
    ),
    "R2.15 over 100 %: no part is sure": ("80", "21", "steel", [OVER]),
    "R2.15 over 100 %: whichever is there is asked": ("80", "21", "non_metal|steel|aluminum", [OVER, WEIGHT]),
}


@pytest.mark.parametrize(("steel", "aluminum", "asked", "expected"), PARTS.values(), ids=PARTS)
def test_a_gap_is_listed_where_it_is_there_whatever_the_shares_are(
    steel: str, aluminum: str, asked: str, expected: list[str]
) -> None:
    article = goods(CABLE, steel_share=steel, aluminum_share=aluminum, copper="")
    entry = entry_of(article, measures=[*CONTENT, asking(asked)], orders=ORDER)
    assert findings(entry) == expected


RATES: dict[str, tuple[dict[str, str], list[str]]] = {
    # what the product says, findings; the rate is by the square meter, which has no conversion
    "R2.15 no claim: the rate applies": ({}, ["MISSING_WEIGHT M1", "UNIT m2"]),
    "R2.15 S from Mexico: the rate does not apply": (
        {"spi": "S", "origin": "MX"},
        ["MISSING_WEIGHT M1"],
    ),
    "R2.15 S+ from Canada: the rate does not apply": (
        {"spi": "S+", "origin": "CA"},
        ["MISSING_WEIGHT M1"],
    ),
    "R2.15 S from Vietnam does not count: the rate applies": (
        {"spi": "S", "origin": "VN"},
        ["MISSING_WEIGHT M1", "UNIT m2"],
    ),
    "R2.15 S from nobody knows where: it may come from Mexico": (
        {"spi": "S", "origin": ""},
        ["MISSING_ORIGIN M1", "MISSING_WEIGHT M1"],
    ),
    "R2.15 another SPI from nobody knows where: the rate applies": (
        {"spi": "A", "origin": ""},
        ["MISSING_ORIGIN M1", "MISSING_WEIGHT M1", "UNIT m2"],
    ),
}


@pytest.mark.parametrize(("said", "expected"), RATES.values(), ids=RATES)
def test_the_unit_of_a_rate_is_asked_where_the_rate_is_sure_to_apply(
    said: dict[str, str], expected: list[str]
) -> None:
    rate: dict[str, Any] = {"hts": [hts_row(CABLE, "$2/m2", "No.")], "measures": ()}
    assert findings(entry_of(goods(CABLE, net="", **said), **rate)) == expected


def test_a_row_below_one_that_is_open_is_not_reached() -> None:
    """R3.03, R2.15: whether the goods are subject to Q hangs on their weight; the next row is not asked."""
    rows = [
        measure("P", "9903.01.33", "0", condition="subject_to:Q"),
        measure("P", "9903.01.25", "0.1", condition="metal>=0.15:copper"),
        measure("Q", "9903.82.09", "0.25", condition="metal>=0.15:steel"),
    ]
    article = goods(CABLE, net="0", steel="1", copper="")
    assert findings(entry_of(article, measures=rows, orders=[order("P")])) == ["MISSING_WEIGHT M1"]
    known = goods(CABLE, net="10", steel="1", copper="")
    assert findings(entry_of(known, measures=rows, orders=[order("P")])) == ["MISSING_METAL_WEIGHT M1"]
