"""Kinds of fields that the schemas are made of.

Money, weights, rates and quantities are text with a plain decimal in it, in both directions: a JSON number
becomes a binary float in most programs. What a schema does not know is refused.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from chalicelib.customs.numbers import parse_scaled

MOST_NAME, MOST_TEXT = 100, 1000
DECIMAL = r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$"
NOT_NEGATIVE = r"^[0-9]{1,15}(\.[0-9]{1,6})?$"


class Body(Schema):
    """An object that a request carries, or that stands in one."""

    class Meta:
        """What nobody knows is refused."""

        unknown = RAISE


class Answer(Schema):
    """An object that is answered, or that stands in an answer. It says all that it says each time."""

    class Meta:
        """Nothing is answered that is not declared."""

        unknown = RAISE


class DecimalText(fields.String):
    """A plain decimal as text: `12.50`."""

    default_error_messages = {"decimal": "is not a plain decimal as text, such as 1234.56"}  # noqa: RUF012

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, str):
            raise self.make_error("decimal")
        try:
            parse_scaled(value)
        except ValueError:
            raise self.make_error("decimal") from None
        return value


class Millionths(DecimalText):
    """A plain decimal of 0 or more as text, read as a whole number of millionths."""

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        scaled = parse_scaled(super()._deserialize(value, *rest, **more))
        if scaled < 0:
            raise ValidationError("is below 0")
        return scaled


class YesNo(fields.Boolean):
    """True or false. To a set of truths, 1 is the same as true."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class DateText(fields.String):
    """A calendar date as text: `2026-11-18`."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        try:
            found = date.fromisoformat(value).isoformat()
        except (TypeError, ValueError):
            found = ""
        if not found or found != value:
            raise ValidationError("is not a date such as 2026-11-18")
        return found


class NameText(fields.String):
    """A name as people type it: printable, without blanks around it."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        found = value.strip() if isinstance(value, str) else ""
        if not found or len(found) > MOST_NAME or not found.isprintable():
            raise ValidationError(f"has to be a text of 1 to {MOST_NAME} printable characters")
        return found


def _given(options: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Options of a field, which has to be there unless they say otherwise."""
    told = {**metadata, **options.get("metadata", {})}
    return {"required": True, **options, "metadata": told}


def text(*known: str, **options: Any) -> fields.String:
    """A text; with `known` values one of them."""
    choice = {"validate": validate.OneOf(known)} if known else {}
    return fields.String(**_given({**choice, **options}, {}))


def decimal(says: str = "", **options: Any) -> DecimalText:
    """A plain decimal as text."""
    return DecimalText(**_given(options, {"pattern": DECIMAL, **_described(says)}))


def amount(says: str = "", **options: Any) -> Millionths:
    """A plain decimal of 0 or more as text, of a request."""
    return Millionths(**_given(options, {"pattern": NOT_NEGATIVE, **_described(says)}))


def name(says: str = "", **options: Any) -> NameText:
    """A name of a request."""
    shape = {"minLength": 1, "maxLength": MOST_NAME}
    return NameText(**_given(options, {**shape, **_described(says)}))


def day(says: str = "", **options: Any) -> DateText:
    """A calendar date."""
    return DateText(**_given(options, {"format": "date", **_described(says)}))


def moment(says: str = "", **options: Any) -> fields.String:
    """A moment: ISO, UTC, to the second."""
    return fields.String(**_given(options, {"format": "date-time", **_described(says)}))


def stamp(says: str = "", **options: Any) -> fields.String:
    """A moment, or an empty text where nothing has happened yet."""
    return fields.String(**_given(options, _described(says)))


def count(says: str = "", **options: Any) -> fields.Integer:
    """A whole number of 0 or more."""
    return fields.Integer(
        strict=True, **_given({"validate": validate.Range(min=0), **options}, _described(says))
    )


def yes_no(says: str = "", **options: Any) -> fields.Boolean:
    """True or false, and nothing that looks like it."""
    return YesNo(**_given(options, _described(says)))


def counts(says: str = "", **options: Any) -> fields.Dict:
    """Whole numbers by name."""
    return fields.Dict(
        keys=fields.String(), values=fields.Integer(strict=True), **_given(options, _described(says))
    )


def anything(says: str = "", **options: Any) -> fields.Dict:
    """An object of which only a description says what is in it."""
    return fields.Dict(keys=fields.String(), **_given(options, _described(says)))


def objects(says: str = "", **options: Any) -> fields.List[Any]:
    """Objects of which only a description says what is in them."""
    return fields.List(fields.Dict(keys=fields.String()), **_given(options, _described(says)))


def texts(says: str = "", **options: Any) -> fields.List[Any]:
    """Texts."""
    return fields.List(fields.String(), **_given(options, _described(says)))


def inner(schema: type[Schema], **options: Any) -> fields.Nested:
    """An object."""
    return fields.Nested(schema, **_given(options, {}))


def several(schema: type[Schema], **options: Any) -> fields.List[Any]:
    """Objects."""
    return fields.List(fields.Nested(schema), **_given(options, {}))


def cursor() -> fields.String:
    """The cursor of the next page, or null."""
    return text(
        allow_none=True, metadata=_described("Send it as `cursor` for the next page; null: the last.")
    )


def _described(says: str) -> dict[str, str]:
    return {"description": says} if says else {}
