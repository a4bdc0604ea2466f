"""What the sets say about one another, by hand."""

from typing import Any

import pytest

from chalicelib.etl.cross_checks import cross_check
from chalicelib.etl.data_sets import DATA_SETS
from chalicelib.etl.limits import Limits
from tests.customs.reading_examples import GOOD
from tests.etl.building import SETS, sample_set, sap

Row = dict[str, str]


def row_of(name: str, **changes: str) -> Row:
    """A good row of a set; a header's blanks are written as underscores."""
    good = GOOD[DATA_SETS[name].table.name]
    return {header: good[header] for header in DATA_SETS[name].headers} | {
        header.replace("_", " "): text for header, text in changes.items()
    }


def found(
    sets: dict[str, list[Row]], previous: Any = None, limits: Limits | None = None
) -> list[tuple[str, str]]:
    return [(issue.kind, issue.subject) for issue in cross_check(sets, previous, limits or Limits())]


WEIGHTS: list[tuple[str, dict[str, str], list[str]]] = [
    ("all is well", {"Net Weight (kg)": "1.5", "Gross Weight (kg)": "1.5"}, []),
    ("B10: gross under net", {"Net Weight (kg)": "1.501", "Gross Weight (kg)": "1.5"}, ["GROSS_UNDER_NET"]),
    ("gross unknown", {"Net Weight (kg)": "1.5", "Gross Weight (kg)": ""}, []),
    ("net unknown", {"Net Weight (kg)": ""}, []),
    ("metals are all of it", {"Net Weight (kg)": "1.3", "Gross Weight (kg)": "9", "Copper (kg)": ""}, []),
    ("metals over net", {"Net Weight (kg)": "1.299", "Gross Weight (kg)": "9"}, ["METALS_OVER_NET"]),
]


@pytest.mark.parametrize(
    ("change", "kinds"), [case[1:] for case in WEIGHTS], ids=[case[0] for case in WEIGHTS]
)
@pytest.mark.parametrize("with_master", [True, False])
def test_weights(change: dict[str, str], kinds: list[str], with_master: bool) -> None:
    row = {
        **row_of("product_weights"),
        "Steel (kg)": "1",
        "Aluminum (kg)": "0.3",
        "Copper (kg)": "",
        **change,
    }
    sets = {"product_weights": [row]} | (
        {"product_master": [row_of("product_master")]} if with_master else {}
    )
    assert found(sets) == [(kind, "M1") for kind in kinds]


@pytest.mark.parametrize(("copper", "kinds"), [("43", []), ("43.1", ["SHARES_OVER_100"]), ("", [])])
def test_shares(copper: str, kinds: list[str]) -> None:
    row = {**row_of("product_master"), "Copper Value %": copper}
    assert found({"product_master": [row]}) == [(kind, "M1") for kind in kinds]


RATES: list[tuple[str, dict[str, str], list[str]]] = [
    ("free", {"General Rate": "Free"}, []),
    ("100 %", {"General Rate": "100%"}, []),
    ("a rate out of range", {"General Rate": "100.1%"}, ["RATE_OUT_OF_RANGE"]),
    ("a rate nobody can read", {"General Rate": "see note"}, ["UNREADABLE_RATE"]),
    ("a unit nobody converts", {"Unit 1": "m2"}, ["UNKNOWN_UNIT"]),
]


@pytest.mark.parametrize(("change", "kinds"), [case[1:] for case in RATES], ids=[case[0] for case in RATES])
def test_rates(change: dict[str, str], kinds: list[str]) -> None:
    assert found({"hts_rates": [{**row_of("hts_rates"), **change}]}) == [
        (kind, "9403.20.0035") for kind in kinds
    ]


@pytest.mark.parametrize(
    ("rate", "cap", "kinds"),
    [("2", "", []), ("2.01", "", ["RATE_OUT_OF_RANGE"]), ("", "25", ["RATE_OUT_OF_RANGE"])],
)
def test_rates_of_measures(rate: str, cap: str, kinds: list[str]) -> None:
    row = row_of("measures", Program="P1", Rate=rate, Cap=cap)
    assert found({"measures": [row]}) == [(kind, "P1 9903.88.03 of CN|HK for 9403.20|94") for kind in kinds]


