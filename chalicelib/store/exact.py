"""Values as the table holds them: numbers exact to the last of 38 digits, and nothing that is not plain.

The form is DynamoDB's own, `{"N": "1.5"}`, `{"S": "CN"}`, `{"L": [...]}`, because that is what its numbers
and its limits are defined by. Numbers lose trailing zeros there, so they lose them here, for the table and
its twin alike.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Wire = dict[str, Any]
"""One value with its type: a dict of one entry."""

MOST_DIGITS = 38
LARGEST, SMALLEST = 125, -130
"""Powers of ten that a number's first digit can stand at."""
MOST_LEVELS = 31
"""How deep lists and dicts can be in each other, `data` being the first; their content is the 32nd level."""


def fields_to_wire(fields: Mapping[Any, Any], path: str, level: int = 1) -> dict[str, Wire]:
    """A dict's values in stored form.

    Raises TypeError where a value or a key is of a kind that is not kept, ValueError where it is of the kind
    but beyond what can be kept; `path` leads to it: `data.lines[3].duty`.
    """
    for name in fields:
        if not isinstance(name, str) or not name:
            raise TypeError(f"{path}: {name!r} is no name for a field; names are text, and not empty")
    return {name: to_wire(value, f"{path}.{name}", level) for name, value in fields.items()}


def to_wire(value: Any, path: str, level: int = 1) -> Wire:
    """One value in stored form; errors as with `fields_to_wire`."""
    if isinstance(value, str):
        return {"S": _text(value, path)}
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int | Decimal):
        return {"N": number(value, path)}
    if level >= MOST_LEVELS and isinstance(value, dict | list):
        raise ValueError(f"{path}: nested deeper than {MOST_LEVELS} levels; keep it as a packed page")
    if isinstance(value, dict):
        return {"M": fields_to_wire(value, path, level + 1)}
    if isinstance(value, list):
        return {"L": [to_wire(item, f"{path}[{at}]", level + 1) for at, item in enumerate(value)]}
    raise TypeError(
        f"{path}: {value!r} is a {type(value).__name__}, which the table does not keep; "
        "keep text, int, Decimal, bool, None, or lists and dicts of them"
    )


def fields_from_wire(fields: Mapping[str, Wire]) -> dict[str, Any]:
    """A dict of values from their stored form: all new, nothing of it belongs to the store."""
    return {name: from_wire(value) for name, value in fields.items()}


def from_wire(wire: Wire) -> Any:
    """One value from its stored form."""
    [(kind, value)] = wire.items()
    match kind:
        case "N":
            return of_number(value)
        case "NULL":
            return None
        case "M":
            return fields_from_wire(value)
        case "L":
            return [from_wire(item) for item in value]
        case "S" | "BOOL":
            return value
    raise TypeError(f"the table holds a value of type {kind}, which nothing of ours writes")


def number(value: int | Decimal, path: str) -> str:
    """A number's one text: no exponent, no trailing zeros, no negative zero.

    Raises ValueError for what is not finite, has more than 38 digits that count, or is out of range.

    >>> number(Decimal("12.500"), "rate"), number(Decimal("-0.0"), "rate"), number(Decimal("3E+2"), "rate")
    ('12.5', '0', '300')
    """
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"{path}: {value} is not a number that can be kept")
    if not exact:
        return "0"
    if not SMALLEST <= exact.adjusted() <= LARGEST:
        raise ValueError(f"{path}: {exact:.3E} is out of the range 1E{SMALLEST} to 1E+{LARGEST + 1}")
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if significant_digits(text) > MOST_DIGITS:
        raise ValueError(f"{path}: {text} has more than {MOST_DIGITS} digits; round it, or keep it as text")
    return text


def of_number(text: str) -> int | Decimal:
    """A stored number: an int where it is whole, else a Decimal without trailing zeros.

    >>> of_number("12.50"), of_number("1E+3"), of_number("7")
    (Decimal('12.5'), 1000, 7)
    """
    canonical = text if text.isdecimal() else number(Decimal(text), "stored number")
    return Decimal(canonical) if "." in canonical else int(canonical)


def significant_digits(text: str) -> int:
    """The digits of a number's text that count: without zeros before and after.

    >>> significant_digits("-0.0120"), significant_digits("300")
    (2, 1)
    """
    return len(text.lstrip("-").replace(".", "").strip("0"))


def size(wire: Wire) -> int:
    """Bytes that a value counts as towards the limits of a record."""
    [(kind, value)] = wire.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            return _number_size(value)
        case "B":
            return len(value)
        case "M":
            return 3 + sum(1 + len(name.encode()) + size(item) for name, item in value.items())
        case "L":
            return 3 + sum(1 + size(item) for item in value)
    return 1


def _number_size(text: str) -> int:
    """One byte, one more below zero, and one for each pair of digits, as they lie around the point."""
    whole, _, fraction = text.lstrip("-").partition(".")
    digits = whole.zfill(len(whole) + len(whole) % 2) + fraction + "0" * (len(fraction) % 2)
    pairs = [digits[at : at + 2] != "00" for at in range(0, len(digits), 2)]
    if True not in pairs:
        return 1
    zeros = pairs.index(True) + pairs[::-1].index(True)
    return 1 + text.startswith("-") + len(pairs) - zeros


def _text(value: str, path: str) -> str:
    text = str.__str__(value)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise ValueError(f"{path}: {value!r} is not text that can be written as UTF-8") from error
    return text
