"""Which entries a load would concern: those that its run would make anew, or compare anew."""

from collections.abc import Iterable, Iterator

from chalicelib.pipeline.workshop import shipments_of_invoice
from chalicelib.store import entries
from chalicelib.store.by_day import EVER, shipments_of_dates
from chalicelib.store.datasets import read_pins, read_unit
from chalicelib.store.limits import portions
from chalicelib.store.runs import Scope
from chalicelib.store.table import Table

AT_ONCE = 100
"""Entries that are read at a time: with their customs lines they are large."""


def affected_entries(table: Table, scope: Scope | None) -> int:
    """How many entries changes of this scope concern, those among them that are still to be made; None:
    nothing changes.

    A shipment that only the report knows has no entry, and does not count. A run looks at held entries as
    well, whatever changes; here they count where they lack what changes.
    """
    if scope is None:
        return 0
    concerned = set(scope.shipments)
    for invoice in scope.invoices:
        concerned.update(shipments_of_invoice(table, invoice))
    others = set(scope.reported)
    if scope.everything:
        others.update(shipments_of_dates(table, *EVER))
    elif scope.materials or scope.hts:
        concerned.update(_made_from(table, scope))
    return len(concerned.union(_entered(table, others - concerned)))


def _entered(table: Table, shipments: Iterable[str]) -> Iterator[str]:
    """Of some shipments, those that have an entry, or are announced and will have one."""
    pins = read_pins(table)
    for portion in portions(sorted(shipments), AT_ONCE):
        made = entries.heads(table, portion)
        yield from (one for one in portion if one in made or read_unit(table, "shipments", one, pins))


def _made_from(table: Table, scope: Scope) -> Iterator[str]:
    """The shipments with an entry that is, or would be, made from what changes."""
    materials, hts = frozenset(scope.materials), frozenset(scope.hts)
    for portion in portions(sorted(set(shipments_of_dates(table, *EVER))), AT_ONCE):
        for shipment, entry in entries.heads(table, portion).items():
            if not (materials.isdisjoint(entry.materials) and hts.isdisjoint(entry.hts)):
                yield shipment
