"""The clauses of a condition, each at its threshold (R3.03; HTS Chapter 99 notes 16 and 52(k))."""

import pytest

from tests.customs.building import (
    InvoicedLine,
    Row,
    duties,
    entry_of,
    findings,
    goods,
    hts_row,
    line_of,
    measure,
    order,
    stack,
)

HTS, MOUNTING = "9403.20.0010", "8302.42.3065"
HEADING = "9903.01.01"


def holds(condition: str, article: InvoicedLine, rate: str = "Free") -> bool | list[str]:
    """Whether a condition holds for an article at a column 1 rate, or the findings that keep it open."""
    row = measure("P", HEADING, "0.1", condition=condition)
    entry = entry_of(article, hts=[hts_row(HTS, rate)], measures=[row], orders=[order("P")])
    if entry["findings"]:
        return findings(entry)
    (line,) = entry["lines"]
    return stack(line) == f"{HEADING} 0.1"


def weighing(net: str = "10", steel: str = "0", aluminum: str = "0", copper: str = "0") -> InvoicedLine:
    """An article of metals by weight."""
    return goods(HTS, net=net, gross="20", steel=steel, aluminum=aluminum, copper=copper)


CLAIM, OTHER = "9903.88.69", "9903.88.70"
CLAIMS: dict[str, tuple[str, InvoicedLine, bool]] = {
    "R3.03 claim: claimed": (f"claim:{CLAIM}", goods(HTS, claims=CLAIM), True),
    "R3.03 claim: nothing claimed": (f"claim:{CLAIM}", goods(HTS), False),
    "R3.03 claim: another claimed": (f"claim:{CLAIM}", goods(HTS, claims=OTHER), False),
    "R3.03 claim: one of several claimed": (f"claim:{CLAIM}", goods(HTS, claims=f"{OTHER}|{CLAIM}"), True),
    "R3.03 claim: one of several asked": (f"claim:{OTHER}|{CLAIM}", goods(HTS, claims=CLAIM), True),
    "R3.03 claim: none of several asked": (f"claim:{OTHER}|9903.88.71", goods(HTS, claims=CLAIM), False),
    "R3.03 claim: written without dots": (f"claim:{CLAIM}", goods(HTS, claims="99038869"), True),
    "R3.03 spi: S of MX": ("spi:S|S+", goods(HTS, origin="MX", spi="S"), True),
    "R3.03 spi: S+ of CA": ("spi:S|S+", goods(HTS, origin="CA", spi="S+"), True),
    "R3.03 spi: S is not S+": ("spi:S+", goods(HTS, origin="MX", spi="S"), False),
    "R3.03 spi: S+ is not S": ("spi:S", goods(HTS, origin="MX", spi="S+"), False),
    "R3.03 spi: none claimed": ("spi:S|S+", goods(HTS, origin="MX"), False),
    "R3.03 spi: S of VN does not count": ("spi:S|S+", goods(HTS, origin="VN", spi="S"), False),
    "R3.03 spi: another has no effect": ("spi:A", goods(HTS, origin="MX", spi="A"), False),
    "R3.03 part: the only part is non_metal": ("part:non_metal", goods(HTS), True),
    "R3.03 part: another part": ("part:steel", goods(HTS), False),
    "R3.03 part: one of several": ("part:steel|non_metal", goods(HTS), True),
}


@pytest.mark.parametrize(("condition", "article", "expected"), CLAIMS.values(), ids=CLAIMS)
def test_claims_programmes_and_parts(condition: str, article: InvoicedLine, expected: bool) -> None:
    assert holds(condition, article) is expected


