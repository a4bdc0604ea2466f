"""How many entries a load would concern: those that its run would make anew, or compare anew, and hold."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from chalicelib.pipeline.workshop import shipments_of_invoice
from chalicelib.store import entries
from chalicelib.store.by_day import EVER, shipments_of_dates
from chalicelib.store.datasets import read_pins, read_unit
from chalicelib.store.entries import StoredEntry
from chalicelib.store.limits import portions
from chalicelib.store.runs import Scope
from chalicelib.store.table import Table

AT_ONCE = 100
"""Entries that are read at a time: with their customs lines they are large."""


class Concerned(NamedTuple):
    """How many entries a load concerns."""

    affected: int = 0
    """Made or compared anew."""
    held: int = 0
    """Of those, how many name what would not be there any more; some may be held already."""


def concerned_entries(table: Table, scope: Scope | None, gone: Scope | None = None) -> Concerned:
    """How many entries changes of this scope concern, those among them that are still to be made; None:
    nothing changes. `gone`: what of it goes away, and no entry that names it can be made without.

    A shipment that only the report knows has no entry, and does not count. A run looks at held entries as
    well, whatever changes; here they count where they lack what changes.
    """
    if scope is None:
        return Concerned()
    affected, held = set(scope.shipments), 0
    for invoice in scope.invoices:
        affected.update(shipments_of_invoice(table, invoice))
    affected.update(_entered(table, set(scope.reported) - affected))
    if scope.everything:
        affected.update(shipments_of_dates(table, *EVER, announced=True))
    elif scope.materials or scope.hts:
        is_made_from, lacks = _names(scope), _names(gone or Scope())
        for entry in filter(is_made_from, _every(table)):
            affected.add(entry.shipment)
            held += lacks(entry)
    return Concerned(len(affected), held)


def _entered(table: Table, shipments: Iterable[str]) -> Iterator[str]:
    """Of some shipments, those that have an entry, or are announced and will have one."""
    pins = read_pins(table)
    for portion in portions(sorted(shipments), AT_ONCE):
        made = entries.heads(table, portion)
        yield from (one for one in portion if one in made or read_unit(table, "shipments", one, pins))


def _every(table: Table) -> Iterator[StoredEntry]:
    announced = sorted(set(shipments_of_dates(table, *EVER, announced=True)))
    for portion in portions(announced, AT_ONCE):
        yield from entries.heads(table, portion).values()


def _names(scope: Scope) -> Callable[[StoredEntry], bool]:
    """Whether an entry names a material or an HTS number of a scope."""
    materials, hts = frozenset(scope.materials), frozenset(scope.hts)
    return lambda entry: not (materials.isdisjoint(entry.materials) and hts.isdisjoint(entry.hts))
