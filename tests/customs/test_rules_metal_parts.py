"""An article declared in parts by its metal content (R2.04; CSMS 65236374)."""

from typing import Any

import pytest

from tests.customs.building import (
    InvoicedLine,
    Row,
    column,
    duties,
    entry_of,
    findings,
    goods,
    line_of,
    measure,
    order,
    stack,
)

FITTINGS = "9403.99.9045"
"""Metal parts of furniture: content of aluminum from 2025-03-12, of steel from 2025-08-18, to 2026-04-05."""
BOTH, ALUMINUM_ONLY, NEITHER = "2026-01-15", "2025-07-01", "2026-04-06"


def fittings(value: str = "10000", steel: str = "0", aluminum: str = "0", **said: str) -> InvoicedLine:
    """5 pieces of 2 kg net and 3 kg gross: 10.00 kg and 15 kg."""
    weights = {"quantity": "5", "net": "2", "gross": "3"}
    return goods(FITTINGS, value, steel_share=steel, aluminum_share=aluminum, **{**weights, **said})


def parts(entry: dict[str, Any]) -> str:
    """Part, value, quantity and weights of every line; a part that carries nothing else is its value."""
    assert findings(entry) == []
    said = []
    for line in entry["lines"]:
        carried = (line["quantity"], line["net_kg"], line["gross_kg"])
        assert carried in (("10.00", "10.000", "15"), ("0.00", "0.000", "0"))
        said.append(f"{line['part']} {line['value']}" + (" with 10 kg" if carried[0] == "10.00" else ""))
    return " + ".join(said)


SPLITS: dict[str, tuple[InvoicedLine, str, str]] = {
    "R2.04 CSMS 65236374: steel 80 %, aluminum 15 %": (
        fittings(steel="80", aluminum="15"),
        BOTH,
        "non_metal 500 with 10 kg + steel 8000 + aluminum 1500",
    ),
    "R2.04 only the metals in force: aluminum since 2025-03-12": (
        fittings(steel="80", aluminum="15"),
        ALUMINUM_ONLY,
        "non_metal 8500 with 10 kg + aluminum 1500",
    ),
    "R2.04 no measure, no split: after 2026-04-05": (
        fittings(steel="80", aluminum="15"),
        NEITHER,
        "non_metal 10000 with 10 kg",
    ),
    "R2.04 no metal at all": (fittings(), BOTH, "non_metal 10000 with 10 kg"),
    "R2.04 steel 0 %, aluminum 15 %": (
        fittings(aluminum="15"),
        BOTH,
        "non_metal 8500 with 10 kg + aluminum 1500",
    ),
    "R2.04 steel 100 %: the steel carries the weights": (
        fittings(steel="100"),
        BOTH,
        "steel 10000 with 10 kg",
    ),
    "R2.04 aluminum 100 %: the aluminum carries the weights": (
        fittings(aluminum="100"),
        BOTH,
        "aluminum 10000 with 10 kg",
    ),
    "R2.04 60 % and 40 %: steel is the first that remains": (
        fittings(steel="60", aluminum="40"),
        BOTH,
        "steel 6000 with 10 kg + aluminum 4000",
    ),
    "R2.04 shares with decimals: 33.3 % and 0.05 %": (
        fittings(steel="33.3", aluminum="0.05"),
        BOTH,
        "non_metal 6665 with 10 kg + steel 3330 + aluminum 5",
    ),
    "R2.04 copper content is in no measure of this number": (
        fittings(steel="80", copper_share="20"),
        BOTH,
        "non_metal 2000 with 10 kg + steel 8000",
    ),
    # 50.50 and 50.50: 51 and 51 are one over 101, and the first of two at one rate gives way (R2.07).
    "R2.04 the halves of 101 dollars": (
        fittings("101", steel="50", aluminum="50"),
        BOTH,
        "steel 50 with 10 kg + aluminum 51",
    ),
    "R2.04 a part whose value rounds to 0 stays": (
        fittings("100", steel="0.4"),
        BOTH,
        "non_metal 100 with 10 kg + steel 0",
    ),
}


@pytest.mark.parametrize(("article", "day", "expected"), SPLITS.values(), ids=SPLITS)
def test_the_parts_of_an_article(article: InvoicedLine, day: str, expected: str) -> None:
    assert parts(entry_of(article, entered=day)) == expected


GAPS: dict[str, tuple[InvoicedLine, str, list[str]]] = {
    "R2.04 80 % and 20 % are not over": (fittings(steel="80", aluminum="20"), BOTH, []),
    "R2.04 80 % and 20.000001 %": (
        fittings(steel="80", aluminum="20.000001"),
        BOTH,
        ["METAL_VALUE_OVER_100"],
    ),
    "R2.04 one metal of 101 %": (fittings(steel="101"), BOTH, ["METAL_VALUE_OVER_100"]),
    "R2.04 over only with a metal not in force": (fittings(steel="101"), ALUMINUM_ONLY, []),
    "R2.04 over only with copper": (fittings(steel="80", copper_share="21"), BOTH, []),
    "R2.04 over, and no measure": (fittings(steel="101"), NEITHER, []),
    "R2.04 steel empty": (fittings(steel=""), BOTH, ["MISSING_METAL_VALUE"]),
    "R2.04 aluminum empty": (fittings(aluminum=""), BOTH, ["MISSING_METAL_VALUE"]),
    "R2.04 both empty, said once": (fittings(steel="", aluminum=""), BOTH, ["MISSING_METAL_VALUE"]),
    "R2.04 steel empty and not in force": (fittings(steel="", aluminum="15"), ALUMINUM_ONLY, []),
    "R2.04 copper empty and never asked": (fittings(copper_share=""), BOTH, []),
    "R2.04 all empty, and no measure": (fittings(steel="", aluminum="", copper_share=""), NEITHER, []),
    "R2.04 one empty, the other over": (
        fittings(steel="", aluminum="101"),
        BOTH,
        ["METAL_VALUE_OVER_100", "MISSING_METAL_VALUE"],
    ),
}


