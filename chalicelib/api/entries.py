"""Customs lines and entries, as they are current."""

from collections.abc import Mapping
from typing import Any

from chalicelib.api import asking
from chalicelib.customs.trail.page import page
from chalicelib.gateway import Problem, Reply
from chalicelib.store import entries
from chalicelib.store.table import Table


def customs_lines(table: Table, query: Mapping[str, str] | None) -> dict[str, Any]:
    """The entries of the dates asked for, or of one shipment, with their customs lines: by date and shipment.

    The documents are those of `python -m chalicelib generate --json`.
    """
    asked = query or {}
    if "shipment" in asked:
        return {"entries": [entry(table, asked["shipment"])]}
    found = [
        entries.whole(table, record)
        for day in asking.days(asking.dates(asked))
        for record in entries.of_day(table, day)
    ]
    return {"entries": found}


def entry(table: Table, shipment: str) -> dict[str, Any]:
    """One entry. Raises `Problem` if there is none."""
    number = asking.name(shipment)
    found = entries.document(table, number)
    if found is None:
        raise Problem(404, "No such entry", f"No entry of shipment {number} has been made.")
    return found


def trail(table: Table, shipment: str, line: str, accept: str) -> dict[str, Any] | Reply:
    """How every figure of a line was reached, as JSON, or as a page that prints where HTML is asked for."""
    number, at = asking.name(shipment), asking.line_number(line)
    head = entries.head(table, number)
    found = entries.trail(table, head, at) if head else None
    if found is None:
        raise Problem(404, "No such line", f"There is no line {at:03d} in the entry of shipment {number}.")
    if "text/html" in accept:
        return Reply(page(found), "text/html; charset=utf-8")
    return found
