"""Programmes, stacks and gaps on invented measures, done by hand, against the reference implementation."""

from typing import Any

from .generate import generate
from .small import column, findings, law, one_entry, small_tables, tariffs

FENT = {"Program": "S301FL", "Tariff Code": "9903.05.31", "Rate": "0.125"}


def codes(entry: dict[str, Any]) -> list[list[str]]:
    """The headings of every line."""
    return [[code for code, _ in tariffs(line)[:-1]] for line in entry["lines"]]


def test_empty_tariff_code_settles_the_programme() -> None:
    settled = {"Tariff Code": "", "Origin": "MX|CN", "HTS Except": "9403.20.00.50"}
    assert codes(one_entry([{}], measures=[settled, {}])) == [[]]
    assert codes(one_entry([{}], measures=[{**settled, "HTS Except": "940320"}, {}])) == [["9903.88.03"]]


def test_basis_none_reports_nothing_owed_and_is_no_subjection() -> None:
    waived = {"Basis": "none", "Rate": "0.25"}
    asked = {**FENT, "Condition": "subject_to:S232|S301"}
    entry = one_entry([{}], measures=[asked, waived])
    assert entry["lines"][0]["tariffs"][0] == {"code": "9903.88.03", "rate": "0", "duty": "0.00"}
    assert codes(entry) == [["9903.88.03"]]
    assert codes(one_entry([{}], measures=[asked, {"Rate": "", "Cap": "0.1"}])) == [
        ["9903.88.03", "9903.05.31"]
    ]


def test_programme_outside_the_order_is_asked_but_not_reported() -> None:
    unlisted = {"Program": "OTHER", "Tariff Code": "9903.77.77"}
    asked = {**FENT, "Condition": "subject_to:OTHER"}
    assert codes(one_entry([{}], measures=[unlisted, asked])) == [["9903.05.31"]]


def test_measure_is_in_force_on_its_first_and_last_day() -> None:
    day = {"Effective From": "2026-10-15", "Effective To": "2026-10-15"}
    past = {**FENT, "Effective To": "2026-10-14"}
    assert codes(one_entry([{}], measures=[day, past])) == [["9903.88.03"]]


def test_equal_rates_written_differently_are_one_line() -> None:
    entry = one_entry(
        [{"Line": "20"}, {"Line": "3", "Material": "M2"}],
        products=[{}, {"Material": "M2", "Exclusion Claim": "9903.88.03"}],
        measures=[{"Rate": "0.10", "Condition": "claim:9903.88.03"}, {"Rate": "0.1"}],
    )
    assert column(entry, "sources") == [["3", "20"]]
    assert column(entry, "value") == ["200"]


def test_different_rates_are_two_lines_the_lower_first() -> None:
    entry = one_entry(
        [{"Line": "1"}, {"Line": "2", "Material": "M2"}],
        products=[{}, {"Material": "M2", "Exclusion Claim": "9903.88.03"}],
        measures=[{"Rate": "0.09", "Condition": "claim:9903.88.03"}, {}],
    )
    assert column(entry, "sources") == [["2"], ["1"]]


def test_weights_stay_on_steel_where_nothing_else_remains() -> None:
    entry = one_entry(
        [{"Quantity": "4"}],
        products=[{"Steel Value %": "100"}],
        measures=[{"Basis": "metal:steel"}],
    )
    assert [column(entry, name) for name in ("part", "quantity", "gross_kg")] == [["steel"], ["4"], ["4"]]


def test_metal_clause_is_not_reached_behind_one_that_fails() -> None:
    measures = [{"Condition": "part:copper & metal>=0.15:steel"}, {}]
    assert codes(one_entry([{}], products=[{"Steel (kg)": ""}], measures=measures)) == [["9903.88.03"]]


def test_every_gap_is_listed_once_and_in_order() -> None:
    products = [
        {"HTS Code": "", "Country of Origin": "", "Net Weight (kg)": ""},
        {"Material": "M2", "HTS Code": "9403.20.0050"},
        {"Material": "M3", "HTS Code": "9404.10.0000"},
    ]
    lines = [
        {"Material": material, "Line": str(n)} for n, material in enumerate(("M1", "M1", "M2", "M3", "M9"))
    ]
    hts = [{"HTS Code": "9403.20.0050", "Unit 1": "m2", "General Rate": "ask"}]
    entry = one_entry(lines, products=products, hts=hts, shipments=[{"Entry Date": "2017-05-01"}])
    assert findings(entry) == [
        ("MISSING_FEE", "2017-05-01"),
        ("MISSING_HTS", "M1"),
        ("MISSING_HTS_RATE", "9403.20.0050"),
        ("MISSING_HTS_RATE", "9404.10.0000"),
        ("MISSING_ORIGIN", "M1"),
        ("MISSING_PRODUCT", "M9"),
        ("MISSING_WEIGHT", "M1"),
        ("UNIT", "m2"),
    ]
    assert entry["advisories"] == []


def test_conflict_lists_what_is_missing_whichever_row_is_right() -> None:
    """THB has no rate on either export date, EUR has one on the later: only THB is missing for sure."""
    entry = one_entry(
        [{"Currency": "EUR"}, {"Invoice": "B", "Currency": "THB"}],
        shipments=[
            {"Entry Date": "2026-10-14"},
            {"Invoice": "B", "Export Date": "2026-09-20", "Entry Date": "2026-10-16"},
        ],
        exchange=[("EUR", "2026-09-16", "2")],
    )
    assert findings(entry) == [("MISSING_EXCHANGE_RATE", "THB"), ("SHIPMENT_CONFLICT", "SH1")]
    assert entry["entry_date"] == "2026-10-16"


def test_invoice_under_two_shipments_holds_both_and_no_other() -> None:
    shipments = [{}, {"Shipment": "SH2"}, {"Shipment": "SH3", "Invoice": "B"}]
    tables = small_tables([{}, {"Invoice": "B"}], shipments=shipments)
    entries = generate(tables, law())["entries"]
    assert [entry["status"] for entry in entries] == ["needs_input", "needs_input", "generated"]
    assert findings(entries[1]) == [("INVOICE_IN_SEVERAL_SHIPMENTS", "A")]


def test_advisories_of_a_good_entry() -> None:
    entry = one_entry(
        [{"Amount": "0.40"}],
        products=[{"HTS Code": "9404.21.0013", "Status": "Blocked"}],
        hts=[{"HTS Code": "9404.21.0013"}],
    )
    about = {"hts": "9404.21.0013", "origin": "CN"}
    assert entry["advisories"] == [
        {"kind": "ADCVD", "subject": "A-570-092", **about},
        {"kind": "ADCVD", "subject": "C-570-128", **about},
        {"kind": "INACTIVE_PRODUCT", "subject": "M1", **about},
        {"kind": "ZERO_VALUE", "subject": "001", **about},
    ]
    assert entry["totals"]["mpf"] == "0.00"
