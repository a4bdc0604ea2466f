"""The contract's worked cases and more, all done by hand, against the reference implementation."""

import pytest

from .files import read_tables
from .generate import generate
from .small import ROOT, Changes, column, findings, law, one_entry, tariffs

TWO_GOODS: Changes = ({}, {"Material": "M2", "HTS Code": "9403.20.0050"})
TWO_HTS: Changes = ({}, {"HTS Code": "9403.20.0050"})
NO_MEASURES = ({"HTS Scope": "0000"},)


def test_power_supply_from_china_by_vessel() -> None:
    entry = one_entry(
        [{"Amount": "10000"}],
        products=[{"HTS Code": "8504.40.9580"}],
        hts=[{"HTS Code": "8504.40.9580"}],
    )
    line = entry["lines"][0]
    assert tariffs(line) == [("9903.88.03", "2500.00"), ("9903.05.31", "1250.00"), ("8504.40.9580", "0.00")]
    assert (line["duty"], line["mpf"], line["hmf"]) == ("3750.00", "34.64", "12.50")


def test_metal_content_splits_an_article_into_three_lines() -> None:
    entry = one_entry(
        [{"Amount": "10000", "Quantity": "7"}],
        products=[{"HTS Code": "9403.99.9045", "Steel Value %": "80", "Aluminum Value %": "15"}],
        hts=[{"HTS Code": "9403.99.9045", "Unit 1": "kg"}],
        shipments=[{"Entry Date": "2026-01-15"}],
    )
    assert column(entry, "value") == ["500", "8000", "1500"]
    assert column(entry, "part") == ["non_metal", "steel", "aluminum"]
    assert column(entry, "quantity") == ["7.00", "0.00", "0.00"]
    assert [[code for code, _ in tariffs(line)][2:-1] for line in entry["lines"]] == [
        ["9903.01.25"],
        ["9903.01.33", "9903.81.91"],
        ["9903.01.33", "9903.85.08"],
    ]
    assert entry["totals"]["duty"] == "8300.00"


def test_usmca_bed_by_truck_owes_nothing() -> None:
    entry = one_entry(
        [{"Amount": "50000"}],
        products=[{"Country of Origin": "MX", "SPI": "S"}],
        shipments=[{"Entry Date": "2026-08-15", "Mode": "30"}],
    )
    assert entry["lines"][0]["tariffs"] == [
        {"code": "9903.05.94", "rate": "0", "duty": "0.00"},
        {"code": "9403.20.0035", "rate": "Free (S)", "duty": "0.00"},
    ]
    assert (entry["totals"]["mpf"], entry["totals"]["hmf"]) == ("0.00", "0.00")


def test_capped_heading_tops_column_one_up() -> None:
    entry = one_entry(
        [{"Amount": "10000"}],
        products=[{"HTS Code": "6402.99.31", "Country of Origin": "IT"}],
        hts=[{"HTS Code": "6402.99.31", "General Rate": "6%", "Unit 1": "prs"}],
    )
    line = entry["lines"][0]
    assert tariffs(line) == [("9903.05.39", "400.00"), ("6402.99.31", "600.00")]
    assert line["tariffs"][0]["rate"] == "cap 0.10"
    assert line["duty"] == "1000.00"


def test_three_halves_make_602() -> None:
    goods = [{"Material": f"M{n}", "HTS Code": f"9403.20.00{n}0"} for n in (1, 2, 3)]
    entry = one_entry(
        [{"Line": n, "Material": f"M{n}", "Amount": f"{n}00.50"} for n in "123"],
        products=goods,
        hts=[{"HTS Code": product["HTS Code"]} for product in goods],
        measures=NO_MEASURES,
    )
    assert column(entry, "value") == ["100", "201", "301"]


@pytest.mark.parametrize(("value", "fee"), [("9000", "34.58"), ("50000", "173.20"), ("200000", "670.86")])
def test_mpf_stays_within_the_limits_of_the_year(value: str, fee: str) -> None:
    assert one_entry([{"Amount": value}])["totals"]["mpf"] == fee


def test_equal_fractions_take_the_dollar_from_the_lower_rate() -> None:
    """10.50 at 6 % and 20.50 Free: 31 in all, and the Free line gives way although it stands later."""
    entry = one_entry(
        [{"Line": "1", "Amount": "10.50"}, {"Line": "2", "Material": "M2", "Amount": "20.50"}],
        products=TWO_GOODS,
        hts=[{"General Rate": "6%"}, {"HTS Code": "9403.20.0050"}],
        measures=NO_MEASURES,
    )
    assert column(entry, "value") == ["11", "20"]


