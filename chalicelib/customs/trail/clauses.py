"""The clauses of a measure's condition in plain words: what a clause needs, and what the article has (R3.03).

A clause on the law (part, SPI, column 1, other programmes) has one answer for all articles of a line; a
clause on the article (its claims, its metal) is answered for each material, with the figures.
"""

from collections.abc import Callable
from typing import Any

from chalicelib.customs.articles import Article, metal_weights
from chalicelib.customs.conditions import Clause
from chalicelib.customs.measures import CompiledMeasure, Resolver, Settlement
from chalicelib.customs.numbers import MICRO, format_scaled
from chalicelib.customs.trail.figures import either, optional, percent, quotient

ARTICLE_CLAUSES = ("claim", "metal")
"""Kinds of clauses whose answer lies in the article itself."""
COLUMN1_SCALE = 100_000_000


def part_words(part: str) -> str:
    """A part's name in a sentence.

    >>> part_words("non_metal")
    'non-metal'
    """
    return part.replace("_", "-")


def needs(clause: Clause) -> str:
    """What a clause asks for, as the end of a sentence about its row."""
    words = clause.words
    if clause.kind == "claim":
        return f"needs a claim of exclusion {either(words)}"
    if clause.kind == "spi":
        return f"needs SPI {either(words)}"
    if clause.kind == "part":
        return f"covers the {either([part_words(word) for word in words])} part only"
    if clause.kind == "col1":
        return f"needs a column 1 rate of at least {percent(clause.threshold, MICRO)}"
    if clause.kind == "metal":
        return f"needs {' + '.join(words)} of at least {percent(clause.threshold, MICRO)} of net weight"
    return f"needs {either(words)} to give a heading with a rate above 0 or a cap"


def has(clause: Clause, resolver: Resolver) -> str:
    """What answers a clause on the law."""
    return _HAS[clause.kind](clause, resolver)


def _has_spi(_: Clause, resolver: Resolver) -> str:
    spi = resolver.facts.spi
    return (
        f"the article is entered under SPI {spi}" if spi else "the article is entered without a counting SPI"
    )


def _has_part(_: Clause, resolver: Resolver) -> str:
    return f"this line is the {part_words(resolver.part)} part"


def _has_column1(_: Clause, resolver: Resolver) -> str:
    rate = resolver.facts.column1
    if rate is None:
        return "column 1 is a specific or compound rate, which never meets this"
    return f"column 1 as applied is {percent(rate, COLUMN1_SCALE)}"


def _has_programs(clause: Clause, resolver: Resolver) -> str:
    return ", ".join(f"{program} {outcome(resolver.settle(program))}" for program in asked(clause, resolver))


_HAS: dict[str, Callable[[Clause, Resolver], str]] = {
    "spi": _has_spi,
    "part": _has_part,
    "col1": _has_column1,
    "subject_to": _has_programs,
}


def asked(clause: Clause, resolver: Resolver) -> list[str]:
    """The programmes that a `subject_to` clause really asked: up to the first that answered yes."""
    programs = []
    for program in clause.words if clause.kind == "subject_to" else ():
        programs.append(program)
        winner = resolver.settle(program).winner
        if winner is not None and winner.measure.heading and (winner.rate or winner.cap):
            break
    return programs


def outcome(settlement: Settlement) -> str:
    """How a programme came out, as the end of a sentence about it."""
    if settlement.winner is None:
        return "gave no heading"
    heading = settlement.winner.measure.heading
    return f"gave {heading} {rate_words(settlement.winner)}" if heading else "was settled without a heading"


def rate_words(row: CompiledMeasure) -> str:
    """A measure's rate as it is applied."""
    if row.cap:
        return f"with a cap of {percent(row.cap, MICRO)}"
    return f"at {percent(row.rate, MICRO)}"


def answer(clause: Clause, article: Article) -> dict[str, Any]:
    """What a material answers to a clause on the article: in words, and for metal with the weights."""
    if clause.kind == "metal":
        return _metal_answer(clause, article)
    claims = sorted(article.profile.claims) if article.profile else []
    words = f"claims {either(claims, 'and')}" if claims else "claims no exclusion"
    return {"material": article.material, "why": words, "claims": claims}


def _metal_answer(clause: Clause, article: Article) -> dict[str, Any]:
    product = article.product
    weights = metal_weights(product) if product else {}
    known = [weights.get(metal) for metal in clause.words]
    net = product.net_weight if product else None
    figures = {
        "material": article.material,
        "metal_kg": [optional(weight) for weight in known],
        "net_kg": optional(net),
    }
    if not net or None in known:
        return {"why": "has a weight missing", **figures}
    total = sum(weight or 0 for weight in known)
    share = quotient(total * 100, net, 4)
    sum_words = " + ".join(figures["metal_kg"])
    if len(known) > 1:
        sum_words += f" = {format_scaled(total)}"
    return {"why": f"has {share} % ({sum_words} of {optional(net)} kg)", "percent": share, **figures}
