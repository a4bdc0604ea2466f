"""The condition of a tariff measure: clauses joined by `&`, all of which must hold (R3.03).

claim:9903.88.69          the product claims that exclusion (several headings are joined by |)
spi:S|S+                  the article is entered under one of these programs, and that program counts
part:non_metal|steel      the part of the article is one of these
col1>=0.15                the column 1 ad valorem rate as applied; never true of a specific or compound rate
metal>=0.15:steel+copper  these metals' kg are at least that share of the article's net kg
subject_to:P|Q            one of those programmes gave this part a heading with a rate above 0, or a cap
"""

import re
from typing import NamedTuple

from chalicelib.customs.codes import Refused, heading
from chalicelib.customs.numbers import MICRO_PLACES, parse_scaled

METALS = ("steel", "aluminum", "copper")
PARTS = ("non_metal", *METALS)

_CLAUSE = re.compile(r"(claim|spi|part|subject_to):(.+)|(col1)>=(.+)|(metal)>=([^:]+):(.+)")
_WORDS = {
    "spi": re.compile(r"[A-Z][A-Z0-9*+]{0,3}"),
    "part": re.compile("|".join(PARTS)),
    "subject_to": re.compile(r"[A-Z0-9_]+"),
    "metal": re.compile("|".join(METALS)),
}


class Clause(NamedTuple):
    """One clause: its kind, the words it names, and for `col1` and `metal` its threshold in millionths."""

    kind: str
    words: tuple[str, ...]
    threshold: int
    text: str


def parse(condition: str) -> tuple[Clause, ...]:
    """Read a condition; empty text has no clauses. Raises ValueError naming the clause and what is known.

    >>> parse("metal>=0.15:steel+aluminum")[0].threshold
    150000
    """
    if not condition.strip():
        return ()
    return tuple(_parse_clause(text.strip()) for text in condition.split("&"))


def check(condition: str) -> str | None:
    """Say what is wrong with a condition, or None where it can be read."""
    try:
        parse(condition)
    except ValueError as error:
        return str(error)
    return None


def _parse_clause(text: str) -> Clause:
    match = _CLAUSE.fullmatch(text)
    if match is None:
        raise ValueError(
            f"has the unknown clause {text!r} (known: claim, spi, part, col1, metal, subject_to)"
        )
    listed, names, column1, rate, metal, share, metals = match.groups()
    if listed:
        return Clause(listed, _words(listed, names, "|", text), 0, text)
    if column1:
        return Clause("col1", (), _threshold(rate, text), text)
    return Clause(metal, _words(metal, metals, "+", text), _threshold(share, text), text)


def _words(kind: str, names: str, separator: str, text: str) -> tuple[str, ...]:
    words = tuple(_word(kind, name.strip(), text) for name in names.split(separator))
    if len(set(words)) < len(words):
        raise ValueError(f"has a clause {text!r} that names a word twice")
    return words


def _word(kind: str, word: str, text: str) -> str:
    if kind == "claim":
        try:
            return heading(word)
        except Refused as refused:
            raise ValueError(f"has a clause {text!r} whose heading {word!r} {refused.problem}") from None
    if not _WORDS[kind].fullmatch(word):
        raise ValueError(f"has a clause {text!r} with the unknown word {word!r}")
    return word


def _threshold(number: str, text: str) -> int:
    try:
        return parse_scaled(number.strip(), MICRO_PLACES)
    except ValueError as error:
        raise ValueError(f"has a clause {text!r} whose number {error}") from None