def test_packaging_cents_go_to_the_earlier_line() -> None:
    """One cent over two goods of 100.49: the lower line number gets it, 100.50 goes up, 201 in all."""
    entry = one_entry(
        [
            {"Line": "30", "Amount": "100.49"},
            {"Line": "20", "Material": "M2", "Amount": "100.49"},
            {"Line": "9", "Material": "BOX", "Amount": "0.01"},
        ],
        products=TWO_GOODS,
        hts=TWO_HTS,
        measures=NO_MEASURES,
        packaging=["BOX"],
    )
    assert column(entry, "value") == ["100", "101"]
    assert column(entry, "sources") == [["30"], ["20"]]


def test_packaging_on_goods_worth_nothing_and_its_weight() -> None:
    """3.00 over two goods of 0: 1.50 each, 3 in all. 4 kg of boxes over 10 and 30 kg net: 1 and 3 more."""
    entry = one_entry(
        [
            {"Line": "1", "Amount": "0", "Quantity": "10"},
            {"Line": "2", "Material": "M2", "Amount": "0", "Quantity": "30"},
            {"Line": "3", "Material": "BOX", "Amount": "3", "Quantity": "2"},
        ],
        products=[*TWO_GOODS, {"Material": "BOX", "HTS Code": "", "Net Weight (kg)": "2"}],
        hts=TWO_HTS,
        measures=NO_MEASURES,
        packaging=["BOX"],
    )
    assert column(entry, "value") == ["1", "2"]
    assert column(entry, "gross_kg") == ["11", "33"]
    assert column(entry, "net_kg") == ["10.000", "30.000"]


def test_gross_weight_adds_up_over_the_shipment() -> None:
    """0.5 + 0.5 + 0.5 kg on two invoices is 1.5, so 2 kg: the first line gives way."""
    entry = one_entry(
        [{"Line": "1"}, {"Line": "2", "Material": "M2"}, {"Invoice": "B"}],
        products=[{**product, "Gross Weight (kg)": "0.5"} for product in TWO_GOODS],
        hts=TWO_HTS,
        measures=NO_MEASURES,
        shipments=[{}, {"Invoice": "B"}],
    )
    assert column(entry, "gross_kg") == ["0", "1", "1"]
    assert entry["totals"]["gross_kg"] == "2"


@pytest.mark.parametrize(
    ("unit", "quantity"), [("no", "3"), ("PRS.", "3"), ("KG", "33.34"), ("doz", "0.21"), ("X", None)]
)
def test_quantity_in_the_unit_of_the_hts(unit: str, quantity: str | None) -> None:
    """2.5 units of 13.334 kg: 3 pairs, 33.335 kg, 0.2083 dozen half-up."""
    entry = one_entry(
        [{"Quantity": "2.5"}],
        products=[{"Net Weight (kg)": "13.334"}],
        hts=[{"Unit 1": unit}],
        measures=NO_MEASURES,
    )
    assert column(entry, "quantity") == [quantity]


def test_compound_rate_counts_in_its_own_unit() -> None:
    """6 % of 1,000 and 1.9 cents on 33.34 kg: 60.00 + 0.63346, rounded once; the HTS unit is pieces."""
    entry = one_entry(
        [{"Amount": "1000", "Quantity": "2.5"}],
        products=[{"Net Weight (kg)": "13.334"}],
        hts=[{"General Rate": "6%+1.9¢/kg"}],
        measures=[{"Condition": "col1>=0"}],
    )
    assert tariffs(entry["lines"][0]) == [("9403.20.0035", "60.63")]


def test_currency_of_the_export_date() -> None:
    exchange = [("EUR", "2026-09-16", "2"), ("EUR", "2026-09-15", "1.1"), ("EUR", "2026-01-01", "3")]
    entry = one_entry([{"Currency": "EUR"}], measures=NO_MEASURES, exchange=exchange)
    assert column(entry, "value") == ["110"]
    late = one_entry([{"Currency": "EUR"}], measures=NO_MEASURES, exchange=exchange[:1])
    assert findings(late) == [("MISSING_EXCHANGE_RATE", "EUR")]