def test_a_product_with_an_hts_number_that_the_tariff_does_not_have() -> None:
    """B12"""
    products = [row_of("product_master"), row_of("product_master", Material="M2", HTS_Code="9403.20.0050")]
    products.append(row_of("product_master", Material="M3", HTS_Code=""))
    sets = {"product_master": products, "hts_rates": [row_of("hts_rates")]}
    assert found(sets) == [("UNKNOWN_HTS", "M2")]


def test_a_measure_that_covers_no_product() -> None:
    measures = [
        row_of("measures", Program="P1", HTS_Scope="9403.20"),
        row_of("measures", Program="P1", HTS_Scope="8501|8503"),
        row_of("measures", Program="P2", HTS_Scope="*", HTS_Except="94"),
        row_of("measures", Program="P2", HTS_Scope="*", Tariff_Code=""),
    ]
    sets = {"product_master": [row_of("product_master")], "measures": measures}
    assert found(sets) == [
        ("IDLE_MEASURE", "P1 9903.88.03 of CN|HK for 8501|8503"),
        ("IDLE_MEASURE", "P2 9903.88.03 of CN|HK for all"),
    ]
    assert "P1 9903.88.03, row 3 covers" in cross_check(sets, None)[0].message


def test_a_measure_is_known_by_what_it_says_and_not_by_its_place() -> None:
    scope = "|".join(f"85{number}" for number in range(10, 60))
    rows = [row_of("measures", HTS_Scope=scope, Origin=origin) for origin in ("*", "CN|HK")]
    sets = {"product_master": [row_of("product_master")], "measures": rows}
    told = [issue.subject for issue in cross_check(sets, None)]
    named = "8510|8511|8512|8513|… to 8559, 50 in all"
    program = rows[0]["Program"]
    assert told == [
        f"{program} 9903.88.03 of any origin for {named}",
        f"{program} 9903.88.03 of CN|HK for {named}",
    ]
    later = {**sets, "measures": [row_of("measures"), *rows]}
    assert [issue.subject for issue in cross_check(later, None)] == told


STEPS: list[tuple[str, str, str, list[str]]] = [
    ("the same", "6%", "6%", []),
    ("ten points", "6%", "16%", []),
    ("more than ten points up", "6%", "16.1%", ["RATE_STEP"]),
    ("more than ten points down", "16.1%", "Free", ["RATE_STEP"]),
    ("a specific rate", "6%", "1.9¢/kg", []),
    ("from a rate nobody could read", "?", "60%", []),
]


@pytest.mark.parametrize(
    ("before", "now", "kinds"), [case[1:] for case in STEPS], ids=[case[0] for case in STEPS]
)
def test_a_rate_that_leaps(before: str, now: str, kinds: list[str]) -> None:
    sets = {"hts_rates": [row_of("hts_rates", General_Rate=now)]}
    previous = {"hts_rates": [row_of("hts_rates", General_Rate=before)]}
    assert found(sets, previous) == [(kind, "9403.20.0035") for kind in kinds]


def test_a_rate_that_leaps_in_a_new_period() -> None:
    old = row_of("hts_rates", General_Rate="6%", Effective_From="2017-01-01", Effective_To="2026-12-31")
    new = row_of("hts_rates", General_Rate="60%", Effective_From="2027-01-01", Effective_To="")
    assert found({"hts_rates": [new, old]}, {"hts_rates": [old]}) == [("RATE_STEP", "9403.20.0035")]
    assert found({"hts_rates": [old]}, {"hts_rates": [new]}) == [("RATE_STEP", "9403.20.0035")]
    assert found({"hts_rates": [old]}, {"hts_rates": []}) == []


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({"Rate": "0.35"}, []),
        ({"Rate": "0.36"}, ["RATE_STEP"]),
        ({"Rate": "0.250"}, []),
        ({"Rate": "", "Cap": "0.15"}, ["RATE_STEP", "RATE_STEP"]),
        ({"Rate": "0.75", "Origin": "VN"}, []),
    ],
)
def test_a_measure_that_leaps(change: dict[str, str], kinds: list[str]) -> None:
    before = row_of("measures", Program="P1", Rate="0.25")
    assert found({"measures": [{**before, **change}]}, {"measures": [before]}) == [
        (kind, "P1 9903.88.03") for kind in kinds
    ]


