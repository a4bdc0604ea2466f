"""Bodies of requests: checked against the schema that the API's document shows, before anything is done.

The schemas are imported when the first body arrives: what only reads never waits for them.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any

from chalicelib.api.replies import Problem

if TYPE_CHECKING:
    from marshmallow import Schema

MOST_TOLD = 50
"""Faults of a body that are told; more do not help whoever mends it."""
MOST_SHOWN = 60
Errors = dict[str, list[str]]


class Invalid(Problem):
    """A body that is JSON and not what is asked for: what is wrong with which field."""

    def __init__(self, errors: Errors) -> None:
        self.errors = errors
        self.more = {"errors": errors}
        told = (f"{name}: {said[0]}" if name else said[0] for name, said in islice(errors.items(), 5))
        super().__init__(422, "Not valid", f"{'; '.join(one.removesuffix('.') for one in told)}.")


def checked(schema: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A body as its schema reads it; `schema` as the contract names it (`comparisons.Compare`).

    Raises `Invalid` with every fault, by field: `lines.0.value`.
    """
    from marshmallow import ValidationError

    try:
        found: dict[str, Any] = schema_of(schema).load(body)
    except ValidationError as error:
        raise Invalid(flat(error.messages)) from None
    return found


@cache
def schema_of(name: str) -> "Schema":
    """The schema that the contract names: one object, which keeps nothing of a request."""
    module, _, kind = name.partition(".")
    made: Schema = getattr(import_module(f"chalicelib.api.schemas.{module}"), kind)()
    return made


def flat(messages: Any) -> Errors:
    """Marshmallow's messages by field, fields within fields joined by dots."""
    errors: Errors = {}
    for place, said in _told(messages, ""):
        if len(errors) == MOST_TOLD and place not in errors:
            break
        errors.setdefault(place, []).append(said)
    return errors


def _told(messages: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            shown = "" if name == "_schema" else f"{name!s:.{MOST_SHOWN}}"
            yield from _told(inner, ".".join(filter(None, (place, shown))))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _told(inner, place)
    else:
        yield place, str(messages)
