"""When the answer to a what-if changes: the first later day on which a person would see another one."""

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.customs.numbers import parse_scaled
from chalicelib.customs.rows import Product
from chalicelib.customs.scenario import WhatIf, unlisted_product
from tests.customs.asking import CLAIMED, HORSE, POWER_SUPPLY, answer, change, outcome, question
from tests.customs.building import case, fee, goods, hts_row, measure, order, samples, stack, world


def test_an_exclusion_ends_and_the_duty_comes_back_the_day_after() -> None:
    """R1.01, R3.04: the exclusion's last day is 2026-11-09."""
    now = answer(question(CLAIMED))
    then = now["next_change"]
    assert (now["totals"]["duty"], then["entry_date"]) == ("1250.00", "2026-11-10")
    assert (stack(now["lines"][0]), stack(then["lines"][0])) == (
        "9903.88.69 0 + 9903.05.31 0.125",
        "9903.88.03 0.25 + 9903.05.31 0.125",
    )
    last_day, first_day = (answer(question(CLAIMED, day)) for day in ("2026-11-09", "2026-11-10"))
    assert (last_day["lines"], last_day["next_change"]) == (now["lines"], then)
    assert (first_day["lines"], first_day["next_change"]) == (then["lines"], None)


@pytest.mark.parametrize(
    ("value", "day", "mpf", "then"),
    [
        ("9000", "2026-09-30", 33_58, ("2026-10-01", 34_58)),
        ("9000", "2026-10-01", 34_58, None),
        ("200000", "2026-09-30", 651_50, ("2026-10-01", 670_86)),
        ("200000", "2025-09-30", 634_62, ("2025-10-01", 651_50)),
        ("50000", "2026-09-30", 173_20, None),
    ],
)
def test_a_fee_year_changes_what_is_at_its_limits(
    value: str, day: str, mpf: int, then: tuple[str, int] | None
) -> None:
    """R2.13: the minimum and maximum change on 1 October; 173.20 lies between both years' limits."""
    found = outcome(question(value=value, day=day))
    assert found.entry.totals.mpf == mpf
    later = found.next_change
    assert (later and (later.entry_date, later.entry.totals.mpf)) == then


def test_dates_on_which_nothing_of_the_answer_changes_are_passed_over() -> None:
    """The order of programmes has a new row on 2026-08-27, which this article never sees."""
    assert "2026-08-27" in {row.effective_from for row in samples().sequence_order}
    assert outcome(question(value="50000", day="2026-07-24")).next_change is None


def test_missing_data_that_comes_later_is_a_change() -> None:
    """R2.15: the fee table begins on 2017-10-01; the day before nothing can be said."""
    found = outcome(question(day="2017-09-30"))
    assert found.entry.findings == (("MISSING_FEE", "2017-09-30"),)
    assert found.next_change is not None
    assert (found.next_change.entry_date, found.next_change.entry.status) == ("2017-10-01", "generated")


def test_a_fee_that_ends_without_a_next_one_is_missing_from_the_day_after() -> None:
    """R2.13, R2.15: on its last day it still counts."""
    fees = [fee("MPF", "0.003464", until="2026-12-31"), fee("HMF", "0.00125")]
    data = world(goods(), hts=[hts_row("0101.21.0010", "5%")], measures=(), fees=fees)
    for day in ("2026-10-15", "2026-12-31"):
        found = change(question(HORSE, day), data)
        assert found.entry_date == "2027-01-01"
        assert found.entry.findings == (("MISSING_FEE", "2027-01-01"),)


def test_the_same_thing_missing_is_no_change() -> None:
    """A missing fee is reported by its date: another date alone is not another answer."""
    data = world(
        goods(),
        hts=[hts_row("0101.21.0010", "5%")],
        measures=[measure("P", "9903.01.01", "0.1", since="2027-01-01")],
        orders=[order("P")],
        fees=(),
    )
    assert outcome(question(HORSE), data).entry.findings == (("MISSING_FEE", "2026-10-15"),)
    assert outcome(question(HORSE), data).next_change is None


