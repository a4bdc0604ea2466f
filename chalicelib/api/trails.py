"""Customs lines and entries, as they are current."""

from collections.abc import Mapping
from typing import Any

from chalicelib.api import asking
from chalicelib.api.replies import Problem, Reply
from chalicelib.store import entries
from chalicelib.store.table import Table


def customs_lines(table: Table, asked: Mapping[str, str]) -> dict[str, Any]:
    """The entries of the dates asked for, or of one shipment, with their customs lines: by date and shipment.

    The documents are those of `python -m chalicelib generate --json`. Raises `Problem`.
    """
    asking.check_names(asked, *asking.PERIOD, "shipment")
    if "shipment" in asked:
        if len(asked) > 1:
            raise Problem(400, "Contradiction", "Give either a shipment or dates.")
        return {"entries": [_entry(table, asking.name(asked["shipment"]))]}
    found = [
        entries.whole(table, record)
        for day in asking.days(asking.dates(asked))
        for record in entries.of_day(table, day)
    ]
    return {"entries": found}


def entry(table: Table, shipment: str) -> dict[str, Any]:
    """One entry; the shipment is quoted as in a path. Raises `Problem` if there is none."""
    return _entry(table, asking.name_in_path(shipment))


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


def _entry(table: Table, shipment: str) -> dict[str, Any]:
    found = entries.document(table, shipment)
    if found is None:
        raise Problem(404, "No such entry", f"No entry of shipment {shipment} has been made.")
    return found
