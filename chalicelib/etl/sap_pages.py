"""SAP's pages as they were landed: strict JSON in the declared envelope, complete and of the right function.

They are opened as the client has opened them, so that nothing is refused here that was taken there. What is
read may come from an archive, though, and a page too few would be taken for deleted rows.
"""

from collections.abc import Sequence

from chalicelib import strict_json
from chalicelib.customs.errors import Fault
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.feeds.envelope import Envelope, opened
from chalicelib.feeds.errors import PayloadRefused
from chalicelib.strict_json import Json

Parts = Sequence[tuple[str, bytes]]
_AGAIN = "Fetch the feed again; if it comes the same, ask the SAP team"


def read_pages(source: str, function: str, parts: Parts) -> list[Json]:
    """The rows of all pages in their order. Raises `DeliveryRefused` where a page is broken or missing."""
    pages = [_page(source, function, name, data) for name, data in parts]
    problem = _incomplete(pages)
    if problem is not None:
        raise _refused(source, source, problem, _AGAIN)
    return [row for page in sorted(pages, key=lambda page: page.page) for row in page.data]


def _incomplete(pages: Sequence[Envelope]) -> str | None:
    if not pages:
        return "has no page"
    numbers = sorted(page.page for page in pages)
    if len({(page.pages, page.total) for page in pages}) > 1:
        return "has pages that disagree on how many pages or rows there are"
    first = pages[0]
    if len(numbers) != first.pages or numbers != list(range(1, len(numbers) + 1)):
        return f"has the pages {', '.join(map(str, numbers))} of 1 to {first.pages}"
    rows = sum(len(page.data) for page in pages)
    return None if rows == first.total else f"has {rows} rows, announced are {first.total}"


def _page(source: str, function: str, name: str, data: bytes) -> Envelope:
    file = f"{source}/{name}"
    try:
        return opened(strict_json.read(data), source, function)
    except strict_json.JsonFault as fault:
        raise _refused(source, file, f"is not strict JSON: {fault}", _AGAIN) from None
    except PayloadRefused as refused:
        raise _refused(source, file, refused.problem, refused.remedy) from None


def _refused(source: str, file: str, problem: str, remedy: str) -> DeliveryRefused:
    return DeliveryRefused(source, [Fault(file, None, None, None, problem, remedy)])