@pytest.mark.parametrize(("article", "day", "kinds"), GAPS.values(), ids=GAPS)
def test_shares_that_are_asked_and_not_known(article: InvoicedLine, day: str, kinds: list[str]) -> None:
    assert findings(entry_of(article, entered=day)) == [f"{kind} M1" for kind in kinds]


CONTENT = measure("S232", "9903.81.91", "0.50", basis="metal:steel", scope="9403.99", origin="CN")
COVERED: dict[str, tuple[Row, str, str]] = {
    "R2.04 the measure covers number, origin and date": (
        CONTENT,
        "CN",
        "non_metal 2000 with 10 kg + steel 8000",
    ),
    "R2.04 it covers another origin": (CONTENT, "VN", "non_metal 10000 with 10 kg"),
    "R2.04 it covers another number": (
        {**CONTENT, "HTS Scope": "9403.20"},
        "CN",
        "non_metal 10000 with 10 kg",
    ),
    "R2.04 it excepts the number": ({**CONTENT, "HTS Except": FITTINGS}, "CN", "non_metal 10000 with 10 kg"),
    "R2.04 it has ended": ({**CONTENT, "Effective To": "2026-10-14"}, "CN", "non_metal 10000 with 10 kg"),
    "R2.04 its last day": (
        {**CONTENT, "Effective To": "2026-10-15"},
        "CN",
        "non_metal 2000 with 10 kg + steel 8000",
    ),
    "R2.04 its condition does not hold; it covers all the same": (
        {**CONTENT, "Condition": "claim:9903.88.69"},
        "CN",
        "non_metal 2000 with 10 kg + steel 8000",
    ),
    "R2.04 its programme is not in the order; it covers all the same": (
        {**CONTENT, "Program": "UNSAID"},
        "CN",
        "non_metal 2000 with 10 kg + steel 8000",
    ),
    "R2.04 a measure of the whole value makes no parts": (
        {**CONTENT, "Basis": "full"},
        "CN",
        "non_metal 10000 with 10 kg",
    ),
}


@pytest.mark.parametrize(("content", "origin", "expected"), COVERED.values(), ids=COVERED)
def test_when_a_content_measure_covers_an_article(content: Row, origin: str, expected: str) -> None:
    article = fittings(steel="80", origin=origin)
    assert parts(entry_of(article, measures=[content], orders=[order("S232")])) == expected


def test_the_worked_case_line_by_line() -> None:
    """R2.04 CSMS 65236374: fentanyl and 301 on each part, reciprocal only where no metal duty is paid."""
    entry = entry_of(fittings(steel="80", aluminum="15"), entered=BOTH)
    assert [duties(line) for line in entry["lines"]] == [
        f"9903.88.03 125.00 + 9903.01.24 50.00 + 9903.01.25 50.00 + {FITTINGS} 0.00",
        f"9903.88.03 2000.00 + 9903.01.24 800.00 + 9903.01.33 0.00 + 9903.81.91 4000.00 + {FITTINGS} 0.00",
        f"9903.88.03 375.00 + 9903.01.24 150.00 + 9903.01.33 0.00 + 9903.85.08 750.00 + {FITTINGS} 0.00",
    ]
    assert column(entry, "duty") == ["225.00", "6800.00", "1275.00"]
    assert (entry["totals"]["value"], entry["totals"]["duty"]) == ("10000", "8300.00")


def test_the_parts_of_two_articles_are_grouped_each_with_its_weights() -> None:
    """R2.04 and R2.06: 80 % of 10,000 and all of 1,000 are steel; the second article weighs on its steel."""
    entry = entry_of(fittings(steel="80"), fittings("1000", steel="100", net="4", gross="5"), entered=BOTH)
    shown = [
        (line["part"], line["value"], line["quantity"], line["gross_kg"], line["sources"])
        for line in entry["lines"]
    ]
    assert shown == [
        ("non_metal", "2000", "10.00", "15", ["10"]),
        ("steel", "9000", "20.00", "25", ["10", "20"]),
    ]


def test_copper_content_of_cables() -> None:
    """R2.04 CSMS 65794272: copper 40 %, aluminum 10 %; lines stand by their stacks, weights on non_metal."""
    cable = goods("8544.42.9090", "10000", origin="VN", copper_share="40", aluminum_share="10")
    entry = entry_of(cable, entered="2025-08-18")
    assert [(line["part"], line["value"], line["quantity"], stack(line)) for line in entry["lines"]] == [
        ("copper", "4000", "0", "9903.01.33 0 + 9903.78.01 0.50"),
        ("aluminum", "1000", "0", "9903.01.33 0 + 9903.85.08 0.50 + 9903.78.02 0"),
        ("non_metal", "5000", "1", "9903.02.69 0.20 + 9903.78.02 0"),
    ]


def test_an_article_that_is_one_part_is_that_part() -> None:
    """R2.04: aluminum 100 % is declared as aluminum, and only so."""
    line = line_of(fittings(aluminum="100"), entered=BOTH)
    assert (line["part"], stack(line).split(" + ")[-1]) == ("aluminum", "9903.85.08 0.50")