def test_usmca_counts_in_mexico_and_canada_only() -> None:
    entry = one_entry(
        [{"Country of Origin": "VN", "Amount": "10000"}],
        products=[{"Country of Origin": "MX", "SPI": "S+"}],
        hts=[{"General Rate": "6%"}],
        measures=[{"Condition": "spi:S|S+"}],
    )
    assert tariffs(entry["lines"][0]) == [("9403.20.0035", "600.00")]
    assert [advisory["kind"] for advisory in entry["advisories"]] == ["ORIGIN_MISMATCH", "SPI_IGNORED"]
    assert column(entry, "mpf") == ["34.64"]


def test_claimed_exclusion_stands_above_the_list() -> None:
    motor = {"HTS Code": "8501.31.2000", "Exclusion Claim": "9903.88.70|9903.88.69"}
    entry = one_entry([{}], products=[motor], hts=[{"HTS Code": "8501.31.2000"}])
    assert [code for code, _ in tariffs(entry["lines"][0])] == ["9903.88.69", "9903.05.31", "8501.31.2000"]


@pytest.mark.parametrize(
    ("steel", "heading"), [("0.15", "9903.82.09"), ("0.149", "9903.82.03"), ("0", "9903.82.03")]
)
def test_metal_share_decides_by_weight(steel: str, heading: str) -> None:
    entry = one_entry(
        [{}],
        products=[{"HTS Code": "8302.42.3065", "Steel (kg)": steel}],
        hts=[{"HTS Code": "8302.42.3065", "Unit 1": "kg"}],
    )
    assert heading in [code for code, _ in tariffs(entry["lines"][0])]


@pytest.mark.parametrize(
    ("weights", "gap"),
    [
        ({"Steel (kg)": ""}, "MISSING_METAL_WEIGHT"),
        ({"Net Weight (kg)": "0"}, "MISSING_WEIGHT"),
        ({"Net Weight (kg)": ""}, "MISSING_WEIGHT"),
    ],
)
def test_metal_share_of_an_unknown_weight_holds_the_entry(weights: dict[str, str], gap: str) -> None:
    bracket = {"HTS Code": "8302.42.3065", **weights}
    entry = one_entry([{}], products=[bracket], hts=[{"HTS Code": "8302.42.3065", "Unit 1": "kg"}])
    assert findings(entry) == [(gap, "M1")]
    assert entry["totals"] == {"value": "0", "duty": "0.00", "mpf": "0.00", "hmf": "0.00", "gross_kg": "0"}


@pytest.mark.parametrize(
    ("date", "gaps"), [("2026-01-15", [("METAL_VALUE_OVER_100", "M1")]), ("2026-10-15", [])]
)
def test_metal_values_matter_while_content_measures_are_in_force(date: str, gaps: list[object]) -> None:
    frame = {"HTS Code": "9403.99.9045", "Steel Value %": "80", "Aluminum Value %": "21"}
    entry = one_entry(
        [{}],
        products=[frame],
        hts=[{"HTS Code": "9403.99.9045", "Unit 1": "kg"}],
        shipments=[{"Entry Date": date}],
    )
    assert findings(entry) == gaps


def test_samples_give_107_entries_of_which_9_are_held() -> None:
    entries = generate(read_tables(ROOT / "samples"), law())["entries"]
    assert len(entries) == 107
    assert {entry["shipment"]: findings(entry) for entry in entries if entry["status"] == "needs_input"} == {
        "SH190700002": [("MISSING_HTS_RATE", "9403.99.9045")],
        "SH261100100": [("MISSING_PRODUCT", "19999999")],
        "SH261100101": [("MISSING_EXCHANGE_RATE", "THB")],
        "SH261100102": [("MISSING_METAL_WEIGHT", "10005656")],
        "SH261100103": [("NEGATIVE_AMOUNT", "INV00103A")],
        "SH261100104": [("INVOICE_IN_SEVERAL_SHIPMENTS", "INV00104P"), ("PACKAGING_ONLY", "INV00104P")],
        "SH261100105": [("INVOICE_IN_SEVERAL_SHIPMENTS", "INV00104P"), ("PACKAGING_ONLY", "INV00104P")],
        "SH261100106": [("PACKAGING_ONLY", "INV00001AX"), ("SHIPMENT_CONFLICT", "SH261100106")],
        "SH261100107": [("MISSING_INVOICE", "INV00107A")],
    }
