"""Tariff measures: one table, one rule. Within a programme the first row that matches wins.

An article is one invoiced material on one entry date; a part is its non_metal, steel, aluminum or copper.
A clause can be true, false, or unknown (None) where data is missing; then a gap says what, and everything
that would depend on the answer stays unknown too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .books import Books, Row, digits, from_origin, in_force, in_scope, pieces, reported_programmes
from .column_one import ColumnOne
from .exact import number, number_or_none

METALS = ("steel", "aluminum", "copper")
NON_METAL = "non_metal"
PARTS = (NON_METAL, *METALS)
Gap = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Article:
    """What the measures ask of a goods line. `spi` and `column_one` are as applied (Free under USMCA)."""

    material: str
    hts: str
    origin: str
    spi: str
    column_one: ColumnOne
    entry_date: str
    claims: frozenset[str]
    net_kg: Fraction | None
    metal_kg: Mapping[str, Fraction | None]
    metal_share: Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A Chapter 99 heading on a line; `cap` 0 is no cap; `rate_text` is as the measure row writes it."""

    code: str
    rate: Fraction
    cap: Fraction
    rate_text: str

    @property
    def key(self) -> tuple[str, Fraction, Fraction]:
        """Headings are equal, and ordered, by code as text, then rate and cap as numbers."""
        return (self.code, self.rate, self.cap)


Stack = tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a programme was settled: a heading, or none; `known` is False where a gap keeps it open."""

    heading: Heading | None
    known: bool = True


UNKNOWN = Outcome(None, known=False)


def heading_of(row: Row) -> Heading | None:
    """The heading a measure row reports: none for an empty Tariff Code, at 0 for basis `none`."""
    if not row["Tariff Code"].strip():
        return None
    code, rate, cap = digits(row["Tariff Code"]), row["Rate"].strip() or "0", row["Cap"].strip() or "0"
    if row["Basis"] == "none":
        return Heading(code, Fraction(0), Fraction(0), "0")
    return Heading(code, number(rate), number(cap), f"cap {cap}" if number(cap) else rate)


def covers(row: Row, article: Article) -> bool:
    """Does the measure cover the article's HTS, origin and date?"""
    return (
        in_scope(article.hts, row["HTS Scope"])
        and not in_scope(article.hts, row["HTS Except"])
        and from_origin(article.origin, row["Origin"])
        and in_force(row, article.entry_date)
    )


def metals_in_force(books: Books, article: Article) -> list[str]:
    """The metals whose content measures (basis `metal:<m>`) cover the article."""
    bases = {row["Basis"] for row in books.measures if covers(row, article)}
    return [metal for metal in METALS if f"metal:{metal}" in bases]


def resolve(books: Books, programme: str, article: Article, part: str, gaps: set[Gap]) -> Outcome:
    """Settle a programme for one part: the first row that matches wins and gives at most one heading."""
    for row in books.measures:
        if row["Program"] != programme:
            continue
        matches = row_matches(books, row, article, part, gaps)
        if matches is None:
            return UNKNOWN
        if matches:
            return Outcome(heading_of(row))
    return Outcome(None)


def row_matches(books: Books, row: Row, article: Article, part: str, gaps: set[Gap]) -> bool | None:
    """Scope, origin, dates and part first, then the clauses; the first that does not hold decides."""
    if not covers(row, article):
        return False
    if row["Basis"].startswith("metal:") and row["Basis"] != f"metal:{part}":
        return False
    for clause in [clause.strip() for clause in row["Condition"].split("&") if clause.strip()]:
        holds = clause_holds(books, clause, article, part, gaps)
        if not holds:
            return holds
    return True


def clause_holds(books: Books, clause: str, article: Article, part: str, gaps: set[Gap]) -> bool | None:
    """Does one clause of a condition hold for this part of the article?"""
    if clause.startswith("col1>="):
        rate = article.column_one
        return not rate.specific and rate.ad_valorem >= number(clause.removeprefix("col1>="))
    if clause.startswith("metal>="):
        return enough_metal(clause.removeprefix("metal>="), article, gaps)
    name, _, argument = clause.partition(":")
    if name == "claim":
        return any(digits(heading) in article.claims for heading in pieces(argument))
    if name == "spi":
        return article.spi in ("S", "S+") and article.spi in pieces(argument)
    if name == "part":
        return part in pieces(argument)
    if name == "subject_to":
        return subject_to(books, pieces(argument), article, part, gaps)
    raise ValueError(f"unknown condition {clause!r}")


def enough_metal(argument: str, article: Article, gaps: set[Gap]) -> bool | None:
    """`0.15:steel+aluminum`: those metals' kg over the article's net kg. Empty is unknown, 0 is known.

    An empty metal weight is MISSING_METAL_WEIGHT; a share asked of a net weight empty or 0 is MISSING_WEIGHT.
    """
    limit, _, metals = argument.partition(":")
    weights = [article.metal_kg[metal.strip()] for metal in metals.split("+")]
    if None in weights:
        gaps.add(("MISSING_METAL_WEIGHT", article.material))
    if not article.net_kg:
        gaps.add(("MISSING_WEIGHT", article.material))
    if None in weights or not article.net_kg:
        return None
    return sum((weight or Fraction(0) for weight in weights), Fraction(0)) / article.net_kg >= number(limit)


def subject_to(
    books: Books, programmes: list[str], article: Article, part: str, gaps: set[Gap]
) -> bool | None:
    """Did one of the programmes resolve, for this part, to a heading with a rate above 0 or a cap?"""
    outcomes = []
    for programme in programmes:
        outcome = resolve(books, programme, article, part, gaps)
        if outcome.heading and (outcome.heading.rate > 0 or outcome.heading.cap > 0):
            return True
        outcomes.append(outcome)
    return False if all(outcome.known for outcome in outcomes) else None


def stack_of(books: Books, article: Article, part: str, gaps: set[Gap]) -> Stack:
    """The headings of one part, in the order of the entry date; other programmes are not reported."""
    outcomes = [
        resolve(books, programme, article, part, gaps)
        for programme in reported_programmes(books, article.entry_date)
    ]
    return tuple(outcome.heading for outcome in outcomes if outcome.heading)


def metal_amounts(row: Row, column: str) -> dict[str, Fraction | None]:
    """A product's three metal figures: column `{} (kg)` or `{} Value %`."""
    return {metal: number_or_none(row[column.format(metal.capitalize())]) for metal in METALS}
