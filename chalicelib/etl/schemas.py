"""The marshmallow schema of every data set, made from its declared columns.

A schema loads one row of texts by header and gives the canonical row, or marshmallow's messages by header.
Columns that no schema knows are passed over: that they came is reported once per delivery, not per row.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, NamedTuple

from marshmallow import EXCLUDE, Schema, ValidationError, validates_schema

from chalicelib.customs.cells import Kind
from chalicelib.customs.codes import Refused
from chalicelib.customs.declarations import RowCheck
from chalicelib.etl.data_sets import DATA_SETS, DataSet
from chalicelib.etl.fields import Cell, field_of

LARGEST_ROW = 100_000
"""Characters of a row's values, together: in UTF-8 they stay below what the store takes as one item."""


class RowRule(NamedTuple):
    """A row check of the domain, asked of canonical texts; a refusal is reported at the last header."""

    headers: tuple[str, ...]
    kinds: tuple[Kind, ...]
    check: RowCheck

    def refusal(self, *texts: str) -> Refused | None:
        """What is wrong with the texts of the headers together, if anything."""
        pairs = zip(self.kinds, texts, strict=True)
        return self.check.refuse(*(kind.read(text) if text else kind.empty for kind, text in pairs))


class RowSchema(Schema):
    """A row of a data set."""

    class Meta:
        """Columns nobody knows are passed over."""

        unknown = EXCLUDE

    rules: ClassVar[tuple[RowRule, ...]] = ()

    @validates_schema(skip_on_field_errors=True)
    def check_row(self, data: Mapping[str, str], **_: Any) -> None:
        """Check what no single cell can show."""
        if sum(map(len, data.values())) > LARGEST_ROW:
            raise ValidationError(f"has more than {LARGEST_ROW:,} characters. Shorten its texts")
        for rule in self.rules:
            refusal = rule.refusal(*(data[header] for header in rule.headers))
            if refusal is not None:
                raise ValidationError(str(refusal), rule.headers[-1])


@cache
def schema_of(name: str) -> RowSchema:
    """The schema of a data set, by the set's name; one object per set, which keeps no state of a load."""
    data_set = DATA_SETS[name]
    fields = {
        column.field: field_of(column, data_set.places.get(column.header)) for column in data_set.columns
    }
    made = type(f"{name.title().replace('_', '')}Schema", (RowSchema,), {**fields, "rules": _rules(data_set)})
    schema = made()
    assert isinstance(schema, RowSchema)
    return schema


def cell_of(name: str, header: str) -> Cell:
    """The field of a data set's column, by the set's name and the column's header."""
    fields = schema_of(name).load_fields.values()
    return next(field for field in fields if isinstance(field, Cell) and field.column.header == header)


def _rules(data_set: DataSet) -> tuple[RowRule, ...]:
    columns = {column.field: column for column in data_set.columns}
    return tuple(
        RowRule(
            tuple(columns[field].header for field in check.fields),
            tuple(columns[field].kind for field in check.fields),
            check,
        )
        for check in data_set.checks
    )
