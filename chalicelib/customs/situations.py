"""A situation: all that the law says of an HTS number from an origin in one epoch, before any article is
looked at."""

from typing import NamedTuple

from chalicelib.customs.articles import USMCA_ORIGINS, USMCA_SPIS, Profile
from chalicelib.customs.column1 import NO_QUANTITY, Column1Rate, unit_kind
from chalicelib.customs.entries import Advisory
from chalicelib.customs.measures import Covering
from chalicelib.customs.rows import HtsRate, Product


class Situation(NamedTuple):
    """What covers an HTS number from an origin in one epoch, and its column 1 rate."""

    covering: Covering
    metals: tuple[str, ...]
    order: tuple[str, ...]
    hts_rate: HtsRate | None
    column1: Column1Rate | None
    """None where there is no row for the date, or nobody can read its rate."""
    ad_cvd: tuple[Advisory, ...]


def column1_asked(profile: Profile, situation: Situation) -> int | None:
    """The ad valorem rate that a `col1` clause sees: 0 under a counting SPI, None for a specific or compound
    rate."""
    column1 = situation.column1
    if profile.counting_spi:
        return 0
    return None if column1 is None or column1.specific else column1.ad_valorem


def rate_gaps(profile: Profile, situation: Situation) -> frozenset[str]:
    """What is missing before an article can be rated: its HTS rate, or a conversion of a unit."""
    gaps = set()
    if situation.hts_rate is None or situation.column1 is None:
        gaps.add("MISSING_HTS_RATE")
    if unknown_units(situation, rate_applies=not profile.counting_spi):
        gaps.add("UNIT")
    return frozenset(gaps)


def unknown_units(situation: Situation, rate_applies: bool) -> list[str]:
    """The units that the HTS row asks for, or its rate where it applies, and that have no conversion."""
    units = [situation.hts_rate.unit_1] if situation.hts_rate else []
    unknown = [unit for unit in units if unit_kind(unit) is None]
    if situation.column1 and rate_applies:
        specific = (rate.unit for rate in situation.column1.specific)
        unknown += [unit for unit in specific if unit_kind(unit) in (None, NO_QUANTITY)]
    return unknown


def rate_surely_applies(product: Product, origin: str) -> bool:
    """Whether no SPI can make the column 1 rate free, even where the origin is not known yet."""
    return product.spi not in USMCA_SPIS or (bool(origin) and origin not in USMCA_ORIGINS)
