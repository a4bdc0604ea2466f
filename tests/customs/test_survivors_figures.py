"""Half a cent and half a dollar to the last digit, where a rule is decided by the smallest unit there is."""

import pytest

from chalicelib.customs.fees import fee_of_line, mpf_of_entry
from chalicelib.customs.reading import rows_from_mappings
from chalicelib.customs.reference import Reference
from chalicelib.customs.tables import FEES
from tests.customs.building import (
    column,
    duties,
    entry_of,
    fee,
    goods,
    hts_row,
    line_of,
    measure,
    order,
    samples,
)

HTS = "6402.99.3165"
ORDER = [order("P Q")]

DUTY_JUST_BELOW_HALF_A_CENT = {
    "R2.10 a specific rate of 49.999999 cents on a hundredth kg": ("49.999999¢/kg", "kg", "0.01", ()),
    "R2.10 a rate of 0.499999 % on a dollar": ("0.499999%", "No.", "1", ()),
    "R2.11 a cap of 0.4999 % on a dollar": (
        "Free",
        "No.",
        "1",
        (measure("P", "9903.01.01", cap="0.004999"),),
    ),
}


@pytest.mark.parametrize("rule", DUTY_JUST_BELOW_HALF_A_CENT)
def test_just_below_half_a_cent_is_nothing(rule: str) -> None:
    rate, unit, net, measures = DUTY_JUST_BELOW_HALF_A_CENT[rule]
    line = line_of(goods(HTS, "1", net=net), hts=[hts_row(HTS, rate, unit)], measures=measures, orders=ORDER)
    assert line["duty"] == "0.00", duties(line)


@pytest.mark.parametrize(
    ("value", "rate", "cents"),
    [
        pytest.param(1, 4_999, 0, id="R2.13 just below half a cent"),
        pytest.param(1, 5_000, 1, id="R2.13 half a cent"),
        pytest.param(100_000_000, 3_464, 34_640_000, id="R2.13 a hundred million dollars"),
    ],
)
def test_a_fee_of_a_line_is_rounded_half_up(value: int, rate: int, cents: int) -> None:
    assert fee_of_line(value, rate) == cents


@pytest.mark.parametrize(
    ("lines_total", "due"),
    [
        pytest.param(0, 0, id="R2.13 0 stays 0"),
        pytest.param(1, 100, id="R2.13 a cent is the minimum"),
        pytest.param(100, 100, id="R2.13 the minimum itself"),
        pytest.param(101, 101, id="R2.13 a cent over the minimum"),
        pytest.param(199, 199, id="R2.13 a cent below the maximum"),
        pytest.param(200, 200, id="R2.13 the maximum itself"),
        pytest.param(201, 200, id="R2.13 a cent over the maximum"),
    ],
)
def test_mpf_stays_within_its_limits(lines_total: int, due: int) -> None:
    (row,) = rows_from_mappings(FEES, [fee("MPF", "0.003464", "1.00", "2.00")])
    assert mpf_of_entry(lines_total, row) == due


def test_a_cap_counts_for_nothing_where_lines_tie() -> None:
    """R2.07: equal fractions and equal rates, so the earlier line gives way, capped or not."""
    other = "6402.99.3171"
    entry = entry_of(
        goods(HTS, "10000.50"),
        goods(other, "10000.50"),
        hts=[hts_row(HTS, "5%"), hts_row(other, "5%")],
        measures=[measure("P", "9903.01.01", cap="0.15", scope=HTS)],
        orders=ORDER,
    )
    assert column(entry, "value") == ["10000", "10001"]


def test_each_situation_is_looked_up_once() -> None:
    reference = Reference(samples())
    for day in ("2026-10-15", "2026-10-15", "2026-10-16"):
        reference.situation("8504409580", "CN", reference.epochs.index(day))
    assert reference.resolves == 1


def test_fees_just_below_half_a_cent_are_nothing() -> None:
    """R2.13: 0.4999 cents each, on a line of its own."""
    line = line_of(
        goods(HTS, "1"), hts=[hts_row(HTS, "Free")], fees=[fee("MPF", "0.004999"), fee("HMF", "0.004999")]
    )
    assert (line["mpf"], line["hmf"]) == ("0.00", "0.00")
