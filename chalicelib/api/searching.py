"""Searching: a text is found in a value whatever its case, digits whatever dots stand between them."""

from collections.abc import Iterable


def says(value: str, text: str) -> bool:
    """Whether a value has a text in it, which is given case-folded.

    >>> says("8501.10.4060", "85011040"), says("Motor A", "motor"), says("12.5", "125.")
    (True, True, False)
    """
    return text in value.casefold() or (text.isdigit() and text in value.replace(".", ""))


def any_says(values: Iterable[str], text: str) -> bool:
    """Whether any of some values has a text in it, which is given case-folded."""
    return any(says(value, text) for value in values)
