"""Which rule of the field maps made a value: asked for when the table and a file do not say the same."""

from functools import cache
from typing import NamedTuple

from chalicelib.etl.data_sets import DATA_SETS
from chalicelib.etl.sources import SAP_SOURCES


class Rule(NamedTuple):
    """How a column is filled: SAP's endpoint, its fields, and in words how they are read."""

    source: str
    field: str
    rule: str


NO_RULE = Rule("", "", "")
"""Of what no endpoint delivers: it comes from a file, as it is."""


def rule_of(file: str, header: str) -> Rule:
    """The rule behind a column of a file (`Product_List.csv`, `Net Weight (kg)`).

    >>> rule_of("Product_List.csv", "Net Weight (kg)").field
    'NTGEW, GEWEI'
    """
    return _rules().get((file, header), NO_RULE)


def rule_of_order(file: str) -> Rule:
    """The rule behind the order of a file's rows, where their order counts."""
    return _orders().get(file, NO_RULE)


@cache
def _rules() -> dict[tuple[str, str], Rule]:
    # Of the two endpoints that know a product's material, the master comes second: it says which there are.
    return {
        (DATA_SETS[source.set].table.file, each.header): Rule(
            source.name, ", ".join(filter(None, (each.field, each.beside))), each.habit.rule
        )
        for source in SAP_SOURCES
        for each in source.fields
    }


@cache
def _orders() -> dict[str, Rule]:
    return {
        DATA_SETS[source.set].table.file: Rule(source.name, source.sequence, "the order of its numbers")
        for source in SAP_SOURCES
        if source.sequence
    }