S_OF_MX = goods(HTS, origin="MX", spi="S")
COLUMN_1: dict[str, tuple[str, str, InvoicedLine, bool]] = {
    "R3.03 note 52(k): 9.99 % is under 10 %": ("col1>=0.10", "9.99%", goods(HTS), False),
    "R3.03 note 52(k): 10 % is at 10 %": ("col1>=0.10", "10%", goods(HTS), True),
    "R3.03 note 52(k): 10.01 % is over 10 %": ("col1>=0.10", "10.01%", goods(HTS), True),
    "R3.03 note 52(k): 12.5 % at 12.5 %": ("col1>=0.125", "12.5%", goods(HTS), True),
    "R3.03 note 52(k): 12.4999 % at 12.5 %": ("col1>=0.125", "12.4999%", goods(HTS), False),
    "R3.03 EO 14326: 15 % at 15 %": ("col1>=0.15", "15%", goods(HTS), True),
    "R3.03 EO 14326: 14.9 % at 15 %": ("col1>=0.15", "14.9%", goods(HTS), False),
    "R3.03 col1: 0.10 is 0.1": ("col1>=0.1", "10.0%", goods(HTS), True),
    "R3.03 col1: Free at 0": ("col1>=0", "Free", goods(HTS), True),
    "R3.03 col1: Free at 10 %": ("col1>=0.10", "Free", goods(HTS), False),
    "R3.03 col1: never of a specific rate": ("col1>=0.10", "$9/No.", goods(HTS), False),
    "R3.03 col1: never of a specific rate, even at 0": ("col1>=0", "$9/No.", goods(HTS), False),
    "R3.03 col1: never of a compound rate": ("col1>=0.10", "37.5% + 1¢/kg", goods(HTS), False),
    "R3.03 col1: a sum of two shares is a share": ("col1>=0.10", "6% + 4%", goods(HTS), True),
    "R3.03 col1: as applied, 0 under S": ("col1>=0.10", "37.5%", S_OF_MX, False),
    "R3.03 col1: as applied, 0 under S, at 0": ("col1>=0", "37.5%", S_OF_MX, True),
    "R3.03 col1: as applied, Free under S of a specific rate": ("col1>=0", "$9/No.", S_OF_MX, True),
    "R3.03 col1: S of VN frees of nothing": (
        "col1>=0.10",
        "37.5%",
        goods(HTS, origin="VN", spi="S"),
        True,
    ),
}


@pytest.mark.parametrize(("condition", "rate", "article", "expected"), COLUMN_1.values(), ids=COLUMN_1)
def test_the_column_1_rate_as_applied(
    condition: str, rate: str, article: InvoicedLine, expected: bool
) -> None:
    assert holds(condition, article, rate) is expected


BOTH = "metal>=0.15:steel+aluminum"
WEIGHT, METAL = ["MISSING_WEIGHT M1"], ["MISSING_METAL_WEIGHT M1"]
METALS: dict[str, tuple[str, InvoicedLine, bool | list[str]]] = {
    "R3.03 note 16: 1.5 of 10 kg is at 15 %": (BOTH, weighing(steel="1.2", aluminum="0.3"), True),
    "R3.03 note 16: 1.4 of 10 kg is under 15 %": (BOTH, weighing(steel="1.2", aluminum="0.2"), False),
    "R3.03 note 16: 1.499999 of 10 kg": (BOTH, weighing(steel="1.499999"), False),
    "R3.03 note 16: one metal alone": (BOTH, weighing(steel="1.5"), True),
    "R3.03 note 16: copper is not asked": (BOTH, weighing(copper="9"), False),
    "R3.03 note 16: copper is asked": ("metal>=0.15:copper", weighing(copper="1.5"), True),
    "R3.03 note 16: all three": (
        "metal>=0.15:steel+aluminum+copper",
        weighing(steel="0.5", aluminum="0.5", copper="0.5"),
        True,
    ),
    "R3.03 metal: of net, not of gross": ("metal>=0.15:steel", weighing(net="10", steel="2"), True),
    "R3.03 metal: more than the article weighs": (BOTH, weighing(steel="11"), True),
    "R3.03 metal: exact thirds, 0.1 of 0.3 at 0.333333": (
        "metal>=0.333333:steel",
        weighing("0.3", "0.1"),
        True,
    ),
    "R3.03 metal: exact thirds, 0.1 of 0.3 at 0.333334": (
        "metal>=0.333334:steel",
        weighing("0.3", "0.1"),
        False,
    ),
    "R3.03 metal: a weight of 0 is known": (BOTH, weighing(steel="0", aluminum="0"), False),
    "R3.03 metal: at 0 of 0": ("metal>=0:steel", weighing(steel="0"), True),
    "R3.03 metal: steel empty": (BOTH, weighing(steel=""), METAL),
    "R3.03 metal: aluminum empty, though steel is enough": (BOTH, weighing(steel="9", aluminum=""), METAL),
    "R3.03 metal: an empty weight that is not asked": (BOTH, weighing(steel="1.5", copper=""), True),
    "R3.03 metal: net 0": (BOTH, weighing(net="0", steel="1"), WEIGHT),
    "R3.03 metal: net 0 and no metal": (BOTH, weighing(net="0"), WEIGHT),
    "R3.03 metal: net 0 and steel empty": (BOTH, weighing(net="0", steel=""), [*METAL, *WEIGHT]),
    "R3.03 metal: net empty": (BOTH, weighing(net="", steel="1"), WEIGHT),
    # Reached or not: scope, dates, part and the clauses before it
    "R3.03 not reached: a clause before it does not hold": (
        f"claim:{CLAIM}&{BOTH}",
        weighing(steel=""),
        False,
    ),
    "R3.03 not reached: net 0 behind a clause that fails": (f"claim:{CLAIM}&{BOTH}", weighing("0"), False),
    "R3.03 reached: the clause before it holds": (f"part:non_metal&{BOTH}", weighing(steel=""), METAL),
    "R3.03 reached: a clause behind it would not hold": (f"{BOTH}&claim:{CLAIM}", weighing(steel=""), METAL),
    "R3.03 both hold": (f"{BOTH}&col1>=0", weighing(steel="1.5"), True),
    "R3.03 the first holds, the second not": (f"{BOTH}&col1>=0.1", weighing(steel="1.5"), False),
    "R3.03 the second holds, the first not": (f"col1>=0.1&{BOTH}", weighing(steel="1.5"), False),
    "R3.03 blanks around the clauses": (f" {BOTH} & col1>=0 ", weighing(steel="1.5"), True),
    "R3.03 no clause at all": ("", weighing(steel=""), True),
}


