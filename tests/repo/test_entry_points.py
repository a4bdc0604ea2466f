"""The index of entry points: each handler one statement, each route with a role and a page, each schedule."""

import ast
import re
from importlib import import_module
from typing import Any

import pytest
from chalice.app import Chalice, Cron

from chalicelib.feeds.catalogue import INGESTIONS, Ingestion
from chalicelib.identity.roles import ADMIN, OPERATOR, PUBLIC, ROUTES
from tests.repo.sources import INDEX, ROOT, tree_of

HANDLERS = [node for node in tree_of(INDEX).body if isinstance(node, ast.FunctionDef)]
PAGE = ROOT / "docs" / "api.md"
HEADING = re.compile(r"^## `([A-Z]+) (/\S+)`\n\n\*\*(\w+)\*\*", re.M)


ENTRANCES = {
    path.stem: {node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}
    for path in (ROOT / "chalicelib" / "entrypoints").glob("[!_]*.py")
}
"""By module, the functions that a handler may hand over to."""


def the_app() -> Chalice:
    found: Chalice = import_module("app").app
    return found


def routes() -> set[tuple[str, str]]:
    return {(method, path) for path, methods in the_app().routes.items() for method in methods}


def name_of_handler(handler: ast.FunctionDef) -> str:
    return handler.name


@pytest.mark.parametrize("handler", HANDLERS, ids=name_of_handler)
def test_a_handler_is_a_decorator_a_sentence_and_one_statement(handler: ast.FunctionDef) -> None:
    assert len(handler.decorator_list) == 1
    assert ast.unparse(handler.decorator_list[0]).startswith("app.")
    assert ast.get_docstring(handler)
    _, statement = handler.body
    assert isinstance(statement, ast.Return)
    assert isinstance(statement.value, ast.Call)
    module, _, function = ast.unparse(statement.value.func).partition(".")
    assert function in ENTRANCES[module]


def test_the_index_holds_nothing_but_handlers() -> None:
    docstring, *others = (node for node in tree_of(INDEX).body if node not in HANDLERS)
    assert isinstance(docstring, ast.Expr)
    imports = [node for node in others if isinstance(node, ast.ImportFrom)]
    [made] = [node for node in others if node not in imports]
    assert ast.unparse(made) == "app = Gateway('ior', caller_of)"


def test_the_app_never_tells_stack_traces() -> None:
    assert the_app().debug is False


# Routes


def test_every_route_has_a_role() -> None:
    assert routes() == set(ROUTES)
    assert set(ROUTES.values()) <= {PUBLIC, OPERATOR, ADMIN}


def test_only_the_sign_of_life_and_the_sign_in_are_public() -> None:
    public = [route for route, role in ROUTES.items() if role == PUBLIC]
    assert public == [("GET", "/api/health"), ("POST", "/api/auth/login")]


def test_every_route_has_a_section_in_the_document_that_names_its_role() -> None:
    documented = {(method, path): role for method, path, role in HEADING.findall(PAGE.read_text("utf-8"))}
    assert documented == ROUTES


def test_every_route_has_a_row_in_the_table_of_the_document() -> None:
    rows = re.findall(r"^\| \[`([A-Z]+) (/\S+)`\]\(#[\w-]+\) \| (\w+) \|", PAGE.read_text("utf-8"), re.M)
    assert {(method, path): role for method, path, role in rows} == ROUTES


def test_no_route_lets_another_origin_in() -> None:
    entries: list[Any] = [entry for methods in the_app().routes.values() for entry in methods.values()]
    assert {entry.cors for entry in entries} == {None}


# Schedules


def scheduled() -> dict[str, str]:
    sources: list[Any] = the_app().event_sources
    expressions = {source.name: getattr(source, "schedule_expression", None) for source in sources}
    return {
        name: found if isinstance(found, str) else found.to_string()
        for name, found in expressions.items()
        if found
    }


@pytest.mark.parametrize("ingestion", INGESTIONS, ids=lambda one: one.name)
def test_an_ingestion_runs_when_the_catalogue_says(ingestion: Ingestion) -> None:
    name = f"ingest_{ingestion.name.replace('-', '_')}"
    assert scheduled()[name] == Cron(*ingestion.cron).to_string()


def test_nothing_else_is_scheduled_but_the_day_its_comparison_and_the_sweeper() -> None:
    ingested = {f"ingest_{one.name.replace('-', '_')}" for one in INGESTIONS}
    assert set(scheduled()) == ingested | {"daily_generation", "parity_report", "sweep"}


def test_the_day_begins_after_the_last_delivery_of_the_day() -> None:
    last = max((one.cron.hours, one.cron.minutes) for one in INGESTIONS)
    minutes, hours, *_ = scheduled()["daily_generation"].removeprefix("cron(").split()
    assert (int(hours), int(minutes)) > last


def test_a_handler_is_known_by_its_own_name() -> None:
    """Functions, logs and alarms are named after it."""
    names = {
        ast.literal_eval(keyword.value)
        for handler in HANDLERS
        for decorator in handler.decorator_list
        if isinstance(decorator, ast.Call)
        for keyword in decorator.keywords
        if keyword.arg == "name"
    }
    views = {handler.name for handler in HANDLERS} - names
    assert views == {entry.view_name for methods in the_app().routes.values() for entry in methods.values()}
