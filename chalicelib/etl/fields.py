"""Fields of the schemas: a cell of a business file, checked as the domain checks it, written canonically.

What is accepted and refused, and in which words, is decided by the kinds of `customs.cells`; a field adds the
one form in which a value is written, so that equal values are equal texts.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

from chalicelib.customs import cells
from chalicelib.customs.cells import BLANKS
from chalicelib.customs.codes import EVERYTHING, Refused, dotted
from chalicelib.customs.declarations import Column
from chalicelib.customs.numbers import MICRO_PLACES
from chalicelib.etl.data_sets import AS_TEXT


class Cell(fields.Field[str]):
    """A column's cell: `canonical` gives its text in the one form, or raises `Refused`."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "required": f"is missing from the row. {AS_TEXT}",
        "null": f"is null. {AS_TEXT}",
        "text": f"is not text. {AS_TEXT}",
    }
    plain: str | None = None
    """A pattern of texts that are surely accepted, and canonical as they stand; None where there is none."""

    def __init__(self, column: Column) -> None:
        super().__init__(required=True, data_key=column.header, attribute=column.header)
        self.column = column

    def canonical(self, text: str) -> str:
        """The canonical form of a cell. Raises `Refused` where the domain refuses the text."""
        trimmed = text.strip(BLANKS)
        written = self.written(trimmed) if trimmed else ""
        if not written and self.column.required:
            raise Refused("is empty", f"Fill in {self.column.header}")
        return written

    def written(self, text: str) -> str:
        """The canonical form of a trimmed text that is not empty."""
        kind = self.column.kind
        return kind.show(kind.read(text))

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("text")
        try:
            return self.canonical(value)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None


class Identifier(Cell):
    """A key or another name: in the compatibility form of Unicode, so that what looks alike is alike."""

    def written(self, text: str) -> str:
        """See `Cell.written`."""
        super().written(text)
        return text if text.isascii() else unicodedata.normalize("NFKC", text).strip(BLANKS)


class Prefixes(Cell):
    """HTS prefixes joined by bars, in their order, with dots where a prefix of that length has them."""

    def written(self, text: str) -> str:
        """See `Cell.written`."""
        super().written(text)
        return "|".join(map(_prefix, text.split("|")))


class Countries(Cell):
    """Countries of origin joined by bars, in their order."""

    def written(self, text: str) -> str:
        """See `Cell.written`."""
        super().written(text)
        return "|".join(part.strip() for part in text.split("|"))


class Number(Cell):
    """A plain decimal with at least so many places and no needless zeros; None: as it is written."""

    def __init__(self, column: Column, places: int | None) -> None:
        super().__init__(column)
        self.places = places
        self.plain = None if column.kind == cells.EXCHANGE_RATE else _plain_numbers(places)

    def written(self, text: str) -> str:
        """See `Cell.written`."""
        shown = super().written(text)
        if self.places is None:
            return text
        whole, _, fraction = shown.partition(".")
        fraction = fraction.ljust(self.places, "0")
        return f"{whole}.{fraction}" if fraction else whole


_NUMBERS = (
    cells.AMOUNT,
    cells.QUANTITY,
    cells.NOT_NEGATIVE,
    cells.NOT_NEGATIVE_OR_ZERO,
    cells.PERCENT,
    cells.EXCHANGE_RATE,
)
_FIELDS: Mapping[cells.Kind, type[Cell]] = {
    cells.IDENTIFIER: Identifier,
    cells.PREFIXES: Prefixes,
    cells.COUNTRIES: Countries,
}


def field_of(column: Column, places: int | None) -> Cell:
    """The field of a column; `places` as `data_sets.DataSet` declares them."""
    if column.kind in _NUMBERS:
        return Number(column, places)
    return _FIELDS.get(column.kind, Cell)(column)


def _prefix(part: str) -> str:
    digits = part.strip().replace(".", "")
    # The domain reads dots after the fourth, sixth and eighth digit only: `841` and `84122` have none.
    return dotted(digits) if len(digits) % 2 == 0 and digits != EVERYTHING else digits


def _plain_numbers(places: int | None) -> str:
    """A pattern of numbers of 0 or more that are canonical as they stand."""
    if places is None:
        return rf"[0-9]{{1,15}}(?:\.[0-9]{{1,{MICRO_PLACES}}})?"
    more = rf"[0-9]{{0,{MICRO_PLACES - places - 1}}}[1-9]"
    fraction = rf"\.[0-9]{{{places}}}(?:{more})?" if places else rf"(?:\.{more})?"
    return rf"(?:0|[1-9][0-9]{{0,14}}){fraction}"


def matcher(field: Cell) -> re.Pattern[str] | None:
    """The compiled pattern of a field's plain texts, to be matched in full."""
    return re.compile(field.plain) if field.plain else None
