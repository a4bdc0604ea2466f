"""Comparisons with what SAP reports: those that are stored, and one made anew."""

from collections.abc import Mapping
from typing import Any

from chalicelib.api import asking
from chalicelib.api.replies import Problem
from chalicelib.pipeline.ports import Ports
from chalicelib.store import comparisons, entries
from chalicelib.store.pages import unpack
from chalicelib.store.table import Record, Table


def of_dates(table: Table, asked: Mapping[str, str]) -> dict[str, Any]:
    """The current comparisons of the entry dates asked for. Raises `Problem`."""
    asking.check_names(asked, *asking.PERIOD)
    days = asking.days(asking.dates(asked))
    records = [record for day in days for record in comparisons.of_day(table, day)]
    return {"comparisons": [_document(record) for record in records]}


def compare(ports: Ports, body: Mapping[str, Any]) -> dict[str, Any]:
    """Compare the entries of a date, or of one shipment, as they are now, and keep what is new.

    The answer is that of `python -m chalicelib compare --json`. Raises `Problem`.
    """
    asking.check_names(body, "date", "shipment")
    texts = {name: value for name, value in body.items() if isinstance(value, str)}
    if len(texts) != 1 or len(body) != 1:
        raise Problem(400, "Nothing to compare", 'Give {"date": "2026-11-18"} or {"shipment": "…"}, as text.')
    if "shipment" in texts:
        shipments = [asking.name(texts["shipment"])]
    else:
        day = asking.dates(texts)[0].isoformat()
        shipments = [record.data["shipment"] for record in entries.of_day(ports.table, day)]
    # The engine, which whoever only lists comparisons does not wait for.
    from chalicelib.pipeline.compare import compare_now

    found = [compare_now(ports, shipment) for shipment in shipments]
    known = [document for document in found if document]
    if "shipment" in texts and not known:
        raise Problem(404, "No such shipment", f"Neither we nor SAP's report know {shipments[0]}.")
    return {"comparisons": known}


def _document(record: Record) -> dict[str, Any]:
    stored = comparisons.comparison_of(record)
    document: dict[str, Any] = unpack(record.body)
    return {"id": stored.id, "version": stored.version, "compared_at": stored.compared_at, **document}