@pytest.mark.parametrize(("condition", "article", "expected"), METALS.values(), ids=METALS)
def test_the_metal_share_of_the_weight(
    condition: str, article: InvoicedLine, expected: bool | list[str]
) -> None:
    assert holds(condition, article) == expected


ASKING = measure("P", HEADING, "0.1", condition=BOTH)
UNASKED: dict[str, tuple[Row, list[str]]] = {
    "R3.03 reached": (ASKING, METAL),
    "R3.03 not reached: out of scope": ({**ASKING, "HTS Scope": "8302"}, []),
    "R3.03 not reached: excepted": ({**ASKING, "HTS Except": HTS}, []),
    "R3.03 not reached: another origin": ({**ASKING, "Origin": "VN"}, []),
    "R3.03 not reached: ended": ({**ASKING, "Effective To": "2026-10-14"}, []),
    "R3.03 not reached: not begun": ({**ASKING, "Effective From": "2026-10-16"}, []),
    "R3.03 not reached: the programme is not in the order": ({**ASKING, "Program": "UNSAID"}, []),
}


@pytest.mark.parametrize(("row", "expected"), UNASKED.values(), ids=UNASKED)
def test_a_weight_is_missing_only_where_it_is_asked(row: Row, expected: list[str]) -> None:
    entry = entry_of(weighing(steel=""), hts=[hts_row(HTS)], measures=[row], orders=[order("P")])
    assert findings(entry) == expected


MOUNTINGS: dict[str, tuple[str, str]] = {
    # aluminum beside 1.2 kg of steel in 10 kg; the duties on 4,000
    "R3.03 note 16: 1.5 / 10 = 0.15 holds: 1,456.00": (
        "0.3",
        f"9903.88.15 300.00 + 9903.05.90 0.00 + 9903.82.09 1000.00 + {MOUNTING} 156.00",
    ),
    "R3.03 note 16: 1.4 / 10 = 0.14 does not: 956.00": (
        "0.2",
        f"9903.88.15 300.00 + 9903.05.31 500.00 + 9903.82.03 0.00 + {MOUNTING} 156.00",
    ),
}


@pytest.mark.parametrize(("aluminum", "expected"), MOUNTINGS.values(), ids=MOUNTINGS)
def test_fittings_of_the_samples(aluminum: str, expected: str) -> None:
    article = goods(MOUNTING, "4000", net="10", steel="1.2", aluminum=aluminum)
    assert duties(line_of(article)) == expected
