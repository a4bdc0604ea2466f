"""Conditions and stretches of keys as expressions that DynamoDB evaluates.

An expired record may still be there, for two days as DynamoDB says: every condition is written so that it
counts as gone. `chalicelib.store.conditions` says the same in Python.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition as Expression
from pynamodb.expressions.operand import Path

from chalicelib.store.dynamo.model import StoredRecord
from chalicelib.store.exact import to_wire
from chalicelib.store.ranges import Range
from chalicelib.store.records import Absent, Below, Condition, Equals


def expression(model: type[StoredRecord], conditions: Iterable[Condition], now: int) -> Expression | None:
    """What must hold of the stored item at `now` (epoch seconds); None where nothing must."""
    expressions = [_expression(model, condition, now) for condition in conditions]
    return reduce(and_, expressions) if expressions else None


def _expression(model: type[StoredRecord], condition: Condition, now: int) -> Expression:
    expired: Expression = model.expires_at <= now
    match condition:
        case Absent():
            holds: Expression = model.pk.does_not_exist() | expired
        case Equals(field, value):
            lives = model.expires_at.does_not_exist() | (model.expires_at > now)
            holds = (Path(["data", field]) == to_wire(value, field)) & lives
        case Below(field, value):
            path = Path(["data", field])
            holds = path.does_not_exist() | (path < to_wire(value, field)) | expired
    return holds


def within(sort_key: UnicodeAttribute, wanted: Range) -> Expression | None:
    """That a sort key is in a range; None where every key is."""
    low, high = wanted
    if low and high:
        return sort_key.between(low, high)
    if low:
        return sort_key >= low
    return sort_key <= high if high else None
