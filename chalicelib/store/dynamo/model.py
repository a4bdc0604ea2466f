"""The one model: how a record becomes an item, with exact numbers, and an item a record.

PynamoDB's own numbers are floats and its maps leave them so; both have attributes of ours instead.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pynamodb.attributes import Attribute, BinaryAttribute, UnicodeAttribute
from pynamodb.constants import MAP, NUMBER
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.store.exact import Wire, fields_from_wire, fields_to_wire, number, of_number
from chalicelib.store.records import Record

INDEX = "gsi1"
CONNECT_SECONDS, READ_SECONDS = 2, 5

RawItem = dict[str, Wire]


class ExactNumber(Attribute[int | Decimal]):
    """A number to the last of its digits."""

    attr_type = NUMBER

    def serialize(self, value: int | Decimal) -> str:
        """The number's text."""
        return number(value, self.attr_name)

    def deserialize(self, value: str) -> int | Decimal:
        """The number of a text."""
        return of_number(value)


class ExactMap(Attribute[dict[str, Any]]):
    """Fields of plain values, numbers exact; a float raises TypeError with the path to it."""

    attr_type = MAP

    def serialize(self, value: dict[str, Any]) -> dict[str, Wire]:
        """The fields in stored form."""
        return fields_to_wire(value, self.attr_name)

    def deserialize(self, value: Mapping[str, Wire]) -> dict[str, Any]:
        """The fields of a stored form."""
        return fields_from_wire(value)


class Listing(GlobalSecondaryIndex["StoredRecord"]):  # type: ignore[no-untyped-call]
    """The index that listings are made from."""

    class Meta:
        """Everything of a record is in it, so that a listing needs no second look."""

        index_name = INDEX
        projection = AllProjection()

    gsi1pk = UnicodeAttribute(hash_key=True)
    gsi1sk = UnicodeAttribute(range_key=True)


class StoredRecord(Model):
    """A record as PynamoDB knows it; the models of tables derive from it."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    gsi1pk = UnicodeAttribute(null=True)
    gsi1sk = UnicodeAttribute(null=True)
    expires_at = ExactNumber(null=True)
    data = ExactMap()
    body = BinaryAttribute(null=True, legacy_encoding=False)
    gsi1 = Listing()


def model_of(name: str, region_name: str | None, endpoint: str | None) -> type[StoredRecord]:
    """The model of one table. It waits 2 s to connect, 5 s for an answer, and repeats nothing itself."""

    class TableRecord(StoredRecord):
        class Meta:
            table_name = name
            region = region_name
            host = endpoint
            connect_timeout_seconds = CONNECT_SECONDS
            read_timeout_seconds = READ_SECONDS
            max_retry_attempts = 0

    return TableRecord


def item_of(model: type[StoredRecord], record: Record) -> RawItem:
    """A record as the table keeps it; what it does not have is left out."""
    stored = model(
        record.pk,
        record.sk,
        data=record.data,
        body=record.body or None,
        gsi1pk=record.gsi1pk,
        gsi1sk=record.gsi1sk,
        expires_at=record.expires_at,
    )
    return stored.serialize()


def record_of(model: type[StoredRecord], item: RawItem) -> Record:
    """The record of an item."""
    stored = model.from_raw_data(item)
    return Record(
        stored.pk,
        stored.sk,
        stored.data,
        stored.body or b"",
        stored.gsi1pk,
        stored.gsi1sk,
        stored.attribute_values.get("expires_at"),
    )