@pytest.mark.parametrize(
    ("said", "duty"),
    [
        ({"hts": [hts_row("0101.21.0010", "5%", until="2026-12-31")]}, None),
        (
            {
                "hts": [
                    hts_row("0101.21.0010", "5%", until="2026-12-31"),
                    hts_row("0101.21.0010", "6%", since="2027-01-01"),
                ]
            },
            600_00,
        ),
        ({"measures": [measure("P", "9903.01.01", "0.1", since="2027-01-01")]}, 1_500_00),
        (
            {"measures": [measure("P", "9903.01.01", "0.1")], "orders": [order("P", since="2027-01-01")]},
            1_500_00,
        ),
    ],
    ids=["the HTS row ends", "another column 1 rate", "a measure begins", "a programme is reported"],
)
def test_whatever_begins_or_ends_is_found(said: dict[str, Any], duty: int | None) -> None:
    """R1.01, R3.05: on 2027-01-01; where the HTS number has no row any more, the answer is a finding."""
    plain = {"hts": [hts_row("0101.21.0010", "5%")], "measures": (), "orders": [order("P")]}
    data = world(goods(), **{**plain, **said}, fees=[fee("MPF", "0"), fee("HMF", "0")])
    found = outcome(question(HORSE), data)
    assert found.entry.totals.duty == 500_00
    assert found.next_change is not None
    assert found.next_change.entry_date == "2027-01-01"
    later = found.next_change.entry
    if duty is None:
        assert later.findings == (("MISSING_HTS_RATE", "0101.21.0010"),)
    else:
        assert later.totals.duty == duty


def test_a_case_that_begins_is_a_change() -> None:
    """R2.14: what a person should know is part of the answer."""
    mattress = unlisted_product("9404210013", parse_scaled("10"))
    data = world(
        goods(), hts=[hts_row("9404.21.0013", "3%")], cases=[case("A-1", "9404.21", "CN", since="2026-10-20")]
    )
    found = change(question(mattress), data)
    assert found.entry_date == "2026-10-20"
    assert [advisory.subject for advisory in found.entry.advisories] == ["A-1"]


def test_another_unit_of_quantity_is_a_change() -> None:
    """R2.08: the answer shows 1 No. on one day and 2.50 kg on the next."""
    rows = [
        hts_row("0101.21.0010", "5%", "No.", until="2026-12-31"),
        hts_row("0101.21.0010", "5%", "kg", since="2027-01-01"),
    ]
    data = world(goods(), hts=rows, measures=())
    assert change(question(HORSE), data).entry_date == "2027-01-01"


@pytest.mark.parametrize(
    ("product", "origin"),
    [(POWER_SUPPLY, "CN"), (POWER_SUPPLY, "VN"), (POWER_SUPPLY._replace(spi="S"), "MX"), (CLAIMED, "CN")],
)
def test_the_next_change_is_the_first_day_with_another_answer(product: Product, origin: str) -> None:
    """Against asking day by day, across the end of the tariffs of 2025 and the fee year."""

    def seen(asked: WhatIf) -> object:
        found = answer(asked)
        return [found[name] for name in ("status", "findings", "lines", "totals", "advisories")]

    day = date(2026, 1, 20)
    asked = [
        question(product, (day + timedelta(days=days)).isoformat(), origin=origin)
        for days in range(0, 300, 7)
    ]
    answers = [seen(one) for one in asked]
    changes = [outcome(one).next_change for one in asked]
    for place, found in enumerate(changes):
        later = [one for one in asked[place:] if found is None or one.entry_date < found.entry_date]
        assert all(answers[asked.index(one)] == answers[place] for one in later)
        if found is not None:
            then = question(product, found.entry_date, origin=origin)
            before = (date.fromisoformat(found.entry_date) - timedelta(days=1)).isoformat()
            assert seen(then) != answers[place] == seen(question(product, before, origin=origin))
