"""Trails of a data set for the tests, and the figures that a trail's own text comes to.

The recomputation knows nothing of the engine: it reads text, as a person with a pocket calculator does.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import cache
from typing import Any

from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset
from chalicelib.customs.trail.document import Explainer
from chalicelib.customs.trail.keep import generate_with_trails
from chalicelib.customs.trail.provenance import Provenance
from tests.customs.building import samples

Trail = dict[str, Any]
CENT = Decimal("0.01")


def trails_of(data: Dataset) -> list[Trail]:
    """The trail of every line of a data set."""
    reference = Reference(data)
    explainer = Explainer(reference, Provenance(data))
    kept = generate_with_trails(data, reference)
    return [explainer.explain(one.working, one.line.number) for _, trails in kept for one in trails]


@cache
def sample_trails() -> list[Trail]:
    """The trail of every line of the samples; not to be changed."""
    return trails_of(samples())


@cache
def sample_trail(shipment: str, line: str) -> Trail:
    """One trail of the samples."""
    return next(
        trail
        for trail in sample_trails()
        if (trail["entry"]["shipment"], trail["line"]["line"]) == (shipment, line)
    )


@contextmanager
def naming(trail: Trail) -> Iterator[None]:
    """Say in a failure which line it was."""
    try:
        yield
    except AssertionError as failure:
        failure.add_note(f"on line {trail['line']['line']} of {trail['entry']['shipment']}")
        raise


def canonical(trail: Trail) -> str:
    """A trail as text, its keys in their order of writing."""
    return json.dumps(trail, ensure_ascii=False)


def number(text: str) -> Decimal:
    """A figure of a trail, digits that were cut left out."""
    return Decimal(text.removesuffix("…").removesuffix(" %"))


def half_up(exact: Decimal | Fraction, unit: Decimal = CENT) -> Decimal:
    """Round half away from zero to a unit."""
    if isinstance(exact, Fraction):
        whole, rest = divmod(exact / Fraction(unit), 1)
        return (Decimal(whole) + (rest >= Fraction(1, 2))) * unit
    with localcontext(prec=60):
        return exact.quantize(unit, rounding=ROUND_HALF_UP)


def fits(text: str, exact: Fraction, places: int = 6) -> bool:
    """Whether a figure is a number exactly, or where it ends in … its first digits."""
    shown = Fraction(number(text))
    if text.endswith("…"):
        return shown < exact < shown + Fraction(1, 10**places)
    return shown == exact


def strings(value: Any) -> Iterator[str]:
    """Every text in a trail."""
    if isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif value is not None:
        yield value


def rows_in(words: str) -> list[int]:
    """The row numbers of `2–4, 9`."""
    numbers: list[int] = []
    for part in words.split(", ") if words else []:
        first, _, last = part.partition("–")
        numbers += range(int(first), int(last or first) + 1)
    return numbers
