"""What a line says of its articles: origin, special programme, metal content (R2.03, R2.04)."""

from collections.abc import Sequence
from typing import Any

from chalicelib.customs.articles import (
    SHARE_WHOLE,
    USMCA_ORIGINS,
    USMCA_SPIS,
    Article,
    metal_shares,
    metal_weights,
)
from chalicelib.customs.codes import dotted
from chalicelib.customs.entries import Treatment
from chalicelib.customs.measures import CompiledMeasure
from chalicelib.customs.situations import Situation
from chalicelib.customs.trail.clauses import part_words
from chalicelib.customs.trail.facts import Contribution
from chalicelib.customs.trail.figures import demand, either, optional, percent, rows_named
from chalicelib.customs.trail.provenance import Provenance


def articles_of(contributions: Sequence[Contribution]) -> list[tuple[Article, str]]:
    """The articles that share a line, each with the origin its invoice lines state, in order."""
    found = {(one.row.material, one.row.origin): one.article for one in contributions}
    return [(found[key], key[1]) for key in sorted(found)]


def tell_article(article: Article, stated: str, provenance: Provenance) -> dict[str, Any]:
    """The product row of a material, and what was decided of its origin and special programme."""
    product = article.product
    demand(product is not None, "articles")
    assert product is not None
    return {
        "material": article.material,
        "description": product.description,
        "status": product.status,
        "version": provenance.version(product),
        "stated_origin": stated,
        "product_origin": product.origin,
        "origin": article.origin,
        "origin_why": _origin_words(stated, product.origin),
        "product_spi": product.spi,
        "spi": article.profile.spi if article.profile else "",
        "spi_why": _spi_words(product.spi, article.origin),
        "claims": list(product.claims),
        "net_kg": optional(product.net_weight),
        "gross_kg": optional(product.gross_weight),
        "metal_kg": {metal: optional(weight) for metal, weight in metal_weights(product).items()},
        "metal_share_percent": {metal: optional(share) for metal, share in metal_shares(product).items()},
    }


def _origin_words(stated: str, of_product: str) -> str:
    if stated and of_product and stated != of_product:
        return f"The invoice states {stated}, the product list {of_product}: the invoice's counts."
    if stated and of_product:
        return f"Invoice and product list agree on {stated}."
    if stated:
        return f"The invoice states {stated}; the product list names none."
    return f"The invoice names none; the product list says {of_product}."


def _spi_words(spi: str, origin: str) -> str:
    if not spi:
        return "No special programme is claimed."
    if spi not in USMCA_SPIS:
        return f"SPI {spi} is carried on the line and has no effect on duty."
    if origin in USMCA_ORIGINS:
        return f"SPI {spi} counts: the origin {origin} is one that the USMCA covers."
    covered = either(sorted(USMCA_ORIGINS))
    return f"SPI {spi} is claimed and does not count: the origin {origin} is not {covered}."


def tell_split(treatment: Treatment, situation: Situation, articles: Sequence[Article]) -> dict[str, Any]:
    """Which content measures are in force, and how the value of each article is split by metal for them."""
    metals = situation.metals
    measures = [
        {"metal": metal, "rows": _content_rows(_content_measures(situation, metal))} for metal in metals
    ]
    words = [_in_force_words(metal, _content_measures(situation, metal)) for metal in metals]
    where = f"{dotted(treatment.hts)} from {treatment.origin}"
    if metals:
        why = (
            f"Measures on the metal content of {where} are in force ({'; '.join(words)}): the value is"
            " split by the product's shares, non-metal being what remains of 100 %. This line is the"
            f" {part_words(treatment.part)} part; quantity and weights stay on the first part that remains."
        )
    else:
        why = f"No measure on metal content covers {where} on the entry date: the value is not split."
    shares = [_shares(article, metals) for article in articles] if metals else []
    return {
        "part": treatment.part,
        "metals": list(metals),
        "measures": measures,
        "articles": shares,
        "why": why,
    }


def _content_measures(situation: Situation, metal: str) -> list[CompiledMeasure]:
    return [row for rows in situation.covering.values() for row in rows if row.measure.basis == metal]


def _content_rows(rows: list[CompiledMeasure]) -> list[str]:
    return [str(number) for number in sorted(row.measure.number for row in rows)]


def _in_force_words(metal: str, rows: list[CompiledMeasure]) -> str:
    headings = list(dict.fromkeys(row.measure.heading or row.measure.program for row in rows))
    return f"{metal}: {either(headings, 'and')}, {rows_named([row.measure.number for row in rows])}"


def _shares(article: Article, metals: tuple[str, ...]) -> dict[str, Any]:
    parts = article.parts(metals)
    demand(isinstance(parts, tuple), "metal parts")
    shares = dict(parts) if isinstance(parts, tuple) else {}
    told = [{"part": part, "share": percent(share, SHARE_WHOLE)} for part, share in shares.items()]
    why = ", ".join(f"{part_words(part)} {percent(share, SHARE_WHOLE)}" for part, share in shares.items())
    return {"material": article.material, "parts": told, "why": why}
