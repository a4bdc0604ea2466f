"""The words for what an entry and its comparison are: one word per thing, wherever the local stack tells."""

from collections.abc import Iterable, Mapping
from typing import Any

ABBREVIATIONS = {"HTS", "MPF", "HMF", "SPI"}
STATUSES = {"generated": "generated", "needs_input": "held"}
VERDICTS = ("pass", "warn", "fail", "pending", "none")
"""Of comparisons, as R5.06 calls them; `none`: there is no comparison."""
NOT_COMPARED = {"none": "not compared"}


def kind(name: str) -> str:
    """A kind of finding in words.

    >>> kind("MISSING_HTS_RATE")
    'missing HTS rate'
    """
    return " ".join(word if word in ABBREVIATIONS else word.lower() for word in name.split("_"))


def verdict(name: str) -> str:
    """What a comparison came to."""
    return NOT_COMPARED.get(name, name)


def findings(found: Iterable[Mapping[str, Any]]) -> str:
    """Why an entry is held."""
    return ", ".join(f"{kind(one['kind'])} {one['subject']}".strip() for one in found)


def listed(counts: Mapping[str, int]) -> str:
    """Numbers of things, such as `3 generated, 1 held`."""
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def cut(text: str, most: int = 60) -> str:
    """A text as far as a line holds it."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
