"""The findings of one line, written down: texts, difference, severity and advice belong together."""

from collections.abc import Mapping

from chalicelib.customs.column1 import DOZEN, WEIGHT, unit_kind
from chalicelib.customs.compare.advice import advise
from chalicelib.customs.compare.declared import Declared
from chalicelib.customs.compare.restated import CENT
from chalicelib.customs.compare.results import Discrepancy
from chalicelib.customs.compare.severity import severity_of
from chalicelib.customs.numbers import format_cents, format_scaled, half_up

NO_MORE: Mapping[str, str | None] = {}


class Notes:
    """Collects the findings of one line: ours, or the reported one where we have none."""

    __slots__ = ("_subject", "found")

    def __init__(self, line: Declared, number: str) -> None:
        self._subject = line.invoice, line.number, line.origin, number
        self.found: list[Discrepancy] = []

    def texts(
        self,
        kind: str,
        field: str,
        expected: str | None,
        reported: str | None,
        effect: int = 0,
        *,
        difference: str | None = None,
        sentence: str = "",
        only_info: bool = False,
        said: Mapping[str, str | None] = NO_MORE,
    ) -> None:
        """Note two texts that differ, with the duty effect in millionths and what else the advice says."""
        cents = half_up(effect, CENT)
        expected, reported = expected or None, reported or None
        advice = advise(sentence or kind, cents, expected, reported, said)
        severity, effect_text = severity_of(kind, cents, only_info), format_cents(cents)
        values = expected, reported, difference
        subject = self._subject
        self.found.append(Discrepancy(kind, severity, *subject, field, *values, effect_text, advice))

    def numbers(
        self,
        kind: str,
        field: str,
        expected: int | None,
        reported: int | None,
        places: int,
        effect: int = 0,
        *,
        only_info: bool = False,
        said: Mapping[str, str | None] = NO_MORE,
    ) -> None:
        """Note two numbers in millionths that differ, written with at least so many decimal places."""
        difference = None
        if expected is not None and reported is not None:
            difference = plain(reported - expected, places)
        texts = plain(expected, places), plain(reported, places)
        self.texts(kind, field, *texts, effect, difference=difference, only_info=only_info, said=said)


def plain(number: int | None, places: int = 0) -> str | None:
    """A number in millionths as text."""
    return None if number is None else format_scaled(number, least=places)


def quantity_places(unit: str) -> int:
    """The decimal places that a quantity is declared with: two for kg and dozens, none for pieces."""
    return 2 if unit_kind(unit) in (WEIGHT, DOZEN) else 0
