"""How every figure of a customs line was reached."""

from typing import Any

from chalicelib.api import asking
from chalicelib.api.replies import Problem, Reply
from chalicelib.store import entries
from chalicelib.store.table import Table


def trail(table: Table, shipment: str, line: str, accept: str) -> dict[str, Any] | Reply:
    """How every figure of a line was reached: as JSON, or where HTML is asked for as a page that prints.

    Shipment and line are quoted as in a path. Raises `Problem`.
    """
    number, at = asking.name_in_path(shipment), asking.line_number(line)
    head = entries.head(table, number)
    found = entries.trail(table, head, at) if head else None
    if found is None:
        raise Problem(404, "No such line", f"There is no line {at:03d} in the entry of shipment {number}.")
    if "text/html" in accept.lower():
        from chalicelib.customs.trail.page import page

        return Reply(page(found), "text/html; charset=utf-8")
    return found
