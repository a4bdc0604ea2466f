"""The contract agrees with the roles, names what there is, and the document made from it is sound."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from marshmallow import RAISE, Schema, fields
from openapi_spec_validator import validate

from chalicelib.api import docs_page, openapi
from chalicelib.api.bodies import schema_of
from chalicelib.api.contract import OPERATIONS, ROLES, TAGS
from chalicelib.api.operation import JSON, Operation
from chalicelib.api.schemas.kinds import Answer, Body
from chalicelib.gateway import HEADERS
from chalicelib.identity.roles import ADMIN, OPERATOR, PUBLIC, ROUTES
from tests.repo.sources import ROOT

EACH = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
MONEY = re.compile(
    r"value|duty|mpf|hmf|difference|duty_effect|duty_and_fees|net_kg|gross_kg|quantity|percent"
)


def test_every_route_has_an_operation_with_the_same_role() -> None:
    assert ROLES == ROUTES


def test_an_operation_is_in_the_table_once() -> None:
    assert len(ROLES) == len(OPERATIONS) == len({operation.name for operation in OPERATIONS})
    assert set(ROLES.values()) == {ADMIN, OPERATOR, PUBLIC}
    assert {operation.tag for operation in OPERATIONS} == set(TAGS)


def test_only_signing_in_and_the_sign_of_life_are_public() -> None:
    assert {path for (_, path), role in ROLES.items() if role == PUBLIC} == {"/api/health", "/api/auth/login"}


@EACH
def test_an_operation_says_what_it_takes_and_answers(operation: Operation) -> None:
    assert operation.summary.endswith(".")
    if operation.body:
        assert isinstance(schema_of(operation.body), Body)
        assert operation.method in ("POST", "PUT", "PATCH")
    if operation.answer:
        assert isinstance(schema_of(operation.answer), Answer)
    json_expected = operation.status != 204 and JSON in operation.media and operation.name != "openapi"
    assert bool(operation.answer) == json_expected


def schemas(schema: Schema, seen: set[type[Schema]] | None = None) -> Iterator[Schema]:
    """A schema and all those within it."""
    seen = set() if seen is None else seen
    if type(schema) in seen:
        return
    seen.add(type(schema))
    yield schema
    for field in schema.fields.values():
        while isinstance(field, fields.List | fields.Dict):
            field = field.inner if isinstance(field, fields.List) else (field.value_field or fields.String())
        if isinstance(field, fields.Nested):
            yield from schemas(field.schema, seen)


@EACH
def test_nothing_unknown_is_taken_or_answered(operation: Operation) -> None:
    """F3: role, owner, status, a key of the table: no body brings a field along that it does not declare."""
    for name in filter(None, (operation.body, operation.answer)):
        for schema in schemas(schema_of(name)):
            assert schema.unknown == RAISE, type(schema).__name__


# The document


def test_the_document_is_openapi() -> None:
    validate(openapi.document())
    assert openapi.document()["openapi"] == "3.1.0"


def test_the_document_has_every_operation_and_no_other() -> None:
    paths = openapi.document()["paths"]
    told = {
        (method.upper(), path): said["x-role"]
        for path, each in paths.items()
        for method, said in each.items()
    }
    assert told == ROLES


def everything(part: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every part of the document with its place."""
    yield place, part
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, value in inner:
        yield from everything(value, f"{place}/{name}")


def test_no_number_is_a_float() -> None:
    """What is money, a weight, a rate or a quantity is text with the format of a decimal."""
    for place, part in everything(openapi.document()):
        if isinstance(part, dict) and "type" in part and "/schema" in place:
            assert part["type"] != "number", place


def test_money_is_text_wherever_it_stands() -> None:
    for name, schema in openapi.document()["components"]["schemas"].items():
        for field, said in schema.get("properties", {}).items():
            # The figures of a trail's working are as exact as they are, some of them cut off.
            if MONEY.fullmatch(field) and not name.startswith("Trail") and name != "Acknowledge":
                kinds = said.get("type")
                assert "string" in ([kinds] if isinstance(kinds, str) else kinds), f"{name}.{field}"
                assert said["format"] == "decimal", f"{name}.{field}"


def test_every_reference_leads_somewhere() -> None:
    document = openapi.document()
    for place, part in everything(document):
        if isinstance(part, dict) and isinstance(part.get("$ref"), str):
            found: Any = document
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            assert found, place


def test_the_document_is_the_same_each_time() -> None:
    program = "from chalicelib.api.openapi import text; print(text(), end='')"
    printed = [
        subprocess.run(
            [sys.executable, "-X", "utf8", *arguments], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        for arguments in (["-m", "chalicelib", "openapi"], ["-c", program])
    ]
    assert printed[0] == printed[1] == openapi.text()
    assert json.loads(openapi.text()) == json.loads(openapi.reply().body) == openapi.document()


# The page


def test_the_page_shows_every_operation() -> None:
    page = docs_page.page()
    assert all(f"<details id='{operation.name}'>" in page for operation in OPERATIONS)
    linked = set(re.findall(r"href='#([\w-]+)'", page))
    assert linked <= set(re.findall(r"id='([\w-]+)'", page))


def test_the_page_fetches_and_runs_nothing() -> None:
    """F8: it is shown under the policy of every answer, which lets through styles that stand in the page."""
    page = docs_page.page().lower()
    assert "script-src" not in HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in HEADERS["Content-Security-Policy"]
    tags = " ".join(re.findall(r"<[^>]+>", page))
    for forbidden in ("<script", "<link", "<img", "<iframe", "<object", "javascript:", "src="):
        assert forbidden not in tags, forbidden
    assert not re.search(r"\son\w+=", tags)
    assert not re.search(r"href=(?!'#|'openapi\.json')", tags)
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_what_stands_in_the_document_is_shown_and_not_obeyed() -> None:
    assert "&lt;shipment&gt;.&lt;version&gt;" in docs_page.page()
