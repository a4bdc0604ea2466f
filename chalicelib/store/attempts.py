"""Attempts at a delivery: which units each set about writing under the delivery's sequence.

An attempt that is killed leaves what it wrote, and the next may write other units: the code or the settings
were mended in between, or something newer was told of some of them. The commit would show what both wrote. So
an attempt lists its units before it writes the first, and the next removes of those what it does not write.
"""

from collections.abc import Iterable, Mapping

from chalicelib.store import gates, keys
from chalicelib.store.gates import Gate
from chalicelib.store.limits import MOST_CHANGES, portions
from chalicelib.store.pages import in_pages, pack, unpack
from chalicelib.store.table import Conflict, Delete, Key, Record, Table

KEPT_FOR = 60 * 86_400
"""Seconds for which a list is kept: a delivery is finished, or given up, within days."""
MOST_UNITS = 20_000
"""Units of a page: a list is read whole, so that few pages are better than small ones."""

Units = Mapping[str, Iterable[str]]
"""Units by data set."""


def note(table: Table, gate: Gate, units: Units, now: int) -> None:
    """List what an attempt sets about writing, before it does. `now` in epoch seconds."""
    pages = in_pages(
        [[name, unit] for name, listed in units.items() for unit in listed], most_rows=MOST_UNITS
    )
    table.put_many(
        Record(
            *keys.attempt(gate.sequence, gate.fence, position),
            {"units": len(page)},
            pack(page),
            expires_at=now + KEPT_FOR,
        )
        for position, page in enumerate(pages, start=1)
    )


def former(table: Table, sequence: int) -> dict[str, set[str]]:
    """The units by data set that attempts at a delivery set about writing; none where it is the first."""
    found: dict[str, set[str]] = {}
    for record in table.query(keys.delivery(sequence)[0], prefix="ATTEMPT#"):
        for name, unit in unpack(record.body):
            found.setdefault(name, set()).add(unit)
    return found


def take_back(table: Table, gate: Gate, written: Units, kept: Mapping[str, Iterable[str]]) -> None:
    """Remove what former attempts have written, but for what is `kept`: this one has written it itself.

    Raises `Busy` where somebody else has taken the gate: nothing that he has made visible is removed.
    """
    for portion in portions(_versions(gate.sequence, written, kept), MOST_CHANGES - 1):
        try:
            table.transact([gates.still_held(gate), *(Delete(*key) for key in portion)])
        except Conflict:
            gates.insist(table, gate)
            raise


def _versions(sequence: int, written: Units, kept: Units) -> Iterable[Key]:
    for name, units in written.items():
        for unit in sorted(set(units) - set(kept.get(name, ()))):
            yield keys.unit_version(name, unit, sequence)
