"""Compares a date or a shipment with what SAP reports, as of now, under the usual tolerances or others."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.api.bodies import Invalid
from chalicelib.api.replies import Problem
from chalicelib.pipeline.ports import Ports
from chalicelib.store.audit import PIPELINE
from chalicelib.store.by_day import shipments_of_dates

Documents = dict[str, Any]


def compare(ports: Ports, body: Mapping[str, Any], actor: str = PIPELINE) -> Documents:
    """Compare the shipments of a date, or one, as they are now; `body` as its schema has read it.

    The answer is that of `python -m chalicelib compare --json`. What is new is kept, unless it was made under
    tolerances of the caller's; `actor` is who asks, for the audit trail. Raises `Problem`.
    """
    compared = _comparing(ports, body.get("tolerances"), actor)
    if "shipment" in body:
        found = compared(body["shipment"])
        if found is None:
            raise Problem(404, "No such shipment", f"Neither we nor SAP's report know {body['shipment']}.")
        return {"comparisons": [found]}
    day = body["date"]
    # Some have left the date, or are reported with another than we have.
    made = map(compared, sorted(set(shipments_of_dates(ports.table, day, day))))
    return {"comparisons": [document for document in made if document and document["entry_date"] == day]}


def _comparing(
    ports: Ports, edited: Mapping[str, str] | None, actor: str
) -> Callable[[str], Documents | None]:
    # The engine, which whoever only lists comparisons does not wait for.
    from chalicelib.customs.compare.tolerances import read_tolerances
    from chalicelib.customs.errors import InputErrors
    from chalicelib.pipeline.compare import compare_now, compare_under

    if edited is None:
        return lambda shipment: compare_now(ports, shipment, actor)
    try:
        tolerances = read_tolerances(edited)
    except InputErrors as errors:
        told = {f"tolerances.{fault.column}": [f"{fault.problem}. {fault.remedy}"] for fault in errors.faults}
        raise Invalid(told) from errors
    return lambda shipment: compare_under(ports, shipment, tolerances)