def shifted(unit: str) -> dict[str, list[Row]]:
    """The weights of ten materials of 100 to 1,000 kg, delivered as if in another unit."""
    changes = [
        {
            "MATNR": str(at),
            "NTGEW": f"{at}00.000",
            "BRGEW": f"{at}50.000",
            "STEEL_WT": "0",
            "ALU_WT": "0",
            "GEWEI": unit,
        }
        for at in range(1, 11)
    ]
    return sap("ZFMIOR002", *changes).sets


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (
            "LB",
            "KG",
            "2.205 times what they were, by their median: they seem to be in LB where they were in KG",
        ),
        (
            "KG",
            "LB",
            "0.454 times what they were, by their median: they seem to be in KG where they were in LB",
        ),
        ("G", "KG", "1000 times what they were, by their median: they seem to be in G where they were in KG"),
    ],
)
def test_a_feed_that_comes_in_another_unit(before: str, now: str, told: str) -> None:
    """B10: the same numbers under another unit shift all weights by one factor"""
    issues = cross_check(shifted(now), shifted(before))
    shifts = [issue for issue in issues if issue.kind == "WEIGHT_SHIFT"]
    assert [issue.subject for issue in shifts] == ["Net Weight (kg)", "Gross Weight (kg)"]
    assert told in shifts[0].message


def test_single_weights_may_change() -> None:
    """B10"""
    rows = shifted("KG")["product_weights"]
    now = [{**row, "Net Weight (kg)": "9999.000"} if at < 4 else row for at, row in enumerate(rows)]
    assert [kind for kind, _ in found({"product_weights": now}, {"product_weights": rows})] == [
        "GROSS_UNDER_NET"
    ] * 4
    few = {"product_weights": rows[:4]}
    assert found(few, shifted("LB")) == []


def test_traffic_that_refers_to_nothing() -> None:
    """B24"""
    sets = {
        "product_master": [row_of("product_master")],
        "packaging": [row_of("packaging", Material="BOX")],
        "invoice_lines": [
            row_of("invoice_lines", Material=material) for material in ("M1", "BOX", "M9", "M9", "M8")
        ],
        "shipments": [row_of("shipments")],
        "report": [row_of("report", Shipment="SH9")],
    }
    assert found(sets) == [("ORPHANS", "Material"), ("ORPHANS", "Shipment")]
    assert cross_check(sets, None)[0].message == "3 of 5 rows name an unknown Material: M9, M8."
    assert found(sets, limits=Limits(orphan_percent=60)) == [("ORPHANS", "Shipment")]
    assert found({"invoice_lines": sets["invoice_lines"]}) == []


def test_many_orphans_are_told_in_short() -> None:
    """B24 C16"""
    lines = [row_of("invoice_lines", Material=f"X{at}") for at in range(500)]
    (issue,) = cross_check({"product_master": [], "packaging": [], "invoice_lines": lines}, None)
    assert issue.message.endswith("X8, X9 and 490 more.")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("exchange_rates", "Date"),
        ("shipments", "Entry Date"),
        ("invoice_lines", "Invoice Date"),
        ("report", "Entry Date"),
    ],
)
def test_a_file_older_than_the_one_before(name: str, header: str) -> None:
    """A21 B21: the right file of the wrong day"""
    old, new = ({**row_of(name), header: day} for day in ("2026-11-20", "2026-11-21"))
    assert found({name: [old]}, {name: [old, new]}) == [("OLDER_ROWS", header)]
    assert found({name: [new]}, {name: [old, new]}) == []
    assert found({name: [new, old]}, {name: []}) == []


def test_nothing_is_asked_of_sets_that_are_not_there() -> None:
    assert cross_check({}, None) == []
    assert cross_check({}, {data_set.name: sample_set(data_set.name) for data_set in SETS}) == []
