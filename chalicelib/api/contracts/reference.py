"""Reference data, as they are and were, and what-if."""

from chalicelib.api.operation import Operation
from chalicelib.api.reference import QUERY
from chalicelib.identity.roles import OPERATOR

_FROM_FILES = {"Warning": "Where the rows are from files, because the table is out of reach."}


def _of_kind(kind: str, said: str, rows: str) -> tuple[Operation, Operation]:
    name = kind.replace("-", "_")
    return (
        Operation(
            "GET",
            f"/api/{kind}",
            OPERATOR,
            "reference",
            name,
            f"List the {said}.",
            f"reference.{rows}Rows",
            query=QUERY,
            headers=_FROM_FILES,
        ),
        Operation(
            "GET",
            f"/api/{kind}/{{key}}",
            OPERATOR,
            "reference",
            f"{name}_history",
            f"Show the {said.partition(',')[0]} of one key, and every version that they had.",
            f"reference.{rows}History",
            headers=_FROM_FILES,
        ),
    )


OPERATIONS = (
    *_of_kind("products", "products", "Product"),
    *_of_kind("hts", "HTS numbers with their column 1 rates", "Hts"),
    *_of_kind("tariffs", "tariff measures, by programme", "Tariff"),
    *_of_kind("packaging", "packaging materials", "Packaging"),
    *_of_kind("exchange-rates", "exchange rates, by currency", "ExchangeRate"),
    Operation(
        "POST",
        "/api/scenarios",
        OPERATOR,
        "scenarios",
        "scenarios",
        "Reckon what goods would cost under other origins and dates; nothing is stored.",
        "scenarios.Scenarios",
        body="scenarios.WhatIf",
    ),
)
