"""Whether conditions hold for a stored record: the meaning that the table's own expressions must have too."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from chalicelib.store.exact import Wire, to_wire
from chalicelib.store.records import Absent, Below, Condition, Equals


def all_hold(conditions: Iterable[Condition], stored: Mapping[str, Wire] | None) -> bool:
    """Whether all conditions hold for the `data` of a record, in stored form; None: there is no record."""
    return all(_holds(condition, stored) for condition in conditions)


def _holds(condition: Condition, stored: Mapping[str, Wire] | None) -> bool:
    match condition:
        case Absent():
            return stored is None
        case Equals(field, value):
            return stored is not None and stored.get(field) == to_wire(value, field)
        case Below(field, value):
            found = stored.get(field) if stored else None
            return found is None or ("N" in found and Decimal(found["N"]) < value)
