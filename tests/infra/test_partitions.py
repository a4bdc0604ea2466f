"""Partitions of the table that are closed: those of users to the pipeline, and the audit trail to rewriting.

The refusals are evaluated as IAM does (Service Authorization Reference, DynamoDB: `dynamodb:LeadingKeys`,
`dynamodb:EnclosingOperation`; a negated condition holds where there is no such key).
"""

import inspect
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest

from chalicelib.store import keys, user_keys
from infra.rights import API, May
from tests.infra.templates import Stacks
from tests.infra.test_functions import FUNCTIONS
from tests.infra.test_rights import allowed, policy

TRANSACTION = "TransactWriteItems"
OTHERS = [name for name in FUNCTIONS if name != API]
CHAIN = keys.audit_partition("2026-11-22", 3)
PIPELINE = [
    keys.pins(),
    keys.run("load-0000000009"),
    keys.entry("SH1"),
    keys.audit_put_away(),
    keys.gate("x"),
]
EVERY_ACTION = May.KEEP_RECORDS.value


def refused(stacks: Stacks, name: str, action: str, partitions: list[str], within: str = "") -> bool:
    """Whether a function is refused an action on partitions, as part of a transaction or by itself."""
    return any(
        one["Effect"] == "Deny"
        and any(fnmatchcase(action, pattern) for pattern in one["Action"])
        and all(holds(*condition, partitions, within) for condition in conditions(one))
        for one in policy(stacks, name)
    )


def conditions(statement: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """The conditions of a statement, all of which have to hold: operator, key, values."""
    for operator, tests in statement["Condition"].items():
        for key, values in tests.items():
            yield operator, key, values if isinstance(values, list) else [values]


def holds(operator: str, key: str, values: list[str], partitions: list[str], within: str) -> bool:
    match operator, key:
        case "ForAnyValue:StringLike", "dynamodb:LeadingKeys":
            return any(fnmatchcase(one, pattern) for one in partitions for pattern in values)
        case "StringNotEquals", "dynamodb:EnclosingOperation":
            return within not in values
    raise AssertionError(f"{operator} of {key}: teach this test what it means")


def partitions_of_users() -> dict[str, str]:
    """A partition of each kind of record that is kept of users, by the function that makes its key."""
    made = {}
    for name, make in inspect.getmembers(user_keys, inspect.isfunction):
        key = make(*["ann"] * len(inspect.signature(make).parameters))
        made[name] = key if isinstance(key, str) else key[0]
    return made | {"repeated": keys.repeated("ann", "k")[0]}


@pytest.mark.parametrize(("what", "partition"), partitions_of_users().items(), ids=partitions_of_users())
def test_what_is_known_of_users_is_for_the_api_alone(production: Stacks, what: str, partition: str) -> None:
    """Who could write here could make himself an admin, or sign in as somebody else."""
    for action in EVERY_ACTION:
        assert all(refused(production, name, action, [partition]) for name in OTHERS)
        assert all(refused(production, name, action, ["RUN#1", partition], TRANSACTION) for name in OTHERS)
        assert not refused(production, API, action, [partition])


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("key", PIPELINE, ids=lambda key: key[0])
def test_the_records_of_the_pipeline_are_open(production: Stacks, name: str, key: keys.Key) -> None:
    for action in EVERY_ACTION:
        assert not refused(production, name, action, [key[0]])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nobody_removes_a_row_of_the_audit_trail(production: Stacks, name: str) -> None:
    """H1: by itself, within a transaction, or among other things in a batch."""
    for within in ("", TRANSACTION):
        assert refused(production, name, "dynamodb:DeleteItem", [CHAIN], within)
    assert refused(production, name, "dynamodb:BatchWriteItem", ["RUN#1", CHAIN])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_audit_trail_grows_by_transactions_only(production: Stacks, name: str) -> None:
    """H1: a transaction's conditions see that nothing stands there yet; a put by itself need have none."""
    assert refused(production, name, "dynamodb:PutItem", [CHAIN])
    assert not refused(production, name, "dynamodb:PutItem", [CHAIN], TRANSACTION)
    for action in ("GetItem", "BatchGetItem", "Query"):
        assert not refused(production, name, f"dynamodb:{action}", [CHAIN])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_item_is_changed_in_place(production: Stacks, name: str) -> None:
    """The store puts whole records: `UpdateItem` is used by nothing, and allowed to nobody."""
    assert {action for action in allowed(production, name) if "Update" in action} == set()
