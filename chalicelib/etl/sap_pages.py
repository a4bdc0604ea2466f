"""SAP's pages: strict JSON in the declared envelope, complete and of the right function.

The client that fetches them has looked already; what is read here may come from an archive, and a page too
few would be taken for deleted rows.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from chalicelib.customs.errors import Fault
from chalicelib.etl.errors import DeliveryRefused

Parts = Sequence[tuple[str, bytes]]
_AGAIN = "Fetch the feed again; if it comes the same, ask the SAP team"
_LONGEST_WHOLE_NUMBER = 18
_COUNTS = ("PAGE", "PAGES", "TOTAL")


class _Page(NamedTuple):
    number: int
    pages: int
    total: int
    rows: list[Any]


def read_pages(source: str, function: str, parts: Parts) -> list[Any]:
    """The rows of all pages in their order. Raises `DeliveryRefused` where a page is broken or missing."""
    pages = [_page(source, function, name, data) for name, data in parts]
    problem = _incomplete(pages)
    if problem is not None:
        raise _refused(source, source, problem)
    return [row for page in sorted(pages, key=lambda page: page.number) for row in page.rows]


def _incomplete(pages: Sequence[_Page]) -> str | None:
    if not pages:
        return "has no page"
    numbers = sorted(page.number for page in pages)
    if len({(page.pages, page.total) for page in pages}) > 1:
        return "has pages that disagree on how many pages or rows there are"
    first = pages[0]
    if numbers != list(range(1, first.pages + 1)):
        return f"has the pages {', '.join(map(str, numbers))} of 1 to {first.pages}"
    rows = sum(len(page.rows) for page in pages)
    return None if rows == first.total else f"has {rows} rows, announced are {first.total}"


def _page(source: str, function: str, name: str, data: bytes) -> _Page:
    file = f"{source}/{name}"
    try:
        document = read_json(data)
    except ValueError as error:
        raise _refused(source, file, f"is not strict JSON ({error})") from None
    problem = next(_problems(document, function), None)
    if problem is not None:
        raise _refused(source, file, problem)
    page, pages, total = (int(document[name]) for name in _COUNTS)
    return _Page(page, max(pages, 1), total, document["DATA"])


def _problems(document: Any, function: str) -> Iterator[str]:
    if not isinstance(document, Mapping):
        yield "is no page in SAP's envelope"
        return
    answer = document.get("RETURN")
    if not isinstance(answer, Mapping) or answer.get("TYPE") != "S":
        yield f"is not marked as a success (RETURN is {answer!r:.200})"
    if document.get("FUNCTION") != function:
        yield f"is of the function {document.get('FUNCTION')!r:.80}, not {function}"
    for name in _COUNTS:
        if not _is_count(document.get(name)):
            yield f"has no whole number {name}"
    if not isinstance(document.get("DATA"), list):
        yield "has no list DATA"


def _is_count(value: Any) -> bool:
    """SAP writes numbers as numbers or as text."""
    if isinstance(value, str):
        return value.isascii() and value.isdigit() and len(value) <= _LONGEST_WHOLE_NUMBER
    return type(value) is int and value >= 0


def read_json(data: bytes) -> Any:
    """Read JSON in UTF-8 strictly. Raises ValueError for repeated names, NaN, depth beyond measure and the
    like."""
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_float=Decimal,
            parse_int=_whole_number,
            parse_constant=_no_constant,
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) < len(pairs):
        raise ValueError("an object names a member twice")
    return names


def _whole_number(digits: str) -> int | Decimal:
    # int() of thousands of digits takes ever longer; Decimal keeps them as they are.
    return int(digits) if len(digits) <= _LONGEST_WHOLE_NUMBER else Decimal(digits)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _refused(source: str, file: str, problem: str) -> DeliveryRefused:
    return DeliveryRefused(source, [Fault(file, None, None, None, problem, _AGAIN)])
