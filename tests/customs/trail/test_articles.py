"""R4.01: origin, special programme and metal content are told with the reason of each decision."""

import pytest

from tests.customs.building import goods, measure, world
from tests.customs.trail.reading_trails import sample_trail, trails_of

ORIGINS = [
    ({"origin": "CN"}, "CN", "The invoice names none; the product list says CN."),
    ({"origin": "", "invoiced_origin": "VN"}, "VN", "The invoice states VN; the product list names none."),
    ({"origin": "CN", "invoiced_origin": "CN"}, "CN", "Invoice and product list agree on CN."),
    ({"origin": "CN", "invoiced_origin": "MX"}, "MX",
     "The invoice states MX, the product list CN: the invoice's counts."),
]  # fmt: skip
PROGRAMS = [
    ("MX", "", "", "No special programme is claimed."),
    ("MX", "S", "S", "SPI S counts: the origin MX is one that the USMCA covers."),
    ("CN", "S+", "", "SPI S+ is claimed and does not count: the origin CN is not CA or MX."),
    ("KR", "KR", "KR", "SPI KR is carried on the line and has no effect on duty."),
]


@pytest.mark.parametrize(("said", "origin", "words"), ORIGINS)
def test_the_origin_is_told_with_its_reason(said: dict[str, str], origin: str, words: str) -> None:
    """R4.01, R2.03: whose word counts."""
    (trail,) = trails_of(world(goods(**said)))
    (article,) = trail["articles"]
    assert (article["origin"], article["origin_why"], trail["line"]["origin"]) == (origin, words, origin)
    mismatch = ["ORIGIN_MISMATCH"] if "counts" in words else []
    assert [one["kind"] for one in trail["advisories"]] == mismatch


@pytest.mark.parametrize(("origin", "claimed", "counted", "words"), PROGRAMS)
def test_the_special_programme_is_told_with_its_reason(
    origin: str, claimed: str, counted: str, words: str
) -> None:
    """R4.01, R2.03: USMCA counts from Mexico and Canada only."""
    (trail,) = trails_of(world(goods("8501.31.2000", origin=origin, spi=claimed)))
    (article,) = trail["articles"]
    assert (article["product_spi"], article["spi"], article["spi_why"]) == (claimed, counted, words)
    free = "free under SPI S (general rate 2.8%)"
    assert (trail["duties"][-1]["why"] == free) == (counted == "S")
    assert (trail["fees"]["mpf"]["why"] == "not due under SPI S") == (counted == "S")


def test_one_material_with_two_stated_origins_is_told_twice() -> None:
    """R4.01: the same article by two ways of stating its origin."""
    lines = [goods(material="M", invoiced_origin=stated) for stated in ("", "CN")]
    (trail,) = trails_of(world(*lines))
    assert [(one["material"], one["stated_origin"]) for one in trail["articles"]] == [("M", ""), ("M", "CN")]


def test_the_split_by_metal_names_the_measures_in_force() -> None:
    """R4.01, R2.04: 80 % steel and 15 % aluminum in January 2026, on three lines."""
    line = goods("9403.99.9045", steel_share="80", aluminum_share="15")
    parts = trails_of(world(line, entered="2026-01-15", exported="2026-01-02"))
    assert [(trail["line"]["part"], trail["line"]["value"]) for trail in parts] == [
        ("non_metal", "500"),
        ("steel", "8000"),
        ("aluminum", "1500"),
    ]
    for trail in parts:
        assert [one["metal"] for one in trail["split"]["measures"]] == ["steel", "aluminum"]
        assert "steel: 9903.81.91, row 64; aluminum: 9903.85.08, row 66" in trail["split"]["why"]
        (shares,) = trail["split"]["articles"]
        assert shares["why"] == "non-metal 5 %, steel 80 %, aluminum 15 %"
        assert trail["invoice_lines"][0]["weights_on_line"] == "001"
    assert [trail["quantity"]["net_kg"] for trail in parts] == ["1.000", "0.000", "0.000"]


def test_a_line_may_carry_the_weights_of_some_of_its_goods_only() -> None:
    """R4.01, R2.04: steel is the second part of one article and the first of another."""
    mixed, solid = (goods("9403.99.9045", steel_share=share) for share in ("40", "100"))
    rows = [measure("S232", "9903.81.91", "0.5", basis="metal:steel")]
    _, steel = trails_of(world(mixed, solid, measures=rows))
    assert [one["weights_on_line"] for one in steel["invoice_lines"]] == ["001", "002"]
    assert [one["net_kg"] for one in steel["invoice_lines"]] == ["0.000", "1.000"]


def test_a_fee_that_is_not_due_says_why() -> None:
    """R4.01, R2.13: HMF is for goods by vessel."""
    (trail,) = trails_of(world(goods(), mode="40"))
    assert trail["fees"]["hmf"]["why"] == "due on goods by vessel only; this shipment came by mode 40, air"
    assert sample_trail("SH261100084", "001")["fees"]["hmf"]["why"] == "3,376 × 0.00125 = 4.22"


def test_the_limits_of_the_entrys_mpf_are_told() -> None:
    """R4.01, R2.13: minimum, maximum, within, and none due."""
    told = [
        trails_of(world(goods(value=value, origin=origin, spi=spi)))[0]["fees"]["mpf"]["entry_why"]
        for value, origin, spi in (
            ("9000", "CN", ""),
            ("200000", "CN", ""),
            ("50000", "CN", ""),
            ("9000", "MX", "S"),
        )
    ]
    assert told == [
        "The lines of the entry come to 31.18, less than the minimum: 34.58 is due.",
        "The lines of the entry come to 692.80, more than the maximum: 670.86 is due.",
        "The lines of the entry come to 173.20, within minimum and maximum: that is due.",
        "The lines of the entry come to 0.00: none is due.",
    ]
