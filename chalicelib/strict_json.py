"""JSON as we accept it from other systems: RFC 8259 without what its parsers differ on.

Refused are doubled names, NaN and Infinity, numbers longer than any real one, lone surrogates (they cannot be
stored as UTF-8) and deep nesting. Numbers with a point are `Decimal`; nothing becomes a binary float.
"""

import json
import re
from decimal import Decimal
from typing import NoReturn, TypeAlias

Json: TypeAlias = "bool | int | Decimal | str | list[Json] | dict[str, Json] | None"

MOST_DEPTH = 16
MOST_DIGITS = 64
MOST_EXPONENT = 64
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class JsonFault(Exception):
    """A body that is not JSON as we accept it."""


class MalformedJson(JsonFault):
    """Not JSON at all: perhaps cut off on the way, so that it is worth another try."""


class ForbiddenJson(JsonFault):
    """JSON that must not be read, however often it is sent: doubled names, NaN, too deep, too long."""


def read(body: bytes, most_depth: int = MOST_DEPTH) -> Json:
    """The document in a body of UTF-8, with or without a byte order mark.

    Raises MalformedJson for what is not JSON, and ForbiddenJson for JSON that must not be read.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedJson(f"the body is not UTF-8 at byte {error.start}") from error
    try:
        document: Json = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise MalformedJson(f"the body is not JSON: {error.msg} at {where}") from error
    except RecursionError as error:
        raise ForbiddenJson(f"the body is nested deeper than {most_depth}") from error
    if _deeper(document, most_depth):
        raise ForbiddenJson(f"the body is nested deeper than {most_depth}")
    if _SURROGATE.search(body):
        _refuse_lone_surrogates(document)
    return document


def _deeper(document: Json, most_depth: int) -> bool:
    """Whether lists and objects stand in each other more than `most_depth` times."""
    level: list[Json] = [document]
    for _ in range(most_depth):
        level = [inner for outer in level for inner in _members(outer)]
        if not level:
            return False
    return any(isinstance(value, list | dict) for value in level)


def _members(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return [inner for inner in value.values() if isinstance(inner, list | dict)]
    if isinstance(value, list):
        return [inner for inner in value if isinstance(inner, list | dict)]
    return []


def _refuse_lone_surrogates(document: Json) -> None:
    try:
        json.dumps(document, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise ForbiddenJson("the body has half of a surrogate pair, which is no character") from error


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise ForbiddenJson(f"an object names {doubled[:40]!r} twice")
    return found


def _constant(name: str) -> NoReturn:
    raise ForbiddenJson(f"the body holds {name}, which is no number")


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ForbiddenJson(f"the body holds a number of {len(text)} digits")
    return int(text)


def _decimal(text: str) -> Decimal:
    exponent = re.split("[eE]", text)[1:]
    if len(text) > MOST_DIGITS or (exponent and abs(int(exponent[0])) > MOST_EXPONENT):
        raise ForbiddenJson(f"the body holds the number {text[:40]}, which is too long or too far from 1")
    return Decimal(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_decimal
)
