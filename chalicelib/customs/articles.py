"""Articles: what is known of a material from an origin, whatever the date (R2.02, R2.03, R2.04).

Many materials behave alike: same HTS number, origin, SPI, claims, and the same answer to every metal clause.
Those share a profile, and what the law says of a profile is settled once per epoch.
"""

from collections.abc import Mapping

from chalicelib.customs.codes import dotted
from chalicelib.customs.conditions import METALS, PARTS
from chalicelib.customs.entries import Advisory, Treatment
from chalicelib.customs.measures import MetalClause
from chalicelib.customs.rows import Product

SHARE_WHOLE = 100_000_000
"""The whole value of an article in millionths of a percent."""
USMCA_SPIS = frozenset({"S", "S+"})
USMCA_ORIGINS = frozenset({"MX", "CA"})

OVER_100 = "METAL_VALUE_OVER_100"
MISSING_VALUE = "MISSING_METAL_VALUE"


class Ruling:
    """What the law of one epoch says of a profile: a treatment per part, or what keeps it open."""

    __slots__ = ("gaps", "metals", "treatments", "whole")

    def __init__(
        self, metals: tuple[str, ...], treatments: Mapping[str, Treatment], gaps: Mapping[str, frozenset[str]]
    ) -> None:
        self.metals = metals
        """Metals whose content measures are in force; empty: the article is not split."""
        self.treatments = treatments
        self.gaps = gaps
        """Kinds of findings, per part: the treatments of those parts are not known."""
        self.whole = None if metals or gaps else treatments[PARTS[0]]
        """The one treatment of an article that is not split and has no gap."""


class Profile:
    """What conditions can ask of an article, and the ruling of each epoch once it has been asked for."""

    __slots__ = ("claims", "counting_spi", "hts", "metal", "origin", "rulings", "spi", "wholes")

    def __init__(
        self,
        hts: str,
        origin: str,
        spi: str,
        claims: frozenset[str],
        metal: Mapping[MetalClause, bool | frozenset[str]],
        epochs: int,
    ) -> None:
        self.hts = hts
        self.origin = origin
        self.spi = spi
        self.counting_spi = spi if spi in USMCA_SPIS else ""
        self.claims = claims
        self.metal = metal
        self.rulings: list[Ruling | None] = [None] * epochs
        self.wholes: list[Treatment | None] = [None] * epochs
        """The one treatment of each ruling that leaves nothing more to do; None also where it was not asked
        for."""


class Article:
    """A material from an origin: its weights and shares, what is missing, and its profile."""

    __slots__ = (
        "_parts",
        "advisories",
        "gaps",
        "gross",
        "material",
        "net",
        "origin",
        "packaging",
        "product",
        "profile",
        "wholes",
    )

    def __init__(
        self,
        material: str,
        product: Product | None,
        origin: str,
        packaging: bool,
        profile: Profile | None,
        gaps: tuple[str, ...],
        advisories: tuple[Advisory, ...],
        wholes: list[Treatment | None],
    ) -> None:
        self.material = material
        self.product = product
        self.origin = origin
        self.packaging = packaging
        self.profile = profile
        """None where product, HTS number or origin is not known."""
        self.gaps = gaps
        """Kinds of findings whose subject is the material."""
        self.advisories = advisories
        self.wholes = wholes
        """Per epoch the treatment where there is nothing else to see to, else None: packaging, a gap, an
        advisory, an article split by metal content, or one that has not been ruled on yet."""
        self.net = (product.net_weight or 0) if product else 0
        self.gross = (product.gross_weight or 0) if product else 0
        self._parts: dict[tuple[str, ...], Parts | frozenset[str]] | None = None

    def parts(self, metals: tuple[str, ...]) -> "Parts | frozenset[str]":
        """The parts that remain and their shares of the value, or the findings where they are not known."""
        if self._parts is None:
            self._parts = {}
        found = self._parts.get(metals)
        if found is None:
            found = self._parts[metals] = split_by_metal(self.product, metals)
        return found


def article_gaps(product: Product, origin: str) -> tuple[str, ...]:
    """Kinds of findings of a listed product from an origin, whatever the date."""
    weighed = product.net_weight is not None and product.gross_weight is not None
    if weighed and origin and product.hts:
        return ()
    gaps = []
    if not product.hts:
        gaps.append("MISSING_HTS")
    if not origin:
        gaps.append("MISSING_ORIGIN")
    if not weighed:
        gaps.append("MISSING_WEIGHT")
    return tuple(gaps)


def article_advisories(product: Product, stated_origin: str, spi_ignored: bool) -> tuple[Advisory, ...]:
    """What a person should know of a listed product invoiced with an origin (R2.03, R2.14)."""
    kinds = []
    if product.status != "Active":
        kinds.append("INACTIVE_PRODUCT")
    if stated_origin and product.origin and stated_origin != product.origin:
        kinds.append("ORIGIN_MISMATCH")
    if spi_ignored:
        kinds.append("SPI_IGNORED")
    if not kinds:
        return ()
    hts, origin = dotted(product.hts), stated_origin or product.origin
    return tuple([Advisory(kind, product.material, hts, origin) for kind in kinds])


Parts = tuple[tuple[str, int], ...]
"""Part and share of the value (millionths of a percent), in the order of the parts."""


def split_by_metal(product: Product | None, metals: tuple[str, ...]) -> Parts | frozenset[str]:
    """The parts of an article by value share, for the metals whose content measures are in force (R2.04).

    Shares are millionths of a percent; parts of share 0 are dropped.
    """
    shares = metal_shares(product)
    asked = [shares[metal] for metal in metals]
    known = [share for share in asked if share is not None]
    rest = SHARE_WHOLE - sum(known)
    gaps = {MISSING_VALUE} if len(known) < len(asked) else set()
    if rest < 0:
        gaps.add(OVER_100)
    if gaps:
        return frozenset(gaps)
    parts = [(PARTS[0], rest), *zip(metals, known, strict=True)]
    return tuple([part for part in parts if part[1]])


def metal_shares(product: Product | None) -> dict[str, int | None]:
    """The value share of each metal, millionths of a percent."""
    if product is None:
        return dict.fromkeys(METALS)
    return {
        "steel": product.steel_share,
        "aluminum": product.aluminum_share,
        "copper": product.copper_share,
    }


def metal_weights(product: Product) -> dict[str, int | None]:
    """The weight of each metal, millionths of a kg per unit."""
    return {
        "steel": product.steel_weight,
        "aluminum": product.aluminum_weight,
        "copper": product.copper_weight,
    }


def metal_clause_holds(product: Product, clause: MetalClause) -> bool | frozenset[str]:
    """Whether the named metals weigh at least the threshold's share of the net weight (R3.03).

    Answers the findings instead where a weight is empty, or where the article weighs nothing.
    """
    threshold, metals = clause
    weights = metal_weights(product)
    known = [weight for metal in metals if (weight := weights[metal]) is not None]
    gaps = set()
    if len(known) < len(metals):
        gaps.add("MISSING_METAL_WEIGHT")
    if not product.net_weight:
        gaps.add("MISSING_WEIGHT")
    if gaps:
        return frozenset(gaps)
    return sum(known) * 1_000_000 >= threshold * (product.net_weight or 0)
