"""Every version that a unit of a data set had, as far as it was ever visible."""

from chalicelib.store import keys
from chalicelib.store.datasets import Pins, Rows, rows_of
from chalicelib.store.table import Table


def history(table: Table, data_set: str, unit: str, pins: Pins, most: int) -> dict[int, Rows]:
    """The rows of a unit by the delivery that changed them, the newest first, at most so many.

    No rows: the unit was gone with that delivery.
    """
    void = pins.void.get(data_set, ())
    found = table.query(
        keys.unit_partition(data_set, unit),
        start=keys.unit_sort(data_set, 0),
        end=keys.unit_sort(data_set, pins.sequence(data_set)),
        backwards=True,
        limit=most + len(void),
    )
    versions = ((int(record.data["sequence"]), record) for record in found)
    return {number: rows_of(record) for number, record in versions if number not in void}


def as_of(versions: dict[int, Rows], sequence: int) -> Rows:
    """What there was of the unit once a delivery was loaded."""
    return next((rows for number, rows in versions.items() if number <= sequence), [])
